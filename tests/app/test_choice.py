"""What a box offers, and what stays chosen."""

from __future__ import annotations

import pytest

from app.widgets.choice import Box


@pytest.fixture
def box(qtbot):
    box = Box()
    qtbot.addWidget(box)
    box.offer((("one", 1), ("two", 2), ("three", 3)), 2)
    return box


def test_the_chosen_one_stays_where_it_is_offered_again(box):
    assert (box.currentText(), box.count()) == ("two", 3)
    box.offer((("two", 2), ("four", 4)), box.currentData())
    assert (box.currentText(), box.count()) == ("two", 2)


@pytest.mark.parametrize(("otherwise", "text"), [(0, "four"), (1, "five")])
def test_where_it_is_offered_no_more_another_is_chosen(box, otherwise, text):
    box.offer((("four", 4), ("five", 5)), box.currentData(), otherwise)
    assert box.currentText() == text


def test_what_is_offered_is_silent_and_may_be_nothing(box):
    said = []
    box.currentIndexChanged.connect(said.append)
    box.offer((("four", 4),), None)
    box.offer((), 4, -1)
    assert (said, box.currentData()) == ([], None)


def test_the_same_entries_leave_an_open_list_alone(box, qtbot):
    reset = []
    box.model().modelReset.connect(lambda: reset.append(True))
    box.model().rowsRemoved.connect(lambda *_: reset.append(True))
    box.offer((("one", 1), ("two", 2), ("three", 3)), 3)
    assert (reset, box.currentText()) == ([], "three")
