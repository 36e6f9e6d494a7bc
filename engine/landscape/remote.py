"""The loss on planes, computed in other processes: what they are sent, and what they keep.

A piece names its `Task` by a key. A process that has seen the task keeps its network and examples, so that a live
picture sends only the plane and the places again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.graph import Graph
from engine.landscape.curvature import Part, measure
from engine.landscape.plane_loss import PlaneLoss
from engine.network import Network
from engine.surfaces.plane import Plane

KEPT = 4


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


_known: OrderedDict[str, _Known] = OrderedDict()


def learn(task: Task) -> str:
    """Keep a task in this process; its key."""
    if task.key not in _known:
        network = task.network()
        _known[task.key] = _Known(task, network, PlaneLoss(network, task.inputs, task.targets))
        while len(_known) > KEPT:
            _known.popitem(last=False)
    _known.move_to_end(task.key)
    return task.key


def losses_of(task: Task | str, vectors: tuple[np.ndarray, np.ndarray, np.ndarray], a: np.ndarray, b: np.ndarray,
              walk: np.ndarray | None = None) -> np.ndarray:
    """The objective at places (K,), (K,) of the plane (origin, first, second), and then at the weights `walk` (T, n):
    (K + T,). A task by its key alone must be known here: raises UnknownTaskError."""
    known = _recall(task)
    losses = known.plane_loss.losses(Plane(*vectors, positive=known.network.layout.positive), a, b)
    return losses if walk is None or not len(walk) else np.concatenate([losses, losses_at(task, walk)])


def losses_at(task: Task | str, points: np.ndarray) -> np.ndarray:
    """The objective at weights (K, n)."""
    known = _recall(task)
    with np.errstate(all="ignore"):
        losses = known.network.population_loss(points.astype(known.network.dtype), known.task.inputs,
                                               known.task.targets)
    return losses.astype(np.float64)


def curvature_part(task: Task | str, parameters: np.ndarray, piece: int) -> Part:
    """One piece of the curvature where the weights are; `assembled` makes a whole of all."""
    known = _recall(task)
    return measure(known.network, parameters, known.task.inputs, known.task.targets, piece)


def _recall(task: Task | str) -> _Known:
    key = task if isinstance(task, str) else learn(task)
    if key not in _known:
        raise UnknownTaskError(key)
    return _known[key]
