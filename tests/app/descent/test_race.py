"""A race is played: walked, stepped, slid through and stopped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.workspaces.descent.player import LONGEST
from tests.app.descent.races import CURVE, the_racers_are_at


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
