"""A network is built and wired by keys alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.graph import Link
from tests.app.gestures import CTRL, key


def choose(view, words: str) -> None:
    QTest.keyClicks(view.editor.search_menu.field, words)
    QTest.keyClick(view.editor.search_menu.field, Qt.Key.Key_Return)


def add(view, word: str) -> str:
    key(view, Qt.Key.Key_Space, CTRL)
    choose(view, word)
    [name] = view.selection()
    return name


def connect(view, source: str, target: str) -> None:
    view.go_to(source)
    key(view, Qt.Key.Key_J, CTRL)
    choose(view, target)


def test_a_shortcut_past_a_layer_is_wired_without_the_mouse(view, document):
    entrance, first, second = add(view, "input"), add(view, "dense"), add(view, "dense")
    key(view, Qt.Key.Key_Escape)
    total = add(view, "maximum")
    connect(view, first, total)
    connect(view, second, total)
    assert {Link(first, total, 0), Link(second, total, 1)} <= set(document.model.graph.links)
    assert document.model.graph.inputs_of(first) == (entrance,)


def test_choosing_a_layer_that_follows_already_lets_it_go(view, document, chain):
    connect(view, chain[0], chain[1])
    assert Link(chain[0], chain[1]) not in document.model.graph.links
    document.undo_stack.undo()
    assert Link(chain[0], chain[1]) in document.model.graph.links


def test_what_would_not_fit_says_why_and_circles_are_not_offered(view, document, chain):
    other = document.add_layer("conv2d", (0, 400))
    view.go_to(chain[1])
    key(view, Qt.Key.Key_J, CTRL)
    listed = view.editor.search_menu.view
    assert set(listed.names()) == {chain[2], other}
    line = next(listed.model().index(row, 0).data() for row, name in enumerate(listed.names()) if name == other)
    assert other in line
    assert "cannot take" in line
    view.editor.search_menu.close()


def test_nothing_opens_for_an_output_or_without_a_selection(view, document, chain):
    key(view, Qt.Key.Key_Escape)
    key(view, Qt.Key.Key_J, CTRL)
    view.go_to(chain[2])
    key(view, Qt.Key.Key_J, CTRL)
    assert view.editor.search_menu is None
