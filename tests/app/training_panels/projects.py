"""Projects for the panels around a training."""

from __future__ import annotations

from collections.abc import Callable

from app.training.session import TrainingSession
from engine.data import DataSpec
from engine.graph import Graph, LayerSpec, sequential
from engine.project import Project
from engine.training import TrainingSettings


def network(inputs: int, outputs: int, loss: str) -> Graph:
    return sequential(
        LayerSpec("input_1", "input", {"shape": (inputs,)}),
        LayerSpec("dense_1", "dense", {"units": 4, "activation": "tanh"}),
        LayerSpec("dense_2", "dense", {"units": outputs}),
        LayerSpec("output_1", "output", {"loss": loss}),
    )


XOR = Project("xor", network(2, 1, "binary_cross_entropy"),
              DataSpec("xor", {"samples": 100}, validation_fraction=0.2), TrainingSettings(epochs=3))

Open = Callable[[Project], TrainingSession]
