"""Mask: which steps of a row of symbols count, and which only fill it up."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, ShapeError, register, shape_text
from engine.layers.embedding import MOST_WORDS

masked_field = fields.Flag(
    "masked", False, N_("engine", "Skip steps"),
    help=N_("engine", "On: the last input has a number for every step, and where that is 0 the step does not count, as "
            "the filling behind short sentences should not. Off: every step counts."))


@register
class Mask(Layer):
    """(steps,) whole numbers → (steps,): 0 where the number is `padding`, else 1. Recurrent layers, attention and
    global pooling take it as their last input, with `masked`."""

    kind = "mask"
    title = N_("engine", "Mask")
    category = "recurrent"
    rank = 20
    help = N_("engine", "Says which steps of a row of symbols are real: 1 there, and 0 where a row was filled up "
              "because others are longer. Connect it to a recurrent layer, attention or global pooling that skips "
              "steps.")
    fields = (
        fields.Integer("padding", 0, N_("engine", "Filling"), minimum=0, maximum=MOST_WORDS,
                       help=N_("engine", "The number of the symbol that fills rows up.")),
    )

    def output_shape(self, settings, inputs):
        if len(inputs[0]) != 1:
            raise ShapeError(N_("engine", "It reads a row of symbols, and {shape} comes in. Put it before the "
                                "Embedding."), shape=shape_text(inputs[0]))
        return inputs[0]

    def lower(self, ir, settings, inputs, parameters):
        return ir.sub(1.0, ir.equal(inputs[0], float(settings["padding"])))


def check_mask(steps, mask):
    """Raises ShapeError unless a mask of this shape, None where there is none, says of so many steps which count."""
    if mask not in ((steps,), (steps, 1)):
        raise ShapeError(N_("engine", "Its last input says which steps are read, a number for each of {steps}, and "
                            "{shape} comes in."), steps=steps, shape=shape_text(mask) if mask else "–")


def apart(settings, inputs):
    """The inputs of a layer with `masked_field`, and its mask, None where there is none."""
    masked = settings.get("masked", False) and len(inputs) > 1
    return (tuple(inputs[:-1]), inputs[-1]) if masked else (tuple(inputs), None)
