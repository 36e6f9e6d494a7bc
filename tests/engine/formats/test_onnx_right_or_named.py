"""What an ONNX file says is what comes in, in the spelling of its opset; or the operator that Ladera lacks is named."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest
from onnx import ModelProto, TensorProto, defs, helper, numpy_helper

from engine.errors import FormatError
from engine.formats.onnx_model.read_rows import ROWS
from engine.formats.onnx_model.soundness import is_sound
from engine.network import Network
from tests.engine.formats.onnx_oracle import agree, by_runtime, predictions, read

RNG = np.random.default_rng(3)
node = helper.make_node


def array(*shape: int) -> np.ndarray:
    return RNG.normal(size=shape).astype(np.float32)


def model(nodes, inputs, outputs, arrays, opset=17, dtype=TensorProto.FLOAT) -> ModelProto:
    graph = helper.make_graph(
        nodes, "net", [helper.make_tensor_value_info(name, dtype, shape) for name, shape in inputs.items()],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
        [numpy_helper.from_array(np.asarray(values), name) for name, values in arrays.items()])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)


def check(folder, made: ModelProto, x: np.ndarray, wanted=None):
    """The network of a model, which computes what ONNX Runtime does."""
    imported = read(made, folder)
    assert imported.missing == ()
    agree(predictions(imported, [x]), by_runtime(made, {"x": x}) if wanted is None else wanted)
    return imported


def missing(folder, made: ModelProto) -> list[str]:
    assert is_sound(made)
    return [str(sentence) for sentence in read(made, folder).missing]


# A value that others read is never changed


ALIASES = {
    "its own name": list,
    "Identity": lambda: [node("Identity", ["z"], ["same"])],
    "Cast": lambda: [node("Cast", ["z"], ["same"], to=TensorProto.FLOAT)],
    "Reshape": lambda: [node("Reshape", ["z", "shape"], ["same"])],
    "Flatten": lambda: [node("Flatten", ["z"], ["same"])],
    "Slice": lambda: [node("Slice", ["z", "zero", "many", "one"], ["same"])],
    "Transpose": lambda: [node("Transpose", ["z"], ["t"]), node("Transpose", ["t"], ["same"])],
    "Unsqueeze": lambda: [node("Unsqueeze", ["z", "one"], ["t"]), node("Squeeze", ["t", "one"], ["same"])],
}
READERS = {
    "another layer": (["y"], lambda name: [node("Add", ["a", name], ["y"])]),
    "an output": (["a", "q"], lambda name: [node("Identity", [name], ["q"])]),
    "itself an output": (["a", "z"], lambda name: []),
}


@pytest.mark.parametrize("alias", ALIASES)
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("fused", [
    lambda name: [node("Relu", [name], ["a"])], lambda name: [node("Add", [name, "bias"], ["a"])]], ids=["Relu", "Add"])
def test_a_layer_takes_nothing_over_while_its_value_is_read(tmp_path, alias, reader, fused):
    outputs, others = READERS[reader]
    nodes = [node("MatMul", ["x", "w"], ["z"]), *ALIASES[alias]()]
    name = "same" if len(nodes) > 1 else "z"
    made = model([*nodes, *fused(name), *others("z")], {"x": ["N", 4]}, outputs, {
        "w": array(4, 5), "bias": array(5), "shape": np.array([-1, 5]), "zero": np.array([0]),
        "many": np.array([2**60]), "one": np.array([1])})
    check(tmp_path, made, array(6, 4))


def test_what_nobody_else_reads_is_one_layer(tmp_path):
    made = model([node("MatMul", ["x", "w"], ["m"]), node("Add", ["b", "m"], ["z"]), node("Identity", ["z"], ["i"]),
                  node("Sigmoid", ["i"], ["a"]), node("Dropout", ["a"], ["y"])], {"x": ["N", 4]}, ["y"],
                 {"w": array(4, 3), "b": array(3)})
    graph = check(tmp_path, made, array(5, 4)).graph
    assert [spec.kind for spec in graph.layers] == ["input", "dense", "dropout", "output"]


@pytest.mark.parametrize("kind", ["Softmax", "Sigmoid", "Relu", "Tanh"])
def test_an_activation_that_stands_twice_comes_in_twice(tmp_path, kind):
    made = model([node("Gemm", ["x", "w"], ["z"]), node(kind, ["z"], ["a"]), node(kind, ["a"], ["y"])], {"x": ["N", 4]},
                 ["y"], {"w": array(4, 3)})
    check(tmp_path, made, array(5, 4))


@pytest.mark.parametrize(("kind", "settings"), [
    ("Elu", {"alpha": 0.5}), ("Elu", {}), ("Selu", {}), ("Selu", {"alpha": 1.0, "gamma": 2.0}),
    ("Celu", {"alpha": 1.3})])
def test_exponential_units_of_any_slope(tmp_path, kind, settings):
    made = model([node("Gemm", ["x", "w"], ["z"]), node(kind, ["z"], ["y"], **settings)], {"x": ["N", 4]}, ["y"],
                 {"w": array(4, 3)})
    check(tmp_path, made, array(5, 4))


@pytest.mark.parametrize(("kind", "settings", "shape"), [
    ("DepthToSpace", {}, (8, 3, 5)), ("DepthToSpace", {"mode": "CRD"}, (8, 3, 5)), ("DepthToSpace", {}, (4, 2, 2)),
    ("SpaceToDepth", {}, (3, 4, 6))])
def test_channels_become_places_and_places_channels(tmp_path, kind, settings, shape):
    made = model([node(kind, ["x"], ["a"], blocksize=2, **settings), node("Flatten", ["a"], ["y"])],
                 {"x": ["N", *shape]}, ["y"], {})
    check(tmp_path, made, array(2, *shape))
    odd = model([node(kind, ["x"], ["y"], "blocks", blocksize=3, **settings)], {"x": ["N", 2, 4, 4]}, ["y"], {})
    with contextlib.suppress(FormatError):  # ONNX's own checker may find it first
        assert "blocksize" in str(read(odd, tmp_path).missing[0])


def test_a_product_with_a_vector_is_a_number_for_each_row(tmp_path):
    made = model([node("MatMul", ["x", "w"], ["z"]), node("Add", ["z", "b"], ["a"]), node("Relu", ["a"], ["y"])],
                 {"x": ["N", 6, 4]}, ["y"], {"w": array(4), "b": array(6)})
    check(tmp_path, made, array(3, 6, 4))


# Opsets


@pytest.mark.parametrize("opset", [8, 11, 12, 13, 17])
@pytest.mark.parametrize("axis", [None, 1, 2, -1, -2])
def test_softmax_before_opset_13_takes_all_axes_from_its_own_on(tmp_path, opset, axis):
    made = model([node("Softmax", ["x"], ["y"], **({} if axis is None else {"axis": axis}))], {"x": ["N", 3, 4]}, ["y"],
                 {}, opset)
    check(tmp_path, made, array(5, 3, 4))


@pytest.mark.parametrize("shape", [(1,), (4,), (4, 1, 1), (3, 1), (4, 3, 5)])
def test_slopes_of_prelu_lie_where_numpy_would_lay_them(tmp_path, shape):
    if shape == (4,):
        made = model([node("PRelu", ["x", "s"], ["y"])], {"x": ["N", 3, 4]}, ["y"], {"s": array(4)})
        check(tmp_path, made, array(5, 3, 4))
    else:
        made = model([node("PRelu", ["x", "s"], ["y"])], {"x": ["N", 4, 3, 5]}, ["y"], {"s": array(*shape)})
        check(tmp_path, made, array(2, 4, 3, 5))


def test_slopes_of_prelu_before_opset_7_belong_to_axis_1(tmp_path):
    slope, x = array(4), array(2, 4, 3, 4)
    made = model([node("PRelu", ["x", "s"], ["y"])], {"x": ["N", 4, 3, 4]}, ["y"], {"s": slope}, 6)
    check(tmp_path, made, x, [np.where(x < 0, x * slope[:, None, None], x)])


def test_before_opset_7_a_second_input_lies_along_an_axis_that_is_said(tmp_path):
    bias, x = array(3), array(2, 3, 4, 5)
    made = model([node("Add", ["x", "b"], ["y"], broadcast=1, axis=1)], {"x": ["N", 3, 4, 5]}, ["y"], {"b": bias}, 6)
    check(tmp_path, made, x, [x + bias[:, None, None]])


def test_batch_normalisation_that_trains_is_named(tmp_path):
    arrays = {name: np.ones(3, np.float32) for name in ("g", "b", "m", "v")}
    old = model([node("BatchNormalization", ["x", *arrays], ["y"])], {"x": ["N", 3]}, ["y"], arrays, 6)
    assert "is_test" in missing(tmp_path, old)[0]
    new = model([node("BatchNormalization", ["x", *arrays], ["y", "", ""], training_mode=1)], {"x": ["N", 3]}, ["y"],
                arrays, 17)
    assert "training_mode" in str(read(new, tmp_path).missing[0])


@pytest.mark.parametrize("opset", [7, 10, 12, 13, 17, 18, 20])
def test_axes_are_attributes_or_inputs(tmp_path, opset):
    def axes(since: int, name: str) -> tuple[list[str], dict[str, list[int]]]:
        return ([name], {}) if opset >= since else ([], {"axes": [{"two": 2, "last": -1}[name]]})

    more, attributes = axes(13, "two")
    sums, summed = axes(13, "last")
    means, meant = axes(18, "two")
    made = model([
        node("Unsqueeze", ["x", *more], ["u"], **attributes), node("Tanh", ["u"], ["t"]),
        node("Squeeze", ["t", *more], ["s"], **attributes), node("ReduceSum", ["s", *sums], ["r"], **summed),
        node("Mul", ["s", "r"], ["p"]), node("ReduceMean", ["p", *means], ["y"], keepdims=0, **meant),
    ], {"x": ["N", 3, 4]}, ["y"], {"two": np.array([2]), "last": np.array([-1])}, opset)
    check(tmp_path, made, array(5, 3, 4))


# Types and ranks


WHOLE = {"down and up": (TensorProto.INT64, "Cast"), "truth": (TensorProto.BOOL, "Cast"), "short": (
    TensorProto.FLOAT16, "Cast")}


@pytest.mark.parametrize(("to", "kind"), WHOLE.values(), ids=WHOLE)
def test_a_cast_that_changes_numbers_is_named(tmp_path, to, kind):
    made = model([node("Cast", ["x"], ["c"], "/c/Cast", to=to), node("Cast", ["c"], ["f"], to=TensorProto.FLOAT),
                  node("MatMul", ["f", "w"], ["y"])], {"x": ["N", 4]}, ["y"], {"w": array(4, 2)})
    assert f": Ladera has no {kind} like this one" in missing(tmp_path, made)[0]


def test_a_step_that_is_written_as_a_comparison_is_a_step(tmp_path):
    made = model([node("Gemm", ["x", "w"], ["z"]), node("Greater", ["z", "zero"], ["g"]),
                  node("Cast", ["g"], ["y"], to=TensorProto.FLOAT)], {"x": ["N", 4]}, ["y"],
                 {"w": array(4, 3), "zero": np.float32(0)})
    graph = check(tmp_path, made, array(6, 4)).graph
    assert [spec.settings.get("activation") for spec in graph.of_kind("dense")] == ["step"]


def test_whole_numbers_are_not_divided_as_decimals(tmp_path):
    made = model([node("Div", ["x", "two"], ["d"]), node("Cast", ["d"], ["y"], to=TensorProto.FLOAT)], {"x": ["N", 4]},
                 ["y"], {"two": np.array(2)}, dtype=TensorProto.INT64)
    assert "Div" in missing(tmp_path, made)[0]


@pytest.mark.parametrize("constant", [(1, 1, 4), (1, 3, 4), (1, 1, 1)])
def test_a_higher_rank_is_not_lost(tmp_path, constant):
    """(N, 4) + (1, 3, 4) is (1, N, 4) where N is 3, and nothing that has the examples first."""
    made = model([node("Add", ["x", "c"], ["y"])], {"x": ["N", 4]}, ["y"], {"c": array(*constant)})
    assert missing(tmp_path, made)


def test_words_are_numbers_of_any_spelling(tmp_path):
    x = RNG.integers(0, 7, (5, 6))
    table = array(7, 3)
    whole = model([node("Gather", ["t", "x"], ["e"]), node("ReduceMean", ["e"], ["y"], axes=[1], keepdims=0)],
                  {"x": ["N", 6]}, ["y"], {"t": table}, dtype=TensorProto.INT64)
    check(tmp_path, whole, x)
    cast = model([node("Cast", ["x"], ["w"], to=TensorProto.INT64), node("Reshape", ["w", "s"], ["r"]),
                  node("Gather", ["t", "r"], ["y"])], {"x": ["N", 6]}, ["y"], {"t": table, "s": np.array([-1, 2, 3])})
    check(tmp_path, cast, x.astype(np.float32))


# What is called damaged


@pytest.mark.parametrize("nodes", [
    [node("MatMul", ["x", "w"], ["z"]), node("Det", ["z"], ["a"], "/d/Det"), node("Sqrt", ["a"], ["y"])],
    [node("Pow", ["x", "powers"], ["y"], "/d/Det")],
    [node("Einsum", ["x", "w"], ["y"], "/d/Det", equation="ij,jk->ik")],
    [node("Concat", ["x", "x"], ["y"], "/d/Det", axis=0)],
    [node("Gather", ["x", "zero"], ["y"], "/d/Det", axis=0)],
])
def test_a_sound_file_is_never_damaged_and_its_operator_is_named(tmp_path, nodes):
    made = model(nodes, {"x": ["N", 4]}, ["y"], {"w": array(4, 4), "powers": array(4), "zero": np.array(0)})
    assert any("/d/Det" in sentence for sentence in missing(tmp_path, made))


def test_a_file_whose_shapes_contradict_each_other_is_damaged(tmp_path):
    made = model([node("MatMul", ["x", "w"], ["y"])], {"x": ["N", 4]}, ["y"], {"w": array(3, 3)})
    assert not is_sound(made)
    with pytest.raises(FormatError, match="damaged"):
        read(made, tmp_path)


def test_an_input_that_only_sets_something_is_not_left_out_without_a_word(tmp_path):
    made = model([node("Dropout", ["x", "", "train"], ["y"])], {"x": ["N", 4], "train": []}, ["y"], {}, 13)
    made.graph.input[1].type.tensor_type.elem_type = TensorProto.BOOL
    with pytest.raises(FormatError, match="input train"):
        read(made, tmp_path)


def test_outputs_that_ladera_does_not_have_are_named_where_they_are_read(tmp_path):
    made = model([node("MaxPool", ["x"], ["p", "places"], "/p/MaxPool", kernel_shape=[2, 2]),
                  node("Cast", ["places"], ["c"], to=TensorProto.FLOAT), node("Add", ["p", "c"], ["y"])],
                 {"x": ["N", 1, 4, 4]}, ["y"], {})
    assert any("/p/MaxPool" in sentence and "output number 2" in sentence for sentence in missing(tmp_path, made))


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
            "hide: Ladera has no Add like this one. An attention hides from a step what comes later, and nothing else.")


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
