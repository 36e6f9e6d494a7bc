"""Fields to look at, where things are on the screen, and what colour they are there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QWidget

from app.surface import Field, Heights
from app.surface.map_view import MapView
from app.surface.projection import Stage, on_screen
from app.widgets.plot import Plot


def field_of(function: Callable[[np.ndarray, np.ndarray], np.ndarray], size: float = 2.0, count: int = 41) -> Field:
    """A square around the origin; `size` is half of its side."""
    x = np.linspace(-size, size, count)
    return Field(x, x, function(*np.meshgrid(x, x)).astype(float))


def bowl(count: int = 41) -> Field:
    return field_of(lambda x, y: x**2 + 2 * y**2, count=count)


def plane() -> Field:
    """Its height says where one is."""
    return field_of(lambda x, y: x + 10 * y)


def on_plot(plot: Plot, x: float, y: float) -> QPointF:
    """The pixel of a point of a map or a curve."""
    return QPointF(plot.mapFromScene(plot.item.vb.mapViewToScene(QPointF(x, y))))


def on_surface(space: QWidget, field: Field, x: float, y: float, log: bool = False) -> QPointF:
    """The pixel of a point of a surface."""
    places = Stage(field, Heights(field.z, log)).place(np.array([[x, y]]), np.array([field.at(x, y)]))
    (across, down), = on_screen(places, space.matrix(), space.width(), space.height())
    return QPointF(across, down)


def pixels(picture: QWidget | QPixmap | QImage) -> np.ndarray:
    """Red, green and blue, (height, width, 3) of 0 to 255."""
    picture = picture.grab() if isinstance(picture, QWidget) else picture
    image = picture.toImage() if isinstance(picture, QPixmap) else picture
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, :3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def pieces(view: MapView) -> list[QGraphicsItem]:
    """The areas that are seen, then lines and heads of the arrows."""
    return [piece for piece in (*view._areas, *(part for dart in view._darts for part in dart)) if piece.isVisible()]


def arrows(view: MapView) -> list[tuple[str, np.ndarray]]:
    """What each arrow that is seen says, and its way (2,)."""
    return [(line.toolTip(), np.ravel(np.diff(line.getData()))) for line, _ in view._darts if line.isVisible()]


def colour_at(widget: QWidget, place: QPointF) -> np.ndarray:
    return pixels(widget)[round(place.y()), round(place.x())]
