"""What is wrong with a layer, written under its card."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from app import theme
from app.canvas import metrics
from app.canvas.card_painter import card_font

_SIZE = 11
_INSET = 8.0
_READABLE_SCALE = 0.4


class BubbleItem(QGraphicsItem):
    """One sentence, wrapped, its top centre at the origin; further sentences are counted and wait in the inspector."""

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.text = ""
        self._box = QRectF()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_sentences(self, sentences: tuple[str, ...]) -> None:
        """Show the first of several sentences; hide when there is none."""
        self.prepareGeometryChange()
        more = f"  (+{len(sentences) - 1})" if len(sentences) > 1 else ""
        self.text = sentences[0] + more if sentences else ""
        room = QRectF(0, 0, metrics.BUBBLE_WIDTH - 2 * _INSET, 1000)
        size = QFontMetricsF(card_font(_SIZE)).boundingRect(room, Qt.TextFlag.TextWordWrap, self.text).size()
        self._box = QRectF(-size.width() / 2, _INSET - 2, size.width() + 1, size.height())
        self.setVisible(bool(sentences))
        self.update()

    def boundingRect(self) -> QRectF:
        return self._box.adjusted(-_INSET - 1, -_INSET + 1, _INSET + 1, _INSET - 1)

    def paint(self, painter: QPainter, option, widget=None) -> None:
        if option.levelOfDetailFromTransform(painter.worldTransform()) < _READABLE_SCALE:
            return
        tokens = theme.current()
        box = self.boundingRect().adjusted(1, 1, -1, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.canvas))
        painter.drawRoundedRect(box, 7, 7)
        tint, edge = QColor(tokens.danger), QColor(tokens.danger)
        tint.setAlphaF(0.10)
        edge.setAlphaF(0.35)
        painter.setBrush(tint)
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(box, 7, 7)
        painter.setPen(QColor(tokens.danger))
        painter.setFont(card_font(_SIZE))
        painter.drawText(self._box, Qt.TextFlag.TextWordWrap, self.text)
