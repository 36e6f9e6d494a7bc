"""What works number by number, and may be a part of something that Ladera has as one layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.onnx_model.arithmetic import ARITHMETIC
from engine.formats.onnx_model.folding import FOLDS
from engine.formats.onnx_model.masking import is_of_steps, told
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.read_rows import ROWS
from engine.formats.onnx_model.recognising import SAMPLES, activation_of, is_same, is_softmax, kind_of, normal_of
from engine.formats.onnx_model.values import Compared, Elementwise, Lazy, Operand, Tensor, reduced

_DEEPEST = 64
"""So many operators are remembered as one function; longer chains are made in pieces."""
_REDUCTIONS = frozenset({"ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin"})
_EXACT = frozenset({"Add", "Sub", "Mul", "Neg", "Abs", "Max", "Min", "Clip", "Sum", "ReduceSum", "ReduceMax",
                    "ReduceMin"})
"""Of whole numbers they give whole numbers, without rounding."""


def elementwise(op: Operator) -> Operand | None:
    """The operator as a function of the numbers of other values; None where it is none."""
    if op.kind in _REDUCTIONS:
        return _reduction(op)
    if (op.kind not in ARITHMETIC and op.kind != "Cast") or is_of_steps(op):
        return None
    values = [_whole(value) for value in op.inputs]
    sources = [value for value in values if isinstance(value, Tensor | Elementwise)]
    rank = max((len(_axes(source)) for source in sources), default=0)
    others = [value for value in values if value is not None and not isinstance(value, Tensor | Elementwise)]
    if not sources or not all(_axes(source) for source in sources) or not all(
            isinstance(value, np.ndarray) and value.size == 1 and value.ndim <= rank for value in others):
        return None
    overs = {source.over for source in sources if isinstance(source, Elementwise) and source.over}
    if len(overs) > 1:
        return None
    seen = [_seen(source) for source in sources]
    common = [base for base in seen[0] if all(base in samples for samples in seen)][:Elementwise.MOST]
    samples = {base: _computed(op, [
        next(numbers[base] for source, numbers in zip(sources, seen, strict=True) if source is value)
        if isinstance(value, Tensor | Elementwise) else value for value in values]) for base in common}
    if any(not numbers.ndim for numbers in samples.values()):
        return None
    if len(sources) == 1 and isinstance(sources[0], Elementwise) and all(
            _unchanged(numbers, sources[0].samples.get(base)) for base, numbers in samples.items()):
        return sources[0]
    return _value(op, samples, sources, next(iter(overs), None), _compared(op, values, sources))


def _compared(op: Operator, values: list[Operand | None], sources: list[Tensor | Elementwise]) -> Compared | None:
    """What the operator says of numbers that are one number, and of the others."""
    if len(sources) != 1:
        return None
    source, others = sources[0], [value for value in values if isinstance(value, np.ndarray)]
    if isinstance(source, Elementwise):
        before = source.compared
        if before is None:
            return None
        choices = _computed(op, [before.choices if value is source else value for value in values])
        if choices.shape != (2,):
            return None
        is_mask = choices.dtype.kind != "b" and choices.tolist() == [0, 1]
        return replace(before, choices=choices, is_mask=is_mask or before.is_mask)
    if op.kind != "Equal" or len(others) != 1:
        return None
    return Compared(source, float(others[0].ravel()[0]), np.array([True, False]), op.name)


def expected_type(op: Operator) -> str | None:
    """What an operator on layers of whole numbers or truth values gives; None where that is no question. Raises
    UnsupportedError where decimals would have to be cut off."""
    types = {value.dtype for value in op.inputs if isinstance(value, Tensor) and value.axes}
    if op.kind not in (ARITHMETIC.keys() | _REDUCTIONS) or not types - {"float"}:
        return None
    if types != {"whole"} or op.kind not in _EXACT:
        raise _no_decimals()
    return "whole"


def _no_decimals() -> UnsupportedError:
    return UnsupportedError(FormatError(
        N_("engine", "It gives whole numbers or truth values, and layers of Ladera give decimals.")))


def _reduction(op: Operator) -> Operand | None:
    """A sum, mean or extremum along axes that stay with length 1: one number for each row of samples."""
    source = _whole(op.inputs[0])
    if not isinstance(source, Tensor | Elementwise) or not _axes(source) or not op.attributes.get("keepdims", 1):
        return None
    axes = op.numbers(1, "axes")
    if not axes:
        return None
    over = tuple(sorted(op.axis(axis, len(_axes(source))) for axis in axes))
    if isinstance(source, Elementwise) and source.over not in (None, over):
        return None
    function = {"ReduceMean": np.mean, "ReduceSum": np.sum, "ReduceMax": np.max, "ReduceMin": np.min}[op.kind]
    with np.errstate(all="ignore"):
        samples = {base: function(numbers, axis=1, keepdims=True) for base, numbers in _seen(source).items()
                   if numbers.shape[1] > 1}
    return _value(op, samples, [source], over)


def _whole(value: Operand | None) -> Operand | None:
    return value.tensor if isinstance(value, Lazy) and not isinstance(value, Elementwise) else reduced(value)


def _value(op: Operator, samples: Mapping[Any, np.ndarray], sources: list[Tensor | Elementwise],
           over: tuple[int, ...] | None, compared: Compared | None = None) -> Operand | None:
    if not samples:
        return None
    depth = 1 + max((source.depth for source in sources if isinstance(source, Elementwise)), default=0)
    value = Elementwise(dict(samples), depth, over, lambda value: _made(op, value), compared)
    return value.tensor if depth > _DEEPEST else value


def _axes(source: Tensor | Elementwise) -> tuple[Any, ...]:
    """The axes of the values that it is a function of; all have the same."""
    return source.axes if isinstance(source, Tensor) else next(base for base in source.samples
                                                               if isinstance(base, Tensor)).axes


def _seen(source: Tensor | Elementwise) -> dict[Tensor | Elementwise, np.ndarray]:
    """Its samples as a function of others, and of itself."""
    if isinstance(source, Tensor):
        return {source: SAMPLES[source.dtype]}
    numbers = next(iter(source.samples.values()))
    return source.samples if numbers.shape[1] == 1 else source.samples | {source: SAMPLES[kind_of(numbers)]}


def _unchanged(samples: np.ndarray, before: np.ndarray | None) -> bool:
    """Whether an operator left numbers as they are, but for the digits that only double precision has."""
    return before is not None and samples.dtype == before.dtype and np.allclose(samples, before, rtol=1e-6, atol=0,
                                                                               equal_nan=True)


def _computed(op: Operator, inputs: list[np.ndarray | None]) -> np.ndarray:
    exact = [np.asarray(array, np.float64) if array is not None and array.dtype.kind == "f" else array
             for array in inputs]
    exact = [array.reshape(()) if array is not None and array.size == 1 else array for array in exact]
    with np.errstate(all="ignore"):
        found = np.asarray(FOLDS[op.kind](exact, op.attributes))
    return found.astype(np.float64) if found.dtype.kind in "fV" else found


def _made(op: Operator, value: Elementwise) -> Tensor:
    """As one layer where there is one, else as the row of the operator makes it of what it reads."""
    return op.attempt(lambda: _recognised(op, value) or told(op, value.compared) or _in_pieces(op, value))


def _recognised(op: Operator, value: Elementwise) -> Tensor | None:
    for base, samples in value.samples.items():
        kind = base.dtype if isinstance(base, Tensor) else kind_of(next(iter(base.samples.values())))
        if is_same(samples, kind) and (kind != "bool" or samples.dtype.kind == "b"):
            tensor = _tensor(base)
            return Tensor(tensor.layer, tensor.axes, kind_of(samples))
        if kind != "float":
            continue
        if function := activation_of(samples):
            tensor = _tensor(base)
            if function == "identity":
                return tensor
            return tensor.like(op.builder.activation(op.name, function, tensor.layer))
        if value.over and (layer := _along(op, base, samples, value.over)):
            return layer
    return None


def _along(op: Operator, base: Tensor | Elementwise, samples: np.ndarray, over: tuple[int, ...]) -> Tensor | None:
    """A layer that works along axes."""
    normal, soft = normal_of(samples), is_softmax(samples)
    if not normal and not soft:
        return None
    tensor = _tensor(base)
    if not tensor.axes:
        return None
    lengths = [op.length(tensor, axis) for axis in over]
    x = op.with_last(tensor, *over)
    if soft:
        return op.split_last(x.like(op.builder.layer(op.name, "softmax", (x.layer,))), over, lengths)
    channels = op.builder.shapes[x.layer][-1]
    arrays = {"gamma": np.ones(channels), "beta": np.zeros(channels)}
    layer = op.builder.layer(op.name, "layer_normalization", (x.layer,), {"epsilon": normal.epsilon}, arrays)
    return op.split_last(x.like(layer), over, lengths)


def _in_pieces(op: Operator, value: Elementwise) -> Tensor:
    samples = {kind_of(numbers) for numbers in value.samples.values()}
    if samples != {"float"}:
        types = {base.dtype for base in value.samples if isinstance(base, Tensor)}
        if samples != {"whole"} or types != {"whole"} or op.kind not in _EXACT:
            raise _no_decimals()
    if op.kind not in ROWS:
        raise UnsupportedError
    result = ROWS[op.kind](op)
    return Tensor(result.layer, result.axes, next(iter(samples)))


def _tensor(base: Tensor | Elementwise) -> Tensor:
    return base if isinstance(base, Tensor) else base.tensor
