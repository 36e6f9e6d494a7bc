"""The simple recurrent network."""

from engine import fields
from engine.errors import N_
from engine.layers.activations import ACTIVATIONS, apply_activation
from engine.layers.base import Parameter, register
from engine.layers.recurrence import Recurrent, unroll, weights


@register
class SimpleRNN(Recurrent):
    """h_t = f(x_t W + h_{t−1} R + b), from h_0 = 0 (Elman 1990)."""

    kind = "simple_rnn"
    title = N_("engine", "Simple RNN")
    help = N_("engine", "Reads a sequence step by step; each step sees the new input and what the step before gave. "
              "Its memory is short: over many steps the gradient fades or explodes, and LSTM and GRU were made against "
              "that.")
    fields = (
        *Recurrent.fields,
        fields.Choice("activation", "tanh", N_("engine", "Activation"),
                      options={name: ACTIVATIONS[name].title for name in ("tanh", "relu", "sigmoid", "identity")},
                      help=N_("engine", "The function that bends the result. The hyperbolic tangent keeps the memory "
                              "between −1 and 1, however long the sequence is.")),
    )

    def parameters(self, settings, inputs):
        features, units = inputs[0][-1], settings["units"]
        return (Parameter("kernel", (features, units), settings["kernel_initializer"], features, units),
                Parameter("recurrent_kernel", (units, units), "orthogonal", units, units),
                Parameter("bias", (units,), "zeros", features, units, penalised=False))

    def lower(self, ir, settings, inputs, parameters):
        matrix = weights(ir, *(parameters[role] for role in ("recurrent_kernel", "bias", "kernel")))

        def step(seen, state):
            total = ir.matmul(matrix, seen, True, False)
            return (apply_activation(ir, settings["activation"], total),), {"sum": total}

        return unroll(ir, settings, inputs, ("hidden",), step)
