"""Compiled values of many probes over one set of examples, chunk by chunk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.device import Array, Device
from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Plan, Value, compile_plan, lower
from engine.ir.value import in_order
from engine.layout import ParameterLayout
from engine.probes.base import Chunk, Probe, Scope


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
    """The plan for a number of rows, the arrays that examples are copied into, and whose each output is."""

    plan: Plan
    copied: list[tuple[Array, Array]]  # all examples → those of a chunk
    owners: list[tuple[Probe, str]]


class Program:
    """`probes` about the same examples, compiled together so that they share the forward pass.

    `parameters` is the vector on the device that is read, `masked` are the layers that probes switch units of,
    `penalties` l1 and l2. `rows` examples go through at a time; where that is all of them, they are read where they
    lie, and may be changed there.
    """

    def __init__(self, graph: Graph, layout: ParameterLayout, device: Device, parameters: Array,
                 examples: ExampleArrays, rows: int, probes: Sequence[Probe],
                 masked: frozenset[str] = frozenset(), penalties: tuple[float, float] = (0.0, 0.0)) -> None:
        self._graph, self._layout, self._device, self._parameters = graph, layout, device, parameters
        self._examples, self._rows = examples, rows
        self._probes, self._masked, self._penalties = tuple(probes), masked, penalties
        self._count = examples.count
        self._compiled: dict[int, _Compiled] = {}

    @property
    def is_long(self) -> bool:
        """Whether it takes more than one chunk."""
        return self._count > self._rows

    def run(self) -> Iterator[dict[Probe, Chunk]]:
        """What each probe asked for, chunk by chunk. Raises LaderaError where a probe asks for what this network has
        not."""
        to_host = self._device.to_host
        for start in range(0, self._count, self._rows):
            rows = min(self._rows, self._count - start)
            compiled = self._compiled.get(rows) or self._compile(rows)
            for whole, part in compiled.copied:
                part[...] = whole[start:start + rows]
            found: dict[Probe, dict[str, np.ndarray]] = {probe: {} for probe in self._probes}
            for (probe, name), output in zip(compiled.owners, compiled.plan.run(), strict=True):
                found[probe][name] = np.array(to_host(output))
            yield {probe: Chunk(rows, arrays) for probe, arrays in found.items()}

    def _compile(self, rows: int) -> _Compiled:
        net = lower(self._graph, self._layout, rows, *self._penalties, masked=self._masked)
        scope = Scope(self._graph, self._layout, net, rows)
        outputs: list[Value] = []
        owners: list[tuple[Probe, str]] = []
        for probe in self._probes:
            for name, value in probe.ask(scope).items():
                outputs.append(value)
                owners.append((probe, name))
        copied: list[tuple[Array, Array]] = []
        bindings = {leaf: _BINDINGS[leaf.attrs["role"]](self, leaf, scope, copied)
                    for leaf in in_order(outputs) if leaf.op == "leaf"}
        plan = compile_plan(self._device, str(self._parameters.dtype), outputs, bindings)
        compiled = self._compiled[rows] = _Compiled(plan, copied, owners)
        return compiled

    def _weight(self, leaf: Value, scope: Scope, copied: list) -> Array:
        return self._layout.view(self._parameters, leaf.attrs["name"])

    def _example(self, leaf: Value, scope: Scope, copied: list) -> Array:
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

    def _constant(self, leaf: Value, scope: Scope, copied: list) -> Array:
        return self._device.upload(scope.constants[leaf], str(self._parameters.dtype))

    def _mask(self, leaf: Value, scope: Scope, copied: list) -> Array:
        return self._device.upload(np.ones(leaf.shape), str(self._parameters.dtype))


_BINDINGS: Mapping[str, Callable[[Program, Value, Scope, list[tuple[Array, Array]]], Array]] = {
    "parameter": Program._weight, "input": Program._example, "target": Program._example,
    "constant": Program._constant, "mask": Program._mask,
}
