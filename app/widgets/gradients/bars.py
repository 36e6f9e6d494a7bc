"""Bars on a logarithmic scale, one for each layer from the inputs down."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.numbers import typeset
from app.theme import Theme, current, theme_bus
from app.widgets.gradients.depth import depth_colours

TALLEST = 22
THINNEST = 3
FEWEST_DECADES = 3
MOST_LABELS = 5
WIDEST_NAME = 110
GAP = 6


class DepthBars(QWidget):
    """Painted: norms change many times a second and must not lay the window out. Names and numbers stand beside as many
    bars as there is room for. `keep` outlines the norms of now behind those to come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._frozen: frozenset[str] = frozenset()
        self._norms = np.empty(0)
        self._kept = np.empty(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(150, 60)
        self.setToolTip(self.tr("The norm of the gradient in each layer, from the inputs down to the outputs, on a "
                                "logarithmic scale"))
        self.setAccessibleName(self.toolTip())
        theme_bus.changed.connect(self._restyle)

    @property
    def norms(self) -> np.ndarray:
        """What is drawn (layers,)."""
        return self._norms

    @property
    def kept(self) -> np.ndarray:
        """What is outlined (layers,), empty for nothing."""
        return self._kept

    def show_norms(self, names: Sequence[str], norms: np.ndarray, frozen: frozenset[str] = frozenset()) -> None:
        """Draw `norms` (layers,), NaN where none is known; the `frozen` layers among `names` have none."""
        self._names, self._norms, self._frozen = tuple(names), norms, frozen
        self.update()

    def keep(self, on: bool) -> None:
        self._kept = self._norms if on else np.empty(0)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 160)

    def decades(self) -> tuple[int, int]:
        """The powers of ten between which all bars end."""
        shown = np.concatenate([self._norms, self._kept])
        shown = shown[np.isfinite(shown) & (shown > 0)]
        if not len(shown):
            return -FEWEST_DECADES, 0
        high = math.ceil(math.log10(shown.max()) + 1e-9)
        # The smallest is a bar too, of a third of a decade at least.
        return min(math.floor(math.log10(shown.min()) - 0.33), high - FEWEST_DECADES), high

    def paintEvent(self, _: QPaintEvent) -> None:
        if not self._names:
            return
        with QPainter(self) as painter:
            self._paint(painter, current())

    def _paint(self, painter: QPainter, theme: Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = QFont(self.font())
        small.setPointSizeF(0.85 * small.pointSizeF())
        small.setFeature(QFont.Tag("tnum"), 1)
        painter.setFont(small)
        metrics = QFontMetrics(small)
        line = metrics.height()
        height = min(TALLEST, max(THINNEST, (self.height() - line - 4) / len(self._names)))
        every = max(1, math.ceil(line * 0.9 / height))
        names = min(WIDEST_NAME, 1 + max(map(metrics.horizontalAdvance, self._names)))  # their widths are rounded
        numbers = max(map(metrics.horizontalAdvance, ("0.0e-00", self.tr("frozen"))))
        track = QRectF(names + GAP, 0, max(10, self.width() - names - numbers - 2 * GAP), height * len(self._names))
        self._paint_scale(painter, theme, metrics, track)
        for place, (name, norm, colour) in enumerate(zip(
                self._names, self._norms, depth_colours(theme, len(self._names)), strict=True)):
            top = place * height
            inner = QRectF(track.left(), top + 0.15 * height, track.width(), 0.7 * height)
            painter.fillRect(self._bar(inner, norm), QColor(colour))
            if place < len(self._kept):
                painter.setPen(QPen(QColor(theme.text), 1.2))
                painter.drawRect(self._bar(inner, self._kept[place]))
            if place % every == 0:
                painter.setPen(QColor(theme.text))
                row = QRectF(0, round(top + height / 2 - line / 2), names, line)
                painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextDontClip,
                                 metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, names))
                painter.setPen(QColor(theme.muted))
                painter.drawText(QRectF(track.right() + GAP, row.top(), numbers, line), Qt.AlignmentFlag.AlignLeft,
                                 self._number(name, norm))

    def _number(self, name: str, norm: float) -> str:
        if name in self._frozen:
            return self.tr("frozen")
        if not math.isfinite(norm):
            return "–"
        return typeset(f"{norm:.2g}" if norm == 0 or 0.01 <= norm < 100 else f"{norm:.1e}")

    def _bar(self, track: QRectF, norm: float) -> QRectF:
        """From the left end of `track` to the norm; empty for none and for zero."""
        low, high = self.decades()
        share = (math.log10(norm) - low) / (high - low) if math.isfinite(norm) and norm > 0 else 0.0
        return QRectF(track.left(), track.top(), track.width() * share, track.height())

    def _paint_scale(self, painter: QPainter, theme: Theme, metrics: QFontMetrics, track: QRectF) -> None:
        """A line for each power of ten, and as many numbers as have room."""
        low, high = self.decades()
        step = math.ceil((high - low) / MOST_LABELS)
        for power in range(low, high + 1):
            if (high - power) % step:
                continue
            x = track.left() + track.width() * (power - low) / (high - low)
            painter.setPen(QPen(QColor(theme.border)))
            painter.drawLine(round(x), 0, round(x), round(track.bottom()))
            painter.setPen(QColor(theme.muted))
            text = typeset(f"1e{power}" if abs(power) > 2 else f"{10.0 ** power:g}")
            width = metrics.horizontalAdvance(text)
            painter.drawText(QRectF(x - width / 2, track.bottom() + 2, width + 2, metrics.height()),
                             Qt.AlignmentFlag.AlignLeft, text)

    def _restyle(self, _: Theme) -> None:
        self.update()
