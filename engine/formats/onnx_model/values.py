"""What the names in an ONNX graph stand for while it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.importing.sketch import Sketch
from engine.formats.importing.unlike import UnlikeError

Axes = tuple[int | None, ...]


@dataclass(frozen=True)
class Tensor:
    """A layer's output in ONNX's order of axes: axis k is axis `axes[k]` of the layer's (0 is the batch), or a new one
    of length 1 where that is None. An unknown layer has unknown axes, which are ()."""

    layer: str | None = None
    axes: Axes = ()

    def like(self, layer: str | None) -> Tensor:
        """Another layer in the same order."""
        return replace(self, layer=layer, axes=self.axes if layer else ())


@dataclass(frozen=True)
class Scores:
    """How much each step of a query resembles each of a key: half an attention."""

    query: Tensor
    key: Tensor
    scale: float = 1.0
    causal: bool = False
    normalised: bool = False


@dataclass(frozen=True)
class Padded:
    """A tensor with `around` (before and after, for each of its axes) still to be put around it: zeros, or its mirror
    image."""

    tensor: Tensor
    around: tuple[tuple[int, int], ...]
    mirrored: bool = False


Operand = Tensor | Scores | Padded | np.ndarray


def natural(sketch: Sketch, layer: str | None) -> Tensor:
    """A layer in its own order."""
    if layer is None:
        return Tensor()
    shape = sketch.shapes[layer]
    return Tensor(layer, tuple(range(len(shape) + 1))) if shape is not None else Tensor(layer)


def channels_first(rank: int) -> Axes:
    """The axes of an image or a sequence as convolutions of ONNX have it."""
    return (0, rank - 1, *range(1, rank - 1))


def misplaced() -> UnlikeError:
    """Something is put around an image, and what reads it cannot take that over."""
    return UnlikeError(FormatError(N_("engine", "Zeros around an image belong to a convolution or a pooling.")))


def arranged(sketch: Sketch, name: str, tensor: Operand, wanted: Sequence[int]) -> str | None:
    """A layer whose output, in the order `wanted`, is the tensor: the layer itself, or a Permute after it."""
    if isinstance(tensor, Padded):
        raise misplaced()
    if not isinstance(tensor, Tensor):
        raise UnlikeError
    if tensor.layer is None or not tensor.axes:
        return tensor.layer
    wanted = tuple(wanted)
    if tensor.axes == wanted:
        return tensor.layer
    tensor = with_all_axes(sketch, name, tensor)
    if tensor.axes == wanted:
        return tensor.layer
    if len(tensor.axes) != len(wanted) or tensor.axes.index(0) != wanted.index(0):
        raise UnlikeError(FormatError(N_("engine", "The examples are not its first axis.")))
    order = [tensor.axes[wanted.index(axis)] for axis in range(1, len(wanted))]
    return sketch.layer(f"{name}_order", "permute", (tensor.layer,), {"order": tuple(order)})


def with_all_axes(sketch: Sketch, name: str, tensor: Tensor) -> Tensor:
    """The same with the axes of length 1 that only ONNX has made real, by a Reshape."""
    if None not in tensor.axes:
        return tensor
    order = tuple(axis for axis in tensor.axes if axis is not None)
    shape = sketch.shapes[tensor.layer]
    if order != tuple(range(len(shape) + 1)) or tensor.axes[0] != 0:
        raise UnlikeError(FormatError(N_("engine", "The examples are not its first axis.")))
    longer = tuple(1 if axis is None else shape[axis - 1] for axis in tensor.axes[1:])
    return natural(sketch, sketch.layer(f"{name}_axes", "reshape", (tensor.layer,), {"shape": longer}))


def plain(sketch: Sketch, name: str, tensor: Operand) -> str | None:
    """A layer whose output is the tensor, axis by axis."""
    rank = len(tensor.axes) if isinstance(tensor, Tensor) else 0
    return arranged(sketch, name, tensor, tuple(range(rank)))


def on_last_axis(sketch: Sketch, name: str, tensor: Operand) -> Tensor:
    """The tensor, arranged so that its last axis is the layer's last: what dense layers and softmax work along."""
    if not isinstance(tensor, Tensor):
        raise UnlikeError
    if tensor.layer is None or not tensor.axes:
        return Tensor(tensor.layer)
    shape = sketch.shapes[tensor.layer]
    if None not in tensor.axes and tensor.axes[-1] == len(shape) and tensor.axes[-1] != 0:
        return tensor
    return natural(sketch, plain(sketch, name, tensor))


def shape_of(sketch: Sketch, tensor: Operand) -> tuple[int, ...]:
    """The lengths of its axes, −1 for the batch. Raises UnlikeError when they are unknown."""
    if not isinstance(tensor, Tensor) or tensor.layer is None or not tensor.axes:
        raise UnlikeError(FormatError(N_("engine", "What comes before it is missing.")))
    shape = (-1, *sketch.shapes[tensor.layer])
    return tuple(1 if axis is None else shape[axis] for axis in tensor.axes)
