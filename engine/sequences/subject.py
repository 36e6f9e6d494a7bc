"""What of a network and its data is a sequence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.data import Data
from engine.data.source import NEXT
from engine.errors import LaderaError
from engine.graph import Graph
from engine.layers.recurrence import Recurrent
from engine.probes.futures import steps_read
from engine.sequences.cells import CELLS, Cell
from engine.training.feeds import entering

_OTHER_ORDER = frozenset({"reverse", "slice", "reshape", "permute", "concatenate"})
"""Layers behind which a step is no longer that of the input."""


@dataclass(frozen=True, eq=False)
class SequenceSubject:
    """A network and its `data`, as sequences are read in it."""

    graph: Graph
    data: Data

    @cached_property
    def layers(self) -> tuple[str, ...]:
        """The recurrent layers, in order."""
        return tuple(spec.name for spec in self.graph.order()
                     if isinstance(spec.layer, Recurrent) and spec.kind in CELLS)

    @cached_property
    def head(self) -> str:
        """The first output."""
        return next(spec.name for spec in self.graph.layers if spec.kind == "output")

    def cell(self, layer: str) -> Cell:
        """What there is in a recurrent layer."""
        return CELLS[self.graph.layer(layer).kind]

    def steps(self, layer: str) -> int:
        """How many steps a recurrent layer has."""
        return self.graph.infer()[self.graph.inputs_of(layer)[0]][0]

    def width(self, layer: str) -> int:
        """How many numbers it reads at a step."""
        return self.graph.infer()[self.graph.inputs_of(layer)[0]][-1]

    def units(self, layer: str) -> int:
        """How many units it has."""
        return self.graph.layer(layer).settings["units"]

    @cached_property
    def writes(self) -> bool:
        """Whether it says which symbol comes next, so that it can go on by itself."""
        names = self.data.class_names
        if not self.data.symbols or self.data.target_names != (NEXT,) or names != self.data.symbols[:len(names)]:
            return False
        try:
            return steps_read(self.graph, self.head) == len(self.data.raw_names)
        except LaderaError:
            return False

    def labels(self, layer: str, raw: np.ndarray) -> tuple[str, ...]:
        """What an example (d,) in its own units has at each step of a layer: its symbol, or the number of the step."""
        read, symbols = self.read_by(layer, raw), self.data.symbols
        if read is None or not symbols or read.shape[1] != 1:
            return tuple(str(step) for step in range(1, self.steps(layer) + 1))
        places = np.clip(np.rint(read[:, 0]), 0, len(symbols) - 1).astype(int)
        return tuple(symbols[place] for place in places)

    def read_by(self, layer: str, raw: np.ndarray) -> np.ndarray | None:
        """Of an example (d,) in its own units what an input gives to a layer, (steps, numbers of a step); None where it
        comes in another order."""
        spec, turned = self.graph.layer(layer), False
        while spec.kind != "input":
            sources = self.graph.inputs_of(spec.name)
            if spec.kind == "reverse" and spec.settings["axis"] == 1:
                turned = not turned
            elif not sources or spec.kind in _OTHER_ORDER:
                return None
            spec = self.graph.layer(sources[0])
        read, steps = entering(spec, self.data, raw[None])[0], self.steps(layer)
        if len(read) != steps:
            return None
        return read.reshape(steps, -1)[::-1 if turned else 1]
