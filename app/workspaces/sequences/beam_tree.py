"""A beam search as a tree: the rows that were kept at each step, and the log-probability of each up to there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.numbers import number
from app.plain import tooltip
from app.theme import current, theme_bus
from engine.probes.beams import NEVER

EDGE = 6


class BeamTree(QWidget):
    """Columns are steps, rows the `width` of the beam, the likeliest first; the row that wins has the accent."""

    def __init__(self) -> None:
        super().__init__()
        self.symbols, self.parents = np.empty((0, 0), int), np.empty((0, 0), int)
        self.scores = np.empty((0, 0))
        self.alphabet: tuple[str, ...] = ()
        self.end = 0
        self._best: frozenset[tuple[int, int]] = frozenset()
        self.setAccessibleName(self.tr("Beam search"))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(260, 110)
        theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(760, 170)

    def show_tree(self, symbols: np.ndarray, parents: np.ndarray, scores: np.ndarray, alphabet: Sequence[str],
                  end: int) -> None:
        """What was kept, (width, steps) each, in an alphabet with an `end`."""
        self.symbols, self.parents, self.scores = symbols, parents, scores
        self.alphabet, self.end = tuple(alphabet), end
        best, row = set(), int(np.argmax(scores[:, -1])) if scores.size else 0
        for step in reversed(range(symbols.shape[1] if scores.size else 0)):
            best.add((row, step))
            row = int(parents[row, step])
        self._best = frozenset(best)
        self.update()

    def is_there(self, row: int, step: int) -> bool:
        """Whether a row was kept at a step, and was not over before."""
        if self.scores[row, step] <= NEVER:
            return False
        return step == 0 or self.symbols[self.parents[row, step], step - 1] != self.end

    def path(self, row: int, step: int) -> str:
        """All symbols up to there."""
        found = []
        while step >= 0:
            found.append(self.alphabet[self.symbols[row, step]])
            row, step = int(self.parents[row, step]), step - 1
        return "".join(reversed(found))

    def says(self, row: int, step: int) -> str:
        """What is known of a node."""
        return self.tr("“{text}”: log-probability {score}").format(
            text=self.path(row, step), score=number(float(f"{self.scores[row, step]:.4g}")))

    def spot(self, row: int, step: int) -> QRectF:
        """Where a node is drawn."""
        width, steps = self.symbols.shape
        wide, high = (self.width() - 2 * EDGE) / max(1, steps), (self.height() - 2 * EDGE) / max(1, width)
        return QRectF(EDGE + step * wide, EDGE + row * high, wide, high)

    def paintEvent(self, _: QPaintEvent) -> None:
        if not self.symbols.size:
            return
        theme, (width, steps) = current(), self.symbols.shape
        nodes = [(row, step) for row in range(width) for step in range(steps) if self.is_there(row, step)]
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for row, step in nodes:
                if step:
                    start = self.spot(int(self.parents[row, step]), step - 1).center() + QPointF(9, 0)
                    won = (row, step) in self._best
                    painter.setPen(QPen(QColor(theme.accent if won else theme.muted), 1.6 if won else 0.8))
                    painter.drawLine(start, self.spot(row, step).center() - QPointF(9, 0))
            font = painter.font()
            small = font.pointSizeF() * 0.8
            for row, step in nodes:
                spot = self.spot(row, step)
                painter.setPen(QColor(theme.accent if (row, step) in self._best else theme.text))
                painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, self.alphabet[self.symbols[row, step]])
                if spot.height() >= 30 and spot.width() >= 34:
                    usual = painter.font()
                    font.setPointSizeF(small)
                    painter.setFont(font)
                    painter.setPen(QColor(theme.muted))
                    painter.drawText(spot.adjusted(0, spot.height() / 2 + 6, 0, 8), Qt.AlignmentFlag.AlignHCenter,
                                     f"{self.scores[row, step]:.2f}".replace("-", "−"))
                    painter.setFont(usual)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            width, steps = self.symbols.shape
            for row in range(width):
                for step in range(steps):
                    if self.spot(row, step).contains(QPointF(event.pos())) and self.is_there(row, step):
                        QToolTip.showText(event.globalPos(), tooltip(self.says(row, step)), self)
            return True
        return super().event(event)

    def _restyle(self, *_: object) -> None:
        self.update()
