"""The image that enters, in its own colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF

from app.canvas.life.drawn import Drawn, Sheet
from app.canvas.life.face import GAP, LEGEND, WIDE, Face, Readings
from app.canvas.life.grid import Grid, fitted
from app.canvas.life.scale import Ruler
from app.canvas.life.subject import Subject
from app.numbers import number
from app.widgets.signed_image import grey_pixels, image_of
from engine.data.images import image_shape
from engine.graph import LayerSpec
from engine.probes import Probe
from engine.probes.activations import Activations

SIDE = 120.0


@dataclass(frozen=True, eq=False)
class Image(Face):
    """Black and white are the least and the largest number of all examples."""

    is_signed = False

    @classmethod
    def of(cls, spec: LayerSpec, shape: tuple[int, ...], subject: Subject) -> Face | None:
        whole = spec.layer.reads_data and spec.kind == "input" and not spec.settings["columns"]
        seen = image_shape(subject.data, int(np.prod(shape))) if whole else None
        return cls(spec, shape, subject) if seen else None

    @property
    def main(self) -> Probe:
        return Activations(self.layer, self.subject.examples)

    @cached_property
    def _seen(self) -> tuple[int, ...]:
        return image_shape(self.subject.data, int(np.prod(self.shape)))

    @property
    def _range(self) -> tuple[float, float]:
        return float(self.subject.data.raw_range.min()), float(self.subject.data.raw_range.max())

    def size(self, room: float) -> QSizeF:
        return QSizeF(WIDE, min(SIDE + GAP, max(room - LEGEND, 24.0)) + LEGEND)

    def _place(self, size: QSizeF) -> Grid:
        height, width = self._seen[:2]
        return fitted(1, width / height, size.width(), size.height() - LEGEND - GAP, 0.0, WIDE)

    def pixels(self, readings: Readings) -> np.ndarray:
        """What the network was given (height, width, channels), in its own units again."""
        row = readings[self.main].first[0].astype(np.float64).reshape(-1)
        return self.subject.data.input_scaling.undo(row).reshape(self._seen)

    def draw(self, readings: Readings, size: QSizeF, ruler: Ruler) -> Drawn:
        image = image_of(grey_pixels(self.pixels(readings), *self._range))
        low, high = map(number, self._range)
        text = QCoreApplication.translate("Life", "black {low}, white {high}").format(low=low, high=high)
        return Drawn((Sheet(self._place(size).cell(0), image, QRectF(image.rect())),),
                     legends=(self.line(size, text, 1),))

    def say(self, point: QPointF, readings: Readings, size: QSizeF) -> str:
        cell = self._place(size).cell(0)
        if not cell.contains(point):
            return ""
        rows, columns, _ = self._seen
        row = min(rows - 1, int((point.y() - cell.top()) / cell.height() * rows))
        column = min(columns - 1, int((point.x() - cell.left()) / cell.width() * columns))
        values = ", ".join(number(float(f"{value:.4g}")) for value in self.pixels(readings)[row, column])
        return QCoreApplication.translate("Life", "{layer}: {value} in row {row}, column {column}").format(
            layer=self.layer, value=values, row=row + 1, column=column + 1)
