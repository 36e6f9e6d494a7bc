"""What a layer is: its settings, its parameters, its shape rule and its lowering to primitives.

A new layer is one file in this package with one subclass of `Layer` decorated with `@register`; palette, inspector,
tests and exports find it in `LAYERS`. Shapes are those of one example, without the batch axis; images are
(height, width, channels).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar

from engine.errors import N_, LaderaError
from engine.fields import Field, Flag, Text
from engine.registry import Registry

Shape = tuple[int, ...]
Settings = Mapping[str, Any]


class ShapeError(LaderaError):
    """Inputs that a layer cannot take; the graph adds which layer and where they come from."""


class Passing(Enum):
    """What a layer does to the numbers that come in: something, or nothing but to bring them to other places, there
    leaving `ROWS` along the last axis together or not (`NUMBERS`), or that with noise while training (`NOISE`)."""

    CHANGED = 0
    ROWS = 1
    NUMBERS = 2
    NOISE = 3


@dataclass(frozen=True)
class Parameter:
    """One array of a layer.

    `role` is its name within the layer, `fan_in` and `fan_out` feed the initializer, `penalised` says whether L1 and
    L2 apply to it (kernels, not biases). What is not `trainable` follows no gradient: the running statistics of a
    normalisation, and everything in a frozen layer. A variance must stay `positive`.
    """

    role: str
    shape: Shape
    initializer: str
    fan_in: int
    fan_out: int
    penalised: bool = True
    trainable: bool = True
    positive: bool = False

    @property
    def size(self) -> int:
        return math.prod(self.shape)


# Settings of every layer that has parameters.
PARAMETER_FIELDS = (
    Flag("trainable", True, N_("engine", "Trainable"),
         help=N_("engine", "Off freezes the weights of this layer: training leaves them as they are, as in transfer "
                 "learning.")),
    Text("shared_with", "", N_("engine", "Shares weights with"), longest=60,
         help=N_("engine", "The name of a layer of the same kind whose weights this one uses too; empty for weights of "
                 "its own.")),
    Text("muted", "", N_("engine", "Muted units"), longest=4_000,
         help=N_("engine", "Units that give 0 whatever comes in, while training too: their numbers from 1, as in 2, "
                 "5-8. Empty for none.")),
    Text("frozen", "", N_("engine", "Frozen weights"), longest=4_000,
         help=N_("engine", "Single weights that training leaves as they are: places from 1, as in kernel[2,5], "
                 "bias[3]. Empty for none.")),
)


class Layer:
    """Base of all layers. Instances hold no state: settings, shapes and values come as arguments."""

    kind: ClassVar[str]
    title: ClassVar[str]
    category: ClassVar[str]
    rank: ClassVar[int] = 10  # what a first course uses most stands first in its category
    help: ClassVar[str]
    fields: ClassVar[tuple[Field, ...]] = ()
    equation: ClassVar[str] = ""  # LaTeX of what it computes, where its name does not say it
    derivative: ClassVar[str] = ""  # LaTeX, for a layer with such an equation
    elementwise: ClassVar[bool] = False  # one number at a time, so that its function can be drawn
    ports: ClassVar[str] = "one"  # "none", "one" or "many" inputs
    has_output: ClassVar[bool] = True
    reads_data: ClassVar[bool] = False  # the examples enter here

    def output_shape(self, settings: Settings, inputs: tuple[Shape, ...]) -> Shape:
        """The shape of one example after this layer. Raises ShapeError when `inputs` do not fit."""
        raise NotImplementedError

    def parameters(self, settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Parameter, ...]:
        """The trainable arrays for these inputs, in a fixed order."""
        return ()

    def ends_in(self, settings: Settings) -> str:
        """The activation that its numbers come out of, by name; "" where they come out of none."""
        return settings.get("activation", "")

    def passing(self, settings: Settings, inputs: tuple[Shape, ...]) -> Passing:
        """What it does to numbers that come out of an activation."""
        return Passing.CHANGED

    def check_examples(self, settings: Settings, examples: Any) -> None:
        """Raise LaderaError when the layer cannot read `examples` (N, …), which come to it straight from the data."""

    def lower(self, ir: Any, settings: Settings, inputs: tuple[Any, ...], parameters: Mapping[str, Any]) -> Any:
        """The layer as primitives.

        `ir` is the builder of `engine.ir`; `inputs` are its values, batch axis first (a layer that reads data is given
        the batch itself, another one without inputs zeros of its shape); `parameters` maps roles to values.
        `ir.training` says whether the program trains; only then may a layer ask for `ir.noise` and `ir.assign` new
        values to parameters that are not trainable. Returns the output value.
        """
        raise NotImplementedError


LAYERS: Registry[Layer] = Registry("layers")


def register(cls: type[Layer]) -> type[Layer]:
    """Class decorator: make the layer known under its `kind`, with PARAMETER_FIELDS if it has parameters."""
    if cls.parameters is not Layer.parameters:
        cls.fields = (*cls.fields, *PARAMETER_FIELDS)
    LAYERS.add(cls.kind, cls(), cls.rank)
    return cls


def shape_text(shape: Shape) -> str:
    """`(8, 8, 3)` as people write it: 8×8×3."""
    return "×".join(map(str, shape))
