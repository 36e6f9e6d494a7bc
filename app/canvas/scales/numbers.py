"""A network as single numbers: units, or values, with a line for each weight; of large layers a window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF
from PySide6.QtGui import QColor

from app.canvas.scales.picture import Dot, Frame, Part, Text, Turn, Wire
from app.canvas.scales.scale import Readings, Scale, limit_of_all
from app.numbers import grouped, number
from app.widgets.signed_image import signed_pixels
from engine.graph import LayerSpec
from engine.probes import Probe
from engine.probes.step import MOST
from engine.probes.weights import Weights

SEEN = 12
"""Numbers of a layer that are seen at once."""
SIDE, PITCH, PADDING, HEAD, TURN, NAME, BETWEEN = 46.0, 52.0, 12.0, 42.0, 18.0, 30.0, 76.0
THIN, THICK = 0.6, 3.6
_BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Numbers(Scale):
    """A circle for each unit with what it gives; where values are nodes, boxes for z and for a, with f between them."""

    def asked(self) -> Iterator[Probe]:
        for spec in self.order:
            yield self.forward(spec.name)
            yield from (probe for _, probe in self.kernels(spec.name))

    def window(self, layer: str) -> tuple[int, int]:
        """The numbers of a layer that are seen, in the order of memory: from, to."""
        count = min(self.count(layer), MOST)
        first = max(0, min(self.first.get(layer, 0), count - SEEN))
        return first, min(count, first + SEEN)

    def count(self, layer: str) -> int:
        return int(np.prod(self.shapes[layer]))

    def kernels(self, layer: str) -> Iterator[tuple[str, Weights]]:
        """The layer that a dense one reads number by number, and the weights between both windows."""
        spec = self.graph.layer(layer)
        if spec.kind != "dense" or len(self.shapes[layer]) != 1:
            return
        (source,), name = self.graph.inputs_of(layer), f"{self.graph.owner_of(layer)}/kernel"
        yield source, Weights(name, (self.window(source), self.window(layer)))

    def has_z(self, spec: LayerSpec) -> bool:
        """Whether z and a are two numbers."""
        return spec.layer.ends_in(spec.settings) not in ("", "identity")

    # The drawing

    def size_of(self, spec: LayerSpec) -> tuple[float, float]:
        first, last = self.window(spec.name)
        turns = 2 * TURN if last - first < self.count(spec.name) else 0.0
        both = BETWEEN + SIDE if self.names_values and self.has_z(spec) else 0.0
        return max(118.0, 2 * PADDING + NAME + SIDE + both), HEAD + turns + (last - first) * PITCH + PADDING

    def parts(self, readings: Readings) -> Sequence[Part]:
        weights, values = self.limits(readings)
        found: list[Part] = [Frame(self.rects[spec.name], spec.layer.category) for spec in self.order]
        for spec in self.order:
            found += self._wires(spec, readings, weights)
        for spec in self.order:
            found += self._node(spec, readings, values)
        return found

    def limits(self, readings: Readings) -> tuple[float, float]:
        """The ends of the two scales: of all weights, and of all values."""
        return limit_of_all(Weights, self.probes, readings), self.value_limit(readings)

    def place_of(self, layer: str, unit: int, *, entering: bool = False) -> QRectF:
        """Where a number is drawn; `entering` where weights lead to it."""
        rect, (first, last) = self.rects[layer], self.window(layer)
        turned = TURN if last - first < self.count(layer) else 0.0
        spec = self.graph.layer(layer)
        both = self.names_values and self.has_z(spec)
        left = rect.left() + PADDING + NAME if entering or not both else rect.right() - PADDING - SIDE
        return QRectF(left, rect.top() + HEAD + turned + (unit - first) * PITCH, SIDE, PITCH - 6)

    def name_of(self, letter: str, layer: str, unit: int) -> str:
        """z¹₃ where values have names, else 3."""
        below = str(unit + 1).translate(_BELOW)
        if not self.names_values:
            return str(unit + 1)
        kind = self.graph.layer(layer).kind
        letter = {"input": "x", "output": "ŷ"}.get(kind, letter)
        return f"{letter}{self.naming.number(layer)}{below}"

    def _node(self, spec: LayerSpec, readings: Readings, limit: float) -> Iterator[Part]:
        layer, rect, (first, last) = spec.name, self.rects[spec.name], self.window(spec.name)
        count = self.count(layer)
        head = rect.adjusted(PADDING, 5, -6, 0)
        yield Text(QRectF(head.left(), head.top(), head.width(), 18), self.title_of(spec), size=14)
        shown = QCoreApplication.translate("Scales", "{first}–{last} of {count}").format(
            first=grouped(first + 1), last=grouped(last), count=grouped(count)) if last - first < count else ""
        yield Text(QRectF(head.left(), head.top() + 18, head.width(), 16), shown or self.function_of(spec), size=11,
                   muted=True)
        if first > 0:
            yield Turn(QRectF(rect.left(), rect.top() + HEAD, rect.width(), TURN), layer, -SEEN)
        if last < min(count, MOST):
            yield Turn(QRectF(rect.left(), rect.bottom() - PADDING / 2 - TURN, rect.width(), TURN), layer, SEEN)
        reading = readings.get(self.forward(layer))
        if reading is None or reading.error:
            return
        a, z = reading["a"][first:last], reading.arrays.get("z", reading["a"])[first:last]
        both = self.names_values and self.has_z(spec)
        for place in range(last - first):
            unit = first + place
            given = self.place_of(layer, unit)
            tip = self._tip(spec, unit, float(z[place]), float(a[place]))
            name = QRectF(given.left() - NAME, given.top(), NAME - 3, given.height())
            if both:
                entering = self.place_of(layer, unit, entering=True)
                yield self._dot(entering, float(z[place]), limit, tip, layer, unit)
                yield Text(entering.translated(-NAME, 0).adjusted(0, 0, NAME - SIDE - 3, 0),
                           self.name_of("z", layer, unit), "right", 11)
                yield Wire(QLineF(QPointF(entering.right(), entering.center().y()),
                                  QPointF(given.left() - NAME, given.center().y())), arrow=True)
                yield Text(QRectF(entering.right(), entering.top() - 2, BETWEEN - NAME, 16), "f", "middle", 11,
                           muted=True)
            yield self._dot(given, float(a[place]), limit, tip, layer, unit)
            yield Text(name, self.name_of("a", layer, unit), "right", 11)

    def _dot(self, rect: QRectF, value: float, limit: float, tip: str, layer: str, unit: int) -> Dot:
        colour = QColor(int(signed_pixels(np.array([value]), limit)[0]))
        return Dot(rect, number(value), colour, tip, (layer, (unit,)), self.names_values)

    def _tip(self, spec: LayerSpec, unit: int, z: float, a: float) -> str:
        name = self.name_of("a", spec.name, unit)
        head = f"{name} ({spec.name})" if self.names_values else QCoreApplication.translate(
            "Life", "{layer}, unit {unit}").format(layer=spec.name, unit=name)
        return "\n".join([head, *([f"z = {number(z)}"] if self.has_z(spec) else []), f"a = {number(a)}"])

    def _wires(self, spec: LayerSpec, readings: Readings, limit: float) -> Iterator[Wire]:
        dense = dict(self.kernels(spec.name))
        for source in self.graph.inputs_of(spec.name):
            if source not in dense:
                start, end = self.rects[source], self.rects[spec.name]
                yield Wire(QLineF(QPointF(start.right(), start.center().y()), QPointF(end.left(), end.center().y())),
                           arrow=True)
                continue
            reading = readings.get(dense[source])
            if reading is None or reading.error:
                continue
            (from_, _), (to, _) = self.window(source), self.window(spec.name)
            pixels = signed_pixels(reading.first, limit)
            for (row, column), weight in np.ndenumerate(reading.first):
                start = self.place_of(source, from_ + row)
                end = self.place_of(spec.name, to + column, entering=True)
                line = QLineF(QPointF(start.right(), start.center().y()),
                              QPointF(end.left() - (NAME if self.names_values else 0.0), end.center().y()))
                share = abs(float(weight)) / limit if limit else 0.0
                tip = f"w {from_ + row + 1} → {to + column + 1}: {number(float(weight))}"
                yield Wire(line, QColor(int(pixels[row, column])), THIN + (THICK - THIN) * share, tip,
                           (dense[source].name, (from_ + row, to + column)))

    def caption(self) -> tuple[str, str]:
        """What the drawing shows, in short and with what it leaves out."""
        windowed = any(self.count(spec.name) > SEEN for spec in self.order)
        lines = [QCoreApplication.translate(
            "Scales", "Each line is a weight, by size and sign; only dense layers have one between every two numbers.")]
        if windowed:
            lines.append(QCoreApplication.translate(
                "Scales", "Of large layers {seen} numbers are seen; ▲ and ▼ show others, up to number {most}.").format(
                    seen=SEEN, most=grouped(MOST)))
        return QCoreApplication.translate("Scales", "A line for each weight"), " ".join(lines)
