"""Recurrent layers that skip steps, and cells at every step: where a format has them, and where it says that it has
not."""

from __future__ import annotations

import runpy
from collections import Counter

import numpy as np
import onnx
import pytest

from engine.errors import FormatError
from engine.formats import export_weights, import_network
from engine.graph import Graph, LayerSpec, Link
from engine.layers import LAYERS
from engine.layout import ParameterLayout
from engine.network import Network
from tests.engine.formats.keras_models import predictions
from tests.engine.formats.networks import SHIPPED, case, chain

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


@pytest.mark.parametrize("every", [True, False])
@pytest.mark.parametrize("states", [True, False])
@pytest.mark.parametrize("kind", [*KINDS, "lstm with its cell"])
def test_what_onnx_has_step_by_step_comes_back_as_one_layer(tmp_path, kind, states, every):
    kind, _, cell = kind.partition(" ")
    graph = masked(kind, states, return_sequences=every, **({"return_cell": True} if cell else {}))
    inputs, wanted = exported(graph, tmp_path / "w.onnx")
    assert_same_layers(import_network(tmp_path / "w.onnx"), graph, inputs, wanted)


def test_cells_at_every_step_come_back_from_onnx_without_a_mask_too(tmp_path):
    made = case("cells", chain((4, 3), ("lstm", {"units": 2, "return_cell": True, "return_sequences": True})))
    graph = made.project.graph
    export_weights(tmp_path / "w.onnx", ParameterLayout(graph), made.project.parameters, made.project)
    assert_same_layers(import_network(tmp_path / "w.onnx"), graph, made.inputs.values(), made.predictions.values())


MASKS = {"attention": ({}, {"heads": 2}, {"causal": True}, {"heads": 2, "causal": True, "scaled": False}),
         "global_pooling": tuple({"function": name} for name in ("max", "min", "sum", "average"))}


@pytest.mark.parametrize("filling", [None, 0, 2], ids=["a mask that is given", "symbol 0", "symbol 2"])
@pytest.mark.parametrize(("kind", "settings"), [(kind, one) for kind, several in MASKS.items() for one in several],
                         ids=str)
@pytest.mark.parametrize("suffix", [".onnx", ".keras"])
def test_every_kind_of_mask_comes_back(tmp_path, suffix, kind, settings, filling):
    if suffix == ".keras":
        pytest.importorskip("keras")
    layers = [LayerSpec("series", "input", {"shape": (4, 4)}), LayerSpec("symbols", "input", {"shape": (4,)}),
              LayerSpec("wide", "dense", {"units": 4}), LayerSpec("it", kind, {**settings, "masked": True}),
              LayerSpec("output_1", "output")]
    links = [Link("series", "wide"), Link("wide", "it"), Link("it", "output_1")]
    if filling is not None:
        layers.append(LayerSpec("mask", "mask", {"padding": filling}))
        links.append(Link("symbols", "mask"))
    graph = Graph(tuple(layers), (*links, Link("symbols" if filling is None else "mask", "it", 1)))
    made = case("masked", graph)
    inputs = [made.inputs["series"], np.array([[1, 1, 1, 1], [0, 2, 1, 2], [2, 0, 1, 1], [1, 2, 2, 2], [1, 2, 0, 0]],
                                              np.float32)]
    network = Network(graph)
    wanted = network.activations(made.project.parameters, dict(zip(("series", "symbols"), inputs, strict=True)))
    export_weights(tmp_path / f"w{suffix}", ParameterLayout(graph), made.project.parameters, made.project)
    back = import_network(tmp_path / f"w{suffix}")
    if suffix == ".onnx":
        assert_same_layers(back, graph, inputs, [wanted["output_1"]])
    assert back.missing == ()
    assert predictions(back, inputs)[0] == pytest.approx(wanted["output_1"], abs=1e-6)


READING = {"simple_rnn", "lstm", "gru", "attention", "embedding", "mask", "position_embedding"}


@pytest.mark.parametrize("made", [shipped for shipped in SHIPPED if shipped.kinds & READING], ids=str)
@pytest.mark.parametrize("suffix", [".onnx", ".keras"])
def test_every_example_about_sequences_comes_back_with_the_same_predictions(tmp_path, suffix, made):
    if suffix == ".keras":
        pytest.importorskip("keras")
    path, graph = tmp_path / f"w{suffix}", made.project.graph
    export_weights(path, ParameterLayout(graph), made.project.parameters, made.project)
    back = import_network(path)
    assert back.missing == ()
    for here, there in zip(predictions(back, made.inputs.values()), made.predictions.values(), strict=True):
        assert here == pytest.approx(there, abs=1e-6)
    if suffix == ".onnx":
        assert_same_layers(back, graph, made.inputs.values(), made.predictions.values())


def assert_same_layers(back, graph: Graph, inputs, wanted) -> None:
    """What was exported came back: as many layers of each kind, and the same predictions."""
    assert back.missing == ()
    assert Counter(spec.kind for spec in back.graph.layers) == Counter(spec.kind for spec in graph.layers)
    for here, there in zip(predictions(back, list(inputs)), wanted, strict=True):
        assert here == pytest.approx(there, abs=1e-6)


def test_a_walk_that_is_broken_off_is_still_what_it_was(tmp_path):
    """Somebody takes the states of a step in the middle: the layer as far as there."""
    graph = masked("lstm", return_sequences=True)
    inputs, _ = exported(graph, tmp_path / "w.onnx")
    model = onnx.load(tmp_path / "w.onnx")
    steps = [node for node in model.graph.node if node.op_type == "Concat" and "recurrent_1" in node.name][-1]
    (taken, *_), steps.input[:] = [steps.input[1]], [steps.input[1]]
    assert taken.startswith("recurrent_1/Where")
    onnx.save(model, tmp_path / "w.onnx")
    back = import_network(tmp_path / "w.onnx")
    assert back.missing == ()
    runtime = pytest.importorskip("onnxruntime")
    for one in model.graph.output:
        one.type.tensor_type.shape.ClearField("dim")
    onnx.save(model, tmp_path / "w.onnx")
    came = runtime.InferenceSession(tmp_path / "w.onnx").run(None, dict(zip(("series", "mask"), inputs, strict=True)))
    for here, there in zip(predictions(back, inputs), came, strict=True):
        assert here == pytest.approx(there, abs=1e-6)


@pytest.mark.parametrize(("graph", "suffix", "target"), [
    (masked("gru", states=True), ".keras", "Keras"),
    (masked("lstm", return_cell=True, return_sequences=True), ".keras", "Keras"),
])
def test_what_a_format_lacks_is_named(tmp_path, graph, suffix, target):
    with pytest.raises(FormatError, match=f"{target} has nothing like recurrent_1"):
        exported(graph, tmp_path / f"w{suffix}")
