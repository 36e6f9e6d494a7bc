"""Shape rules of the layers with several inputs."""

from engine.errors import N_
from engine.layers.base import Shape, ShapeError, shape_text


def equal_shape(inputs: tuple[Shape, ...]) -> Shape:
    """The common shape. Raises ShapeError when the shapes differ."""
    for shape in inputs[1:]:
        if shape != inputs[0]:
            raise ShapeError(
                N_("engine", "Its inputs must have the same shape, but {first} meets {other}."),
                first=shape_text(inputs[0]), other=shape_text(shape),
            )
    return inputs[0]


def joined_shape(inputs: tuple[Shape, ...]) -> Shape:
    """The shape after joining along the last axis. Raises ShapeError when another axis differs."""
    for shape in inputs[1:]:
        if shape[:-1] != inputs[0][:-1]:
            raise ShapeError(
                N_("engine", "Its inputs may differ in the last axis only, but {first} meets {other}."),
                first=shape_text(inputs[0]), other=shape_text(shape),
            )
    return (*inputs[0][:-1], sum(shape[-1] for shape in inputs))
