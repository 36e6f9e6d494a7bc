"""Random Keras models come in and give what Keras says."""

from __future__ import annotations

import pytest

from tests.engine.formats.keras_models import brought_in
from tests.engine.formats.keras_random import Model

pytest.importorskip("torch")
keras = pytest.importorskip("keras")
FEW, MANY, TOGETHER = 3, 120, 15


@pytest.mark.parametrize("seeds", [
    range(FEW),
    *(pytest.param(range(start, min(start + TOGETHER, MANY)), marks=pytest.mark.thorough)
      for start in range(FEW, MANY, TOGETHER)),
], ids=lambda seeds: f"{seeds.start}–{seeds.stop - 1}")
def test_random_models_give_what_keras_says(seeds, tmp_path):
    """In both kinds of files in turn."""
    for seed in seeds:
        keras.utils.clear_session()
        random = Model(keras, seed)
        try:
            brought_in(random.model, tmp_path / "m.keras", *random.examples())
        except BaseException as error:
            raise AssertionError(f"seed {seed}") from error
