"""Networks come back from `.keras` files, Ladera's own and Keras's, with what they predict."""

from __future__ import annotations

import numpy as np
import pytest

from engine.formats import export_weights, import_network
from engine.layout import ParameterLayout
from engine.network import Network
from tests.engine.formats.networks import CASES, Case


def export(case: Case, path):
    export_weights(path, ParameterLayout(case.project.graph), case.project.parameters, case.project)
    return path


def predictions(imported, inputs) -> list[np.ndarray]:
    network = Network(imported.graph)
    values = network.activations(imported.parameters, dict(zip(network.input_names, inputs, strict=True)))
    return [values[name] for name in network.output_names]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_network_comes_back_with_the_same_predictions(case, tmp_path):
    imported = import_network(export(case, tmp_path / "w.keras"))
    assert imported.missing == ()
    for wanted, given in zip(case.predictions.values(), predictions(imported, case.inputs.values()), strict=True):
        assert given == pytest.approx(wanted, abs=1e-5, rel=1e-5)
