"""The whole drawing, small, in a corner of the view, while not all of it is in sight."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app import theme
from app.canvas.group_item import GroupItem, group_colour
from app.canvas.stage import Stage

WIDTH, HEIGHT, _MARGIN, _EDGE = 168, 104, 12, 6.0
_LEAST = 2.0
_WAIT = 60  # milliseconds between two looks, however fast the drawing changes


class Minimap(QWidget):
    """A press or a drag brings the eye there."""

    def __init__(self, view: Stage) -> None:
        super().__init__(view)
        self._view = view
        self.setFixedSize(WIDTH, HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("The whole drawing; press where you want to look"))
        self.setAccessibleName(self.tr("Overview of the drawing"))
        self._soon = QTimer(self, singleShot=True, interval=_WAIT)
        self._soon.timeout.connect(self._follow)
        for signal in (view.horizontalScrollBar().valueChanged, view.verticalScrollBar().valueChanged,
                       view.canvas.changed):
            signal.connect(self._follow_soon)
        theme.theme_bus.changed.connect(self.update)
        self.hide()

    def place(self) -> None:
        """Stand in the lower right corner."""
        room = self._view.viewport().geometry()
        self.move(room.right() - WIDTH - _MARGIN, room.bottom() - HEIGHT - _MARGIN)
        self._follow_soon()

    def _follow_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _follow(self) -> None:
        """Be there while something of the drawing is out of sight and there is room; show what is."""
        drawing, seen, room = self._view.drawing_rect(), self._seen(), self._view.viewport().size()
        self.setVisible(not drawing.isEmpty() and not seen.contains(drawing) and room.width() > 4 * WIDTH
                        and room.height() > 3 * HEIGHT)
        self.update()

    def _seen(self) -> QRectF:
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect()

    def _area(self) -> QRectF:
        return self._view.drawing_rect().united(self._seen())

    def _scale(self, area: QRectF) -> float:
        return min((WIDTH - 2 * _EDGE) / max(area.width(), 1.0), (HEIGHT - 2 * _EDGE) / max(area.height(), 1.0))

    def scene_pos(self, at: QPointF) -> QPointF:
        """The point of the drawing that is shown at a place."""
        area = self._area()
        return area.center() + (at - QRectF(self.rect()).center()) / self._scale(area)

    def mousePressEvent(self, event) -> None:
        self._look(event)

    def mouseMoveEvent(self, event) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look(event)

    def _look(self, event) -> None:
        self._view.navigator.stop()
        self._view.centerOn(self.scene_pos(event.position()))

    def paintEvent(self, event) -> None:
        tokens, area = theme.current(), self._area()
        scale = self._scale(area)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QColor(tokens.surface)
            ground.setAlphaF(0.92)
            painter.setBrush(ground)
            painter.setPen(QColor(tokens.border))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            painter.translate(QRectF(self.rect()).center())
            painter.scale(scale, scale)
            painter.translate(-area.center())
            painter.setPen(Qt.PenStyle.NoPen)
            least = _LEAST / scale
            for card in self._view.canvas.cards():
                colour = (group_colour(card.state.group.colour) if isinstance(card, GroupItem) else
                          QColor(tokens.category(card.state.category)))
                rect = card.card_rect().translated(card.pos())
                painter.fillRect(rect.adjusted(0, 0, max(0.0, least - rect.width()), max(0.0, least - rect.height())),
                                 QColor(tokens.accent) if card.isSelected() else colour)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 0))
            painter.drawRect(self._seen())
