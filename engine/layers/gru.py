"""The gated recurrent unit."""

from engine.errors import N_
from engine.layers.base import Parameter, register
from engine.layers.recurrence import Recurrent, gate, unroll, weights, whole


@register
class GRU(Recurrent):
    """Gated recurrent unit (Cho et al. 2014), the reset gate applied after the product, as in cuDNN, PyTorch and Keras
    (`reset_after=True`):

        z, r = σ(x_t W + b + h_{t−1} R + b'),  h̃ = tanh(x_t W_h + b_h + r ∘ (h_{t−1} R_h + b'_h))
        h_t = z ∘ h_{t−1} + (1 − z) ∘ h̃

    Columns are in the order of Keras: z, r, h̃ (PyTorch: r, z, h̃). `bias` is (2, 3·units): b of the input, then b' of
    the recurrence.
    """

    kind = "gru"
    title = N_("engine", "GRU")
    help = N_("engine", "A recurrent layer with two gates: one decides how much of the memory to replace, the other "
              "how much of it to look at. Fewer weights than an LSTM, and often as good.")

    def parameters(self, settings, inputs):
        features, units = inputs[0][-1], settings["units"]
        return (Parameter("kernel", (features, 3 * units), settings["kernel_initializer"], features, 3 * units),
                Parameter("recurrent_kernel", (units, 3 * units), "orthogonal", units, 3 * units),
                Parameter("bias", (2, 3 * units), "zeros", features, 3 * units, penalised=False))

    def lower(self, ir, settings, inputs, parameters):
        units, bias = settings["units"], parameters["bias"]
        of_input = weights(ir, ir.slice(bias, -2, 0, 1), parameters["kernel"])
        of_output = weights(ir, parameters["recurrent_kernel"], ir.slice(bias, -2, 1, 2))

        outputs = whole(ir, settings, inputs, lambda columns: ir.gru(columns, of_output, of_input))
        if outputs is not None:
            return outputs

        def step(seen, state):
            hidden, ones = state[0], units + 1
            looked = ir.matmul(of_output, ir.slice(seen, -2, 0, ones), True, False)
            projected = ir.matmul(of_input, ir.slice(seen, -2, units, seen.shape[-2]), True, False)
            gates = ir.sigmoid(ir.add(gate(ir, projected, 0, units, 2), gate(ir, looked, 0, units, 2)))
            keep, reset = gate(ir, gates, 0, units), gate(ir, gates, 1, units)
            candidate = ir.tanh(ir.add(gate(ir, projected, 2, units), ir.mul(reset, gate(ir, looked, 2, units))))
            new = ir.add(candidate, ir.mul(keep, ir.sub(hidden, candidate)))
            return (new,), {"update_gate": keep, "reset_gate": reset, "candidate": candidate}

        return unroll(ir, settings, inputs, ("hidden",), step)
