"""A table of the values of a typed function."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.descent.parsing import ExpressionError
from engine.descent.sampled import FIELDS, sampled
from engine.errors import DataError


def loaded(content):
    return load(DataSpec("csv", {"target": "f", "task": "regression"}, standardize=False, content=content))


def test_without_noise_every_row_is_on_the_function():
    data = loaded(sampled("x² − 3y", -2.0, 2.0, 200, 0.0))
    raw = np.concatenate([data.train.raw, data.test.raw])
    targets = np.concatenate([data.train.targets, data.test.targets])[:, 0]
    assert data.task == "regression"
    assert data.raw_names == ("x", "y")
    assert np.abs(raw).max() <= 2
    np.testing.assert_allclose(targets, raw[:, 0] ** 2 - 3 * raw[:, 1], atol=1e-4)


def test_the_noise_has_the_deviation_that_was_asked_for():
    data = loaded(sampled("2x", -1.0, 1.0, 5_000, 0.5))
    rest = data.train.targets[:, 0] - 2 * data.train.raw[:, 0]
    assert rest.std() == pytest.approx(0.5, rel=0.05)


def test_places_without_a_value_are_left_out():
    data = loaded(sampled("ln x", -5.0, 5.0, 400, 0.0))
    assert data.train.raw.min() > 0


@pytest.mark.parametrize(("expression", "low", "high", "error"), [
    ("ln x", -5.0, -1.0, DataError), ("x", 1.0, 1.0, DataError), ("x +", 0.0, 1.0, ExpressionError),
])
def test_what_gives_no_table_says_why(expression, low, high, error):
    with pytest.raises(error):
        sampled(expression, low, high, 100, 0.0)


def test_the_form_begins_with_something_that_works():
    assert sampled(**{field.name: field.default for field in FIELDS}).startswith(b"x,f\n")
