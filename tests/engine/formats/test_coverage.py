"""Which kinds of layers each format has: docs/formats.md says so, and no kind is forgotten."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from engine.errors import FormatError
from engine.formats import (
    EXPORTERS,
    NETWORK_READERS,
    export_weights,
    import_network,
    keras_model,
    numpy_script,
    onnx_model,
    torch_model,
    torch_state,
)
from engine.formats.description import describe, translate
from engine.formats.keras_model.read_rows import OPERATIONS as KERAS_OPERATIONS
from engine.formats.keras_model.read_rows import ROWS as KERAS_LAYERS
from engine.formats.keras_model.saved import DISTRIBUTED, MODELS
from engine.formats.onnx_model.read_rows import ROWS as OPERATORS
from engine.layers import LAYERS
from engine.layout import ParameterLayout
from tests.engine.formats.networks import LAYER_CASES

TEXT = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")
TABLE = {kind: [cell.strip() for cell in cells.split("|")][:6]
         for kind, cells in re.findall(r"^\| `(\w+)` \|(.*)\|$", TEXT, re.MULTILINE)}
INPUT = {"input"}  # the arguments of a program
EXPORTS = (onnx_model.ROWS, keras_model.ROWS, torch_model.ROWS.keys() | INPUT, numpy_script.ROWS.keys() | INPUT)


def test_the_documented_table_has_every_layer_and_every_format():
    assert set(TABLE) == set(LAYERS)
    assert {kind: [kind in rows for rows in EXPORTS] for kind in LAYERS} == {
        kind: [cell == "✓" for cell in cells[:4]] for kind, cells in TABLE.items()}
    assert all(f"`{suffix}`" in TEXT for suffix in (*EXPORTERS, *NETWORK_READERS))


def test_the_documented_operators_of_onnx_are_those_that_are_read():
    table = TEXT.split("| operators of ONNX | what comes in |")[1].split("\n\n")[0]
    documented = [name for row in table.splitlines()[2:] for name in re.findall(r"`([\w.]+)`", row.split("|")[1])]
    assert sorted(documented) == sorted(OPERATORS)


@pytest.mark.parametrize(("title", "read"), [
    ("layers of Keras", {*KERAS_LAYERS, *MODELS, DISTRIBUTED}), ("operations of Keras", set(KERAS_OPERATIONS))])
def test_the_documented_layers_and_operations_of_keras_are_those_that_are_read(title, read):
    table = TEXT.split(f"| {title} | what comes in |")[1].split("\n\n")[0]
    documented = [name for row in table.splitlines()[2:] for name in re.findall(r"`([\w.]+)`", row.split("|")[1])]
    assert sorted(documented) == sorted(read)


@pytest.mark.parametrize(("suffix", "column"), [(".onnx", 4), (".keras", 5)])
def test_what_the_table_says_to_come_back_does(suffix, column, tmp_path):
    """✓ as the same layer, ◦ as others that do the same, – not at all."""
    back = set()
    for case in LAYER_CASES:
        graph = case.project.graph
        path = tmp_path / f"w{suffix}"
        export_weights(path, ParameterLayout(graph), case.project.parameters, case.project)
        back |= case.kinds & {spec.kind for spec in import_network(path).graph.layers}
    assert back == {kind for kind, cells in TABLE.items() if cells[column] == "✓"}


def test_a_layer_that_a_format_lacks_is_named():
    case = LAYER_CASES[0]
    description = describe(ParameterLayout(case.project.graph), case.project.parameters, case.project)
    with pytest.raises(FormatError, match=r"ONNX has nothing like dense_1: Dense"):
        translate(description, {"input": onnx_model.ROWS["input"]}, onnx_model.Writer(description), "ONNX")


def test_weights_in_double_precision_are_exported_in_single():
    case = LAYER_CASES[0]
    double = case.project.parameters.astype(np.float64)
    description = describe(ParameterLayout(case.project.graph), double, case.project)
    assert {array.dtype for node in description.nodes for array in node.arrays.values()} == {np.dtype(np.float32)}


def test_the_documented_weights_of_pytorch_are_those_that_its_modules_have():
    nn = pytest.importorskip("torch.nn")
    modules = (nn.Linear(3, 4), nn.Embedding(5, 3), nn.Conv2d(2, 3, 3), nn.LayerNorm(3), nn.PReLU(), nn.BatchNorm1d(3),
               nn.LSTM(2, 3, num_layers=2, bidirectional=True), nn.MultiheadAttention(4, 2))
    table = TEXT.split("| in the state dict | layer of Ladera | what is done |")[1].split("\n\n")[0]
    for row, module in zip(table.splitlines()[2:], modules, strict=True):
        state = {name: tensor.detach().numpy() for name, tensor in module.state_dict().items()}
        own = [name for name in state if "." not in name and name != "num_batches_tracked"]
        documented = {name for name in re.findall(r"`(\w+)`", row.split("|")[1]) if not name.startswith("_")}
        assert {re.sub(r"_l\d+(_reverse)?$", "", name) for name in own} == documented, row
        read = [roles for _, roles in torch_state.layers(state)]
        assert read
        assert all(set(roles) <= torch_state.ROLES for roles in read), row
