"""Axes hold still while the data stay where they are."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
import pytest

from app.widgets.easing import AHEAD, TOO_WIDE, EasedRange


@pytest.fixture
def plot(qtbot):
    plot = pg.PlotWidget(enableMenu=False)
    qtbot.addWidget(plot)
    return plot


def test_both_ends_hold_still_while_a_loss_still_falls_a_little(plot):
    eased = EasedRange(plot.getPlotItem())
    eased.fit((1.0, 100.0), (0.1, 1.1))
    views = []
    for low in 0.01 * np.exp(-np.arange(200) / 100):
        eased.fit((1.0, 100.0), (low, 1.0))
        views.append(tuple(plot.getViewBox().viewRange()[1]))
    assert len(set(views)) < 20, "Each end is moved once, and glides there."
    assert len(set(views[100:])) == 1


def test_an_end_that_is_left_is_moved_ahead_and_the_other_stays(plot):
    eased = EasedRange(plot.getPlotItem())
    eased.fit((1.0, 100.0), (0.0, 1.0), at_once=True)
    low = plot.getViewBox().viewRange()[1][0]
    for _ in range(30):
        eased.fit((1.0, 100.0), (0.1, 1.2))
    assert plot.getViewBox().viewRange()[1][0] == pytest.approx(low)
    assert plot.getViewBox().viewRange()[1][1] > 1.2 + AHEAD[1]


def test_a_view_much_wider_than_the_data_narrows(plot):
    eased = EasedRange(plot.getPlotItem())
    eased.fit((1.0, 100.0), (0.0, 10.0), at_once=True)
    for _ in range(30):
        eased.fit((1.0, 100.0), (0.0, 1.0))
    low, high = plot.getViewBox().viewRange()[1]
    assert high - low < TOO_WIDE
    assert low < 0.0 < 1.0 < high
