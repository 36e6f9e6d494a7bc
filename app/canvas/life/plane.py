"""Each unit over the plane of the two inputs: the example in hand as a ring on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QSizeF

from app.canvas.life.drawn import Drawn
from app.canvas.life.face import GAP, LEGEND, NARROW, WIDE, Face, Readings, tile_sheets
from app.canvas.life.grid import Grid, fitted
from app.canvas.life.scale import Ruler
from app.canvas.life.subject import Subject
from app.numbers import number, typeset
from app.widgets.signed_image import sizes
from engine.graph import LayerSpec
from engine.probes import Probe
from engine.probes.activations import UnitMaps
from engine.probes.window import ActivationWindow

IN_A_COLUMN = 10
"""Units that stand below each other, each beside the ends of its links."""
MOST = 64
LARGE, SMALL = 76.0, 46.0


@dataclass(frozen=True, eq=False)
class PlaneTiles(Face):
    """A tile for each unit, y upwards."""

    @classmethod
    def of(cls, spec: LayerSpec, shape: tuple[int, ...], subject: Subject) -> Face | None:
        return cls(spec, shape, subject) if len(shape) == 1 and subject.plane else None

    @property
    def main(self) -> Probe:
        return UnitMaps(self.layer, self.subject.plane, MOST)

    @property
    def here(self) -> ActivationWindow:
        return ActivationWindow(self.layer, self.subject.examples, MOST)

    @property
    def others(self) -> tuple[Probe, ...]:
        return (self.here,)

    def shown(self) -> int:
        return min(self.shape[0], MOST)

    def _columns(self) -> bool:
        return self.shape[0] <= IN_A_COLUMN

    def size(self, room: float) -> QSizeF:
        notes = LEGEND * (2 if self.shape[0] > MOST else 1)
        width = NARROW if self._columns() else WIDE
        if self._columns():
            side = LARGE if self.shape[0] <= 3 else SMALL
            wanted = self.shown() * (side + GAP)
        else:
            wanted = fitted(self.shown(), 1.0, width, 9_999.0, GAP, 40.0).bottom + GAP
        return QSizeF(width, min(wanted, max(room - notes, 16.0)) + notes)

    def grid(self, size: QSizeF) -> Grid | None:
        notes = LEGEND * (2 if self.shape[0] > MOST else 1)
        count, height = self.shown(), size.height() - notes - GAP
        if not self._columns():
            return fitted(count, 1.0, size.width(), height, GAP, 40.0)
        side = min(LARGE if self.shape[0] <= 3 else SMALL, (height + GAP) / count - GAP)
        return Grid(count, 1, side, side, GAP, (size.width() - side) / 2)

    def spans(self, readings: Readings) -> np.ndarray:
        reading = readings[self.main]
        own = sizes(reading.first, (1, 2))
        here = readings.get(self.here)
        if here is not None and not here.error:  # one that was made by hand may lie beyond the plane
            own = np.maximum(own, sizes(here.first[:1], 0))
        return own if self.shape[0] <= MOST else np.append(own, np.abs(reading.limits).max())

    def draw(self, readings: Readings, size: QSizeF, ruler: Ruler) -> Drawn:
        grid = self.grid(size)
        sheets = tile_sheets(readings[self.main].first[:, ::-1], grid, ruler)
        ring = self.subject.on_tile()
        rings = tuple(QPointF(cell.left() + ring.x() * cell.width(), cell.top() + ring.y() * cell.height())
                      for cell in map(grid.cell, range(grid.count)))
        return Drawn(sheets, marks=self.marks(readings, grid), rings=rings,
                     legends=(self.legend(size, ruler), *self.note(size, self.shown(), self.shape[0])))

    def say(self, point: QPointF, readings: Readings, size: QSizeF) -> str:
        grid = self.grid(size)
        unit = grid.at(point)
        if unit is None:
            return ""
        cell, plane, tile = grid.cell(unit), self.subject.plane, readings[self.main].first[unit]
        shares = ((point.x() - cell.left()) / cell.width(), 1.0 - (point.y() - cell.top()) / cell.height())
        column, row = (min(plane.side - 1, max(0, round(share * (plane.side - 1)))) for share in shares)
        x, y = (low + share * (high - low) for low, high, share in zip(
            plane.low, plane.high, (column / (plane.side - 1), row / (plane.side - 1)), strict=True))
        words = QCoreApplication.translate("Life", "{value} at ({x}, {y})").format(
            value=number(float(tile[row, column])), x=typeset(f"{x:.3g}"), y=typeset(f"{y:.3g}"))
        here = readings.get(self.here)
        if here is not None and not here.error:
            words += "\n" + QCoreApplication.translate("Life", "{value} for the example in hand").format(
                value=number(float(here.first[0, unit])))
        return self.say_unit(unit, words, readings)
