"""Walkers in step: played, stepped, taken back, dragged; and what is shown of them is what the engine computes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.numbers import number
from app.surface import Field
from app.theme import current
from app.workspaces.descent.player import LONGEST
from engine.descent import (
    MOST_RACERS,
    RACERS,
    SCENES,
    DescentSetup,
    Race,
    Racer,
    classify_end,
    moment,
    newton_target,
    parsing,
    quadratic_model,
)
from tests.app.gestures import type_in_form
from tests.app.pointer import drag, move, pull, release
from tests.app.surface.pictures import arrows, on_plot, on_surface, pieces, pixels

SURFACE = SCENES["initial_value"].setup  # gradient descent and momentum
CURVE = SCENES["curve"].setup


@pytest.fixture
def surface(take) -> DescentSetup:
    return take("initial_value")


@pytest.fixture
def curve(take) -> DescentSetup:
    return take("curve")


def race_of(setup: DescentSetup, steps: int) -> Race:
    race = Race(setup.function(), setup.racers, np.array(setup.start))
    race.run(steps)
    return race


def shown_walks(view) -> list[np.ndarray]:
    """The points of the trails that are seen, of each walker."""
    return [np.column_stack(line.getData()) for line, _ in view._trails if line.isVisible()]


def shown_balls(view) -> list[np.ndarray]:
    return [np.array([ball.pos().x(), ball.pos().y()]) for _, ball in view._trails if ball.isVisible()]


def the_racers_are_at(workspace, setup: DescentSetup, step: int) -> None:
    race = race_of(setup, step)
    for walk, ball, track in zip(shown_walks(workspace.field.map), shown_balls(workspace.field.map), race.tracks,
                                 strict=True):
        assert np.array_equal(walk, track.positions[:, 0])
        assert np.allclose(ball, track.positions[-1, 0], rtol=1e-11, atol=1e-11)  # Qt moves nothing by less


# Playing


def test_walk_and_pause_by_the_button(workspace, surface, qtbot):
    button = workspace.transport.play
    walk = button.text()
    button.click()
    assert button.text() != walk
    qtbot.waitUntil(lambda: workspace.player.step >= 5)
    button.click()
    assert button.text() == walk
    assert not workspace.player.playing
    the_racers_are_at(workspace, surface, workspace.player.step)


def test_one_step_on_and_one_back(workspace, surface):
    transport = workspace.transport
    assert not transport.back.isEnabled()
    for _ in range(3):
        transport.forward.click()
    assert workspace.player.step == 3
    assert "3" in transport.number.text()
    the_racers_are_at(workspace, surface, 3)
    transport.back.click()
    the_racers_are_at(workspace, surface, 2)
    transport.start.click()
    assert workspace.player.step == 0
    the_racers_are_at(workspace, surface, 0)


def test_the_slider_shows_any_step(workspace, surface):
    scrub = workspace.transport.scrub
    for step in (40, 7, 60):
        scrub.setValue(step)
        assert workspace.player.step == step
        the_racers_are_at(workspace, surface, step)
    assert scrub.maximum() >= 60


def test_the_keys_walk_step_and_go_back(workspace, surface, qtbot):
    workspace.activateWindow()
    workspace.setFocus()
    qtbot.waitUntil(workspace.isActiveWindow)
    for key, step in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Left, 1), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(workspace, key)
        assert workspace.player.step == step
    QTest.keyClick(workspace, Qt.Key.Key_Space)
    assert workspace.player.playing
    QTest.keyClick(workspace, Qt.Key.Key_Space)
    assert not workspace.player.playing


def test_the_speed_goes_from_a_tenth_to_fifty_times(workspace):
    slider = workspace.transport.speed
    assert workspace.player.speed == pytest.approx(1.0, rel=0.06)
    slider.setValue(slider.minimum())
    assert workspace.player.speed == pytest.approx(0.1)
    slider.setValue(slider.maximum())
    assert workspace.player.speed == pytest.approx(50.0)


def test_at_a_higher_speed_it_is_further_after_the_same_time(workspace, surface, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr("app.workspaces.descent.player.time.perf_counter", lambda: clock[0])
    steps = {}
    for speed in (1.0, 10.0):
        workspace.player.go(0)
        workspace.player.speed = speed
        workspace.player.play()
        for _ in range(20):
            clock[0] += 0.05
            workspace.player._tick()
        workspace.player.pause()
        steps[speed] = workspace.player.step
    assert steps == {1.0: pytest.approx(10, abs=1), 10.0: pytest.approx(100, abs=1)}


def test_at_the_end_it_stops_and_begins_again(workspace, take):
    take(replace(CURVE, overlays=()))
    player = workspace.player
    player.go(LONGEST + 5)
    assert player.step == LONGEST
    player.play()
    assert player.step == 0
    player.pause()


def test_the_keyboard_comes_to_walk_before_it_comes_to_the_start(workspace):
    workspace.activateWindow()
    assert QTest.qWaitForWindowActive(workspace)
    transport = workspace.transport
    transport.play.setFocus(Qt.FocusReason.TabFocusReason)
    for following in (transport.forward, transport.start, transport.scrub):  # there is no step back yet
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert following.hasFocus()


def test_what_was_reached_by_tab_keeps_its_own_keys(workspace, surface, qtbot):
    workspace.activateWindow()
    assert QTest.qWaitForWindowActive(workspace)
    log, speed = workspace.function_panel.log, workspace.transport.speed
    log.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(log, Qt.Key.Key_Space)
    assert workspace.setup.log_height != surface.log_height
    assert not workspace.player.playing
    speed.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(speed, Qt.Key.Key_Right)
    assert (workspace.player.speed, workspace.player.step) == (1.5, 0)
    workspace.transport.start.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(workspace.transport.start, Qt.Key.Key_Space)
    assert workspace.player.playing


def test_after_a_click_on_a_control_the_keys_still_move_the_race(workspace, surface):
    workspace.activateWindow()
    assert QTest.qWaitForWindowActive(workspace)
    workspace.field.setFocus()
    QTest.mouseClick(workspace.function_panel.log, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert workspace.setup.log_height != surface.log_height
    QTest.keyClick(workspace.focusWidget() or workspace, Qt.Key.Key_Right)
    assert workspace.player.step == 1


def test_hidden_it_does_not_walk(workspace, surface):
    workspace.transport.play.click()
    workspace.hide()
    assert not workspace.player.playing


# The start, by mouse


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
    qtbot.waitUntil(lambda: number(float(track.values[-1, 0])) in numbers_of(workspace, 0))
    qtbot.waitUntil(lambda: np.allclose(workspace.charts.value._curves[0].getData()[1][:21], track.values[:21, 0]))
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


# Who walks


def test_walkers_are_added_up_to_the_most_and_taken_away(workspace, surface):
    panel = workspace.racers
    while panel.add.isEnabled():
        panel.add.click()
    assert len(workspace.setup.racers) == len(panel.cards) == MOST_RACERS
    workspace.player.go(4)
    the_racers_are_at(workspace, workspace.setup, 4)
    while len(panel.cards) > 1:
        panel.cards[0].remove.click()
    assert not panel.cards[0].remove.isEnabled()
    assert len(shown_balls(workspace.field.map)) == 1


def test_every_addition_is_one_step_of_undo(workspace, document, surface):
    workspace.racers.add.click()
    workspace.racers.add.click()
    assert len(workspace.setup.racers) == 4
    document.undo_stack.undo()
    assert len(workspace.setup.racers) == 3
    workspace.racers.cards[0].remove.click()
    workspace.racers.cards[0].remove.click()
    document.undo_stack.undo()
    assert len(workspace.setup.racers) == 2


def test_a_click_on_its_dot_hides_a_walker_and_shows_it_again(workspace, document, surface):
    workspace.player.go(10)
    dot, view = workspace.racers.cards[0].dot, workspace.field.map
    choose(workspace, "step")
    both = workspace.setup
    QTest.mouseClick(dot, Qt.MouseButton.LeftButton)
    assert not dot.isChecked()
    assert workspace.player.step == 10
    [walk] = shown_walks(view)
    assert np.array_equal(walk, race_of(surface, 10).tracks[1].positions[:, 0])
    assert len(arrows(view)) == 1
    assert [curve.isVisible() for curve in workspace.charts.value._curves[:2]] == [False, True]
    assert workspace.setup.scene == "initial_value"
    document.undo_stack.undo()
    assert workspace.setup == both
    assert dot.isChecked()
    assert len(shown_walks(view)) == len(arrows(view)) == 2


def test_the_space_bar_on_a_dot_is_the_dots(workspace, surface):
    dot = workspace.racers.cards[1].dot
    assert dot.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(dot, Qt.Key.Key_Space)
    assert not workspace.player.playing
    assert [racer.shown for racer in workspace.setup.racers] == [True, False]
    assert dot.toolTip() != workspace.racers.cards[0].dot.toolTip()


def test_whether_a_walker_is_shown_changes_nothing_about_its_basins(workspace, take, qtbot):
    take("basins")
    with qtbot.waitSignal(workspace.basins.drawn):
        workspace.basins.begin()
    workspace.racers.cards[0].dot.click()
    assert workspace.field.map.regions.isVisible()


def test_a_duplicate_has_the_same_settings_and_may_then_have_others(workspace, document, surface):
    workspace.racers.cards[0].duplicate.click()
    assert workspace.setup.racers == (*surface.racers, surface.racers[0])
    type_in_form(workspace.racers.cards[2].form, "learning_rate", "0.004")
    assert [racer.settings["learning_rate"] for racer in workspace.setup.racers] == [0.01, 0.003, 0.004]
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert workspace.setup == surface
    while len(workspace.setup.racers) < MOST_RACERS:
        workspace.racers.cards[0].duplicate.click()
    assert not any(card.duplicate.isEnabled() for card in workspace.racers.cards)


def test_every_optimizer_walks_and_its_picture_is_the_engines(workspace, surface):
    for name in RACERS:
        choice = workspace.racers.cards[1].choice
        choice.setCurrentIndex(choice.findData(name))
        choice.activated.emit(choice.currentIndex())
        assert workspace.setup.racers[1].optimizer == name
        workspace.player.go(15)
        the_racers_are_at(workspace, workspace.setup, 15)


def test_a_setting_that_is_typed_changes_the_walk(workspace, surface):
    type_in_form(workspace.racers.cards[1].form, "momentum", "0.5")
    assert workspace.setup.racers[1].settings["momentum"] == 0.5
    assert workspace.setup.scene == ""
    workspace.player.go(9)
    the_racers_are_at(workspace, workspace.setup, 9)


def test_a_setting_that_is_none_is_a_sentence_and_changes_nothing(workspace, surface):
    form = workspace.racers.cards[1].form
    type_in_form(form, "momentum", "much")
    assert form.errors()["momentum"]
    assert workspace.setup == surface


# Numbers


def numbers_of(workspace, place: int) -> str:
    return workspace.racers.cards[place].numbers.text()


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


# What is drawn beside the walk


def choose(workspace, *names: str) -> None:
    for name, action in workspace.overlays.actions_by_name.items():
        if action.isChecked() != (name in names):
            action.trigger()


def test_overlays_are_switched_on_and_off(workspace, document, surface):
    view = workspace.field.map
    for name in workspace.overlays.actions_by_name:
        choose(workspace, name)
        assert workspace.setup.overlays == (name,)
    choose(workspace)
    assert workspace.setup.overlays == ()
    assert pieces(view) == []
    document.undo_stack.undo()
    assert workspace.setup.overlays == ("newton",)
    assert workspace.overlays.actions_by_name["newton"].isChecked()
    document.undo_stack.undo()
    assert workspace.setup.overlays == ()


def test_arrows_are_the_gradient_the_next_step_and_its_parts(workspace, surface):
    choose(workspace, "gradient", "step", "momentum")
    workspace.player.go(6)
    drawn = arrows(workspace.field.map)
    ordinary, heavy = (moment(track, 6) for track in race_of(surface, 6).tracks)
    slopes = [way for text, way in drawn if text.startswith("against the gradient")]
    for along, here in zip(slopes, (ordinary, heavy), strict=True):
        assert np.allclose(along / np.linalg.norm(along), -here.gradient / np.linalg.norm(here.gradient))
    steps = [way for text, way in drawn if text.startswith("the next step")]
    track = race_of(surface, 7).tracks
    for way, walked in zip(steps, track, strict=True):
        assert np.allclose(way, walked.positions[7, 0] - walked.positions[6, 0])
    [own] = [way for text, way in drawn if text.startswith("the gradient's part")]
    [rest] = [way for text, way in drawn if text.startswith("momentum's part")]
    assert np.allclose(own + rest, heavy.step)
    assert np.allclose(own, -surface.racers[1].settings["learning_rate"] * heavy.gradient)


def test_the_arrow_of_the_gradient_is_the_shorter_the_flatter_it_is(workspace, take):
    """Down a bowl each step multiplies the gradient by 1 − 2η = 0.1: the arrow loses a quarter each time."""
    take(replace(SCENES["bowl"].setup, racers=(Racer("sgd", {"learning_rate": 0.45}),), overlays=("gradient",),
                 scene=""))
    lengths = []
    for step in range(6):
        workspace.player.go(step)
        drawn = arrows(workspace.field.map)
        lengths.append(np.linalg.norm(drawn[0][1]) if drawn else 0.0)
    assert np.allclose(np.array(lengths) / lengths[0], [1.0, 0.75, 0.5, 0.25, 0.0, 0.0], atol=1e-6)


def test_where_there_is_no_slope_there_is_no_arrow(workspace, take):
    take(replace(SCENES["bowl"].setup, start=(0.0, 0.0), overlays=("gradient",), scene=""))
    assert arrows(workspace.field.map) == []
    take(replace(SCENES["bowl"].setup, start=(1e-14, 0.0), overlays=("gradient",), scene=""))
    assert arrows(workspace.field.map) == []


def test_gathered_squares_are_areas(workspace, take):
    setup = take(replace(SURFACE, racers=(Racer("adagrad", {"learning_rate": 0.1}),), overlays=("accumulated",),
                         scene=""))
    workspace.player.go(5)
    [area] = pieces(workspace.field.map)
    gradients = race_of(setup, 5).tracks[0].gradients[:5, 0]
    roots = np.sqrt((gradients**2).sum(axis=0))
    assert area.rect().width() / area.rect().height() == pytest.approx(roots[0] / roots[1], rel=1e-3)
    choose(workspace)
    assert pieces(workspace.field.map) == []


@pytest.mark.usefixtures("in_space")
def test_newtons_paraboloid_touches_the_surface_where_the_walker_stands(workspace, surface):
    space = workspace.field.space
    assert not space._extra.visible()
    choose(workspace, "newton")
    assert space._extra.visible()
    choose(workspace)
    assert not space._extra.visible()


def test_a_tangent_has_the_slope_and_newtons_parabola_its_target(workspace, curve):
    choose(workspace, "gradient", "step", "newton")
    workspace.player.go(1)
    here = moment(race_of(curve, 2).tracks[0], 1)
    lines = [piece for piece in workspace.curve._lines if hasattr(piece, "getData")]
    texts = [piece.toPlainText() for piece in workspace.curve._lines if hasattr(piece, "toPlainText")]
    (tangent_x, tangent_y), (step_x, _), (way, parabola) = (line.getData() for line in lines)
    assert np.ptp(tangent_y) / np.ptp(tangent_x) == pytest.approx(abs(here.gradient[0]))
    assert np.diff(step_x)[0] == pytest.approx(-0.05 * here.gradient[0])
    assert np.allclose(parabola, quadratic_model(curve.function(), here.position, way[:, None]))
    target = newton_target(curve.function(), here.position)
    assert texts == [f"slope {number(here.gradient[0])}", f"step {number(here.step[0])}",
                     f"Newton goes to {number(float(target[0]))}"]


def texts_of(workspace) -> list[str]:
    return [piece.toPlainText() for piece in workspace.curve._lines if hasattr(piece, "toPlainText")]


@pytest.mark.parametrize("name", [name for name, scene in SCENES.items() if scene.setup.dimension == 1])
def test_curves_have_tangent_slope_and_step_from_the_beginning(workspace, take, name):
    setup = take(name)
    for step in (0, 3):
        workspace.player.go(step)
        here = moment(race_of(setup, step).tracks[0], step)
        assert texts_of(workspace) == [f"slope {number(here.gradient[0])}", f"step {number(here.step[0])}"]


def test_a_step_on_a_curve_lands_where_the_next_iterate_is(workspace, curve):
    workspace.player.go(0)
    _, step = (piece.getData() for piece in workspace.curve._lines if hasattr(piece, "getData"))
    assert np.allclose(step[0], [-1.0, -0.72609, -0.72609], atol=1e-5)
    assert np.allclose(step[1][1:], [curve.function().value(np.array([[-1.0]]))[0], 4.41889], atol=1e-5)


def test_a_function_of_x_that_is_typed_after_a_surface_has_them_too(workspace, surface, qtbot):
    field = workspace.function_panel.text
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "x^2")
    qtbot.waitUntil(lambda: workspace.settled)
    assert workspace.setup.overlays == ("gradient", "step")
    assert [text.split()[0] for text in texts_of(workspace)] == ["slope", "step"]


def test_the_parts_of_a_step_on_a_curve_follow_each_other_and_make_it(workspace, take):
    setup = take(replace(CURVE, racers=(Racer("momentum", {"learning_rate": 0.05, "momentum": 0.6}),),
                         overlays=("momentum",), scene=""))
    workspace.player.go(3)
    here = moment(race_of(setup, 3).tracks[0], 3)
    own, rest = (piece.getData()[0] for piece in workspace.curve._lines if hasattr(piece, "getData"))
    assert own[0] == pytest.approx(here.position[0])
    assert own[1] == pytest.approx(rest[0])
    assert rest[1] == pytest.approx((here.position + here.step)[0])
    assert np.diff(own)[0] == pytest.approx(-0.05 * here.gradient[0])


def test_gathered_squares_are_not_offered_on_a_curve_and_it_is_said_why(workspace, surface, take):
    action = workspace.overlays.actions_by_name["accumulated"]
    assert action.isEnabled()
    on_surface = action.toolTip()
    take("curve")
    assert not action.isEnabled()
    assert action.toolTip() not in ("", on_surface)


def test_of_several_walkers_on_a_curve_the_chosen_one_says_its_numbers(workspace, take):
    setup = take(replace(CURVE, racers=(Racer("sgd", {"learning_rate": 0.05}), Racer("adam", {})), scene=""))
    workspace.player.go(2)
    for place, track in enumerate(race_of(setup, 2).tracks):
        workspace.racers.cards[place].pressed.emit()
        assert texts_of(workspace)[0] == f"slope {number(moment(track, 2).gradient[0])}"


def test_the_card_of_the_chosen_walker_is_outlined(workspace, surface):
    cards = workspace.racers.cards
    edge = np.array(QColor(current().accent).getRgb()[:3])

    def outlined() -> list[bool]:
        return [bool(np.allclose(pixels(card)[card.height() // 2, 0], edge, atol=8)) for card in cards]

    assert outlined() == [True, False]
    QTest.mouseClick(cards[1].numbers, Qt.MouseButton.LeftButton)
    assert outlined() == [False, True]


@pytest.mark.parametrize("name", ["too_small", "bowl", "curve", "race_trough"])
@pytest.mark.parametrize("step", [0, 1, 60])
def test_every_chart_has_numbers_on_its_axis(workspace, take, name, step):
    take(name)
    workspace.player.go(step)
    for chart in workspace.charts.all:
        chart.grab()
        axis = chart.item.getAxis("left")
        low, high = chart.item.vb.viewRange()[1]
        texts = [text for spacing, values in axis.tickValues(low, high, axis.height())
                 for text in axis.tickStrings(values, axis.autoSIPrefixScale * axis.scale, spacing) if text]
        assert len(texts) >= 2


def test_optimizers_are_chosen_by_the_keys_too(workspace, surface):
    form = workspace.racers.cards[1].form
    assert form.names()
    card = workspace.racers.cards[0]
    card.choice.setFocus()
    QTest.keyClick(card.choice, Qt.Key.Key_Down)
    assert workspace.setup.racers[0].optimizer == list(RACERS)[list(RACERS).index("sgd") + 1]
