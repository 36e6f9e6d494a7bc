"""ONNX Runtime says what the network says."""

from __future__ import annotations

import numpy as np
import onnx
import pytest

from engine.layers import LAYERS
from tests.cases import a_quarter
from tests.engine.formats.networks import CASES, LAYER_CASES, export


def test_every_kind_of_layer_is_exported_here():
    assert set().union(*(case.kinds for case in LAYER_CASES)) == set(LAYERS)


@pytest.mark.parametrize("case", a_quarter(CASES, 1), ids=str)
def test_onnx_runtime_gives_the_same_predictions(case, tmp_path):
    runtime = pytest.importorskip("onnxruntime")
    options = runtime.SessionOptions()
    options.log_severity_level = 3
    session = runtime.InferenceSession(export(case, tmp_path / "w.onnx"), options, ["CPUExecutionProvider"])
    predictions = session.run(list(case.predictions), dict(case.inputs))
    for wanted, given in zip(case.predictions.values(), predictions, strict=True):
        assert given == pytest.approx(wanted, abs=1e-5, rel=1e-5)
    one = session.run(None, {name: array[:1] for name, array in case.inputs.items()})
    assert one[0] == pytest.approx(predictions[0][:1], abs=1e-5, rel=1e-5)


def test_the_file_says_its_version_and_what_goes_in_and_out(tmp_path):
    case = next(case for case in CASES if case.name == "two inputs, two heads")
    model = onnx.load(export(case, tmp_path / "w.onnx"))
    assert (model.ir_version, model.opset_import[0].version, model.producer_name) == (9, 18, "Ladera")
    assert [value.name for value in model.graph.input] == ["class", "forward"]
    assert [value.name for value in model.graph.output] == ["import", "self"]
    assert model.graph.input[0].type.tensor_type.shape.dim[0].dim_param == "N"
    assert {tensor.name for tensor in model.graph.initializer} >= {"ñandú/kernel", "weights/bias"}
    assert "np/kernel" not in {tensor.name for tensor in model.graph.initializer}


def test_transposes_between_convolutions_vanish(tmp_path):
    case = next(case for case in CASES if case.name == "a small network for images")
    model = onnx.load(export(case, tmp_path / "w.onnx"))
    assert [node.op_type for node in model.graph.node].count("Transpose") == 2
    assert np.isfinite(case.predictions["output_1"]).all()
