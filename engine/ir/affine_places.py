"""Programs at many places of a plane, or a line: what is affine in the parameters is computed once for all places."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from engine.ir.builder import Builder
from engine.ir.primitives import PRIMITIVES
from engine.ir.value import Value, in_order


@dataclass(frozen=True)
class Places:
    """Two programs. The first gives `frames`, from parameters and directions. The second reads them as leaves, and
    `coordinates` (K, 1 + d), one row (1, a, b, …) for each place; it gives `outputs` with a leading axis of K."""

    frames: Mapping[Value, Value]
    coordinates: Value
    outputs: tuple[Value, ...]


def at_places(ir: Builder, outputs: Sequence[Value], directions: Sequence[Mapping[Value, Value]], count: int,
              logarithms: Collection[Value] = ()) -> Places:
    """`outputs` at `count` places, where each key x of `directions` is x + a · first[x] + b · second[x] + …. Leaves
    among `logarithms` are bound to logarithms, also of their directions, and are e to that.

    A value is affine in (a, b, …) where its derivative does not depend on where it is: so are the products of the
    first layer. A frame (1 + d, size) holds such a value at the origin and its derivatives, and one product with the
    coordinates gives it at all places. From there on it is `population` that goes on.
    """
    affine = {leaf: [direction[leaf] for direction in directions] for leaf in directions[0]}
    leaves = frozenset(affine)
    coordinates = ir.leaf("coordinates", "", (count, 1 + len(directions)))
    frames: dict[Value, Value] = {}
    many: dict[Value, Value] = {}

    def combined(value: Value, derivatives: Sequence[Value]) -> Value:
        frame = ir.concat([ir.reshape(part, (1, -1)) for part in (value, *derivatives)], 0)
        leaf = ir.leaf("frame", str(len(frames)), frame.shape)
        frames[leaf] = frame
        return ir.reshape(ir.matmul(coordinates, leaf), (count, *value.shape))

    def placed(value: Value) -> Value:
        if value in affine and value not in many:
            many[value] = combined(value, affine[value])
        return many.get(value, value)

    def everywhere(output: Value) -> Value:
        result = placed(output)
        return result if output in many else ir.broadcast(output, (count, *output.shape))

    for leaf in logarithms:
        many[leaf] = ir.exp(combined(leaf, affine.pop(leaf)))
    for node in in_order(outputs):
        moved = [value in affine or value in many for value in node.inputs]
        if node in affine or not any(moved):
            continue
        with ir.origin(node.origin):
            derivatives = None
            if all(value in affine for value, moves in zip(node.inputs, moved, strict=True) if moves):
                derivatives = _constant_derivatives(ir, node, [affine.get(value) for value in node.inputs], leaves)
            if derivatives is not None:
                affine[node] = derivatives
            else:
                many[node] = PRIMITIVES[node.op].population(ir, node, [placed(value) for value in node.inputs], moved)
    return Places(frames, coordinates, tuple(everywhere(output) for output in outputs))


def _constant_derivatives(ir: Builder, node: Value, moving: Sequence[list[Value] | None], leaves: frozenset[Value]
                          ) -> list[Value] | None:
    """The derivatives of `node`, one for each direction; None where they depend on the place, or it is a staircase."""
    count = len(next(value for value in moving if value is not None))
    found = [PRIMITIVES[node.op].jvp(ir, node, [None if value is None else value[place] for value in moving])
             for place in range(count)]
    if None in found or not leaves.isdisjoint(in_order(found)):
        return None
    return found
