"""Programs that each do a share of the examples, so that together they do what one program does for all.

A value is `common` where it does not depend on the examples: every share has it. It lies `Along` them where a part of
it belongs to each example, and to no other: every share has its part. It is `summed` where it is a sum over the
examples: every share has a summand. What a sum goes into without being multiplied by another, or by examples, is a sum
too, up to the gradient; where somebody needs the sum itself, as batch normalisation does of its mean, the shares meet
and add up what they have. So all numbers are those of the undivided program, to rounding.

The rules in `engine.ir.share_rules` say for each primitive which of these its result is. Where an example depends on
another in a way that is no sum, as the largest of all examples does, the program is `Indivisible`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from math import prod
from typing import NamedTuple

from engine.ir.builder import Builder
from engine.ir.value import Shape, Value, in_order


class Along(NamedTuple):
    """In row-major order the value is (before, examples, …), whatever its axes are."""

    before: int


COMMON, SUMMED = "common", "summed"
Kind = Along | str
Rule = Callable[["Share", Value], tuple[Value, Kind]]


class Indivisible(Exception):
    """`value` depends on several examples in a way that is no sum."""

    def __init__(self, value: Value) -> None:
        super().__init__(f"{value} depends on several examples")
        self.value = value


class Place(NamedTuple):
    """Where the examples are in a shape: along `axis`, counted from the end, which is (blocks, examples, …)."""

    axis: int
    blocks: int


class Share:
    """What the examples `start` to `stop` of `rows` make of a program; `leaves` are those with the examples first.

    `meeting(value)` is what all shares that need the sum `value` have in common; `number` counts the shares. `kinds`
    says of every value what it is, where it is not common. `rules` are by primitive.
    """

    def __init__(self, ir: Builder, rules: Callable[[str], Rule], leaves: Collection[Value], rows: int, number: int,
                 start: int, stop: int, meeting: Callable[[Value], object]) -> None:
        self.ir, self.rows, self.size, self.start, self.number = ir, rows, stop - start, start, number
        self._rules, self._meeting = rules, meeting
        self.kinds: dict[Value, Kind] = {}
        self._new: dict[Value, Value] = {}
        self._met: dict[Value, Value] = {}
        self.leaves: dict[Value, Value] = {}
        for leaf in leaves:
            shape = (self.size, *leaf.shape[1:])
            self.kinds[leaf] = Along(1)
            self.leaves[leaf] = self._new[leaf] = ir.make("leaf", (), shape, **leaf.attrs, share=number)

    def divide(self, outputs: Sequence[Value]) -> list[Value]:
        """`outputs` for this share. Raises Indivisible."""
        for node in in_order(outputs):
            if node not in self._new and any(value in self._new for value in node.inputs):
                with self.ir.origin(node.origin):
                    among = any(isinstance(self.kind(value), Along) for value in node.inputs)
                    self._new[node], kind = self._rules(node.op if among else "")(self, node)
                if kind != COMMON:
                    self.kinds[node] = kind
        return [self.new(value) for value in outputs]

    # What rules ask

    def kind(self, value: Value) -> Kind:
        return self.kinds.get(value, COMMON)

    def new(self, value: Value) -> Value:
        """What stands here for a value."""
        return self._new.get(value, value)

    def whole(self, value: Value) -> Value:
        """What does not lie along the examples, with the summands of all shares where it is summed."""
        if self.kind(value) != SUMMED:
            return self.new(value)
        if value not in self._met:
            self._met[value] = self.ir.make("meeting", (self.new(value),), value.shape, meeting=self._meeting(value),
                                            number=self.number)
        return self._met[value]

    def summand(self, value: Value) -> Value:
        """What this share contributes to a value that is summed, or common."""
        return self.new(value) if self.kind(value) == SUMMED else self.ir.mul(self.new(value), self.size / self.rows)

    def place(self, value: Value) -> Place:
        """Where the examples are in a value along them."""
        kind = self.kind(value)
        assert isinstance(kind, Along)
        return self.place_in(value.shape, kind.before, value)

    def place_in(self, shape: Shape, before: int, value: Value) -> Place:
        """Where they are in another shape of the same numbers. Raises Indivisible where they are on several axes."""
        outer = 1
        for axis, length in enumerate(shape, -len(shape)):
            if outer * length > before:
                blocks, rest = divmod(before, outer)
                if rest or length % (blocks * self.rows):
                    break
                return Place(axis, blocks)
            outer *= length
        raise Indivisible(value)

    def agreed(self, node: Value, among: Sequence[Value] | None = None) -> Place:
        """Where the examples are in the inputs of `node`, or those `among` them; the same place in all that lie along
        them. Raises Indivisible where it is not."""
        inputs = node.inputs if among is None else among
        places = {self.place(value) for value in inputs if isinstance(self.kind(value), Along)}
        if len(places) != 1:
            raise Indivisible(node)
        return places.pop()

    def scaled(self, shape: Shape, axis: int) -> Shape:
        """A shape with the examples along `axis`, for those of this share."""
        place = axis + len(shape)
        return (*shape[:place], shape[place] // self.rows * self.size, *shape[place + 1:])

    def part(self, value: Value, place: Place) -> Value:
        """What belongs to the examples of this share: the value itself where it has one number for all of them."""
        if isinstance(self.kind(value), Along):
            return self.new(value)
        whole, (axis, blocks) = self.whole(value), place
        if len(whole.shape) < -axis or whole.shape[axis] == 1:
            return whole
        shape = self.scaled(whole.shape, axis)
        if whole.op == "constant":
            return self.ir.constant(whole.attrs["number"], shape)
        if whole.op == "broadcast" and (len(whole.inputs[0].shape) < -axis or whole.inputs[0].shape[axis] == 1):
            return self.ir.broadcast(whole.inputs[0], shape)
        flat = self.ir.reshape(whole, (prod(whole.shape[:axis]) * blocks, self.rows, -1))
        return self.ir.reshape(self.ir.slice(flat, -2, self.start, self.start + self.size), shape)

    def made(self, node: Value, inputs: Sequence[Value], shape: Shape | None = None, **attrs: object) -> Value:
        """The same primitive of other inputs."""
        return self.ir.make(node.op, inputs, node.shape if shape is None else shape, **{**node.attrs, **attrs})

    def along(self, node: Value, inputs: Sequence[Value], axis: int, blocks: int, **attrs: object
              ) -> tuple[Value, Kind]:
        """The same primitive with the examples at a place of its result."""
        before = prod(node.shape[:axis]) * blocks
        return self.made(node, inputs, self.scaled(node.shape, axis), **attrs), Along(before)
