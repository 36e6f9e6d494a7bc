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
from engine.landscape.curvature import Curvature, curvature
from engine.landscape.plane import Plane
from engine.landscape.surface import plane_losses
from engine.network import Network

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


_known: OrderedDict[str, tuple[Network, Any, Any]] = OrderedDict()


def learn(task: Task) -> str:
    """Keep a task in this process; its key."""
    if task.key not in _known:
        _known[task.key] = task.network(), task.inputs, task.targets
        while len(_known) > KEPT:
            _known.popitem(last=False)
    _known.move_to_end(task.key)
    return task.key


def losses_of(task: Task | str, vectors: tuple[np.ndarray, np.ndarray, np.ndarray], a: np.ndarray, b: np.ndarray,
              walk: np.ndarray | None = None) -> np.ndarray:
    """The objective at places (K,), (K,) of the plane (origin, first, second), and then at the weights `walk` (T, n):
    (K + T,). A task by its key alone must be known here: raises UnknownTaskError."""
    network, inputs, targets = _recall(task)
    losses = plane_losses(network, Plane(*vectors), a, b, inputs, targets)
    return losses if walk is None or not len(walk) else np.concatenate([losses, losses_at(task, walk)])


def losses_at(task: Task | str, points: np.ndarray) -> np.ndarray:
    """The objective at weights (K, n)."""
    network, inputs, targets = _recall(task)
    with np.errstate(all="ignore"):
        return network.population_loss(points.astype(network.dtype), inputs, targets).astype(np.float64)


def curvature_of(task: Task | str, parameters: np.ndarray) -> Curvature:
    """The curvature where the weights are."""
    network, inputs, targets = _recall(task)
    return curvature(network, parameters, inputs, targets)


def _recall(task: Task | str) -> tuple[Network, Any, Any]:
    key = task if isinstance(task, str) else learn(task)
    if key not in _known:
        raise UnknownTaskError(key)
    return _known[key]
