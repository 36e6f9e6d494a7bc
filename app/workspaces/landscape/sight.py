"""Which plane is looked at, and how much of it."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.widgets.background import Background
from app.workspaces.landscape.asked import Asked, origin_of, plane_of
from app.workspaces.landscape.plane_panel import Ranges
from app.workspaces.landscape.subject import FIT
from engine.landscape import Plane, automatic_range

RANGE_ROOM = 1.6
"""Automatic ranges stay as they are until what they should show is so many times smaller."""


class Sight(QObject):
    """Fits directions on a thread, and turns them so that nothing flips. In between the plane only moves along with the
    weights.

    `found(asked, plane, ranges)` answers `look`; `missed` when it was told to `forget` meanwhile; `failed(error)`.
    """

    found = Signal(object, object, object)
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
        self._work.done.connect(self._fit)
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
        choice, plane, ranges = asked.choice, self._plane, self._ranges
        fitted = (asked.snapshot.graph, choice.kind, choice.settings, choice.centre, choice.seed,
                  tuple(map(id, asked.ends)))
        fresh = steady and fitted == self._fitted and self.age < FIT
        if fresh and plane is not None and plane.kind == choice.kind and ranges and not choice.ranges:
            self._see(asked, replace(plane, origin=origin_of(asked)), ranges)
            return False
        self._fitted, self._fitted_at, self._asked = fitted, time.monotonic(), asked
        self._work.ask(lambda: (asked, plane_of(asked, plane)))
        return True

    def look_about(self, asked: Asked) -> None:
        """The same without regard to what was seen before."""
        self._asked = asked
        self._work.ask(lambda: (asked, plane_of(asked, None)))

    def _fit(self, answer: tuple[Asked, Plane]) -> None:
        asked, plane = answer
        if asked is not self._asked:
            self.missed.emit()
            return
        self._see(asked, plane, asked.choice.ranges or self._steady(automatic_range(plane, asked.points)))

    def _see(self, asked: Asked, plane: Plane, ranges: Ranges) -> None:
        self._plane = plane
        self.found.emit(asked, plane, ranges)

    def _steady(self, ranges: Ranges) -> Ranges:
        """Ranges that need not change stay, so that the picture does not tremble."""
        old = self._ranges
        if old is not None:
            inside = all(a <= x and y <= b for (a, b), (x, y) in zip(old, ranges, strict=True))
            roomy = any(b - a > RANGE_ROOM * (y - x) for (a, b), (x, y) in zip(old, ranges, strict=True))
            if inside and not roomy:
                return old
        self._ranges = ranges
        return ranges
