"""A probe of each kind, and networks to ask them of."""

from __future__ import annotations

import numpy as np

from engine.graph import Graph, LayerSpec, sequential
from engine.network import Network
from engine.probes import OfPart, OnPlane, Probe
from tests.engine.networks import examples, perceptron, weights

ALL = OfPart()
PLANE = OnPlane(5, (-1.0, -2.0), (1.0, 2.0))

MLP = perceptron(2, 6, 4, 3, loss="categorical_cross_entropy")
CNN = sequential(
    LayerSpec("x", "input", {"shape": (8, 8, 2)}),
    LayerSpec("conv", "conv2d", {"filters": 4, "kernel_size": (3, 3), "activation": "relu"}),
    LayerSpec("pool", "pooling2d"),
    LayerSpec("flat", "flatten"),
    LayerSpec("last", "dense", {"units": 3, "activation": "identity"}),
    LayerSpec("y", "output", {"loss": "categorical_cross_entropy"}))


def prepared(graph: Graph = MLP, rows: int = 13, **penalties: float):
    network = Network(graph, dtype="float64", **penalties)
    inputs, targets = examples(network, rows)
    if len(inputs) == len(targets) == 1:
        (inputs,), (targets,) = inputs.values(), targets.values()
    return network, weights(network), inputs, targets


def one(network: Network, parameters: np.ndarray, probe: Probe, inputs=None, targets=None):
    return network.probe(parameters, probe, inputs=inputs, targets=targets)[probe]
