"""Layers that move numbers, and layers with several inputs, in PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from engine.formats.description import Node, Row
from engine.formats.scripts.text import joined, literal
from engine.formats.torch_model.writer import Writer
from engine.layers.slice import bounds


def _slice(t: Writer, node: Node, x: str) -> str:
    axis = node.settings["axis"]
    start, stop = bounds(node.settings, node.input_shapes[0][axis - 1])
    return f"{x}[{':, ' * axis}{start}:{stop}]"


def _maximum(t: Writer, node: Node, *inputs: str) -> str:
    return reduce(lambda a, b: f"torch.maximum({a}, {b})", inputs)


ROWS: Mapping[str, Row] = {
    "flatten": lambda t, node, x: f"{x}.flatten(1)",
    "reshape": lambda t, node, x: f"{x}.reshape({literal((-1, *node.shape))})",
    "permute": lambda t, node, x: f"{x}.permute({literal((0, *node.settings['order']))})",
    "repeat_vector": lambda t, node, x: f"{x}.unsqueeze(1).expand(-1, {node.settings['steps']}, -1)",
    "slice": _slice,
    "reverse": lambda t, node, x: f"{x}.flip({node.settings['axis']})",
    "add": lambda t, node, *inputs: " + ".join(inputs),
    "subtract": lambda t, node, *inputs: " - ".join(inputs),
    "multiply": lambda t, node, *inputs: " * ".join(inputs),
    "divide": lambda t, node, *inputs: " / ".join(inputs),
    "average": lambda t, node, *inputs: f"({' + '.join(inputs)}) / {len(inputs)}",
    "maximum": _maximum,
    "concatenate": lambda t, node, *inputs: f"torch.cat([{joined(inputs)}], -1)",
}
