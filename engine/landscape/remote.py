"""The loss on planes, computed in other processes: what they are sent, and what they keep.

A piece names its `Task` by a key. A process that has seen the task keeps its network and examples, so that a live
picture sends only the plane and the places again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.graph import Graph
from engine.landscape.curvature import Part, measure
from engine.landscape.plane_loss import PlaneLoss
from engine.network import Network
from engine.recall import Recall, remembering
from engine.surfaces.plane import Plane


@dataclass(frozen=True, eq=False)
class Task:
    """A network and the examples that its loss is measured on; `key` names both. Everything in it can be sent."""

    key: str
    graph: Mapping[str, Any]
    dtype: str
    l1: float
    l2: float
    inputs: Any
    targets: Any

    @classmethod
    def of(cls, key: str, network: Network, inputs: Any, targets: Any) -> Task:
        return cls(key, network.graph.to_json(), network.dtype, network.l1, network.l2, inputs, targets)

    def network(self) -> Network:
        """A new Network, for the process that asks."""
        return Network(Graph.from_json(self.graph), dtype=self.dtype, l1=self.l1, l2=self.l2)


class UnknownTaskError(LookupError):
    """This process has not been sent the task."""


@dataclass(frozen=True, eq=False)
class _Known:
    task: Task
    network: Network
    plane_loss: PlaneLoss


@remembering
def learn(task: Task, *, recall: Recall) -> str:
    """Keep a task in this process; its key."""
    _known(task, recall)
    return task.key


@remembering
def losses_of(task: Task | str, vectors: tuple[np.ndarray, np.ndarray, np.ndarray], a: np.ndarray, b: np.ndarray,
              walk: np.ndarray | None = None, *, recall: Recall | None = None) -> np.ndarray:
    """The objective at places (K,), (K,) of the plane (origin, first, second), and then at the weights `walk` (T, n):
    (K + T,). A task by its key alone must be known here: raises UnknownTaskError."""
    known = _known(task, recall)
    losses = known.plane_loss.losses(Plane(*vectors, positive=known.network.layout.positive), a, b)
    return losses if walk is None or not len(walk) else np.concatenate([losses, _losses_at(known, walk)])


@remembering
def losses_at(task: Task | str, points: np.ndarray, *, recall: Recall | None = None) -> np.ndarray:
    """The objective at weights (K, n)."""
    return _losses_at(_known(task, recall), points)


def _losses_at(known: _Known, points: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        losses = known.network.population_loss(points.astype(known.network.dtype), known.task.inputs,
                                               known.task.targets)
    return losses.astype(np.float64)


@remembering
def curvature_part(task: Task | str, parameters: np.ndarray, piece: int, *, recall: Recall | None = None) -> Part:
    """One piece of the curvature where the weights are; `assembled` makes a whole of all."""
    known = _known(task, recall)
    return measure(known.network, parameters, known.task.inputs, known.task.targets, piece)


def _known(task: Task | str, recall: Recall | None) -> _Known:
    key = task if isinstance(task, str) else task.key
    known = None if recall is None else recall.get(_Known, key)
    if known is None:
        if isinstance(task, str):
            raise UnknownTaskError(key)
        network = task.network()
        known = _Known(task, network, PlaneLoss(network, task.inputs, task.targets))
        if recall is not None:
            recall.keep(key, known)
    return known
