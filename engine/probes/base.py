"""What a probe is, what it is given to build its values from, and what a reading is."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Protocol, TypeVar

import numpy as np

from engine.device import Array
from engine.errors import N_, GraphError, LaderaError
from engine.graph import Graph
from engine.ir import Builder, Lowered, Value, gradients, lower
from engine.layout import Entry, ParameterLayout
from engine.probes.examples import Examples
from engine.registry import Registry

Arrays = Mapping[str, np.ndarray]
Part = TypeVar("Part")
_VIEWS = ("reshape", "transpose", "copy")
AT_ONCE = 2_097_152
"""Activations of one go of many inputs: 8 MiB in single precision."""


@dataclass(frozen=True)
class Chunk:
    """What a probe asked for, by name, of `rows` examples; with `done` below 1 as far as it has come."""

    rows: int
    arrays: Arrays
    done: float = 1.0


@dataclass(frozen=True)
class Whole:
    """What an array is a part of: how many numbers, and the least and the largest of them."""

    count: int
    limits: tuple[float, float]

    @classmethod
    def of(cls, array: np.ndarray) -> Whole:
        return cls(array.size, limits_of(array))


@dataclass(frozen=True, eq=False)
class Reading:
    """The answer to `probe`: arrays in main memory by name, `first` the one that it is about.

    Where `first` is only some of a whole, `whole` says how many numbers that has, and its least and its largest.
    `step` counts the updates that the weights had seen. Where the network or the examples have nothing of what was
    asked, `error` says why and there are no arrays.
    """

    probe: Probe
    arrays: Arrays = field(repr=False)
    step: int = 0
    whole: Whole | None = None
    error: LaderaError | None = None

    @property
    def first(self) -> np.ndarray:
        """The array that it is about. Raises `error` where there is one."""
        if self.error is not None:
            raise self.error
        return next(iter(self.arrays.values()))

    @property
    def total(self) -> int:
        """How many numbers there are, of which `first` may be some."""
        return self.whole.count if self.whole else self.first.size

    @property
    def limits(self) -> tuple[float, float]:
        """The least and the largest finite number of them all; zeros where there is none."""
        return self.whole.limits if self.whole else limits_of(self.first)

    def __getitem__(self, name: str) -> np.ndarray:
        """Raises `error` where there is one."""
        if self.error is not None:
            raise self.error
        return self.arrays[name]


class Rule(Protocol):
    """What a training makes of a gradient."""

    def values(self, net: Lowered, name: str, weights: Value) -> Mapping[str, Value]:
        """A step of the array of weights called `name`, the gradient first; `weights` are what it moves."""

    def array(self, leaf: Value) -> Array:
        """The array behind a leaf of those values."""

    def refresh(self) -> None:
        """Have the numbers of those leaves be those of now."""

    def before(self) -> Array:
        """The weights (size,) before the newest step, in the same array every time. Raises GraphError where nobody
        knows them."""


def needed(part: Part | None) -> Part:
    """A part of a training. Raises GraphError where there is none."""
    if part is None:
        raise GraphError(N_("engine", "There is no training whose steps could be looked at."))
    return part


class Scope:
    """The network as values, for one chunk of examples, and what a probe makes more of them.

    `rows` counts the examples of the chunk. `weights` are the whole vector as values by name. `rule` is that of the
    training, where there is one.
    """

    def __init__(self, graph: Graph, layout: ParameterLayout, net: Lowered, rows: int,
                 rule: Rule | None = None) -> None:
        self.graph, self.layout, self.net, self.rows, self.rule = graph, layout, net, rows, rule
        self.constants: dict[Value, np.ndarray] = {}
        self._known: dict[tuple[object, ...], Value] = {}
        self.states: dict[Value, tuple[np.ndarray, Value]] = {}
        self.sequences: dict[Value, np.ndarray] = {}

    @property
    def ir(self) -> Builder:
        return self.net.ir

    @cached_property
    def losses(self) -> Value:
        """The loss of each example (rows,): all heads together, by their weights, and what layers add to it."""
        total = self.net.costs
        for head, elements in self.net.elements.items():
            weight = self.graph.layer(head).settings["weight"]
            total = self.ir.add(total, self.ir.mul(per_example(self.ir, elements), weight))
        return total

    @cached_property
    def summed_loss(self) -> Value:
        """The sum of the examples' losses: its slope at one example is that of the example's own loss."""
        return self.ir.total(self.losses)

    def output(self, layer: str) -> Value:
        """What a layer gives (rows, …)."""
        return self.net.layers[layer]

    def preactivation(self, layer: str) -> tuple[Value, Callable[[Value], Value]]:
        """What goes into the activation of a layer, as the network computes it, and how that is turned into (rows, …);
        the output of a layer that has none."""
        return self.ir.exposed.get((layer, "preactivation"), (self.output(layer), lambda value: value))

    def derivative(self, value: Value) -> Value:
        """∂ℓ/∂ of a `value` that a layer computes, in its shape, ℓ being the loss of each example. A layer behind may
        read, past a value that is only turned or reshaped, what that was made of: the derivative by that is meant."""
        ir, views = self.ir, []
        while True:
            while value.op in _VIEWS and value.inputs[0].origin == value.origin:
                views.append(value)
                value = value.inputs[0]
            (slope,) = gradients(ir, self.summed_loss, [value])
            if slope.op != "constant" or value.op not in _VIEWS:
                break
            views.append(value)
            value = value.inputs[0]
        for view in reversed(views):
            slope = ir.transpose(slope, view.attrs["axes"]) if view.op == "transpose" else ir.reshape(slope, view.shape)
        return slope

    def weight(self, name: str) -> Value:
        return self.net.parameters[name]

    def at(self, points: Mapping[str, Value], ask: Callable[[Scope], Value]) -> Value:
        """What `ask` makes of the network at other inputs: of `points` (K, rows, …) by Input layer, (K, rows, …).

        They go through as examples do, not as versions of the network, as many together as keep to AT_ONCE numbers.
        """
        ir, exposed, unrolled = self.ir, self.ir.exposed, self.ir.unrolled
        count = next(iter(points.values())).shape[0]
        size = self.rows * sum(math.prod(shape) for shape in self.graph.infer().values())
        together, parts = max(1, AT_ONCE // size), []
        for start in range(0, count, together):
            some = min(together, count - start)
            rows = some * self.rows
            inputs = {name: ir.reshape(ir.slice(value, -len(value.shape), start, start + some),
                                       (rows, *value.shape[2:])) for name, value in points.items()}
            ir.exposed, ir.unrolled = {}, {}
            net = lower(self.graph, self.layout, rows, masked=tuple(self.net.masks), ir=ir, inputs=inputs)
            scope = Scope(self.graph, self.layout, net, rows)
            scope.constants, scope._known = self.constants, self._known
            found = ask(scope)
            parts.append(ir.reshape(found, (some, self.rows, *found.shape[1:])))
        ir.exposed, ir.unrolled = exposed, unrolled
        return parts[0] if len(parts) == 1 else ir.concat(parts, -len(parts[0].shape))

    def before(self, name: str) -> Value:
        """The array of weights called `name` as it was before the newest step. Raises GraphError where there is no
        training."""
        needed(self.rule)
        return self.ir.leaf("before", name, self.weight(name).shape)

    def state(self, start: np.ndarray, follow: Callable[[Value], Value]) -> Value:
        """What goes from round to round of an `Invented` example: an array that begins with `start` and becomes what
        `follow` makes of it."""
        leaf = self.ir.leaf("state", f"{len(self.states)}", start.shape)
        self.states[leaf] = start, leaf  # its place, before `follow` asks for others
        self.states[leaf] = start, follow(leaf)
        return leaf

    def sequence(self, arrays: np.ndarray) -> Value:
        """Another array for each round: (rounds, …)."""
        leaf = self.ir.leaf("sequence", f"{len(self.sequences)}", arrays.shape[1:])
        self.sequences[leaf] = arrays
        return leaf

    def constant(self, array: np.ndarray) -> Value:
        """An array as a value; equal arrays are one value."""
        array = np.asarray(array, np.float64)
        key = array.shape, array.tobytes()
        if key not in self._known:
            leaf = self._known[key] = self.ir.leaf("constant", f"{len(self.constants)}", array.shape)
            self.constants[leaf] = array
        return self._known[key]


def per_example(ir: Builder, elements: Value) -> Value:
    """The losses of a head (rows, …) as one mean for each example (rows,)."""
    rows = elements.shape[0]
    flat = ir.reshape(elements, (rows, -1))
    return ir.reshape(ir.mul(ir.sum(flat, (-1,)), 1.0 / flat.shape[1]), (rows,))


class Probe:
    """Base of all kinds, which are frozen dataclasses: their fields say what is asked. `examples`, where a kind has
    them, are the ones it is about; a probe without needs the weights alone.

    `ask` builds the values of one chunk of examples, `answer` puts the chunks together: side by side, unless a kind
    says otherwise. Its first array is what the probe is about; `whole` says what that was taken from. A `plain` kind
    asks for what the network gives and loses, and for nothing inside it nor derivatives: for such a program sequences
    may be one value.
    """

    kind: ClassVar[str]
    plain: ClassVar[bool] = False
    examples: Examples | None = None

    def check(self, graph: Graph) -> None:
        """Raises GraphError where the network has nothing of what is asked."""

    @property
    def masked(self) -> tuple[str, ...]:
        """The layers whose outputs are multiplied by `scope.net.masks`: probes that need it are compiled apart."""
        return ()

    def members(self, graph: Graph) -> int:
        """How many versions of the network are computed at once."""
        return 1

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        """The values to be computed for a chunk of examples, by name; the one that the probe is about first."""
        raise NotImplementedError

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        if len(chunks) == 1:
            return chunks[0].arrays
        names = chunks[0].arrays
        return {name: np.concatenate([chunk.arrays[name] for chunk in chunks]) for name in names}

    def whole(self, chunks: Sequence[Chunk]) -> Whole | None:
        """What the answer is a part of, where it is one."""
        return None

    def reading(self, chunks: Sequence[Chunk], step: int) -> Reading:
        """The chunks as one answer."""
        return Reading(self, self.answer(chunks), step, self.whole(chunks))


class OfLayer(Probe):
    """A probe of a `layer`."""

    layer: str

    def check(self, graph: Graph) -> None:
        need_layer(graph, self.layer)


class OfWeights(Probe):
    """A probe of the array of weights called `name`, such as dense_1/kernel."""

    name: str

    def check(self, graph: Graph) -> None:
        need_weight(graph, self.name)


def limits_of(array: np.ndarray) -> tuple[float, float]:
    """The least and the largest finite number; zeros where there is none."""
    finite = array[np.isfinite(array)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)


def extremes(ir: Builder, value: Value) -> tuple[Value, Value]:
    """The least and the largest of all numbers of a value, as scalars."""
    axes = range(-len(value.shape), 0)
    low, high = ir.neg(ir.max(ir.neg(value), axes)), ir.max(value, axes)
    return ir.reshape(low, ()), ir.reshape(high, ())


def means(chunks: Sequence[Chunk]) -> Arrays:
    """Each array averaged over all examples, where a chunk gives the mean of its own."""
    if len(chunks) == 1:
        return chunks[0].arrays
    total = sum(chunk.rows for chunk in chunks)
    return {name: np.sum([chunk.arrays[name] * (chunk.rows / total) for chunk in chunks], axis=0)
            for name in chunks[0].arrays}


def need_layer(graph: Graph, name: str) -> None:
    """Raises GraphError where the network has no layer of that name."""
    if name not in graph:
        raise GraphError(N_("engine", "The network has no layer called {name}."), name=name)


def no_such_unit(layer: str) -> GraphError:
    """What to raise where `layer` has not the unit that is asked for."""
    return GraphError(N_("engine", "{layer} has no such unit."), layer=layer, layers=(layer,))


def need_weight(graph: Graph, name: str) -> Entry:
    """The entry of an array of weights, such as dense_1/kernel. Raises GraphError where there is none."""
    layout = ParameterLayout(graph)
    if name not in layout:
        raise GraphError(N_("engine", "The network has no weights called {name}."), name=name)
    return layout[name]


PROBES: Registry[type[Probe]] = Registry("kinds of probes")


def register(cls: type[Probe]) -> type[Probe]:
    """Class decorator: make a kind known under its `kind`."""
    PROBES.add(cls.kind, cls)
    return cls
