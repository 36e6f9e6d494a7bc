"""Who walks in a race, and with what settings."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.descent import MOST_RACERS, RACERS
from tests.app.descent.races import choose, race_of, shown_balls, shown_walks, the_racers_are_at
from tests.app.gestures import type_in_form
from tests.app.surface.pictures import arrows


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
