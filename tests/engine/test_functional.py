"""Layers as calls: the graphs they make are those of LayerSpecs, and what they take is what Keras takes."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest

import engine
from engine import functional
from engine.errors import GraphError, LaderaError, SettingError
from engine.fields import Field, Shape, Text
from engine.functional import Model, Sequential, calls
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.layers import LAYERS
from engine.training import Trainer, TrainingSettings

SAME_DEFAULTS = {"momentum", "epsilon", "use_bias", "strides", "padding", "activation", "kernel_initializer",
                 "return_sequences", "unit_forget_bias", "dilation_rate", "depth_multiplier", "pool_size", "trainable",
                 "interpolation", "size", "groups"}


def made(call: str, /, *values, **settings):
    return getattr(functional, call)(*values, **settings)


def test_a_chain_is_the_graph_of_the_same_specs():
    from engine import Conv2D, Dense, Flatten, Input, MaxPooling2D, Output

    chain = Sequential([Input((8, 8, 1)), Conv2D(8, 3, padding="same", activation="relu"), MaxPooling2D(), Flatten(),
                        Dense(24, "tanh", name="hidden"), Dense(10), Output("cce")])
    assert chain == sequential(
        LayerSpec("input_1", "input", {"shape": (8, 8, 1)}),
        LayerSpec("conv2d_1", "conv2d", {"filters": 8, "kernel_size": (3, 3), "padding": "same", "activation": "relu"}),
        LayerSpec("pooling2d_1", "pooling2d"), LayerSpec("flatten_1", "flatten"),
        LayerSpec("hidden", "dense", {"units": 24, "activation": "tanh"}),
        LayerSpec("dense_1", "dense", {"units": 10, "activation": "identity"}),
        LayerSpec("output_1", "output", {"loss": "categorical_cross_entropy"}))


def test_training_gives_the_same_numbers_as_in_the_long_way_bit_for_bit():
    data = engine.load("spiral", samples=100)
    chain = Sequential([functional.Input(2), made("Dense", 8, "tanh"), made("Dense", 1), made("Output", "bce")])
    short = Trainer(chain, data, optimizer="Adam", learning_rate=0.02, batch_size=16, epochs=4, seed=3)
    short.fit()
    specs = sequential(
        LayerSpec("input_1", "input", {"shape": (2,)}),
        LayerSpec("dense_1", "dense", {"units": 8, "activation": "tanh"}),
        LayerSpec("dense_2", "dense", {"units": 1, "activation": "identity"}),
        LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}))
    long = Trainer(specs, data, TrainingSettings("adam", {"learning_rate": 0.02}, batch_size=16, epochs=4, seed=3))
    for _ in range(4):
        long.epoch()
    assert short.parameters.tobytes() == long.parameters.tobytes()
    assert short.history.columns().array.tobytes() == long.history.columns().array.tobytes()


def test_calls_on_nodes_make_a_graph_with_branches_and_shared_weights():
    dense = made("Dense", 4, "relu", name="encoder")
    left, right = functional.Input(2, name="left"), functional.Input(2, name="right")
    merged = made("Subtract")([dense(left), dense(right)])
    assert merged.shape == (4,)
    graph = Model([left, right], made("Output", "bce", name="same")(made("Dense", 1)(merged)))
    assert [spec.name for spec in graph.layers] == ["left", "right", "encoder", "encoder_1", "subtract_1", "dense_1",
                                                    "same"]
    assert graph.owner_of("encoder_1") == "encoder"
    assert graph.inputs_of("subtract_1") == ("encoder", "encoder_1")
    assert graph.parameter_counts() == {"left": 0, "right": 0, "encoder": 12, "encoder_1": 0, "subtract_1": 0,
                                        "dense_1": 5, "same": 0}


def test_the_order_of_inputs_is_the_one_that_was_given():
    a, b = functional.Input(1, name="a"), functional.Input(1, name="b")
    graph = Model([a, b], made("Output", "mse")(made("Concatenate")(b, a)))
    assert [spec.name for spec in graph.layers[:2]] == ["a", "b"]
    assert graph.inputs_of("concatenate_1") == ("b", "a")


def test_a_deep_chain_is_put_in_order_without_recursion():
    nodes = [functional.Input(1), *(made("Dense", 1) for _ in range(1500)), made("Output", "mse")]
    assert len(Sequential(nodes).layers) == 1502


@pytest.mark.parametrize("kind", LAYERS)
def test_every_layer_is_a_call_and_every_field_an_argument_of_it(kind):
    layer = LAYERS[kind]
    function = getattr(engine, type(layer).__name__)
    assert function is not None
    parameters = list(inspect.signature(function).parameters.values())
    assert [len(layer.fields) + 1, parameters[-1].name] == [len(parameters), "name"]
    if layer.ports == "none":
        assert made(type(layer).__name__, 3).spec == LayerSpec(kind, kind, {"shape": (3,)})
        return
    values = {field.name: field.default for field in layer.fields}
    node = function(**{functional._keyword(layer, field): field.default for field in layer.fields}, name="own")
    assert node.spec == LayerSpec("own", kind, values)
    for field in layer.fields:
        assert f"{functional._keyword(layer, field)}: " in function.__doc__


def test_names_of_keras_fix_what_they_say():
    assert made("AveragePooling2D", 3).spec.settings["function"] == "average"
    assert made("GlobalMaxPooling1D").spec.settings["function"] == "max"
    assert made("MaxPooling1D", 3).spec.settings["strides"] == (3,)  # as far as the window, where nothing is said
    assert made("MaxPooling1D", 3, 1).spec.settings["strides"] == (1,)
    assert made("Conv2DTranspose", 4, 3).spec.settings["strides"] == (1, 1)
    assert made("Embedding", input_dim=9, output_dim=2).spec.settings["vocabulary"] == 9


def test_one_number_stands_for_all_axes_of_a_window_and_for_the_one_axis_of_an_example():
    assert made("Conv2D", 1, 5).spec.settings["kernel_size"] == (5, 5)
    assert functional.Input(7).spec.settings["shape"] == (7,)
    assert functional.Input(np.int64(7)).spec.settings["shape"] == (7,)
    assert made("Reshape", 6).spec.settings["shape"] == (6,)


@pytest.mark.thorough
def test_arguments_have_the_places_and_the_defaults_of_keras():
    """Positions, where we have one, and defaults; what Keras calls otherwise is called so here."""
    keras = pytest.importorskip("keras")
    compared = 0
    for name in calls():
        theirs = getattr(keras.layers, name, None)
        if theirs is None or name == "Input":
            continue
        theirs = inspect.signature(theirs).parameters
        for place, ours in enumerate(inspect.signature(getattr(engine, name)).parameters.values()):
            if ours.kind is ours.POSITIONAL_OR_KEYWORD:
                assert list(theirs)[place] == ours.name, name
            if ours.name in theirs and ours.name in SAME_DEFAULTS and ours.default is not ours.empty:
                expected = theirs[ours.name].default
                if expected is inspect.Parameter.empty:
                    continue
                axes = len(ours.default) if isinstance(ours.default, tuple) else 0
                expected = (expected,) * axes if axes and isinstance(expected, int) else expected
                assert ours.default == expected, (name, ours.name)
                compared += 1
            required = ours.default is ours.empty
            assert not required or theirs[ours.name].default in (inspect.Parameter.empty, None), (name, ours.name)
    assert compared > 60


@pytest.mark.parametrize(("call", "sentence"), [
    (lambda: made("Dense", 3, activatoin="tanh"), "no setting “activatoin”.*Perhaps you mean “activation”"),
    (lambda: made("Dense"), r"Dense is called as Dense\(units: int, "),
    (lambda: made("Dense", 1, "relu", True), "Dense is called as"),
    (lambda: made("Dense", 0), "“Units” must be a whole number from 1"),
    (lambda: made("Dense", 10, "softmax"), "softmax is a layer of its own"),
    (lambda: made("Output", "msee"), "must be one of binary_cross_entropy.*Perhaps you mean “mse”"),
    (lambda: made("Conv2D", 8, 3)(functional.Input(2)), "conv2d cannot take what comes from input .*slides over 2"),
    (lambda: made("Dense", 8)(made("Dense", 8)), "Nothing is connected to the input of dense"),
    (lambda: made("Dense", 8)(), "Nothing is connected to the input of dense"),
    (lambda: Sequential([made("Dense", 8), made("Output", "mse")]), "Nothing is connected to the input of dense"),
    (lambda: made("Dense", 8)(3), "made of layers, as Input"),
    (lambda: Sequential([functional.Input(2), made("Dense", 1)]), "no output"),
    (lambda: Sequential([]), "no input"),
    (lambda: Sequential([functional.Input(2, name="a"), made("Dense", 1, name="a"), made("Output", "mse")]),
     "Two layers are called a"),
])
def test_mistakes_get_a_sentence(call, sentence):
    with pytest.raises(LaderaError, match=sentence) as told:
        call()
    assert isinstance(told.value, GraphError | SettingError)


def test_a_layer_that_is_not_there_is_no_name_of_the_engine():
    with pytest.raises(AttributeError, match="MaxPoling2D"):
        _ = engine.MaxPoling2D
    with pytest.raises(ImportError):
        from engine import MaxPoling2D  # noqa: F401


def test_the_face_of_the_engine_is_listed_and_complete():
    assert {"Data", "Trainer", "Network", "Sequential", "Dense", "MaxPooling2D"} <= set(dir(engine))
    everything: dict[str, object] = {}
    exec("from engine import *", everything)
    assert set(calls()) | set(engine.FACE) <= set(everything)


def test_nodes_and_graphs_say_what_they_are():
    node = made("Conv2D", 8, 3, padding="same")
    assert repr(node) == "Conv2D(filters=8, kernel_size=(3, 3), padding='same')"
    assert repr(node(functional.Input((8, 8, 1)))).endswith(" → 8×8×8")
    assert repr(made("AveragePooling2D", 3)) == "AveragePooling2D(pool_size=(3, 3))"
    graph = Sequential([functional.Input(2), made("Dense", 24, "tanh"), made("Dense", 1), made("Output", "mse")])
    assert repr(graph) == "Graph(4 layers, 2 → 1, 97 weights)"
    rows = str(graph.summary()).splitlines()
    assert rows[3].split() == ["dense_1", "dense", "24", "72", "input_1"]
    assert rows[-1] == "97 weights"
    assert repr(graph.summary()) == str(graph.summary())


def test_a_summary_says_what_is_shared_frozen_and_wrong():
    graph = Graph((LayerSpec("a", "input", {"shape": (2,)}), LayerSpec("b", "dense", {"units": 2, "trainable": False}),
                   LayerSpec("c", "dense", {"units": 2, "shared_with": "b"}), LayerSpec("d", "output")),
                  (Link("a", "b"), Link("b", "c")))
    text = str(graph.summary())
    assert "b; weights of b" in text
    assert "6 weights, 0 of them trained" in text
    assert "Nothing is connected to the input of d." in text


def test_a_layer_may_have_fields_of_its_own_kind():
    class Letters(Text):
        pass

    class Other(Field):
        pass

    assert functional._annotation(Letters("letters", "", "Letters")) is str
    assert functional._annotation(Other("other", None, "Other")) is Any


def test_shapes_of_a_field_stay_what_they_were():
    """The calls widen numbers; the field itself does not."""
    with pytest.raises(SettingError):
        Shape("kernel_size", (3, 3), "Window", longest=2).check(3)
