"""What the units of a layer say of the example in hand: bars of a few, swatches of many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor

from app import theme
from app.canvas.life.drawn import Bar, Drawn, Sheet
from app.canvas.life.face import GAP, LEGEND, NARROW, WIDE, Face, Readings
from app.canvas.life.grid import Grid, fitted
from app.canvas.life.scale import Ruler
from app.canvas.life.subject import Subject
from app.numbers import number
from app.widgets.signed_image import signed_image, sizes
from engine.graph import LayerSpec
from engine.probes import Probe
from engine.probes.window import ActivationWindow

MOST_BARS, MOST_SWATCHES = 16, 1_024
BAR, SWATCH = 13.0, 18.0


class _Units(Face):
    """Of layers that give a number for each unit."""

    @property
    def main(self) -> Probe:
        return ActivationWindow(self.layer, self.subject.examples, MOST_SWATCHES)

    def shown(self) -> int:
        return min(self.shape[0], MOST_SWATCHES)

    def spans(self, readings: Readings) -> np.ndarray:
        reading = readings[self.main]
        own = sizes(reading.first[:1], 0)
        return own if len(own) == self.shape[0] else np.append(own, np.abs(reading.limits).max())

    def say(self, point: QPointF, readings: Readings, size: QSizeF) -> str:
        unit = self.grid(size).at(point)
        return "" if unit is None else self.say_unit(unit, QCoreApplication.translate(
            "Life", "{value} for the example in hand").format(
                value=number(float(readings[self.main].first[0, unit]))), readings)


@dataclass(frozen=True, eq=False)
class Bars(_Units):
    """A bar for each unit, from a zero in the middle."""

    @classmethod
    def of(cls, spec: LayerSpec, shape: tuple[int, ...], subject: Subject) -> Face | None:
        return cls(spec, shape, subject) if len(shape) == 1 and shape[0] <= MOST_BARS else None

    def size(self, room: float) -> QSizeF:
        wanted = self.shape[0] * (BAR + GAP)
        return QSizeF(NARROW, min(wanted, max(room - LEGEND, 16.0)) + LEGEND)

    def grid(self, size: QSizeF) -> Grid:
        pitch = (size.height() - LEGEND) / self.shape[0]
        return Grid(self.shape[0], 1, size.width(), pitch * 0.78, pitch * 0.22)

    def draw(self, readings: Readings, size: QSizeF, ruler: Ruler) -> Drawn:
        grid, values = self.grid(size), readings[self.main].first[0]
        shares = np.clip(np.nan_to_num(values / ruler.divisors(len(values))), -1.0, 1.0)
        tokens, middle, bars = theme.current(), size.width() / 2, []
        for unit, share in enumerate(shares.tolist()):
            cell, length = grid.cell(unit), abs(share) * size.width() / 2
            left = middle if share >= 0 else middle - length
            bars.append(Bar(QRectF(left, cell.top(), length, cell.height()),
                            QColor(tokens.positive if share >= 0 else tokens.negative)))
        axis = (QPointF(middle, 0.0), QPointF(middle, grid.bottom))
        return Drawn(bars=tuple(bars), axes=(axis,), marks=self.marks(readings, grid),
                     legends=(self.legend(size, ruler),))


@dataclass(frozen=True, eq=False)
class Swatches(_Units):
    """A square for each unit, row by row."""

    @classmethod
    def of(cls, spec: LayerSpec, shape: tuple[int, ...], subject: Subject) -> Face | None:
        return cls(spec, shape, subject) if len(shape) == 1 else None

    def _notes(self) -> float:
        return LEGEND * (2 if self.shape[0] > MOST_SWATCHES else 1)

    def size(self, room: float) -> QSizeF:
        wanted = fitted(self.shown(), 1.0, WIDE, 110.0, 0.0, SWATCH).bottom + GAP
        return QSizeF(WIDE, min(wanted, max(room - self._notes(), 16.0)) + self._notes())

    def grid(self, size: QSizeF) -> Grid:
        return fitted(self.shown(), 1.0, size.width(), size.height() - self._notes() - GAP, 0.0, SWATCH)

    def draw(self, readings: Readings, size: QSizeF, ruler: Ruler) -> Drawn:
        grid, values = self.grid(size), readings[self.main].first[0]
        shares = values / ruler.divisors(len(values))
        return Drawn(_rows(shares, grid), marks=self.marks(readings, grid),
                     legends=(self.legend(size, ruler), *self.note(size, self.shown(), self.shape[0])))


def _rows(shares: np.ndarray, grid: Grid) -> tuple[Sheet, ...]:
    """One picture of all whole rows, and one of the rest."""
    full = len(shares) // grid.columns
    sheets = []
    if full:
        image = signed_image(shares[:full * grid.columns].reshape(full, grid.columns), 1.0)
        place = grid.cell(0).united(grid.cell(full * grid.columns - 1))
        sheets.append(Sheet(place, image, QRectF(image.rect())))
    rest = shares[full * grid.columns:]
    if len(rest):
        image = signed_image(rest[None], 1.0)
        place = grid.cell(full * grid.columns).united(grid.cell(len(shares) - 1))
        sheets.append(Sheet(place, image, QRectF(image.rect())))
    return tuple(sheets)
