"""A small network with weights, and what a project may look like."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataSpec
from engine.graph import Graph, LayerSpec, sequential
from engine.layout import ParameterLayout
from engine.project import Project
from engine.training import TrainingSettings


@pytest.fixture
def graph() -> Graph:
    return sequential(LayerSpec("input_1", "input", {"shape": (3,)}), LayerSpec("dense_1", "dense", {"units": 4}),
                      LayerSpec("ñandú", "dense", {"units": 2}), LayerSpec("output_1", "output"))


@pytest.fixture
def layout(graph: Graph) -> ParameterLayout:
    return ParameterLayout(graph)


@pytest.fixture
def project(graph: Graph, layout: ParameterLayout) -> Project:
    return Project("Título", graph, DataSpec("plane", {"noise": 5}), TrainingSettings(epochs=7),
                   positions={spec.name: (10.0 * place, -1.5) for place, spec in enumerate(graph.layers)},
                   parameters=layout.initial(0).astype(np.float32),
                   history={"epoch": [1, 2], "loss": [0.5, 0.25], "validation_loss": [float("nan")] * 2}, notes="ä\n⇒")
