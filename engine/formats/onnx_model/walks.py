"""Recurrent layers that are written step by step, each an operator of its own: what skips steps, and what gives its
cell at every step. Together they are one layer again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from engine.formats.onnx_model.masking import step_in
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.values import Came, Operand, Tensor, Walk

_STEP = ((1,), (0,), (2,))


def step(op: Operator, begin: tuple[int, ...],
         layer: Callable[[Came, bool], Tensor]) -> tuple[Operand | None, ...] | None:
    """The states after an operator that reads one step of a sequence, where the states before it are those that the
    step before left; None where it is no such step. `begin` are the inputs that are states; `layer` puts down how far
    it came, every step of it or the last one."""
    read = op.attributes.get("read", ())
    if not read or read[0] or op.attributes.get("layout", 0) or op.attributes.get("direction", "forward") != "forward":
        return None
    x = op.tensor()
    if x.axes != _STEP or len(op.builder.shapes[x.layer]) != 2 or op.length(x, 0) != 1:
        return None
    source, place = step_in(op.builder, x.layer)
    states = [op.inputs[at] if op.has(at) else None for at in begin]
    arrays = tuple(op.inputs[at] if op.has(at) else None for at in (1, 2, 3))
    came = [state for state in states if isinstance(state, Came)]
    if not came:
        if place != 0:
            return None
        given = tuple(None if op.is_zero(at) else op.inputs[at] for at in begin)
        walk = Walk(source, arrays, given, layer)
        return None, *(Came(walk, 1, part) for part in range(len(begin)))
    first = came[0]
    if states != [replace(first, part=part) for part in range(len(begin))] or first.steps != place or (
            first.walk.source != source or (first.mask and not first.is_masked) or any(
                one is not other for one, other in zip(first.walk.arrays, arrays, strict=True))):
        return None
    return None, *(replace(state, steps=place + 1, is_masked=False) for state in came)


def joined(op: Operator) -> Operand | None:
    """States side by side: the hidden one and the cell of one step, or those of all steps."""
    parts = op.inputs
    if not parts or not all(isinstance(part, Came) for part in parts):
        return None
    first, axis = parts[0], op.attributes.get("axis", 1)
    if axis in (-1, 2):
        whole = [replace(first, part=part) for part in range(2)]
        return replace(first, part=None) if list(parts) == whole else None
    steps = [replace(first, steps=place) for place in range(1, len(parts) + 1)]
    if axis not in (0, -3) or first.part == 1 or list(parts) != steps:
        return None
    return op.attempt(lambda: parts[-1].walk.layer(parts[-1], True))
