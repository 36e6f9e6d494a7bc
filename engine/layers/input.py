"""The input layer: where the examples enter."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, register


@register
class Input(Layer):
    """Gives the examples, as they are, to the layers connected to it."""

    kind = "input"
    title = N_("engine", "Input")
    category = "data"
    rank = 0
    help = N_("engine", "The examples enter here. Its shape is the shape of one example: 2 numbers, 30 measurements, "
              "an image of 8×8×1.")
    fields = (
        fields.Shape("shape", (2,), N_("engine", "Shape"),
                     help=N_("engine", "The shape of one example, without the batch axis. It must match the data.")),
        fields.Text("columns", "", N_("engine", "Columns"), longest=2_000,
                    help=N_("engine", "Which inputs of the data enter here, by name or number: age, 3, 5-8. Empty for "
                            "all of them. A network with several inputs can look at each group by itself first.")),
    )
    ports = "none"
    reads_data = True

    def output_shape(self, settings, inputs):
        return settings["shape"]

    def lower(self, ir, settings, inputs, parameters):
        return inputs[0]
