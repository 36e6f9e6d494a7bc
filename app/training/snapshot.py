"""What the engine's process is told to train, and what it tells the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from app.document.model import Origin, Renames
from engine.data import Data, DataSpec
from engine.errors import LaderaError
from engine.graph import Graph
from engine.landscape import TrajectoryRecorder
from engine.probes import Probe, Reading
from engine.project import Learned
from engine.training import TrainingSettings
from engine.training.history import MOST_STORED, thinned
from engine.training.marks import Mark
from engine.training.table import Rows

State = Literal["empty", "ready", "running", "paused", "failed", "finished"]


@dataclass(frozen=True, eq=False)
class Job:
    """What is to be trained, as the document has it: training `run` of the document.

    The engine knows the trainings that it has had before and takes them up again. One that it does not know begins as
    `origin` says; `parameters` (n,) are the weights that a person put there, where `origin` says so. `learned` is what
    the document keeps of it, None where it was not sent along; who needs it says so with Wanted. `renames` maps the
    names of layers in the job before to those in this one.

    `data` None are those of the job before, and `loaded` saves loading when it holds these data.
    """

    graph: Graph
    data: DataSpec | None
    settings: TrainingSettings
    run: int = 1
    origin: Origin = field(default_factory=Origin)
    parameters: np.ndarray | None = field(default=None, repr=False)
    learned: Learned | None = field(default=None, repr=False)
    renames: Renames = field(default_factory=dict)
    loaded: Data | None = field(default=None, repr=False)
    number: int = 0


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The training at one moment: everything the window draws comes from here.

    `job` is the number of the job that is answered, `run` that of the training. `graph` and `data` are what is trained,
    on what. `parameters` (n,) are in main memory; they and the `path`, where the weights have been, are None while a
    training runs and nobody needs them. `history` maps columns to arrays, one row per finished epoch, and
    `marks` say what changed on the way; `figures` are what was measured of these weights last, by the names of these
    columns, without those that hold no longer. `minibatch_loss` is that of the last step, NaN before the first,
    `minibatch` (k,) its places among the training examples, None where no step is known. `epoch` counts finished epochs
    and goes to `goal`, `batch` the steps of the one in progress, of `batches`. `threads` compute a step.

    `restored` is the epoch whose weights these are, where it is not the last: the best ones came back when the training
    stopped. `readings` are the newest answers to what is watched; each says of which step it is, and `answered` whether
    all are there, of these very weights. `moments` are the finished epochs that can be looked back at, earliest first.
    A look back has the training itself as `present`; nothing about it changes meanwhile.
    """

    job: int
    run: int
    graph: Graph = field(repr=False)
    data: Data = field(repr=False)
    epoch: int
    step: int
    batch: int
    batches: int
    goal: int
    parameters: np.ndarray | None = field(repr=False)
    minibatch_loss: float
    history: Rows = field(repr=False)
    learning_rate: float
    device: str
    steps_per_second: float
    threads: int = 1
    figures: Mapping[str, float] = field(repr=False, default_factory=dict)
    marks: tuple[Mark, ...] = field(repr=False, default=())
    path: TrajectoryRecorder | None = field(repr=False, default=None)
    moments: tuple[int, ...] = field(repr=False, default=())
    minibatch: np.ndarray | None = field(repr=False, default=None)
    restored: int | None = None
    readings: Mapping[Probe, Reading] = field(repr=False, default_factory=dict)
    answered: bool = True
    present: Snapshot | None = field(repr=False, default=None)

    def best_epoch(self) -> int:
        """The epoch with the smallest loss among those that can be gone back to; the first where no loss is known."""
        moments = (*self.moments, self.epoch)
        rows = np.isin(self.history["epoch"], moments) & np.isfinite(self.history["loss"])
        if not rows.any():
            return min(moments)
        return int(self.history["epoch"][rows][np.argmin(self.history["loss"][rows])])

    def learned(self) -> Learned:
        """What it shows of a training; the optimizer and chance are not in it."""
        history = thinned(self.history, MOST_STORED) if len(self.history["epoch"]) else None
        return Learned(self.parameters, history, self.restored)


@dataclass(frozen=True)
class StateChanged:
    """`problems` say why nothing can be trained, when `state` is "empty"."""

    state: State
    problems: tuple[LaderaError, ...] = ()


@dataclass(frozen=True)
class Failed:
    """Something went wrong; unless a StateChanged follows, what went on before goes on."""

    error: LaderaError


@dataclass(frozen=True)
class DeviceChanged:
    """The training now runs on `name`, or still does."""

    name: str


@dataclass(frozen=True)
class WentBack:
    """The training is at an earlier moment again, with the learning rate of then."""

    learning_rate: float


@dataclass(frozen=True, eq=False)
class Built:
    """A job is ready; `data` are its examples, None when they could not be loaded."""

    job: Job
    data: Data | None


@dataclass(frozen=True)
class Wanted:
    """The engine does not know the training of the job any more and waits to be told what was learned."""


@dataclass(frozen=True, eq=False)
class Kept:
    """What training `run` has come to, for the document; `trained` whether steps have been made since it was told."""

    run: int
    learned: Learned
    trained: bool


@dataclass(frozen=True)
class Lost:
    """The engine's process has ended by itself, and with it the training."""


Event = Lost | StateChanged | Failed | DeviceChanged | WentBack | Built | Wanted | Kept


@dataclass(frozen=True, eq=False)
class Answer:
    """An event, and the number of the job that the engine was at."""

    job: int
    event: Event
