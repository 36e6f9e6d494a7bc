"""Recurrent layers that skip steps, and cells at every step: where a format has them, and where it says that it has
not."""

from __future__ import annotations

import runpy

import numpy as np
import pytest

from engine.errors import FormatError
from engine.formats import export_weights, import_network
from engine.graph import Graph, LayerSpec, Link
from engine.layers import LAYERS
from engine.layout import ParameterLayout
from tests.engine.formats.keras_models import predictions
from tests.engine.formats.networks import ONE_WAY, case

KINDS = ("simple_rnn", "lstm", "gru")
STEPS = np.array([[1.0, 1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 0.0], [0.5, 1.0, 1.0, 1.0]], np.float32)


def masked(kind: str, states: bool = False, **settings) -> Graph:
    """A recurrent layer whose last input, the last of the network, says which steps it reads."""
    begin = [f"state_{place}" for place in range(LAYERS[kind].states if states else 0)]
    layers = (LayerSpec("series", "input", {"shape": (4, 3)}), LayerSpec("mask", "input", {"shape": (4,)}),
              LayerSpec("all", "flatten"), *(LayerSpec(name, "dense", {"units": 2}) for name in begin),
              LayerSpec("recurrent_1", kind, {"units": 2, "masked": True, **settings}),
              LayerSpec("output_1", "output"), LayerSpec("output_2", "output"))
    links = [Link("series", "recurrent_1"), Link("series", "all"), Link("all", "output_2"),
             *(link for place, name in enumerate(begin, 1)
               for link in (Link("all", name), Link(name, "recurrent_1", place))),
             Link("mask", "recurrent_1", len(begin) + 1), Link("recurrent_1", "output_1")]
    return Graph(layers, tuple(links))


def exported(graph: Graph, path):
    made = case("masked", graph)
    export_weights(path, ParameterLayout(graph), made.project.parameters, made.project)
    inputs = [np.random.default_rng(1).normal(size=(3, 4, 3)).astype(np.float32), STEPS]
    return inputs, predictions(type("Whole", (), {"graph": graph, "parameters": made.project.parameters}), inputs)


@pytest.mark.parametrize("every", [True, False])
@pytest.mark.parametrize("states", [True, False])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", [".numpy.py", ".torch.py"])
def test_programs_skip_the_same_steps(tmp_path, suffix, kind, states, every):
    if "torch" in suffix:
        pytest.importorskip("torch")
    inputs, wanted = exported(masked(kind, states, return_sequences=every), tmp_path / f"w{suffix}")
    came = runpy.run_path(str(tmp_path / f"w{suffix}"))["predict"](*inputs)
    for here, there in zip(came, wanted, strict=True):
        assert np.asarray(here) == pytest.approx(there, abs=1e-5)


@pytest.mark.parametrize("every", [True, False])
@pytest.mark.parametrize("suffix", [".numpy.py", ".torch.py"])
def test_programs_give_the_cell(tmp_path, suffix, every):
    if "torch" in suffix:
        pytest.importorskip("torch")
    inputs, wanted = exported(masked("lstm", return_cell=True, return_sequences=every), tmp_path / f"w{suffix}")
    came = runpy.run_path(str(tmp_path / f"w{suffix}"))["predict"](*inputs)
    for here, there in zip(came, wanted, strict=True):
        assert np.asarray(here) == pytest.approx(there, abs=1e-5)


@pytest.mark.parametrize("every", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_keras_skips_the_same_steps_and_they_come_back(tmp_path, kind, every):
    pytest.importorskip("torch")
    keras = pytest.importorskip("keras")
    inputs, wanted = exported(masked(kind, return_sequences=every), tmp_path / "w.keras")
    exported(masked(kind, return_sequences=every), tmp_path / "w.keras.py")
    imported = import_network(tmp_path / "w.keras")
    assert imported.missing == ()
    for came in (keras.saving.load_model(tmp_path / "w.keras").predict(inputs, verbose=0),
                 runpy.run_path(str(tmp_path / "w.keras.py"))["predict"](*inputs), predictions(imported, inputs)):
        for here, there in zip(came, wanted, strict=True):
            assert np.asarray(here) == pytest.approx(there, abs=1e-5)


@pytest.mark.parametrize("settings", [{}, {"return_sequences": True}])
@pytest.mark.parametrize("states", [True, False])
@pytest.mark.parametrize("kind", [*KINDS, "lstm with its cell"])
def test_onnx_skips_the_same_steps(tmp_path, kind, states, settings):
    runtime = pytest.importorskip("onnxruntime")
    kind, _, cell = kind.partition(" ")
    graph = masked(kind, states, **settings, **({"return_cell": True} if cell else {}))
    inputs, wanted = exported(graph, tmp_path / "w.onnx")
    session = runtime.InferenceSession(tmp_path / "w.onnx")
    came = session.run(None, dict(zip(("series", "mask"), inputs, strict=True)))
    for here, there in zip(came, wanted, strict=True):
        assert here == pytest.approx(there, abs=1e-5)


@pytest.mark.parametrize("made", ONE_WAY, ids=str)
@pytest.mark.parametrize("suffix", [".onnx", ".keras", ".keras.py", ".torch.py", ".numpy.py"])
def test_masks_and_positions_leave_in_every_format(tmp_path, suffix, made):
    path, graph = tmp_path / f"w{suffix}", made.project.graph
    export_weights(path, ParameterLayout(graph), made.project.parameters, made.project)
    inputs = [made.inputs[spec.name] for spec in graph.of_kind("input")]
    if suffix == ".onnx":
        came = pytest.importorskip("onnxruntime").InferenceSession(path).run(None, dict(made.inputs))
    elif suffix == ".numpy.py":
        came = runpy.run_path(str(path))["predict"](*inputs)
    else:
        pytest.importorskip("torch")
        if suffix == ".keras":
            imported = import_network(path)
            assert imported.missing == ()
            for here, there in zip(predictions(imported, inputs), made.predictions.values(), strict=True):
                assert here == pytest.approx(there, abs=1e-5)
            came = pytest.importorskip("keras").saving.load_model(path).predict(inputs, verbose=0)
        else:
            came = runpy.run_path(str(path))["predict"](*inputs)
    for here, there in zip(came if isinstance(came, list | tuple) else [came], made.predictions.values(), strict=True):
        assert np.asarray(here) == pytest.approx(there, abs=1e-5)


@pytest.mark.parametrize(("graph", "suffix", "target"), [
    (masked("gru", states=True), ".keras", "Keras"),
    (masked("lstm", return_cell=True, return_sequences=True), ".keras", "Keras"),
])
def test_what_a_format_lacks_is_named(tmp_path, graph, suffix, target):
    with pytest.raises(FormatError, match=f"{target} has nothing like recurrent_1"):
        exported(graph, tmp_path / f"w{suffix}")
