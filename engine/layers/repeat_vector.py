"""Repeat: a vector as every step of a sequence."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, Passing, ShapeError, register, shape_text
from engine.layers.recurrence import MOST_STEPS


@register
class RepeatVector(Layer):
    """(n,) → (steps, n): the bridge from an encoder to a decoder."""

    kind = "repeat_vector"
    title = N_("engine", "Repeat")
    category = "shape"
    help = N_("engine", "Gives the same numbers at every step of a sequence. Between two recurrent layers it hands "
              "what the first has read to the second, which writes.")
    fields = (
        fields.Integer("steps", 2, N_("engine", "Steps"), maximum=MOST_STEPS,
                       help=N_("engine", "How many steps the sequence has.")),
    )

    def output_shape(self, settings, inputs):
        if len(inputs[0]) != 1:
            raise ShapeError(N_("engine", "It repeats a row of numbers, and {shape} comes in. Put a Flatten layer "
                                "before it."), shape=shape_text(inputs[0]))
        return (settings["steps"], *inputs[0])

    def passing(self, settings, inputs):
        return Passing.ROWS

    def lower(self, ir, settings, inputs, parameters):
        batch, features = inputs[0].shape
        row = ir.reshape(inputs[0], (batch, 1, features))
        return ir.broadcast(row, (batch, settings["steps"], features))
