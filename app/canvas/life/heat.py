"""Sequences and other tables: one row a unit, time from left to right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF

from app.canvas.life.drawn import Drawn
from app.canvas.life.face import GAP, LEGEND, WIDE, Face, Readings, tile_sheets
from app.canvas.life.grid import Grid
from app.canvas.life.scale import Ruler
from app.canvas.life.subject import Subject
from app.numbers import number
from app.widgets.signed_image import sizes
from engine.graph import LayerSpec
from engine.probes import Probe
from engine.probes.window import ActivationWindow

MOST_UNITS, LONGEST = 64, 128
ROW, HIGHEST = 8.0, 130.0


@dataclass(frozen=True, eq=False)
class Heat(Face):
    """A heat map of units over time."""

    @classmethod
    def of(cls, spec: LayerSpec, shape: tuple[int, ...], subject: Subject) -> Face | None:
        return cls(spec, shape, subject) if len(shape) == 2 else None

    @property
    def main(self) -> Probe:
        return ActivationWindow(self.layer, self.subject.examples, MOST_UNITS, LONGEST)

    @property
    def _some(self) -> bool:
        return self.shape[1] > MOST_UNITS or self.shape[0] > LONGEST

    def shown(self) -> int:
        return min(self.shape[1], MOST_UNITS)

    def size(self, room: float) -> QSizeF:
        notes = LEGEND * (1 + self._some)
        wanted = max(24.0, min(self.shown() * ROW, HIGHEST)) + GAP
        return QSizeF(WIDE, min(wanted, max(room - notes, 16.0)) + notes)

    def grid(self, size: QSizeF) -> Grid:
        height = size.height() - LEGEND * (1 + self._some) - GAP
        return Grid(self.shown(), 1, size.width(), height / self.shown(), 0.0)

    def spans(self, readings: Readings) -> np.ndarray:
        reading = readings[self.main]
        own = sizes(reading.first[0], 0)
        return np.append(own, np.abs(reading.limits).max()) if self._some else own

    def draw(self, readings: Readings, size: QSizeF, ruler: Ruler) -> Drawn:
        grid, table = self.grid(size), readings[self.main].first[0].T
        table = table / ruler.divisors(len(table))[:, None]
        place = Grid(1, 1, size.width(), grid.bottom, 0.0)
        notes = ()
        if self._some:
            notes = (self.line(size, QCoreApplication.translate("Life", "{units} of {all} units, {steps} of {long} "
                                                                "steps").format(
                units=self.shown(), all=number(self.shape[1]), steps=table.shape[1], long=number(self.shape[0]))),)
        return Drawn(tile_sheets(table[None], place, Ruler(1.0)), marks=self.marks(readings, self._edge(grid)),
                     legends=(self.legend(size, ruler), *notes))

    def _edge(self, grid: Grid) -> Grid:
        """Where rows are marked: at their beginnings."""
        side = min(grid.height, 10.0)
        return Grid(grid.count, 1, side, side, grid.height - side)

    def say(self, point: QPointF, readings: Readings, size: QSizeF) -> str:
        grid = self.grid(size)
        unit = grid.at(point)
        if unit is None:
            return ""
        values = readings[self.main].first[0, :, unit]
        cell: QRectF = grid.cell(unit)
        step = min(len(values) - 1, int((point.x() - cell.left()) / cell.width() * len(values)))
        return self.say_unit(unit, QCoreApplication.translate("Life", "{value} at step {step}").format(
            value=number(float(values[step])), step=step + 1), readings)
