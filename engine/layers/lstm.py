"""Long short-term memory."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Parameter, register
from engine.layers.recurrence import Recurrent, gate, unroll


@register
class LSTM(Recurrent):
    """Long short-term memory (Hochreiter and Schmidhuber 1997; forget gate of Gers et al. 2000), without peepholes:

        i, f, o = σ(x_t W + h_{t−1} R + b), c̃ = tanh(…)
        c_t = f ∘ c_{t−1} + i ∘ c̃,  h_t = o ∘ tanh c_t

    Columns of `kernel`, `recurrent_kernel` and `bias` are in the order i, f, c̃, o, as in Keras. PyTorch has the same
    order, transposed, and two biases, of which this one is the sum.
    """

    kind = "lstm"
    title = N_("engine", "LSTM")
    help = N_("engine", "A recurrent layer with a memory cell and three gates that learn what to write, what to forget "
              "and what to show. It remembers over many more steps than the simple RNN.")
    fields = (
        *Recurrent.fields,
        fields.Flag("unit_forget_bias", True, N_("engine", "Begin by remembering"),
                    help=N_("engine", "The bias of the forget gate begins at 1, so that at first the memory is kept.")),
    )

    def parameters(self, settings, inputs):
        features, units = inputs[0][-1], settings["units"]
        bias = "forget_gate_ones" if settings["unit_forget_bias"] else "zeros"
        return (Parameter("kernel", (features, 4 * units), settings["kernel_initializer"], features, 4 * units),
                Parameter("recurrent_kernel", (units, 4 * units), "orthogonal", units, 4 * units),
                Parameter("bias", (4 * units,), bias, features, 4 * units, penalised=False))

    def lower(self, ir, settings, inputs, parameters):
        units = settings["units"]
        kernel, recurrent, bias = (_sigmoids_first(ir, parameters[role], units)
                                   for role in ("kernel", "recurrent_kernel", "bias"))

        def step(projected, state):
            hidden, cell = state
            z = ir.add(projected, ir.matmul(recurrent, hidden, True, False))
            gates = ir.sigmoid(gate(ir, z, 0, units, 3))
            write, keep, show = (gate(ir, gates, place, units) for place in range(3))
            candidate = ir.tanh(gate(ir, z, 3, units))
            cell = ir.add(ir.mul(keep, cell), ir.mul(write, candidate))
            return ir.mul(show, ir.tanh(cell)), cell

        return unroll(ir, settings, inputs[0], kernel, bias, 2, step)


def _sigmoids_first(ir, weights, units):
    """Columns i, f, c̃, o as i, f, o, c̃: the three that go through the same function become neighbours."""
    parts = ((0, 2), (3, 4), (2, 3))
    return ir.concat([ir.slice(weights, -1, start * units, stop * units) for start, stop in parts], -1)
