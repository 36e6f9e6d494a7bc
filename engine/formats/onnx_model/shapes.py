"""Layers that move numbers, and layers with several inputs, as ONNX operators."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from engine.formats.description import Node, Row
from engine.formats.onnx_model.writer import Writer
from engine.layers.slice import bounds


def _repeat(w: Writer, node: Node, x: str) -> str:
    row = w.operator(node, "Unsqueeze", x, w.constant(node, "axis", [1], "int64"))
    return w.operator(node, "Tile", row, w.constant(node, "repeats", (1, node.settings["steps"], 1), "int64"))


def _slice(w: Writer, node: Node, x: str) -> str:
    axis = node.settings["axis"]
    start, stop = bounds(node.settings, node.input_shapes[0][axis - 1])
    return w.operator(node, "Slice", x, *(w.constant(node, hint, [number], "int64")
                                          for hint, number in (("start", start), ("stop", stop), ("axis", axis))))


def _reverse(w: Writer, node: Node, x: str) -> str:
    """From the last element to before the first."""
    return w.operator(node, "Slice", x, *(w.constant(node, hint, [number], "int64") for hint, number in (
        ("start", -1), ("stop", -2**31), ("axis", node.settings["axis"]), ("step", -1))))


def _folded(kind: str) -> Row:
    """An operator of two inputs, for any number of them."""
    return lambda w, node, *inputs: reduce(lambda a, b: w.operator(node, kind, a, b), inputs)


def _variadic(kind: str, **attributes: int) -> Row:
    return lambda w, node, *inputs: w.operator(node, kind, *inputs, **attributes)


ROWS: Mapping[str, Row] = {
    "flatten": lambda w, node, x: w.operator(node, "Flatten", x, axis=1),
    "reshape": lambda w, node, x: w.reshape(node, x, node.shape),
    "permute": lambda w, node, x: w.transpose(node, x, (0, *node.settings["order"])),
    "repeat_vector": _repeat,
    "slice": _slice,
    "reverse": _reverse,
    "add": _folded("Add"),
    "subtract": _folded("Sub"),
    "multiply": _folded("Mul"),
    "divide": _folded("Div"),
    "average": _variadic("Mean"),
    "maximum": _variadic("Max"),
    "concatenate": _variadic("Concat", axis=-1),
}
