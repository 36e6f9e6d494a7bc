"""Layers that move numbers, and layers with several inputs, as Keras layers."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from engine.formats.description import Node, Row
from engine.formats.keras_model.writer import Tensor, Writer
from engine.layers.slice import bounds


def _slice(k: Writer, node: Node, x: Tensor) -> Tensor:
    axis = node.settings["axis"]
    return cut(k, node, x, axis, bounds(node.settings, x.shape[axis - 1]))


def cut(k: Writer, node: Node, x: Tensor, axis: int, part: tuple[int, int]) -> Tensor:
    """From one element of an axis to before another, cropped; Keras crops the first axis of a sequence and the first
    two of an image."""
    (start, stop), length = part, x.shape[axis - 1]
    shape = (*x.shape[:axis - 1], stop - start, *x.shape[axis:])
    crop = (start, length - stop)
    if axis == 1 and len(x.shape) == 2:
        return k.layer(node, "Cropping1D", x, shape=shape, cropping=crop)
    before, after = prod(x.shape[:axis - 1]), prod(x.shape[axis:])
    image, rest = (before, length, after), (before, stop - start, after)
    x = k.layer(node, "Reshape", x, shape=image, hint="axis", target_shape=image)
    x = k.layer(node, "Cropping2D", x, shape=rest, hint="cut", cropping=((0, 0), crop))
    return k.layer(node, "Reshape", x, shape=shape, hint="part", target_shape=shape)


def _merged(class_name: str, **config: object) -> Row:
    """Keras merges two or more; one alone is what it is."""
    def row(k: Writer, node: Node, *inputs: Tensor) -> Tensor:
        if len(inputs) == 1:
            return k.layer(node, "Activation", inputs[0], activation="linear")
        return k.layer(node, class_name, *inputs, **config)
    return row


ROWS: Mapping[str, Row] = {
    "flatten": lambda k, node, x: k.layer(node, "Flatten", x),
    "reshape": lambda k, node, x: k.layer(node, "Reshape", x, target_shape=node.shape),
    "permute": lambda k, node, x: k.layer(node, "Permute", x, dims=node.settings["order"]),
    "repeat_vector": lambda k, node, x: k.layer(node, "RepeatVector", x, n=node.settings["steps"]),
    "slice": _slice,
    "reverse": lambda k, node, x: k.operation(node, "Flip", x, config={"axis": node.settings["axis"]}),
    "add": _merged("Add"),
    "subtract": _merged("Subtract"),
    "multiply": _merged("Multiply"),
    "divide": lambda k, node, *inputs: k.operation(node, "Divide", *inputs),
    "average": _merged("Average"),
    "maximum": _merged("Maximum"),
    "concatenate": _merged("Concatenate", axis=-1),
}
