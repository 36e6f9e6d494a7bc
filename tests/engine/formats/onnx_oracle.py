"""What ONNX Runtime says of a model, and what the network says that came in from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from onnx import ModelProto

from engine.formats import import_network
from engine.formats.importing import Imported
from engine.network import Network

CHANNELS_FIRST = {"Conv", "ConvTranspose", "MaxPool", "AveragePool", "BatchNormalization", "GlobalAveragePool",
                  "GlobalMaxPool"}


def by_runtime(model: ModelProto | Path, feeds: Mapping[str, np.ndarray]) -> list[np.ndarray]:
    """The outputs as ONNX Runtime computes them, operator by operator."""
    runtime = pytest.importorskip("onnxruntime")
    runtime.set_default_logger_severity(4)
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    options.graph_optimization_level = runtime.GraphOptimizationLevel.ORT_DISABLE_ALL
    source = str(model) if isinstance(model, Path) else model.SerializeToString()
    session = runtime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    return session.run(None, dict(feeds))


def read(model: ModelProto, folder: Path) -> Imported:
    """The network of a model, through a file."""
    path = folder / "model.onnx"
    path.write_bytes(model.SerializeToString())
    return import_network(path)


def predictions(imported: Imported, arrays: Sequence[np.ndarray]) -> list[np.ndarray]:
    """All outputs of a network that came in whole. Images, whose channels come first in ONNX, are turned where the
    network wants them turned."""
    network = Network(imported.graph)
    inputs = {}
    for name, array in zip(network.input_names, arrays, strict=True):
        shape = network.shapes[name]
        inputs[name] = array if array.shape[1:] == shape else np.moveaxis(array, 1, -1)
    return [network.predict(imported.parameters, inputs, head=name) for name in network.output_names]


def agree(came: Sequence[np.ndarray], wanted: Sequence[np.ndarray], tolerance: float = 1e-5) -> None:
    """Assert equal shapes, and numbers that differ by rounding only."""
    assert [array.shape for array in came] == [array.shape for array in wanted]
    for ours, theirs in zip(came, wanted, strict=True):
        size = max(1.0, float(np.abs(theirs).max(initial=0.0)))
        np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance * size)
