"""What the names in an ONNX graph stand for while it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from engine.formats.importing.builder import ImportBuilder

Group = tuple[int, ...]
Axes = tuple[Group, ...]


@dataclass(frozen=True)
class Tensor:
    """A layer's output in ONNX's order of axes: axis k runs through the axes `axes[k]` of the layer, the last of them
    fastest (0 is the batch); one of length 1 that the layer does not have is (). Axes of the layer that no group names
    have length 1. A layer behind a gap has unknown axes, which are ().

    `dtype` is what its numbers are in the graph: float, whole, narrow (whole numbers that may run over) or bool.
    """

    layer: str | None = None
    axes: Axes = ()
    dtype: str = "float"

    def like(self, layer: str | None) -> Tensor:
        """Another layer in the same order."""
        return replace(self, layer=layer, axes=self.axes if layer else ())

    def moved(self, axes: Axes) -> Tensor:
        """The same numbers with other axes."""
        return replace(self, axes=axes)


@dataclass(frozen=True)
class Counted:
    """An array that depends on how many examples there are: what it is for two numbers of them."""

    arrays: tuple[np.ndarray, np.ndarray]

    @property
    def is_zero(self) -> bool:
        return not any(array.any() for array in self.arrays)


@dataclass(frozen=True)
class Compared:
    """Whether each number of a tensor is `number`: what fills rows up. `choices` (2,) are what becomes of those that
    are, and of the others. `is_mask` says that they were 0 and 1 on the way, in what is called `name`."""

    tensor: Tensor
    number: float
    choices: np.ndarray = field(compare=False)
    name: str = ""
    is_mask: bool = False

    @property
    def says(self) -> tuple[float, float]:
        """The choices as numbers."""
        return float(self.choices[0]), float(self.choices[1])


@dataclass(frozen=True)
class Scores:
    """How much each step of a query resembles each of a key: half an attention. Nobody looks where the layer `mask` is
    0. `miss` says that there is no layer for it alone."""

    query: Tensor
    key: Tensor
    miss: Callable[[], Tensor]
    scale: float = 1.0
    causal: bool = False
    normalised: bool = False
    mask: str | None = None


@dataclass(frozen=True)
class Some:
    """Numbers (examples, steps, channels) at the steps where the layer `mask` is not 0, and `fill` elsewhere; or what a
    reduction `function` over the steps makes of them. `miss` says that there is no layer for it alone."""

    tensor: Tensor
    mask: str
    fill: float
    miss: Callable[[], Tensor]
    function: str = ""


@dataclass(frozen=True)
class Count:
    """How many steps of a mask count, at least one where that is said; or, with the function "max", whether one does.
    `masks` are the layers that say which; `make` puts down the one that counts."""

    masks: frozenset[str]
    function: str
    make: Callable[[], Tensor]
    at_least_one: bool = False

    @cached_property
    def tensor(self) -> Tensor:
        return self.make()


@dataclass(frozen=True)
class Padded:
    """A tensor with `around` (before and after, for each of its axes) still to be put around it: zeros, or its mirror
    image."""

    tensor: Tensor
    around: tuple[tuple[int, int], ...]
    mirrored: bool = False


@dataclass(frozen=True)
class Joined:
    """Tensors one after the other along an axis; `make` puts the layer down that joins them."""

    parts: tuple[Tensor, ...]
    lengths: tuple[int, ...]
    axis: int
    make: Callable[[], Tensor]

    @cached_property
    def tensor(self) -> Tensor:
        return self.make()


class Elementwise:
    """A function of each number of other values, not yet a layer.

    `samples` are what it is of numbers that stand for those of each value that it is a function of: for recognising it,
    however it was written. `over` are the axes along which it works too, by sums and means. `make` puts layers down for
    its last operator; `depth` counts how many it has. `compared` is what it says of numbers that are one number.
    """

    MOST = 6
    """Of how many values it is remembered that it is a function of."""

    def __init__(self, samples: dict[Tensor | Elementwise, np.ndarray], depth: int, over: tuple[int, ...] | None,
                 make: Callable[[Elementwise], Tensor], compared: Compared | None = None) -> None:
        self.samples, self.depth, self.over, self._make = samples, depth, over, make
        self.compared = compared

    @cached_property
    def tensor(self) -> Tensor:
        """The layer that gives it, put down when it is first read."""
        return self._make(self)


@dataclass(frozen=True)
class Label:
    """The class with the largest number: Ladera says it of predictions by itself. `miss` says that there is no layer
    for it alone."""

    miss: Callable[[], Tensor]


class Walk:
    """A recurrent layer of which each step is an operator of its own, as far as a `Came` says, which `layer` puts
    down: of the layer `source`, with weights `arrays`, beginning with the states `begin`."""

    def __init__(self, source: str, arrays: tuple[Any, ...], begin: tuple[Any, ...],
                 layer: Callable[[Came, bool], Tensor]) -> None:
        self.source, self.arrays, self.begin, self.layer = source, arrays, begin, layer


@dataclass(frozen=True)
class Came:
    """State number `part` of a walk after some `steps`; its hidden state and its cell side by side where that is None.
    With a `mask`, a step changes nothing where it is 0: `is_masked` says whether that has been seen to for the last
    one."""

    walk: Walk
    steps: int
    part: int | None
    mask: str | None = None
    is_masked: bool = False

    @cached_property
    def tensor(self) -> Tensor:
        return self.walk.layer(self, False)


Lazy = Elementwise | Joined | Count | Came
"""What is a layer only when something reads it as one."""
Operand = Tensor | Counted | Scores | Padded | Lazy | Some | Label | np.ndarray


def natural(builder: ImportBuilder, layer: str | None) -> Tensor:
    """A layer in its own order."""
    if layer is None:
        return Tensor()
    shape = builder.shapes[layer]
    return Tensor(layer, tuple((axis,) for axis in range(len(shape) + 1))) if shape is not None else Tensor(layer)


def channels_first(rank: int) -> Axes:
    """The axes of an image or a sequence as convolutions of ONNX have it."""
    return ((0,), (rank - 1,), *((axis,) for axis in range(1, rank - 1)))


def reduced(value: Any) -> Any:
    """An array that is the same for every example and depends on their number only by its length, as one that has
    length 1 there; anything else as it is."""
    if not isinstance(value, Counted):
        return value
    few, many = value.arrays
    if few.ndim != many.ndim:
        return value
    places = [axis for axis in range(few.ndim) if few.shape[axis] != many.shape[axis]]
    for axis in places:
        few, many = few.take([0], axis), many.take([0], axis)
    same = np.array_equal(few, many) and all(
        np.array_equal(array, np.broadcast_to(few, array.shape)) for array in value.arrays)
    return few if places and same else value
