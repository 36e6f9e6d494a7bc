"""Small tasks to train on."""

from __future__ import annotations

import pytest

from engine.data import Data, DataSpec, load
from engine.graph import Graph, LayerSpec, sequential


@pytest.fixture(scope="session")
def clouds() -> Data:
    """Two clouds of points, 2 inputs, classes 0 and 1."""
    return load(DataSpec("gaussian", {"samples": 100, "noise": 10}))


@pytest.fixture
def classifier() -> Graph:
    """2-5-1 with tanh and binary cross-entropy."""
    return sequential(
        LayerSpec("input_1", "input", {"shape": (2,)}),
        LayerSpec("dense_1", "dense", {"units": 5, "activation": "tanh"}),
        LayerSpec("dense_2", "dense", {"units": 1, "activation": "sigmoid"}),
        LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}),
    )
