"""Layers that stand in pieces in an ONNX file, recurrent ones and attention come in right, or are named."""

from __future__ import annotations

import numpy as np
import pytest
from onnx import defs, numpy_helper

from engine.formats.onnx_model.read_rows import ROWS
from engine.network import Network
from tests.engine.formats.onnx_oracle import agree, by_runtime, predictions, read
from tests.engine.formats.onnx_right_or_named import array, check, missing, model, node

# Layers that stand in pieces


def test_a_normalisation_in_pieces_is_one_layer(tmp_path):
    made = model([
        node("ReduceMean", ["x"], ["m"], axes=[-1]), node("Sub", ["x", "m"], ["d"]), node("Mul", ["d", "d"], ["q"]),
        node("ReduceMean", ["q"], ["v"], axes=[-1]), node("Add", ["v", "eps"], ["e"]), node("Sqrt", ["e"], ["r"]),
        node("Reciprocal", ["r"], ["i"]), node("Mul", ["d", "i"], ["n"]), node("Mul", ["n", "g"], ["s"]),
        node("Add", ["s", "b"], ["y"]),
    ], {"x": ["N", 3, 6]}, ["y"], {"eps": np.float32(1e-4), "g": array(6), "b": array(6)}, 13)
    graph = check(tmp_path, made, array(5, 3, 6)).graph
    assert [spec.kind for spec in graph.layers] == ["input", "layer_normalization", "output"]
    assert graph.of_kind("layer_normalization")[0].settings["epsilon"] == pytest.approx(1e-4, rel=1e-3)


def test_a_softmax_in_pieces_is_one_layer(tmp_path):
    made = model([
        node("ReduceMax", ["x"], ["m"], axes=[-1]), node("Sub", ["x", "m"], ["d"]), node("Exp", ["d"], ["e"]),
        node("ReduceSum", ["e", "last"], ["s"]), node("Div", ["e", "s"], ["y"])], {"x": ["N", 3, 6]}, ["y"],
        {"last": np.array([-1])}, 13)
    graph = check(tmp_path, made, array(5, 3, 6)).graph
    assert [spec.kind for spec in graph.layers] == ["input", "softmax", "output"] or graph.of_kind("output")


def test_channels_are_gated_by_what_comes_from_all_of_them(tmp_path):
    made = model([
        node("Conv", ["x", "k"], ["c"]), node("GlobalAveragePool", ["c"], ["p"]), node("Conv", ["p", "k1"], ["a"]),
        node("Relu", ["a"], ["r"]), node("Conv", ["r", "k2"], ["b"]), node("Sigmoid", ["b"], ["g"]),
        node("Mul", ["c", "g"], ["y0"]), node("ReduceMean", ["y0"], ["y"], axes=[2, 3], keepdims=0)],
        {"x": ["N", 2, 5, 6]}, ["y"], {"k": array(4, 2, 3, 3), "k1": array(2, 4, 1, 1), "k2": array(4, 2, 1, 1)}, 13)
    check(tmp_path, made, array(3, 2, 5, 6))


# Recurrent layers


ZEROS = {
    "left out": ([], ""),
    "ConstantOfShape": ([node("Shape", ["x"], ["s"]), node("Gather", ["s", "first"], ["n"]),
                         node("Concat", ["one", "n", "units"], ["many"], axis=0),
                         node("ConstantOfShape", ["many"], ["h"])], "h"),
    "Expand": ([node("Shape", ["x"], ["s"], start=0, end=1), node("Concat", ["one", "s", "units"], ["many"], axis=0),
                node("Expand", ["nil", "many"], ["h"])], "h"),
    "a part of more": ([node("Shape", ["x"], ["s"], start=0, end=1),
                        node("Concat", ["two", "s", "units"], ["many"], axis=0),
                        node("Expand", ["nil", "many"], ["all"]),
                        node("Slice", ["all", "one", "two", "first"], ["h"])], "h"),
    "zeros many times": ([node("Shape", ["x"], ["s"], start=0, end=1),
                          node("Concat", ["one", "s", "one"], ["times"], axis=0),
                          node("Tile", ["row", "times"], ["h"])], "h"),
}


@pytest.mark.parametrize("zeros", ZEROS)
@pytest.mark.parametrize(("kind", "gates"), [("RNN", 1), ("LSTM", 4), ("GRU", 3)])
@pytest.mark.parametrize("last", ["state", "Gather", "Slice", "every"])
def test_recurrent_layers_begin_with_zeros_however_they_are_spelled(tmp_path, zeros, kind, gates, last):
    before, state = ZEROS[zeros]
    states = [state] * (2 if kind == "LSTM" else 1)
    ends = {"state": [node("Squeeze", ["h_n", "first"], ["y"])],
            "Gather": [node("Squeeze", ["all_h", "one"], ["a"]), node("Gather", ["a", "minus"], ["y"], axis=0)],
            "Slice": [node("Squeeze", ["all_h", "one"], ["a"]), node("Transpose", ["a"], ["b"], perm=[1, 0, 2]),
                      node("Slice", ["b", "minus1", "far", "one"], ["c"]), node("Squeeze", ["c", "one"], ["y"])],
            "every": [node("Squeeze", ["all_h", "one"], ["a"]), node("Transpose", ["a"], ["y"], perm=[1, 0, 2])]}
    options = {"linear_before_reset": 1} if kind == "GRU" else {}
    made = model([*before, node("Transpose", ["x"], ["t"], perm=[1, 0, 2]),
                  node(kind, ["t", "W", "R", "B", "", *states], ["all_h", "h_n"], hidden_size=5, **options),
                  *ends[last]], {"x": ["N", 6, 3]}, ["y"], {
        "W": array(1, gates * 5, 3), "R": array(1, gates * 5, 5), "B": array(1, 2 * gates * 5), "first": np.array([0]),
        "one": np.array([1]), "two": np.array([2]), "units": np.array([5]), "nil": np.zeros((1, 1, 1), np.float32),
        "row": np.zeros((1, 1, 5), np.float32), "minus": np.array(-1), "minus1": np.array([-1]),
        "far": np.array([2**40])})
    graph = check(tmp_path, made, array(4, 6, 3)).graph
    layers = {"RNN": "simple_rnn", "LSTM": "lstm", "GRU": "gru"}
    assert [spec.kind for spec in graph.layers] == ["input", layers[kind], "output"]
    assert graph.of_kind(layers[kind])[0].settings["return_sequences"] == (last == "every")


@pytest.mark.parametrize("layout", [0, 1])
@pytest.mark.parametrize(("kind", "gates"), [("RNN", 1), ("LSTM", 4), ("GRU", 3)])
@pytest.mark.parametrize("direction", ["reverse", "bidirectional"])
def test_recurrent_layers_read_backwards_and_both_ways(tmp_path, direction, kind, gates, layout):
    count = 1 + (direction == "bidirectional")
    options = {"linear_before_reset": 1} if kind == "GRU" else {"activations": ["Relu", "Tanh"][:count]} if (
        kind == "RNN") else {}
    steps = [node("Transpose", ["all_h"], ["a"], perm=[0, 1, 2, 3] if layout else [2, 0, 1, 3]),
             node("Reshape", ["a", "flat"], ["every"])]
    state = [node("Transpose", ["h_n"], ["b"], perm=[0, 1, 2] if layout else [1, 0, 2]),
             node("Reshape", ["b", "row"], ["last"])]
    before = [] if layout else [node("Transpose", ["x"], ["t"], perm=[1, 0, 2])]
    made = model([*before, node(kind, ["x" if layout else "t", "W", "R", "B"], ["all_h", "h_n"], hidden_size=5,
                                direction=direction, layout=layout, **options), *steps, *state],
                 {"x": ["N", 6, 3]}, ["every", "last"], {
        "W": array(count, gates * 5, 3), "R": array(count, gates * 5, 5), "B": array(count, 2 * gates * 5),
        "flat": np.array([0, 0, -1]), "row": np.array([0, -1])})
    if layout:  # ONNX Runtime has none: the same with the steps first says what is right
        twin = model([node("Transpose", ["x"], ["t"], perm=[1, 0, 2]),
                      node(kind, ["t", "W", "R", "B"], ["s", "h"], hidden_size=5, direction=direction, **options),
                      node("Transpose", ["s"], ["a"], perm=[2, 0, 1, 3]), node("Reshape", ["a", "flat"], ["every"]),
                      node("Transpose", ["h"], ["b"], perm=[1, 0, 2]), node("Reshape", ["b", "row"], ["last"])],
                     {"x": ["N", 6, 3]}, ["every", "last"], {
            tensor.name: numpy_helper.to_array(tensor) for tensor in made.graph.initializer})
        x = array(4, 6, 3)
        check(tmp_path, made, x, by_runtime(twin, {"x": x}))
    else:
        check(tmp_path, made, array(4, 6, 3))


def test_a_recurrent_layer_that_begins_otherwise_is_named(tmp_path):
    made = model([node("Transpose", ["x"], ["t"], perm=[1, 0, 2]),
                  node("RNN", ["t", "W", "R", "", "", "h"], ["", "h_n"], "/rnn/RNN", hidden_size=2),
                  node("Squeeze", ["h_n", "first"], ["y"])], {"x": [3, 4, 2]}, ["y"],
                 {"W": array(1, 2, 2), "R": array(1, 2, 2), "h": array(1, 3, 2), "first": np.array([0])})
    assert missing(tmp_path, made) == ["/rnn/RNN: Ladera has no RNN like this one. It does not begin with zeros."]


def test_every_step_and_the_last_one_share_one_layer(tmp_path):
    made = model([node("Transpose", ["x"], ["t"], perm=[1, 0, 2]),
                  node("LSTM", ["t", "W", "R"], ["all_h", "h_n"], hidden_size=2),
                  node("Squeeze", ["all_h", "one"], ["a"]), node("Transpose", ["a"], ["every"], perm=[1, 0, 2]),
                  node("Squeeze", ["h_n", "zero"], ["last"])],
                 {"x": ["N", 4, 3]}, ["every", "last"],
                 {"W": array(1, 8, 3), "R": array(1, 8, 2), "one": np.array([1]), "zero": np.array([0])})
    graph = check(tmp_path, made, array(5, 4, 3)).graph
    assert len(graph.of_kind("lstm")) == 1
    assert Network(graph).size == 8 * (3 + 2 + 1)


def test_sequences_whose_steps_come_first_come_in_with_their_examples_first(tmp_path):
    made = model([node("RNN", ["x", "W", "R"], ["", "h_n"], hidden_size=2), node("Squeeze", ["h_n", "zero"], ["y"])],
                 {"x": [4, "N", 3]}, ["y"], {"W": array(1, 2, 3), "R": array(1, 2, 2), "zero": np.array([0])})
    x = array(4, 5, 3)
    agree(predictions(read(made, tmp_path), [x.transpose(1, 0, 2)]), by_runtime(made, {"x": x}))


# Attention


@pytest.mark.parametrize("settings", [{}, {"is_causal": 1}, {"scale": 0.3}])
@pytest.mark.parametrize("flat", [False, True])
def test_the_attention_of_opset_23_is_one_layer(tmp_path, settings, flat):
    before = [node("MatMul", ["x", name], [f"{name}_of_x"]) for name in "qkv"]
    parts = [f"{name}_of_x" for name in "qkv"]
    if flat:
        nodes = [*before, node("Attention", parts, ["y"], q_num_heads=2, kv_num_heads=2, **settings)]
    else:
        apart = [step for name in parts for step in (
            node("Reshape", [name, "heads"], [f"{name}_r"]), node("Transpose", [f"{name}_r"], [f"{name}_t"],
                                                                  perm=[0, 2, 1, 3]))]
        nodes = [*before, *apart, node("Attention", [f"{name}_t" for name in parts], ["a"], **settings),
                 node("Transpose", ["a"], ["b"], perm=[0, 2, 1, 3]), node("Reshape", ["b", "whole"], ["y"])]
    arrays = {name: array(4, 6) for name in "qkv"} | {"heads": np.array([0, 0, 2, 3]), "whole": np.array([0, 0, 6])}
    made = model(nodes, {"x": ["N", 5, 4]}, ["y"], arrays, 23)
    graph = check(tmp_path, made, array(3, 5, 4)).graph
    [look] = graph.of_kind("attention")
    assert (look.settings["heads"], look.settings["causal"]) == (2, bool(settings.get("is_causal")))
    assert len(graph.layers) == 6 + (look.settings["scaled"] is False)


@pytest.mark.parametrize(("mask", "known"), [(np.triu, True), (np.tril, False)])
def test_an_attention_hides_what_comes_later_and_another_mask_is_named(tmp_path, mask, known):
    hidden = mask(np.full((5, 5), -np.inf, np.float32), 1 if known else -1)
    made = model([node("Transpose", ["x"], ["t"], perm=[0, 2, 1]), node("MatMul", ["x", "t"], ["s"]),
                  node("Add", ["s", "mask"], ["m"], "hide"), node("Softmax", ["m"], ["p"]),
                  node("MatMul", ["p", "x"], ["y"])], {"x": ["N", 5, 4]}, ["y"], {"mask": hidden})
    if known:
        assert len(check(tmp_path, made, array(3, 5, 4)).graph.of_kind("attention")) == 1
    else:
        assert missing(tmp_path, made)[0] == (
            "hide: Ladera has no Add like this one. An attention hides from a step what comes later and the steps that "
            "do not count, and nothing else.")


NEW_SETTINGS = {
    "AveragePool": {"dilations"}, "Cast": {"saturate", "round_mode"}, "CastLike": {"saturate", "round_mode"},
    "GroupNormalization": {"stash_type"}, "ReduceMax": {"noop_with_empty_axes"}, "ReduceMean": {"noop_with_empty_axes"},
    "ReduceMin": {"noop_with_empty_axes"}, "Resize": {"antialias", "keep_aspect_ratio_policy", "axes"},
    "SpaceToDepth": {"mode"}, "Split": {"num_outputs"}, "Attention": {"left_window_size", "right_window_size"},
}
"""What operators that come in can be set to since opset 18: each is looked at where the operator is read."""


def test_no_setting_of_a_newer_opset_is_overlooked():
    versions: dict[str, list] = {}
    for schema in sorted(defs.get_all_schemas_with_history(), key=lambda schema: schema.since_version):
        if schema.name in ROWS and not schema.domain:
            versions.setdefault(schema.name, []).append(schema)
    found = {}
    for name, schemas in versions.items():
        before = next((schema for schema in reversed(schemas) if schema.since_version <= 17), schemas[0])
        if new := set().union(*(schema.attributes for schema in schemas if schema.since_version > 17)) - set(
                before.attributes):
            found[name] = new
    assert found == NEW_SETTINGS
