"""How an LSTM runs over a whole sequence, forwards and backwards; see `engine.ir.whole_sequences`.

Everything is (rows, batch), so that a gate is one piece of memory and a step multiplies matrices that lie as BLAS reads
them fastest: forwards by the matrix turned round once, backwards by the matrix itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.device import Array
from engine.ir.value import Value


def lstm_steps(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """out (steps + 1, seen + 6 · units, batch) holds of every step what it sees, i, f, o, c̃, the cell c and tanh c;
    the output of a step is written to what the next one sees."""
    (x, matrix), xp, half = inputs, c.xp, c.number(0.5)
    (seen, width), steps = matrix.shape, len(x)
    units = width // 4
    turned = c.scratch.reshape(width, seen)
    calls = [(xp.copyto, (turned, matrix.T)), (out[0, :units].fill, (0,)), (out[:, units].fill, (1,)),
             (xp.copyto, (out[:steps, units + 1:seen], x))]
    before = None
    for place in range(steps):
        step = out[place]
        bent, gates = step[seen:seen + width], step[seen:seen + 3 * units]
        write, keep, show, candidate, cell, content = rows_of(step[seen:], units, 6)
        calls += [*c.device.product(turned, step[:seen], bent), (xp.tanh, (bent, bent)),
                  (xp.multiply, (gates, half, gates)), (xp.add, (gates, half, gates)),
                  (xp.multiply, (write, candidate, cell))]
        if before is not None:
            calls += [(xp.multiply, (keep, before, content)), (xp.add, (cell, content, cell))]
        calls += [(xp.tanh, (cell, content)), (xp.multiply, (show, content, out[place + 1, :units]))]
        before = cell
    return calls


def lstm_slopes(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """out (steps, 4 · units, batch): the derivatives with respect to what tanh bends in each step, from `g`, those with
    respect to the outputs."""
    (kept, matrix, g), xp, one, two = inputs, c.xp, c.number(1.0), c.number(2.0)
    steps, width, batch = out.shape
    units, seen = width // 4, len(matrix)
    scratch = c.scratch.reshape(6, units, batch)
    by_output, by_cell, rest, bend = scratch[0], scratch[1], scratch[2], scratch[3:].reshape(3 * units, batch)
    calls = [(xp.copyto, (by_output, g[-1])), (by_cell.fill, (0,))]
    for place in reversed(range(steps)):
        step, slopes = kept[place, seen:], out[place]
        gates, write, keep, show, candidate, _, content = step[:3 * units], *rows_of(step, units, 6)
        of_write, of_keep, of_show, of_candidate = rows_of(slopes, units, 4)
        calls += [(xp.multiply, (content, content, rest)), (xp.subtract, (one, rest, rest)),
                  (xp.multiply, (rest, show, rest)), (xp.multiply, (rest, by_output, rest)),
                  (xp.add, (by_cell, rest, by_cell)),
                  (xp.multiply, (by_output, content, of_show)), (xp.multiply, (by_cell, candidate, of_write)),
                  (xp.multiply, (by_cell, write, of_candidate))]
        if place:
            cell_before = kept[place - 1, seen + 4 * units:seen + 5 * units]
            calls += [(xp.multiply, (by_cell, cell_before, of_keep)), (xp.multiply, (by_cell, keep, by_cell))]
        else:
            calls.append((of_keep.fill, (0,)))
        calls += [(xp.subtract, (one, gates, bend)), (xp.multiply, (bend, gates, bend)),
                  (xp.multiply, (bend, two, bend)), (xp.multiply, (slopes[:3 * units], bend, slopes[:3 * units])),
                  (xp.multiply, (candidate, candidate, rest)), (xp.subtract, (one, rest, rest)),
                  (xp.multiply, (of_candidate, rest, of_candidate))]
        if place:
            calls += [(xp.copyto, (by_output, g[place - 1])),
                      *c.device.product(matrix[:units], slopes, by_output, True)]
    return calls


def rows_of(x: Array, units: int, count: int) -> list[Array]:
    """The first `count` gates of x (rows, batch), `units` rows each."""
    return [x[place * units:(place + 1) * units] for place in range(count)]


LSTM_KERNELS = {"lstm_steps": lstm_steps, "lstm_slopes": lstm_slopes}

LSTM_SCRATCH = {
    "lstm_steps": lambda node: node.inputs[1].shape[0] * node.inputs[1].shape[1],
    "lstm_slopes": lambda node: node.shape[1] // 4 * 6 * node.shape[2],
}
