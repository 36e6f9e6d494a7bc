"""Who asks what, and who draws when."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from app.training.watches import MOMENT, Watches
from engine.probes.predictions import Losses, MeanLoss, Penalty

NEWEST = object()


class Panel(QWidget):
    """Remembers what it was shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: list[object] = []


@pytest.fixture
def watches(qtbot: QtBot) -> Watches:
    return Watches()


@pytest.fixture
def tabs(qtbot: QtBot) -> QTabWidget:
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    tabs.resize(300, 200)
    return tabs


@pytest.fixture
def open_(tabs: QTabWidget, qtbot: QtBot) -> Callable[..., tuple[Panel, ...]]:
    """Panels beside each other on the first tab, and one behind on the second."""

    def open_(count: int) -> tuple[Panel, ...]:
        page, behind = QWidget(), Panel()
        panels = tuple(Panel(page) for _ in range(count))
        for place, panel in enumerate(panels):
            panel.setGeometry(60 * place, 0, 50, 50)
        tabs.addTab(page, "seen")
        tabs.addTab(behind, "behind")
        tabs.show()
        qtbot.waitExposed(tabs)
        return (*panels, behind)

    return open_


def test_while_it_runs_one_of_those_that_are_seen_draws_per_look(watches, open_, qtbot):
    *seen, behind = panels = open_(3)
    for panel in panels:
        watches.join(panel, (), panel.shown.append)
    qtbot.waitUntil(lambda: not watches.is_pending)
    for look in range(6):
        watches.show(look, running=True)
        qtbot.waitUntil(lambda look=look: sum(len(panel.shown) for panel in panels) == look + 1)
    assert sorted(look for panel in seen for look in panel.shown) == list(range(6))
    assert [len(panel.shown) for panel in seen] == [2, 2, 2]
    assert behind.shown == []


def test_what_is_quick_to_draw_is_drawn_at_every_look(watches, open_, qtbot):
    quick, first, second, _ = open_(3)
    watches.join(quick, (), quick.shown.append, in_turn=False)
    for panel in (first, second):
        watches.join(panel, (), panel.shown.append)
    for look in range(4):
        watches.show(look, running=True)
        assert quick.shown[-1] == look
        assert len(first.shown) + len(second.shown) == look  # the other one a moment later: it is another frame
        qtbot.waitUntil(lambda look=look: len(first.shown) + len(second.shown) == look + 1)
    assert quick.shown == [0, 1, 2, 3]
    assert len(first.shown) == len(second.shown) == 2


def test_come_to_rest_nobody_draws_the_look_before_once_more(watches, open_, qtbot):
    first, second, _ = open_(2)
    for panel in (first, second):
        watches.join(panel, (), panel.shown.append)
    qtbot.waitUntil(lambda: not watches.is_pending)
    watches.show("running", running=True)
    watches.show(NEWEST, running=False)
    qtbot.wait(4 * MOMENT)
    assert (first.shown, second.shown) == ([NEWEST], [NEWEST])


def test_at_rest_all_that_are_seen_draw_at_once(watches, open_, qtbot):
    first, second, behind = open_(2)
    for panel in (first, second, behind):
        watches.join(panel, (), panel.shown.append)
    watches.show(NEWEST, running=False)
    assert (first.shown, second.shown, behind.shown) == ([NEWEST], [NEWEST], [])


def test_what_comes_into_sight_draws_the_newest_once_and_asks_its_questions(watches, open_, tabs, qtbot):
    front, behind = open_(1)
    asked: list[tuple] = []
    watches.asked.connect(lambda probes, _: asked.append(probes))
    watches.join(front, [Losses(), Penalty()], front.shown.append)
    watches.join(behind, [MeanLoss(), Penalty()], behind.shown.append)
    qtbot.waitUntil(lambda: asked == [(Losses(), Penalty())])
    watches.show("old", running=False)
    watches.show(NEWEST, running=False)
    tabs.setCurrentWidget(behind)
    qtbot.waitUntil(lambda: behind.shown == [NEWEST])
    qtbot.waitUntil(lambda: asked[-1] == (MeanLoss(), Penalty()))
    qtbot.wait(50)
    assert behind.shown == [NEWEST]
    assert front.shown == ["old", NEWEST]


def test_other_questions_take_the_place_of_those_before(watches, open_, qtbot):
    panel, _ = open_(1)
    asked: list[tuple] = []
    watches.asked.connect(lambda probes, _: asked.append(probes))
    for probe in (Losses(), Penalty(), MeanLoss()):
        watches.join(panel, [probe], panel.shown.append)
    qtbot.waitUntil(lambda: asked == [(MeanLoss(),)])  # what changes in one go is asked once


def test_weights_are_asked_for_while_one_that_needs_them_is_seen(watches, open_, tabs, qtbot):
    front, behind = open_(1)
    asked: list[bool] = []
    watches.asked.connect(lambda _, weights: asked.append(weights))
    watches.join(front, [Losses()], front.shown.append)
    watches.join(behind, (), behind.shown.append, weights=True)
    qtbot.waitUntil(lambda: asked == [False])
    tabs.setCurrentWidget(behind)
    qtbot.waitUntil(lambda: asked == [False, True])
    tabs.setCurrentIndex(0)
    qtbot.waitUntil(lambda: asked == [False, True, False])


def test_a_widget_that_is_gone_asks_nothing(watches, open_, qtbot):
    panel, _ = open_(1)
    asked: list[tuple] = []
    watches.asked.connect(lambda probes, _: asked.append(probes))
    watches.join(panel, [Losses()], panel.shown.append)
    qtbot.waitUntil(lambda: asked == [(Losses(),)])
    panel.setParent(None)
    panel.deleteLater()
    qtbot.waitUntil(lambda: asked[-1] == ())
    watches.show(NEWEST, running=False)


def test_nothing_of_a_training_that_is_gone_is_drawn_later(watches, open_, tabs, qtbot):
    _, behind = open_(1)
    watches.join(behind, (), behind.shown.append)
    watches.show(NEWEST, running=False)
    watches.forget()
    tabs.setCurrentWidget(behind)
    qtbot.wait(50)
    assert behind.shown == []


def test_the_number_of_threads_at_the_foot_takes_no_turn_of_what_is_drawn(ladera):
    foot = ladera.window.statusBar()
    watches = [each for each in ladera.session._watches._watches.values() if foot.isAncestorOf(each.widget)]
    assert watches
    assert not any(each.in_turn for each in watches)
