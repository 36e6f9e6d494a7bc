"""Rows of letters or words that enter: the symbols themselves, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QSizeF

from app.canvas.life.drawn import Drawn, Line
from app.canvas.life.face import GAP, LEGEND, WIDE, Face, Readings
from app.canvas.life.grid import Grid
from app.canvas.life.scale import Ruler
from app.canvas.life.subject import Subject
from app.numbers import number
from engine.graph import LayerSpec
from engine.probes import Probe
from engine.probes.activations import Activations

LETTERS, WORDS = 10, 2
"""Symbols beside each other: of one or two characters, and longer ones."""
ROW, MOST_ROWS = 19.0, 6


@dataclass(frozen=True, eq=False)
class Symbols(Face):
    """The last ones where there are many: what the network says follows on them."""

    is_signed = False

    @classmethod
    def of(cls, spec: LayerSpec, shape: tuple[int, ...], subject: Subject) -> Face | None:
        enters = spec.layer.reads_data and spec.kind == "input" and subject.data.symbols and len(shape) == 1
        return cls(spec, shape, subject) if enters else None

    @property
    def main(self) -> Probe:
        return Activations(self.layer, self.subject.examples)

    @property
    def _columns(self) -> int:
        return LETTERS if max(map(len, self.subject.data.symbols)) <= 2 else WORDS

    def shown(self) -> int:
        return min(self.shape[0], MOST_ROWS * self._columns)

    @property
    def _are_some(self) -> bool:
        return self.shown() < self.shape[0]

    def size(self, room: float) -> QSizeF:
        return QSizeF(WIDE, self._cells(WIDE).bottom + GAP + LEGEND * self._are_some)

    def grid(self, size: QSizeF) -> Grid:
        return self._cells(size.width())

    def _cells(self, width: float) -> Grid:
        gap = GAP / 2
        return Grid(self.shown(), self._columns, (width + gap) / self._columns - gap, ROW, gap)

    def unit_at(self, point: QPointF, size: QSizeF) -> int | None:
        place = self.grid(size).at(point)
        return None if place is None else self._first + place

    @property
    def _first(self) -> int:
        return self.shape[0] - self.shown()

    def read(self, readings: Readings) -> Sequence[str]:
        """The symbols that the network was given, "?" where a number is none."""
        alphabet = self.subject.data.symbols
        return [alphabet[place] if 0 <= place < len(alphabet) else "?"
                for place in np.nan_to_num(readings[self.main].first[0], nan=-1.0).ravel().astype(int).tolist()]

    def draw(self, readings: Readings, size: QSizeF, ruler: Ruler) -> Drawn:
        grid, symbols = self.grid(size), self.read(readings)[self._first:]
        lines = tuple(Line(grid.cell(place), symbol, strong=True) for place, symbol in enumerate(symbols))
        note = QCoreApplication.translate("Life", "the last {shown} of {total}").format(
            shown=number(self.shown()), total=number(self.shape[0]))
        return Drawn(lines=lines, legends=(self.line(size, note, 1),) if self._are_some else ())

    def say(self, point: QPointF, readings: Readings, size: QSizeF) -> str:
        unit = self.unit_at(point, size)
        if unit is None:
            return ""
        place = int(np.nan_to_num(readings[self.main].first[0]).ravel()[unit])
        words = QCoreApplication.translate("Life", "{layer}, step {step}: {symbol}, number {number} in the alphabet")
        return words.format(layer=self.layer, step=unit + 1, symbol=self.read(readings)[unit], number=number(place))
