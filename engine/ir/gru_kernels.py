"""How a GRU runs over a whole sequence, forwards and backwards; see `engine.ir.whole_sequences`.

Everything is (rows, batch), as in `engine.ir.lstm_kernels`.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.device import Array
from engine.ir.lstm_kernels import rows_of
from engine.ir.value import Value


def gru_steps(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """out (steps + 1, seen + 4 · units, batch) holds of every step what it sees, z, r, what the candidate makes of the
    last output before r, and the candidate; the output of a step is written to what the next one sees."""
    (x, of_output, of_input), xp, half = inputs, c.xp, c.number(0.5)
    (looking, width), features, steps = of_output.shape, len(of_input) - 1, len(x)
    units, batch = width // 3, x.shape[-1]
    seen = looking + features
    room = iter(_parts(c.scratch, of_output.size, of_input.size, width * batch))
    looks, reads, read = (next(room).reshape(shape) for shape in ((width, looking), (width, features + 1),
                                                                  (width, batch)))
    calls = [(xp.copyto, (looks, of_output.T)), (xp.copyto, (reads, of_input.T)), (out[0, :units].fill, (0,)),
             (out[:, units].fill, (1,)), (xp.copyto, (out[:steps, units + 1:seen], x))]
    for place in range(steps):
        step, new = out[place], out[place + 1, :units]
        gates, (keep, reset, looked, candidate) = step[seen:seen + 2 * units], rows_of(step[seen:], units, 4)
        calls += [*c.device.product(looks, step[:looking], step[seen:seen + width]),
                  *c.device.product(reads, step[units:seen], read),
                  (xp.add, (gates, read[:2 * units], gates)), (xp.multiply, (gates, half, gates)),
                  (xp.tanh, (gates, gates)), (xp.multiply, (gates, half, gates)), (xp.add, (gates, half, gates)),
                  (xp.multiply, (reset, looked, candidate)), (xp.add, (candidate, read[2 * units:], candidate)),
                  (xp.tanh, (candidate, candidate)), (xp.subtract, (step[:units], candidate, new)),
                  (xp.multiply, (keep, new, new)), (xp.add, (candidate, new, new))]
    return calls


def gru_slopes(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """out (steps, 4 · units, batch): the derivatives with respect to what is bent to z and r, to what the candidate
    makes of the last output before r, and to what is bent to the candidate, from `g`, those with respect to the
    outputs."""
    (kept, of_output, g), xp, one = inputs, c.xp, c.number(1.0)
    steps, units, batch = len(out), out.shape[1] // 4, out.shape[2]
    seen = kept.shape[1] - 4 * units
    scratch = c.scratch.reshape(3, units, batch)
    by_output, bend = scratch[0], scratch[1:].reshape(2 * units, batch)
    rest = scratch[1]
    calls = [(xp.copyto, (by_output, g[-1]))]
    for place in reversed(range(steps)):
        step, slopes = kept[place], out[place]
        before, gates, (keep, reset, looked, candidate) = (
            step[:units], step[seen:seen + 2 * units], rows_of(step[seen:], units, 4))
        of_keep, of_reset, of_looked, of_candidate = rows_of(slopes, units, 4)
        calls += [(xp.subtract, (before, candidate, of_keep)), (xp.multiply, (of_keep, by_output, of_keep)),
                  (xp.subtract, (one, keep, of_candidate)), (xp.multiply, (of_candidate, by_output, of_candidate)),
                  (xp.multiply, (candidate, candidate, rest)), (xp.subtract, (one, rest, rest)),
                  (xp.multiply, (of_candidate, rest, of_candidate)),
                  (xp.multiply, (of_candidate, looked, of_reset)), (xp.multiply, (of_candidate, reset, of_looked)),
                  (xp.subtract, (one, gates, bend)), (xp.multiply, (bend, gates, bend)),
                  (xp.multiply, (slopes[:2 * units], bend, slopes[:2 * units]))]
        if place:
            calls += [(xp.multiply, (by_output, keep, by_output)), (xp.add, (by_output, g[place - 1], by_output)),
                      *c.device.product(of_output[:units], slopes[:3 * units], by_output, True)]
    return calls


def _parts(room: Array, *sizes: int) -> list[Array]:
    ends = [sum(sizes[:count + 1]) for count in range(len(sizes))]
    return [room[end - size:end] for end, size in zip(ends, sizes, strict=True)]


GRU_KERNELS = {"gru_steps": gru_steps, "gru_slopes": gru_slopes}

GRU_SCRATCH = {
    "gru_steps": lambda node: (sum(matrix.shape[0] * matrix.shape[1] for matrix in node.inputs[1:])
                               + node.inputs[1].shape[1] * node.shape[2]),
    "gru_slopes": lambda node: node.shape[1] // 4 * 3 * node.shape[2],
}
