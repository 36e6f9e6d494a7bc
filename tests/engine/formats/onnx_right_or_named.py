"""Small ONNX files, and whether they come in right or are named."""

from __future__ import annotations

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

from engine.formats.onnx_model.soundness import is_sound
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
