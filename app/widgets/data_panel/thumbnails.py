"""Small pictures of the data sets."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from app.theme import THEMES, current, icon
from app.widgets.predictions.paint import target_colours
from engine.data import SOURCES, DataSpec, load

DOTS = 160
SIZE = 56
ICON_SIZE = 36


def thumbnail(source: str) -> QIcon:
    """The points of a set in the plane, in the colours of their targets; for the others what they are about."""
    if _in_the_plane(source):
        return QIcon(_points(source, current().name))
    return icon(SOURCES[source].icon)


def thumbnail_size(source: str) -> QSize:
    """How large its thumbnail is drawn among others."""
    size = SIZE if _in_the_plane(source) else ICON_SIZE
    return QSize(size, size)


def _in_the_plane(source: str) -> bool:
    return bool(SOURCES[source].features)


@lru_cache(maxsize=32)
def _points(source: str, theme_name: str) -> QPixmap:
    theme = THEMES[theme_name]
    data = load(DataSpec(source, {"samples": DOTS}, test_fraction=0.01))
    picture = QPixmap(2 * SIZE, 2 * SIZE)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        low, high = data.raw_range[:, 0], data.raw_range[:, 1]
        places = 4 + (SIZE - 8) * (data.train.raw - low) / (high - low)
        for (x, y), colour in zip(places, target_colours(data.train.targets, data, theme).tolist(), strict=True):
            painter.setBrush(QColor(*colour))
            painter.drawEllipse(QPointF(x, SIZE - y), 1.8, 1.8)
    return picture
