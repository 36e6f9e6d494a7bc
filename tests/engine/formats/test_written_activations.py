"""Activations that a format lacks are written out in arithmetic, and recognised again, in whatever form they are."""

from __future__ import annotations

import runpy

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from engine.errors import N_
from engine.formats import export_weights, import_network
from engine.graph import LayerSpec, sequential
from engine.ir.scalars import TEXT
from engine.ir.value import in_order
from engine.layers import activations
from engine.layers.activations import Activation
from engine.layout import ParameterLayout
from engine.network import Network
from tests.engine.formats.networks import case, chain


def _everything(ir, x):
    """Every primitive there is, in a function without steep places."""
    positive = ir.add(1.0, ir.square(x))
    total = ir.sub(ir.div(ir.sqrt(positive), ir.add(2.0, ir.exp(ir.neg(ir.abs(x))))), ir.log(positive))
    total = ir.add(total, ir.sub(ir.log1p(positive), ir.expm1(ir.minimum(x, 0.5))))
    for name in ("tanh", "sin", "cos", "arctan", "erf", "sigmoid", "softplus", "sign"):
        total = ir.add(total, ir.mul(0.25, getattr(ir, name)(x)))
    total = ir.add(total, ir.maximum(x, ir.mul(0.5, x)))
    total = ir.add(total, ir.minimum(ir.power(positive, 0.3), 1.5))
    total = ir.sub(total, ir.equal(x, 12345.0))
    return ir.select(ir.greater(x, -0.5), total, ir.select(x, ir.mul(total, total), 1.0))


@pytest.fixture
def everything():
    row = Activation("everything", N_("engine", "Everything"), "", "", _everything)
    activations.register(row)
    yield row.name
    activations.ACTIVATIONS.remove(row.name)


def test_the_function_of_the_test_has_every_primitive(everything):
    from engine.formats.elementwise import formula

    used = {value.op for value in in_order([formula(everything)])}
    assert used >= set(TEXT)


@pytest.mark.parametrize("suffix", [".onnx", ".keras", ".keras.py", ".torch.py", ".numpy.py"])
def test_a_new_row_of_the_catalogue_leaves_in_every_format(everything, suffix, tmp_path):
    one = case("everything", chain((4,), ("dense", {"units": 3, "activation": everything}),
                                   ("activation", {"function": everything})))
    path = tmp_path / f"w{suffix}"
    export_weights(path, ParameterLayout(one.project.graph), one.project.parameters, one.project)
    (inputs,) = one.inputs.values()
    if suffix == ".onnx":
        runtime = pytest.importorskip("onnxruntime")
        (came,) = runtime.InferenceSession(path, providers=["CPUExecutionProvider"]).run(None, dict(one.inputs))
    elif suffix == ".keras":
        pytest.importorskip("torch")
        keras = pytest.importorskip("keras")
        came = keras.ops.convert_to_numpy(keras.saving.load_model(path)(inputs, training=False))
    else:
        pytest.importorskip("torch")
        if suffix == ".keras.py":
            pytest.importorskip("keras")
        came = runpy.run_path(str(path))["predict"](inputs)
    assert came == pytest.approx(one.predictions["output_1"], abs=1e-5, rel=1e-5)


@pytest.mark.parametrize("suffix", [".onnx", ".keras"])
def test_a_new_row_of_the_catalogue_comes_back(everything, suffix, tmp_path):
    one = case("everything", chain((4,), ("dense", {"units": 3, "activation": everything}),
                                   ("activation", {"function": everything})))
    path = tmp_path / f"w{suffix}"
    export_weights(path, ParameterLayout(one.project.graph), one.project.parameters, one.project)
    (inputs,) = one.inputs.values()
    imported = import_network(path)
    assert imported.missing == ()
    assert everything in [spec.settings["function"] for spec in imported.graph.of_kind("activation")]
    network = Network(imported.graph)
    values = network.activations(imported.parameters, inputs)[network.output_names[0]]
    assert values == pytest.approx(one.predictions["output_1"], abs=1e-5, rel=1e-5)


# Reverse Polish: x, numbers, operators of ONNX.
FORMS = {
    "silu": ["x x Sigmoid Mul", "x x Neg Exp 1 Add Div", "x Sigmoid x Mul"],
    "gelu": ["x 1.41421354 Div Erf 1 Add x Mul 0.5 Mul", "x 0.5 Mul x 0.70710677 Mul Erf 1 Add Mul"],
    "gelu_tanh": ["x 0.5 Mul x x 3 Pow 0.044715 Mul Add 0.7978846 Mul Tanh 1 Add Mul",
                  "x x Mul x Mul 0.044715 Mul x Add 0.79788458 Mul Tanh 1 Add x Mul 2 Div"],
    "mish": ["x x Softplus Tanh Mul", "x x Exp 1 Add Log Tanh Mul"],
    "hard_sigmoid": ["x 3 Add 0 6 Clip 6 Div"],
    "hard_swish": ["x x 3 Add 0 6 Clip Mul 6 Div", "x x 6 Div 0.5 Add 0 1 Clip Mul"],
    "softsign": ["x x Abs 1 Add Div", "x Abs 1 Add Reciprocal x Mul"],
    "sigmoid": ["1 x Neg Exp 1 Add Div", "x Neg Exp 1 Add Reciprocal", "x 2 Div Tanh 1 Add 2 Div"],
    "gaussian": ["x x Mul Neg Exp", "x 2 Pow -1 Mul Exp"],
    "square": ["x 2 Pow", "x x Mul"],
    "relu": ["x 0 Max", "x x Abs Add 2 Div"],
    "selu": ["x 0 Max 1.05070102 Mul x Exp 1 Sub 1.67326319 Mul 0 Min 1.05070102 Mul Add"],
}
ONLY_LIKE_THEM = ["x x 1.1 Mul Sigmoid Mul", "x x 3 Add 0 6.1 Clip Mul 6 Div", "x Abs 1.001 Add Reciprocal x Mul",
                  "x 0 Max 300 Min"]


def written(path, form: str):
    """A file with a product and the form behind it."""
    nodes, arrays, stack = [], {"fc.weight": np.eye(3, dtype=np.float32) * 1.5}, []
    nodes.append(helper.make_node("MatMul", ["in", "fc.weight"], ["x"], "/fc/MatMul"))
    for place, word in enumerate(form.split()):
        if word[0].isalpha() and word != "x":
            count = {"Clip": 3}.get(word, 2 if word in ("Add", "Sub", "Mul", "Div", "Pow", "Max", "Min") else 1)
            operands = [stack.pop() for _ in range(count)][::-1]
            nodes.append(helper.make_node(word, operands, [f"v{place}"], f"/act/{word}_{place}"))
            stack.append(f"v{place}")
        elif word == "x":
            stack.append("x")
        else:
            arrays[f"c{place}"] = np.float32(word)
            stack.append(f"c{place}")
    graph = helper.make_graph(
        nodes, "net", [helper.make_tensor_value_info("in", TensorProto.FLOAT, ["N", 3])],
        [helper.make_tensor_value_info(stack[-1], TensorProto.FLOAT, None)],
        [numpy_helper.from_array(np.asarray(values), name) for name, values in arrays.items()])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
    return path


def by_runtime(path, x: np.ndarray) -> np.ndarray:
    runtime = pytest.importorskip("onnxruntime")
    return runtime.InferenceSession(path, providers=["CPUExecutionProvider"]).run(None, {"in": x})[0]


@pytest.mark.parametrize(("name", "form"), [(name, form) for name, forms in FORMS.items() for form in forms])
def test_what_is_written_out_is_one_activation(name, form, tmp_path):
    path = written(tmp_path / "m.onnx", form)
    imported = import_network(path)
    assert imported.missing == ()
    # A sigmoid at the end becomes the link of the loss.
    chosen = [spec.settings["function"] for spec in imported.graph.of_kind("activation")]
    chosen += [spec.settings["activation"] for spec in imported.graph.of_kind("dense")]
    if name == "sigmoid":
        assert imported.graph.of_kind("output")[0].settings["loss"] == "binary_cross_entropy"
    else:
        assert [function for function in chosen if function != "identity"] == [name]
    x = np.linspace(-8, 8, 30, dtype=np.float32).reshape(10, 3)
    network = Network(imported.graph)
    came = network.activations(imported.parameters, x)[network.output_names[0]]
    assert came == pytest.approx(by_runtime(path, x), abs=2e-6, rel=2e-6)


@pytest.mark.parametrize("form", ONLY_LIKE_THEM)
def test_what_only_resembles_an_activation_is_not_taken_for_one(form, tmp_path):
    path = written(tmp_path / "m.onnx", form)
    imported = import_network(path)
    x = np.linspace(-400, 400, 30, dtype=np.float32).reshape(10, 3)
    if not imported.missing:
        network = Network(imported.graph)
        came = network.activations(imported.parameters, x)[network.output_names[0]]
        assert came == pytest.approx(by_runtime(path, x), abs=1e-5, rel=1e-5)


def test_a_part_that_nothing_completes_is_named_and_nothing_is_trained_without_it(tmp_path):
    path = written(tmp_path / "m.onnx", "x Exp x Erf Mul")
    imported = import_network(path)
    assert "/act/Exp_1: Ladera has no layer like Exp." in map(str, imported.missing)
    assert imported.parameters is None


def test_an_activation_that_stands_twice_comes_in_twice(tmp_path):
    graph = sequential(LayerSpec("input_1", "input", {"shape": (3,)}),
                       *(LayerSpec(f"activation_{n}", "activation", {"function": "tanh"}) for n in (1, 2)),
                       LayerSpec("output_1", "output"))
    one = case("twice", graph)
    for suffix in (".onnx", ".keras"):
        path = tmp_path / f"w{suffix}"
        export_weights(path, ParameterLayout(graph), one.project.parameters, one.project)
        functions = [spec.settings["function"] for spec in import_network(path).graph.of_kind("activation")]
        assert functions.count("tanh") == 2
