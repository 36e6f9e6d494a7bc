"""Upsampling: an image or a sequence with more places, between which nothing is learned."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, register
from engine.layers.windows import check_rank, per_axis


def _fields(axes):
    return (
        fields.Shape("factor", (2,) * axes, N_("engine", "Factor"), longest=axes, largest=1_000,
                     help=N_("engine", "How many times as long each axis becomes.")),
        fields.Shape("size", (0,) * axes, N_("engine", "Size"), longest=axes, smallest=0, largest=10_000,
                     help=N_("engine", "How long each axis becomes, whatever the factor; 0 leaves it to the factor. It "
                             "can be smaller too.")),
        fields.Choice("interpolation", "nearest", N_("engine", "Between"),
                      options={"nearest": N_("engine", "The nearest place"), "linear": N_("engine", "Linear"),
                               "corners": N_("engine", "Linear from corner to corner")},
                      help=N_("engine", "What stands at the new places: the number of an old one, repeated, or a "
                              "mixture of the two beside it, of the four in an image, in proportion to how near they "
                              "are. Places are counted from their middles, or from the first to the last "
                              "(align_corners of PyTorch).")),
    )


class Upsampling(Layer):
    """(…, c) → (…', c). Place i of n new ones is at (i + ½) · m/n − ½ among m old ones for linear interpolation, as in
    Keras and in PyTorch with align_corners=False, or at i · (m − 1)/(n − 1) from corner to corner, as with
    align_corners=True. For the nearest it takes number ⌊i · m/n⌋, as in PyTorch."""

    axes: int
    category = "convolution"
    rank = 12

    def output_shape(self, settings, inputs):
        check_rank(inputs[0], self.axes)
        factors, sizes = (per_axis(settings[name], self.axes) for name in ("factor", "size"))
        return (*(size or length * factor for length, factor, size in zip(inputs[0], factors, sizes, strict=False)),
                inputs[0][-1])

    def lower(self, ir, settings, inputs, parameters):
        x = inputs[0]
        for axis, length in enumerate(self.output_shape(settings, (x.shape[1:],))[:-1], start=1):
            x = _resized(ir, x, axis, length, settings["interpolation"])
        return x


def _resized(ir, x, axis, length, between):
    """x with `length` places along one axis, counted from the batch's."""
    before, after = x.shape[:axis], x.shape[axis + 1:]
    rows = ir.reshape(x, (*before, x.shape[axis], -1))
    factor, rest = divmod(length, x.shape[axis])
    resized = (ir.matmul(_matrix(ir, x.shape[axis], length, between), rows) if rest or between == "corners"
               else _phases(ir, rows, factor, between == "linear"))
    return ir.reshape(resized, (*before, length, *after))


def _phases(ir, rows, factor, linear):
    """Every row (…, m, n) `factor` times, or what stands at as many places around it: (…, m, factor, n)."""
    *lead, count, width = rows.shape
    each = (*lead, count, 1, width)
    if not linear or factor == 1 or count == 1:
        return ir.broadcast(ir.reshape(rows, each), (*lead, count, factor, width))
    first, last = ir.slice(rows, -2, 0, 1), ir.slice(rows, -2, count - 1, count)
    earlier = ir.concat([first, ir.slice(rows, -2, 0, count - 1)], -2)
    later = ir.concat([ir.slice(rows, -2, 1, count), last], -2)
    phases = []
    for phase in range(factor):
        place = (phase + 0.5) / factor - 0.5
        beside = ir.mul(later if place > 0 else earlier, abs(place))
        phases.append(ir.reshape(ir.add(ir.mul(rows, 1.0 - abs(place)), beside), each))
    return ir.concat(phases, -2)


def _matrix(ir, old, new, between):
    """(new, old): how much of each old place stands at each new one."""
    there, here = ir.positions(old), ir.reshape(ir.positions(new), (new, 1))
    if between != "nearest":
        place = (ir.mul(here, (old - 1) / max(1, new - 1)) if between == "corners" else
                 ir.sub(ir.mul(ir.add(here, 0.5), old / new), 0.5))
        place = ir.minimum(ir.maximum(place, 0.0), old - 1.0)
        return ir.maximum(ir.sub(1.0, ir.abs(ir.sub(place, there))), 0.0)
    begins, wanted = ir.mul(there, float(new)), ir.mul(here, float(old))  # whole numbers: compared without rounding
    return ir.sub(ir.greater(ir.add(begins, float(new)), wanted), ir.greater(begins, wanted))


@register
class UpSampling2D(Upsampling):
    """(h, w, c) → (h', w', c)."""

    kind = "upsampling2d"
    title = N_("engine", "Upsampling 2-D")
    help = N_("engine", "Makes an image larger by repeating its numbers or by drawing lines between them. With a "
              "convolution after it, it does what a transposed convolution does, without its checkerboards.")
    fields = _fields(2)
    axes = 2


@register
class UpSampling1D(Upsampling):
    """(steps, c) → (steps', c)."""

    kind = "upsampling1d"
    title = N_("engine", "Upsampling 1-D")
    help = N_("engine", "Makes a sequence longer by repeating its steps or by drawing lines between them.")
    fields = _fields(1)
    axes = 1
