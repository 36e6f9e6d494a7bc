"""Greedy pre-training: machines taught layer after layer, a classifier on top, and the same network from chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from engine.data import Data
from engine.device import NUMPY, Device
from engine.errors import N_
from engine.fields import Integer, Real, check_settings
from engine.generative.belief_network import BeliefNetwork, Stage, classifier, layer_by_layer, transferred
from engine.graph import Graph
from engine.training import Trainer, TrainingSettings

UNIT = 16.0
"""What is white in the digits."""
CLASSES = 10
SAMPLES, SWEEPS = 64, 200
"""Images that are drawn from the top, and Gibbs steps of each."""
GREEDY_FIELDS = (
    Integer("layers", 4, N_("engine", "Hidden layers"), minimum=1, maximum=5,
            help=N_("engine", "Boltzmann machines one upon the other; each learns what the one below makes of the "
                    "digits. With more of them chance is the worse start.")),
    Integer("units", 48, N_("engine", "Units of each"), minimum=2, maximum=256,
            help=N_("engine", "Hidden units of each machine, and of each layer of the network that they become.")),
    Integer("epochs", 30, N_("engine", "Epochs of each"), minimum=1, maximum=500,
            help=N_("engine", "How long each machine is taught, by CD-1, without any label.")),
    Real("rate", 0.1, N_("engine", "Learning rate"), minimum=1e-4, maximum=1.0, logarithmic=True,
         help=N_("engine", "Of the machines, not of the fine-tuning.")),
    Integer("labels", 10, N_("engine", "Labels of each digit"), minimum=1, maximum=100,
            help=N_("engine", "How many digits of each class the classifier gets to know the class of; all digits "
                    "teach the machines.")),
    Integer("tuning", 20, N_("engine", "Epochs of fine-tuning"), minimum=1, maximum=200,
            help=N_("engine", "How long both networks learn the labels by backpropagation: the one from the machines, "
                    "and the same one from chance.")),
    Integer("seed", 1, N_("engine", "Seed"), minimum=0, maximum=2**31 - 2,
            help=N_("engine", "All chance comes from it: the same seed gives the same run.")),
)


@dataclass(frozen=True, eq=False)
class GreedyMoment:
    """How far it has come. `stages` holds the newest stage of each layer and `errors` (epochs,) the errors of all its
    epochs; `samples` (n, v) are drawn from the top once all layers are taught. `accuracies` (epochs + 1, 2) on the
    digits without labels are those of the fine-tuned network and of the one from chance, from before the first epoch.
    `done` goes from 0 to 1."""

    stages: tuple[Stage, ...]
    errors: tuple[np.ndarray, ...]
    samples: np.ndarray | None
    accuracies: np.ndarray
    done: float


class GreedyRun:
    """One pre-training with its fine-tuning; iterate over it. `graph` is the network that both starts have, `data` the
    digits with labels, and the others as the test part; `start` the weights from the machines once they are taught."""

    def __init__(self, settings: Mapping[str, object], device: Device = NUMPY) -> None:
        from sklearn.datasets import load_digits  # here, because its import takes a second

        self.settings = check_settings(GREEDY_FIELDS, settings)
        digits = load_digits()
        order = np.random.default_rng(self.settings["seed"]).permutation(len(digits.data))
        few = np.concatenate([order[digits.target[order] == digit][:self.settings["labels"]]
                              for digit in range(CLASSES)])
        others = np.setdiff1d(order, few)
        self.data = Data.from_arrays(digits.data[few], digits.target[few], class_names=tuple(map(str, range(CLASSES))),
                                     test=(digits.data[others], digits.target[others]),
                                     feature_names=tuple(map(str, digits.feature_names)))
        self.sizes = (self.settings["units"],) * self.settings["layers"]
        self.graph: Graph = classifier(self.sizes, digits.data.shape[1], CLASSES)
        self.start: np.ndarray | None = None
        self._images, self._device = digits.data / UNIT, device

    def __iter__(self) -> Iterator[GreedyMoment]:
        settings = self.settings
        stages: list[Stage] = []
        errors: list[list[float]] = []
        steps = settings["layers"] * settings["epochs"] + settings["tuning"]
        taught = layer_by_layer(self._images, self.sizes, settings["epochs"], rate=settings["rate"],
                                seed=settings["seed"], device=self._device)
        for done, stage in enumerate(taught, start=1):
            if stage.layer == len(stages):
                stages.append(stage)
                errors.append([])
            stages[stage.layer] = stage
            errors[stage.layer].append(stage.error)
            yield self._moment(stages, errors, None, [], done / steps)
        network = stages[-1].network
        self.start = transferred(network, self.graph, self.data, UNIT, settings["seed"])
        samples = self._drawn(network)
        rows: list[tuple[float, float]] = []
        for done, row in enumerate(self._tuned(), start=steps - settings["tuning"]):
            rows.append(row)
            yield self._moment(stages, errors, samples, rows, done / steps)

    def _tuned(self) -> Iterator[tuple[float, float]]:
        """Accuracies on the digits without labels, of both networks, epoch by epoch."""
        settings = TrainingSettings(batch_size=10, seed=self.settings["seed"], optimizer="adam",
                                    optimizer_settings={"learning_rate": 0.003})
        both = [Trainer(self.graph, self.data, settings, parameters=start) for start in (self.start, None)]
        yield tuple(trainer.evaluate("test").metric for trainer in both)
        for _ in range(self.settings["tuning"]):
            for trainer in both:
                trainer.epoch()
            yield tuple(trainer.evaluate("test").metric for trainer in both)

    def _drawn(self, network: BeliefNetwork) -> np.ndarray:
        generator = self._device.generator(self.settings["seed"])
        return self._device.to_host(network.sample(SAMPLES, SWEEPS, generator))

    @staticmethod
    def _moment(stages: list[Stage], errors: list[list[float]], samples: np.ndarray | None,
                rows: list[tuple[float, float]], done: float) -> GreedyMoment:
        return GreedyMoment(tuple(stages), tuple(map(np.array, errors)), samples,
                            np.array(rows, np.float64).reshape(-1, 2), done)


def fields_of_view(network: BeliefNetwork, layer: int) -> np.ndarray:
    """What the units of a layer, from 0, weigh in the image: (units, v). Above the first it is the product of the
    weights on the way, which leaves out what lies between, the bends of the sigmoids."""
    seen = network.machines[0].device.to_host(network.machines[0].weights)
    for machine in network.machines[1:layer + 1]:
        seen = seen @ machine.device.to_host(machine.weights)
    return seen.T
