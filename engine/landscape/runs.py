"""Several trainings of one network, to be seen on one plane, and the straight way from one solution to another.

A training is a `Course`. It is walked leg by leg, each of so many seconds and on whatever process is free: a
`RunProgress` says what the next leg is and takes what came of it, so that the walk is seen while it is made.
"""

from __future__ import annotations

import math
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.data import Data
from engine.errors import LaderaError
from engine.graph import Graph
from engine.landscape.remote import Task, losses_at
from engine.landscape.trajectory import BUDGET, TrajectoryRecorder
from engine.network import Network
from engine.recall import Recall, remembering
from engine.surfaces.plane import along
from engine.surfaces.trajectory import Trajectory
from engine.training import Checkpoint, Trainer, TrainingSettings

POINTS = 160
LINE = 61  # points of a line; both solutions are among them
BEYOND = 0.25  # how far a line goes on behind both solutions


@dataclass(frozen=True, eq=False)
class Course:
    """What is trained: a network, given as `to_json` writes it, on `data` by settings given likewise, from the weights
    `start` (n,) or those of the seed. Its walk has at most `points` points in `budget` bytes. All can be sent."""

    graph: Mapping[str, Any]
    data: Data
    settings: Mapping[str, Any]
    start: np.ndarray | None = None
    points: int = POINTS
    budget: int = BUDGET
    key: str = field(default_factory=lambda: uuid.uuid4().hex)


@dataclass(frozen=True, eq=False)
class Leg:
    """Part of a walk: every `every`-th of its steps, with their true losses `true` (T,) where a task was given, else
    empty. The training goes on from `moment`, or is `over`, after `epochs`; `failed` says why before its time."""

    walk: Trajectory
    every: int
    true: np.ndarray
    moment: Checkpoint
    epochs: int
    over: bool
    failed: LaderaError | None
    seconds: float


@remembering
def leg(course: Course, moment: Checkpoint | None = None, every: int = 1, seconds: float = math.inf,
        task: Task | None = None, *, recall: Recall | None = None) -> Leg:
    """Train on for so many seconds from a moment, the beginning where it is None. The true losses of the walk are
    measured as `task` says. A training that stops being finite gives its walk until then. Raises GraphError when
    network and data do not fit."""
    began = time.perf_counter()
    path = TrajectoryRecorder(course.budget, course.points)
    recall = recall or Recall()
    trainer, failed, over = _trainer(course, moment, recall), None, False
    path.every = every
    if moment is None:
        path.add(0, np.nan, trainer.parameters)
    try:
        while trainer.epochs_done < trainer.settings.epochs and trainer.stopped is None:
            trainer.step()
            path.follow(trainer)
            if time.perf_counter() - began > seconds:
                break
        else:
            trainer.finish()
            over = True
    except LaderaError as error:
        failed, over = error, True
    if over:
        path.add(trainer.steps_done, trainer.minibatch_loss, trainer.parameters)
        recall.take(Trainer, course.key)
    walk = path.seen()
    true = losses_at(task, walk.points, recall=recall) if task is not None and len(walk.points) else np.empty(0)
    return Leg(walk, path.every, true, trainer.snapshot(), trainer.epochs_done, over, failed,
               time.perf_counter() - began)


def _trainer(course: Course, moment: Checkpoint | None, recall: Recall) -> Trainer:
    """The one that this process remembers, or a new one, at the moment."""
    trainer = recall.take(Trainer, course.key)
    if trainer is None or moment is None:
        trainer = Trainer(Graph.from_json(course.graph), course.data, TrainingSettings.from_json(course.settings),
                          parameters=course.start)
    if moment is not None and trainer.steps_done != moment.step:
        trainer.restore(moment)
    recall.keep(course.key, trainer)
    return trainer


class RunProgress:
    """A course as far as it has been walked: `path`, `epochs` done, whether it is `over`, and why before its time."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.path = TrajectoryRecorder(course.budget, course.points)
        self.epochs = 0
        self.over = False
        self.failed: LaderaError | None = None
        self._moment: Checkpoint | None = None

    def next(self, seconds: float = math.inf, task: Task | None = None) -> tuple[Any, ...]:
        """The arguments of the next `leg`."""
        return self.course, self._moment, self.path.every, seconds, task

    def take(self, found: Leg) -> None:
        """Go on from where a leg ended."""
        walk, path = found.walk, self.path
        path.every = max(path.every, found.every)
        for place, step in enumerate(walk.steps.tolist()):
            if path.wants(step) or (found.over and place == len(walk.steps) - 1):
                path.add(step, walk.losses[place], walk.points[place])
        self._moment, self.epochs, self.over, self.failed = found.moment, found.epochs, found.over, found.failed


@dataclass(frozen=True, eq=False)
class Run:
    """The `walk` of a whole training, the last weights `end` (n,), and why it ended before its time, None where it did
    not."""

    walk: Trajectory
    end: np.ndarray
    failed: LaderaError | None = None


def run(graph: Mapping[str, Any], data: Data, settings: Mapping[str, Any], start: np.ndarray | None = None,
        points: int = POINTS) -> Run:
    """A `Course` at one go, its last weights among the points of the walk. Raises GraphError when network and data do
    not fit."""
    found = leg(Course(graph, data, settings, start, points))
    return Run(found.walk, found.moment.parameters, found.failed)


def line_points(one: np.ndarray, other: np.ndarray, count: int = LINE, positive: tuple[slice, ...] = ()
                ) -> tuple[np.ndarray, np.ndarray]:
    """Weights (1 − t) · one + t · other, and somewhat beyond both: t (count,) and (count, n). In the spans `positive`,
    as a layout has them, they change by equal factors."""
    t = np.linspace(-BEYOND, 1.0 + BEYOND, count)
    one = np.asarray(one, dtype=np.float64)
    return t, along(one, np.asarray(other, dtype=np.float64)[None] - one, t[:, None], positive)


def straight_line(network: Network, one: np.ndarray, other: np.ndarray, inputs: Any, targets: Any,
                  count: int = LINE) -> tuple[np.ndarray, np.ndarray]:
    """The objective on the line through two solutions (`line_points`): t (count,) and (count,)."""
    t, members = line_points(one, other, count, network.layout.positive)
    with np.errstate(all="ignore"):
        return t, network.population_loss(members.astype(network.dtype), inputs, targets).astype(np.float64)


def barrier(t: np.ndarray, losses: np.ndarray) -> float:
    """By how much a line (`straight_line`) rises above the straight way from L(0) to L(1), at its highest: 0 where two
    solutions are linearly connected (Frankle, Dziugaite, Roy and Carbin 2020)."""
    ends = np.interp([0.0, 1.0], t, losses)
    between = (t >= 0) & (t <= 1)
    return float(np.max(losses[between] - ((1 - t[between]) * ends[0] + t[between] * ends[1]), initial=0.0))
