"""The numbers of a race: cards, table, course, and where a walk stops."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.numbers import number
from engine.descent import SCENES, DescentSetup, Racer, classify_end
from tests.app.descent.races import numbers_of, race_of, shown_walks


def test_cards_say_value_slope_and_distance_to_the_nearest_minimum(workspace, surface):
    workspace.player.go(20)
    minima = np.array([point.position for point in workspace._points.of_kind("minimum")])
    assert len(minima) == 4
    for place, track in enumerate(race_of(surface, 20).tracks):
        here = track.positions[-1, 0]
        far = np.linalg.norm(minima - here, axis=1).min()
        for value in (track.values[-1, 0], track.gradient_norms[-1, 0], far):
            assert number(float(value)) in numbers_of(workspace, place)


def test_the_table_has_every_iterate_of_the_chosen_walker(workspace, surface):
    workspace.player.go(10)
    for place, track in enumerate(race_of(surface, 11).tracks):
        QTest.mouseClick(workspace.racers.cards[place], Qt.MouseButton.LeftButton, pos=workspace.racers.cards[
            place].numbers.geometry().center())
        model = workspace.table.model()
        rows = [model.numbers(row) for row in range(11)]
        wanted = np.column_stack([np.arange(11), track.positions[:-1, 0], track.values[:-1, 0],
                                  track.gradient_norms[:-1, 0], np.linalg.norm(track.steps[:, 0], axis=1)])
        assert np.allclose(rows, wanted)
    assert model.data(model.index(10, 0)) == "10"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "x"


def test_the_table_is_copied_as_numbers(workspace, surface):
    workspace.player.go(3)
    workspace.table.copy()
    heading, *lines = QGuiApplication.clipboard().text().split("\n")
    track = race_of(surface, 3).tracks[0]
    assert heading.split("\t")[1:3] == ["x", "y"]
    assert [float(value) for value in lines[3].split("\t")[1:4]] == pytest.approx(
        [*track.positions[3, 0], track.values[3, 0]])


def test_the_course_is_value_slope_and_distance_at_every_step(workspace, surface):
    workspace.player.go(30)
    charts, race = workspace.charts, race_of(surface, 30)
    minima = np.array([point.position for point in workspace._points.of_kind("minimum")])
    for place, track in enumerate(race.tracks):
        nearest = minima[np.linalg.norm(minima - track.positions[30, 0], axis=1).argmin()]
        for chart, wanted in ((charts.value, track.values[:, 0]),
                              (charts.slope, np.log10(track.gradient_norms[:, 0])),
                              (charts.distance, np.log10(track.distances(nearest)[:, 0]))):
            steps, shown = chart._curves[place].getData()
            known = steps <= 30
            assert np.allclose(shown[known], wanted[steps[known].astype(int)])
            assert chart._line.value() == 30


def test_a_walk_that_flies_away_is_shown_as_far_as_it_goes(workspace, take):
    setup = take("divergent")
    workspace.player.go(5_000)
    assert not np.isfinite(race_of(setup, 5_000).tracks[0].values[-1]).all()
    [walk] = shown_walks(workspace.field.map)
    assert np.isfinite(walk).all()
    assert "∞" in numbers_of(workspace, 0)


@pytest.mark.parametrize(("setup", "step", "kind"), [
    (SCENES["saddle"].setup, 18, "near"),
    (replace(SCENES["bowl"].setup, scene=""), 150, "minimum"),
    (replace(SCENES["bowl"].setup, scene=""), 2, "slope"),
    (SCENES["monkey"].setup, 500, "near"),
    (SCENES["divergent"].setup, 400, "diverged"),
    (DescentSetup("abs(x) + abs(y)", ((-2.0, 2.0), (-2.0, 2.0)), (1.003, 0.7),
                  (Racer("sgd", {"learning_rate": 0.01}),)), 300, "not_smooth"),
    (replace(SCENES["valley_one"].setup, scene=""), 200, "minimum")])
def test_where_a_walk_stops_is_said_from_the_hessian(workspace, take, qtbot, setup, step, kind):
    take(setup)
    workspace.player.go(step)
    qtbot.waitUntil(lambda: workspace.settled)
    end = classify_end(setup.function(), race_of(setup, step).tracks[0].positions[-1, 0], setup.domain)
    assert end.kind == kind
    assert workspace.racers.cards[0].sentence.text() == end.sentence.format(**end.values)
