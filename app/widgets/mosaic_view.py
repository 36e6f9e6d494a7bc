"""All maps of a layer, or all its filters, as one picture of tiles."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent

from app.theme import current
from app.widgets.picture_view import PictureView
from app.widgets.signed_image import image_of, limit_of, mosaic, signed_pixels


class MosaicView(PictureView):
    """`chosen(tile, row, column)` when a cell of a tile is clicked."""

    chosen = Signal(int, int, int)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.tiles = np.empty((0, 1, 1))
        self._columns = 1

    def show_tiles(self, tiles: np.ndarray, limit: float | None, columns: int | None = None) -> None:
        """Tiles (n, h, w) on one scale; without a `limit` each on its own. `columns` in a row, or as many as make the
        picture about as wide as the widget."""
        theme = current()
        if limit is None:
            pixels = np.stack([signed_pixels(tile, limit_of(tile), theme) for tile in tiles])
        else:
            pixels = signed_pixels(tiles, limit, theme)
        self.show_pixels(pixels, columns)
        self.tiles = tiles

    def show_pixels(self, pixels: np.ndarray, columns: int | None = None) -> None:
        """Tiles of colours, 0xffRRGGBB (n, h, w)."""
        self.tiles = pixels
        count, height, width = pixels.shape
        self._columns = columns or _columns(count, height, width, self.width() / max(1, self.height()))
        self.show_picture(image_of(mosaic(pixels, self._columns, QColor(current().border).rgb())))

    def clear(self) -> None:
        """There is nothing to show."""
        self.tiles = np.empty((0, 1, 1))
        self.mark()
        self.show_picture(QImage())

    def mark_unit(self, tile: int, row: int, column: int) -> None:
        """Mark one cell of a tile."""
        top, left = self._corner_of(tile)
        self.mark(np.array([top + row]), np.array([left + column]))

    def mark_tiles(self, tile: int, mask: np.ndarray) -> None:
        """Mark the rows and columns of a tile in which there is something of `mask` (h, w)."""
        top, left = self._corner_of(tile)
        self.mark(top + np.flatnonzero(mask.any(axis=1)), left + np.flatnonzero(mask.any(axis=0)))

    def tile_at(self, row: int, column: int) -> tuple[int, int, int] | None:
        """The tile at a cell of the picture, and row and column in it; None between tiles."""
        _, height, width = self.tiles.shape
        (down, row), (across, column) = divmod(row - 1, height + 1), divmod(column - 1, width + 1)
        tile = down * self._columns + across
        return (tile, row, column) if row < height and column < width and 0 <= tile < len(self.tiles) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        unit = cell and self.tile_at(*cell)
        if unit:
            self.chosen.emit(*unit)

    def unit_place(self, tile: int, row: int, column: int):
        """Where in the widget a cell of a tile is."""
        top, left = self._corner_of(tile)
        return self.centre_of(top + row, left + column)

    def mark_whole(self, tile: int) -> None:
        """Mark a whole tile."""
        self.mark_tiles(tile, np.ones(self.tiles.shape[1:], bool))

    def _corner_of(self, tile: int) -> tuple[int, int]:
        down, across = divmod(tile, self._columns)
        return 1 + down * (self.tiles.shape[1] + 1), 1 + across * (self.tiles.shape[2] + 1)


def _columns(count: int, height: int, width: int, aspect: float) -> int:
    """How many tiles of a row make a picture that is about `aspect` times as wide as high."""
    return max(1, min(count, round(math.sqrt(count * aspect * (height + 1) / (width + 1)))))
