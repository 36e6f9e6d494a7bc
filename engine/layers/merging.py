"""Shape rules of the layers with several inputs."""

from engine.errors import N_
from engine.layers.base import Shape, ShapeError, shape_text


def stretched_shape(inputs: tuple[Shape, ...]) -> Shape:
    """The common shape of inputs with as many axes; one of length 1 is repeated as often as another is long there.
    Raises ShapeError when they do not fit."""
    common = inputs[0]
    for shape in inputs[1:]:
        if len(shape) != len(common) or any(a != b and 1 not in (a, b) for a, b in zip(common, shape, strict=True)):
            raise ShapeError(
                N_("engine", "Its inputs must have the same shape, but {first} meets {other}. Only an axis of length 1 "
                   "fits any other."),
                first=shape_text(common), other=shape_text(shape),
            )
        common = tuple(map(max, common, shape))
    return common


def joined_shape(inputs: tuple[Shape, ...]) -> Shape:
    """The shape after joining along the last axis. Raises ShapeError when another axis differs."""
    for shape in inputs[1:]:
        if shape[:-1] != inputs[0][:-1]:
            raise ShapeError(
                N_("engine", "Its inputs may differ in the last axis only, but {first} meets {other}."),
                first=shape_text(inputs[0]), other=shape_text(shape),
            )
    return (*inputs[0][:-1], sum(shape[-1] for shape in inputs))
