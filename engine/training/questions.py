"""What can be asked of a training, whatever moment it is at."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, prod
from typing import Any

import numpy as np

from engine.data import Data
from engine.device import Device
from engine.graph import Graph
from engine.metrics import Metric
from engine.network import Network, numbers
from engine.optimizers import OPTIMIZERS
from engine.probes import ProbeReader
from engine.spelling import unknown
from engine.summary import Table
from engine.training.evaluation import Evaluation, evaluation
from engine.training.feeds import input_arrays
from engine.training.gradient_norms import weighted_layers
from engine.training.history import History, norm_columns
from engine.training.resident import PARTS
from engine.training.settings import TrainingSettings


class Questions:
    """The part of a `Trainer` that changes nothing of it."""

    graph: Graph
    data: Data
    settings: TrainingSettings
    device: Device
    heads: Mapping[str, Data]
    metric: Metric
    history: History
    probes: ProbeReader
    threads: int
    epochs_done: int
    parameters: np.ndarray
    _network: Network | None

    @property
    def batch_size(self) -> int:
        """The examples of a full step: all of them for optimizers that need all."""
        return self.settings.rows_per_step(len(self.data.train))

    @property
    def steps_per_epoch(self) -> int:
        """Full minibatches and the partial one."""
        return ceil(len(self.data.train) / self.batch_size)

    @property
    def network(self) -> Network:
        """The network as a function of its weights, with the precision, penalties and threads of this training."""
        if self._network is None:
            self._network = Network(self.graph, self.device, self.settings.dtype, self.settings.l1, self.settings.l2)
        self._network.threads = self.threads
        return self._network

    def predict(self, examples: Any, head: str = "") -> np.ndarray:
        """What the network says of `examples`, with the weights as they are now: (N, …), probabilities for classes and
        numbers in the units of the targets.

        The examples are in their own units, as the data had them before they were prepared: (N, d), or (N, …) in the
        shape of an example. `head` is the name of an output, by default the first. Raises DataError for other shapes,
        UnknownNameError where there is no such head.
        """
        array = numbers(examples)
        raw = array.reshape(len(array), prod(array.shape[1:])) if array.ndim > 2 else array
        predictions = self.network.predict(self.parameters, self.entering(raw), head)
        return self.heads[head or next(iter(self.heads))].restore_targets(predictions)

    def entering(self, raw: np.ndarray) -> dict[str, np.ndarray]:
        """What each Input layer is given of examples (N, d) in their own units. Raises DataError for another number of
        values."""
        return input_arrays(self.graph, self.data, self.data.transform(raw))

    def evaluate(self, part: str) -> Evaluation:
        """Measure on "train", "validation" or "test", with the weights as they are now; NaN for an empty part. Raises
        UnknownNameError for another name."""
        if part not in PARTS:
            raise unknown(part, PARTS)
        return evaluation(self.probes, self.heads, part)

    @property
    def gradient_norms(self) -> dict[str, np.ndarray]:
        """For each layer with weights, from the inputs on, the norm of its gradient at the end of each epoch."""
        columns = self.history.columns()
        return {layer: columns[name] for layer, name in
                zip(weighted_layers(self.graph), norm_columns(columns), strict=True)}

    def summary(self) -> Table:
        """The layers of the network with their shapes and weights."""
        return self.graph.summary()

    def __repr__(self) -> str:
        newest = self.history.newest()
        names = {"loss": "loss", "metric": self.metric.name, "validation_loss": "validation loss",
                 "validation_metric": f"validation {self.metric.name}"}
        figures = "".join(f", {title} {newest[name]:.4g}" for name, title in names.items()
                          if np.isfinite(newest.get(name, np.nan)))
        return (f"Trainer({OPTIMIZERS[self.settings.optimizer].title}, epoch {self.epochs_done} of "
                f"{self.settings.epochs}{figures})")
