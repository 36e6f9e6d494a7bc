"""Long short-term memory."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Parameter, register
from engine.layers.recurrence import Recurrent, gate, unroll, weights, whole


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
    states = 2
    fields = (
        *Recurrent.fields,
        fields.Flag("return_cell", False, N_("engine", "Return the cell too"),
                    help=N_("engine", "On: behind its output stands the content of its memory cell, as many numbers "
                            "again. Another LSTM can begin with both, each taken out by a Slice layer.")),
        fields.Flag("unit_forget_bias", True, N_("engine", "Begin by remembering"),
                    help=N_("engine", "The bias of the forget gate begins at 1, so that at first the memory is kept.")),
    )

    def shown(self, settings):
        return 2 if settings["return_cell"] else 1

    def parameters(self, settings, inputs):
        features, units = inputs[0][-1], settings["units"]
        bias = "forget_gate_ones" if settings["unit_forget_bias"] else "zeros"
        return (Parameter("kernel", (features, 4 * units), settings["kernel_initializer"], features, 4 * units),
                Parameter("recurrent_kernel", (units, 4 * units), "orthogonal", units, 4 * units),
                Parameter("bias", (4 * units,), bias, features, 4 * units, penalised=False))

    def lower(self, ir, settings, inputs, parameters):
        units = settings["units"]
        roles = ("recurrent_kernel", "bias", "kernel")
        matrix = _sigmoids_first(ir, weights(ir, *(parameters[role] for role in roles)), units)

        if self.shown(settings) == 1:
            outputs = whole(ir, settings, inputs, lambda columns: ir.lstm(columns, matrix))
            if outputs is not None:
                return outputs

        def step(seen, state):
            bent = ir.tanh(ir.matmul(matrix, seen, True, False))
            gates = ir.add(ir.mul(gate(ir, bent, 0, units, 3), 0.5), 0.5)
            write, keep, show = (gate(ir, gates, place, units) for place in range(3))
            candidate = gate(ir, bent, 3, units)
            cell = ir.add(ir.mul(keep, state[1]), ir.mul(write, candidate))
            return (ir.mul(show, ir.tanh(cell)), cell), {"input_gate": write, "forget_gate": keep, "output_gate": show,
                                                         "candidate": candidate}

        return unroll(ir, settings, inputs, ("hidden", "cell"), step, self.shown(settings))


def _sigmoids_first(ir, matrix, units):
    """Columns i, f, c̃, o as ½i, ½f, ½o, c̃: σ(z) = ½ tanh(½z) + ½, so that one function bends all of them at once."""
    parts = [ir.slice(matrix, -1, start * units, stop * units) for start, stop in ((0, 2), (3, 4), (2, 3))]
    return ir.concat([*(ir.mul(part, 0.5) for part in parts[:2]), parts[2]], -1)
