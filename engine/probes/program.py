"""Compiled values of many probes over one set of examples, chunk by chunk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np

from engine.device import Array, Device
from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Lowered, Plan, Value, compile_divided, compile_plan, lower
from engine.ir.value import in_order
from engine.layout import ParameterLayout
from engine.probes.base import Chunk, Probe, Rule, Scope, needed

Copies: TypeAlias = list[tuple[Array, Array]]


@dataclass(frozen=True, eq=False)
class ExampleArrays:
    """Examples on the device, in the precision of the network: (count, …) by role, "input" or "target", and layer.
    Where nobody knows the truth there are no targets. Nothing at all counts as one example: weights need none."""

    leaves: Mapping[tuple[str, str], Array]

    @property
    def count(self) -> int:
        return min(map(len, self.leaves.values()), default=1)


@dataclass(frozen=True)
class _Compiled:
    """The plan for a number of rows, the arrays that examples are copied into, and whose each output is; `looks_back`
    where it reads the weights before the newest step."""

    plan: Plan
    copied: Copies  # all examples → those of a chunk
    owners: list[tuple[Probe, str]]
    looks_back: bool = False


def _asked(probes: Sequence[Probe], scope: Scope) -> tuple[list[tuple[Probe, str]], list[Value]]:
    """The values that probes ask for, and whose each is under which name."""
    values = [(probe, name, value) for probe in probes for name, value in probe.ask(scope).items()]
    return [(probe, name) for probe, name, _ in values], [value for *_, value in values]


def _sorted(compiled: _Compiled, probes: Sequence[Probe], device: Device, rows: int) -> dict[Probe, Chunk]:
    """What the plan gives, by probe."""
    found: dict[Probe, dict[str, np.ndarray]] = {probe: {} for probe in probes}
    for (probe, name), output in zip(compiled.owners, compiled.plan.run(), strict=True):
        found[probe][name] = np.array(device.to_host(output))
    return {probe: Chunk(rows, arrays) for probe, arrays in found.items()}


class Program:
    """`probes` about the same examples, compiled together so that they share the forward pass.

    `parameters` is the vector on the device that is read, `masked` are the layers that probes switch units of,
    `penalties` l1 and l2. `rows` examples go through at a time, divided among `threads`; where those are all, they are
    read where they lie, and may be changed there.
    """

    def __init__(self, graph: Graph, layout: ParameterLayout, device: Device, parameters: Array,
                 examples: ExampleArrays, rows: int, probes: Sequence[Probe],
                 masked: frozenset[str] = frozenset(), penalties: tuple[float, float] = (0.0, 0.0),
                 rule: Rule | None = None, threads: int = 1) -> None:
        self._threads = threads
        self._graph, self._layout, self._device, self._parameters = graph, layout, device, parameters
        self._examples, self._rows = examples, rows
        self._probes, self._masked, self._penalties, self._rule = tuple(probes), masked, penalties, rule
        self._count = examples.count
        self._compiled: dict[int, _Compiled] = {}

    @property
    def is_long(self) -> bool:
        """Whether it takes more than one chunk."""
        return self._count > self._rows

    def run(self) -> Iterator[dict[Probe, Chunk]]:
        """What each probe asked for, chunk by chunk. Raises LaderaError where a probe asks for what this network has
        not."""
        if self._rule is not None:
            self._rule.refresh()
        for start in range(0, self._count, self._rows):
            rows = min(self._rows, self._count - start)
            compiled = self._compiled.get(rows) or self._compile(rows)
            if compiled.looks_back:
                needed(self._rule).before()
            for whole, part in compiled.copied:
                part[...] = whole[start:start + rows]
            yield _sorted(compiled, self._probes, self._device, rows)

    def _compile(self, rows: int) -> _Compiled:
        whole = not self._device.asynchronous and all(probe.plain for probe in self._probes)
        net = lower(self._graph, self._layout, rows, *self._penalties, masked=self._masked, whole=whole)
        scope = Scope(self._graph, self._layout, net, rows, self._rule)
        owners, outputs = _asked(self._probes, scope)
        copied: Copies = []
        leaves = [leaf for leaf in in_order(outputs) if leaf.op == "leaf"]
        bindings = {leaf: _BINDINGS[leaf.attrs["role"]](self, leaf, scope, copied) for leaf in leaves}
        plan = compile_divided(self._device, str(self._parameters.dtype), net.ir, outputs, bindings,
                               [None] * len(outputs), {*net.inputs.values(), *net.targets.values()} & {*leaves},
                               self._threads)
        compiled = self._compiled[rows] = _Compiled(plan, copied, owners,
                                                    any(leaf.attrs["role"] == "before" for leaf in leaves))
        return compiled

    def _weight(self, leaf: Value, scope: Scope, copied: Copies) -> Array:
        return self._layout.view(self._parameters, leaf.attrs["name"])

    def _example(self, leaf: Value, scope: Scope, copied: Copies) -> Array:
        key = leaf.attrs["role"], leaf.attrs["name"]
        if key not in self._examples.leaves:
            raise GraphError(N_("engine", "Nobody knows what {name} should say of these examples: there is no loss."),
                             name=leaf.attrs["name"], layers=(leaf.attrs["name"],))
        whole = self._examples.leaves[key]
        if not self.is_long:
            return whole
        part = self._device.empty(leaf.shape, str(self._parameters.dtype))
        copied.append((whole, part))
        return part

    def _constant(self, leaf: Value, scope: Scope, copied: Copies) -> Array:
        return self._device.upload(scope.constants[leaf], str(self._parameters.dtype))

    def _before(self, leaf: Value, scope: Scope, copied: Copies) -> Array:
        return self._layout.view(needed(self._rule).before(), leaf.attrs["name"])

    def _of_rule(self, leaf: Value, scope: Scope, copied: Copies) -> Array:
        return needed(self._rule).array(leaf)

    def _mask(self, leaf: Value, scope: Scope, copied: Copies) -> Array:
        return self._device.upload(np.ones(leaf.shape), str(self._parameters.dtype))


_BINDINGS: Mapping[str, Callable[[Program, Value, Scope, Copies], Array]] = {
    "parameter": Program._weight, "still": Program._weight, "input": Program._example, "target": Program._example,
    "constant": Program._constant, "mask": Program._mask, "slot": Program._of_rule, "scalar": Program._of_rule,
    "free": Program._of_rule,
    "before": Program._before,
}


class Batch(Protocol):
    """What a training compiled for a step: the network as values, step by step, and the arrays of its leaves."""

    rows: int
    stepwise: Lowered

    def array(self, leaf: Value) -> Array | None:
        """What a leaf is bound to; None for one of another network."""


class Step(AbstractContextManager[Batch], Protocol):
    """As a context the batch of a training's next step, with everything in its arrays. `still` are the weights (size,)
    that it is going to move, wherever it measures the gradient."""

    still: Array


class StepProgram:
    """`probes` about the next step of a training."""

    is_long = False

    def __init__(self, graph: Graph, layout: ParameterLayout, device: Device, dtype: str,
                 step: Step, rule: Rule, probes: Sequence[Probe]) -> None:
        self._graph, self._layout, self._device, self._dtype = graph, layout, device, dtype
        self._step, self._rule, self._probes = step, rule, tuple(probes)
        self._compiled: dict[Batch, _Compiled] = {}

    def run(self) -> Iterator[dict[Probe, Chunk]]:
        """What each probe asked for, in one piece. Raises LaderaError as `Program` does."""
        with self._step as batch:
            compiled = self._compiled.get(batch) or self._compile(batch)
            self._rule.refresh()
            found = _sorted(compiled, self._probes, self._device, batch.rows)
        yield found

    def _compile(self, batch: Batch) -> _Compiled:
        scope = Scope(self._graph, self._layout, batch.stepwise, batch.rows, self._rule)
        owners, outputs = _asked(self._probes, scope)
        bindings = {leaf: self._array(leaf, batch, scope) for leaf in in_order(outputs) if leaf.op == "leaf"}
        self._compiled[batch] = _Compiled(compile_plan(self._device, self._dtype, outputs, bindings), [], owners)
        return self._compiled[batch]

    def _array(self, leaf: Value, batch: Batch, scope: Scope) -> Array:
        if leaf in scope.constants:
            return self._device.upload(scope.constants[leaf], self._dtype)
        if leaf.attrs["role"] == "still":
            return self._layout.view(self._step.still, leaf.attrs["name"])
        array = batch.array(leaf)
        return self._rule.array(leaf) if array is None else array
