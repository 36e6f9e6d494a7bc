"""Which plane is looked at, and how much of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app.widgets.background import Background
from app.workspaces.landscape.asked import Asked, origin_of, plane_of
from app.workspaces.landscape.loss_sample import FIT
from app.workspaces.landscape.plane_panel import Ranges
from engine.landscape import Plane, Projection, automatic_range

RANGE_ROOM = 1.6
"""Automatic ranges stay as they are until what they should show is so many times smaller."""


@dataclass(frozen=True, eq=False)
class View:
    """A plane, how much of it is looked at, and the walk of what was `asked` on it; None where there is no walk."""

    asked: Asked
    plane: Plane
    ranges: Ranges
    walk: Projection | None


class PlaneFitter(QObject):
    """Fits directions, and turns them so that nothing flips; in between the plane only moves along with the weights.
    All on a thread: the walk of a large network is many millions of numbers.

    `found(view)` answers `look`; `missed` when it was told to `forget` meanwhile; `failed(error)`.
    """

    found = Signal(object)
    missed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked: Asked | None = None
        self._plane: Plane | None = None
        self._ranges: Ranges | None = None
        self._fitted: tuple[object, ...] = ()
        self._fitted_at = 0.0
        self._work = Background(self)
        self._work.done.connect(self._see)
        self._work.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        return self._work.busy

    @property
    def age(self) -> float:
        """Seconds since directions were fitted."""
        return time.monotonic() - self._fitted_at

    def forget(self) -> None:
        """What is looked at next has nothing to do with what was seen."""
        self._asked = self._plane = self._ranges = None
        self._fitted = ()

    def tire(self) -> None:
        """Fit directions anew at the next look, whenever it comes."""
        self._fitted = ()

    def look(self, asked: Asked, *, steady: bool) -> bool:
        """Find the plane for a picture. Whether directions are fitted anew: where it is to be `steady`, for FIT seconds
        they are not."""
        choice, plane = asked.choice, self._plane
        fitted = (asked.snapshot.graph, choice.kind, choice.settings, choice.centre, choice.seed,
                  tuple(map(id, asked.ends)))
        fresh = steady and fitted == self._fitted and self.age < FIT
        if fresh and plane is not None and plane.kind == choice.kind and self._ranges and not choice.ranges:
            self._ask(asked, lambda: replace(plane, origin=origin_of(asked)), self._ranges)
            return False
        self._fitted, self._fitted_at = fitted, time.monotonic()
        self._ask(asked, lambda: plane_of(asked, plane), choice.ranges)
        return True

    def look_about(self, asked: Asked) -> None:
        """The same without regard to what was seen before."""
        self._ask(asked, lambda: plane_of(asked, None), asked.choice.ranges)

    def _ask(self, asked: Asked, make: Callable[[], Plane], ranges: Ranges | None) -> None:
        self._asked, before = asked, self._ranges
        self._work.ask(lambda: _view(asked, make(), ranges, before))

    def _see(self, view: View) -> None:
        if view.asked is not self._asked:
            self.missed.emit()
            return
        self._plane = view.plane
        if not view.asked.choice.ranges:
            self._ranges = view.ranges
        self.found.emit(view)


def _view(asked: Asked, plane: Plane, ranges: Ranges | None, before: Ranges | None) -> View:
    return View(asked, plane, ranges or _steady(automatic_range(plane, asked.points), before),
                plane.project(asked.walk.points) if len(asked.walk.points) else None)


def _steady(ranges: Ranges, before: Ranges | None) -> Ranges:
    """Ranges that need not change stay, so that the picture does not tremble."""
    if before is not None:
        inside = all(a <= x and y <= b for (a, b), (x, y) in zip(before, ranges, strict=True))
        roomy = any(b - a > RANGE_ROOM * (y - x) for (a, b), (x, y) in zip(before, ranges, strict=True))
        if inside and not roomy:
            return before
    return ranges
