"""Ladera's own icons: 24×24 stroke drawings in assets/icons, drawn in the colour that the theme says.

Only Qt classes in here: an icon engine written in Python can be collected while Qt still paints with it.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.theme.tokens import Theme

SIZES = (16, 20, 24, 32, 48, 64)
"""Pixels of the pixmaps in an icon; Qt takes the next larger one and scales it down on dense screens."""


def icon_names() -> tuple[str, ...]:
    """Every icon there is."""
    folder = files("assets") / "icons"
    return tuple(sorted(entry.name.removesuffix(".svg") for entry in folder.iterdir() if entry.name.endswith(".svg")))


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (files("assets") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon in one colour ("#rrggbb"), `size` logical pixels wide on a screen of that pixel ratio."""
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        renderer.render(painter, QRectF(image.rect()))
    image.setDevicePixelRatio(ratio)
    return image


def tinted_icon(name: str, theme: Theme, colour: str = "") -> QIcon:
    """The icon in the theme's colours, or in `colour` for a tint of its own; faint when disabled."""
    states = (
        (QIcon.Mode.Normal, colour or theme.muted),
        (QIcon.Mode.Active, colour or theme.text),
        (QIcon.Mode.Selected, colour or theme.text),
        (QIcon.Mode.Disabled, theme.strong_border),
    )
    result = QIcon()
    for mode, tint in states:
        for size in SIZES:
            result.addPixmap(pixmap(name, tint, size), mode)
    return result
