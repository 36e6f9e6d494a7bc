"""What a decoder writes on its own: greedy, or by beam search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import ClassVar

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value
from engine.probes.attention import Looks, by_head, check_looks, looking, weights_of
from engine.probes.base import Arrays, Chunk, Probe, Scope, register
from engine.probes.examples import Examples, Invented
from engine.probes.futures import logits_of
from engine.probes.predictions import need_head

NEVER = -1e6
"""The log-probability of what may not come; single precision keeps a hundredth beside it."""
MOST_BEAMS = 16


@dataclass(frozen=True)
class Told:
    """Where a network is told what has been written: the Input layer of that `name`, from place `start` on, where the
    mark stands that begins a row. What is written at a step is told at the next place."""

    name: str
    start: int


@register
@dataclass(frozen=True)
class Beams(Probe):
    """The `width` likeliest rows that beam search finds (Graves 2012; Sutskever et al. 2014); a width of 1 is greedy.

    `inputs` are the numbers of one example by Input layer; what they are told is overwritten with what is written, step
    by step, so that nobody helps. The last class of the head ends a row. The first symbols are those of the `prefix`,
    and attention looks where `looks` say.

    "symbols" (width, steps) are the rows, the likeliest first, and "scores" (width,) their log-probabilities, NEVER or
    less where there are fewer. "tree/symbols", "tree/parents" and "tree/scores" (width, steps) are what was kept at
    each step: its symbol, which of the rows before it goes on, and the log-probability up to there. "attention/LAYER"
    (heads, n, m) is where the likeliest row was looked for. How much is "done" ().
    """

    kind: ClassVar[str] = "beams"
    head: str
    inputs: tuple[tuple[str, tuple[float, ...]], ...]
    told: Told
    width: int = 1
    prefix: tuple[int, ...] = ()
    looks: Looks = ()
    steps: int = 0
    """How many steps there are, as many as the head has."""

    @property
    def examples(self) -> Examples:  # type: ignore[override]  # a field of those that are about examples of their own
        return Invented(self.steps)

    def check(self, graph: Graph) -> None:
        need_head(graph, self.head)
        shapes = graph.infer()
        given = {name: (len(numbers),) for name, numbers in self.inputs}
        wanted = {spec.name: shapes[spec.name] for spec in graph.layers if spec.layer.reads_data}
        if given != wanted or len(shapes[self.head]) != 2 or shapes[self.head][0] != self.steps or (
                self.told.name not in given):
            raise GraphError(N_("engine", "The network does not write a row of symbols that it is told as it writes."))
        if not 1 <= self.width <= MOST_BEAMS:
            raise GraphError(N_("engine", "A beam is 1 to {most} rows wide."), most=MOST_BEAMS)
        check_looks(graph, self.looks)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        return _Search(scope, self).found()

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        done = chunks[-1].done
        arrays = {name: np.asarray(array) for name, array in chunks[-1].arrays.items()}
        whole = {name: np.rint(array).astype(np.int64) for name, array in arrays.items()
                 if name.endswith(("symbols", "parents"))}
        order = np.argsort(-arrays["scores"][:, 0], kind="stable")
        attention = {name: array[order[0]] for name, array in arrays.items() if name.startswith("attention/")}
        return {"symbols": whole["symbols"][order], "scores": arrays["scores"][order, 0],
                "tree/symbols": whole["tree/symbols"], "tree/parents": whole["tree/parents"],
                "tree/scores": arrays["tree/scores"], **attention, "done": np.array(done)}


class _Search:
    """The values of a search. All that goes from step to step is one array, a row for each of the `width`: what is
    told, whether the row is over, its score, its symbols, and what was kept at each step."""

    def __init__(self, scope: Scope, asked: Beams) -> None:
        self.scope, self.asked, self.ir = scope, asked, scope.ir
        self.steps, self.classes = scope.output(asked.head).shape[-2:]
        self.given = {name: np.tile(np.array(numbers, np.float64), (asked.width, 1)) for name, numbers in asked.inputs}
        self.told = self.given[asked.told.name].shape[1]
        sizes = {"tokens": self.told, "over": 1, "scores": 1, "symbols": self.steps, "tree/symbols": self.steps,
                 "tree/parents": self.steps, "tree/scores": self.steps}
        ends = np.cumsum([0, *sizes.values()]).tolist()
        self.columns = dict(zip(sizes, pairwise(ends), strict=True))

    def found(self) -> Mapping[str, Value]:
        asked, scope = self.asked, self.scope
        at = asked.told.start + 1
        start = np.zeros((asked.width, self.columns["tree/scores"][1]))
        start[:, :self.told] = self.given[asked.told.name]
        start[:, at:self.told] = 0.0
        start[1:, self.columns["scores"][0]] = 4.0 * NEVER
        places = np.eye(self.steps, self.told - at)[:, None]
        self._place = scope.sequence(np.concatenate([np.zeros((self.steps, 1, at)), places], axis=-1))
        allowed = np.zeros((self.steps, 1, self.classes))
        for step, symbol in enumerate(asked.prefix[:self.steps]):
            allowed[step] = NEVER
            allowed[step, 0, symbol] = 0.0
        self._allowed, self._now = scope.sequence(allowed), scope.sequence(np.eye(self.steps)[:, None])
        known = scope.state(start, self._follow)
        names = ("symbols", "scores", "tree/symbols", "tree/parents", "tree/scores")
        return {name: self._part(known, name) for name in names} | self._attention(self._part(known, "tokens"))

    def _part(self, known: Value, name: str) -> Value:
        return self.ir.slice(known, -1, *self.columns[name])

    def _follow(self, known: Value) -> Value:
        """What is known after one more step."""
        ir, width = self.ir, self.asked.width
        kept = self._kept(known, self._chances(self._part(known, "tokens")))
        going_on = kept.pop("going on")
        tokens, symbols = (ir.matmul(going_on, self._part(known, name)) for name in ("tokens", "symbols"))
        tokens = ir.select(ir.broadcast(self._place, tokens.shape), ir.broadcast(kept["symbols"], tokens.shape), tokens)
        now = ir.broadcast(self._now, (width, self.steps))
        recorded = [ir.select(now, ir.broadcast(kept[name], (width, self.steps)), before) for name, before in (
            ("symbols", symbols), *((name, self._part(known, f"tree/{name}")) for name in kept))]
        over = ir.equal(kept["symbols"], float(self.classes - 1))
        return ir.concat([tokens, over, kept["scores"], *recorded], -1)

    def _chances(self, tokens: Value) -> Value:
        """ln p of each symbol at this step, (width, classes)."""
        ir, width = self.ir, self.asked.width
        logits = self.scope.at(self._points(tokens), lambda inner: looking(
            inner, [logits_of(inner, self.asked.head)], self.asked.looks)[0])
        rows = ir.reshape(logits, (width, self.steps, self.classes))
        now = ir.reshape(self._now, (1, self.steps, 1))
        return ir.log_softmax(ir.reshape(ir.sum(ir.mul(rows, now), (-2,)), (width, self.classes)))

    def _kept(self, known: Value, chances: Value) -> dict[str, Value]:
        """The likeliest ways to go on: their "symbols", "parents" and "scores" (width, 1), and "going on" (width,
        width), which brings what is known of the parents to the rows that go on from them."""
        ir, width = self.ir, self.asked.width
        ended = np.full((1, self.classes), NEVER)
        ended[0, -1] = 0.0
        over = ir.broadcast(ir.greater(self._part(known, "over"), 0.0), chances.shape)
        here = ir.select(over, ir.broadcast(self.scope.constant(ended), chances.shape), ir.add(chances, self._allowed))
        flat = ir.reshape(ir.add(self._part(known, "scores"), here), (1, width * self.classes))
        found: dict[str, list[Value]] = {"symbols": [], "parents": [], "scores": [], "going on": []}
        for _ in range(width):
            best = ir.largest(flat)
            square = ir.reshape(best, (width, self.classes))
            parents = ir.reshape(ir.sum(square, (-1,)), (1, width))
            found["going on"].append(parents)
            found["parents"].append(ir.sum(ir.mul(parents, ir.positions(width)), (-1,)))
            found["symbols"].append(ir.sum(ir.mul(ir.sum(square, (-2,)), ir.positions(self.classes)), (-1,)))
            found["scores"].append(ir.sum(ir.mul(best, flat), (-1,)))
            flat = ir.add(flat, ir.mul(best, 64.0 * NEVER))
        return {name: values[0] if width == 1 else ir.concat(values, -2) for name, values in found.items()}

    def _points(self, tokens: Value) -> dict[str, Value]:
        """What each Input is given, (width, 1, …)."""
        return {name: self.ir.reshape(tokens if name == self.asked.told.name else self.scope.constant(array),
                                      (len(array), 1, array.shape[1])) for name, array in self.given.items()}

    def _attention(self, tokens: Value) -> dict[str, Value]:
        """Where each attention looked for every row, (width, heads, n, m)."""
        found = {}
        for spec in self.scope.graph.order():
            if spec.kind == "attention":
                weights = self.scope.at(self._points(tokens), partial(self._looks_of, spec.name))
                found[f"attention/{spec.name}"] = self.ir.reshape(weights, (self.asked.width, *weights.shape[2:]))
        return found

    def _looks_of(self, layer: str, inner: Scope) -> Value:
        return by_head(inner, looking(inner, [weights_of(inner, layer)], self.asked.looks)[0])
