"""Several trainings of one network, to be seen on one plane, and the straight way from one solution to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.data import Data
from engine.errors import LaderaError
from engine.graph import Graph
from engine.landscape.path import Path, Walk
from engine.network import Network
from engine.training import Trainer, TrainingSettings

POINTS = 160
LINE = 61  # points of a line; both solutions are among them
BEYOND = 0.25  # how far a line goes on behind both solutions


@dataclass(frozen=True, eq=False)
class Run:
    """The `walk` of a training, the last weights `end` (n,), and why it ended before its time, None where it did
    not."""

    walk: Walk
    end: np.ndarray
    failed: LaderaError | None = None


def run(graph: Mapping[str, Any], data: Data, settings: Mapping[str, Any], start: np.ndarray | None = None,
        points: int = POINTS) -> Run:
    """Train a network, given as `to_json` writes it, by settings given likewise: all of it can be sent to a worker.

    `start` (n,) are the first weights, those of the seed where it is None. The walk has at most `points` points, the
    last weights among them. A training that stops being finite gives its walk until then. Raises GraphError when
    network and data do not fit.
    """
    trainer = Trainer(Graph.from_json(graph), data, TrainingSettings.from_json(settings), parameters=start)
    path, failed = Path(most=points), None
    path.add(0, np.nan, trainer.parameters)
    try:
        while trainer.epochs_done < trainer.settings.epochs and trainer.stopped is None:
            trainer.step()
            if path.wants(trainer.steps_done):
                path.add(trainer.steps_done, trainer.minibatch_loss, trainer.parameters)
        trainer.finish()
    except LaderaError as error:
        failed = error
    path.add(trainer.steps_done, trainer.minibatch_loss, trainer.parameters)
    return Run(path.seen(), trainer.parameters, failed)


def line_points(one: np.ndarray, other: np.ndarray, count: int = LINE) -> tuple[np.ndarray, np.ndarray]:
    """Weights (1 − t) · one + t · other, and somewhat beyond both: t (count,) and (count, n)."""
    t = np.linspace(-BEYOND, 1.0 + BEYOND, count)
    one = np.asarray(one, dtype=np.float64)
    return t, one + t[:, None] * (np.asarray(other, dtype=np.float64) - one)


def straight_line(network: Network, one: np.ndarray, other: np.ndarray, inputs: Any, targets: Any,
                  count: int = LINE) -> tuple[np.ndarray, np.ndarray]:
    """The objective on the line through two solutions (`line_points`): t (count,) and (count,)."""
    t, members = line_points(one, other, count)
    with np.errstate(all="ignore"):
        return t, network.population_loss(members.astype(network.dtype), inputs, targets).astype(np.float64)


def barrier(t: np.ndarray, losses: np.ndarray) -> float:
    """By how much a line (`straight_line`) rises above the straight way from L(0) to L(1), at its highest: 0 where two
    solutions are linearly connected (Frankle, Dziugaite, Roy and Carbin 2020)."""
    ends = np.interp([0.0, 1.0], t, losses)
    between = (t >= 0) & (t <= 1)
    return float(np.max(losses[between] - ((1 - t[between]) * ends[0] + t[between] * ends[1]), initial=0.0))
