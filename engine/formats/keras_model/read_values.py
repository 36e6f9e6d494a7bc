"""What the calls of a Keras model give while it is read, and what all rows that read them share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.unsupported import BehindGapError, UnsupportedError
from engine.formats.keras_model.model import SavedLayer
from engine.layers import Shape

UNCLEAR = "?"
"""The mask of what several inputs with different masks are merged to."""


@dataclass(frozen=True)
class Some:
    """A piece of a pooling of the steps of `source` at which `mask` is not 0. As its `role` says, "chosen" has `fill`
    at all others, "largest" is the largest of the chosen, "total" the mean of the chosen and of zeros, and "share" how
    many of all steps count."""

    role: Literal["chosen", "largest", "total", "share"]
    source: str
    mask: str
    fill: float = 0.0


@dataclass(frozen=True)
class Value:
    """What a call gives: a layer, with `zeros` (before and after, for each axis) still to be put around it, filled
    with `fill`, or with its mirror image where it is `mirrored`. `counts` says that the layer's numbers stand for ones,
    which are counted, those of the `counted` zeros too. Where a number, or an array of them, is given instead of a
    tensor, it is `number`. `mask` is the layer that says which steps count, by numbers that are not 0; `nonzero` is the
    layer that is not 0 where something holds, where the value says whether it does, and `differs` the layer and the
    number that are compared. `some` says of what pooling it is a piece."""

    layer: str | None
    zeros: tuple[tuple[int, int], ...] = ()
    fill: float = 0.0
    counts: bool = False
    mirrored: bool = False
    number: float | np.ndarray | None = None
    counted: tuple[tuple[int, int], ...] = ()
    mask: str | None = None
    nonzero: str | None = None
    differs: tuple[str, float] | None = None
    some: Some | None = None


Result = Value | str | None
Inputs = Sequence[Value]
Keywords = Mapping[str, Any]
Row = Callable[[ImportBuilder, SavedLayer, Inputs, Keywords], Result | tuple[Result, ...]]


def plain(value: Value) -> str | None:
    """The layer of a value that is nothing but a layer. Raises UnsupportedError for any other."""
    if value.number is not None:
        raise UnsupportedError
    if value.some and value.some.role in ("chosen", "largest"):
        raise UnsupportedError(FormatError(N_("engine", "Steps that do not count are only left out of a pooling.")))
    if value.zeros or value.counts:
        raise UnsupportedError(FormatError(N_("engine", "Zeros around an image belong to a convolution or a pooling.")))
    return value.layer


def unlike(setting: str) -> UnsupportedError:
    return UnsupportedError(FormatError(N_("engine", "Its setting {setting} is another."), setting=setting))


def expect(config: Mapping[str, Any], **wanted: Any) -> None:
    """Raises UnsupportedError for what differs from the only way in which Ladera has it; what is not said is that
    way."""
    for setting, value in wanted.items():
        if config.get(setting, value) != value:
            raise unlike(setting)


def one(inputs: Sequence[Value]) -> str | None:
    return plain(only(inputs))


def known(builder: ImportBuilder, value: Value) -> tuple[str, Shape]:
    """The layer of a value that is nothing but a layer, and its shape. Raises BehindGapError where there is none."""
    layer = plain(value)
    shape = builder.shapes[layer] if layer else None
    if shape is None:
        raise BehindGapError
    return layer, shape


def only(inputs: Sequence[Value]) -> Value:
    """The one thing that goes in. Raises UnsupportedError where there are more, or none."""
    if len(inputs) != 1:
        raise UnsupportedError
    return inputs[0]


def arrays_of(layer: SavedLayer, *roles: str) -> dict[str, np.ndarray]:
    return dict(zip(roles, layer.arrays, strict=False))


def trainable(layer: SavedLayer) -> dict[str, Any]:
    return {"trainable": bool(layer.config.get("trainable", True))}


def plain_result(result: Value | str | None) -> str | None:
    """The layer that a row gave."""
    return plain(result) if isinstance(result, Value) else result
