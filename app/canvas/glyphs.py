"""The small drawings that stand for kinds of layers, as strokes and dots on a 24 × 24 grid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from engine.layers import LAYERS

_GRID = 24.0
_STROKE = 1.7


@dataclass(frozen=True)
class Glyph:
    """`strokes` are polylines, `dots` are (x, y, radius)."""

    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
    dots: tuple[tuple[float, float, float], ...] = ()

    def outline(self) -> QPainterPath:
        """The strokes as one path on the grid."""
        path = QPainterPath()
        for stroke in self.strokes:
            path.moveTo(*stroke[0])
            for point in stroke[1:]:
                path.lineTo(*point)
        return path


_KINDS: Mapping[str, Glyph] = {
    "input": Glyph(strokes=(((3, 12), (14, 12)), ((10, 8), (14, 12), (10, 16)),
                            ((13, 4), (20, 4), (20, 20), (13, 20)))),
    "output": Glyph(strokes=(((9, 12), (21, 12)), ((17, 8), (21, 12), (17, 16)),
                             ((11, 4), (4, 4), (4, 20), (11, 20)))),
    "dense": Glyph(strokes=tuple(((6, a), (18, b)) for a in (7, 17) for b in (4, 12, 20)),
                   dots=((6, 7, 2.6), (6, 17, 2.6), (18, 4, 2.6), (18, 12, 2.6), (18, 20, 2.6))),
    "activation": Glyph(strokes=(((3, 18), (12, 18), (21, 5)),)),
    "flatten": Glyph(strokes=(((6, 3), (18, 3), (18, 11), (6, 11), (6, 3)), ((12, 3), (12, 11)), ((6, 7), (18, 7)),
                              ((3, 17), (21, 17), (21, 21), (3, 21), (3, 17)), ((9, 17), (9, 21)),
                              ((15, 17), (15, 21)))),
    "add": Glyph(strokes=(((12, 4), (12, 20)), ((4, 12), (20, 12)))),
    **dict.fromkeys(("upsampling1d", "upsampling2d"), Glyph(strokes=(
        ((3, 14), (10, 14), (10, 21), (3, 21), (3, 14)), ((3, 10), (3, 3), (21, 3), (21, 21), (14, 21)),
        ((11, 13), (17, 7)), ((12.5, 7), (17, 7), (17, 11.5))))),
    **dict.fromkeys(("depthwise_conv1d", "depthwise_conv2d", "separable_conv1d", "separable_conv2d"), Glyph(
        strokes=(((3, 7), (15, 7), (15, 21), (3, 21), (3, 7)), ((6, 7), (6, 4), (18, 4), (18, 18), (15, 18)),
                 ((9, 4), (9, 2), (21, 2), (21, 15), (18, 15))), dots=((9, 14, 2.8),))),
    "concatenate": Glyph(strokes=(((4, 5), (10, 5), (10, 19), (4, 19), (4, 5)),
                                  ((14, 5), (20, 5), (20, 19), (14, 19), (14, 5)))),
}
_CATEGORIES: Mapping[str, Glyph] = {
    "data": _KINDS["input"],
    "layers": _KINDS["dense"],
    "shape": _KINDS["flatten"],
    "merge": _KINDS["add"],
    "convolution": Glyph(strokes=(((3, 3), (21, 3), (21, 21), (3, 21), (3, 3)), ((3, 9), (21, 9)), ((9, 3), (9, 21)),
                                  ((15, 3), (15, 21)), ((3, 15), (21, 15))), dots=((12, 12, 3.2),)),
    "recurrent": Glyph(strokes=(((2, 16), (22, 16)), ((18, 12), (22, 16), (18, 20)),
                                ((16, 10), (16, 4), (8, 4), (8, 10)), ((5, 7), (8, 10), (11, 7)))),
    "normalisation": Glyph(strokes=(((2, 19), (6, 18), (9, 11), (12, 5), (15, 11), (18, 18), (22, 19)),
                                    ((12, 9), (12, 21)))),
    "regularisation": Glyph(strokes=(((4, 4), (20, 20)), ((20, 4), (4, 20))), dots=((12, 12, 4.0),)),
}


def glyph_of(kind: str) -> Glyph:
    """The drawing for a kind of layer; kinds without their own share their category's."""
    return _KINDS.get(kind) or _CATEGORIES.get(LAYERS[kind].category, _KINDS["dense"])


def draw_glyph(painter: QPainter, kind: str, place: QRectF, colour: QColor) -> None:
    """Draw the glyph of `kind` into the square `place`."""
    glyph = glyph_of(kind)
    painter.save()
    painter.translate(place.topLeft())
    painter.scale(place.width() / _GRID, place.height() / _GRID)
    painter.setPen(QPen(colour, _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(glyph.outline())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for x, y, radius in glyph.dots:
        painter.drawEllipse(QPointF(x, y), radius, radius)
    painter.restore()


def draw_tile(painter: QPainter, kind: str, place: QRectF, colour: QColor) -> None:
    """The glyph on a rounded square tinted with its category's colour."""
    tint = QColor(colour)
    tint.setAlphaF(0.14)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawRoundedRect(place, place.width() * 0.24, place.height() * 0.24)
    inset = place.width() * 0.2
    draw_glyph(painter, kind, place.adjusted(inset, inset, -inset, -inset), colour)


def tile_pixmap(kind: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The tile as a picture of `size` logical pixels."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_tile(painter, kind, QRectF(0, 0, size, size), colour)
    return pixmap


def tile_icon(kind: str, colour: QColor, size: int) -> QIcon:
    """The tile as an icon, sharp on dense screens too. Lists ask for few kinds, and again and again."""
    return _tile_icon(kind, colour.name(QColor.NameFormat.HexArgb), size)


@lru_cache(maxsize=256)
def _tile_icon(kind: str, tint: str, size: int) -> QIcon:
    colour = QColor(tint)
    icon = QIcon()
    for ratio in (1.0, 2.0):
        icon.addPixmap(tile_pixmap(kind, colour, size, ratio))
    return icon
