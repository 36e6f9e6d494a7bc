"""Position embedding: where in a sequence a step stands."""

from engine.errors import N_
from engine.layers.base import Layer, Parameter, ShapeError, register, shape_text


@register
class PositionEmbedding(Layer):
    """(steps, features) plus a trained vector for each place: x_t + p_t (Gehring et al. 2017; Vaswani et al. 2017)."""

    kind = "position_embedding"
    title = N_("engine", "Position embedding")
    category = "recurrent"
    rank = 20
    help = N_("engine", "Adds to every step a vector that is learned for its place. Attention does not see in which "
              "order steps come: with this they carry where they stand.")
    equation = r"y_t = x_t + p_t"
    derivative = r"\frac{\partial y_t}{\partial x_t} = \frac{\partial y_t}{\partial p_t} = I"

    def output_shape(self, settings, inputs):
        if len(inputs[0]) != 2:
            raise ShapeError(N_("engine", "It reads sequences, steps × features, and {shape} comes in."),
                             shape=shape_text(inputs[0]))
        return inputs[0]

    def parameters(self, settings, inputs):
        return (Parameter("positions", inputs[0], "uniform", *inputs[0], penalised=False),)

    def lower(self, ir, settings, inputs, parameters):
        return ir.add(inputs[0], parameters["positions"])
