"""What each primitive makes of examples that are divided among several programs: see `engine.ir.shares`.

Like the other rules they ask nothing of layers. What is computed number by number keeps each example apart; a sum along
the examples is a sum of the shares; a matrix product is the one or the other, by the axis on which the examples are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.ir.scalars import FUNCTIONS
from engine.ir.shares import COMMON, SUMMED, Along, Indivisible, Kind, Place, Rule, Share
from engine.ir.value import Value

Divided = tuple[Value, Kind]

_TOGETHER = frozenset({"add", "sub", "concat"})  # linear in all inputs at once

_LINEAR: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys(("neg", "sum", "reshape", "broadcast", "transpose", "slice", "pad", "copy", "unroll", "fold",
                     "reflect", "reflect_fold", "sum_pool", "sum_pool_scatter", "div", "gather", "scatter_add"), (0,)),
    **dict.fromkeys(("mul", "matmul", *(f"{name}{adjoint}" for name in ("rows_product", "convolve", "channelwise")
                                        for adjoint in ("", "_input", "_kernel"))), (0, 1)),
}
"""The inputs in which a primitive is linear, each by itself."""


def _of_sums(share: Share, node: Value) -> Divided:
    """Of what does not lie along the examples: a sum where the primitive is linear in the sums, else their whole."""
    sums = [place for place, value in enumerate(node.inputs) if share.kind(value) == SUMMED]
    if sums and node.op in _TOGETHER:
        return share.made(node, [share.summand(value) for value in node.inputs]), SUMMED
    if len(sums) == 1 and sums[0] in _LINEAR.get(node.op, ()):
        return share.made(node, [share.new(value) for value in node.inputs]), SUMMED
    return share.made(node, [share.whole(value) for value in node.inputs]), COMMON


def _number_by_number(share: Share, node: Value) -> Divided:
    place = share.agreed(node)
    return share.along(node, [share.part(value, place) for value in node.inputs], *place)


def _sum(share: Share, node: Value) -> Divided:
    place, (x,) = share.agreed(node), map(share.new, node.inputs)
    if place.axis in node.attrs["axes"]:
        return share.made(node, [x]), SUMMED
    return share.along(node, [x], *place)


def _extreme(share: Share, node: Value) -> Divided:
    """The largest number along axes."""
    place = share.agreed(node)
    if place.axis in node.attrs.get("axes", (-1,)):
        raise Indivisible(node)
    return share.along(node, [share.new(node.inputs[0])], *place)


def _reshape(share: Share, node: Value) -> Divided:
    kind = share.kind(node.inputs[0])
    assert isinstance(kind, Along)
    axis, blocks = share.place_in(node.shape, kind.before, node)
    return share.along(node, [share.new(node.inputs[0])], axis, blocks)


def _where_it_was(share: Share, node: Value) -> Divided:
    """Axes are counted from the end: more of them before change nothing."""
    return share.along(node, [share.new(node.inputs[0])], *share.agreed(node))


def _transpose(share: Share, node: Value) -> Divided:
    (axis, blocks), axes = share.agreed(node), node.attrs["axes"]
    if axis >= -len(axes):
        axis = axes.index(axis) - len(axes)
    return share.along(node, [share.new(node.inputs[0])], axis, blocks)


def _slice(share: Share, node: Value) -> Divided:
    place, (x,) = share.agreed(node), node.inputs
    if place.axis != node.attrs["axis"]:
        return _where_it_was(share, node)
    (start, stop), blocks = _in_blocks(share, node, x, place, "start", "stop")
    return share.along(node, [share.new(x)], place.axis, blocks(stop - start), start=start * share.size // share.rows,
                       stop=stop * share.size // share.rows)


def _pad(share: Share, node: Value) -> Divided:
    place, (x,) = share.agreed(node), node.inputs
    if place.axis != node.attrs["axis"]:
        return _where_it_was(share, node)
    (before, after), blocks = _in_blocks(share, node, x, place, "before", "after")
    return share.along(node, [share.new(x)], place.axis, place.blocks + blocks(before + after),
                       before=before * share.size // share.rows, after=after * share.size // share.rows)


def _in_blocks(share: Share, node: Value, x: Value, place: Place, *names: str
               ) -> tuple[list[int], Callable[[int], int]]:
    """Numbers of elements along the axis of the examples, and how many blocks these are. Raises Indivisible where a
    block would be cut."""
    length = x.shape[place.axis] // place.blocks
    found = [node.attrs[name] for name in names]
    if any(count % length for count in found):
        raise Indivisible(node)
    return found, lambda count: count // length


def _concat(share: Share, node: Value) -> Divided:
    axis = node.attrs["axis"]
    places = {value: share.place(value) for value in node.inputs if isinstance(share.kind(value), Along)}
    if {place.axis for place in places.values()} != {axis}:
        return _number_by_number(share, node)
    rests = {value.shape[axis] // place.blocks for value, place in places.items()}
    if len(rests) > 1 or any(value.shape[axis] % max(rests) for value in node.inputs):
        raise Indivisible(node)
    blocks = [value.shape[axis] // max(rests) for value in node.inputs]
    inputs = [share.part(value, Place(axis, count)) for value, count in zip(node.inputs, blocks, strict=True)]
    return share.along(node, inputs, axis, sum(blocks))


def _matmul(share: Share, node: Value) -> Divided:
    """Rows of a are rows of the result, columns of b its columns; what both have inside is added up."""
    inside = -2 if node.attrs["ta"] else -1, -1 if node.attrs["tb"] else -2
    places = [share.place(value) if isinstance(share.kind(value), Along) else None for value in node.inputs]
    found = [place for place in places if place]
    if any(place.axis < -2 for place in found):
        if len(set(found)) > 1:
            raise Indivisible(node)
        return share.along(node, [share.part(value, found[0]) for value in node.inputs], *found[0])
    if all(place is None or place.axis == axis for place, axis in zip(places, inside, strict=True)):
        if len({place.blocks for place in found}) > 1:
            raise Indivisible(node)
        return share.made(node, [share.part(value, Place(axis, found[0].blocks))
                                 for value, axis in zip(node.inputs, inside, strict=True)]), SUMMED
    if len(found) > 1:
        raise Indivisible(node)
    return share.along(node, list(map(share.whole, node.inputs)), -1 if places[0] is None else -2, found[0].blocks)


def _gather(share: Share, node: Value) -> Divided:
    table, indices = node.inputs
    if isinstance(share.kind(table), Along):
        raise Indivisible(node)
    axis, blocks = share.place(indices)
    if axis + len(indices.shape) < node.attrs["shared"]:
        raise Indivisible(node)
    return share.along(node, [share.whole(table), share.new(indices)], axis - 1, blocks)


def _scatter_add(share: Share, node: Value) -> Divided:
    """What the examples send back to one table is added up there."""
    g, indices = node.inputs
    places = {place for place in (
        Place(share.place(indices).axis - 1, share.place(indices).blocks) if isinstance(share.kind(indices), Along)
        else None, share.place(g) if isinstance(share.kind(g), Along) else None) if place is not None}
    if len(places) != 1 or node.attrs["shared"]:
        raise Indivisible(node)
    axis, blocks = places.pop()
    if not -1 - len(indices.shape) <= axis < -1:
        raise Indivisible(node)
    return share.made(node, [share.part(g, Place(axis, blocks)), share.part(indices, Place(axis + 1, blocks))]), SUMMED


def _beside(axes: Callable[[Value], tuple[int, ...]], of_examples: tuple[int, ...], leading: bool = False) -> Rule:
    """A rule for what goes along other axes: the examples may be along one of `axes`, or, where it is `leading`, before
    all of them. Of the inputs those `of_examples` have such an axis; the others are weights."""

    def divided(share: Share, node: Value) -> Divided:
        _check_weights(share, node, of_examples)
        place = share.agreed(node)
        if (place.axis < min(axes(node))) if leading else (place.axis in axes(node)):
            inputs = [share.part(value, place) if number in of_examples else share.whole(value)
                      for number, value in enumerate(node.inputs)]
            return share.along(node, inputs, *place)
        raise Indivisible(node)

    return divided


def _added_up(*axes: int) -> Rule:
    """A rule for the gradient of a kernel: images, and what comes back to them, with the examples along one of
    `axes`."""

    def divided(share: Share, node: Value) -> Divided:
        place = share.agreed(node)
        if place.axis not in axes:
            raise Indivisible(node)
        return share.made(node, [share.part(value, place) for value in node.inputs]), SUMMED

    return divided


def _elsewhere(share: Share, node: Value) -> Divided:
    """What works along one axis and the last one."""
    place = share.agreed(node)
    if place.axis in (node.attrs["axis"], -1):
        raise Indivisible(node)
    return share.along(node, [share.new(node.inputs[0])], *place)


def _check_weights(share: Share, node: Value, of_examples: tuple[int, ...]) -> None:
    if any(isinstance(share.kind(value), Along) for number, value in enumerate(node.inputs)
           if number not in of_examples):
        raise Indivisible(node)


_IMAGES = _beside(lambda node: (-3, -2, -1), (0, 1, 2), leading=True)

_RULES: Mapping[str, Rule] = {
    "": _of_sums,
    **dict.fromkeys((*FUNCTIONS, "stop"), _number_by_number),
    "sum": _sum, "max": _extreme, "largest": _extreme,
    "reshape": _reshape, "broadcast": _where_it_was, "transpose": _transpose, "slice": _slice, "pad": _pad,
    "concat": _concat, "copy": _where_it_was,
    "matmul": _matmul, "gather": _gather, "scatter_add": _scatter_add,
    **dict.fromkeys(("unroll", "fold", "reflect", "reflect_fold"), _elsewhere),
    **dict.fromkeys(("rows_product", "rows_product_input"), _beside(lambda node: (-3, -2), (0,))),
    "rows_product_kernel": _added_up(-3, -2),
    **dict.fromkeys(("convolve", "convolve_input", "channelwise", "channelwise_input"),
                    _beside(lambda node: (-2,), (0,))),
    **dict.fromkeys(("convolve_kernel", "channelwise_kernel"), _added_up(-2)),
    **dict.fromkeys(("max_pool", "max_pool_scatter", "max_pool_gather", "sum_pool", "sum_pool_scatter"), _IMAGES),
    **dict.fromkeys(("lstm_steps", "gru_steps"), _beside(lambda node: (-1,), (0,))),
    **dict.fromkeys(("lstm", "gru"), _beside(lambda node: (-1,), (0, 1))),
    **dict.fromkeys(("lstm_slopes", "gru_slopes"), _beside(lambda node: (-1,), (0, 2))),
}


def rule(op: str) -> Rule:
    """The rule of a primitive, some of whose inputs lie along the examples; "" is that of all where none does."""
    return _RULES.get(op, _indivisible)


def _indivisible(share: Share, node: Value) -> Divided:
    raise Indivisible(node)
