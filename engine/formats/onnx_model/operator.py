"""One operator of an ONNX graph, as the rows that read it meet it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from engine.errors import N_, FormatError, LaderaError
from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.unsupported import BehindGapError, UnfitError, UnsupportedError
from engine.formats.onnx_model import arranging
from engine.formats.onnx_model.values import (
    Counted,
    Lazy,
    Operand,
    Padded,
    Scores,
    Some,
    Tensor,
    natural,
    reduced,
)

Made = TypeVar("Made")


def misplaced() -> UnsupportedError:
    """Something is put around an image, and what reads it cannot take that over."""
    return UnsupportedError(FormatError(N_("engine", "Zeros around an image belong to a convolution or a pooling.")))


@dataclass(frozen=True)
class Operator:
    """`name` is what its layer will be called, `label` what the file calls it. `attributes` are complete: what
    the node does not say is what its version says. `examples` are two numbers of examples (the same where the file
    is for one number only)."""

    builder: ImportBuilder
    name: str
    label: str
    kind: str
    version: int
    attributes: Mapping[str, Any]
    inputs: Sequence[Operand | None]
    examples: tuple[int, int]

    def has(self, place: int) -> bool:
        """Whether an input is given."""
        return place < len(self.inputs) and self.inputs[place] is not None

    def tensor(self, place: int = 0) -> Tensor:
        """An input that comes from a layer. Raises UnsupportedError or BehindGapError where it does not."""
        value = reduced(self.inputs[place]) if self.has(place) else None
        if isinstance(value, Padded):
            raise misplaced()
        if isinstance(value, Scores | Some):
            return value.miss()
        if isinstance(value, Lazy):
            return value.tensor
        if isinstance(value, np.ndarray):
            raise UnsupportedError(FormatError(N_("engine", "It works on weights only.")))
        if not isinstance(value, Tensor):
            if Tensor() in [other for other in self.inputs if isinstance(other, Tensor)]:
                raise BehindGapError
            raise UnsupportedError(FormatError(N_("engine", "It depends on how many examples there are.")))
        return value

    def known(self, place: int = 0) -> Tensor:
        """The same where its axes are known. Raises BehindGapError where they are not."""
        tensor = self.tensor(place)
        if not tensor.axes:
            self.builder.leave((tensor.layer,))
            raise BehindGapError
        return tensor

    def constant(self, place: int) -> np.ndarray:
        """An input that is in the file. Raises UnsupportedError where it is computed."""
        value = reduced(self.inputs[place]) if self.has(place) else None
        if isinstance(value, Counted):
            raise UnsupportedError(FormatError(N_("engine", "It depends on how many examples there are.")))
        if not isinstance(value, np.ndarray):
            raise UnsupportedError(FormatError(N_("engine", "Its weights are computed by other layers.")))
        return value

    def is_constant(self, place: int) -> bool:
        """Whether an input is in the file."""
        return self.has(place) and isinstance(reduced(self.inputs[place]), np.ndarray)

    def is_zero(self, place: int) -> bool:
        """Whether an input is left out, or made of zeros, for however many examples."""
        value = self.inputs[place] if self.has(place) else None
        return value is None or (isinstance(value, Counted) and value.is_zero) or (
            isinstance(value, np.ndarray) and not value.any())

    def numbers(self, place: int, attribute: str) -> list[int] | None:
        """Whole numbers that newer files have as an input and older ones as an attribute; None without either."""
        if self.has(place):
            return [int(number) for number in np.ravel(self.constant(place))]
        value = self.attributes.get(attribute)
        return None if value is None else [int(number) for number in np.ravel(value)]

    def counts(self, place: int) -> list[tuple[int, int]]:
        """Whole numbers that may depend on how many examples there are, for both numbers of them."""
        value = reduced(self.inputs[place]) if self.has(place) else None
        if isinstance(value, Counted):
            return [(int(few), int(many)) for few, many in zip(*map(np.ravel, value.arrays), strict=True)]
        return [(int(number), int(number)) for number in np.ravel(self.constant(place))]

    def length(self, tensor: Tensor, axis: int) -> int | None:
        """The length of an axis of a tensor, None where it runs through the examples."""
        return arranging.length(self.builder, tensor, axis)

    def lengths(self, tensor: Tensor) -> list[tuple[int, int]]:
        """The lengths of its axes for both numbers of examples."""
        shape = self.builder.shapes[tensor.layer]
        found = []
        for group in tensor.axes:
            pair = [1, 1]
            for place in group:
                sizes = self.examples if place == 0 else (shape[place - 1],) * 2
                pair = [pair[0] * sizes[0], pair[1] * sizes[1]]
            found.append((pair[0], pair[1]))
        return found

    def plain(self, place: int = 0) -> str | None:
        """A layer that gives the input axis by axis."""
        return arranging.plain(self.builder, self.name, self.tensor(place))

    def ordered(self, tensor: Tensor, order: Sequence[int]) -> str | None:
        """A layer whose axes are those of a tensor in another order."""
        return arranging.ordered(self.builder, self.name, tensor, order)

    def with_last(self, tensor: Tensor, *last: int) -> Tensor:
        """The tensor, its axes `last` being the layer's last one."""
        return arranging.with_last(self.builder, self.name, tensor, last) if tensor.axes else tensor

    def split_last(self, tensor: Tensor, last: Sequence[int], lengths: Sequence[int]) -> Tensor:
        """The axes `last` of a tensor apart again."""
        return arranging.split_last(self.builder, self.name, tensor, last, lengths) if tensor.axes else tensor

    def natural(self, layer: str | None) -> Tensor:
        """A layer's output in its own order of axes."""
        return natural(self.builder, layer)

    def axis(self, number: int, rank: int) -> int:
        """An axis counted from the beginning. Raises UnsupportedError where there is none."""
        axis = number + rank if number < 0 else number
        if not 0 <= axis < rank:
            raise UnsupportedError(FormatError(N_("engine", "It has no axis {axis}."), axis=number))
        return axis

    def expect(self, **wanted: Any) -> None:
        """Raises UnsupportedError for what differs from the only way in which Ladera has it; what is not said is that
        way."""
        for name, value in wanted.items():
            if self.attributes.get(name, value) != value:
                raise self.unlike(name)

    def unlike(self, setting: str) -> UnsupportedError:
        """Ladera has it, but not with this setting."""
        return UnsupportedError(FormatError(N_("engine", "Its setting {setting} is another."), setting=setting))

    def of(self, *inputs: Operand | None) -> Operator:
        """The same operator of other inputs."""
        return replace(self, inputs=inputs)

    def attempt(self, make: Callable[[], Made]) -> Made | Tensor:
        """What `make` gives; where it cannot, the operator is noted as missing."""
        try:
            return make()
        except BehindGapError:
            return Tensor()
        except UnsupportedError as error:
            return self.miss(error.reason)
        except UnfitError as error:
            return self.miss(error)

    def miss(self, reason: LaderaError | None = None) -> Tensor:
        """Note that there is no layer for it."""
        if isinstance(reason, UnfitError):
            self.builder.doubt()
            reason = reason.values["reason"]
        tensors = (_tensor_of(value) for value in self.inputs)
        self.builder.miss(self.label, self.kind, [tensor.layer for tensor in tensors if tensor], reason)
        return Tensor()


def _tensor_of(value: Operand | None) -> Tensor | None:
    """What there is of an operand as layers."""
    if isinstance(value, Padded):
        return value.tensor
    if isinstance(value, Lazy | Some):
        return value.tensor
    return value if isinstance(value, Tensor) else None
