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

    The loop is unrolled when the network is lowered. The products with the inputs do not wait for each other, so they
    are one product for all steps, made before the loop.
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


def unroll(ir: Any, settings: Any, x: Any, kernel: Any, bias: Any, states: int,
           step: Callable[[Any, State], State]) -> Any:
    """Run `step(projected, state)` over x (batch, steps, features), with `projected` = kernelᵀ x_t + bias.

    Inside, examples are columns: `projected` is (kernel's columns, batch), the state is `states` values (units, batch),
    zero at first, of which the first is the output. So gates are blocks of rows, each one piece of memory, and neither
    the product with the recurrent kernel nor its gradient reads a matrix against its grain.
    """
    batch, steps, features = x.shape
    units = settings["units"]
    rows = ir.reshape(ir.transpose(x, (-2, -3, -1)), (steps * batch, features))
    columns = ir.add(ir.matmul(kernel, rows, True, True), ir.reshape(bias, (-1, 1)))
    projected = ir.copy(ir.transpose(ir.reshape(columns, (-1, steps, batch)), (-2, -3, -1)))
    # A copy is no constant to the builder: the first step multiplies by the recurrent kernel as all others do, and the
    # gradients of both kernels are made of one and the same stack of all steps.
    state: State = (ir.copy(ir.constant(0.0, (units, batch))), *(ir.constant(0.0, (units, batch)),) * (states - 1))
    outputs = []
    for place in range(steps):
        state = step(ir.reshape(ir.slice(projected, -3, place, place + 1), (-1, batch)), state)
        outputs.append(state[0])
    if not settings["return_sequences"]:
        return ir.transpose(outputs[-1], (-1, -2))
    stack = ir.concat([ir.reshape(output, (1, units, batch)) for output in outputs], -3)
    return ir.transpose(stack, (-1, -3, -2))


def gate(ir: Any, values: Any, place: int, units: int, count: int = 1) -> Any:
    """Gates number `place` to place + count − 1 of `values` (gates · units, batch)."""
    return ir.slice(values, -2, place * units, (place + count) * units)
