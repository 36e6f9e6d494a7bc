"""A number under its name."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.plain import tooltip
from app.theme import Theme, current, theme_bus

NOTHING = "–"


class Readout(QWidget):
    """Painted, not a label: a number that changes 25 times a second must not lay out the window each time.

    `widest` is the longest text that it has to hold, as far as one can tell; for a longer one it becomes wider.
    """

    def __init__(self, name: str, help: str, widest: str = "0.000e-00", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._widest, self._text = name, widest, NOTHING
        self.setToolTip(tooltip(help))
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme_bus.changed.connect(self._restyle)

    @property
    def text(self) -> str:
        return self._text

    @property
    def name(self) -> str:
        return self._name

    @property
    def shown_name(self) -> str:
        """The name as far as there is room for it; a screen reader has it whole."""
        return QFontMetrics(self._small()).elidedText(self._name, Qt.TextElideMode.ElideRight, self.width() - 10)

    def set_name(self, name: str) -> None:
        if name != self._name:
            self._name = name
            self.setAccessibleName(name)
            self.updateGeometry()
            self.update()

    def set_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            if len(text) > len(self._widest):
                self._widest = text
                self.updateGeometry()
            self.setAccessibleDescription(text)
            self.update()

    def sizeHint(self) -> QSize:
        small, large = QFontMetrics(self._small()), QFontMetrics(self._large())
        width = max(small.horizontalAdvance(self._name), large.horizontalAdvance(self._widest))
        return QSize(width + 14, small.height() + large.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        theme = current()
        with QPainter(self) as painter:
            small = self._small()
            line = QFontMetrics(small).height()
            painter.setFont(small)
            painter.setPen(QColor(theme.muted))
            painter.drawText(QPointF(7, 2 + QFontMetrics(small).ascent()), self.shown_name)
            painter.setFont(self._large())
            painter.setPen(QColor(theme.faint if self._text == NOTHING else theme.text))
            below = QRectF(7, 2 + line, self.width() - 7, self.height() - line - 2)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self._text)

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        return font

    def _large(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.1)
        font.setWeight(QFont.Weight.DemiBold)
        # Digits of one width: the number does not tremble while it changes.
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _restyle(self, _: Theme) -> None:
        self.update()
