"""The drawing as a picture: for the clipboard, for documents and slides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from app import theme
from app.canvas.scene import CanvasScene
from app.document.document import Document
from app.pictures import png
from engine.formats.atomic import write_atomically

Dress = Callable[[CanvasScene], object]
"""Lets a scene show what layers hold."""

_MARGIN = 24.0
_LARGEST_SIDE = 16_000


def render_to_image(document: Document, scale: float = 2.0, dress: Dress | None = None) -> QImage:
    """The drawing without selection or grid, `scale` pixels per scene unit, at most 16,000 pixels a side."""
    scene = _scene(document, dress)
    area = _area(scene)
    scale = min(scale, _LARGEST_SIDE / max(area.width(), area.height()))
    image = QImage(round(area.width() * scale), round(area.height() * scale), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(theme.current().canvas))
    with QPainter(image) as painter:
        scene.render(painter, QRectF(image.rect()), area)
    return image


def render_to_svg(document: Document, dress: Dress | None = None) -> bytes:
    """The drawing as SVG, without selection or grid."""
    scene = _scene(document, dress)
    area = _area(scene)
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(document.title)
    generator.setSize(QSize(round(area.width()), round(area.height())))
    generator.setViewBox(QRectF(0, 0, area.width(), area.height()))
    with QPainter(generator) as painter:
        scene.render(painter, QRectF(0, 0, area.width(), area.height()), area, Qt.AspectRatioMode.KeepAspectRatio)
    return buffer.data().data()


def write_drawing(document: Document, path: Path, dress: Dress | None = None) -> None:
    """Write the drawing as SVG or, for any other suffix, as PNG. Raises FormatError when the file cannot be written."""
    is_svg = path.suffix.lower() == ".svg"
    content = render_to_svg(document, dress) if is_svg else png(render_to_image(document, dress=dress))
    write_atomically(path, content)


def _scene(document: Document, dress: Dress | None) -> CanvasScene:
    scene = CanvasScene(document, on_screen=False)
    if dress is not None:
        dress(scene)
    return scene


def _area(scene: CanvasScene) -> QRectF:
    drawing = scene.drawing_rect()
    if drawing.isEmpty():
        drawing = QRectF(-1, -1, 2, 2)
    return drawing.marginsAdded(QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN))
