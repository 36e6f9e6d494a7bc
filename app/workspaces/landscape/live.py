"""The picture of the loss that keeps up with a training: computed by one worker process, coarse first."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.widgets.background import Background
from engine.errors import LaderaError
from engine.jobs import Workplace, worker_error
from engine.landscape import Plane, Projection, Task, coarse_to_fine, learn, losses_of
from engine.landscape.remote import UnknownTaskError

Places = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Rows and columns (K,) of the grid, and places (T,) on the walk."""
PIECE = 0.03
"""Seconds that a piece should take: what is no longer wanted ends soon."""
FIRST_PIECE, LEAST_PIECE = 24, 16
"""Places of a piece before one was timed, and at least: each piece costs something by itself."""
AT_ONCE = 0.09
"""Seconds that a whole picture may take as one piece."""
QUICK = 0.1
"""Seconds within which a picture is shown whole, without its coarse passes."""
PATIENCE = 0.15
"""Seconds that a picture has to become finer before a newer one takes its place."""


@dataclass(eq=False)
class PictureRequest:
    """What is asked for: the loss over a grid of a plane, at those points of a walk where it is still NaN, and
    `below`, on the plane, where the last of them projects to. `projection` is the walk on the plane, None where there
    is none."""

    task: Task
    plane: Plane
    a: np.ndarray
    b: np.ndarray
    walk: np.ndarray
    projection: Projection | None
    tag: object = None
    losses: np.ndarray = field(init=False)
    walk_losses: np.ndarray = field(init=False)
    below: float = field(init=False, default=np.nan)
    began: float = field(init=False, default_factory=time.perf_counter)

    def __post_init__(self) -> None:
        self.losses = np.full((len(self.b), len(self.a)), np.nan)
        self.walk_losses = np.full(len(self.walk), np.nan)

    @property
    def age(self) -> float:
        """Seconds since it was asked for."""
        return time.perf_counter() - self.began

    @property
    def known(self) -> float:
        """The share of the grid that is computed."""
        return float(1.0 - np.isnan(self.losses).mean()) if self.losses.size else 1.0


class LivePlane(QObject):
    """`advanced(picture)` after every pass, `finished(picture)` when it is whole, `failed(error)`.

    One picture at a time; asking for another gives up the finer passes of the one before, never its first.
    """

    advanced = Signal(object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._picture: PictureRequest | None = None
        self._next: PictureRequest | None = None
        self._pieces: Iterator[Places | None] = iter(())
        self._asked: tuple[Places, PictureRequest] | None = None
        self._rate = 0.0
        self._first_done = False
        self._worker = Background(self)
        self._worker.done.connect(self._hear)
        self._worker.failed.connect(self._fail)

    @property
    def busy(self) -> bool:
        return self._picture is not None

    @property
    def worth_replacing(self) -> bool:
        """Whether a newer picture may take the place of the one in work: it has had a first pass, and some time."""
        return self._picture is None or (self._first_done and self._picture.age > PATIENCE)

    def ask(self, picture: PictureRequest) -> None:
        """Compute this one next."""
        self._next = picture
        if self.worth_replacing:
            self._begin()

    def stop(self) -> None:
        """Nothing is wanted any more."""
        self._picture = self._next = None

    # Inside

    def _begin(self) -> None:
        self._picture, self._next = self._next, None
        self._first_done = False
        self._pieces = self._cut(self._picture)
        if not self._worker.busy:
            self._go_on()

    def _cut(self, picture: PictureRequest) -> Iterator[Places | None]:
        """Pieces of work, each about as long as PIECE; None ends a pass. What is done at once is one piece."""
        rows, columns = len(picture.b), len(picture.a)
        walk = np.flatnonzero(np.isnan(picture.walk_losses))
        if self._rate and self._rate * (rows * columns + len(walk)) < AT_ONCE:
            yield (*(axis.ravel() for axis in np.indices((rows, columns))), walk)
            yield None
            return
        spread = walk[np.unique(np.linspace(0, len(walk) - 1, LEAST_PIECE).round().astype(int))] if len(walk) else walk
        walk = np.setdiff1d(walk, spread)
        for places in coarse_to_fine(rows, columns):
            start = 0
            while start < len(places[0]):
                size = self._size()
                yield (places[0][start:start + size], places[1][start:start + size], walk[:0])
                start += size
            if len(spread):  # a picture that is replaced soon has some of its walk too
                yield (places[0][:0], places[1][:0], spread)
                spread = spread[:0]
            yield None
            while len(walk):
                size = self._size()
                yield (places[0][:0], places[1][:0], walk[:size])
                walk = walk[size:]
        yield None

    def _size(self) -> int:
        return max(LEAST_PIECE, min(4096, int(PIECE / self._rate))) if self._rate else FIRST_PIECE

    def _go_on(self) -> None:
        picture = self._picture
        for places in self._pieces:
            if places is not None:
                self._ask(places, picture)
                return
            self._first_done = True
            if picture.age > QUICK:
                self.advanced.emit(picture)
            if self._picture is not picture:
                return
            if self._next is not None and self.worth_replacing:
                self._begin()
                return
        self._picture = None
        self.finished.emit(picture)
        if self._picture is None and self._next is not None:
            self._begin()

    def _ask(self, places: Places, picture: PictureRequest) -> None:
        rows, columns, walk = places
        plane, a, b = picture.plane, picture.a[columns], picture.b[rows]
        if np.isnan(picture.below) and picture.projection is not None:
            a, b = (np.append(*both) for both in zip((a, b), picture.projection.coordinates[-1], strict=True))
        self._asked = places, picture
        self._worker.ask(partial(_measured, self._workplace.local(1), picture.task,
                                 (plane.origin, plane.first, plane.second), a, b, picture.walk[walk]))

    def _hear(self, answer: tuple[np.ndarray, float]) -> None:
        places, picture = self._asked
        if picture is self._picture:
            self._take(*answer, places, picture)
        if self._picture is not None:
            self._go_on()
        elif self._next is not None:
            self._begin()

    def _fail(self, error: LaderaError) -> None:
        """A worker that ended; the next picture gets a new one."""
        self.stop()
        self.failed.emit(error)

    def _take(self, found: np.ndarray, seconds: float, places: Places, picture: PictureRequest) -> None:
        """What the worker has answered."""
        rows, columns, walk = places
        spent = seconds / max(1, len(found))
        self._rate = 0.7 * self._rate + 0.3 * spent if self._rate else spent
        losses = np.where(np.isfinite(found), found, np.inf)
        picture.losses[rows, columns] = losses[:len(rows)]
        picture.walk_losses[walk] = losses[len(losses) - len(walk):]
        if len(losses) > len(rows) + len(walk):
            picture.below = float(losses[len(rows)])


def _measured(executor: Executor, task: Task, *where: Any) -> tuple[np.ndarray, float]:
    """The losses, and the seconds that they take a worker which knows the task. One that does not, the first or in the
    place of another, is told it. On a thread. Raises LaderaError."""
    try:
        try:
            return _timed(executor, task.key, *where)
        except UnknownTaskError:
            executor.submit(learn, task).result()
            return _timed(executor, task.key, *where)
    except Exception as error:
        raise worker_error(error) from error


def _timed(executor: Executor, *question: Any) -> tuple[np.ndarray, float]:
    began = time.perf_counter()
    return executor.submit(losses_of, *question).result(), time.perf_counter() - began
