"""A frame around the layer whose numbers are seen elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem
from shiboken6 import isValid

from app import theme
from app.canvas import metrics
from app.canvas.scene import CanvasScene

AROUND, WIDTH = 5.0, 2.5


class _Frame(QGraphicsItem):
    """Around the card that is its parent."""

    def __init__(self, card: QGraphicsItem) -> None:
        super().__init__(card)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)

    def boundingRect(self) -> QRectF:
        around = AROUND + WIDTH
        return self.parentItem().card_rect().adjusted(-around, -around, around, around)

    def paint(self, painter: QPainter, option, widget=None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().accent), WIDTH))
        card = self.parentItem().card_rect().adjusted(-AROUND, -AROUND, AROUND, AROUND)
        painter.drawRoundedRect(card, metrics.CARD_RADIUS + AROUND, metrics.CARD_RADIUS + AROUND)


class Spotlight:
    """Frames one layer while it is on."""

    def __init__(self, canvas: CanvasScene) -> None:
        self._canvas = canvas
        self._name, self._on = "", False
        self._frame: _Frame | None = None

    @property
    def layer(self) -> str:
        """The layer that is framed; "" for none."""
        return self._name if self._frame is not None and isValid(self._frame) else ""

    def show_layer(self, name: str) -> None:
        """Frame this layer from now on."""
        self._name = name
        self._refresh()

    def set_on(self, on: bool) -> None:
        self._on = on
        self._refresh()

    def _refresh(self) -> None:
        if self._frame is not None and isValid(self._frame):
            self._frame.setParentItem(None)
            self._canvas.removeItem(self._frame)
        card = self._canvas.nodes.get(self._name) if self._on else None
        self._frame = None if card is None else _Frame(card)
