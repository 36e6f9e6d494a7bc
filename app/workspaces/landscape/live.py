"""The picture of the loss that keeps up with a training: computed by one worker process, coarse first."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from engine.jobs import local_executor, worker_error
from engine.landscape import Plane, Projection, Task, coarse_to_fine, learn, losses_of
from engine.landscape.remote import UnknownTaskError

LOOK = 8
"""Milliseconds between two looks at the worker."""
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

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._picture: PictureRequest | None = None
        self._next: PictureRequest | None = None
        self._work: Iterator[tuple[str, tuple[np.ndarray, ...]]] = iter(())
        self._future: Future | None = None
        self._place: tuple[str, tuple[np.ndarray, ...], PictureRequest | None] = ("", (), None)
        self._sent = ""
        self._rate = 0.0
        self._first_done = False
        self._asked_at = 0.0
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self._look)

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
        self._timer.start()

    def stop(self) -> None:
        """Nothing is wanted any more."""
        self._picture = self._next = None
        self._timer.stop()

    # Inside

    def _begin(self) -> None:
        self._picture, self._next = self._next, None
        self._first_done = False
        self._work = self._pieces(self._picture)
        if self._future is None:
            self._submit()

    def _pieces(self, picture: PictureRequest) -> Iterator[tuple[str, tuple[np.ndarray, ...]]]:
        """Pieces of work, each about as long as PIECE; "pass" ends a pass. What is done at once is one piece."""
        rows, columns = len(picture.b), len(picture.a)
        walk = np.flatnonzero(np.isnan(picture.walk_losses))
        if self._rate and self._rate * (rows * columns + len(walk)) < AT_ONCE:
            yield "grid", (*(axis.ravel() for axis in np.indices((rows, columns))), walk)
            yield "pass", ()
            return
        spread = walk[np.unique(np.linspace(0, len(walk) - 1, LEAST_PIECE).round().astype(int))] if len(walk) else walk
        walk = np.setdiff1d(walk, spread)
        for places in coarse_to_fine(rows, columns):
            start = 0
            while start < len(places[0]):
                size = self._size()
                yield "grid", (places[0][start:start + size], places[1][start:start + size], walk[:0])
                start += size
            if len(spread):  # a picture that is replaced soon has some of its walk too
                yield "grid", (places[0][:0], places[1][:0], spread)
                spread = spread[:0]
            yield "pass", ()
            while len(walk):
                size = self._size()
                yield "grid", (places[0][:0], places[1][:0], walk[:size])
                walk = walk[size:]
        yield "pass", ()

    def _size(self) -> int:
        return max(LEAST_PIECE, min(4096, int(PIECE / self._rate))) if self._rate else FIRST_PIECE

    def _submit(self) -> None:
        picture = self._picture
        for kind, places in self._work:
            if kind == "pass":
                self._first_done = True
                if picture.age > QUICK:
                    self.advanced.emit(picture)
                if self._picture is not picture:
                    return
                if self._next is not None and self.worth_replacing:
                    self._begin()
                    return
                continue
            self._place, self._asked_at = (kind, places, picture), time.perf_counter()
            executor, task = local_executor(1), picture.task
            if self._sent != task.key:
                self._future = executor.submit(learn, task)
                self._place = ("learn", (), picture)
                self._work = itertools.chain([(kind, places)], self._work)
                return
            rows, columns, walk = places
            plane, a, b = picture.plane, picture.a[columns], picture.b[rows]
            if np.isnan(picture.below) and picture.projection is not None:
                a, b = (np.append(*both) for both in zip((a, b), picture.projection.coordinates[-1], strict=True))
            self._future = executor.submit(losses_of, task.key, (plane.origin, plane.first, plane.second), a, b,
                                           picture.walk[walk])
            return
        self._picture = None
        self.finished.emit(picture)
        if self._picture is None and self._next is not None:
            self._begin()
        elif self._picture is None:
            self._timer.stop()

    def _look(self) -> None:
        if self._future is None or not self._future.done():
            return
        future, self._future = self._future, None
        try:
            result = future.result()
        except UnknownTaskError:  # another worker has taken the place of the one that knew it
            kind, places, asked = self._place
            self._sent = ""
            self._work = itertools.chain([(kind, places)] if self._picture is asked else [], self._work)
        except Exception as error:  # a worker that ended; the next picture gets a new one
            self._sent = ""
            self.stop()
            self.failed.emit(worker_error(error))
            return
        else:
            self._take(result)
        if self._picture is not None:
            self._submit()
        elif self._next is not None:
            self._begin()

    def _take(self, result: str | np.ndarray) -> None:
        """What the worker has answered."""
        kind, places, picture = self._place
        if kind == "learn":
            self._sent = result
        elif picture is self._picture:
            rows, columns, walk = places
            spent = (time.perf_counter() - self._asked_at) / max(1, len(result))
            self._rate = 0.7 * self._rate + 0.3 * spent if self._rate else spent
            losses = np.where(np.isfinite(result), result, np.inf)
            picture.losses[rows, columns] = losses[:len(rows)]
            picture.walk_losses[walk] = losses[len(losses) - len(walk):]
            if len(losses) > len(rows) + len(walk):
                picture.below = float(losses[len(rows)])
