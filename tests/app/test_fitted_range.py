"""Axes hold still while the data stay where they are."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
import pytest

from app.widgets.fitted_range import AHEAD, TOO_WIDE, FittedRange


@pytest.fixture
def plot(qtbot):
    plot = pg.PlotWidget(enableMenu=False)
    qtbot.addWidget(plot)
    return plot


def test_both_ends_hold_still_while_a_loss_still_falls_a_little(plot):
    fitted = FittedRange(plot.getPlotItem())
    fitted.fit((1.0, 100.0), (0.1, 1.1))
    views = []
    for low in 0.01 * np.exp(-np.arange(200) / 100):
        fitted.fit((1.0, 100.0), (low, 1.0))
        views.append(tuple(plot.getViewBox().viewRange()[1]))
    assert len(set(views)) <= 3, "Each end is moved once."


def test_an_end_that_is_left_is_moved_ahead_and_the_other_stays(plot):
    fitted = FittedRange(plot.getPlotItem())
    fitted.fit((1.0, 100.0), (0.0, 1.0), at_once=True)
    low = plot.getViewBox().viewRange()[1][0]
    fitted.fit((1.0, 100.0), (0.1, 1.2))
    assert plot.getViewBox().viewRange()[1][0] == pytest.approx(low)
    assert plot.getViewBox().viewRange()[1][1] > 1.2 + AHEAD[1]


def test_a_view_much_wider_than_the_data_narrows(plot):
    fitted = FittedRange(plot.getPlotItem())
    fitted.fit((1.0, 100.0), (0.0, 10.0), at_once=True)
    fitted.fit((1.0, 100.0), (0.0, 1.0))
    low, high = plot.getViewBox().viewRange()[1]
    assert high - low < TOO_WIDE
    assert low < 0.0 < 1.0 < high


def test_who_looked_elsewhere_sees_the_data_again_where_they_were(plot):
    fitted = FittedRange(plot.getPlotItem())
    fitted.fit((1.0, 100.0), (0.0, 1.0), at_once=True)
    seen = plot.getViewBox().viewRange()
    plot.getViewBox().setRange(xRange=(40, 50), yRange=(0.2, 0.3), padding=0)
    plot.getViewBox().sigRangeChangedManually.emit([True, True])
    fitted.fit((1.0, 100.0), (0.0, 1.0), at_once=True)
    assert plot.getViewBox().viewRange() != seen
    fitted.follow()
    fitted.fit((1.0, 100.0), (0.0, 1.0), at_once=True)
    assert plot.getViewBox().viewRange() == seen
