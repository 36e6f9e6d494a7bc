"""Muted units leave as muted ones: each format gives the predictions of the network with them."""

from __future__ import annotations

import json
import runpy

import numpy as np
import pytest
from safetensors import safe_open

from engine.data import DataSpec
from engine.formats import EXPORTERS, export_weights, import_network, import_weights, sentence_on_muted
from engine.formats.description import describe
from engine.formats.muting import muted_layers, spelled_out
from engine.graph import Graph, LayerSpec, sequential
from engine.layout import ParameterLayout
from engine.network import Network
from engine.project import Project
from engine.training import TrainingSettings

OUT = LayerSpec("y", "output", {"loss": "mean_squared_error"})
DENSE = {activation: sequential(
    LayerSpec("x", "input", {"shape": (3,)}),
    LayerSpec("hidden", "dense", {"units": 5, "activation": activation, "muted": "2, 4-5"}),
    LayerSpec("last", "dense", {"units": 2}), OUT) for activation in ("tanh", "sigmoid")}
IMAGES = {activation: sequential(
    LayerSpec("x", "input", {"shape": (6, 5, 2)}),
    LayerSpec("conv", "conv2d", {"filters": 4, "kernel_size": (3, 3), "activation": activation, "muted": "1, 3"}),
    LayerSpec("pool", "pooling2d"), LayerSpec("flat", "flatten"), LayerSpec("last", "dense", {"units": 2}), OUT)
    for activation in ("relu", "sigmoid")}
SEQUENCE = sequential(
    LayerSpec("x", "input", {"shape": (4, 3)}), LayerSpec("first", "lstm", {
        "units": 3, "return_sequences": True, "muted": "2"}),
    LayerSpec("second", "gru", {"units": 3, "muted": "1"}), LayerSpec("last", "dense", {"units": 2}), OUT)
CASES = {**{f"dense-{key}": graph for key, graph in DENSE.items()},
         **{f"images-{key}": graph for key, graph in IMAGES.items()}, "sequence": SEQUENCE}


@pytest.fixture(params=CASES, ids=str)
def case(request) -> tuple[Project, np.ndarray, np.ndarray]:
    """A project with muted units, examples and what the engine says of them."""
    graph = CASES[request.param]
    network, rng = Network(graph, dtype="float64"), np.random.default_rng(3)
    parameters = rng.normal(size=network.layout.size)
    x = rng.normal(size=(7, *graph.layer("x").settings["shape"]))
    return Project("muted", graph, DataSpec("gaussian"), TrainingSettings(), parameters=parameters), x, (
        network.predict(parameters, x))


def written(project: Project, suffix: str, folder):
    path = folder / f"muted{suffix}"
    export_weights(path, ParameterLayout(project.graph), project.parameters, project)
    return path


def test_the_network_without_muted_units_is_the_same_bit_for_bit(case):
    project, x, expected = case
    layout = ParameterLayout(project.graph)
    heard, wider, vector = spelled_out(project.graph, layout, project.parameters)
    assert not any(spec.settings.get("muted") for spec in heard.layers)
    assert vector.shape == (wider.size,)
    np.testing.assert_allclose(Network(heard, dtype="float64").predict(vector, x), expected, rtol=1e-12, atol=1e-14)


def test_weights_alone_suffice_where_zero_gives_zero():
    for graph, added in ((DENSE["tanh"], 0), (DENSE["sigmoid"], 1), (IMAGES["relu"], 0), (IMAGES["sigmoid"], 1)):
        layout = ParameterLayout(graph)
        heard, *_ = spelled_out(graph, layout, layout.initial(0))
        assert len(heard.layers) == len(graph.layers) + added


def test_nothing_is_changed_where_nothing_is_muted():
    layer = DENSE["tanh"].layer("hidden")
    graph = Graph(tuple(LayerSpec(layer.name, layer.kind, {**layer.settings, "muted": ""}) if spec is layer else spec
                        for spec in DENSE["tanh"].layers), DENSE["tanh"].links)
    layout = ParameterLayout(graph)
    parameters = layout.initial(0)
    assert spelled_out(graph, layout, parameters) == (graph, layout, parameters)
    assert [node.name for node in describe(layout, parameters, Project(
        "heard", graph, DataSpec("gaussian"), TrainingSettings())).nodes] == [spec.name for spec in graph.layers]


def test_onnx_runtime_hears_what_ladera_does(case, tmp_path):
    runtime = pytest.importorskip("onnxruntime")
    project, x, expected = case
    session = runtime.InferenceSession(str(written(project, ".onnx", tmp_path)), providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {session.get_inputs()[0].name: x.astype(np.float32)})
    np.testing.assert_allclose(found, expected, rtol=2e-4, atol=2e-5)


@pytest.mark.parametrize("suffix", [".keras", ".onnx"])
def test_it_comes_back_with_the_same_predictions(case, suffix, tmp_path):
    project, x, expected = case
    back = import_network(written(project, suffix, tmp_path))
    np.testing.assert_allclose(Network(back.graph).predict(back.parameters, x), expected, rtol=2e-4, atol=2e-5)


@pytest.mark.parametrize(("suffix", "needed"), [
    (".numpy.py", ()), (".torch.py", ("torch",)), (".keras.py", ("torch", "keras"))])
def test_programs_say_the_same(case, suffix, needed, tmp_path):
    for library in needed:
        pytest.importorskip(library)
    project, x, expected = case
    program = runpy.run_path(str(written(project, suffix, tmp_path)))
    found = program.get("predict_prepared", program["predict"])(x.astype(np.float32))
    np.testing.assert_allclose(np.asarray(found), expected, rtol=2e-4, atol=2e-5)


@pytest.mark.parametrize("suffix", [".npz", ".safetensors"])
def test_bare_weights_come_back_as_they_are_and_say_what_is_muted(case, suffix, tmp_path):
    project, _, _ = case
    path = written(project, suffix, tmp_path)
    layout = ParameterLayout(project.graph)
    np.testing.assert_array_equal(import_weights(path, layout), project.parameters)
    if suffix == ".npz":
        said = {name: units.tolist() for name, units in np.load(path).items() if name.endswith("/muted")}
    else:
        with safe_open(path, "np") as file:
            said = {name: json.loads(text) for name, text in file.metadata().items() if name.endswith("/muted")}
    assert said == {f"{name}/muted": list(units) for name, units in muted_layers(project.graph).items()} != {}


@pytest.mark.parametrize("suffix", sorted(EXPORTERS))
def test_every_format_says_what_becomes_of_muted_units(suffix):
    said = str(sentence_on_muted(f"network{suffix}", DENSE["tanh"]))
    assert ("as they are" in said) == (suffix in (".npz", ".safetensors"))
    assert f"network{suffix}" in said
    assert "hidden" in said
    layer = LayerSpec("x", "input", {"shape": (3,)})
    assert sentence_on_muted(f"network{suffix}", Graph((layer,))) is None
