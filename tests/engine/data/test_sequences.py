"""Sequences that are made on the spot ask what they say they ask."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.data.sequences import LABELS
from engine.errors import SettingError


def samples(source: str, **settings: object):
    data = load(DataSpec(source, settings, standardize=False))
    return data, data.train.inputs, data.train.targets


def test_a_wave_goes_on_as_its_own_recurrence_says():
    """x_{t+1} = 2 cos(ω) x_t − x_{t−1} for every sine of frequency ω, and ω is in the values before."""
    data, seen, ahead = samples("wave", steps=12, noise=0)
    assert data.input_shape == (12, 1)
    values = np.concatenate([seen[..., 0], ahead], axis=1)
    outer, middle = values[:, :-2] + values[:, 2:], values[:, 1:-1]
    turn = (outer * middle).sum(axis=1, keepdims=True) / (middle**2).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(outer, turn * middle, atol=1e-12)
    length = 2 * np.pi / np.arccos(turn / 2)
    assert length.min() >= 6
    assert length.max() <= 25
    assert np.abs(values).max() <= 1.5


def test_noise_blurs_what_is_seen_and_not_what_is_asked():
    (_, clean, ahead), (_, noisy, still) = samples("wave", noise=0), samples("wave", noise=20)
    np.testing.assert_array_equal(ahead, still)
    assert np.std(noisy - clean) == pytest.approx(0.2, rel=0.05)


@pytest.mark.parametrize("steps", [2, 7, 16])
def test_two_numbers_are_marked_one_in_each_half_and_the_target_is_their_sum(steps):
    data, seen, total = samples("adding", steps=steps)
    assert data.input_shape == (steps, 2)
    numbers, marks = seen[..., 0], seen[..., 1]
    assert set(np.unique(marks)) <= {0, 1}
    assert (marks[:, :steps // 2].sum(axis=1) == 1).all()
    assert (marks[:, steps // 2:].sum(axis=1) == 1).all()
    assert (marks.sum(axis=0) > 0).all(), "every step is marked in some example"
    np.testing.assert_array_equal(total[:, 0], numbers[marks == 1].reshape(-1, 2).sum(axis=1))


def test_the_column_names_say_the_step():
    assert samples("adding", steps=3)[0].raw_names == ("number_1", "mark_1", "number_2", "mark_2", "number_3", "mark_3")


@pytest.mark.parametrize("drawers", [2, 5, LABELS])
def test_what_is_in_the_drawer_with_the_label_that_is_asked_for(drawers):
    _, rows, inside = samples("drawers", drawers=drawers)
    asked, labels, contents = rows[:, :1], rows[:, 1:drawers + 1], rows[:, drawers + 1:]
    found = labels == asked
    assert (found.sum(axis=1) == 1).all(), "no label is there twice"
    np.testing.assert_array_equal(inside[:, 0], contents[found])
    assert set(np.unique(labels)) == set(range(LABELS))
    assert (found.sum(axis=0) > 0).all(), "each drawer is asked for in some example"


@pytest.mark.parametrize("name", ["wave", "adding", "drawers"])
def test_the_seed_decides(name):
    drawn = [load(DataSpec(name, seed=seed)).train.inputs.tobytes() for seed in (0, 0, 1)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_there_are_not_more_drawers_than_labels():
    with pytest.raises(SettingError):
        DataSpec("drawers", {"drawers": LABELS + 1})
