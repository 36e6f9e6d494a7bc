"""How a card looks, from far and from near."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QApplication

from app import theme
from app.canvas.glyphs import draw_tile
from app.canvas.metrics import ACCENT_WIDTH, CARD_RADIUS, PADDING, PORT_RADIUS, TILE
from app.canvas.node_state import NodeState, Role

_LARGE_TEXT_BELOW = 0.68  # from further away the words grow and take the place of the picture,
_NAME_ALONE_BELOW = 0.36  # from still further away the name stays alone, as large on the screen as it can be read,
NO_TEXT_BELOW = 0.16  # and from where that would not fit any more the picture takes its place
_PIXELS, _LEAST_PIXELS = 10.0, 7.5

TITLE_SIZE, _SMALL_SIZE, _SMALL_LINE = 13, 11, 14.0
_LARGE_TITLE_SIZE, _LARGE_SIZE = 20, 16
_BADGE = 9.0
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True)
class PortLook:
    """A port: where, whether it is highlighted, whether a link can be there already."""

    place: QPointF
    hot: bool
    used: bool


@dataclass(frozen=True)
class CardLook:
    """Everything that decides how a card looks; `rect` in the item's coordinates, `words` the part of it without the
    picture of what its layer holds, all of it where there is none."""

    state: NodeState
    rect: QRectF
    words: QRectF
    ports: tuple[PortLook, ...]
    role: Role
    selected: bool
    hovered: bool


def card_font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The application's font in scene units."""
    font = QFont(QApplication.font())
    font.setPixelSize(size)
    font.setWeight(weight)
    return font


def title_rect(card: QRectF) -> QRectF:
    """Where the name is written, seen from near."""
    left = ACCENT_WIDTH + PADDING + TILE + 10.0
    return QRectF(card.left() + left, card.top() + 10.0, card.width() - left - PADDING, 18.0)


def paint_card(painter: QPainter, look: CardLook, scale: float) -> None:
    """Paint a card as it is seen at `scale` pixels per scene unit."""
    tokens = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_ground(painter, look, tokens)
    if scale >= _LARGE_TEXT_BELOW:
        _paint_near(painter, look, tokens)
    elif scale >= _NAME_ALONE_BELOW:
        _paint_far(painter, look, tokens)
    elif scale >= NO_TEXT_BELOW:
        write_name(painter, look.words, look.state.name, scale, tokens.text)
    else:
        side, centre = look.words.height() * 0.6, look.words.center()
        _paint_tile(painter, look, tokens, QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side))
    _paint_ports(painter, look, tokens)
    if look.state.problems:
        _paint_badge(painter, look.rect, tokens)


def _paint_ground(painter: QPainter, look: CardLook, tokens: theme.Theme) -> None:
    card = look.rect
    painter.setPen(Qt.PenStyle.NoPen)
    for spread, alpha in ((3.0, 10), (1.5, 16)):
        shadow = card.adjusted(-spread / 2, spread, spread / 2, spread + 0.5)
        painter.setBrush(QColor(0, 0, 0, alpha * (3 if tokens.is_dark else 1)))
        painter.drawRoundedRect(shadow, CARD_RADIUS + 1, CARD_RADIUS + 1)
    outline = QPainterPath()
    outline.addRoundedRect(card, CARD_RADIUS, CARD_RADIUS)
    painter.fillPath(outline, QColor(tokens.raised))
    painter.save()
    painter.setClipRect(QRectF(card.left(), card.top(), ACCENT_WIDTH, card.height()))
    painter.fillPath(outline, QColor(tokens.category(look.state.category)))
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_border(look, tokens))
    painter.drawRoundedRect(card, CARD_RADIUS, CARD_RADIUS)


def _border(look: CardLook, tokens: theme.Theme) -> QPen:
    if look.selected or look.role is Role.CANDIDATE:
        return QPen(QColor(tokens.accent), 2.0 if look.selected else 1.5)
    if look.role is Role.MISFIT or look.state.problems or look.state.implicated:
        danger = QColor(tokens.danger)
        danger.setAlphaF(1.0 if look.state.problems else 0.5)
        return QPen(danger, 1.2)
    return QPen(QColor(tokens.strong_border if look.hovered else tokens.border), 1.2)


def _paint_near(painter: QPainter, look: CardLook, tokens: theme.Theme) -> None:
    card, state = look.words, look.state
    title = title_rect(card)
    left = card.left() + ACCENT_WIDTH + PADDING
    _paint_tile(painter, look, tokens, QRectF(left, card.top() + 12, TILE, TILE))
    _write(painter, title, state.heading, card_font(TITLE_SIZE, QFont.Weight.DemiBold), tokens.text)
    below = QRectF(title.left(), title.bottom(), title.width(), 2 * _SMALL_LINE)
    _write(painter, below, state.subtitle, card_font(_SMALL_SIZE), tokens.muted, lines=2)
    bottom = QRectF(left, card.bottom() - 24, card.right() - PADDING - left, 18)
    _write(painter, bottom, state.footer, card_font(_SMALL_SIZE), tokens.muted)


def _paint_far(painter: QPainter, look: CardLook, tokens: theme.Theme) -> None:
    card, state = look.words, look.state
    rows = ((8, 26, state.heading, card_font(_LARGE_TITLE_SIZE, QFont.Weight.DemiBold), tokens.text),
            (34, 22, state.subtitle, card_font(_LARGE_SIZE), tokens.muted),
            (57, 22, state.footer, card_font(_LARGE_SIZE), tokens.muted))
    for top, height, text, font, colour in rows:
        left = card.left() + ACCENT_WIDTH + PADDING
        place = QRectF(left, card.top() + top, card.right() - 8 - left, height)
        _write(painter, place, whole_parts(text, font, place.width()), font, colour)


def whole_parts(text: str, font: QFont, width: float) -> str:
    """Of parts that dots part as many as there is room for: the first one at least."""
    parts = text.split("·")
    while len(parts) > 1 and QFontMetricsF(font).horizontalAdvance("·".join(parts).rstrip()) > width:
        parts.pop()
    return "·".join(parts).rstrip()


def write_name(painter: QPainter, card: QRectF, name: str, scale: float, colour: str) -> None:
    """Write a name across a card that is far away, in letters that can still be read."""
    place = card.adjusted(ACCENT_WIDTH + 4.0, 0.0, -4.0, 0.0)
    font, shown = legible(name, place.width(), scale)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)


def legible(name: str, width: float, scale: float) -> tuple[QFont, str]:
    """The letters in which a name is written at `scale`, somewhat smaller where it would not fit into `width` scene
    units, and what of it is written: its end tells it from its neighbours."""
    font = card_font(round(_PIXELS / scale), QFont.Weight.Medium)
    needed = QFontMetricsF(font).horizontalAdvance(name)
    if needed > width:
        font.setPixelSize(max(round(_LEAST_PIXELS / scale), int(font.pixelSize() * width / needed)))
    return font, QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideMiddle, width)


def _write(painter: QPainter, place: QRectF, text: str, font: QFont, colour: str, lines: int = 1) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width() * lines)
    painter.drawText(place, _WRAPPED if lines > 1 else Qt.AlignmentFlag.AlignLeft, shown)


def _paint_tile(painter: QPainter, look: CardLook, tokens: theme.Theme, place: QRectF) -> None:
    draw_tile(painter, look.state.kind, place, QColor(tokens.category(look.state.category)))


def _paint_ports(painter: QPainter, look: CardLook, tokens: theme.Theme) -> None:
    for port in look.ports:
        colour = QColor(tokens.accent if port.hot else tokens.muted if port.used else tokens.strong_border)
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(QColor(tokens.accent if port.hot else tokens.raised))
        radius = PORT_RADIUS * (1.4 if port.hot else 1.0)
        painter.drawEllipse(port.place, radius, radius)


def _paint_badge(painter: QPainter, card: QRectF, tokens: theme.Theme) -> None:
    centre = QPointF(card.right() - 4, card.top() + 4)
    painter.setPen(QPen(QColor(tokens.canvas), 2))
    painter.setBrush(QColor(tokens.danger))
    painter.drawEllipse(centre, _BADGE, _BADGE)
    painter.setPen(QColor(tokens.canvas))
    painter.setFont(card_font(TITLE_SIZE, QFont.Weight.Bold))
    place = QRectF(centre.x() - _BADGE, centre.y() - _BADGE, 2 * _BADGE, 2 * _BADGE)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "!")
