"""What one output is made of: the pixels under the kernel, times its weights, added up; or a window that is pooled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.numbers import number
from app.theme import current, theme_bus
from app.widgets.cells import paint_cells, write_cells
from app.widgets.signed_image import grey_pixels, limit_of, signed_pixels
from app.workspaces.convolution.pointing import whole
from engine.vision import Inputs

CELL, NUMBERS_FROM, GAP, SMALLEST = 46, 26, 30, 7
HEIGHT, LEAST = 168, 92


@dataclass(frozen=True, eq=False)
class Window:
    """Numbers (k, l) that one comes of, (row, column) of those that win, and what comes of them in words."""

    values: np.ndarray
    winners: tuple[tuple[int, int], ...]
    outcome: str


class Products(QWidget):
    """Three grids for each channel and their sum. Its scales: pixels from black to white, or where they are `signed`
    as weights and products, each from minus to plus their largest. Of many channels those with the largest sums are
    shown."""

    def __init__(self, *, signed: bool = False) -> None:
        super().__init__()
        self._signed = signed
        self.inputs: Inputs | None = None
        self.window: Window | None = None
        self.sentence = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(LEAST)
        theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def show_inputs(self, inputs: Inputs | None, sentence: str = "") -> None:
        """Show what an output is made of; without, a `sentence` in the middle."""
        self.inputs, self.window, self.sentence = inputs, None, sentence
        self.update()

    def show_window(self, window: Window) -> None:
        """Show what an output is made of that no weights take part in."""
        self.inputs, self.window = None, window
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        theme = current()
        with QPainter(self) as painter:
            if self.window is not None:
                self._draw_window(painter, self.window)
                return
            if self.inputs is None:
                painter.setPen(QColor(theme.muted))
                painter.drawText(self.rect().adjusted(12, 0, -12, 0),
                                 Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.sentence)
                return
            self._draw(painter, self.inputs)

    def _draw(self, painter: QPainter, inputs: Inputs) -> None:
        theme = current()
        rows, columns, channels = inputs.products.shape
        most = max(1, int((self.width() - 170 - 4 * GAP) / (3 * columns * SMALLEST)))
        shown = np.sort(np.argsort(-np.abs(inputs.products.sum(axis=(0, 1))), kind="stable")[:most])
        channels = len(shown)
        room = self.width() - 170 - 4 * GAP
        height = min(HEIGHT, self.height())
        cell = min(CELL, (height - 26) / rows, room / (3 * columns * channels))
        top = 20 + (height - 22 - cell * rows) / 2
        wide = cell * columns * channels + 3 * (channels - 1)
        left = max(6.0, (self.width() - 3 * wide - 3 * GAP - 130) / 2)
        weights, products = limit_of(inputs.weights), limit_of(inputs.products)
        values = limit_of(inputs.values)
        pixels = self.tr("pixels: red, green, blue") if channels == 3 else self.tr("pixels")
        came = ((self.tr("inputs, ±{limit}").format(limit=number(values)), signed_pixels(inputs.values, values, theme))
                if self._signed else (pixels, grey_pixels(inputs.values.reshape(rows, -1), 0.0, 1.0)))
        grids = ((came[0], inputs.values, came[1]),
                 (self.tr("weights, ±{limit}").format(limit=number(weights)), inputs.weights,
                  signed_pixels(inputs.weights, weights, theme)),
                 (self.tr("products, ±{limit}").format(limit=number(products)), inputs.products,
                  signed_pixels(inputs.products, products, theme)))
        if channels < inputs.products.shape[2]:
            self._say_left_out(painter, channels, inputs.products.shape[2])
        for place, (title, values, pixels) in enumerate(grids):
            pixels = pixels.reshape(values.shape)[..., shown]
            self._grid(painter, left, top, cell, values[..., shown], pixels,
                       beside=(inputs.rows < 0)[:, None] | (inputs.columns < 0) if place == 0 else None)
            painter.setPen(QColor(theme.muted))
            painter.drawText(QRectF(left - 20, top - 21, wide + 40, 18), Qt.AlignmentFlag.AlignCenter, title)
            left += wide
            sign = ("×", "=", "Σ = {total}")[place].format(total=number(whole(inputs.total, inputs)))
            painter.setPen(QColor(theme.text))
            width = GAP if place < 2 else 130
            painter.drawText(QRectF(left + (0 if place < 2 else 10), top, width, cell * rows),
                             Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignHCenter if place < 2
                                                              else Qt.AlignmentFlag.AlignLeft), sign)
            left += GAP

    def _draw_window(self, painter: QPainter, window: Window) -> None:
        theme, (rows, columns) = current(), window.values.shape
        height, limit = min(HEIGHT, self.height()), limit_of(window.values)
        cell = min(CELL, (height - 26) / rows, (self.width() - 4 * GAP) / 3 / columns)
        wide, pixels = cell * columns, signed_pixels(window.values, limit, theme)
        left, top = (self.width() - wide) / 2, 20 + (height - 22 - cell * rows) / 2
        self._grid(painter, left, top, cell, window.values[..., None], pixels[..., None], beside=None)
        painter.setPen(QPen(QColor(theme.accent), 2.4))
        painter.drawRects([QRectF(left + column * cell, top + row * cell, cell, cell).adjusted(1, 1, -1, -1)
                           for row, column in window.winners])
        painter.setPen(QColor(theme.muted))
        painter.drawText(QRectF(left - 60, top - 21, wide + 120, 18), Qt.AlignmentFlag.AlignCenter,
                         self.tr("inputs, ±{limit}").format(limit=number(limit)))
        painter.setPen(QColor(theme.text))
        painter.drawText(QRectF(left + wide + 10, top, self.width() - left - wide - 10, cell * rows),
                         Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, window.outcome)

    def _say_left_out(self, painter: QPainter, shown: int, channels: int) -> None:
        painter.setPen(QColor(current().muted))
        painter.drawText(self.rect().adjusted(0, 0, -8, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom,
                         self.tr("{shown} of {channels} channels, those with the largest sums").format(
                             shown=shown, channels=channels))

    def _grid(self, painter: QPainter, left: float, top: float, cell: float, values: np.ndarray, pixels: np.ndarray,
              beside: np.ndarray | None) -> None:
        """One grid (k, l, c), channels side by side; pixels `beside` the image are hatched."""
        painter.save()
        for channel in range(values.shape[2]):
            shades, numbers = pixels[..., channel], values[..., channel]
            x = left + channel * (cell * values.shape[1] + 3)
            paint_cells(painter, x, top, cell, shades)
            for row, column in np.argwhere(beside) if beside is not None else ():
                painter.fillRect(QRectF(x + column * cell, top + row * cell, cell, cell), Qt.BrushStyle.BDiagPattern)
            if cell >= NUMBERS_FROM:
                write_cells(painter, x, top, cell, shades, numbers, like=values)
        painter.restore()

    def _restyle(self, *_: object) -> None:
        self.update()
