"""What the engine's process tells the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from app.training.table import Rows
from engine.data import Data, DataSpec
from engine.errors import LaderaError
from engine.graph import Graph
from engine.landscape import Path
from engine.probes import Probe, Reading
from engine.training import TrainingSettings

State = Literal["empty", "ready", "running", "paused", "failed", "finished"]


@dataclass(frozen=True, eq=False)
class Job:
    """What is to be trained, as the document has it.

    `parameters` (n,) and `history` are what was learned before, None for the initial weights, `weights_epoch` the epoch
    of these weights where it is not the last. A training that is under
    way knows better than they do and keeps its own weights as long as they fit, unless a person has `edited` these; a
    project just opened begins `anew`. `loaded` saves loading when it holds these data.
    """

    graph: Graph
    data: DataSpec
    settings: TrainingSettings
    parameters: np.ndarray | None = field(default=None, repr=False)
    history: Mapping[str, list[float]] | None = field(default=None, repr=False)
    weights_epoch: int | None = None
    anew: bool = False
    edited: bool = False
    loaded: Data | None = field(default=None, repr=False)
    number: int = 0


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The training at one moment: everything the window draws comes from here.

    `parameters` (n,) are in main memory; `history` maps columns to arrays, one row per finished epoch;
    `minibatch_loss` is that of the last step, NaN before the first, `minibatch` (k,) its places among the training
    examples, None where no step is known. `epoch` counts finished epochs, `batch` the steps of the one in progress,
    of `batches`. `graph` and `data` are what is trained, on what. `path` is where the weights have been since this
    training began.

    `restored` is the epoch whose weights these are, where it is not the last: the best ones came back when the training
    stopped. `readings` are the newest answers to what is watched; each says of which step it is, and `answered` whether
    all are there, of these very weights. `moments` are the finished epochs that can be looked back at, earliest first.
    A look back has the training itself as `present`; nothing about it changes meanwhile.
    """

    graph: Graph = field(repr=False)
    data: Data = field(repr=False)
    epoch: int
    step: int
    batch: int
    batches: int
    parameters: np.ndarray = field(repr=False)
    minibatch_loss: float
    history: Rows = field(repr=False)
    learning_rate: float
    device: str
    steps_per_second: float
    path: Path = field(repr=False, default_factory=Path)
    moments: tuple[int, ...] = field(repr=False, default=())
    minibatch: np.ndarray | None = field(repr=False, default=None)
    restored: int | None = None
    readings: Mapping[Probe, Reading] = field(repr=False, default_factory=dict)
    answered: bool = True
    present: Snapshot | None = field(repr=False, default=None)


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
    """The training now runs on `name`."""

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
class Lost:
    """The engine's process has ended by itself, and with it the training."""


Event = Lost | StateChanged | Failed | DeviceChanged | WentBack | Built
