"""The builder: one method per primitive, with its shape rule.

Elements combine as NumPy broadcasts them. Axes are counted from the end (−1 is the last), so that a leading population
axis changes nothing. Numbers may stand where values may.

The builder simplifies what costs nothing to see: x + 0, x · 1, x · 0, constants among themselves, products of
constants, transposes of transposes. What it makes is otherwise exactly what was asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import SupportsFloat

import numpy as np

from engine.ir.convolutions import ConvolutionMethods
from engine.ir.links import LinkMethods
from engine.ir.scalars import FUNCTIONS
from engine.ir.shape_methods import ShapeMethods, from_the_end
from engine.ir.value import Shape, Value
from engine.ir.whole_sequences import SequenceMethods
from engine.ir.window_shapes import WindowMethods

Operand = Value | float


class Builder(ShapeMethods, WindowMethods, ConvolutionMethods, SequenceMethods, LinkMethods):
    """Makes values; equal requests give the same value.

    `origin(layer)` is a context in which everything made remembers the layer. `training` tells layers which behave
    differently then; `whole` that a sequence may be one value, of which nothing is asked but what comes back through
    it, see `engine.ir.whole_sequences`; `noises` and `assignments` are what they asked for. `exposed` are inner values
    that a person may want to see, by layer and name, each with what arranges it with the examples first; `unrolled`
    those that a layer computes again at every step of a sequence, (units, batch) each.
    """

    def __init__(self, training: bool = False, whole: bool = False) -> None:
        self.training, self.whole = training, whole
        self.noises: list[Value] = []
        self.assignments: dict[Value, Value] = {}
        self.exposed: dict[tuple[str, str], tuple[Value, Callable[[Value], Value]]] = {}
        self.unrolled: dict[tuple[str, str], tuple[Value, ...]] = {}
        self.costs: list[Value] = []
        self._known: dict[tuple, Value] = {}
        self.linked: dict[Value, tuple[str, Value]] = {}
        self._origin = ""

    @contextmanager
    def origin(self, layer: str) -> Iterator[None]:
        """Values made inside come from `layer`."""
        outer, self._origin = self._origin, layer
        try:
            yield
        finally:
            self._origin = outer

    def make(self, op: str, inputs: Sequence[Value], shape: Shape, **attrs: object) -> Value:
        """The value of `op`; use the methods named after the primitives instead."""
        key = (op, tuple(map(id, inputs)), shape, tuple(sorted(attrs.items())))
        value = self._known.get(key)
        if value is None:
            value = self._known[key] = Value(op, tuple(inputs), attrs, shape, self._origin)
        return value

    # Leaves

    def leaf(self, role: str, name: str, shape: Shape) -> Value:
        """A value that the caller binds to an array: a parameter, input, target, scalar or tangent."""
        return self.make("leaf", (), shape, role=role, name=name)

    def constant(self, number: SupportsFloat, shape: Shape = ()) -> Value:
        """An array of `shape` filled with one number."""
        return self.make("constant", (), shape, number=float(number))

    def noise(self, distribution: str, shape: Shape) -> Value:
        """Fresh random numbers at every run: "uniform" in [0, 1) or standard "normal"."""
        leaf = self.leaf("noise", f"{distribution}/{len(self.noises)}", shape)
        self.noises.append(leaf)
        return leaf

    def assign(self, leaf: Value, new: Value) -> None:
        """After the run, the array of `leaf` takes the value `new`."""
        self.assignments[leaf] = new

    def expose(self, name: str, value: Value, arrange: Callable[[Value], Value] = lambda value: value) -> None:
        """Let `value`, which the layer computes on its way, be seen under `name`: `arrange` turns it, or a derivative
        with respect to it, into (batch, …). Of a name that is used again the last value counts."""
        self.exposed[self._origin, name] = value, arrange

    def expose_steps(self, name: str, values: Sequence[Value]) -> None:
        """Let what the layer computes at every step, (units, batch) each, be seen under `name`."""
        self.unrolled[self._origin, name] = tuple(values)

    def add_to_loss(self, costs: Value) -> None:
        """What a layer costs each example (batch,), beside the losses of the heads."""
        self.costs.append(costs)

    def by_example(self, steps: Sequence[Value]) -> Value:
        """Values (units, batch) of all steps, or derivatives with respect to them, as one (batch, steps, units)."""
        rows = [self.reshape(value, (1, *value.shape)) for value in steps]
        return self.transpose(self.concat(rows, -3), (-1, -3, -2))

    def positions(self, count: int) -> Value:
        """0, 1, …, count − 1."""
        return self.make("positions", (), (count,))

    def value(self, operand: Operand) -> Value:
        """The operand as a value."""
        return operand if isinstance(operand, Value) else self.constant(operand)

    # Element by element

    def elementwise(self, op: str, *operands: Operand) -> Value:
        """`op` on operands that broadcast together."""
        values = tuple(map(self.value, operands))
        shape = np.broadcast_shapes(*(value.shape for value in values))
        if all(value.op == "constant" for value in values):
            return self.constant(float(FUNCTIONS[op](*(value.attrs["number"] for value in values))), shape)
        return self.make(op, values, shape)

    def add(self, a: Operand, b: Operand) -> Value:
        a, b = self.value(a), self.value(b)
        if _is(a, 0.0):
            return self._widened(b, a)
        if _is(b, 0.0):
            return self._widened(a, b)
        if b.op == "neg":
            return self.sub(a, b.inputs[0])
        return self.elementwise("add", a, b)

    def sub(self, a: Operand, b: Operand) -> Value:
        a, b = self.value(a), self.value(b)
        if _is(b, 0.0):
            return self._widened(a, b)
        if _is(a, 0.0):
            return self._widened(self.neg(b), a)
        if b.op == "neg":
            return self.add(a, b.inputs[0])
        return self.elementwise("sub", a, b)

    def mul(self, a: Operand, b: Operand) -> Value:
        a, b = self.value(a), self.value(b)
        if b.op == "constant":
            a, b = b, a
        if a.op != "constant":
            return self.elementwise("mul", a, b)
        number = a.attrs["number"]
        if number == 0.0:
            return self.constant(0.0, np.broadcast_shapes(a.shape, b.shape))
        if number == 1.0:
            return self._widened(b, a)
        if number == -1.0:
            return self._widened(self.neg(b), a)
        if b.op == "neg":
            return self.mul(self.constant(-number, a.shape), b.inputs[0])
        if b.op == "mul" and b.inputs[0].op == "constant":
            factor, rest = b.inputs
            shape = np.broadcast_shapes(a.shape, factor.shape)
            return self.mul(self.constant(number * factor.attrs["number"], shape), rest)
        return self.elementwise("mul", a, b)

    def div(self, a: Operand, b: Operand) -> Value:
        a, b = self.value(a), self.value(b)
        if b.op == "constant" and b.attrs["number"]:
            return self.mul(a, self.constant(1.0 / b.attrs["number"], b.shape))
        return self.elementwise("div", a, b)

    def neg(self, x: Operand) -> Value:
        x = self.value(x)
        if x.op == "neg":
            return x.inputs[0]
        if x.op == "mul" and x.inputs[0].op == "constant":
            factor, rest = x.inputs
            return self.mul(self.constant(-factor.attrs["number"], factor.shape), rest)
        return self.elementwise("neg", x)

    def maximum(self, a: Operand, b: Operand) -> Value:
        return self.elementwise("maximum", a, b)

    def minimum(self, a: Operand, b: Operand) -> Value:
        return self.elementwise("minimum", a, b)

    def greater(self, a: Operand, b: Operand) -> Value:
        """1 where a > b, else 0."""
        return self.elementwise("greater", a, b)

    def equal(self, a: Operand, b: Operand) -> Value:
        """1 where a = b, else 0."""
        return self.elementwise("equal", a, b)

    def select(self, mask: Operand, a: Operand, b: Operand) -> Value:
        """a where mask is not 0, else b."""
        return self.elementwise("select", mask, a, b)

    def square(self, x: Operand) -> Value:
        return self.elementwise("square", x)

    def power(self, x: Operand, exponent: float) -> Value:
        """x to a constant power: products where it is a whole number, else not a number for x < 0."""
        x, exponent = self.value(x), float(exponent)
        if exponent < 0.0:
            return self.div(1.0, self.power(x, -exponent))
        if exponent == 0.0:
            return self.constant(1.0, x.shape)
        if exponent in (0.5, 1.0):
            return x if exponent == 1.0 else self.sqrt(x)
        if exponent.is_integer():
            half = self.square(self.power(x, exponent // 2))
            return self.mul(half, x) if exponent % 2 else half
        if x.op == "constant":
            return self.constant(float(FUNCTIONS["power"](x.attrs["number"], exponent)), x.shape)
        return self.make("power", (x,), x.shape, exponent=exponent)

    def sqrt(self, x: Operand) -> Value:
        return self.elementwise("sqrt", x)

    def exp(self, x: Operand) -> Value:
        return self.elementwise("exp", x)

    def log(self, x: Operand) -> Value:
        return self.elementwise("log", x)

    def expm1(self, x: Operand) -> Value:
        """eˣ − 1, with all digits also near zero."""
        return self.elementwise("expm1", x)

    def log1p(self, x: Operand) -> Value:
        """ln(1 + x), with all digits also near zero."""
        return self.elementwise("log1p", x)

    def abs(self, x: Operand) -> Value:
        return self.elementwise("abs", x)

    def sign(self, x: Operand) -> Value:
        return self.elementwise("sign", x)

    def tanh(self, x: Operand) -> Value:
        return self.elementwise("tanh", x)

    def sin(self, x: Operand) -> Value:
        return self.elementwise("sin", x)

    def cos(self, x: Operand) -> Value:
        return self.elementwise("cos", x)

    def arctan(self, x: Operand) -> Value:
        return self.elementwise("arctan", x)

    def erf(self, x: Operand) -> Value:
        """2/√π ∫₀ˣ e^−t² dt."""
        return self.elementwise("erf", x)

    def softplus(self, x: Operand) -> Value:
        """ln(1 + eˣ), without overflow."""
        return self.elementwise("softplus", x)

    def sigmoid(self, x: Operand) -> Value:
        return self.link("sigmoid", self.value(x), self.elementwise("sigmoid", x))

    # Products

    def matmul(self, a: Value, b: Value, ta: bool = False, tb: bool = False) -> Value:
        """Matrix product on the last two axes; `ta` and `tb` transpose them; axes before broadcast. Raises
        ValueError where they do not fit."""
        rows, inner = a.shape[-2:][::-1] if ta else a.shape[-2:]
        inner_b, columns = b.shape[-2:][::-1] if tb else b.shape[-2:]
        if inner != inner_b:
            raise ValueError(f"matrix product of {a.shape} and {b.shape} (ta={ta}, tb={tb})")
        stack = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
        if _is(a, 0.0) or _is(b, 0.0):
            return self.constant(0.0, (*stack, rows, columns))
        return self.make("matmul", (a, b), (*stack, rows, columns), ta=ta, tb=tb)

    # Reductions; reduced axes stay, with length 1

    def sum(self, x: Value, axes: Sequence[int]) -> Value:
        axes = _axes(axes)
        if x.op == "constant":
            size = math.prod(x.shape[axis] for axis in axes)
            return self.constant(x.attrs["number"] * size, _reduced(x.shape, axes))
        axes = tuple(axis for axis in axes if x.shape[axis] != 1)
        return self.make("sum", (x,), _reduced(x.shape, axes), axes=axes) if axes else x

    def max(self, x: Value, axes: Sequence[int]) -> Value:
        axes = _axes(axes)
        return self.make("max", (x,), _reduced(x.shape, axes), axes=axes)

    def largest(self, x: Value) -> Value:
        """1 at the largest number along the last axis, at the first where several are equal; 0 elsewhere."""
        return self.make("largest", (x,), x.shape)

    def total(self, x: Value) -> Value:
        """The sum of all elements, as a scalar."""
        return self.reshape(self.sum(x, range(-len(x.shape), 0)), ())

    # Rows of a table

    def gather(self, table: Value, indices: Value, shared: int = 0) -> Value:
        """Row k of `table` for every number k of `indices`: (lead…, rows, d) and (…) → (lead…, …, d).

        The first `shared` axes of both are the same ones: each of their members looks up in a table of its own. What
        is no whole number is cut off; what is no row gives the nearest one.
        """
        shape = (*table.shape[:-2], *indices.shape[shared:], table.shape[-1])
        return self.make("gather", (table, indices), shape, shared=shared)

    def scatter_add(self, g: Value, indices: Value, rows: int, shared: int = 0) -> Value:
        """The adjoint of `gather`: a table of `rows` zeros, with each row of g added to the row it was taken from."""
        lead = g.shape[:len(g.shape) - 1 - (len(indices.shape) - shared)]
        return self.make("scatter_add", (self.copy(g), indices), (*lead, rows, g.shape[-1]), rows=rows, shared=shared)

    def stop(self, x: Value) -> Value:
        """x, held constant under differentiation."""
        return self.make("stop", (x,), x.shape)

    # Built from the above

    def log_softmax(self, x: Value) -> Value:
        """ln softmax along the last axis, with all digits also where one number is far above the others.

        With z the largest it is (x − z) − ln(1 + Σ e^(x − z)) over all but that one, whose 1 would swallow the others,
        here and in the derivatives. Only one of several that are equally large is left out, so that derivatives are
        those of the whole sum.
        """
        largest = self.largest(x)
        others = self.sub(1.0, largest)
        below = self.mul(others, self.sub(x, self.sum(self.mul(largest, x), (-1,))))
        return self.sub(below, self.log1p(self.sum(self.mul(others, self.exp(below)), (-1,))))

    def softmax(self, x: Value) -> Value:
        """eˣ / Σeˣ along the last axis, as a product with 1 / Σeˣ: one division a row, here and in the derivatives."""
        powers = self.exp(self.sub(x, self.stop(self.max(x, (-1,)))))
        return self.link("softmax", x, self.mul(powers, self.div(1.0, self.sum(powers, (-1,)))))

    def _widened(self, x: Value, other: Value) -> Value:
        return self.broadcast(x, np.broadcast_shapes(x.shape, other.shape))


def _is(value: Value, number: float) -> bool:
    return value.op == "constant" and value.attrs["number"] == number


def _axes(axes: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(from_the_end(axes)))


def _reduced(shape: Shape, axes: Sequence[int]) -> Shape:
    places = {axis + len(shape) for axis in axes}
    return tuple(1 if place in places else n for place, n in enumerate(shape))
