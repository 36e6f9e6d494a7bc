"""A map of words by their two principal components, and a sentence on it as a sum, arrow after arrow."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.numbers import grouped
from app.theme import Theme, current
from app.widgets.arrows import draw_arrow
from app.widgets.plot import Plot

DOT, NEAR = 4, 14
"""Pixels across a dot, and between the mouse and the word that it means."""
WRITTEN = 300
"""Of the most frequent words these may be written; the others are dots."""


class WordMap(Plot):
    """`chosen(place)` when a word is clicked. Words are written, the chosen ones first, then the frequent ones, where
    there is room; every other one is a dot, which says its name when the mouse is on it."""

    chosen = Signal(int)

    def __init__(self) -> None:
        self.places, self.words, self.counts = np.empty((0, 2)), (), np.empty(0, int)
        self.marked: tuple[int, ...] = ()
        self.way, self.way_words = np.empty((0, 2)), ()
        self.hovered = -1
        self._dots = pg.ScatterPlotItem(pxMode=True, size=DOT, pen=None)
        self._room = pg.PlotCurveItem(pen=None)  # so that the way is in sight
        super().__init__()
        self.setMinimumSize(280, 220)
        self.item.addItem(self._dots)
        self.item.addItem(self._room)
        self.name_axes(self.tr("first component"), self.tr("second component"))
        self.item.vb.setAspectLocked(True)
        self.item.vb.sigRangeChanged.connect(lambda *_: self.viewport().update())
        self.pointed.connect(self._hover)
        self.scene().sigMouseClicked.connect(self._click)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._dots.setBrush(pg.mkBrush(theme.faint))
        self.viewport().update()

    def show_words(self, places: np.ndarray, words: tuple[str, ...], counts: np.ndarray,
                   shares: np.ndarray | None) -> None:
        """Words at places (v, 2), the most frequent first, with how often they are there, and the shares of the
        variance that lie along the axes (2,), None where axes mean nothing."""
        self.places, self.words, self.counts = places, words, counts
        self.hovered = self.hovered if self.hovered < len(words) else -1
        self._dots.setData(places[:, 0], places[:, 1])
        if shares is None:
            self.name_axes(self.tr("t-SNE: neither axes nor distances mean anything"), "")
        else:
            self.name_axes(self.tr("first component: {share} of the variance").format(share=f"{shares[0]:.1%}"),
                           self.tr("second component: {share}").format(share=f"{shares[1]:.1%}"))
        self.viewport().update()

    def mark(self, words: tuple[int, ...]) -> None:
        """Those that stand out, the first one most."""
        self.marked = words
        self.viewport().update()

    def show_way(self, way: np.ndarray, words: tuple[str, ...]) -> None:
        """A sum at places (n + 1, 2), from zero, of n words; nothing where it is empty."""
        self.way, self.way_words = way, words
        self._room.setData(way[:, 0], way[:, 1])
        self.viewport().update()

    def word_at(self, position: QPointF) -> int:
        """The word that a place of the scene means; −1 where there is none."""
        if not len(self.places) or not self.item.vb.sceneBoundingRect().contains(position):
            return -1
        apart = np.hypot(*(self._in_scene(self.places) - [position.x(), position.y()]).T)
        nearest = int(apart.argmin())
        return nearest if apart[nearest] <= NEAR else -1

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        super().drawForeground(painter, rect)
        theme, inside = current(), self.item.vb.sceneBoundingRect()
        ends = self._in_scene(self.way) if len(self.way) else np.empty((0, 2))
        named = self._names_of_steps(ends)
        labels = self._labels(inside, [box for box, _ in named])
        painter.save()
        painter.setClipRect(inside)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box, text, colour, font in labels:
            painter.setFont(font)
            painter.setPen(QColor(getattr(theme, colour)))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.setPen(QPen(QColor(theme.positive), 2))
        for begin, end in pairwise(ends):
            draw_arrow(painter, QPointF(*begin), QPointF(*end))
        painter.setPen(QColor(theme.positive))
        painter.setFont(self.font())
        for box, word in named:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        painter.restore()

    def _names_of_steps(self, ends: np.ndarray) -> list[tuple[QRectF, str]]:
        """Where the words of a sum whose steps end there are written: none over another, those of long steps first."""
        metrics = QFontMetricsF(self.font())
        found: list[tuple[QRectF, str]] = []
        for step in np.argsort(-np.hypot(*np.diff(ends, axis=0).T), kind="stable"):
            word = self.way_words[step]
            corner = (ends[step] + ends[step + 1]) / 2 + [5, -5 - metrics.height()]
            box = QRectF(*corner, metrics.horizontalAdvance(word) + 4, metrics.height())
            if not any(box.intersects(other) for other, _ in found):
                found.append((box, word))
        return found

    def _labels(self, inside: QRectF, taken: list[QRectF]) -> list[tuple[QRectF, str, str, QFont]]:
        """What is written where, in which colour and font, without one over the other or over what is `taken`."""
        found: list[tuple[QRectF, str, str, QFont]] = []
        if not len(self.places):
            return found
        plain, bold = self.font(), QFont(self.font())
        bold.setBold(True)
        first = [self.hovered] if self.hovered >= 0 else []
        marked = set(self.marked)
        order = dict.fromkeys([*first, *self.marked, *range(min(WRITTEN, len(self.words)))])
        scene = self._in_scene(self.places)
        taken = list(taken)
        for place in order:
            x, y = scene[place]
            if not inside.contains(x, y):
                continue
            font = bold if place in first or place in self.marked[:1] else plain
            text = self.words[place]
            if place in first:
                text = self.tr("{word}, {count} times").format(word=text, count=grouped(int(self.counts[place])))
            metrics = QFontMetricsF(font)
            width, height = metrics.horizontalAdvance(text) + 4, metrics.height()
            box = QRectF(min(max(x - width / 2, inside.left()), inside.right() - width), y - height - 1, width, height)
            if any(box.intersects(other) for other in taken):
                continue
            taken.append(box)
            found.append((box, text, "accent" if place in marked or place in first else "text", font))
        return found

    def _in_scene(self, places: np.ndarray) -> np.ndarray:
        """Places (n, 2) of the plot as those of the scene, in pixels."""
        vb = self.item.vb
        (left, right), (low, high) = vb.viewRange()
        box = vb.sceneBoundingRect()
        return np.stack([box.left() + (places[:, 0] - left) / (right - left) * box.width(),
                         box.bottom() - (places[:, 1] - low) / (high - low) * box.height()], axis=1)

    def _hover(self, position: QPointF | None) -> None:
        place = -1 if position is None else self.word_at(position)
        if place != self.hovered:
            self.hovered = place
            self.viewport().update()

    def _click(self, event) -> None:
        place = self.word_at(event.scenePos())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.chosen.emit(place)
