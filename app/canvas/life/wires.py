"""What goes along a link, one number for each weight: lines, a picture of all of them, or the largest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app import theme
from app.canvas.life.scale import rounded
from app.canvas.life.spot import WeightSpot
from app.canvas.life.subject import Subject
from app.canvas.segments import nearest_segment
from app.numbers import grouped, number
from app.widgets.signed_image import limit_of, signed_image, signed_pixels
from engine.graph import Link
from engine.probes import Examples, OfPart, Probe, Reading
from engine.probes.link_numbers import LinkNumbers, Measure

Kind = Literal["lines", "matrix", "largest"]
Stroke = tuple[QPen, list[QLineF]]

MOST_LINES, LONGEST_SIDE, SHOWN, LARGEST = 300, 128, 40, 1_000_000
"""Weights that are lines each; rows and columns of a picture; lines where there are more; and weights beyond which
none is looked for."""
STEPS = 16
"""Widths that lines can have."""
THIN, THICK = 0.5, 5.0
SYMBOLS: Mapping[Measure, str] = MappingProxyType(
    {"weight": "w", "flow": "w·a", "gradient": "∂J/∂w", "update": "Δw"})


@dataclass(frozen=True)
class Wires:
    """What goes along `link`: by `measure` for each weight of the array `name` (inputs, outputs), as lines, as a
    picture or the largest of them. A flow is that of the example in hand, a gradient that of training `examples`."""

    link: Link
    name: str
    shape: tuple[int, int]
    kind: Kind
    measure: Measure = "weight"
    examples: Examples | None = None

    @classmethod
    def of(cls, link: Link, subject: Subject, measure: Measure = "weight") -> Wires | None:
        """That of a link whose target has a weight between each unit of the source and each of its own."""
        graph = subject.graph
        if graph.layer(link.target).kind != "dense":
            return None
        name = f"{graph.owner_of(link.target)}/kernel"
        shape, units = subject.weights.get(name), subject.shapes.get(link.source)
        if shape is None or units is None or len(units) != 1 or units[0] != shape[0] or np.prod(shape) > LARGEST:
            return None
        count = shape[0] * shape[1]
        kind = "lines" if count <= MOST_LINES else "matrix" if max(shape) <= LONGEST_SIDE else "largest"
        asked = {"flow": subject.examples, "gradient": subject.judged}
        return cls(link, name, shape, kind, measure, asked.get(measure))

    @property
    def probe(self) -> Probe:
        return LinkNumbers(self.name, self.measure, self.link.source, self.examples,
                           SHOWN if self.kind == "largest" else 0)

    @property
    def title(self) -> str:
        """What is shown, and of how many examples where it is an average."""
        many = isinstance(self.examples, OfPart) and self.examples.most
        return SYMBOLS[self.measure] + (f"\nn = {self.examples.most}" if many else "")

    def spot(self, source: int, target: int) -> WeightSpot:
        """The weight between two units."""
        return WeightSpot(self.name, self.link.source, source, self.link.target, target)

    def span(self, reading: Reading) -> float:
        """The largest size of a number."""
        return limit_of(np.array(reading.limits))

    def drawn(self, reading: Reading, limit: float) -> WiresDrawn:
        """How the numbers look on a scale that ends at `limit`."""
        numbers = reading.first
        if self.kind == "matrix":
            return WiresDrawn(self, limit, numbers, image=signed_image(numbers, limit))
        places = reading["places"] if self.kind == "largest" else np.arange(numbers.size)
        sources, targets = np.divmod(places, self.shape[1])
        return WiresDrawn(self, limit, numbers.ravel(), np.stack([sources, targets], axis=1))


@dataclass(frozen=True, eq=False)
class WiresDrawn:
    """Numbers (k,) with the units that they connect (k, 2), from 0; or all (inputs, outputs) as an `image`."""

    wires: Wires
    limit: float
    numbers: np.ndarray
    ends: np.ndarray = field(default_factory=lambda: np.empty((0, 2), np.int64))
    image: QImage | None = None

    @property
    def text(self) -> str:
        """The scale, and how many there are where some are left out."""
        scale = f"{self.wires.title}\n±{number(self.limit)}"
        if self.wires.kind != "largest":
            return scale
        count = QCoreApplication.translate("Life", "{shown} of\n{total}").format(
            shown=len(self.numbers), total=grouped(self.wires.shape[0] * self.wires.shape[1]))
        return f"{scale}\n{count}"

    def strokes(self, starts: np.ndarray, stops: np.ndarray) -> list[Stroke]:
        """Lines from `starts` (inputs, 2) to `stops` (outputs, 2), thin ones first: as wide as their numbers are large,
        in STEPS widths, in the colours of the scale."""
        shares = np.nan_to_num(self.numbers / (self.limit or 1.0))
        steps = np.clip(np.ceil(np.abs(shares) * STEPS), 1, STEPS).astype(int) * np.where(shares < 0, -1, 1)
        lines = np.concatenate([starts[self.ends[:, 0]], stops[self.ends[:, 1]]], axis=1)
        used = np.array(sorted(set(steps.tolist()), key=abs))
        colours = signed_pixels(used / STEPS, 1.0).tolist()
        return [(QPen(QColor.fromRgb(colour), THIN + (THICK - THIN) * abs(step) / STEPS),
                 [QLineF(*line) for line in lines[steps == step].tolist()])
                for step, colour in zip(used.tolist(), colours, strict=True)]

    def place_at(self, point: QPointF, starts: np.ndarray, stops: np.ndarray, place: QRectF,
                 reach: float) -> tuple[int, int] | None:
        """The units that the weight at a point connects, `reach` from its line at most."""
        if self.image is not None:
            if not place.contains(point):
                return None
            rows, columns = self.wires.shape
            return (min(rows - 1, int((point.y() - place.top()) / place.height() * rows)),
                    min(columns - 1, int((point.x() - place.left()) / place.width() * columns)))
        nearest = nearest_segment(point, starts[self.ends[:, 0]], stops[self.ends[:, 1]], reach)
        if nearest is None:
            return None
        source, target = self.ends[nearest].tolist()
        return source, target

    def say(self, spot: WeightSpot) -> str:
        """A weight with its number, in words."""
        if self.image is not None:
            value = float(self.numbers[spot.place])
        else:
            value = float(self.numbers[(self.ends == spot.place).all(axis=1)][0])
        return QCoreApplication.translate("Life", "{source}, unit {from_unit} → {target}, unit {to_unit}\n"
                                          "{symbol} = {value}").format(
            source=spot.source_layer, from_unit=spot.source + 1, target=spot.layer, to_unit=spot.target + 1,
            symbol=SYMBOLS[self.wires.measure], value=number(value))


def facts_in_words(measure: Measure, facts: Reading | None = None, change: Reading | None = None) -> str:
    """Value, gradient and last change of a weight, a line each, as far as they are known and are not what its link
    shows anyway."""
    lines: dict[Measure, str] = {}
    if facts is not None and not facts.error:
        lines["weight"] = f"{SYMBOLS['weight']} = {number(float(facts['value']))}"
        lines["gradient"] = QCoreApplication.translate("Life", "{symbol} = {value}, over {count} examples").format(
            symbol=SYMBOLS["gradient"], value=number(float(facts["gradient"])),
            count=grouped(facts.probe.examples.most))
    if change is not None and not change.error:
        lines["update"] = QCoreApplication.translate("Life", "{symbol} = {value} by the last step").format(
            symbol=SYMBOLS["update"], value=number(float(change.first)))
    return "\n".join(line for shown, line in lines.items() if shown != measure)


def limits(spans: dict[Link, float], choice: str) -> dict[Link, float]:
    """Where the scale of each link ends: of all of them together for "network", else each for itself."""
    if choice == "network":
        return dict.fromkeys(spans, rounded(max(spans.values(), default=0.0)))
    return {link: rounded(span) for link, span in spans.items()}


def paint_matrix(painter: QPainter, image: QImage, place: QRectF) -> None:
    """The picture of all weights, framed."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(place, image)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.current().strong_border), 0))
    painter.drawRect(place)
