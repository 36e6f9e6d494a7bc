"""Weights of an ONNX file that are in another file: beside it they are read, elsewhere nothing is."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.external_data_helper import convert_model_to_external_data

from engine.errors import FormatError
from engine.formats import import_network
from engine.formats.onnx_model import arrays
from tests.engine.formats.onnx_oracle import agree, by_runtime, predictions

KERNEL = np.random.default_rng(0).normal(size=(4, 300)).astype(np.float32)


def saved(folder: Path, location: str, **changes: str) -> Path:
    """A dense layer whose kernel is at `location`; `changes` are what the file says of it otherwise."""
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"])], "net",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["N", 300])], [numpy_helper.from_array(KERNEL, "w")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    convert_model_to_external_data(model, location="model.data", size_threshold=0)
    folder.mkdir(exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    stored = onnx.load(folder / "model.onnx", load_external_data=False)
    entries = {entry.key: entry.value for entry in stored.graph.initializer[0].external_data}
    entries |= {"location": location, **changes}
    del stored.graph.initializer[0].external_data[:]
    for key, value in entries.items():
        stored.graph.initializer[0].external_data.add(key=key, value=value)
    (folder / "model.onnx").write_bytes(stored.SerializeToString())
    return folder / "model.onnx"


def test_weights_beside_the_file_are_read(tmp_path):
    path = saved(tmp_path / "net", "model.data")
    x = np.random.default_rng(1).normal(size=(5, 4)).astype(np.float32)
    agree(predictions(import_network(path), [x]), by_runtime(path, {"x": x}))


def test_weights_in_a_folder_below_are_read(tmp_path):
    path = saved(tmp_path / "net", "parts/model.data")
    (tmp_path / "net" / "parts").mkdir()
    (tmp_path / "net" / "model.data").rename(tmp_path / "net" / "parts" / "model.data")
    np.testing.assert_array_equal(import_network(path).parameters, KERNEL.ravel())


@pytest.mark.parametrize("location", [
    "../model.data", "parts/../../model.data", "/etc/passwd", "C:\\model.data", "..\\m", "\\\\host\\share\\model.data",
    "", "a\0b"])
def test_nothing_outside_the_folder_is_read(tmp_path, location, monkeypatch):
    path = saved(tmp_path / "net", location)
    (tmp_path / "model.data").write_bytes(KERNEL.tobytes())
    monkeypatch.setattr(arrays, "read_span", lambda *_: pytest.fail("it was read"))
    with pytest.raises(FormatError, match="outside of its folder"):
        import_network(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no such files")
def test_a_link_out_of_the_folder_is_not_followed_and_a_pipe_not_opened(tmp_path):
    path = saved(tmp_path / "net", "model.data")
    (tmp_path / "net" / "model.data").rename(tmp_path / "model.data")
    (tmp_path / "net" / "model.data").symlink_to(tmp_path / "model.data")
    with pytest.raises(FormatError, match="outside of its folder"):
        import_network(path)
    (tmp_path / "net" / "model.data").unlink()
    os.mkfifo(tmp_path / "net" / "model.data")
    with pytest.raises(FormatError, match="cannot be read"):
        import_network(path)


def test_weights_that_are_not_there_are_a_sentence(tmp_path):
    path = saved(tmp_path / "net", "model.data")
    (tmp_path / "net" / "model.data").unlink()
    with pytest.raises(FormatError, match=r"keeps its weights in model\.data, which is not beside it"):
        import_network(path)


@pytest.mark.parametrize("changes", [{"offset": "4"}, {"length": "4"}, {"offset": "999999999999"},
                                     {"length": "99999999999999"}])
def test_weights_of_another_size_are_a_sentence(tmp_path, changes):
    with pytest.raises(FormatError, match=r"model\.data does not hold the weights that model\.onnx says"):
        import_network(saved(tmp_path / "net", "model.data", **changes))


@pytest.mark.parametrize("changes", [{"offset": "-1"}, {"offset": "x"}, {"length": "1e3"}])
def test_places_that_are_none_are_a_sentence(tmp_path, changes):
    with pytest.raises(FormatError):
        import_network(saved(tmp_path / "net", "model.data", **changes))


def test_all_files_together_have_a_limit(tmp_path, monkeypatch):
    path = saved(tmp_path / "net", "model.data")
    monkeypatch.setattr(arrays, "MOST_BYTES", KERNEL.nbytes - 1)
    with pytest.raises(FormatError, match="too large"):
        import_network(path)
