"""Answers probes with the weights of the moment."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from engine.chunks import Chunks
from engine.device import Array, Device
from engine.errors import N_, DataError, GraphError, LaderaError, sentence_of
from engine.graph import Graph
from engine.layers import Shape, shape_text
from engine.layout import ParameterLayout
from engine.probes.base import Chunk, Probe, Reading, Rule, needed
from engine.probes.examples import Examples, Given, Invented, NextStep, OfPart, OnPlane
from engine.probes.program import ExampleArrays, Program, Step, StepProgram
from engine.probes.rounds import RoundsProgram

PROGRAMS_KEPT = 16
"""Sets of examples, with what was last asked about each, and lists of probes; older ones are forgotten, unless so many
are asked about at once."""


AnyProgram = Program | StepProgram | RoundsProgram
_Asked = tuple[Probe, ...]


class _Group(NamedTuple):
    """What probes must have in common to be computed together."""

    examples: Examples | None
    masked: frozenset[str]
    members: int


_Sorted = tuple[list[tuple[_Group, _Asked]], dict[Probe, LaderaError]]


class ProbeReader:
    """Reads what `parameters`, an array (size,) on `device`, holds at that moment: bound to a trainer's own array it
    follows the training without a copy.

    `find` gives the arrays of the examples that a probe is about, for all but `Given` ones; it may raise LaderaError
    for those that are not there. `l1` and `l2` are those of the objective; `steps` counts the updates that the weights
    have seen. One program is compiled for each set of examples, and equal questions are computed once. What takes
    several chunks is read from a copy of the weights, so that a step between two chunks does not show. A training adds
    its `rule`, and the `step` that comes next. Examples are divided among so many `threads`, at any time, where they
    can be. Belongs to one thread.
    """

    def __init__(self, graph: Graph, device: Device, parameters: Array,
                 find: Callable[[Examples], ExampleArrays], l1: float = 0.0, l2: float = 0.0,
                 steps: Callable[[], int] = lambda: 0, rule: Rule | None = None,
                 step: Step | None = None, threads: Callable[[], int] = lambda: 1) -> None:
        self.graph, self.device, self._penalties = graph, device, (l1, l2)
        self._layout = ParameterLayout(graph)
        self._live, self._still = parameters, None
        self._find, self._steps, self._rule, self._step = find, steps, rule, step
        self._threads, self._divided = threads, threads()
        self._given: dict[Given, ExampleArrays] = {}
        self._chunks = Chunks(graph.infer().values(), device)
        self._sorted: dict[_Asked, _Sorted] = {}
        self._parts: dict[_Asked, tuple[_Asked, ...]] = {}  # of what cannot be answered together
        self._programs: dict[_Group, dict[_Asked, AnyProgram | LaderaError]] = {}

    def give(self, key: str, inputs: Mapping[str, np.ndarray], targets: Mapping[str, np.ndarray] | None = None) -> None:
        """Examples of a person's own, (N, …) by layer, for probes about `Given(key)`; they take the place of those
        given before. Without targets nothing can be said of losses."""
        dtype = str(self._live.dtype)
        new = ExampleArrays({(role, name): self.device.upload(array, dtype)
                             for role, arrays in (("input", inputs), ("target", targets or {}))
                             for name, array in arrays.items()})
        old = self._given.get(Given(key))
        if old is not None and _shapes(old) == _shapes(new):
            for leaf, array in new.leaves.items():
                old.leaves[leaf][...] = array
            return
        self._given[Given(key)] = new
        self._programs = {group: known for group, known in self._programs.items() if group.examples != Given(key)}
        self._parts.clear()

    def read(self, probes: Iterable[Probe]) -> dict[Probe, Reading]:
        """The answers, all with the same weights; none for probes about no examples at all. Raises LaderaError for a
        probe that does not fit the network."""
        readings: dict[Probe, Reading] = {}
        for some in self.pieces(probes):
            readings |= some
        for reading in readings.values():
            if reading.error:
                raise reading.error
        return readings

    def pieces(self, probes: Iterable[Probe]) -> Iterator[dict[Probe, Reading]]:
        """The same in pieces of work, each of which finishes some answers or none. The weights may change in between:
        an answer is of the moment at which its first piece began. Nothing is raised: readings carry their errors,
        and one that nobody has foreseen is an UnexpectedError."""
        probes = tuple(probes)
        groups, refused = self._grouped(probes)
        self._keep(groups)
        if refused:
            yield {probe: Reading(probe, {}, self._steps(), error=error) for probe, error in refused.items()}
        for group, asked in groups:
            yield from self._answered(group, asked)

    def _answered(self, group: _Group, asked: _Asked) -> Iterator[dict[Probe, Reading]]:
        """One program for all of them, where that works. Where it does not, each is asked alone, once: from then on
        those that have an answer are asked together again."""
        if asked in self._parts:
            for part in self._parts[asked]:
                yield from self._answered(group, part)
            return
        failed = yield from self._together(group, asked)
        if failed is None or len(asked) == 1:
            yield {probe: Reading(probe, {}, self._steps(), error=failed) for probe in asked if failed is not None}
            return
        good: list[Probe] = []
        for probe in asked:
            error = yield from self._together(group, (probe,))
            if error is None:
                good.append(probe)
            else:
                yield {probe: Reading(probe, {}, self._steps(), error=error)}
        alone = tuple((probe,) for probe in asked)
        self._parts[asked] = alone if len(good) in (0, len(asked)) else (
            tuple(good), *((probe,) for probe in asked if probe not in good))

    def _together(self, group: _Group, asked: _Asked) -> Generator[dict[Probe, Reading], None, LaderaError | None]:
        """Returns what went wrong with all of them, None where nothing did."""
        found: dict[Probe, list[Chunk]] = {probe: [] for probe in asked}
        step = self._steps()
        try:
            for chunks in self._program(group, asked).run():
                for probe, chunk in chunks.items():
                    if chunk.done == 1.0:
                        found[probe].append(chunk)
                yield {probe: _put_together(probe, [chunk], step) for probe, chunk in chunks.items()
                       if chunk.done < 1.0}
        except Exception as error:
            return sentence_of(error)
        yield {probe: _put_together(probe, chunks, step) for probe, chunks in found.items() if chunks}
        return None

    def _grouped(self, probes: _Asked) -> _Sorted:
        if probes not in self._sorted:
            groups: dict[_Group, list[Probe]] = {}
            refused: dict[Probe, LaderaError] = {}
            for probe in dict.fromkeys(probes):
                try:
                    probe.check(self.graph)
                    group = _Group(probe.examples, frozenset(probe.masked), probe.members(self.graph))
                    groups.setdefault(group, []).append(probe)
                except Exception as error:
                    refused[probe] = sentence_of(error)
            while len(self._sorted) >= PROGRAMS_KEPT:
                del self._sorted[next(iter(self._sorted))]
                self._parts.clear()
            self._sorted[probes] = [(group, tuple(asked)) for group, asked in groups.items()], refused
        return self._sorted[probes]

    def _program(self, group: _Group, asked: _Asked) -> AnyProgram:
        """Raises LaderaError where there is none; then it is not tried again."""
        if self._threads() != self._divided:
            self._divided = self._threads()
            self._programs.clear()
        programs = self._programs.get(group, {})
        if asked not in programs:
            try:
                programs[asked] = self._compile(group, asked)
            except LaderaError as error:
                programs[asked] = error.with_traceback(None)
        program = programs[asked]
        if isinstance(program, LaderaError):
            raise program.with_traceback(None)
        if program.is_long and self._still is not None:
            self._still[...] = self._live
        return program

    def _keep(self, groups: Sequence[tuple[_Group, _Asked]]) -> None:
        """Forget programs for other questions about the same examples, and those for the examples that were asked about
        the longest time ago."""
        for group, asked in groups:
            wanted = set(self._all_parts(asked))
            self._programs[group] = {part: program for part, program in self._programs.pop(group, {}).items()
                                     if part in wanted}
        while len(self._programs) > max(PROGRAMS_KEPT, len(groups)):
            del self._programs[next(iter(self._programs))]

    def _all_parts(self, asked: _Asked) -> Iterator[_Asked]:
        if asked not in self._parts:
            yield asked
        for part in self._parts.get(asked, ()):
            yield from self._all_parts(part)

    def _compile(self, group: _Group, probes: _Asked) -> AnyProgram:
        if isinstance(group.examples, NextStep):
            return self._compile_step(group, probes)
        if isinstance(group.examples, Invented):
            return RoundsProgram(self.graph, self._layout, self.device, self._copy(), group.examples.rounds, probes)
        examples, rows = self._arrays(group.examples), self._chunks.rows(group.members) * self._divided
        parameters = self._live
        if examples.count > rows:
            parameters = self._copy()
        return Program(self.graph, self._layout, self.device, parameters, examples, rows, probes, group.masked,
                       self._penalties, self._rule, self._divided)

    def _copy(self) -> Array:
        """The copy of the weights that what takes long reads."""
        if self._still is None:
            self._still = self.device.empty(self._live.shape, str(self._live.dtype))
        return self._still

    def _compile_step(self, group: _Group, probes: _Asked) -> StepProgram:
        step, rule = needed(self._step), needed(self._rule)
        if group.masked:
            raise GraphError(N_("engine", "A step trains with all units; none can be muted in it."))
        return StepProgram(self.graph, self._layout, self.device, str(self._live.dtype), step, rule, probes)

    def _arrays(self, examples: Examples | None) -> ExampleArrays:
        if examples is None:
            return ExampleArrays({})
        if not isinstance(examples, Given):
            return self._find(examples)
        if examples not in self._given:
            raise DataError(N_("engine", "No examples were given as {key}."), key=examples.key)
        return self._given[examples]


def _on_plane(name: str, shape: Shape, plane: OnPlane) -> np.ndarray:
    if shape != (2,):
        raise GraphError(N_("engine", "{name} takes {shape}; the points of a plane are 2 numbers each."), name=name,
                         shape=shape_text(shape), layers=(name,))
    return plane.points()


def _put_together(probe: Probe, chunks: Sequence[Chunk], step: int) -> Reading:
    try:
        return probe.reading(chunks, step)
    except Exception as error:
        return Reading(probe, {}, step, error=sentence_of(error))


def _shapes(examples: ExampleArrays) -> dict[tuple[str, str], tuple[int, ...]]:
    return {name: array.shape for name, array in examples.leaves.items()}


def read_once(graph: Graph, device: Device, parameters: Array, probes: Iterable[Probe],
              leaves: Mapping[tuple[str, str], np.ndarray], l1: float = 0.0, l2: float = 0.0,
              threads: int = 1) -> dict[Probe, Reading]:
    """One reading of each probe, in so many threads. Whatever examples they name are looked for among `leaves`, arrays
    (N, …) by role ("input" or "target") and layer: places among all of them, the points of a plane as they are."""
    dtype, shapes = str(parameters.dtype), graph.infer()

    def find(examples: Examples) -> ExampleArrays:
        chosen = leaves
        if isinstance(examples, OfPart):
            count = min(map(len, leaves.values()), default=0)
            chosen = {key: np.asarray(array)[examples.rows(count)] for key, array in leaves.items()}
        elif isinstance(examples, OnPlane):
            chosen = {("input", spec.name): _on_plane(spec.name, shapes[spec.name], examples)
                      for spec in graph.of_kind("input")}
        return ExampleArrays({key: device.upload(array, dtype) for key, array in chosen.items()})

    return ProbeReader(graph, device, parameters, find, l1, l2, threads=lambda: threads).read(probes)
