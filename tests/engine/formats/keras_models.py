"""Keras models written, read by Ladera, and held against what Keras says."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.formats import import_network
from engine.formats.importing import Imported
from engine.network import Network


def numbers(*shape: int, seed: int = 3) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def shaken(model: Any, low: float = -0.7, high: float = 0.7) -> Any:
    """Every weight another number: a bias of zero would hide a mistake. Variances stay positive."""
    rng = np.random.default_rng(4)
    for variable in model.weights:
        if "int" not in str(variable.dtype):
            spread = rng.uniform(low, high, variable.shape)
            variable.assign(np.abs(spread) + 0.1 if "variance" in variable.path else spread)
    return model


def flat(outputs: Any) -> list[np.ndarray]:
    """The outputs of a model, in the order in which it lists them."""
    if isinstance(outputs, dict):
        return [array for value in outputs.values() for array in flat(value)]
    if isinstance(outputs, list | tuple):
        return [array for value in outputs for array in flat(value)]
    return [np.asarray(outputs)]


def predictions(imported: Imported, inputs: list[np.ndarray]) -> list[np.ndarray]:
    network = Network(imported.graph)
    given = dict(zip((spec.name for spec in imported.graph.of_kind("input")), inputs, strict=True))
    return [network.predict(imported.parameters, given, head=name) for name in network.output_names]


def agree(path: Path, inputs: list[np.ndarray], outputs: Any, tolerance: float = 1e-5) -> Imported:
    """The file comes in, whole, and gives these outputs."""
    imported = import_network(path)
    assert [str(sentence) for sentence in imported.missing] == []
    came, wanted = predictions(imported, inputs), flat(outputs)
    assert [array.shape for array in came] == [array.shape for array in wanted]
    for here, there in zip(came, wanted, strict=True):
        assert here == pytest.approx(there, abs=tolerance, rel=tolerance)
    return imported


def brought_in(model: Any, path: Path, *inputs: np.ndarray, feed: Any = None) -> Imported:
    """A model whose weights are shaken, saved, brought in and compared; `feed` is what Keras is given, where that is
    no list."""
    shaken(model).save(path)
    given = feed if feed is not None else list(inputs) if len(inputs) > 1 else inputs[0]
    return agree(path, list(inputs), model.predict(given, verbose=0))


def named(model: Any, path: Path) -> list[str]:
    """What is said to be missing of a model."""
    model.save(path)
    return [str(sentence) for sentence in import_network(path).missing]


def as_keras_2(layers: list[Any], models: int = 0) -> None:
    """Calls as lists of [layer, call, index, keywords]; those of `models` inside counted from 1."""
    inside = {layer["name"] for layer in layers if "layers" in layer["config"]}
    for layer in layers:
        calls = []
        for call in layer["inbound_nodes"]:
            tensors = call["args"][0] if isinstance(call["args"][0], list) else call["args"]
            keywords = {name: value for name, value in call["kwargs"].items() if value is not None}
            histories = [tensor["config"]["keras_history"] for tensor in tensors]
            calls.append([[name, number + models * (name in inside), index, keywords]
                          for name, number, index in histories])
        layer["inbound_nodes"] = calls


def rewritten(path: Path, change: Callable[[list[Any]], None]) -> Path:
    """The file with its layers described in other words."""
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    config = json.loads(entries["config.json"])
    change(config["config"]["layers"])
    entries["config.json"] = json.dumps(config).encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, content in entries.items():
            new.writestr(name, content)
    return path
