"""A history from elsewhere is whole, or refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SettingError
from engine.training import History
from engine.training import history as module
from engine.training.history import COLUMNS, completed


@given(rows=st.integers(0, 5), given=st.sets(st.sampled_from(COLUMNS[2:])))
def test_what_is_missing_is_unknown_and_steps_are_the_fewest_there_can_have_been(rows, given):
    epochs = [3 * row + 2 for row in range(rows)]
    whole = completed({"epoch": epochs, **{name: [0.5] * rows for name in given}})
    assert list(whole)[:len(COLUMNS)] == list(COLUMNS)
    assert whole["epoch"].tolist() == whole["step"].tolist() == epochs
    for name in COLUMNS[2:]:
        assert (whole[name] == 0.5).all() if name in given else np.isnan(whole[name]).all()
    with pytest.raises(ValueError, match="read-only"):
        whole["epoch"][...] = 0


@pytest.mark.parametrize("wrong", [{"loss": [1.0]}, {"epoch": [1, 2], "loss": [1]}, {"epoch": [2, 1]},
                                   {"epoch": [np.nan]}, {"epoch": [1.5]}, {"epoch": [-1.0]}, {"epoch": [1e300]},
                                   {"epoch": [1], "step": [np.inf]}, {"epoch": ["1"]}, {"epoch": [True]},
                                   {"epoch": [10**400]}])
def test_what_tells_no_epochs_is_a_sentence(wrong):
    with pytest.raises(SettingError, match=r"training history.*\.$"):
        completed(wrong)


def filled(epochs: int) -> History:
    history = History(1)
    for epoch in range(1, epochs + 1):
        history.append([1.0], **{name: float(epoch) for name in COLUMNS} | {"step": 3.0 * epoch})
    return history


def test_what_was_given_out_stays_true_while_a_history_grows_and_is_cut():
    history = filled(3)
    early, table = history.columns(), history.columns().array.copy()
    for epoch in range(4, 1_000):
        history.append([1.0], **dict.fromkeys(COLUMNS, float(epoch)))
    history.truncate(2)
    history.append([1.0], **dict.fromkeys(COLUMNS, 77.0))
    assert np.array_equal(early.array, table)
    assert history.columns()["epoch"].tolist() == [1, 2, 77]
    assert history.newest()["loss"] == 77
    assert history.until(5)["epoch"].tolist() == [1, 2]


def test_a_copy_goes_its_own_way_without_the_figures_that_hold_no_more():
    history = filled(3)
    other = history.copy("loss", "metric")
    other.append([1.0], **dict.fromkeys(COLUMNS, 4.0))
    assert history.columns()["epoch"].tolist() == [1, 2, 3]
    assert other.columns()["epoch"].tolist() == [1, 2, 3, 4]
    np.testing.assert_array_equal(other.columns()["loss"], [np.nan, np.nan, np.nan, 4])
    assert other.columns()["penalty"].tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize("epochs", [1_000, 5_000, 40_000])
def test_a_history_takes_so_much_and_no_more_however_long_the_training(monkeypatch, epochs):
    monkeypatch.setattr(module, "MOST_KEPT", 8_000)
    history, largest = History(layers=2), 0
    given_out = None
    for epoch in range(1, epochs + 1):
        history.append((0.1, 0.2), epoch=epoch, step=3 * epoch, loss=1 / epoch, penalty=0.0, metric=0.5,
                       validation_loss=np.nan, validation_metric=np.nan, learning_rate=0.1)
        largest = max(largest, len(history) * len(history.columns()))
        if epoch == 500:
            given_out = history.columns()
    kept = history.columns()["epoch"]
    assert largest <= 8_000
    assert len(kept) >= 300
    assert (kept[0], kept[-1]) == (1, epochs)
    assert history.newest()["loss"] == 1 / epochs
    assert np.all(np.diff(kept) > 0)
    assert np.diff(kept).max() <= 3 * epochs / 100  # none of it is missing altogether
    assert (history.columns()["loss"] == 1 / kept).all()
    assert given_out["epoch"].tolist() == list(range(1, 501))
    history.truncate(epochs // 2)
    assert history.columns()["epoch"][-1] <= epochs // 2
