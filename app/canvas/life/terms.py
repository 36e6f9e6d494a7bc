"""What reaches a unit: w·a of each input, the largest first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app import theme
from app.canvas.life.scale import rounded
from app.numbers import grouped, number

ROW, WORDS = 18, 0.55
"""Pixels of a row, and the share of the width that its words take."""


class Terms(QWidget):
    """Bars on one scale, as many as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._terms: tuple[tuple[int, float, float], ...] = ()
        self._count, self._source, self.limit = 0, "", 0.0
        self.setMinimumHeight(3 * ROW)

    def show_terms(self, terms: Sequence[Sequence[float]], source: str) -> None:
        """Factors (w, a) for each unit of layer `source`; what is one number alone is the bias."""
        pairs = [(place, *term) for place, term in enumerate(terms) if len(term) == 2]
        self._terms = tuple(sorted(pairs, key=lambda term: -abs(term[1] * term[2])))
        self._count, self._source = len(pairs), source
        self.limit = rounded(float(np.max([abs(w * a) for _, w, a in self._terms], initial=0.0)))
        self.setAccessibleDescription("\n".join(self.lines()))
        self.update()

    def lines(self) -> list[str]:
        """What is written, row by row."""
        return [self.tr("unit {unit}: {weight} · {activation}").format(
            unit=unit + 1, weight=number(w), activation=number(a)) for unit, w, a in self._shown()]

    def bars(self) -> list[float]:
        """The lengths of the bars, in numbers."""
        return [w * a for _, w, a in self._shown()]

    def _shown(self) -> tuple[tuple[int, float, float], ...]:
        return self._terms[:max(1, self.height() // ROW - 1)]

    def paintEvent(self, _: QPaintEvent) -> None:
        tokens, shown = theme.current(), self._shown()
        with QPainter(self) as painter:
            words = self.width() * WORDS
            middle, half = words + (self.width() - words) / 2, (self.width() - words) / 2 - 4
            for row, (line, length) in enumerate(zip(self.lines(), self.bars(), strict=True)):
                painter.setPen(QColor(tokens.text))
                place = QRectF(0, row * ROW, words - 6, ROW)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, painter.fontMetrics().elidedText(
                    line, Qt.TextElideMode.ElideRight, int(place.width())))
                share = length / (self.limit or 1.0) * half
                painter.fillRect(QRectF(min(middle, middle + share), row * ROW + 4, abs(share), ROW - 8),
                                 QColor(tokens.positive if length >= 0 else tokens.negative))
            painter.setPen(QColor(tokens.muted))
            painter.drawLine(round(middle), 0, round(middle), len(shown) * ROW)
            painter.drawText(QRectF(0, len(shown) * ROW, self.width(), ROW), Qt.AlignmentFlag.AlignVCenter, self.tr(
                "{shown} of the {total} units of {source}, the largest w·a").format(
                shown=len(shown), total=grouped(self._count), source=self._source))
