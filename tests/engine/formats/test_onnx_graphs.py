"""Random ONNX graphs come in and compute what ONNX Runtime computes, or say what is missing."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine.formats.onnx_graphs import random_model
from tests.engine.formats.onnx_oracle import agree, by_runtime, predictions, read

FEW, MANY = 80, 4_000
LACKING = ("Sqrt", "Exp")
"""Operators of the graphs that are no layers by themselves, only as parts of others."""


def seeds(config: pytest.Config) -> range:
    return range(MANY if config.getoption("--thorough") else FEW)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", seeds(metafunc.config))


def lacking_and_what_follows(model) -> set[str]:
    """The names of nodes that are no layers by themselves, and of those that need their values."""
    names, values = set(), set()
    for node in model.graph.node:
        if node.op_type in LACKING or values & set(node.input):
            names.add(node.name)
            values |= set(node.output)
    return names


def test_a_random_graph_computes_the_same(seed, tmp_path):
    model = random_model(seed)
    sizes = [dimension.dim_value for dimension in model.graph.input[0].type.tensor_type.shape.dim]
    x = np.random.default_rng(seed).normal(size=(sizes[0] or 4, *sizes[1:])).astype(np.float32)
    wanted = by_runtime(model, {"x0": x})
    imported = read(model, tmp_path)
    if imported.missing:
        unreadable = lacking_and_what_follows(model)
        assert all(str(sentence).split(":")[0] in unreadable for sentence in imported.missing)
        return
    if all(np.isfinite(array).all() and np.abs(array).max() < 1e4 for array in wanted):
        agree(predictions(imported, [x]), wanted, 1e-4)
