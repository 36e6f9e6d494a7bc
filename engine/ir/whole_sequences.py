"""Recurrent layers as one value for all their steps.

Step by step, a sequence of a thousand steps is a program of fifty thousand values, each of which is made,
differentiated and given memory. Whole, it is three: what all steps compute, kept in one array; the hidden states, a
part of that; and, backwards, the derivatives with respect to what every step bends. They are made for the programs that
train and predict, which differentiate once, backwards (`lower` is told so with `whole`); what asks for more, or looks
inside, is lowered step by step. Both are the same to rounding.
"""

from __future__ import annotations

from engine.ir.value import Shape, Value

Cotangents = tuple[Value | None, ...]


class SequenceMethods:
    """Mixed into the builder, which makes the values."""

    def lstm(self, x: Value, matrix: Value) -> Value:
        """The hidden states (steps, units, batch) of an LSTM that begins with zeros and reads x (steps, features,
        batch).

        What a step sees is its last output, a one for the bias and its input, units + 1 + features numbers; `matrix`
        (seen, 4 · units) makes of them ½i, ½f, ½o and c̃, so that tanh bends all four: σ(z) = ½ tanh(½z) + ½.
        """
        steps, _, batch = x.shape
        seen, units = matrix.shape[0], matrix.shape[1] // 4
        kept = self.make("lstm_steps", (x, self.copy(matrix)), (steps + 1, seen + 6 * units, batch))
        return self.make("lstm", (kept, x, self.copy(matrix)), (steps, units, batch))

    def gru(self, x: Value, of_output: Value, of_input: Value) -> Value:
        """The same of a GRU. `of_output` (units + 1, 3 · units) multiplies last output and one, `of_input`
        (1 + features, 3 · units) one and input, for z, r and the candidate."""
        steps, features, batch = x.shape
        (looking, width), matrices = of_output.shape, (self.copy(of_output), self.copy(of_input))
        units = width // 3
        kept = self.make("gru_steps", (x, *matrices), (steps + 1, looking + features + 4 * units, batch))
        return self.make("gru", (kept, x, *matrices), (steps, units, batch))


def lstm_vjp(ir, node: Value, g: Value) -> Cotangents:
    """What comes back to input and matrix. The gradient of the matrix is one product over all steps."""
    kept, x, matrix = node.inputs
    (steps, units, _), seen = node.shape, matrix.shape[0]
    slopes = ir.make("lstm_slopes", (kept, matrix, ir.copy(g)), (steps, 4 * units, x.shape[-1]))
    read = ir.slice(ir.slice(kept, -3, 0, steps), -2, 0, seen)
    back = ir.matmul(ir.slice(matrix, -2, units + 1, seen), slopes)
    return None, back, ir.matmul(_across(ir, read), _across(ir, slopes), False, True)


def gru_vjp(ir, node: Value, g: Value) -> Cotangents:
    """The same; the candidate has one derivative for what comes of the last output and one for what is read."""
    kept, x, of_output, of_input = node.inputs
    steps, units, batch = node.shape
    seen = of_output.shape[0] + x.shape[-2]
    inner = ir.make("gru_slopes", (kept, of_output, ir.copy(g)), (steps, 4 * units, batch))
    looked = ir.slice(inner, -2, 0, 3 * units)
    read = ir.concat([ir.slice(inner, -2, 0, 2 * units), ir.slice(inner, -2, 3 * units, 4 * units)], -2)
    steps_seen = ir.slice(kept, -3, 0, steps)
    back = ir.matmul(ir.slice(of_input, -2, 1, of_input.shape[0]), read)
    by_matrices = (ir.matmul(_across(ir, ir.slice(steps_seen, -2, start, stop)), _across(ir, slopes), False, True)
                   for start, stop, slopes in ((0, units + 1, looked), (units, seen, read)))
    return None, back, *by_matrices


def _across(ir, x: Value) -> Value:
    """(steps, rows, batch) as (rows, steps · batch)."""
    rows: Shape = (x.shape[-2], x.shape[-3] * x.shape[-1])
    return ir.reshape(ir.transpose(x, (-2, -3, -1)), rows)


WHOLE = {"lstm": lstm_vjp, "gru": gru_vjp}
"""By the values that stand for all steps, what comes back to what they read."""
