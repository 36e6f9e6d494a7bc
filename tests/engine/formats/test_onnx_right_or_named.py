"""What an ONNX file says comes in right, or what is not understood is named."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest
from onnx import TensorProto

from engine.errors import FormatError
from engine.formats.onnx_model.soundness import is_sound
from tests.engine.formats.onnx_oracle import read
from tests.engine.formats.onnx_right_or_named import RNG, array, check, missing, model, node

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
