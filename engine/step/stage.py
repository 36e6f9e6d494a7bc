"""What a stage of a training step is: which numbers it makes, how, and which of the engine's probes say them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, NamedTuple

import numpy as np

from engine.graph import Graph
from engine.losses import LOSSES
from engine.naming import Naming
from engine.probes import Examples, NextStep, Probe, Reading
from engine.probes.weights import Weights

Readings = Mapping[Probe, Reading]


class Sight(NamedTuple):
    """Whose numbers are seen: those of one example by itself, or of number `row` of the next minibatch."""

    examples: Examples
    row: int = 0

    def weights(self, name: str, *patch: tuple[int, int]) -> Weights:
        """Weights as the step reads them."""
        return Weights(name, patch, self.examples if isinstance(self.examples, NextStep) else None)


class Column(NamedTuple):
    """Numbers (n,) of a stage under their `symbol`, as plain text."""

    symbol: str
    values: np.ndarray


class Worked(NamedTuple):
    """How one number comes about: the rule in `symbols` and with the `numbers` in it, both LaTeX; its `value` as the
    engine has it, and what is summed up in it: `terms` of factors each. `numbers` has several lines for several rules.
    """

    symbols: tuple[str, ...]
    numbers: tuple[str, ...]
    value: float
    terms: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Stage:
    """Base of all stages of a step on `graph`, at `layer`.

    `probes` are what it asks for, more where a number is `chosen` by its place; out of their readings come `columns`,
    the number of rows `total` before it was cut, and for a chosen number how it is `worked` out. With `by_layer`
    symbols carry the number of their layer, and the rule for all numbers of it at once stands first.
    """

    graph: Graph
    layer: str
    by_layer: bool = field(default=False, kw_only=True)
    phase: ClassVar[str]

    @property
    def subject(self) -> str:
        """What it is about: the layer, or its array of weights."""
        return self.layer

    def probes(self, sight: Sight, chosen: int | None = None) -> tuple[Probe, ...]:
        raise NotImplementedError

    def columns(self, readings: Readings, sight: Sight) -> tuple[Column, ...]:
        raise NotImplementedError

    def total(self, readings: Readings, sight: Sight) -> int:
        """How many rows there are, of which the columns may be the first."""
        return readings[self.probes(sight)[0]].total

    def name_of(self, place: int) -> str:
        """What the number at a place is called: "3", or "2 → 1" for the weight from 2 to 1; all count from 1."""
        return str(place + 1)

    def worked(self, readings: Readings, sight: Sight, chosen: int) -> Worked | None:
        raise NotImplementedError

    @cached_property
    def naming(self) -> Naming:
        """What values are called."""
        return Naming(self.graph)

    def letter(self, letter: str, index: str = "", layer: str = "") -> str:
        """A value of this layer, or of another one, as LaTeX: a_{3}, or a^{(2)}_{3}."""
        if self.by_layer:
            return self.naming.latex(letter, layer or self.layer, index)
        return letter + (rf"_{{{index}}}" if index else "")

    def sources(self) -> tuple[str, ...]:
        """The layers that it reads."""
        return self.graph.inputs_of(self.layer)

    def consumers(self) -> tuple[str, ...]:
        """The layers that read it."""
        return tuple(link.target for link in self.graph.links if link.source == self.layer)


def loss_under(graph: Graph, name: str) -> str | None:
    """The head that computes its loss under the softmax which layer `name` is, so that nothing comes back through that
    layer; None for other layers."""
    behind = [link.target for link in graph.links if link.source == name]
    if graph.layer(name).kind != "softmax" or len(behind) != 1 or graph.layer(behind[0]).kind != "output":
        return None
    return behind[0] if LOSSES[graph.layer(behind[0]).settings["loss"]].link_function == "softmax" else None
