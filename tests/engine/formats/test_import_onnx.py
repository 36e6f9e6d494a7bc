"""Networks come back from ONNX files, Ladera's own and others', with what they predict."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

import numpy as np
import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from engine.errors import FormatError
from engine.formats import import_network
from tests.cases import a_quarter, random_cases
from tests.engine.formats.networks import CASES, export, predictions

RNG = np.random.default_rng(5)


@pytest.mark.parametrize("case", a_quarter(CASES, 3), ids=str)
def test_a_network_comes_back_with_the_same_predictions(case, tmp_path):
    imported = import_network(export(case, tmp_path / "w.onnx"))
    assert imported.missing == ()
    for wanted, came in zip(case.predictions.values(), predictions(imported, case.inputs.values()), strict=True):
        assert came == pytest.approx(wanted, abs=1e-5, rel=1e-5)


def array(*shape: int) -> np.ndarray:
    return RNG.standard_normal(shape).astype(np.float32)


def model(path, nodes, inputs, arrays, outputs=("out",)):
    """A file as another program writes it."""
    graph = helper.make_graph(
        nodes, "net", [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in inputs.items()],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
        [numpy_helper.from_array(values, name) for name, values in arrays.items()])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
    return path


def run(path, **inputs):
    runtime = pytest.importorskip("onnxruntime")
    return runtime.InferenceSession(path, providers=["CPUExecutionProvider"]).run(None, inputs)[0]


def kinds(imported) -> Counter:
    return Counter(spec.kind for spec in imported.graph.layers)


def test_a_perceptron_of_pytorch(tmp_path):
    path = model(tmp_path / "m.onnx", [
        helper.make_node("Gemm", ["x", "net.0.weight", "net.0.bias"], ["a"], "/net/net.0/Gemm", transB=1),
        helper.make_node("Relu", ["a"], ["b"], "/net/net.1/Relu"),
        helper.make_node("MatMul", ["b", "w"], ["c"], "/head/MatMul"),
        helper.make_node("Add", ["head.bias", "c"], ["d"], "/head/Add"),
        helper.make_node("Softmax", ["d"], ["out"], "/Softmax", axis=1),
    ], {"x": ["batch", 4]}, {"net.0.weight": array(5, 4), "net.0.bias": array(5), "w": array(5, 3),
                             "head.bias": array(3)})
    imported = import_network(path)
    assert [(spec.name, spec.kind) for spec in imported.graph.order()] == [
        ("x", "input"), ("net_0", "dense"), ("head", "dense"), ("out", "output")]
    assert imported.graph.layer("net_0").settings["activation"] == "relu"
    assert imported.graph.layer("out").settings["loss"] == "categorical_cross_entropy"
    x = array(6, 4)
    assert predictions(imported, [x])[0] == pytest.approx(run(path, x=x), abs=1e-6)


def test_a_convolutional_network_of_pytorch_takes_its_images_channels_last(tmp_path):
    path = model(tmp_path / "m.onnx", [
        helper.make_node("Conv", ["x", "conv1.weight", "conv1.bias"], ["a"], "/conv1/Conv", kernel_shape=[3, 3],
                         pads=[1, 1, 1, 1], strides=[2, 2]),
        helper.make_node("BatchNormalization", ["a", "g", "b", "m", "v"], ["n"], "/bn/BatchNormalization"),
        helper.make_node("Relu", ["n"], ["r"], "/relu/Relu"),
        helper.make_node("MaxPool", ["r"], ["p"], "/pool/MaxPool", kernel_shape=[2, 2], strides=[1, 1]),
        helper.make_node("Shape", ["p"], ["s"]),
        helper.make_node("Gather", ["s", "zero"], ["n0"], axis=0),
        helper.make_node("Unsqueeze", ["n0", "axes0"], ["n1"]),
        helper.make_node("Concat", ["n1", "minus"], ["s2"], axis=0),
        helper.make_node("Reshape", ["p", "s2"], ["f"], "/Reshape"),
        helper.make_node("Gemm", ["f", "fc.weight", "fc.bias"], ["out"], "/fc/Gemm", transB=1),
    ], {"x": ["N", 2, 9, 7]}, {
        "conv1.weight": array(3, 2, 3, 3), "conv1.bias": array(3), "g": array(3), "b": array(3), "m": array(3),
        "v": np.abs(array(3)) + 1, "fc.weight": array(2, 36), "fc.bias": array(2), "zero": np.array(0),
        "axes0": np.array([0]), "minus": np.array([-1])})
    imported = import_network(path)
    assert imported.graph.layer("x").settings["shape"] == (9, 7, 2)
    assert kinds(imported) == {"input": 1, "conv2d": 1, "batch_normalization": 1, "activation": 1, "pooling2d": 1,
                               "permute": 1, "flatten": 1, "dense": 1, "output": 1}
    x = array(3, 2, 9, 7)
    assert predictions(imported, [x.transpose(0, 2, 3, 1)])[0] == pytest.approx(run(path, x=x), abs=1e-5)


def test_a_residual_block_with_a_mean_at_its_end(tmp_path):
    path = model(tmp_path / "m.onnx", [
        helper.make_node("Conv", ["x", "w1"], ["a"], kernel_shape=[3, 3], auto_pad="SAME_UPPER"),
        helper.make_node("Add", ["a", "x"], ["s"]),
        helper.make_node("Clip", ["s", "low", "high"], ["c"], "/relu6/Clip"),
        helper.make_node("Concat", ["c", "x"], ["cat"], axis=1),
        helper.make_node("GlobalAveragePool", ["cat"], ["g"]),
        helper.make_node("Flatten", ["g"], ["f"]),
        helper.make_node("Mul", ["f", "scale"], ["m"]),
        helper.make_node("Sigmoid", ["m"], ["out"]),
    ], {"x": ["N", 2, 5, 5]}, {"w1": array(2, 2, 3, 3), "low": np.float32(0), "high": np.float32(6),
                               "scale": array(4)})
    imported = import_network(path)
    assert imported.missing == ()
    assert imported.graph.layer("out").settings["loss"] == "binary_cross_entropy"
    x = array(3, 2, 5, 5) * 4
    assert predictions(imported, [x.transpose(0, 2, 3, 1)])[0] == pytest.approx(run(path, x=x), abs=1e-5)


PADS = {
    "zeros": ({"mode": "constant"}, [0, 0, 2, 1, 0, 0, 2, 1], {}, {"padding": "explicit", "pad": (2, 1)}),
    "zeros and those of the operator": ({}, [0, 0, 1, 0, 0, 0, 1, 0], {"pads": [1, 0, 1, 0]},
                                        {"padding": "explicit", "pad": (2, 0)}),
    "mirror": ({"mode": "reflect"}, [0, 0, 1, 0, 0, 0, 2, 1], {}, {"padding": "reflect"}),
    "same": ({}, [0, 0, 1, 0, 0, 0, 2, 1], {}, {"padding": "same"}),
    "full": ({}, [0, 0, 3, 1, 0, 0, 3, 1], {}, {"padding": "full"}),
}


@pytest.mark.parametrize(("mode", "pads", "own", "expected"), PADS.values(), ids=PADS)
def test_what_is_put_around_an_image_goes_to_the_convolution_that_reads_it(tmp_path, mode, pads, own, expected):
    path = model(tmp_path / "m.onnx", [
        helper.make_node("Pad", ["x", "pads"], ["p"], "/Pad", **mode),
        helper.make_node("Conv", ["p", "c.weight"], ["out"], "/c/Conv", kernel_shape=[4, 2], **own),
    ], {"x": ["N", 2, 8, 7]}, {"pads": np.array(pads), "c.weight": array(3, 2, 4, 2)})
    imported = import_network(path)
    settings = imported.graph.layer("c").settings
    assert {name: settings[name] for name in expected} == expected
    x = array(3, 2, 8, 7)
    came = predictions(imported, [x.transpose(0, 2, 3, 1)])[0]
    assert came == pytest.approx(run(path, x=x), abs=1e-5)


def test_pytorch_computes_the_widths_that_it_pads_with(tmp_path):
    """F.pad names the last axis first, and its export turns that round with arithmetic on constants."""
    path = model(tmp_path / "m.onnx", [
        helper.make_node("ConstantOfShape", ["four"], ["zeros"], value=numpy_helper.from_array(np.array([0]))),
        helper.make_node("Concat", ["widths", "zeros"], ["all"], axis=0),
        helper.make_node("Reshape", ["all", "pairs"], ["rows"]),
        helper.make_node("Slice", ["rows", "last", "first", "zero", "back"], ["turned"]),
        helper.make_node("Transpose", ["turned"], ["sides"], perm=[1, 0]),
        helper.make_node("Reshape", ["sides", "flat"], ["line"]),
        helper.make_node("Cast", ["line"], ["pads"], to=TensorProto.INT64),
        helper.make_node("Pad", ["x", "pads", ""], ["p"], "/c/Pad", mode="reflect"),
        helper.make_node("Conv", ["p", "c.weight"], ["out"], "/c/Conv", kernel_shape=[5, 3]),
    ], {"x": ["N", 2, 8, 7]}, {
        "four": np.array([4]), "widths": np.array([1, 1, 2, 2]), "pairs": np.array([-1, 2]), "last": np.array([-1]),
        "first": np.array([-(2**63) + 1]), "zero": np.array([0]), "back": np.array([-1]), "flat": np.array([-1]),
        "c.weight": array(3, 2, 5, 3)})
    imported = import_network(path)
    assert imported.graph.layer("c").settings["padding"] == "reflect"
    x = array(3, 2, 8, 7)
    assert predictions(imported, [x.transpose(0, 2, 3, 1)])[0] == pytest.approx(run(path, x=x), abs=1e-5)


def test_a_mean_counts_the_zeros_that_stand_around_it(tmp_path):
    path = model(tmp_path / "m.onnx", [
        helper.make_node("Pad", ["x", "pads"], ["p"], "/Pad"),
        helper.make_node("AveragePool", ["p"], ["out"], "/a/AveragePool", kernel_shape=[3, 3], strides=[2, 2]),
    ], {"x": ["N", 2, 8, 7]}, {"pads": np.array([0, 0, 1, 1, 0, 0, 1, 1])})
    x = array(3, 2, 8, 7)
    came = predictions(import_network(path), [x.transpose(0, 2, 3, 1)])[0]
    assert came == pytest.approx(run(path, x=x), abs=1e-5)


@pytest.mark.parametrize(("nodes", "sentence"), [
    ([helper.make_node("MaxPool", ["p"], ["out"], "/m/MaxPool", kernel_shape=[2, 2])],
     "/m/MaxPool: Ladera has no MaxPool like this one. Its setting pads is another."),
    ([helper.make_node("Conv", ["p", "w"], ["out"], "/c/Conv", kernel_shape=[3, 3], pads=[1, 1, 1, 1])],
     "/c/Conv: Ladera has no Conv like this one. Its setting pads is another."),
    ([helper.make_node("Relu", ["p"], ["out"], "/r/Relu")],
     "/r/Relu: Ladera has no Relu like this one. Zeros around an image belong to a convolution or a pooling."),
    ([helper.make_node("Identity", ["x"], ["q"])],
     "p: Ladera has no output like this one. Zeros around an image belong to a convolution or a pooling."),
])
def test_what_cannot_take_a_mirror_image_over_is_named(tmp_path, nodes, sentence):
    path = model(tmp_path / "m.onnx", [helper.make_node("Pad", ["x", "pads"], ["p"], "/Pad", mode="reflect"), *nodes],
                 {"x": ["N", 1, 6, 6]}, {"pads": np.array([0, 0, 1, 1, 0, 0, 1, 1]), "w": array(1, 1, 3, 3)},
                 ("out",) if nodes[0].output[0] == "out" else ("p",))
    assert [str(missing) for missing in import_network(path).missing] == [sentence]


def test_an_lstm_of_pytorch(tmp_path):
    path = model(tmp_path / "m.onnx", [
        helper.make_node("Transpose", ["x"], ["t"], perm=[1, 0, 2]),
        helper.make_node("LSTM", ["t", "W", "R", "B"], ["y", "h", ""], "/lstm/LSTM", hidden_size=3),
        helper.make_node("Squeeze", ["y", "one"], ["steps"]),
        helper.make_node("Transpose", ["steps"], ["out"], perm=[1, 0, 2]),
    ], {"x": ["N", 5, 2]}, {"W": array(1, 12, 2), "R": array(1, 12, 3), "B": array(1, 24), "one": np.array([1])})
    imported = import_network(path)
    assert kinds(imported) == {"input": 1, "lstm": 1, "output": 1}
    x = array(4, 5, 2)
    assert predictions(imported, [x])[0] == pytest.approx(run(path, x=x), abs=1e-5)


def test_what_there_is_no_layer_for_is_named_and_its_place_stays_empty(tmp_path):
    path = model(tmp_path / "m.onnx", [
        helper.make_node("Gemm", ["x", "fc1.weight"], ["a"], "/fc1/Gemm"),
        helper.make_node("Erf", ["a"], ["e"], "/act/Erf"),
        helper.make_node("Fancy", ["e"], ["f"], "fancy", domain="com.example"),
        helper.make_node("Gemm", ["f", "fc2.weight"], ["out"], "/fc2/Gemm"),
    ], {"x": ["N", 4]}, {"fc1.weight": array(4, 4), "fc2.weight": array(4, 2)})
    imported = import_network(path)
    assert [str(sentence) for sentence in imported.missing] == [
        "/act/Erf: Ladera has no layer like Erf.", "fancy: Ladera has no layer like com.example.Fancy."]
    assert imported.parameters is None
    assert {spec.name for spec in imported.graph.layers} == {"x", "fc1", "fc2", "out"}
    assert imported.graph.inputs_of("fc2") == ()
    assert imported.graph.inputs_of("out") == ("fc2",)


def test_a_layer_set_in_a_way_that_ladera_lacks_says_which(tmp_path):
    path = model(tmp_path / "m.onnx", [
        helper.make_node("Conv", ["x", "w"], ["out"], "/c/Conv", kernel_shape=[3, 3], pads=[0, 1, 2, 1])],
        {"x": ["N", 1, 5, 5]}, {"w": array(1, 1, 3, 3)})
    (sentence,) = import_network(path).missing
    assert str(sentence) == "/c/Conv: Ladera has no Conv like this one. Its setting pads is another."


def test_a_small_file_cannot_ask_for_much_memory(tmp_path):
    path = model(tmp_path / "m.onnx", [helper.make_node("Flatten", ["x"], ["f"]),
                                       helper.make_node("Mul", ["f", "two"], ["out"], "/big/Mul")],
                 {"x": ["N", 10**6, 10**6]}, {"two": np.float32(2)})
    assert import_network(path).parameters is None


def test_a_constant_of_many_numbers_is_not_made(tmp_path):
    path = model(tmp_path / "m.onnx", [helper.make_node("ConstantOfShape", ["huge"], ["c"], "/c/ConstantOfShape"),
                                       helper.make_node("Add", ["x", "c"], ["out"], "/a/Add")],
                 {"x": ["N", 4]}, {"huge": np.array([10**6, 10**6])})
    assert "/c/ConstantOfShape: Ladera has no" in str(import_network(path).missing[0])


@pytest.mark.parametrize(("nodes", "inputs", "arrays"), [
    ([helper.make_node("Gemm", ["x", "w"], ["out"])], {"x": ["N", 4]}, {"w": array(3, 2)}),
    ([helper.make_node("Relu", ["nothing"], ["out"])], {"x": ["N", 4]}, {}),
    ([helper.make_node("Relu", ["out"], ["out"])], {"x": ["N", 4]}, {}),
    ([helper.make_node("Gemm", ["x", "w"], ["out"])], {"x": ["N", 4]}, {"w": np.full((4, 2), np.nan, np.float32)}),
    ([helper.make_node("Relu", ["x"], ["out"])], {"x": [3]}, {}),
    ([helper.make_node("Relu", ["x"], ["out"])], {"x": ["N", 2, 2, 2, 2, 2]}, {}),
    ([helper.make_node("Transpose", ["x"], ["out"], perm=[0, 7])], {"x": ["N", 2]}, {}),
    ([helper.make_node("LSTM", ["x", "w", "w"], ["out"], hidden_size=10**9)], {"x": ["N", 2, 2]}, {"w": array(1)}),
])
def test_files_that_contradict_themselves_are_a_sentence(tmp_path, nodes, inputs, arrays):
    path = model(tmp_path / "m.onnx", nodes, inputs, arrays)
    with suppress(FormatError):
        assert import_network(path).missing


@pytest.mark.parametrize("content", [b"", b"x" * 1_000, b"\x08\x09", bytes(100), b"PK\x03\x04"])
def test_what_is_no_onnx_file_is_a_sentence(tmp_path, content):
    path = tmp_path / "m.onnx"
    path.write_bytes(content)
    with pytest.raises(FormatError):
        import_network(path)


@random_cases(150)
@given(changes=st.lists(st.tuples(st.integers(0, 2**20), st.integers(1, 255)), min_size=1, max_size=4))
def test_damaged_files_never_do_more_than_fail(tmp_path_factory, changes):
    folder = tmp_path_factory.getbasetemp()
    good = folder / "good.onnx"
    if not good.exists():
        export(next(case for case in CASES if case.name == "a small network for images"), good)
    content = bytearray(good.read_bytes())
    for place, bits in changes:
        content[place % len(content)] ^= bits
    (folder / "bad.onnx").write_bytes(content)
    with suppress(FormatError):
        imported = import_network(folder / "bad.onnx")
        assert imported.missing or np.isfinite(imported.parameters).all()
