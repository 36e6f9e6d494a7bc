"""What all faces have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF

from app.canvas.life.drawn import Drawn, Legend, Mark, Sheet
from app.canvas.life.grid import Grid
from app.canvas.life.scale import Ruler
from app.canvas.life.subject import Subject
from app.numbers import number
from app.widgets.signed_image import image_of, signed_pixels
from engine.graph import LayerSpec
from engine.layers.held import muted_units
from engine.probes import Probe, Reading
from engine.probes.statistics import UnitStatistics

Readings = Mapping[Probe, Reading]

WIDE, NARROW = 172.0, 128.0
"""The width of what cards show, by how much there is to show."""
LEGEND = 22.0
GAP = 4.0
SATURATED = 0.95
"""The share of examples at which a unit passes hardly any gradient on, from which on it is called saturated."""
_UNDYING = frozenset({"", "identity", "softmax", "log_softmax"})
"""Activations of which no unit dies by itself, and none at all."""


@dataclass(frozen=True, eq=False)
class Face:
    """What the card of layer `spec` shows; `shape` is what the layer gives of one example.

    `main` is the question that it is about. What it shows is on a signed scale where `is_signed` says so.
    """

    spec: LayerSpec
    shape: tuple[int, ...]
    subject: Subject
    is_signed: ClassVar[bool] = True

    @property
    def layer(self) -> str:
        return self.spec.name

    @property
    def main(self) -> Probe:
        raise NotImplementedError

    @property
    def others(self) -> tuple[Probe, ...]:
        """Further questions; the face is drawn without their answers too."""
        return ()

    @cached_property
    def probes(self) -> tuple[Probe, ...]:
        """All that the training is asked for."""
        return (self.main, *self.others, *((self.health,) if self.health else ()))

    @property
    def health(self) -> UnitStatistics | None:
        """Asks which units have died, where the layer has an activation function of which that can be said."""
        many = self.subject.many
        if many is None or self.spec.layer.ends_in(self.spec.settings) in _UNDYING:
            return None
        return UnitStatistics(self.layer, many)

    def size(self, room: float) -> QSizeF:
        """How large the place is, in at most `room` of height."""
        raise NotImplementedError

    def spans(self, readings: Readings) -> np.ndarray:
        """The largest size of a number of each unit (units,): what scales are made of. Of more units than are shown the
        last one stands for all that are not."""
        raise NotImplementedError

    def draw(self, readings: Readings, size: QSizeF, ruler: Ruler) -> Drawn:
        """The picture, with `size` as it was given."""
        raise NotImplementedError

    def grid(self, size: QSizeF) -> Grid | None:
        """Where its units are, where each has a place of its own."""
        return None

    def unit_at(self, point: QPointF, size: QSizeF) -> int | None:
        """The unit at a point."""
        grid = self.grid(size)
        return None if grid is None else grid.at(point)

    def pins(self, units: int, size: QSizeF) -> np.ndarray:
        """How far down the lines of each unit begin and end (units,)."""
        places, grid = np.arange(units) + 0.5, self.grid(size)
        if grid is not None and grid.columns == 1 and grid.count == units:
            return grid.top + places * (grid.height + grid.gap) - grid.gap / 2
        return size.height() * places / units

    def say(self, point: QPointF, readings: Readings, size: QSizeF) -> str:
        """What is to be said of what lies at a point."""
        return ""

    # For all that show units

    def shown(self) -> int:
        """How many units are shown."""
        return self.shape[-1]

    def marks(self, readings: Readings, grid: Grid) -> tuple[Mark, ...]:
        """The units that do not learn."""
        return tuple(Mark(grid.cell(unit), kind) for unit, kind in self.ill(readings).items() if unit < grid.count)

    def ill(self, readings: Readings) -> dict[int, str]:
        """Unit → "dead", "saturated" or "muted"."""
        muted = dict.fromkeys(muted_units(self.spec.settings, self.shape), "muted")
        reading = readings.get(self.health) if self.health else None
        if reading is None or reading.error:
            return muted
        idle, flat = reading["idle"], reading["flat"]
        dead = {int(unit): "dead" for unit in np.flatnonzero(idle >= 1.0)}
        return {int(unit): "saturated" for unit in np.flatnonzero(flat >= SATURATED)} | dead | muted

    def say_unit(self, unit: int, value: str, readings: Readings) -> str:
        """A unit, what it says, and whether it learns."""
        lines = [self.subject.unit_in_words(self.layer, unit)]
        if value:
            lines.append(value)
        kind = self.ill(readings).get(unit)
        if kind:
            lines.append(_sentence(kind).format(count=self.subject.judged.most))
        return "\n".join(lines)

    def legend(self, size: QSizeF, ruler: Ruler, subject: str = "", row: int = 1) -> Legend:
        """The scale, `row` lines above the lower end."""
        if ruler.is_own:
            return self.line(size, QCoreApplication.translate("Life", "each on its own scale"), row)
        return replace(self.line(size, "", row), limit=ruler.limit, subject=subject)

    def line(self, size: QSizeF, text: str, row: int = 2) -> Legend:
        """A text, `row` lines above the lower end."""
        return Legend(QRectF(0.0, size.height() - row * LEGEND, size.width(), LEGEND), 0.0, "", text)

    def note(self, size: QSizeF, shown: int, total: int) -> tuple[Legend, ...]:
        """That some are shown of more."""
        if shown >= total:
            return ()
        return (self.line(size, QCoreApplication.translate("Life", "{shown} of {total} shown").format(
            shown=number(shown), total=number(total))),)


def _sentence(kind: str) -> str:
    return {
        "dead": QCoreApplication.translate("Life", "Dead: on {count} training examples its slope is 0, so it does not "
                                           "learn."),
        "saturated": QCoreApplication.translate("Life", "Saturated: on nearly all of {count} training examples its "
                                                "slope is almost 0, so it hardly learns."),
        "muted": QCoreApplication.translate("Life", "Muted: it gives 0 whatever comes in."),
    }[kind]


def tile_sheets(tiles: np.ndarray, grid: Grid, ruler: Ruler) -> tuple[Sheet, ...]:
    """Signed tiles (n, h, w), the first row of each at the top, each in its cell."""
    count, height, width = tiles.shape
    image = image_of(signed_pixels(tiles / ruler.divisors(count)[:, None, None], 1.0).reshape(count * height, width))
    return tuple(Sheet(grid.cell(place), image, QRectF(0, place * height, width, height)) for place in range(count))


def lowered(grid: Grid, by: float) -> Grid:
    """The grid further down."""
    return replace(grid, top=grid.top + by)
