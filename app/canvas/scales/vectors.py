"""A network as vectors: what each layer gives and its weights as blocks, drawn to proportion, with their shapes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF

from app.canvas.scales.picture import Block, Frame, Part, Text, Wire
from app.canvas.scales.scale import Readings, Scale, limit_of_all
from app.numbers import grouped, number
from app.widgets.signed_image import signed_image
from engine.graph import LayerSpec
from engine.layers import shape_text
from engine.layout import Entry
from engine.probes import Probe
from engine.probes.weights import Weights
from engine.probes.window import ActivationWindow

LARGEST, THINNEST, MOST_UNIT = 400.0, 10.0, 14.0
"""Pixels of the longest side of a block, of the thinnest, and of a number at most."""
SYMBOL, SHAPE, HEAD, GAP, PADDING = 34.0, 78.0, 42.0, 9.0, 12.0
MOST_SIDE = 128
"""Rows and columns of an array whose numbers are shown."""
SHEETS = 4


class _Shown(NamedTuple):
    """Numbers of an array as a plane (rows, columns), the sizes of the axes `along` which its rows go, and of the whole
    array how many there are and between which `limits`."""

    plane: np.ndarray
    along: tuple[int, ...]
    total: int
    limits: tuple[float, float]


class Vectors(Scale):
    """Blocks for W, b, Z and A of every layer."""

    def asked(self) -> Iterator[Probe]:
        for spec in self.order:
            yield self.given(spec.name)
            yield self.forward(spec.name)
            yield from map(self.weights, self.weights_of(spec.name))

    def given(self, layer: str) -> ActivationWindow:
        """The numbers of A that are shown: of an image its first map."""
        shape = self.shapes[layer]
        return ActivationWindow(layer, self.examples, 1 if len(shape) == 3 else MOST_SIDE, MOST_SIDE)

    @staticmethod
    def weights(entry: Entry) -> Weights:
        """The numbers of an array that are shown: the first of each axis."""
        patch = tuple((0, min(size, MOST_SIDE)) for size in entry.shape)
        return Weights(entry.name, patch)

    # Sizes

    @cached_property
    def unit(self) -> float:
        """Pixels of a number, everywhere in the drawing."""
        sides = [side for spec in self.order for _, plane, _ in self.blocks(spec) for side in plane]
        return min(MOST_UNIT, LARGEST / max(sides))

    def blocks(self, spec: LayerSpec) -> list[tuple[str, tuple[int, int], tuple[int, ...]]]:
        """What stands in a node: a symbol, rows and columns, and the whole shape of each array."""
        naming, layer = self.naming, spec.name
        found = [(self.symbol_of(entry), _plane(entry.shape, weights=True), entry.shape)
                 for entry in self.weights_of(layer)]
        shape = self.shapes[layer]
        if spec.layer.ends_in(spec.settings) not in ("", "identity"):
            found.append((f"Z{naming.number(layer)}", _plane(shape), shape))
        return [*found, (naming.plain(layer), _plane(shape), shape)]

    def _size(self, plane: tuple[int, int]) -> tuple[float, float]:
        rows, columns = plane
        return max(THINNEST, columns * self.unit), max(THINNEST, rows * self.unit)

    def size_of(self, spec: LayerSpec) -> tuple[float, float]:
        blocks = self.blocks(spec)
        width = max(self._size(plane)[0] for _, plane, _ in blocks)
        height = sum(self._size(plane)[1] + GAP + self._sheets(shape) for _, plane, shape in blocks)
        return max(150.0, SYMBOL + width + SHAPE) + 2 * PADDING, HEAD + height + PADDING

    @staticmethod
    def _sheets(shape: tuple[int, ...]) -> float:
        return 3.0 * (min(shape[2], SHEETS) - 1) if len(shape) == 3 else 0.0

    # The drawing

    def parts(self, readings: Readings) -> Sequence[Part]:
        found: list[Part] = list(self._arrows())
        weights, values = self.limits(readings)
        for spec in self.order:
            rect = self.rects[spec.name]
            found.append(Frame(rect, spec.layer.category))
            head = rect.adjusted(PADDING, 5, -PADDING, 0)
            found.append(Text(QRectF(head.left(), head.top(), head.width(), 18), self.title_of(spec), size=14))
            if not (self.names_values and self.graph.inputs_of(spec.name)):
                found.append(Text(QRectF(head.left(), head.top() + 18, head.width(), 16), self.function_of(spec),
                                  size=11, muted=True))
            top = rect.top() + HEAD
            for (symbol, plane, shape), (shown, limit) in zip(
                    self.blocks(spec), self._shown(spec, readings, weights, values), strict=True):
                top += self._sheets(shape)
                width, height = self._size(plane)
                left = rect.left() + PADDING + SYMBOL
                place = QRectF(left, top, width, height)
                line = QRectF(rect.left() + PADDING, top + height / 2 - 9, SYMBOL - 4, 18)
                found.append(Text(line, symbol))
                behind = min(shape[2], SHEETS) - 1 if len(shape) == 3 else 0
                found.append(Text(QRectF(left + width + 8 + 3 * behind, line.top(), SHAPE, 18), shape_text(shape),
                                  size=11, muted=True))
                if shown is not None:
                    found.append(Block(place, signed_image(shown.plane, limit), symbol,
                                       _tip(symbol, shape, shown), shown.plane, shown.along, behind))
                top += height + GAP
        return found

    def limits(self, readings: Readings) -> tuple[float, float]:
        """The ends of the two scales: of all weights, and of all values."""
        return limit_of_all(Weights, self.probes, readings), max(
            self.value_limit(readings), limit_of_all(ActivationWindow, self.probes, readings))

    def _shown(self, spec: LayerSpec, readings: Readings, weights: float,
               values: float) -> Iterator[tuple[_Shown | None, float]]:
        """The numbers of each block, and where their scale ends."""
        for entry in self.weights_of(spec.name):
            yield self._array(readings, self.weights(entry)), weights
        shape, layer = self.shapes[spec.name], spec.name
        symbols = [symbol for symbol, *_ in self.blocks(spec)]
        if f"Z{self.naming.number(layer)}" in symbols[:-1]:
            yield self._preactivation(layer, shape, readings), values
        yield self._array(readings, self.given(layer)), values

    @staticmethod
    def _array(readings: Readings, probe: Probe) -> _Shown | None:
        reading = readings.get(probe)
        if reading is None or reading.error:
            return None
        is_weights = isinstance(probe, Weights)
        numbers = reading.first if is_weights else reading.first[0]
        along = numbers.shape[:-1] if is_weights else numbers.shape[:1] if numbers.ndim > 1 else ()
        return _Shown(_as_plane(numbers, weights=is_weights), along, reading.total, reading.limits)

    def _preactivation(self, layer: str, shape: tuple[int, ...], readings: Readings) -> _Shown | None:
        """Z, as far as it is told: whole rows, or of an image the first map."""
        reading = readings.get(self.forward(layer))
        if reading is None or reading.error or "z" not in reading.arrays:
            return None
        z = reading["z"]
        if len(shape) == 3:
            first = z[:len(z) // shape[2] * shape[2]].reshape(-1, shape[2])[:, 0]
            rows = len(first) // shape[1]
            shown = first[:rows * shape[1]].reshape(rows, shape[1])[:, :MOST_SIDE] if rows else first[None]
        else:
            columns = shape[-1]
            rows = max(1, len(z) // columns)
            shown = z[:rows * columns].reshape(rows, -1)[:MOST_SIDE, :MOST_SIDE]
        return _Shown(shown, shown.shape[:1] if len(shape) > 1 else (), math.prod(shape),
                      (float(z.min()), float(z.max())))

    def _arrows(self) -> Iterator[Part]:
        for link in self.graph.links:
            start, end = self.rects[link.source], self.rects[link.target]
            line = QLineF(QPointF(start.right(), start.center().y()), QPointF(end.left(), end.center().y()))
            yield Wire(line, arrow=True)
            if self.names_values:
                words = self.function_of(self.graph.layer(link.target)).split(" · ")
                for place, word in enumerate(words):
                    yield Text(QRectF(line.p2().x() - 86, line.center().y() + 4 + 14 * place, 82, 14), word, "middle",
                               11, muted=True)

    def caption(self) -> tuple[str, str]:
        """What the drawing shows, in short and with what it leaves out."""
        return QCoreApplication.translate("Scales", "1 number = {unit} px").format(
            unit=number(self.unit)), QCoreApplication.translate(
            "Scales", "One number is {unit} pixels wide and high, in every block; what would be thinner than "
            "{thinnest} pixels is drawn {thinnest} pixels thick. Of long arrays the first {most} rows and columns are "
            "coloured, of images the first map.").format(
                unit=number(self.unit), thinnest=number(THINNEST), most=MOST_SIDE)


def _plane(shape: tuple[int, ...], *, weights: bool = False) -> tuple[int, int]:
    """Rows and columns of an array: a vector is a row, an image (height, width), weights have a column for each of
    what they lead to."""
    if len(shape) < 2:
        return 1, math.prod(shape)
    return (math.prod(shape[:-1]), shape[-1]) if weights or len(shape) == 2 else (shape[0], shape[1])


def _as_plane(numbers: np.ndarray, *, weights: bool) -> np.ndarray:
    if numbers.ndim < 2:
        return numbers.reshape(1, -1)
    if weights or numbers.ndim == 2:
        return numbers.reshape(-1, numbers.shape[-1])
    return numbers[..., 0]


def _tip(symbol: str, shape: tuple[int, ...], shown: _Shown) -> str:
    low, high = shown.limits
    lines = [f"{symbol}: {shape_text(shape)}", QCoreApplication.translate(
        "Scales", "from {low} to {high}").format(low=number(low), high=number(high))]
    if shown.plane.size < shown.total:
        lines.append(QCoreApplication.translate("Scales", "{shown} of {total} numbers are coloured").format(
            shown=grouped(shown.plane.size), total=grouped(shown.total)))
    return "\n".join(lines)
