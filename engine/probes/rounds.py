"""What probes make up in many rounds, a few of which are a piece of work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from engine.device import Array, Device
from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value, compile_plan, lower
from engine.ir.value import in_order
from engine.layout import ParameterLayout
from engine.probes.base import Chunk, Probe, Scope

PIECE = 8
"""Rounds between which training may step, and after which is said how far it has come."""


class RoundsProgram:
    """`probes` about what they invent, in so many `rounds`; each begins with the states that the one before has left.
    `parameters` is the vector on the device that is read."""

    is_long = True

    def __init__(self, graph: Graph, layout: ParameterLayout, device: Device, parameters: Array, rounds: int,
                 probes: Sequence[Probe]) -> None:
        self._device, self._layout, self._parameters, self._rounds = device, layout, parameters, rounds
        self._dtype = str(parameters.dtype)
        self._scope = scope = Scope(graph, layout, lower(graph, layout, 1), 1)
        self._owners: list[tuple[Probe, str]] = []
        outputs: list[Value] = []
        for probe in probes:
            for name, value in probe.ask(scope).items():
                self._owners.append((probe, name))
                outputs.append(value)
        self._next = [following for _, following in scope.states.values()]
        bindings = {leaf: self._bound(leaf) for leaf in in_order([*outputs, *self._next, *scope.states])
                    if leaf.op == "leaf"}
        self._states = [(bindings[leaf], device.upload(start, self._dtype))
                        for leaf, (start, _) in scope.states.items()]
        self._sequences = [(bindings[leaf], device.upload(arrays, self._dtype))
                           for leaf, arrays in scope.sequences.items() if leaf in bindings]
        self._rounds_plan = compile_plan(device, self._dtype, self._next, bindings)
        self._answers = compile_plan(device, self._dtype, outputs, bindings)

    def run(self) -> Iterator[dict[Probe, Chunk]]:
        """What each probe asked for, again and again, the last time when all rounds are done."""
        for state, start in self._states:
            state[...] = start
        for done in range(self._rounds):
            for array, arrays in self._sequences:
                array[...] = arrays[done]
            for (state, _), following in zip(self._states, self._rounds_plan.run(), strict=True):
                state[...] = following
            if done % PIECE == PIECE - 1 and done + 1 < self._rounds:
                yield self._seen((done + 1) / self._rounds)
        yield self._seen(1.0)

    def _seen(self, done: float) -> dict[Probe, Chunk]:
        found: dict[Probe, dict[str, np.ndarray]] = {probe: {} for probe, _ in self._owners}
        for (probe, name), output in zip(self._owners, self._answers.run(), strict=True):
            found[probe][name] = np.array(self._device.to_host(output))
        return {probe: Chunk(1, arrays, done) for probe, arrays in found.items()}

    def _bound(self, leaf: Value) -> Array:
        role = leaf.attrs["role"]
        if role == "parameter":
            return self._layout.view(self._parameters, leaf.attrs["name"])
        if role == "constant":
            return self._device.upload(self._scope.constants[leaf], self._dtype)
        if role in ("state", "sequence"):
            return self._device.empty(leaf.shape, self._dtype)
        raise GraphError(N_("engine", "What is invented has no {role} of the data to go by."), role=role)
