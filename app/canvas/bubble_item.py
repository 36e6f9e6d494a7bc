"""What is wrong with a layer, written under its card."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from app import theme
from app.canvas import metrics
from app.canvas.card_painter import card_font

_SIZE = 11
_ACROSS, _ALONG = 8.0, 6.0  # between edge and text
_EDGE = 1.0
_READABLE_SCALE = 0.6


class BubbleItem(QGraphicsItem):
    """One sentence, wrapped, its top left corner at the origin; further sentences are counted and wait in the
    inspector. It is hidden while there is no room for it."""

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.text = ""
        self._size = QSizeF()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.hide()

    @property
    def size(self) -> QSizeF:
        """The room that the sentence needs."""
        return self._size

    def show_sentences(self, sentences: tuple[str, ...]) -> None:
        """Say the first of several sentences, or nothing when there is none."""
        self.prepareGeometryChange()
        more = f"  (+{len(sentences) - 1})" if len(sentences) > 1 else ""
        self.text = sentences[0] + more if sentences else ""
        room = QRectF(0, 0, metrics.BUBBLE_WIDTH - 2 * _ACROSS, 1000)
        text = QFontMetricsF(card_font(_SIZE)).boundingRect(room, Qt.TextFlag.TextWordWrap, self.text).size()
        self._size = QSizeF(text.width() + 1 + 2 * _ACROSS, text.height() + 2 * _ALONG) if sentences else QSizeF()
        if not sentences:
            self.hide()
        self.update()

    def place(self, corner: QPointF | None) -> None:
        """Stand with the top left corner there, in the card's coordinates, or be hidden."""
        self.prepareGeometryChange()
        self.setVisible(corner is not None)
        if corner is not None:
            self.setPos(corner)

    def boundingRect(self) -> QRectF:
        return QRectF(QPointF(), self._size) if self.isVisible() else QRectF()

    def paint(self, painter: QPainter, option, widget=None) -> None:
        if option.levelOfDetailFromTransform(painter.worldTransform()) < _READABLE_SCALE:
            return
        tokens = theme.current()
        box = self.boundingRect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
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
        painter.drawText(self.boundingRect().adjusted(_ACROSS, _ALONG, -_ACROSS, -_ALONG), Qt.TextFlag.TextWordWrap,
                         self.text)
