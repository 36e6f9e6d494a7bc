"""What the colours of the decision surface mean."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.numbers import typeset
from app.theme import Theme, current, theme_bus
from app.widgets.in_words import part_in_words
from app.widgets.plot import class_colours
from app.widgets.predictions.paint import Scale, field_colours
from engine.data import Data

MOST_NAMED = 10
BAR = 90


class Legend(QWidget):
    """A colour bar with its two ends, or one dot per class; then filled for training, ringed for test."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: Data | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_bus.changed.connect(self._restyle)

    def set_data(self, data: Data) -> None:
        self._data = data
        self.setFixedHeight(self.fontMetrics().height() + 8)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        if self._data is None:
            return
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current()
        painter.setPen(QColor(theme.muted))
        x = self._classes(painter, theme) if self._data.task == "multiclass" else self._bar(painter, theme)
        x += 14
        for part in ("train", "test"):
            self._dot(painter, x, QColor(theme.muted), theme, filled=part == "train")
            x = self._write(painter, x + 10, part_in_words(part)) + 10

    def _bar(self, painter: QPainter, theme: Theme) -> float:
        data = self._data
        low, high, ends = 0.0, 1.0, data.class_names
        if data.task == "regression":
            scale = Scale.of(data)
            low, high, ends = scale.low, scale.high, tuple(typeset(f"{end:.3g}") for end in (scale.low, scale.high))
        x = self._write(painter, 2, ends[0]) + 5
        row = np.ascontiguousarray(field_colours(np.linspace(low, high, BAR)[:, None], data, theme))
        image = QImage(row.data, BAR, 1, 4 * BAR, QImage.Format.Format_RGBA8888)
        painter.drawImage(QRectF(x, self.height() / 2 - 4, BAR, 8), image)
        return self._write(painter, x + BAR + 5, ends[1])

    def _classes(self, painter: QPainter, theme: Theme) -> float:
        names, x = self._data.class_names, 2.0
        for name, colour in zip(names[:MOST_NAMED], class_colours(theme, len(names)), strict=False):
            self._dot(painter, x, colour, theme, filled=True)
            x = self._write(painter, x + 10, name) + 8
        return x if len(names) <= MOST_NAMED else self._write(painter, x, "…")

    def _dot(self, painter: QPainter, x: float, colour: QColor, theme: Theme, *, filled: bool) -> None:
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen if filled else QPen(colour, 2))
        painter.setBrush(colour if filled else QColor(theme.surface))
        painter.drawEllipse(QPointF(x + 4, self.height() / 2), 3.5, 3.5)
        painter.restore()

    def _write(self, painter: QPainter, x: float, text: str) -> float:
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        return x + width

    def _restyle(self, _: Theme) -> None:
        self.update()
