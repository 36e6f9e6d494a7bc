"""The layer that docs/architecture.md adds works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import scipy.special

from engine.graph import LayerSpec
from engine.layers import base
from engine.network import Network
from tests.engine.layers.checks import after, check_derivatives

PAGE = Path(__file__).parents[3] / "docs" / "architecture.md"


@pytest.fixture
def documented_layer():
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    before = set(base.LAYERS)
    exec(compile(code, str(PAGE), "exec"), {"__name__": "documented"})
    (kind,) = set(base.LAYERS) - before
    yield kind
    del base._registry[kind]


def test_the_documented_layer_is_what_it_says_and_has_exact_derivatives(documented_layer):
    graph = after(documented_layer, {}, (4,), LayerSpec("dense_1", "dense", {"units": 3, "activation": "identity"}))
    network = Network(graph, dtype="float64")
    parameters = np.random.default_rng(0).normal(size=network.size)
    values = network.activations(parameters, np.random.default_rng(1).normal(size=(5, 4)))
    slope = network.layout.view(parameters, "layer/slope")
    x = values["dense_1"]
    np.testing.assert_allclose(values["layer"], x * scipy.special.expit(x * slope), rtol=1e-12)
    check_derivatives(graph)
    assert "trainable" in graph.layer("layer").settings
