"""Basins and learning rates: asked for by a click, and what the engine finds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget

from app.workspaces.descent.basins_panel import PALETTE
from app.workspaces.descent.rates_panel import MOMENTA, RATES, SWEEP_STEPS
from engine.descent import SCENES, Racer, classify_end, sweep
from tests.app.pointer import click
from tests.app.surface.pictures import on_plot

BOWL = SCENES["basins"].setup
TROUGH = SCENES["too_large"].setup  # curvatures 1 and 10


@pytest.fixture
def basins(workspace, take):
    """The basins of four minima, in their dock."""
    take(BOWL)
    front(workspace, "descent-basins")
    return workspace.basins


@pytest.fixture
def rates(workspace, take, qtbot):
    take(TROUGH)
    front(workspace, "descent-rates")
    found(workspace.rates, qtbot)
    return workspace.rates


def front(workspace, name: str) -> None:
    """Bring a dock before those beside it."""
    dock = workspace.findChild(QDockWidget, name)
    dock.show()
    dock.raise_()


def found(rates, qtbot) -> None:
    qtbot.waitUntil(lambda: rates.isVisible() and rates._asked is not None and not rates._work.busy)


def draw(basins, qtbot) -> list:
    """Press the button and wait; the pictures that came on the way."""
    pictures = []
    basins.drawn.connect(pictures.append)
    QTest.mouseClick(basins.draw, Qt.MouseButton.LeftButton)
    assert basins.busy
    qtbot.waitUntil(lambda: not basins.busy, timeout=30_000)
    basins.drawn.disconnect(pictures.append)
    return pictures


# Basins


def test_basins_come_coarse_first_and_a_click_shows_the_walk_of_its_colour(workspace, basins, qtbot):
    pictures = draw(basins, qtbot)
    assert len(pictures) > 2
    first, last = pictures[0].labels, pictures[-1].labels
    assert first.shape == last.shape == (201, 201)
    minima = basins.basins.minima
    assert len(minima) == 4
    assert set(range(4)) <= set(np.unique(last))
    assert np.array_equal(first, first[::8, ::8].repeat(8, axis=0).repeat(8, axis=1)[:201, :201])
    legend = basins.legend.text().replace("\xa0", " ")
    for label in range(4):
        assert f"{100 * (last == label).mean():.1f} %" in legend

    view, seen = workspace.field.map, set()
    assert view.regions.isVisible()
    for x, y in [(3.0, 3.0), (-3.5, 2.5), (-4.0, -3.0), (3.0, -2.0), (0.5, -0.2), (-1.0, 0.5)]:
        click(view, on_plot(view, x, y))
        walk = np.column_stack(view._trails[len(workspace.setup.racers)][0].getData())
        assert walk[0] == pytest.approx((x, y), abs=0.06)
        column, row = (np.abs(axis - at).argmin() for axis, at in zip(basins.basins.axes, walk[0], strict=True))
        label = int(last[row, column])
        seen.add(label)
        end = classify_end(workspace._function, walk[-1], BOWL.domain)
        assert end.kind == "minimum"
        assert np.allclose(end.target.position, minima[label].position, atol=1e-4)
        colour = pictures[-1].colours[label]
        assert colour.name() == PALETTE[label]
        assert view.regions.image[row, column, :3].tolist() == list(colour.getRgb()[:3])
    assert len(seen) == 4

    QTest.mouseClick(basins.clear, Qt.MouseButton.LeftButton)
    assert not view.regions.isVisible()
    assert basins.legend.text() == ""
    click(view, on_plot(view, 3.0, 3.0))
    assert not view._trails[len(workspace.setup.racers)][0].isVisible()


def test_what_has_been_drawn_when_it_is_cancelled_stays_until_it_is_cleared(workspace, basins, qtbot):
    with qtbot.waitSignal(basins.drawn):
        basins.draw.click()
    basins.cancel.click()
    assert not basins.busy
    assert basins.draw.isEnabled()
    assert workspace.field.map.regions.isVisible()
    basins.clear.click()
    assert not workspace.field.map.regions.isVisible()
    assert not basins.clear.isEnabled()


def test_behind_another_dock_the_work_is_still_work(workspace, basins):
    basins.draw.click()
    front(workspace, "descent-charts")
    assert basins.busy
    assert not workspace.settled


@pytest.mark.parametrize("change", [
    {"racers": (Racer("momentum", {"learning_rate": 0.003}),)}, {"text": "x² + y²"},
    {"domain": ((-4.0, 4.0), (-4.0, 4.0))}])
def test_basins_of_something_else_are_forgotten(workspace, basins, document, qtbot, change):
    with qtbot.waitSignal(basins.drawn):
        basins.draw.click()
    document.set_descent(replace(BOWL, **change), "Change")
    assert not workspace.field.map.regions.isVisible()
    assert basins.basins is None
    assert not basins.busy


def test_another_start_has_the_same_basins(workspace, basins, document, qtbot):
    with qtbot.waitSignal(basins.drawn):
        basins.draw.click()
    document.set_descent(replace(BOWL, start=(1.0, 1.0)), "Move the start")
    assert workspace.field.map.regions.isVisible()
    assert basins.busy
    assert not basins.draw.isEnabled()  # not twice at once


def test_curves_have_no_basins_and_say_so(workspace, take):
    take("curve")
    assert not workspace.basins.draw.isEnabled()
    assert "choose one" in workspace.basins.sentence.text()
    take("basins")
    assert workspace.basins.draw.isEnabled()
    assert "Draw the basins" in workspace.basins.sentence.text()


def test_optimizers_that_cannot_draw_basins_say_why(workspace, take, qtbot):
    take(replace(BOWL, racers=(Racer("newton"),)))
    front(workspace, "descent-basins")
    workspace.basins.draw.click()
    qtbot.waitUntil(lambda: not workspace.basins.busy)
    assert "first order" in workspace.basins.sentence.text()
    assert workspace.basins.draw.isEnabled()


# Learning rates


def test_the_curve_is_the_value_that_each_rate_comes_to(rates):
    wanted = sweep(TROUGH.function(), TROUGH.racers[0], np.array(TROUGH.start), RATES, SWEEP_STEPS)
    x, shown = rates.plot._curve.getData()
    known = np.isfinite(shown)
    assert np.allclose(x, np.log10(RATES))
    assert np.allclose(shown[known], np.log10(np.maximum(wanted.final[known], 1e-16)))
    assert np.isfinite(shown[RATES < 0.2]).all()
    assert not np.isfinite(shown[RATES > 0.4]).any()  # flown away


def test_the_limit_is_two_over_the_largest_curvature_and_the_line_is_the_rate_in_use(rates):
    assert rates.plot._limit.isVisible()
    assert 10 ** rates.plot._limit.value() == pytest.approx(2 / 10, rel=1e-6)
    assert 10 ** rates.plot._now.value() == pytest.approx(0.19)
    assert "0.2" in rates.sentence.text


def test_momentum_moves_the_limit(workspace, take, rates, qtbot):
    take(replace(TROUGH, racers=(Racer("momentum", {"learning_rate": 0.05, "momentum": 0.5}),), scene=""))
    found(rates, qtbot)
    assert 10 ** rates.plot._limit.value() == pytest.approx(2 * (1 + 0.5) / 10, rel=1e-6)


def test_a_click_takes_the_rate(workspace, document, rates):
    click(rates.plot, on_plot(rates.plot, -2.0, 0.0))
    assert workspace.setup.racers[0].settings["learning_rate"] == pytest.approx(0.01, rel=0.05)
    assert 10 ** rates.plot._now.value() == pytest.approx(workspace.setup.racers[0].settings["learning_rate"])
    click(rates.plot, on_plot(rates.plot, -3.0, 0.0))
    document.undo_stack.undo()
    assert workspace.setup.racers[0].settings["learning_rate"] == pytest.approx(0.01, rel=0.05)


def test_with_momentum_it_is_a_map_and_a_click_takes_both(workspace, take, rates, qtbot):
    assert not rates.map.isEnabled()  # gradient descent has none
    setup = take(replace(TROUGH, racers=(Racer("momentum", {"learning_rate": 0.05, "momentum": 0.5}),), scene=""))
    rates.map.click()
    found(rates, qtbot)
    wanted = sweep(setup.function(), setup.racers[0], np.array(setup.start), RATES, SWEEP_STEPS, MOMENTA).final
    shown = rates.plot._image.image
    assert rates.plot._image.isVisible()
    assert shown.shape == wanted.shape
    known = np.isfinite(wanted) & (np.abs(wanted) < 1e12)
    order = np.argsort(wanted[known])
    assert (np.diff(shown[known][order]) >= 0).all()
    limits, momenta = rates.plot._limits.getData()
    assert rates.plot._limits.isVisible()
    assert not rates.plot._limit.isVisible()
    np.testing.assert_allclose(10**limits, 2 * (1 + momenta) / 10, rtol=1e-6)
    place = rates.plot.mapFromScene(rates.plot.item.vb.mapViewToScene(QPointF(-1.5, 0.8)))
    click(rates.plot, QPointF(place))
    settings = workspace.setup.racers[0].settings
    assert settings["learning_rate"] == pytest.approx(10**-1.5, rel=0.1)
    assert settings["momentum"] == pytest.approx(0.8, abs=0.03)


def test_momentum_stands_on_an_even_axis_after_a_curve_on_a_logarithmic_one(workspace, take, rates, qtbot):
    take("race_trough")
    workspace.racers.selected.emit(1)
    found(rates, qtbot)
    axis = rates.plot.item.getAxis("left")
    assert axis.logMode
    rates.map.setChecked(True)
    found(rates, qtbot)
    [*_, (spacing, places)] = axis.tickValues(0.0, 1.0, 300)
    assert [float(text) for text in axis.tickStrings(places, 1.0, spacing)] == pytest.approx(list(places))


def test_optimizers_without_a_rate_to_explore_say_so_and_show_none(workspace, take, rates, qtbot):
    take(replace(TROUGH, racers=(Racer("newton"),), scene=""))
    found(rates, qtbot)
    assert "no learning rate to explore" in rates.sentence.text
    assert not rates.plot._curve.isVisible()
    assert not rates.plot._limit.isVisible()
    take(TROUGH)
    found(rates, qtbot)
    assert rates.plot._curve.isVisible()


def test_where_no_rate_leads_to_a_minimum_there_is_no_limit(workspace, take, rates, qtbot):
    take("gutter")
    found(rates, qtbot)
    assert not rates.plot._limit.isVisible()
    assert not rates.plot._limits.isVisible()


def test_rates_of_a_curve(workspace, take, rates, qtbot):
    setup = take("valley_one")
    found(rates, qtbot)
    at = 3.4256184594817283  # f″ = −2 sin x − x cos x
    assert 10 ** rates.plot._limit.value() == pytest.approx(2 / (-2 * np.sin(at) - at * np.cos(at)), rel=1e-6)
    assert setup.dimension == 1
