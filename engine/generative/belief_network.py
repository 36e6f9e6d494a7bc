"""Deep belief networks: Boltzmann machines stacked one upon the other, each taught what the one below makes of the
examples (Hinton, Osindero and Teh 2006)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.data import Data
from engine.device import NUMPY, Array, Device, Generator
from engine.generative.learning import Learner
from engine.generative.rbm import RBM, gibbs
from engine.graph import Graph, LayerSpec, sequential
from engine.layout import ParameterLayout


@dataclass(frozen=True, eq=False)
class BeliefNetwork:
    """`machines` from the examples upwards; the hidden units of each are the visible ones of the next. All live on one
    device."""

    machines: tuple[RBM, ...]

    def up(self, v: Array) -> Array:
        """The chances of the uppermost hidden units, (n, h), as means are handed up from examples (n, v)."""
        for machine in self.machines:
            v = machine.hidden_chances(v)
        return v

    def sample(self, count: int, steps: int, generator: Generator) -> Array:
        """Images (count, v): `steps` of Gibbs sampling in the uppermost machine, from chance, then down: drawn layer by
        layer, and the mean of each pixel at the end."""
        *below, top = self.machines
        start = top.device.empty((count, top.sizes[0]), np.float64)
        generator.uniform(start)
        v = gibbs(top, (start < 0.5).astype(np.float64), steps, generator)
        for place, machine in enumerate(reversed(below)):
            is_last = place == len(below) - 1
            v = machine.visible_means(v) if is_last else machine.draw_visible(v, generator)
        return v if below else top.visible_means(top.draw_hidden(v, generator))


@dataclass(frozen=True)
class Stage:
    """How far a greedy training has come: `layer` counts from 0, `epoch` within it; `network` is what is there, and the
    mean squared `error` of what its last machine gives back of what it is taught."""

    layer: int
    epoch: int
    network: BeliefNetwork
    error: float


def layer_by_layer(data: np.ndarray, sizes: Sequence[int], epochs: int, *, rate: float = 0.1, batch: int = 20,
                   seed: int = 0, device: Device = NUMPY) -> Iterator[Stage]:
    """Teach machines with `sizes` hidden units the examples `data` (n, v), numbers from 0 to 1, one after the other by
    CD-1; a stage after each epoch. Numbers between 0 and 1 are taken as chances of pixels."""
    taught, machines = device.upload(data, np.float64), ()
    for layer, hidden in enumerate(sizes):
        mean = device.to_host(taught.mean(axis=0)) if layer == 0 else None
        start = RBM.start(taught.shape[1], hidden, seed=seed + layer, device=device, mean=mean)
        learner = Learner(start, taught, rate=rate, batch=batch, seed=seed + layer)
        for epoch in range(1, epochs + 1):
            learner.epoch()
            rbm = learner.rbm
            error = float(((taught - rbm.visible_means(rbm.hidden_chances(taught))) ** 2).mean())
            yield Stage(layer, epoch, BeliefNetwork((*machines, rbm)), error)
        machines = (*machines, learner.rbm)
        taught = learner.rbm.hidden_chances(taught)


def classifier(sizes: Sequence[int], inputs: int, classes: int) -> Graph:
    """The drawn network that a belief network becomes: sigmoid layers of these sizes, and a head for the classes."""
    hidden = (LayerSpec(f"hidden_{number}", "dense", {"units": units, "activation": "sigmoid"})
              for number, units in enumerate(sizes, start=1))
    return sequential(LayerSpec("input", "input", {"shape": (inputs,)}), *hidden,
                      LayerSpec("head", "dense", {"units": classes, "activation": "identity"}),
                      LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}))


def transferred(network: BeliefNetwork, graph: Graph, data: Data, unit: float, seed: int = 0) -> np.ndarray:
    """Weights (n,) for `graph`, a `classifier` of these sizes: each sigmoid layer computes the chances of the hidden
    units of its machine, for examples as `data` standardise them, where `unit` is what the machines knew as 1. The head
    begins as the `seed` says."""
    layout = ParameterLayout(graph)
    vector = layout.initial(seed)
    scale, mean = (np.broadcast_to(array / unit, (network.machines[0].sizes[0],))
                   for array in (data.input_scaling.scale, data.input_scaling.mean))
    for number, machine in enumerate(network.machines, start=1):
        weights, biases = (machine.device.to_host(array) for array in (machine.weights, machine.hidden))
        if number == 1:  # v = x · scale + mean
            weights, biases = scale[:, None] * weights, biases + mean @ weights
        vector[layout[f"hidden_{number}/kernel"].span] = weights.ravel()
        vector[layout[f"hidden_{number}/bias"].span] = biases
    return vector
