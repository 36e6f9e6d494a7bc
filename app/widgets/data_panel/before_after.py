"""Images as they are, and what the network will be given of each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import translate_error
from app.plain import readable, tooltip
from app.theme import current, theme_bus
from engine.data.pictures import Shown

COLUMNS, GAP, ARROW = 3, 12, 16
LINE = 18
"""Pixels for a line of text under each pair."""


class BeforeAfter(QWidget):
    """Pairs in rows: left as the file has it, right as it is taken, and the class below."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sequence[Shown] = ()
        self._pairs: list[tuple[QImage | None, QImage | None]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(360, 260)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Some of the images, before and after"))
        theme_bus.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(620, 460)

    @property
    def shown(self) -> Sequence[Shown]:
        return self._shown

    def show_images(self, shown: Sequence[Shown]) -> None:
        """What `show` gave."""
        self._shown = shown
        self._pairs = [tuple(None if pixels is None else _image(pixels) for pixels in (one.before, one.after))
                       for one in shown]
        self.update()

    def cell(self, place: int) -> QRectF:
        """Where a pair stands."""
        rows = -(-max(len(self._shown), 1) // COLUMNS)
        width, height = (self.width() + GAP) / COLUMNS, (self.height() + GAP) / rows
        return QRectF(place % COLUMNS * width, place // COLUMNS * height, width - GAP, height - GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for place, (one, (before, after)) in enumerate(zip(self._shown, self._pairs, strict=True)):
                cell = self.cell(place)
                side = min((cell.width() - ARROW) / 2, cell.height() - LINE)
                top = cell.top() + (cell.height() - LINE - side) / 2
                left = cell.left() + (cell.width() - 2 * side - ARROW) / 2
                words = QRectF(cell.left(), top + side + 1, cell.width(), LINE)
                painter.setPen(theme.text)
                if after is None:
                    painter.drawText(words.adjusted(0, -side / 2, 0, 0), Qt.AlignmentFlag.AlignCenter,
                                     self._elided(translate_error(one.error), words.width()))
                    continue
                _draw(painter, before, QRectF(left, top, side, side))
                painter.setPen(theme.muted)
                painter.drawText(QRectF(left + side, top, ARROW, side), Qt.AlignmentFlag.AlignCenter, "→")
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, max(one.after.shape[:2]) > side)
                _draw(painter, after, QRectF(left + side + ARROW, top, side, side))
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.setPen(theme.text)
                painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._elided(one.class_name, words.width()))

    def _elided(self, text: str, width: float) -> str:
        return self.fontMetrics().elidedText(readable(text), Qt.TextElideMode.ElideMiddle, int(width))

    def mouseMoveEvent(self, event) -> None:
        for place, one in enumerate(self._shown):
            if self.cell(place).contains(event.position()):
                known = "" if one.before is None else f"\n{one.class_name}"
                self.setToolTip(tooltip(one.title + known))
                return
        self.setToolTip("")


def _draw(painter: QPainter, image: QImage, box: QRectF) -> None:
    """In the middle of the box, in its proportions."""
    scale = min(box.width() / image.width(), box.height() / image.height())
    width, height = image.width() * scale, image.height() * scale
    painter.drawImage(QRectF(box.center().x() - width / 2, box.center().y() - height / 2, width, height), image)


def _image(pixels: np.ndarray) -> QImage:
    """Bytes (h, w, 1 or 3) as a picture of its own."""
    colours = np.ascontiguousarray(np.broadcast_to(pixels, (*pixels.shape[:2], 3)))
    height, width = colours.shape[:2]
    return QImage(colours.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
