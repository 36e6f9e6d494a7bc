"""Networks that read a row and write another one: what is read, what is told, and where attention stands between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from engine.data import Data
from engine.data.symbol_sequences import BLANK
from engine.errors import LaderaError
from engine.graph import Graph
from engine.layers.attention import heads_of
from engine.probes.attention import Look, Looks
from engine.probes.beams import Beams, Told
from engine.training.feeds import input_arrays, places


@dataclass(frozen=True, eq=False)
class Translation:
    """A network and its `data`, whose examples are a row that is read and a row that is to be written."""

    graph: Graph
    data: Data

    @cached_property
    def head(self) -> str:
        """The output that writes; "" where none does."""
        return next((spec.name for spec in self.graph.of_kind("output")
                     if self.data.written and self.graph.partial_shapes().get(spec.name) == self.data.target_shape), "")

    @property
    def writes(self) -> bool:
        """Whether it is such a network, and is told what has been written by one of its inputs."""
        return bool(self.head) and self.told is not None

    @property
    def steps(self) -> int:
        """How many symbols are written at most, with the end."""
        return self.data.target_shape[0]

    @property
    def length(self) -> int:
        """How many symbols are read at most."""
        return len(self.data.raw_names) - self.steps

    @cached_property
    def told(self) -> Told | None:
        """Where it is told what has been written: all those columns one after the other, in one input."""
        count = len(self.data.raw_names)
        wanted = list(range(self.length, count))
        for spec in self.graph.of_kind("input"):
            try:
                listed = list(places(spec.settings["columns"], self.data.feature_names)) or list(range(count))
            except LaderaError:
                continue
            if listed[-self.steps:] == wanted:
                return Told(spec.name, len(listed) - self.steps)
        return None

    @cached_property
    def attentions(self) -> tuple[str, ...]:
        """The layers of attention, those between what is read and what is written first."""
        found = [spec.name for spec in self.graph.order() if spec.kind == "attention"]
        return tuple(sorted(found, key=lambda layer: self.shape(layer)[1:] != (self.steps, self.length)))

    def shape(self, layer: str) -> tuple[int, int, int]:
        """Heads, steps that look, and steps that are looked at."""
        settings, sources = self.graph.layer(layer).settings, self.graph.inputs_of(layer)
        keys = sources[:-1] if settings["masked"] else sources
        shapes = self.graph.infer()
        return heads_of(settings), shapes[layer][0], shapes[keys[-1]][0]

    def beams(self, raw: np.ndarray, width: int = 1, prefix: Sequence[int] = (), looks: Looks = ()) -> Beams:
        """What asks for the rows that it writes of an example (d,), whose answer it is not told."""
        raw = np.array(raw, np.float64)
        raw[self.length + 1:] = self.data.symbols.index(BLANK)
        inputs = tuple((name, tuple(values[0].ravel().tolist())) for name, values in self.entering(raw[None]).items())
        return Beams(self.head, inputs, self.told, width, tuple(prefix), looks, self.steps)

    def entering(self, raw: np.ndarray) -> dict[str, np.ndarray]:
        """What each Input layer is given of examples (N, d), by its name."""
        return input_arrays(self.graph, self.data, raw)

    def read(self, raw: np.ndarray) -> tuple[str, ...]:
        """The symbols that are read, with blanks where there is nothing."""
        return tuple(self.data.symbols[place] for place in np.rint(raw[:self.length]).astype(int).tolist())

    def written(self, row: Sequence[int]) -> tuple[str, ...]:
        """The symbols of a row up to its end, which is one of them."""
        end, row = self.data.written - 1, list(row)
        return tuple(self.data.symbols[place] for place in (row[:row.index(end) + 1] if end in row else row))

    def without_attention(self) -> Graph:
        """The same network with zeros in the place of what attention finds, and without the layers that only attention
        read; all other weights are as many."""
        shapes = self.graph.infer()
        spared = {spec.name for spec in self.graph.layers if spec.kind == "attention"}
        layers = tuple(replace(spec, kind="constant", settings={"shape": shapes[spec.name], "value": 0.0})
                       if spec.name in spared else spec for spec in self.graph.layers)
        plain = Graph(layers, tuple(link for link in self.graph.links if link.target not in spared))
        while unread := _unread(plain):
            for name in unread:
                plain = plain.without_layer(name)
        return plain


def _unread(graph: Graph) -> set[str]:
    """The layers that lead nowhere."""
    read = {link.source for link in graph.links}
    return {spec.name for spec in graph.layers if spec.kind != "output" and spec.name not in read}


def leaning(weights: np.ndarray, place: int, share: float) -> tuple[float, ...]:
    """A row of attention (m,) of which one place gets a `share`, while the others keep their proportions."""
    rest = np.array(weights, np.float64)
    rest[place] = 0.0
    total = float(rest.sum())
    row = rest * ((1.0 - share) / total) if total > 0.0 else np.zeros_like(rest)
    row[place] = share if total > 0.0 else 1.0
    return tuple(row.tolist())


def with_look(looks: Looks, look: Look) -> Looks:
    """`looks` with one more; of one place the newest counts."""
    return (*(one for one in looks if one[:3] != look[:3]), look)
