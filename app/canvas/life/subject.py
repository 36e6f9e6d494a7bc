"""Whose life is shown: the network, its data, and the example in hand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF

from app.document.edits import weights_of
from app.nomenclature import nomenclature
from engine.data import Data
from engine.errors import LaderaError
from engine.example import Example
from engine.graph import Graph
from engine.layers import Shape
from engine.naming import Naming
from engine.probes import Examples, OfPart, OnPlane
from engine.training.feeds import head_data

SIDES = (24, 48)
"""Points along each axis of a tile: while a training runs, and once it rests."""
COUNTED = (64, 512)
"""Training examples over which dead units are looked for and gradients averaged: while a training runs, and once it
rests."""
JUDGED = 2_000
"""The numbers that all layers give of one example, up to which units are judged while a training runs."""
MARGIN = 0.08
"""How much of the plane is seen around the examples, as a share of their range."""


@dataclass(frozen=True, eq=False)
class Subject:
    """`running` says that a training goes on, which is then asked for less."""

    graph: Graph
    data: Data
    example: Example
    running: bool

    @cached_property
    def shapes(self) -> Mapping[str, Shape]:
        """What each layer gives of one example, where that is known."""
        return self.graph.partial_shapes()

    @cached_property
    def naming(self) -> Naming:
        """What values are called where they are nodes."""
        return Naming(self.graph)

    def unit_in_words(self, layer: str, unit: int) -> str:
        """A unit, from 0: a neuron of its layer, or a number of a value."""
        if nomenclature.names_values:
            return QCoreApplication.translate("Life", "{value}, number {unit} ({layer})").format(
                value=self.naming.plain(layer), unit=unit + 1, layer=layer)
        return QCoreApplication.translate("Life", "{layer}, unit {unit}").format(layer=layer, unit=unit + 1)

    @cached_property
    def weights(self) -> Mapping[str, tuple[int, ...]]:
        """The shapes of the arrays of weights by name, of a drawing with a circle none."""
        return dict(weights_of(self.graph) or ())

    @cached_property
    def heads(self) -> Mapping[str, Data]:
        """What each output learns, where the data have it."""
        try:
            return head_data(self.graph, self.data)
        except LaderaError:
            return {}

    @property
    def examples(self) -> Examples:
        """The example in hand, for probes."""
        return self.example.examples

    @property
    def judged(self) -> OfPart:
        """Training examples over which gradients are averaged."""
        return OfPart(most=min(COUNTED[0] if self.running else COUNTED[1], len(self.data.train)))

    @cached_property
    def many(self) -> OfPart | None:
        """Training examples over which units are judged; None where that would hold up a training."""
        if not self.running:
            return OfPart(most=COUNTED[1])
        size = sum(math.prod(shape) for shape in self.shapes.values())
        return OfPart(most=COUNTED[0]) if size <= JUDGED else None

    @cached_property
    def plane(self) -> OnPlane | None:
        """The plane of the inputs, where there are two."""
        if len(self.data.raw_names) != 2:
            return None
        low, high = self._corners
        return OnPlane(SIDES[0] if self.running else SIDES[1], tuple(low.tolist()), tuple(high.tolist()))

    @cached_property
    def _corners(self) -> tuple[np.ndarray, np.ndarray]:
        low, high = self.data.raw_range.T
        margin = MARGIN * np.where(high > low, high - low, 1.0)
        return low - margin, high + margin

    def on_tile(self) -> QPointF:
        """Where the example in hand lies on a tile over the plane, as shares of its sides, from above."""
        low, high = self._corners
        x, y = np.clip((self.example.raw(self.data) - low) / (high - low), 0.0, 1.0)
        return QPointF(float(x), 1.0 - float(y))
