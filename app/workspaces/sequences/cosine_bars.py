"""Words by their cosine: a bar for the mean over seeds, and a line for how much they differ."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.numbers import number
from app.theme import Theme, current, theme_bus
from engine.sequences.word_space import Ranking

ROW, LEAST, BAR, NAME, SIDE, CAP = 22, 15, 8, 0.28, 86, 3
"""Pixels along a row, and where there is little room, and across a bar; the share of the width for names; pixels for
numbers, and of half a cap of a line."""


class CosineBars(QWidget):
    """`rows` of words, with mean, standard deviation between the seeds, and with how many seeds it came first, of
    `seeds`. The scale goes from 0 to 1, or from −1 where a line goes below 0; its ends are written."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most
        self.rows: list[tuple[str, float, float, int]] = []
        self.seeds = 1
        self.setMinimumSize(230, (most + 1) * LEAST)
        theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(300, (self.most + 1) * ROW)

    def show_ranking(self, ranking: Ranking | None, words: tuple[str, ...], seeds: int) -> None:
        """What is found among `words`; nothing for None."""
        self.rows = [] if ranking is None else [
            (words[word], float(mean), float(spread), int(first)) for word, mean, spread, first in zip(
                ranking.words, ranking.means, ranking.spread, ranking.firsts, strict=True)]
        self.seeds = seeds
        self.setAccessibleDescription("; ".join(f"{word}: {number(round(mean, 3))} ± {number(round(spread, 3))}"
                                                for word, mean, spread, _ in self.rows))
        self.update()

    def _restyle(self, _: Theme) -> None:
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if not self.rows:
                return
            theme = current()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            low = -1.0 if any(mean - spread < 0 for _, mean, spread, _ in self.rows) else 0.0
            left, width = self.width() * NAME, max(10.0, self.width() * (1 - NAME) - SIDE)
            height = min(ROW, self.height() / (len(self.rows) + 1))

            def at(value: float) -> float:
                return left + (min(max(value, low), 1.0) - low) / (1 - low) * width

            painter.setPen(QColor(theme.border))
            painter.drawLine(QLineF(at(0), 0, at(0), height * len(self.rows)))
            for place, (word, mean, spread, first) in enumerate(self.rows):
                y = (place + 0.5) * height
                self._draw_row(painter, QRectF(0, place * height, left - 8, height), word)
                painter.fillRect(QRectF(QRectF(at(0), y - BAR / 2, at(mean) - at(0), BAR)).normalized(),
                                 QColor(theme.accent))
                painter.setPen(QPen(QColor(theme.text), 1.4))
                ends = at(mean - spread), at(mean + spread)
                if self.seeds > 1:
                    painter.drawLine(QLineF(ends[0], y, ends[1], y))
                    for end in ends:
                        painter.drawLine(QLineF(end, y - CAP, end, y + CAP))
                painter.setPen(QColor(theme.muted))
                painter.drawText(QRectF(left + width + 8, place * height, SIDE - 8, height),
                                 Qt.AlignmentFlag.AlignVCenter, f"{number(round(mean, 2))}  {first}/{self.seeds}")
            painter.setPen(QColor(theme.muted))
            for value in {low, 0.0, 1.0}:
                painter.drawText(QRectF(at(value) - 20, height * len(self.rows), 40, height),
                                 Qt.AlignmentFlag.AlignCenter, number(value))

    def _draw_row(self, painter: QPainter, box: QRectF, word: str) -> None:
        painter.setPen(QColor(current().text))
        text = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
