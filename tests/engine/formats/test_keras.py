"""Keras, reading what was exported, says what the network says."""

from __future__ import annotations

import pytest

from tests.cases import a_quarter
from tests.engine.formats.networks import CASES, Case, export

pytest.importorskip("torch")  # what Keras computes with here
keras = pytest.importorskip("keras")


def predict(model, case: Case) -> list:
    inputs = list(case.inputs.values())
    outputs = model(inputs if len(inputs) > 1 else inputs[0], training=False)
    return [keras.ops.convert_to_numpy(output) for output in (outputs if isinstance(outputs, list) else [outputs])]


@pytest.mark.parametrize("case", a_quarter(CASES, 0), ids=str)
def test_keras_gives_the_same_predictions(case, tmp_path):
    model = keras.saving.load_model(export(case, tmp_path / "w.keras"))
    for wanted, given in zip(case.predictions.values(), predict(model, case), strict=True):
        assert given == pytest.approx(wanted, abs=1e-5, rel=1e-5)
