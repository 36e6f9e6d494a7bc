"""The layer and the activation that docs/architecture.md adds work as they stand there."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import numpy as np
import pytest
import scipy.special

import engine
from engine.formats import export_weights, import_network
from engine.functional import Sequential
from engine.graph import LayerSpec
from engine.layers import activations, base
from engine.layout import ParameterLayout
from engine.network import Network
from tests.engine.formats.networks import case, chain
from tests.engine.latex import read
from tests.engine.layers.checks import after, check_derivatives

PAGE = Path(__file__).parents[3] / "docs" / "architecture.md"


def run_recipe(mark: str) -> None:
    """Run the one piece of code on the page that contains `mark`."""
    (code,) = [code for code in re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL) if mark in code]
    exec(compile(code, str(PAGE), "exec"), {"__name__": "documented"})


@pytest.fixture
def documented_layer():
    before = set(base.LAYERS)
    run_recipe("class Swish(Layer)")
    (kind,) = set(base.LAYERS) - before
    yield kind
    base.LAYERS.remove(kind)


@pytest.fixture
def documented_activation():
    before = set(activations.ACTIVATIONS)
    run_recipe("register(Activation(")
    (name,) = set(activations.ACTIVATIONS) - before
    yield name
    activations.ACTIVATIONS.remove(name)


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


def test_the_documented_layer_is_a_call_in_a_notebook(documented_layer):
    layer = engine.Swish(name="layer")
    assert Sequential([engine.Input(4), layer, engine.Output("mse")]).layer("layer").kind == documented_layer
    assert "Swish" in dir(engine)


def test_the_documented_activation_is_what_its_equation_says_wherever_it_goes(documented_activation, tmp_path):
    dense = ("dense", {"units": 3, "activation": documented_activation})
    graph = chain((4,), dense, dense)
    check_derivatives(graph)
    one = case("documented", graph)
    network = Network(graph, dtype="float64")
    values = network.activations(one.project.parameters.astype(np.float64), np.float64(one.inputs["input_1"]))
    kernel, bias = (network.layout.view(one.project.parameters, f"dense_2/{role}") for role in ("kernel", "bias"))
    wanted, _ = read(activations.ACTIVATIONS[documented_activation].equation, values["dense_1"] @ kernel + bias)
    np.testing.assert_allclose(values["dense_2"], wanted, rtol=1e-6)
    for suffix in (".numpy.py", ".onnx", ".keras"):
        path = tmp_path / f"w{suffix}"
        export_weights(path, ParameterLayout(graph), one.project.parameters, one.project)
        if suffix == ".numpy.py":
            came = runpy.run_path(str(path))["predict"](one.inputs["input_1"])
        else:
            imported = import_network(path)
            assert imported.missing == ()
            back = Network(imported.graph)
            came = back.activations(imported.parameters, one.inputs["input_1"])[back.output_names[0]]
            functions = {spec.settings.get(key) for spec in imported.graph.layers for key in ("function", "activation")}
            assert documented_activation in functions
        assert came == pytest.approx(one.predictions["output_1"], abs=1e-5)
