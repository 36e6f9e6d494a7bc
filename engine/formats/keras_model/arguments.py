"""What a layer of Keras is called with, out of the JSON of its file: as Keras 3 writes it, and as Keras 2 listed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.formats.keras_model.model import Argument, Reference, SavedCall, Unknown

CONSTANT = "_CONSTANT_VALUE"


def call(node: Any) -> SavedCall:
    """One entry of `inbound_nodes`. Raises LookupError, TypeError or ValueError for anything else."""
    if isinstance(node, list):
        return _listed(node)
    return SavedCall(tuple(map(argument, node["args"])), _keywords(node["kwargs"]))


def _listed(node: Sequence[Any]) -> SavedCall:
    """[[layer, call, index, keywords], …]; several tensors are one list of them. A constant has its value in the place
    of the index."""
    rows = [node] if node and isinstance(node[0], str) else node
    tensors = tuple(argument(row[2]) if row[0] == CONSTANT else Reference(str(row[0]), int(row[1]), int(row[2]))
                    for row in rows)
    keywords = {key: value for row in rows if len(row) > 3 for key, value in row[3].items()}
    return SavedCall((tensors if len(tensors) > 1 else tensors[0],) if tensors else (),
                     {key: _listed_keyword(value) for key, value in keywords.items() if value is not None})


def _listed_keyword(value: Any) -> Argument:
    """A tensor is [layer, call, index] among plain values."""
    if isinstance(value, list):
        if len(value) == 3 and isinstance(value[0], str) and all(type(number) is int for number in value[1:]):
            return Reference(*value)
        return tuple(map(_listed_keyword, value))
    return argument(value)


def _keywords(values: Mapping[str, Any]) -> dict[str, Argument]:
    return {str(key): argument(value) for key, value in values.items() if value is not None}


def argument(value: Any) -> Argument:
    """One argument; lists and what stands for tuples are tuples."""
    if isinstance(value, list):
        return tuple(map(argument, value))
    if not isinstance(value, dict):
        return value
    name, config = value.get("class_name"), value.get("config")
    if not isinstance(name, str) or "config" not in value:
        return {str(key): argument(inner) for key, inner in value.items()}
    if name == "__keras_tensor__":
        layer, number, index = config["keras_history"]
        return Reference(str(layer), int(number), int(index))
    if name == "__slice__":
        return slice(*(config[key] if config[key] is None else int(config[key]) for key in ("start", "stop", "step")))
    if name == "__ellipsis__":
        return ...
    if name in ("__numpy__", "__tensor__"):
        return np.asarray(config["value"], np.float64)
    return Unknown(name)
