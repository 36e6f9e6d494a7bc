"""Answers probes with the weights of the moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from engine.chunks import Chunks
from engine.device import Array, Device
from engine.errors import N_, DataError, LaderaError
from engine.graph import Graph
from engine.layout import ParameterLayout
from engine.probes.base import Chunk, Probe, Reading
from engine.probes.examples import Examples, Given, OfPart, OnPlane
from engine.probes.program import ExampleArrays, Program

PROGRAMS_KEPT = 16
"""Sets of examples, with what was last asked about each, and lists of probes; older ones are forgotten."""


class _Group(NamedTuple):
    """What probes must have in common to be computed together."""

    examples: Examples | None
    masked: frozenset[str]
    members: int


class ProbeReader:
    """Reads what `parameters`, an array (size,) on `device`, holds at that moment: bound to a trainer's own array it
    follows the training without a copy.

    `find` gives the arrays of the examples that a probe is about, for all but `Given` ones; it may raise LaderaError
    for those that are not there. `l1` and `l2` are those of the objective. One program is compiled for each set of
    examples, and equal questions are computed once. What takes several chunks is read from a copy of the weights, so
    that a step between two chunks does not show. Belongs to one thread.
    """

    def __init__(self, graph: Graph, device: Device, parameters: Array,
                 find: Callable[[Examples], ExampleArrays], l1: float = 0.0, l2: float = 0.0) -> None:
        self.graph, self.device, self._penalties = graph, device, (l1, l2)
        self._layout = ParameterLayout(graph)
        self._live, self._still = parameters, None
        self._find = find
        self._given: dict[Given, ExampleArrays] = {}
        self._chunks = Chunks(graph.infer().values(), device)
        self._groups: dict[tuple[Probe, ...], list[tuple[_Group, tuple[Probe, ...]]]] = {}
        self._programs: dict[_Group, tuple[tuple[Probe, ...], Program]] = {}

    def give(self, key: str, inputs: Mapping[str, np.ndarray], targets: Mapping[str, np.ndarray] | None = None) -> None:
        """Examples of a person's own, (N, …) by layer, for probes about `Given(key)`; they take the place of those
        given before. Without targets nothing can be said of losses."""
        dtype = str(self._live.dtype)
        new = ExampleArrays({(role, name): self.device.upload(array, dtype)
                             for role, arrays in (("input", inputs), ("target", targets or {}))
                             for name, array in arrays.items()})
        old = self._given.get(Given(key))
        if old is not None and _shapes(old) == _shapes(new):
            for key_, array in new.leaves.items():
                old.leaves[key_][...] = array
            return
        self._given[Given(key)] = new
        self._programs = {group: known for group, known in self._programs.items() if group.examples != Given(key)}

    def read(self, probes: Iterable[Probe], step: int = 0) -> dict[Probe, Reading]:
        """The answers, all with the same weights; none for probes about no examples at all. Raises LaderaError for a
        probe that does not fit the network."""
        readings: dict[Probe, Reading] = {}
        for some in self.pieces(probes, step):
            readings |= some
        return readings

    def pieces(self, probes: Iterable[Probe], step: int = 0) -> Iterator[dict[Probe, Reading]]:
        """The same in pieces of work, each of which finishes some answers or none. The weights may change in between:
        an answer is of the moment at which its first piece began."""
        for group, asked in self._grouped(tuple(probes)):
            found: dict[Probe, list[Chunk]] = {probe: [] for probe in asked}
            for chunks in self._program(group, asked).run():
                for probe, chunk in chunks.items():
                    found[probe].append(chunk)
                yield {}
            yield {probe: probe.reading(chunks, step) for probe, chunks in found.items() if chunks}

    def refuses(self, probe: Probe) -> LaderaError | None:
        """Why a probe cannot be answered for this network, None where it can."""
        try:
            probe.check(self.graph)
        except LaderaError as error:
            return error
        return None

    def _grouped(self, probes: tuple[Probe, ...]) -> list[tuple[_Group, tuple[Probe, ...]]]:
        if probes not in self._groups:
            groups: dict[_Group, list[Probe]] = {}
            for probe in dict.fromkeys(probes):
                probe.check(self.graph)
                group = _Group(probe.examples, frozenset(probe.masked), probe.members(self.graph))
                groups.setdefault(group, []).append(probe)
            while len(self._groups) >= PROGRAMS_KEPT:
                del self._groups[next(iter(self._groups))]
            self._groups[probes] = [(group, tuple(asked)) for group, asked in groups.items()]
        return self._groups[probes]

    def _program(self, group: _Group, probes: tuple[Probe, ...]) -> Program:
        known, program = self._programs.pop(group, ((), None))
        if known != probes:
            program = self._compile(group, probes)
        self._programs[group] = probes, program
        while len(self._programs) > PROGRAMS_KEPT:
            del self._programs[next(iter(self._programs))]
        if program.is_long:
            self._still[...] = self._live
        return program

    def _compile(self, group: _Group, probes: tuple[Probe, ...]) -> Program:
        examples, rows = self._arrays(group.examples), self._chunks.rows(group.members)
        parameters = self._live
        if examples.count > rows:
            if self._still is None:
                self._still = self.device.empty(self._live.shape, str(self._live.dtype))
            parameters = self._still
        return Program(self.graph, self._layout, self.device, parameters, examples, rows, probes, group.masked,
                       self._penalties)

    def _arrays(self, examples: Examples | None) -> ExampleArrays:
        if examples is None:
            return ExampleArrays({})
        if not isinstance(examples, Given):
            return self._find(examples)
        if examples not in self._given:
            raise DataError(N_("engine", "No examples were given as {key}."), key=examples.key)
        return self._given[examples]


def _shapes(examples: ExampleArrays) -> dict[tuple[str, str], tuple[int, ...]]:
    return {name: array.shape for name, array in examples.leaves.items()}


def read_once(graph: Graph, device: Device, parameters: Array, probes: Iterable[Probe],
              leaves: Mapping[tuple[str, str], np.ndarray], l1: float = 0.0, l2: float = 0.0) -> dict[Probe, Reading]:
    """One reading of each probe. Whatever examples they name are looked for among `leaves`, arrays (N, …) by role
    ("input" or "target") and layer: places among all of them, the points of a plane as they are."""
    dtype = str(parameters.dtype)

    def find(examples: Examples) -> ExampleArrays:
        chosen = leaves
        if isinstance(examples, OfPart):
            count = min(map(len, leaves.values()), default=0)
            chosen = {key: np.asarray(array)[examples.rows(count)] for key, array in leaves.items()}
        elif isinstance(examples, OnPlane):
            chosen = {("input", spec.name): examples.points() for spec in graph.of_kind("input")}
        return ExampleArrays({key: device.upload(array, dtype) for key, array in chosen.items()})

    return ProbeReader(graph, device, parameters, find, l1, l2).read(probes)
