"""What the recurrent layers have in common: their settings, their shape rule and the loop over the steps."""

from collections.abc import Callable
from typing import Any

from engine import fields
from engine.errors import N_
from engine.initializers import initializer_field
from engine.layers.base import Layer, Shape, ShapeError, shape_text

MOST_STEPS = 1_000

State = tuple[Any, ...]


class Recurrent(Layer):
    """(steps, features) → (units,), what is left after the last step, or (steps, units).

    The loop is unrolled when the network is lowered.
    """

    category = "recurrent"
    fields = (
        fields.Integer("units", 16, N_("engine", "Units"), maximum=4_096,
                       help=N_("engine", "How many numbers the layer remembers from one step to the next.")),
        fields.Flag("return_sequences", False, N_("engine", "Return every step"),
                    help=N_("engine", "On: one output for every step, for another recurrent layer, for attention or to "
                            "label each step. Off: only the output of the last step.")),
        initializer_field("glorot_uniform"),
    )

    def output_shape(self, settings, inputs):
        steps = _steps(inputs[0])
        return (steps, settings["units"]) if settings["return_sequences"] else (settings["units"],)


def _steps(shape: Shape) -> int:
    if len(shape) != 2:
        raise ShapeError(
            N_("engine", "It reads sequences, steps × features, and {shape} comes in. A Reshape layer makes n numbers "
               "a sequence of n×1; an Embedding layer makes words one."), shape=shape_text(shape))
    if shape[0] > MOST_STEPS:
        raise ShapeError(N_("engine", "It takes at most {most} steps, and {steps} come in. Cut the sequences shorter."),
                         most=MOST_STEPS, steps=shape[0])
    return shape[0]


def unroll(ir: Any, settings: Any, x: Any, states: int, step: Callable[[Any, State], State]) -> Any:
    """Run `step(seen, state)` over x (batch, steps, features).

    Inside, examples are columns: the state is `states` values (units, batch), zero at first, of which the first is the
    output. `seen` (units + 1 + features, batch) is all that a step multiplies: the last output, a row of ones for the
    bias, the input. So gates are blocks of rows, each one piece of memory, neither the product with the weights nor its
    gradient reads a matrix against its grain, and the gradient of all weights is one product.
    """
    batch, steps, features = x.shape
    units = settings["units"]
    columns = ir.transpose(x, (-2, -1, -3))
    # A copy is no constant to the builder: the first step multiplies by the recurrent kernel as all others do, and the
    # gradient of the weights is made of the stack of all steps.
    state: State = (ir.copy(ir.constant(0.0, (units, batch))), *(ir.constant(0.0, (units, batch)),) * (states - 1))
    ones, outputs = ir.constant(1.0, (1, batch)), []
    for place in range(steps):
        now = ir.reshape(ir.slice(columns, -3, place, place + 1), (features, batch))
        state = step(ir.concat([state[0], ones, now], -2), state)
        outputs.append(state[0])
    if not settings["return_sequences"]:
        return ir.transpose(outputs[-1], (-1, -2))
    stack = ir.concat([ir.reshape(output, (1, units, batch)) for output in outputs], -3)
    return ir.transpose(stack, (-1, -3, -2))


def weights(ir: Any, *parts: Any) -> Any:
    """Kernels, and biases as rows, one below the other, as `seen` is."""
    return ir.concat([part if len(part.shape) == 2 else ir.reshape(part, (1, -1)) for part in parts], -2)


def gate(ir: Any, values: Any, place: int, units: int, count: int = 1) -> Any:
    """Gates number `place` to place + count − 1 of `values` (gates · units, batch)."""
    return ir.slice(values, -2, place * units, (place + count) * units)
