"""How good a network is on a part of the data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.data import Data
from engine.device import NUMPY
from engine.metrics import METRICS
from engine.probes import OfPart, ProbeReader
from engine.probes.predictions import MeanLoss, Predictions


@dataclass(frozen=True)
class Head:
    """What one head does on one part of the data. Predictions and targets are (N, …)."""

    loss: float
    metric: float
    predictions: np.ndarray
    targets: np.ndarray

    def __repr__(self) -> str:
        return f"Head(loss {self.loss:.4g}, metric {self.metric:.4g}, {len(self.targets)} examples)"


@dataclass(frozen=True)
class Evaluation:
    """A network on one part of the data. `loss` is the weighted sum of the heads' losses, without `penalty`. Metric,
    predictions and targets are those of the first of `heads`, which are by name."""

    loss: float
    penalty: float
    heads: Mapping[str, Head]

    def __repr__(self) -> str:
        return f"Evaluation(loss {self.loss:.4g}, metric {self.metric:.4g}, {len(self.targets)} examples)"

    @property
    def metric(self) -> float:
        return self._first.metric

    @property
    def predictions(self) -> np.ndarray:
        return self._first.predictions

    @property
    def targets(self) -> np.ndarray:
        return self._first.targets

    @property
    def _first(self) -> Head:
        return next(iter(self.heads.values()))


def evaluation(probes: ProbeReader, heads: Mapping[str, Data], part: str) -> Evaluation:
    """What `probes` read of the "train", "validation" or "test" part, as each of `heads` sees it; NaN where it is
    empty."""
    targets = {name: getattr(head, part).targets for name, head in heads.items()}
    if not all(map(len, targets.values())):
        return Evaluation(math.nan, math.nan, {
            name: Head(math.nan, math.nan, np.empty(array.shape), np.empty(array.shape))
            for name, array in targets.items()})
    losses, *said = probes.read([MeanLoss(OfPart(part)), *(Predictions(name, OfPart(part)) for name in heads)]).values()
    return Evaluation(float(losses["loss"]), float(losses["penalty"]), {
        name: Head(float(losses[f"head/{name}"]), METRICS[head.task].measure(NUMPY, reading.first, targets[name]),
                   reading.first, targets[name])
        for (name, head), reading in zip(heads.items(), said, strict=True)})
