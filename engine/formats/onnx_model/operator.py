"""One operator of an ONNX graph, as the rows that read it meet it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.importing.sketch import Sketch
from engine.formats.importing.unlike import UnlikeError
from engine.formats.onnx_model.values import (
    Operand,
    Padded,
    Tensor,
    misplaced,
    natural,
    on_last_axis,
    plain,
    shape_of,
)


@dataclass(frozen=True)
class Operator:
    """`name` is what its layer will be called, `label` what the file calls it; `alone` says that nothing else reads its
    first input."""

    sketch: Sketch
    name: str
    label: str
    kind: str
    attributes: Mapping[str, Any]
    inputs: Sequence[Operand | None]
    alone: bool

    def has(self, place: int) -> bool:
        """Whether an input is given."""
        return place < len(self.inputs) and self.inputs[place] is not None

    def tensor(self, place: int = 0) -> Tensor:
        """An input that comes from a layer."""
        value = self.inputs[place] if self.has(place) else None
        if isinstance(value, Padded):
            raise misplaced()
        if not isinstance(value, Tensor):
            raise UnlikeError(FormatError(N_("engine", "It works on weights only.")))
        return value

    def constant(self, place: int) -> np.ndarray:
        """An input that is in the file."""
        value = self.inputs[place] if self.has(place) else None
        if not isinstance(value, np.ndarray):
            raise UnlikeError(FormatError(N_("engine", "Its weights are computed by other layers.")))
        return value

    def numbers(self, place: int, attribute: str) -> list[int] | None:
        """Whole numbers that newer files have as an input and older ones as an attribute; None without either."""
        if self.has(place):
            return [int(number) for number in np.ravel(self.constant(place))]
        value = self.attributes.get(attribute)
        return None if value is None else [int(number) for number in np.ravel(value)]

    def shape(self, place: int) -> tuple[int, ...]:
        """The lengths of the axes of an input, −1 for the batch."""
        return shape_of(self.sketch, self.inputs[place])

    def plain(self, place: int = 0) -> str | None:
        """A layer that gives the input axis by axis."""
        return plain(self.sketch, self.name, self.tensor(place))

    def on_last_axis(self, place: int = 0) -> Tensor:
        """The input, its last axis being the layer's last."""
        return on_last_axis(self.sketch, self.name, self.tensor(place))

    def natural(self, layer: str | None) -> Tensor:
        """A layer's output in its own order of axes."""
        return natural(self.sketch, layer)

    def axis(self, number: int, rank: int) -> int:
        """An axis counted from the beginning."""
        axis = number + rank if number < 0 else number
        if not 0 <= axis < rank:
            raise ValueError(number)
        return axis

    def expect(self, **wanted: Any) -> None:
        """Refuse what differs from the only way in which Ladera has it; what is not said is that way."""
        for name, value in wanted.items():
            if self.attributes.get(name, value) != value:
                raise self.unlike(name)

    def unlike(self, setting: str) -> UnlikeError:
        """Ladera has it, but not with this setting."""
        return UnlikeError(FormatError(N_("engine", "Its setting {setting} is another."), setting=setting))
