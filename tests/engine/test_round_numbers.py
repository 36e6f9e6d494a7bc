"""Ticks are round, in order and within their span, whatever the span is."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.round_numbers import ticks


@pytest.mark.parametrize(("low", "high", "most", "expected"), [
    (0.0, 1.0, 6, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]), (-1.0, 1.0, 4, [-1.0, -0.5, 0.0, 0.5, 1.0]),
    (0.13, 0.27, 6, [0.15, 0.2, 0.25]), (0.0, 5e-324, 6, []), (-1.7e308, 1.7e308, 6, []),
    (1.0, math.nextafter(1.0, 2.0), 6, []), (2.0, 2.0, 6, []), (1.0, 0.0, 6, []), (math.nan, 1.0, 6, []),
])
def test_the_ticks_of_some_spans(low, high, most, expected):
    assert ticks(low, high, most) == expected


@given(ends=st.tuples(st.floats(), st.floats()), most=st.integers(1, 20))
def test_of_any_span_the_ticks_are_different_and_not_many(ends, most):
    found = ticks(*ends, most)
    assert all(first < second for first, second in pairwise(found))
    assert len(found) <= most + 2
    assert all(map(math.isfinite, found))
