"""Where a race begins, by mouse."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from app.numbers import number
from app.surface import Field
from engine.descent import Race, parsing
from tests.app.descent.races import numbers_of, race_of, shown_walks, the_racers_are_at
from tests.app.pointer import drag, move, pull, release
from tests.app.surface.pictures import on_plot, on_surface


def test_the_start_is_dragged_on_the_map(workspace, document, surface):
    workspace.player.go(12)
    view = workspace.field.map
    drag(view, on_plot(view, *surface.start), on_plot(view, -3.0, 2.0))
    assert workspace.setup.start == pytest.approx((-3.0, 2.0), abs=0.06)
    assert workspace.player.step == 12
    the_racers_are_at(workspace, workspace.setup, 12)
    document.undo_stack.undo()
    assert workspace.setup.start == surface.start
    the_racers_are_at(workspace, surface, 12)


def test_a_drag_reads_no_formula_and_looking_walks_no_further(workspace, surface, monkeypatch):
    workspace.player.go(12)
    read, walked = [], []
    whole, step = parsing._Parser.whole, Race.run
    monkeypatch.setattr(parsing._Parser, "whole", lambda parser: (read.append(parser), whole(parser))[1])
    view = workspace.field.map
    drag(view, on_plot(view, *surface.start), on_plot(view, -3.0, 2.0))
    assert read == []
    monkeypatch.setattr(Race, "run", lambda race, steps: (walked.append(steps), step(race, steps))[1])
    for place in (3, 0, 12):
        workspace.player.go(place)
    workspace.table.show()
    assert walked == []


@pytest.mark.usefixtures("in_space")
def test_the_start_is_dragged_on_the_surface(workspace, surface):
    x, y, z = workspace._function.grid(surface.domain, surface.resolution)
    space, field = workspace.field.space, Field(x, y, z)
    drag(space, on_surface(space, field, *surface.start, log=True), on_surface(space, field, 1.5, -1.0, log=True))
    assert workspace.setup.start == pytest.approx((1.5, -1.0), abs=0.25)
    the_racers_are_at(workspace, workspace.setup, 0)


def test_the_start_is_dragged_while_they_walk(workspace, surface, qtbot):
    view = workspace.field.map
    workspace.transport.play.click()
    qtbot.waitUntil(lambda: workspace.player.step >= 3)
    pull(view, on_plot(view, *surface.start), on_plot(view, 2.0, -2.0))
    assert workspace.player.playing
    step = workspace.player.step
    qtbot.waitUntil(lambda: workspace.player.step > step)
    release(view, on_plot(view, 2.0, -2.0))
    workspace.transport.play.click()
    assert workspace.setup.start == pytest.approx((2.0, -2.0), abs=0.06)
    the_racers_are_at(workspace, workspace.setup, workspace.player.step)


def test_a_long_walk_is_cut_short_while_its_start_is_dragged_and_whole_when_it_is_let_go(workspace, surface,
                                                                                          monkeypatch):
    workspace.player.go(3_000)
    number = workspace.transport.number
    assert number.text() == "step 3000"
    monkeypatch.setattr("app.workspaces.descent.player.HURRY", 0.0005)
    view, end = workspace.field.map, on_plot(workspace.field.map, -3.0, 2.0)
    pull(view, on_plot(view, *surface.start), end)
    first = workspace.player.known
    assert 0 <= first < 3_000
    assert workspace.player.step == 3_000
    the_racers_are_at(workspace, workspace.setup, first)
    assert number.text() == f"step 3000 · the first {first} drawn"
    release(view, end)
    assert number.text() == "step 3000"
    the_racers_are_at(workspace, workspace.setup, 3_000)


def test_while_they_walk_on_not_every_step_of_a_long_walk_is_drawn_and_that_is_said(workspace, take):
    setup = take("bowl")
    workspace.player.go(3_000)
    workspace.player.play()
    workspace._show_step()
    every = int(workspace.transport.number.text().split("one of ")[1].split()[0])
    assert every > 1
    [walk] = shown_walks(workspace.field.map)
    track = race_of(setup, 3_000).tracks[0]
    assert np.array_equal(walk[:-1], track.positions[:3_000:every, 0])
    assert np.array_equal(walk[-1], track.positions[-1, 0])
    workspace.player.pause()
    assert "drawn" not in workspace.transport.number.text()
    the_racers_are_at(workspace, setup, workspace.player.step)


def test_walking_makes_up_for_what_a_drag_has_left_out(workspace, surface, qtbot, monkeypatch):
    workspace.player.go(3_000)
    workspace.player.play()
    monkeypatch.setattr("app.workspaces.descent.player.HURRY", 0.0005)
    view, end = workspace.field.map, on_plot(workspace.field.map, 2.0, -2.0)
    pull(view, on_plot(view, *surface.start), end)
    assert workspace.player.known < workspace.player.step
    qtbot.waitUntil(lambda: workspace.player.known == workspace.player.step, timeout=30_000)
    release(view, end)
    workspace.player.pause()
    the_racers_are_at(workspace, workspace.setup, workspace.player.step)


def test_numbers_follow_also_while_the_start_is_dragged(workspace, surface, qtbot):
    workspace.player.go(20)
    view = workspace.field.map
    pull(view, on_plot(view, *surface.start), on_plot(view, -3.0, 2.0))
    track = race_of(workspace.setup, 20).tracks[0]
    move(view, on_plot(view, -3.0, 2.0))
    qtbot.waitUntil(lambda: number(float(track.values[-1, 0])) in numbers_of(workspace, 0), timeout=30_000)
    qtbot.waitUntil(lambda: np.allclose(workspace.charts.value._curves[0].getData()[1][:21], track.values[:21, 0]),
                    timeout=30_000)
    release(view, on_plot(view, -3.0, 2.0))


def test_the_start_stays_in_the_domain(workspace, surface):
    view = workspace.field.map
    drag(view, on_plot(view, *surface.start), on_plot(view, 0.0, 0.0) + QPointF(5000, 0))
    assert workspace.setup.start[0] == surface.domain[0][1]


def test_the_start_is_dragged_along_a_curve(workspace, curve):
    view = workspace.curve
    value = float(workspace._function.value(np.array(curve.start)))
    drag(view, on_plot(view, curve.start[0], value), on_plot(view, 2.0, value))
    assert workspace.setup.start == pytest.approx((2.0,), abs=0.06)
    workspace.player.go(5)
    [walk] = shown_walks(view)
    track = race_of(workspace.setup, 5).tracks[0]
    assert np.allclose(walk, np.column_stack([track.positions[:, 0, 0], track.values[:, 0]]))


def test_every_drag_is_one_step_of_undo(workspace, document, surface):
    view, before = workspace.field.map, document.undo_stack.index()
    drag(view, on_plot(view, *surface.start), on_plot(view, -3.0, 2.0))
    drag(view, on_plot(view, *workspace.setup.start), on_plot(view, 3.0, 2.0))
    assert document.undo_stack.index() == before + 2
    document.undo_stack.undo()
    assert workspace.setup.start == pytest.approx((-3.0, 2.0), abs=0.06)
