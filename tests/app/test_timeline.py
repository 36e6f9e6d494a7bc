"""Time travel in the whole window: keys, menus, where the timeline stands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget

from app.shell.examples import EXAMPLES


@pytest.fixture
def trained(ladera, qtbot):
    """The window with an example that was trained for four epochs."""
    window, session = ladera.window, ladera.session
    window.open_example(EXAMPLES[0])
    qtbot.waitUntil(lambda: session.state in ("ready", "paused"))
    for _ in range(4):
        done = session.latest.epoch
        session.epoch()
        qtbot.waitUntil(lambda done=done: session.latest.epoch == done + 1 and session.state == "paused")
    return window


def test_the_keys_go_back_forward_and_to_the_present(trained, ladera, qtbot):
    session, canvas = ladera.session, trained.workspace.canvas
    trained.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    assert not trained.actions_by_name["present"].isEnabled()
    qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: session.is_looking_back)
    qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: session.latest.epoch == 2)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: session.latest.epoch == 3)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not session.is_looking_back)
    assert not trained.actions_by_name["present"].isEnabled()


def test_a_held_slider_keeps_its_moments_until_it_is_let_go(trained, ladera, qtbot):
    session, slider = ladera.session, trained.timeline.slider
    slider.setSliderDown(True)
    moments = slider.maximum()
    session.epoch()
    qtbot.waitUntil(lambda: session.latest.epoch == 5 and session.is_settled)
    assert slider.maximum() == moments
    slider.setSliderDown(False)
    assert slider.maximum() == moments + 1


def test_numbers_and_predictions_are_those_of_the_moment(trained, ladera, qtbot):
    session, workspace = ladera.session, trained.workspace
    now = workspace.bar.readouts.loss.text
    trained.timeline.slider.setValue(1)
    qtbot.waitUntil(lambda: session.is_looking_back)
    assert workspace.bar.readouts.epoch.text.startswith("1 /")
    assert workspace.bar.readouts.loss.text != now
    assert workspace.predictions._snapshot is session.latest


def test_the_menu_continues_from_here(trained, ladera, qtbot):
    session = ladera.session
    trained.timeline.slider.setValue(2)
    qtbot.waitUntil(lambda: trained.actions_by_name["continue_from_here"].isEnabled())
    trained.actions_by_name["continue_from_here"].trigger()
    qtbot.waitUntil(lambda: session.state in ("running", "finished"))
    session.pause()
    qtbot.waitUntil(lambda: session.state != "running")
    assert not session.is_looking_back


def test_the_timeline_stands_where_the_trained_network_is_shown(ladera, qtbot):
    window = ladera.window
    for name, there in (("network", True), ("descent", False), ("landscape", True)):
        window.show_workspace(name)
        assert window.timeline.isHidden() is not there, name
    window.show_start_page()
    assert window.timeline.isHidden()


def test_docks_keep_their_heights_when_the_timeline_comes_and_goes(ladera, qtbot):
    window = ladera.window
    window.resize(1280, 800)
    window.show_workspace("network")
    window.show()
    docks = [window.workspaces["network"].findChild(QDockWidget, name) for name in ("inspector", "predictions")]
    qtbot.wait(50)
    before = [dock.height() for dock in docks]
    for away in (window.show_start_page, lambda: window.show_workspace("descent")):
        away()
        qtbot.wait(50)
        window.show_workspace("network")
        qtbot.wait(50)
        assert [dock.height() for dock in docks] == before


def test_the_space_bar_does_not_reset_what_goes_on_from_here(trained, ladera, qtbot):
    window, session = trained, ladera.session
    window.show()
    window.activateWindow()
    window.timeline.slider.setValue(2)
    qtbot.waitUntil(window.timeline.go_on.isEnabled)
    window.timeline.go_on.setFocus()
    window.timeline.go_on.click()
    qtbot.waitUntil(lambda: session.state in ("running", "finished"))
    assert window.timeline.slider.hasFocus()
    session.pause()
    qtbot.waitUntil(lambda: session.state != "running")
