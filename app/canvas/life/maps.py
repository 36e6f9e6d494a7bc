"""Convolutions: the filters as they are, and below them the maps that they make of the example in hand; and what else
gives maps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF

from app.canvas.life.drawn import Drawn, Legend, Sheet
from app.canvas.life.face import GAP, LEGEND, WIDE, Face, Readings, lowered, tile_sheets
from app.canvas.life.grid import Grid, fitted
from app.canvas.life.scale import Ruler, rounded
from app.canvas.life.subject import Subject
from app.numbers import number
from app.widgets.signed_image import limit_of, sizes
from engine.graph import LayerSpec
from engine.probes import Probe
from engine.probes.weights import Weights
from engine.probes.window import ActivationWindow

MOST_MAPS, LONGEST = 64, 64
MOST_FILTERS, MOST_CHANNELS = 16, 8
TILE = 54.0
_FILTERS, _MAPS = 62.0, 122.0
"""The height that filters and maps have at most."""


@dataclass(frozen=True, eq=False)
class Maps(Face):
    """A tile for each channel."""

    @classmethod
    def of(cls, spec: LayerSpec, shape: tuple[int, ...], subject: Subject) -> Face | None:
        return cls(spec, shape, subject) if len(shape) == 3 else None

    @property
    def main(self) -> Probe:
        return ActivationWindow(self.layer, self.subject.examples, MOST_MAPS, LONGEST)

    @cached_property
    def kernel(self) -> tuple[int, ...] | None:
        """The shape of its filters (height, width, channels, filters), where it has some larger than one pixel."""
        shape = self.subject.weights.get(f"{self.layer}/kernel")
        return shape if shape is not None and len(shape) == 4 and max(shape[:2]) > 1 else None

    @property
    def filters(self) -> Weights | None:
        """Asks for the filters that are shown."""
        if self.kernel is None:
            return None
        height, width, channels, filters = self.kernel
        return Weights(f"{self.layer}/kernel", ((0, height), (0, width), (0, min(channels, MOST_CHANNELS)),
                                                (0, min(filters, MOST_FILTERS))))

    @property
    def others(self) -> tuple[Probe, ...]:
        return (self.filters,) if self.filters else ()

    def shown(self) -> int:
        return min(self.shape[2], MOST_MAPS)

    @property
    def _are_some(self) -> bool:
        return self.shape[2] > MOST_MAPS or max(self.shape[:2]) > LONGEST

    @property
    def _below(self) -> float:
        return LEGEND * (1 + self._are_some)

    def size(self, room: float) -> QSizeF:
        maps = fitted(self.shown(), self._ratio, WIDE, _MAPS, GAP / 2, TILE).bottom + GAP + self._below
        return QSizeF(WIDE, max(min(maps + self._filters_room, room), self._below + 24.0))

    @property
    def _ratio(self) -> float:
        height, width = (min(side, LONGEST) for side in self.shape[:2])
        return width / height

    @property
    def _filters_room(self) -> float:
        """The height of filters with their legend."""
        return 0.0 if self.kernel is None else self._filter_grid(_FILTERS).bottom + GAP + LEGEND

    def _filter_grid(self, height: float) -> Grid:
        rows, width, channels, filters = self.kernel
        channels, filters = min(channels, MOST_CHANNELS), min(filters, MOST_FILTERS)
        gap = 2.0
        if channels == 1:
            return fitted(filters, width / rows, WIDE, height, gap, 26.0)
        side = min((WIDE - (filters - 1) * gap) / filters, ((height + gap) / channels - gap) * width / rows, 26.0)
        return Grid(channels * filters, filters, side, side * rows / width, gap,
                    (WIDE - filters * (side + gap) + gap) / 2)

    def _has_filters(self, size: QSizeF) -> bool:
        """Whether there is room for them beside the maps."""
        return self.kernel is not None and size.height() >= self._filters_room + self._below + 30.0

    def grid(self, size: QSizeF) -> Grid:
        top = self._filters_room if self._has_filters(size) else 0.0
        return lowered(fitted(self.shown(), self._ratio, size.width(), size.height() - top - self._below - GAP, GAP / 2,
                            TILE), top)

    def spans(self, readings: Readings) -> np.ndarray:
        reading = readings[self.main]
        own = sizes(reading.first[0], (0, 1))
        return np.append(own, np.abs(reading.limits).max()) if self._are_some else own

    def draw(self, readings: Readings, size: QSizeF, ruler: Ruler) -> Drawn:
        grid = self.grid(size)
        sheets = tile_sheets(np.moveaxis(readings[self.main].first[0], -1, 0), grid, ruler)
        legends = [self.legend(size, ruler)]
        if self._are_some:
            rows, columns = (min(side, LONGEST) for side in self.shape[:2])
            text = QCoreApplication.translate("Life", "{shown} of {total} maps, {rows} × {columns} places").format(
                shown=self.shown(), total=number(self.shape[2]), rows=rows, columns=columns)
            legends.append(self.line(size, text))
        if self._has_filters(size) and self.filters in readings and not readings[self.filters].error:
            more, legend = self._draw_filters(readings)
            sheets, legends = (*more, *sheets), [legend, *legends]
        return Drawn(sheets, marks=self.marks(readings, grid), legends=tuple(legends))

    def _draw_filters(self, readings: Readings) -> tuple[tuple[Sheet, ...], Legend]:
        reading, grid = readings[self.filters], self._filter_grid(_FILTERS)
        tiles = _filter_tiles(reading.first)
        limit = rounded(limit_of(np.array(reading.limits)))
        shown, total = tiles.shape[0], self.kernel[2] * self.kernel[3]
        subject = QCoreApplication.translate("Life", "weights") if shown == total else QCoreApplication.translate(
            "Life", "{shown} of {total}").format(shown=shown, total=number(total))
        size = QSizeF(WIDE, grid.bottom + GAP + LEGEND)
        return tile_sheets(tiles, grid, Ruler(limit)), self.legend(size, Ruler(limit), subject)

    def say(self, point: QPointF, readings: Readings, size: QSizeF) -> str:
        grid = self.grid(size)
        unit = grid.at(point)
        if unit is not None:
            cell, tile = grid.cell(unit), readings[self.main].first[0, ..., unit]
            row, column = _place(point, cell, tile.shape)
            words = QCoreApplication.translate("Life", "{value} in row {row}, column {column}").format(
                value=number(float(tile[row, column])), row=row + 1, column=column + 1)
            return self.say_unit(unit, words, readings)
        return self._say_filter(point, readings) if self._has_filters(size) and self.filters in readings else ""

    def _say_filter(self, point: QPointF, readings: Readings) -> str:
        grid = self._filter_grid(_FILTERS)
        place = grid.at(point)
        if place is None:
            return ""
        channel, unit = divmod(place, readings[self.filters].first.shape[3])
        tile = readings[self.filters].first[:, :, channel, unit]
        row, column = _place(point, grid.cell(place), tile.shape)
        return QCoreApplication.translate(
            "Life", "{layer}, filter {unit}, from channel {channel}\nweight {value} in row {row}, column "
            "{column}").format(layer=self.layer, unit=unit + 1, channel=channel + 1,
                               value=number(float(tile[row, column])), row=row + 1, column=column + 1)


def _filter_tiles(kernel: np.ndarray) -> np.ndarray:
    """Filters (height, width, channels, filters) as tiles (channels × filters, height, width), a row a channel."""
    return np.transpose(kernel, (2, 3, 0, 1)).reshape(-1, *kernel.shape[:2])


def _place(point: QPointF, cell: QRectF, shape: tuple[int, ...]) -> tuple[int, int]:
    """The row and column of a tile that lie at a point."""
    row = min(shape[0] - 1, int((point.y() - cell.top()) / cell.height() * shape[0]))
    column = min(shape[1] - 1, int((point.x() - cell.left()) / cell.width() * shape[1]))
    return row, column
