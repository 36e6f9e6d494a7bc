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


def test_what_enter_does_to_a_layer_that_follows_already_is_in_sight(view, chain):
    view.go_to(chain[1])
    key(view, Qt.Key.Key_J, CTRL)
    listed = view.editor.search_menu.view
    text = listed.currentIndex().data()
    assert "Enter disconnects" in text
    room = listed.visualRect(listed.currentIndex()).width() - listed.iconSize().width()
    assert listed.fontMetrics().horizontalAdvance(text) < room
    view.editor.search_menu.close()


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


def test_an_output_says_that_nothing_can_follow_it(view, document, chain):
    view.go_to(chain[2])
    key(view, Qt.Key.Key_J, CTRL)
    menu = view.editor.search_menu
    assert menu.view.names() == ()
    assert menu.nothing.isVisible()
    assert menu.nothing.text() == f"{chain[2]} is an end of the network; nothing can follow it."
    menu.close()


def test_a_layer_by_itself_says_that_another_has_to_come_first(view, document):
    add(view, "input")
    key(view, Qt.Key.Key_J, CTRL)
    assert "Add one first" in view.editor.search_menu.nothing.text()
    view.editor.search_menu.close()


def test_where_not_one_layer_is_selected_it_is_asked_which(view, document, chain):
    other = document.add_layer("dense", (0, 400))
    key(view, Qt.Key.Key_Escape)
    key(view, Qt.Key.Key_J, CTRL)
    assert view.editor.search_menu.view.names() == (chain[0], chain[1], other), "an output leads nowhere"
    choose(view, chain[0])
    choose(view, other)
    assert Link(chain[0], other) in document.model.graph.links
    view.select((chain[1], chain[2]))
    key(view, Qt.Key.Key_J, CTRL)
    assert view.editor.search_menu.view.names() == (chain[1],)
    view.editor.search_menu.close()
    document.remove(tuple(spec.name for spec in document.model.graph.layers))
    key(view, Qt.Key.Key_J, CTRL)
    assert "no layer" in view.editor.search_menu.nothing.text()
    view.editor.search_menu.close()
