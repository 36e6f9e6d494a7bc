"""What the recurrent layers have in common: their settings, their shape rule and the loop over the steps."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from engine import fields
from engine.errors import N_
from engine.initializers import initializer_field
from engine.layers.base import Layer, Settings, Shape, ShapeError, shape_text
from engine.layers.mask import apart, check_mask, masked_field

MOST_STEPS = 1_000

State = tuple[Any, ...]
Inner = Mapping[str, Any]
"""What a step computes on its way from one state to the next, by name."""


class Recurrent(Layer):
    """(steps, features) → (units,), what is left after the last step, or (steps, units).

    Inputs: the sequence; the states to begin with, (units,) each, where they are not zeros; and for a `masked` layer, a
    number for each step, (steps,) or (steps, 1), that is 0 where the step is to change nothing. The loop is unrolled
    when the network is lowered.
    """

    category = "recurrent"
    ports = "many"
    states: ClassVar[int] = 1
    fields = (
        fields.Integer("units", 16, N_("engine", "Units"), maximum=4_096,
                       help=N_("engine", "How many numbers the layer remembers from one step to the next.")),
        fields.Flag("return_sequences", False, N_("engine", "Return every step"),
                    help=N_("engine", "On: one output for every step, for another recurrent layer, for attention or to "
                            "label each step. Off: only the output of the last step.")),
        masked_field,
        initializer_field("glorot_uniform"),
    )

    def output_shape(self, settings, inputs):
        steps = _steps(inputs[0])
        states, mask = parted(settings, inputs)
        if len(states) not in (0, self.states):
            raise ShapeError(N_("engine", "It takes a sequence and, to begin with, {count} states; {given} more inputs "
                                "are connected."), count=self.states, given=len(states))
        for shape in states:
            if shape != (settings["units"],):
                raise ShapeError(N_("engine", "The state that it begins with must have as many numbers as it has "
                                    "units, {units}, and {shape} comes in."), units=settings["units"],
                                 shape=shape_text(shape))
        if settings["masked"]:
            check_mask(steps, mask)
        width = settings["units"] * self.shown(settings)
        return (steps, width) if settings["return_sequences"] else (width,)

    def shown(self, settings: Settings) -> int:
        """How many of its states a layer gives, side by side."""
        return 1


def _steps(shape: Shape) -> int:
    if len(shape) != 2:
        raise ShapeError(
            N_("engine", "It reads sequences, steps × features, and {shape} comes in. A Reshape layer makes n numbers "
               "a sequence of n×1; an Embedding layer makes words one."), shape=shape_text(shape))
    if shape[0] > MOST_STEPS:
        raise ShapeError(N_("engine", "It takes at most {most} steps, and {steps} come in. Cut the sequences shorter."),
                         most=MOST_STEPS, steps=shape[0])
    return shape[0]


def parted(settings: Settings, inputs: Sequence[Any]) -> tuple[tuple[Any, ...], Any]:
    """The states to begin with, and the mask, None where there is none, of what goes in after the sequence."""
    (_, *states), mask = apart(settings, inputs)
    return tuple(states), mask


def unroll(ir: Any, settings: Settings, inputs: Sequence[Any], states: Sequence[str],
           step: Callable[[Any, State], tuple[State, Inner]], shown: int = 1) -> Any:
    """Run `step(seen, state)` over a sequence (batch, steps, features).

    Inside, examples are columns: the state is a value (units, batch) for each name of `states`, zero at first where
    nothing else goes in, of which the first `shown` are the output. `seen` (units + 1 + features, batch) is all that a
    step multiplies: the last output, a row of ones for the bias, the input. So gates are blocks of rows, each one piece
    of memory, neither the product with the weights nor its gradient reads a matrix against its grain, and the gradient
    of all weights is one product. States, and what else a step gives by name, are exposed step by step.
    """
    x, (given, mask) = inputs[0], parted(settings, inputs)
    batch, steps, features = x.shape
    units = settings["units"]
    columns = ir.transpose(x, (-2, -1, -3))
    # A copy is no constant to the builder: the first step multiplies by the recurrent kernel as all others do, and the
    # gradient of the weights is made of the stack of all steps.
    state: State = tuple(ir.transpose(value, (-1, -2)) for value in given) or (
        ir.copy(ir.constant(0.0, (units, batch))), *(ir.constant(0.0, (units, batch)),) * (len(states) - 1))
    rows = None if mask is None else ir.transpose(ir.reshape(mask, (batch, steps)), (-1, -2))
    ones, outputs, inside = ir.constant(1.0, (1, batch)), [], []
    for place in range(steps):
        now = ir.reshape(ir.slice(columns, -3, place, place + 1), (features, batch))
        new, inner = step(ir.concat([state[0], ones, now], -2), state)
        state = new if rows is None else _kept(ir, ir.slice(rows, -2, place, place + 1), new, state)
        outputs.append(state[0] if shown == 1 else ir.concat(state[:shown], -2))
        inside.append({**inner, **dict(zip(states, state, strict=True))})
    for name in inside[0]:
        ir.expose_steps(name, [values[name] for values in inside])
    return ir.by_example(outputs) if settings["return_sequences"] else ir.transpose(outputs[-1], (-1, -2))


def whole(ir: Any, settings: Settings, inputs: Sequence[Any], run: Callable[[Any], Any]) -> Any | None:
    """What `unroll` gives, by `run`, which makes of a sequence (steps, features, batch) the outputs of all steps
    (steps, units, batch) at once; None where that has to be done step by step."""
    if not ir.whole or len(inputs) > 1:
        return None
    outputs = run(ir.transpose(inputs[0], (-2, -1, -3)))
    steps, units, batch = outputs.shape
    if settings["return_sequences"]:
        return ir.transpose(outputs, (-1, -3, -2))
    return ir.transpose(ir.reshape(ir.slice(outputs, -3, steps - 1, steps), (units, batch)), (-1, -2))


def _kept(ir: Any, row: Any, new: State, old: State) -> State:
    """What was, in the columns where a row is 0."""
    skipped = ir.equal(row, 0.0)
    return tuple(ir.select(skipped, before, after) for before, after in zip(old, new, strict=True))


def weights(ir: Any, *parts: Any) -> Any:
    """Kernels, and biases as rows, one below the other, as `seen` is."""
    return ir.concat([part if len(part.shape) == 2 else ir.reshape(part, (1, -1)) for part in parts], -2)


def gate(ir: Any, values: Any, place: int, units: int, count: int = 1) -> Any:
    """Gates number `place` to place + count − 1 of `values` (gates · units, batch)."""
    return ir.slice(values, -2, place * units, (place + count) * units)
