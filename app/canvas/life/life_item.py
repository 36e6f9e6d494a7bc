"""The part of a card that lives: the picture below its words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from app import theme
from app.canvas.card_painter import card_font
from app.canvas.life.drawn import Drawn, Legend, Line
from app.canvas.life.face import Face, Readings
from app.canvas.life.scale import Ruler
from app.canvas.life.spot import UnitSpot
from app.numbers import number
from app.widgets.signed_image import paint_scale

_TEXT, _NUMBERS = 14, 13
_LARGE_TEXT, _LARGE_NUMBERS = 17, 17
_LARGE_BELOW = 0.68
_WORDS_FROM = 0.3
"""The scale below which texts are left out."""
_RING = 3.2
_SCALE_HEIGHT = 8.0
_LEAST_BAR, _BAR_BESIDE_WORDS = 12.0, 24.0
"""Scene units of the bar of a scale: where there is less room, its ends stand alone, or without what it is of."""
_NOTHING = Drawn()


class LifeItem(QGraphicsItem):
    """Paints what a face made of the newest answers; `size` is that of its place. A child of the card, which takes all
    that the pointer does."""

    def __init__(self, card: QGraphicsItem) -> None:
        super().__init__(card)
        self.face: Face | None = None
        self.size = QSizeF()
        self.drawn = _NOTHING
        self.readings: Readings = {}
        self.ruler = Ruler(0.0)
        self._fresh: tuple[object, ...] = ()
        self._ready = self._shown = self.readings, self.ruler, self.drawn

    def set_face(self, face: Face, size: QSizeF) -> None:
        """Show another layer, or the same one in another place; answers about it are to come."""
        if size != self.size:
            self.prepareGeometryChange()
        self.face, self.size = face, size
        self._fresh = ()
        self.show_readings({}, self.ruler)

    def prepare(self, readings: Readings, ruler: Ruler) -> None:
        """Get ready what `show_readings` will be asked to show, and show nothing yet."""
        known = {probe: readings[probe] for probe in self.face.probes if probe in readings}
        fresh = (*map(id, known.values()), ruler.limit, ruler.limits is None or ruler.limits.tobytes(), theme.current(),
                 self.size)
        if fresh != self._fresh:
            drawn = self.face.draw(known, self.size, ruler) if is_answered(self.face, known) else _NOTHING
            self._fresh, self._ready = fresh, (known, ruler, drawn)

    def show_readings(self, readings: Readings, ruler: Ruler) -> None:
        """Draw what the face makes of these; nothing before its main question is answered."""
        self.prepare(readings, ruler)
        if self._ready is not self._shown:
            self._shown = self._ready
            self.readings, self.ruler, self.drawn = self._ready
            self.update()

    def say(self, point: QPointF) -> str:
        """What is at a point of this item, in words."""
        if not is_answered(self.face, self.readings):
            return ""
        return self.face.say(point, self.readings, self.size)

    def unit_at(self, point: QPointF) -> UnitSpot | None:
        """The unit at a point of this item."""
        unit = self.face.unit_at(point, self.size) if is_answered(self.face, self.readings) else None
        return None if unit is None else UnitSpot(self.face.layer, unit)

    def boundingRect(self) -> QRectF:
        return QRectF(-3.0, -3.0, self.size.width() + 6.0, self.size.height() + 6.0)

    def paint(self, painter: QPainter, option, widget=None) -> None:
        tokens, drawn = theme.current(), self.drawn
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        frame = QPen(QColor(tokens.strong_border), 0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for sheet in drawn.sheets:
            painter.drawImage(sheet.place, sheet.image, sheet.source)
        painter.setPen(frame)
        painter.drawRects([sheet.place for sheet in drawn.sheets if sheet.framed])
        for bar in drawn.bars:
            painter.fillRect(bar.place, bar.colour)
        painter.setPen(QPen(QColor(tokens.muted), 0))
        painter.drawLines([QLineF(*axis) for axis in drawn.axes])
        painter.setPen(QPen(QColor(tokens.danger), 0))
        painter.drawLines([line for mark in drawn.marks for line in _strokes(mark.place, mark.kind)])
        if drawn.rings:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for colour, width in ((tokens.canvas, 2.6), (tokens.text, 1.2)):
                painter.setPen(QPen(QColor(colour), width))
                for ring in drawn.rings:
                    painter.drawEllipse(ring, _RING, _RING)
        if scale >= _WORDS_FROM:
            for line in drawn.lines:
                _write(painter, line, tokens, _LARGE_TEXT if scale < _LARGE_BELOW else _TEXT)
            for legend in drawn.legends:
                _paint_legend(painter, legend, tokens, _LARGE_NUMBERS if scale < _LARGE_BELOW else _NUMBERS)


def is_answered(face: Face, readings: Readings) -> bool:
    """Whether there is something to be drawn of a face."""
    reading = readings.get(face.main)
    return reading is not None and reading.error is None


def spans_of(faces: Mapping[str, Face], readings: Readings) -> Mapping[str, object]:
    """What the scales are made of: the spans of the signed faces that are answered."""
    return {name: face.spans(readings) for name, face in faces.items()
            if face.is_signed and is_answered(face, readings)}


def _strokes(place: QRectF, kind: str) -> list[QLineF]:
    """A cross over what is dead, one line through what is muted, two across the corner of what is saturated."""
    if kind == "muted":
        return [QLineF(place.bottomLeft(), place.topRight())]
    if kind == "dead":
        inner = place.adjusted(place.width() * 0.2, place.height() * 0.2, -place.width() * 0.2, -place.height() * 0.2)
        return [QLineF(inner.topLeft(), inner.bottomRight()), QLineF(inner.topRight(), inner.bottomLeft())]
    corner, side = place.topRight(), min(place.width(), place.height()) * 0.35
    return [QLineF(corner + QPointF(-reach, 0), corner + QPointF(0, reach)) for reach in (side, side * 0.7)]


def _write(painter: QPainter, line: Line, tokens: theme.Theme, size: int) -> None:
    font = card_font(size)
    font.setBold(line.strong)
    painter.setFont(font)
    painter.setPen(QColor(tokens.text if line.strong else tokens.muted))
    side = Qt.AlignmentFlag.AlignRight if line.right else Qt.AlignmentFlag.AlignLeft
    text = QFontMetricsF(font).elidedText(line.text, Qt.TextElideMode.ElideRight, line.place.width())
    painter.drawText(line.place, side | Qt.AlignmentFlag.AlignVCenter, text)


def room_of(legend: Legend, metrics: QFontMetricsF) -> tuple[str, float]:
    """What is written before a scale whose ends are written whole, and the room that is left for its bar."""
    ends = metrics.horizontalAdvance(number(-legend.limit)) + metrics.horizontalAdvance(number(legend.limit)) + 10.0
    for subject in (legend.subject, ""):
        before = metrics.horizontalAdvance(subject) + 8.0 if subject else 0.0
        room = min(legend.place.width() - ends - before, 64.0)
        if room >= (_BAR_BESIDE_WORDS if subject else _LEAST_BAR):
            return subject, room
    return "", room


def _paint_legend(painter: QPainter, legend: Legend, tokens: theme.Theme, size: int) -> None:
    """The bar between its ends, zero marked, what it is of before it."""
    font = card_font(size)
    painter.setFont(font)
    painter.setPen(QColor(tokens.muted))
    metrics, place = QFontMetricsF(font), legend.place
    subject, side = room_of(legend, metrics)
    if legend.text or side < _LEAST_BAR:
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter, metrics.elidedText(
            legend.text or f"±{number(legend.limit)}", Qt.TextElideMode.ElideRight, place.width()))
        return
    low, high = number(-legend.limit), number(legend.limit)
    left, right = metrics.horizontalAdvance(low), metrics.horizontalAdvance(high)
    before = metrics.horizontalAdvance(subject) + 8.0 if subject else 0.0
    x = place.left() + max(0.0, (place.width() - before - left - right - side - 10.0) / 2)
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

    def write(at: float, text: str) -> None:
        painter.drawText(QRectF(at, place.top(), place.width(), place.height()), middle, text)

    if subject:
        write(x, subject)
    x += before
    write(x, low)
    bar = QRectF(x + left + 5.0, place.center().y() - _SCALE_HEIGHT / 2, side, _SCALE_HEIGHT)
    write(bar.right() + 5.0, high)
    paint_scale(painter, bar, tokens)
