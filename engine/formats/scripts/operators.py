"""Layers that Python's operators and methods write, the same in every library of arrays."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

from engine.formats.description import Node, Row
from engine.formats.scripts.text import literal
from engine.layers.slice import bounds


def _slice(writer: Any, node: Node, x: str) -> str:
    axis = node.settings["axis"]
    start, stop = bounds(node.settings, node.input_shapes[0][axis - 1])
    return f"{x}[{':, ' * axis}{start}:{stop}]"


def _between(sign: str) -> Row:
    return lambda writer, node, *inputs: f" {sign} ".join(inputs)


def folded(function: str) -> Row:
    """A function of two, over any number of inputs."""
    return lambda writer, node, *inputs: reduce(lambda a, b: f"{function}({a}, {b})", inputs)


OPERATORS: Mapping[str, Row] = {
    "reshape": lambda writer, node, x: f"{x}.reshape({literal((-1, *node.shape))})",
    "slice": _slice,
    "add": _between("+"),
    "subtract": _between("-"),
    "multiply": _between("*"),
    "divide": _between("/"),
    "average": lambda writer, node, *inputs: f"({' + '.join(inputs)}) / {len(inputs)}",
}
