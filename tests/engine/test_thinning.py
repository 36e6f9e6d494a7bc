"""What stays of moments that grow in number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.thinning import thinned_to


@pytest.mark.parametrize(("every", "moments", "newest", "stays"), [
    (2, [0, 1, 2, 3, 4, 5], False, [0, 2, 4]),
    (2, [0, 1, 2, 3, 4, 5], True, [0, 2, 4, 5]),
    (2, [3, 4, 5, 6], False, [3, 4, 6]),
    (4, [0, 8, 16, 24, 32], False, [0, 16, 32]),
    (4, [0, 8, 16, 24, 33], True, [0, 16, 33]),
    (2, [7], True, [7]),
    (2, [0, 2], False, [0]),
])
def test_every_k_th_stays_and_the_first(every, moments, newest, stays):
    assert thinned_to(every, moments, int, newest=newest) == stays


@given(st.lists(st.integers(0, 1_000), min_size=3, max_size=60, unique=True).map(sorted), st.integers(1, 9),
       st.booleans())
def test_some_go_and_the_ends_stay(moments, power, newest):
    stays = thinned_to(2**power, moments, int, newest=newest)
    assert len(stays) < len(moments)
    assert stays == sorted(set(stays) & set(moments))
    assert stays[0] == moments[0]
    assert not newest or stays[-1] == moments[-1]
