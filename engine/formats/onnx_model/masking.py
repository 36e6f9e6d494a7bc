"""Steps that do not count: masks of a recurrent layer, of an attention and of a pooling, as Ladera writes them.

A comparison with what fills rows up is a mask. What it leaves out of scores, of the states of a recurrent layer or of a
pooling is known where it does so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.onnx_model import arranging
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.values import Came, Compared, Count, Elementwise, Operand, Scores, Some, Tensor
from engine.layers.mask import MOST_WORDS

_HIDDEN = -1e8
_FILLS: Mapping[str, Callable[[float], bool]] = {
    "max": lambda fill: fill <= _HIDDEN, "min": lambda fill: fill >= -_HIDDEN, "sum": lambda fill: fill == 0.0}
"""What no reduction sees."""
_MOVED = frozenset({"reshape", "flatten", "reverse", "slice", "permute"})


def is_of_steps(op: Operator) -> bool:
    """Whether it meets what is known only together with others."""
    return op.kind in ("Where", "Mul", "Div", "Max") and any(
        isinstance(value, Came | Count | Some | Scores) for value in op.inputs)


# What is compared

def told(op: Operator, compared: Compared | None) -> Tensor | None:
    """A comparison as a layer: what it says of the numbers that are one number, and of the others. None where no mask
    of Ladera says so."""
    if compared is None or not compared.tensor.axes or not _is_filling(op, compared):
        return None
    mask = op.builder.mask(compared.name, compared.tensor.layer, int(compared.number))
    there, elsewhere = compared.says
    dtype = {"f": "float", "b": "bool"}.get(compared.choices.dtype.kind, "whole")
    return Tensor(op.builder.affine(op.name, mask, elsewhere - there, there), compared.tensor.axes, dtype)


def _is_filling(op: Operator, compared: Compared) -> bool:
    """Whether a mask of Ladera makes this comparison."""
    shape, number = op.builder.shapes[compared.tensor.layer], compared.number
    return len(shape) == 1 and number == round(number) and 0 <= number <= MOST_WORDS


def _mask(op: Operator, compared: Compared, layer: str) -> str | None:
    """What is 0 where the numbers of a layer (steps,) are the one that is compared with: they themselves, where nothing
    else was made of them; None where there is no such mask."""
    if compared.number == 0.0 and not compared.is_mask:
        return layer
    return op.builder.mask(compared.name, layer, int(compared.number)) if _is_filling(op, compared) else None


def _skipping(value: Operand | None) -> tuple[Compared, bool] | None:
    """The comparison that a condition is, and whether it is true where a step does not count; None for others."""
    compared = value.compared if isinstance(value, Elementwise) else None
    if compared is None or compared.choices.dtype.kind != "b" or compared.choices[0] == compared.choices[1]:
        return None
    return (compared, bool(compared.choices[0])) if compared.tensor.axes else None


def _steps_of(op: Operator, compared: Compared, axis: int) -> str | None:
    """The mask (steps,) that a comparison along one axis of the result is; None where it is none."""
    row = _row_of(op, compared.tensor, axis)
    return None if row is None else _mask(op, compared, row)


def _row_of(op: Operator, tensor: Tensor, axis: int) -> str | None:
    """The layer (steps,) that runs along one axis of the result; None where it runs along others too."""
    axes, axis = tensor.axes, axis % len(tensor.axes)
    others = [place for place in range(1, len(axes)) if place != axis]
    if axes[0] != arranging.BATCH or not axes[axis] or any(op.length(tensor, place) != 1 for place in others):
        return None
    return arranging.grouped(op.builder, op.name, tensor, [axes[axis]])


# What is chosen

def chosen(op: Operator) -> Operand:
    """Where: scores that are hidden, the state before a step that does not count, the steps that a pooling sees.
    Raises UnsupportedError for others."""
    if (later := _later(op)) is not None:
        return later
    found = _skipping(op.inputs[0])
    if found is None or not (op.has(1) and op.has(2)):
        raise UnsupportedError
    mask, is_skipped = found
    skipped, read = (op.inputs[place] for place in ((1, 2) if is_skipped else (2, 1)))
    if isinstance(read, Scores):
        return _unseen(op, read, mask, skipped)
    if isinstance(read, Came):
        return _kept(op, read, mask, skipped)
    return _some(op, read, mask, skipped)


def _later(op: Operator) -> Scores | None:
    """What comes later is hidden from the scores of an attention."""
    for place, other in ((2, 1), (1, 2)):
        scores = op.inputs[place] if op.has(place) else None
        if isinstance(scores, Scores) and op.is_constant(0) and op.is_constant(other) and op.constant(other).size == 1:
            hidden = op.constant(0).astype(bool) == (place == 2)
            return later_hidden(scores, np.where(hidden, _number(op.constant(other)), 0.0))
    return None


def later_hidden(scores: Scores, mask: np.ndarray) -> Scores:
    """What comes later is hidden from scores: −∞, or a number as low, is added to it. Raises UnsupportedError for
    another mask."""
    if scores.normalised or mask.ndim < 2 or mask.size != mask.shape[-1] * mask.shape[-2]:
        raise other_mask()
    later = mask.reshape(mask.shape[-2:]) <= _HIDDEN
    if not np.array_equal(later, np.triu(np.ones(later.shape, bool), 1)) or mask.reshape(later.shape)[~later].any():
        raise other_mask()
    return replace(scores, causal=True)


def other_mask() -> UnsupportedError:
    """An attention hides something else than Ladera's does."""
    return UnsupportedError(FormatError(N_("engine", "An attention hides from a step what comes later and the steps "
                                           "that do not count, and nothing else.")))


def _unseen(op: Operator, scores: Scores, mask: Compared, never: Operand | None) -> Scores:
    """Steps of the key at which nobody looks."""
    steps = _steps_of(op, mask, -1) if len(mask.tensor.axes) in (3, 4) else None
    if steps is None or not isinstance(never, np.ndarray) or never.size != 1 or _number(never) > _HIDDEN or (
            scores.normalised or scores.mask not in (None, steps)):
        raise other_mask()
    return replace(scores, mask=steps)


def _kept(op: Operator, new: Came, mask: Compared, old: Operand | None) -> Came:
    """The state of a recurrent layer stays where the step does not count."""
    layer, place = step_in(op.builder, mask.tensor.layer)
    whole = _mask(op, mask, layer)
    before = new.walk.begin[new.part or 0] if new.steps == 1 else replace(new, steps=new.steps - 1, is_masked=True)
    if new.steps == 1:
        new, is_before = replace(new, mask=whole), old is before or (before is None and op.is_zero(
            next(at for at in (1, 2) if op.inputs[at] is old)))
    else:
        is_before = old == before
    if (new.mask, new.steps, new.is_masked) != (whole, place + 1, False) or not is_before or (
            new.part is None or mask.tensor.axes[1] != arranging.BATCH):
        raise UnsupportedError
    return replace(new, is_masked=True)


def step_in(builder: ImportBuilder, layer: str | None) -> tuple[str | None, int]:
    """The layer of which this one is one step, and which; itself and 0 where it is all that there is."""
    spec = builder.spec(layer) if layer else None
    if spec is None or spec.kind != "slice" or spec.settings["axis"] != 1 or builder.shapes[layer][0] != 1:
        return layer, 0
    return builder.source(layer), int(spec.settings["start"])


def _some(op: Operator, read: Operand | None, mask: Compared, fill: Operand | None) -> Some:
    """The steps that a pooling sees; what it does not see has a number that counts for nothing there."""
    steps = _steps_of(op, mask, 1) if len(mask.tensor.axes) == 3 else None
    if steps is None or not isinstance(fill, np.ndarray) or fill.size != 1:
        raise UnsupportedError
    x = op.of(read).known()
    if len(x.axes) != 3 or x.axes[0] != arranging.BATCH or (op.length(x, 1),) != op.builder.shapes[steps]:
        raise UnsupportedError
    return Some(x, steps, _number(fill), lambda: op.miss(only_pooled()))


def only_pooled() -> FormatError:
    return FormatError(N_("engine", "Steps that do not count are only left out of a pooling."))


def _number(array: np.ndarray) -> float:
    return float(np.ravel(array)[0])


# What a pooling makes of them

def reduced_steps(op: Operator, function: str) -> Operand | None:
    """A reduction over the steps of `Some` numbers, or of what says which count; None for others."""
    value = op.inputs[0]
    if not isinstance(value, Some) and not (isinstance(value, Elementwise) and value.compared is not None):
        return None
    if op.numbers(1, "axes") not in ([1], [-2]) or op.attributes.get("keepdims", 1):
        return None
    if isinstance(value, Elementwise):
        compared = value.compared
        if compared.says != (0.0, 1.0) or compared.choices.dtype.kind != "f" or len(compared.tensor.axes) != 3:
            return None
        row = _row_of(op, compared.tensor, 1)
        if row is None or not _is_filling(op, compared):
            return None
        masks = {op.builder.mask(compared.name, row, int(compared.number)), *([] if compared.number else [row])}
        return Count(frozenset(masks), function, lambda: op.attempt(lambda: _counting(op, compared, row, function)))
    if value.function or function not in _FILLS or not _FILLS[function](value.fill):
        return None
    if function == "sum":
        return _pooled(op, value, function)
    return replace(value, function=function, miss=lambda: op.miss(only_pooled()))


def _counting(op: Operator, compared: Compared, row: str, function: str) -> Tensor:
    """The number of steps that count, or whether there is one."""
    mask = op.builder.mask(compared.name, row, int(compared.number))
    counts = op.builder.reshaped(f"{op.name}_steps", mask, (*op.builder.shapes[row], 1))
    return op.natural(op.builder.layer(op.name, "global_pooling", (counts,), {"function": function}))


def _pooled(op: Operator, some: Some, function: str) -> Tensor:
    layer = op.builder.layer(op.name, "global_pooling", (op.of(some.tensor).plain(), some.mask),
                             {"function": function, "masked": True})
    return op.natural(layer)


def one_at_least(value: Operand | None, number: np.ndarray) -> Count | None:
    """max(1, how many steps count)."""
    if not isinstance(value, Count) or value.function != "sum" or number.size != 1 or _number(number) != 1.0:
        return None
    return replace(value, at_least_one=True, make=lambda: value.tensor)


def of_steps(op: Operator) -> Operand | None:
    """A product or a quotient that completes a pooling, or scores to which a mask is added; None for others."""
    found = {"Mul": _largest_of_some, "Div": _mean_of_some, "Add": _added_to_scores}.get(op.kind)
    return found(op) if found and len(op.inputs) == 2 else None


def _largest_of_some(op: Operator) -> Tensor | None:
    """Where no step counts the largest is 0, as the layer has it."""
    some, count = op.inputs if isinstance(op.inputs[0], Some) else op.inputs[::-1]
    if not isinstance(some, Some) or not isinstance(count, Count) or not some.function or (
            count.function != "max" or some.mask not in count.masks):
        return None
    return _pooled(op, some, some.function)


def _mean_of_some(op: Operator) -> Tensor | None:
    total, count = op.inputs
    if not isinstance(total, Tensor) or not isinstance(count, Count) or not count.at_least_one:
        return None
    spec = op.builder.spec(total.layer) if total.layer else None
    if spec is None or spec.kind != "global_pooling" or not spec.settings["masked"]:
        return None
    sources = op.builder.sources(total.layer)
    if spec.settings["function"] != "sum" or sources[1] not in count.masks:
        return None
    return total.like(op.builder.layer(op.name, "global_pooling", sources, {"function": "average", "masked": True}))


def _added_to_scores(op: Operator) -> Scores | None:
    """−∞, or a number as low, is added where a step does not count."""
    scores, added = op.inputs if isinstance(op.inputs[0], Scores) else op.inputs[::-1]
    compared = added.compared if isinstance(added, Elementwise) else None
    if not isinstance(scores, Scores) or compared is None or compared.says[1] != 0.0 or compared.says[0] > _HIDDEN:
        return None
    return _unseen(op, scores, compared, np.array(compared.says[0]))
