"""What drawing a network as vectors and as numbers have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from PySide6.QtCore import QRectF

from app.canvas.computation.arrangement import arranged
from app.canvas.scales.picture import Part
from app.canvas.wording import subtitle
from app.widgets.signed_image import limit_of
from engine.graph import Graph, LayerSpec
from engine.layers import Shape
from engine.layout import Entry, ParameterLayout
from engine.naming import Naming
from engine.probes import Examples, Probe, Reading
from engine.probes.step import Forward

Readings = Mapping[Probe, Reading]
ASIDE, BELOW = 90.0, 34.0
"""The room between two columns, and between what stands below each other."""


class Scale:
    """A drawing of `graph` with the numbers of one example. With `names_values` its nodes are values, and layers are
    functions between them; else its nodes are layers. `first` is where the window onto a layer begins, by layer."""

    def __init__(self, graph: Graph, examples: Examples, *, names_values: bool, first: Mapping[str, int]) -> None:
        self.graph, self.examples, self.names_values, self.first = graph, examples, names_values, first
        self.naming, self.order = Naming(graph), graph.order()
        self.shapes: Mapping[str, Shape] = graph.infer()

    # For subclasses

    def asked(self) -> Sequence[Probe]:
        raise NotImplementedError

    def size_of(self, spec: LayerSpec) -> tuple[float, float]:
        """How much room the node of a layer takes."""
        raise NotImplementedError

    def parts(self, readings: Readings) -> Sequence[Part]:
        """The drawing."""
        raise NotImplementedError

    def caption(self) -> tuple[str, str]:
        """What the drawing shows, in short and with what it leaves out."""
        raise NotImplementedError

    # For both

    @cached_property
    def probes(self) -> tuple[Probe, ...]:
        """All that is asked."""
        return tuple(dict.fromkeys(self.asked()))

    @cached_property
    def rects(self) -> Mapping[str, QRectF]:
        """Where the node of each layer stands: in columns from left to right."""
        reads = {place: tuple(dict.fromkeys(map(self._place, self.graph.inputs_of(spec.name))))
                 for place, spec in enumerate(self.order)}
        places, sizes = arranged(reads), [self.size_of(spec) for spec in self.order]
        columns = sorted({column for column, _ in places.values()})
        found, left = {}, 0.0
        for column in columns:
            inside = sorted((place for place in places if places[place][0] == column), key=lambda p: places[p][1])
            width = max(sizes[place][0] for place in inside)
            top = -(sum(sizes[place][1] + BELOW for place in inside) - BELOW) / 2
            for place in inside:
                own, height = sizes[place]
                found[self.order[place].name] = QRectF(left + (width - own) / 2, top, own, height)
                top += height + BELOW
            left += width + ASIDE
        return found

    @cached_property
    def layout(self) -> ParameterLayout:
        return ParameterLayout(self.graph)

    def _place(self, layer: str) -> int:
        return next(place for place, spec in enumerate(self.order) if spec.name == layer)

    def forward(self, layer: str) -> Forward:
        """What a layer computes."""
        return Forward(layer, self.examples)

    def weights_of(self, layer: str) -> tuple[Entry, ...]:
        """The arrays that a layer computes with, its own or those of another that it shares."""
        owner = self.graph.owner_of(layer)
        return tuple(self.layout[f"{owner}/{parameter.role}"] for parameter in self.graph.parameters_of(layer))

    def value_limit(self, readings: Readings) -> float:
        """The largest size of a number in what layers compute: the end of the scale of all values."""
        known = [readings[probe] for probe in map(self.forward, self.shapes) if probe in readings]
        return limit_of(*(array for reading in known if not reading.error for array in reading.arrays.values()))

    def symbol_of(self, entry: Entry) -> str:
        """W¹ and b¹; other arrays by their names."""
        role = entry.name.split("/")[1]
        return {"kernel": "W", "bias": "b"}.get(role, f"{role} ") + self.naming.number(entry.layer)

    def title_of(self, spec: LayerSpec) -> str:
        """What stands at the top of a node."""
        return f"{self.naming.plain(spec.name)} · {spec.name}" if self.names_values else spec.name

    def function_of(self, spec: LayerSpec) -> str:
        """The function that a layer is."""
        return subtitle(spec)


def limit_of_all(kind: type[Probe], probes: Sequence[Probe], readings: Readings) -> float:
    """The largest size of a number in all answers to a kind of probe: the end of the scale that they share."""
    known = [readings[probe] for probe in probes if isinstance(probe, kind) and probe in readings]
    return max((float(np.abs(reading.limits).max()) for reading in known if not reading.error), default=0.0)
