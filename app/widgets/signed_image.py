"""Signed numbers as pixels, orange below zero and blue above, on one scale that is written beside them.

All that is compared shares one limit: colours are symmetric about a neutral zero, from −limit to limit. What lies
beyond has the colour of the end, and `SignedLegend` says so; what is no number has a colour that is on no scale.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.numbers import number
from app.theme import Theme, current, diverging_table, theme_bus

BAR, SHORTEST, MARK = 110, 24, 3
"""Pixels along the bar of a legend, where there is little room, and how far the mark of zero reaches beyond it."""


def sizes(values: np.ndarray, axis: int | tuple[int, ...] | None) -> np.ndarray:
    """The largest size of a finite number along axes; 0 where there is none."""
    largest = np.abs(values).max(axis=axis)
    if np.isfinite(largest).all():  # the usual case, in half the time
        return largest
    return np.max(np.abs(values), axis=axis, initial=0.0, where=np.isfinite(values))


def limit_of(*arrays: np.ndarray) -> float:
    """The largest size of a finite number in all of them; 0 where there is none."""
    return max((float(sizes(array, None)) for array in arrays if array.size), default=0.0)


def signed_pixels(values: np.ndarray, limit: float, theme: Theme | None = None) -> np.ndarray:
    """0xffRRGGBB (…) for signed numbers of any shape; with a limit of 0 all that is finite is neutral."""
    table = _table(theme or current())
    values = np.asarray(values, dtype=np.float64)
    middle = (len(table) - 1) // 2
    if limit > 0 and np.isfinite(values).all():  # the usual case, in a fifth of the time
        places = np.clip(values, -limit, limit)
        places *= middle / limit
        np.rint(places, out=places)
        places += middle
        return table.take(places.astype(np.int32))
    with np.errstate(invalid="ignore", over="ignore"):
        places = np.rint(values * (middle / limit if limit > 0 else 0.0)) + middle
    finite = np.isfinite(values)
    places = np.where(finite, np.clip(np.nan_to_num(places, nan=middle), 0, len(table) - 1), 0).astype(np.intp)
    pixels = table[places]
    pixels[~finite] = QColor((theme or current()).danger).rgb()
    return pixels


def grey_pixels(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """0xffRRGGBB (h, w) for an image (h, w) or (h, w, 1), from black at `low` to white at `high`, or in colour for
    (h, w, 3); of images with another number of channels the first."""
    values = np.asarray(values, dtype=np.float64)
    channels = values if values.ndim == 3 and values.shape[2] == 3 else values.reshape(*values.shape[:2], -1)[..., :1]
    shares = np.nan_to_num(np.clip((channels - low) / ((high - low) or 1.0), 0.0, 1.0))
    red, green, blue = np.moveaxis(np.broadcast_to(np.rint(shares * 255), (*values.shape[:2], 3)), -1, 0).astype(
        np.uint32)
    return 0xFF000000 | red << 16 | green << 8 | blue


def image_of(pixels: np.ndarray) -> QImage:
    """Pixels (h, w) as a picture of its own, one pixel each, the first row at the top."""
    pixels = np.ascontiguousarray(pixels, dtype=np.uint32)
    height, width = pixels.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def signed_image(values: np.ndarray, limit: float, theme: Theme | None = None) -> QImage:
    """Signed numbers (h, w) as a picture, one pixel each, the first row at the top."""
    return image_of(signed_pixels(values, limit, theme))


def readable_on(colour: QColor) -> QColor:
    """Black or white, whichever can be read on a colour."""
    light = 0.299 * colour.red() + 0.587 * colour.green() + 0.114 * colour.blue()
    return QColor("#101315") if light > 140 else QColor("#ffffff")


def mosaic(tiles: np.ndarray, columns: int, between: int = 0, gap: int = 1) -> np.ndarray:
    """Pixels of tiles (n, h, w) in rows of `columns`, `gap` pixels of colour `between` around each: one array."""
    count, height, width = tiles.shape
    rows = -(-count // columns)
    sheet = np.full((rows * (height + gap) + gap, columns * (width + gap) + gap), between, np.uint32)
    for place, tile in enumerate(tiles):
        row, column = divmod(place, columns)
        top, left = gap + row * (height + gap), gap + column * (width + gap)
        sheet[top:top + height, left:left + width] = tile
    return sheet


def paint_scale(painter: QPainter, bar: QRectF, theme: Theme) -> None:
    """The scale as a bar from its lower end to its upper, zero marked."""
    table = _table(theme)
    painter.drawImage(bar, QImage(table.data, len(table), 1, 4 * len(table), QImage.Format.Format_RGB32))
    painter.setPen(QPen(QColor(theme.text), 1.0))
    middle = round(bar.center().x())
    painter.drawLine(middle, round(bar.top()) - MARK, middle, round(bar.bottom()) + MARK)


class SignedLegend(QWidget):
    """The bar, `bar` pixels long, with −limit, 0 and limit written at it, after what the colours are of."""

    def __init__(self, parent: QWidget | None = None, *, bar: int = BAR) -> None:
        super().__init__(parent)
        self._bar = bar
        self.limit, self.subject, self.has_more = 0.0, "", False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.fontMetrics().height() + 2 * MARK + 4)
        theme_bus.changed.connect(self._restyle)

    def show_scale(self, limit: float, subject: str = "", *, has_more: bool = False) -> None:
        """From −limit to limit; `has_more` where numbers lie beyond, which then have the colours of the ends."""
        if (limit, subject, has_more) != (self.limit, self.subject, self.has_more):
            self.limit, self.subject, self.has_more = limit, subject, has_more
            self.setAccessibleDescription(" ".join(filter(None, (subject, *self.ends()))))
            self.updateGeometry()
            self.update()

    def ends(self) -> tuple[str, str]:
        """What is written at both ends."""
        low, high = number(-self.limit), number(self.limit)
        return (f"≤ {low}", f"≥ {high}") if self.has_more else (low, high)

    def sizeHint(self) -> QSize:
        return QSize(self._around(self.subject) + self._bar + 6, self.height())

    def minimumSizeHint(self) -> QSize:
        """Limits are written whole; what they are of is left out first."""
        return QSize(self._around() + SHORTEST, self.height())

    def _around(self, *subject: str) -> int:
        """Pixels that the words take, and the gaps between them."""
        return 18 + sum(map(self.fontMetrics().horizontalAdvance, (*subject, *self.ends())))

    def paintEvent(self, _: QPaintEvent) -> None:
        theme, (low, high) = current(), self.ends()
        subject = self.subject if self.width() >= self._around(self.subject) + SHORTEST else ""
        length = max(SHORTEST, min(self._bar, self.width() - self._around(subject)))
        with QPainter(self) as painter:
            x = self._write(painter, 0, subject, theme.text) + (8 if subject else 0)
            x = self._write(painter, x, low, theme.muted) + 5
            bar = QRectF(x, self.height() / 2 - 4, length, 8)
            paint_scale(painter, bar, theme)
            self._write(painter, bar.right() + 5, high, theme.muted)

    def _write(self, painter: QPainter, x: float, text: str, colour: str) -> float:
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.setPen(QColor(colour))
        painter.drawText(QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        return x + width

    def _restyle(self, _: Theme) -> None:
        self.update()


def _table(theme: Theme) -> np.ndarray:
    return _packed(theme.name, diverging_table(theme).tobytes())


@lru_cache(maxsize=4)
def _packed(name: str, rgba: bytes) -> np.ndarray:
    red, green, blue, _ = np.frombuffer(rgba, np.uint8).reshape(-1, 4).T.astype(np.uint32)
    return 0xFF000000 | red << 16 | green << 8 | blue
