"""What a network that has learned which symbol comes next goes on to write, symbol by symbol."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value
from engine.losses import LOSSES
from engine.probes.base import Arrays, Chunk, Probe, Scope, register
from engine.probes.examples import Examples, Invented
from engine.probes.predictions import need_head
from engine.probes.steering import Touches, check_touches, inner_steps, steered

MOST_NOISE = 16_000_000
"""Random numbers of one question: 128 MB."""

Logits = Callable[[Scope], Value]


def steps_read(graph: Graph, head: str) -> int:
    """How many symbols the network reads before `head` says which one comes next. Raises GraphError for a network that
    does not go from a row of symbols to one symbol."""
    need_head(graph, head)
    shapes, entrances = graph.infer(), [spec.name for spec in graph.layers if spec.layer.reads_data]
    many = LOSSES[graph.layer(head).settings["loss"]].task == "multiclass" and len(shapes[head]) == 1
    if len(entrances) != 1 or len(shapes[entrances[0]]) != 1 or not many:
        raise GraphError(N_("engine", "The network does not read one row of symbols and say which comes next."))
    return shapes[entrances[0]][0]


def check_prefix(graph: Graph, head: str, prefix: Sequence[int]) -> None:
    """Raises GraphError unless the network reads rows of this length."""
    steps = steps_read(graph, head)
    if len(prefix) != steps:
        raise GraphError(N_("engine", "The network reads {steps} symbols, and {given} are given."), steps=steps,
                         given=len(prefix))


def logits_of(scope: Scope, head: str) -> Value:
    """What goes into the softmax of `head`, (rows, classes)."""
    (source,) = scope.graph.inputs_of(head)
    logits: Value = LOSSES[scope.graph.layer(head).settings["loss"]].logits(scope.ir, scope.output(source))
    return logits


def written(scope: Scope, starts: np.ndarray, noise: np.ndarray, temperature: float, logits: Logits
            ) -> Mapping[str, Value]:
    """Go on from `starts` (rows, steps) for as many rounds as there is `noise`, Gumbel's, (rounds, rows or 1, classes):
    "symbols" (rows, steps or more), the newest last, and "chances" (rows, rounds) of each under the `temperature`.

    The next symbol is argmax(ln p + T g), which has the chances softmax(ln p / T) (Gumbel 1954): with the same noise
    another temperature bends the same futures, and with 0 the likeliest symbol comes each time.
    """
    ir, (rows, steps), rounds = scope.ir, starts.shape, len(noise)
    width = max(steps, rounds)
    name, gumbel = next(iter(scope.net.inputs)), scope.sequence(noise)
    seen: dict[str, Value] = {}
    window = np.zeros((rows, width))
    window[:, width - steps:] = starts

    def follow(row: Value) -> Value:
        read = ir.reshape(ir.slice(row, -1, width - steps, width), (rows, 1, steps))
        said = ir.log_softmax(ir.reshape(scope.at({name: read}, logits), (rows, -1)))
        taken = ir.largest(ir.add(said, ir.mul(gumbel, temperature)))
        bent = taken if temperature == 0 else ir.softmax(ir.mul(said, 1.0 / temperature))
        seen["chance"] = ir.sum(ir.mul(bent, taken), (-1,))
        place = ir.sum(ir.mul(taken, ir.positions(taken.shape[-1])), (-1,))
        return ir.concat([ir.slice(row, -1, 1, width), place], -1) if width > 1 else place

    symbols = scope.state(window, follow)
    chances = scope.state(np.zeros((rows, rounds)), lambda known: ir.concat(
        [ir.slice(known, -1, 1, rounds), seen["chance"]], -1) if rounds > 1 else seen["chance"])
    return {"symbols": symbols, "chances": chances}


def _newest(chunks: Sequence[Chunk], rounds: int) -> Arrays:
    """What has been written until now, the first symbol first."""
    done = round(chunks[0].done * rounds)
    arrays = {name: np.asarray(array) for name, array in chunks[0].arrays.items()}
    symbols = arrays["symbols"]
    return {"symbols": np.rint(symbols[:, symbols.shape[1] - done:]).astype(np.int64),
            "chances": arrays["chances"][:, rounds - done:].astype(np.float64),
            "done": np.array(chunks[0].done, np.float64)}


@register
@dataclass(frozen=True)
class Futures(Probe):
    """`count` continuations, of `length` symbols, of one `prefix` of places in the alphabet: "symbols" (count, length),
    "chances" (count, length) that each symbol had when it came, and how much is "done" (). Each symbol that was written
    is read for the next one, while the oldest is forgotten. The draws are those of the `seed`, whatever the
    `temperature`, at which 0 takes the likeliest symbol each time."""

    kind: ClassVar[str] = "futures"
    head: str
    prefix: tuple[int, ...]
    length: int = 12
    count: int = 1
    temperature: float = 1.0
    seed: int = 0

    @property
    def examples(self) -> Examples:  # type: ignore[override]  # a field of those that are about examples of their own
        return Invented(self.length)

    def check(self, graph: Graph) -> None:
        check_prefix(graph, self.head, self.prefix)
        if self.length * self.count * graph.infer()[self.head][0] > MOST_NOISE:
            raise GraphError(N_("engine", "So many futures of so many symbols do not fit: ask for fewer."))

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        classes = scope.output(self.head).shape[-1]
        noise = np.random.default_rng(self.seed).gumbel(size=(self.length, self.count, classes))
        return written(scope, np.tile(np.array(self.prefix, np.float64), (self.count, 1)), noise, self.temperature,
                       lambda scope: logits_of(scope, self.head))

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return _newest(chunks, self.length)


@register
@dataclass(frozen=True)
class Wheel(Probe):
    """Two continuations with the same draws, as `Futures` gives them: that of `prefix`, untouched, and one in which
    some numbers of a recurrent `layer` are overwritten, of the prefix `other`. What was touched at a step is touched
    there as long as the network still reads that symbol."""

    kind: ClassVar[str] = "wheel"
    head: str
    layer: str
    prefix: tuple[int, ...]
    other: tuple[int, ...]
    touches: Touches = ()
    length: int = 40
    temperature: float = 0.0
    seed: int = 0

    @property
    def examples(self) -> Examples:  # type: ignore[override]  # a field of those that are about examples of their own
        return Invented(self.length)

    def check(self, graph: Graph) -> None:
        for prefix in (self.prefix, self.other):
            check_prefix(graph, self.head, prefix)
        check_touches(graph, self.layer, self.touches)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        classes, units = scope.output(self.head).shape[-1], scope.graph.layer(self.layer).settings["units"]
        noise = np.random.default_rng(self.seed).gumbel(size=(self.length, 1, classes))
        arrays = {at: (scope.sequence(mask), scope.sequence(numbers))
                  for at, (mask, numbers) in self._schedule(units).items()}

        def logits(inner: Scope) -> Value:
            touched = {(step, inner_steps(inner.ir, self.layer, name)[step]): found
                       for (name, step), found in arrays.items()}
            return steered(inner.ir, [logits_of(inner, self.head)], touched)[0]

        return written(scope, np.array([self.prefix, self.other], np.float64), noise, self.temperature, logits)

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return _newest(chunks, self.length)

    def _schedule(self, units: int) -> dict[tuple[str, int], tuple[np.ndarray, np.ndarray]]:
        """By name and step where and with what is overwritten, (rounds, units, 2): the second run alone. A symbol moves
        one step to the front with every round."""
        found: dict[tuple[str, int], tuple[np.ndarray, np.ndarray]] = {}
        for touch in self.touches:
            for done in range(min(self.length, touch.step + 1)):
                at = touch.name, touch.step - done
                if at not in found:
                    found[at] = np.zeros((self.length, units, 2)), np.zeros((self.length, units, 2))
                mask, numbers = found[at]
                mask[done, touch.unit, 1], numbers[done, touch.unit, 1] = 1.0, touch.value
        return found
