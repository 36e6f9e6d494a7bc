"""The drawing is also a list: the same for keys, screen readers, search and tests."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest

from app.canvas.outline import Outline
from engine.templates import TEMPLATES
from tests.app.gestures import CTRL, key


@pytest.fixture
def outline(qtbot, view):
    outline = Outline(view)
    qtbot.addWidget(outline)
    outline.resize(240, 500)
    outline.show()
    return outline


def click(outline, row: int) -> None:
    place = outline.list.visualRect(outline.rows.index(row, 0)).center()
    QTest.mouseClick(outline.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_it_lists_the_layers_from_inputs_to_outputs_and_follows_the_drawing(view, outline, document):
    tester = QAbstractItemModelTester(view.layers)
    assert outline.nothing.isVisible()
    document.add_template(TEMPLATES["residual"])
    assert outline.names() == tuple(spec.name for spec in document.model.graph.order())
    assert not outline.nothing.isVisible()
    document.rename("stem", "trunk")
    assert "trunk" in outline.names()
    document.undo_stack.undo()
    assert "stem" in outline.names()
    document.undo_stack.undo()
    assert outline.names() == ()
    del tester


def test_selection_goes_both_ways(view, outline, document, chain):
    view.select(chain[:2])
    assert {index.data() for index in outline.list.selectedIndexes()} == {
        outline.rows.index(row, 0).data() for row in range(2)}
    click(outline, 2)
    assert view.selection() == (chain[2],)
    QTest.keyClick(outline.list, Qt.Key.Key_Up)
    assert view.selection() == (chain[1],)


def test_a_row_says_all_that_the_drawing_shows(view, outline, document, chain):
    drawing, name = document.model.drawing.grouped((chain[1],), "Group")
    document.set_drawing(drawing, "x")
    row = view.layers.names().index(chain[1])
    sentence = view.layers.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    for words in (chain[1], "Dense", "12 weights", chain[0], chain[2], name):
        assert words in sentence


def test_a_screen_reader_hears_the_rows(outline, chain):
    listed = QAccessible.queryAccessibleInterface(outline.list)
    assert listed.text(QAccessible.Text.Name) == "Layers of the network"
    assert listed.childCount() >= 3
    assert chain[0] in listed.child(0).text(QAccessible.Text.Name)


def test_the_search_finds_neighbours_too(outline, chain):
    QTest.keyClicks(outline.field, f"from {chain[0]}".upper())
    assert outline.names() == (chain[1],)


def test_the_keys_of_the_canvas_work_in_the_list(view, outline, document, chain):
    click(outline, 1)
    QTest.keyClick(outline.list, Qt.Key.Key_Delete)
    assert chain[1] not in outline.names()
    QTest.keyClick(outline.list, Qt.Key.Key_A, CTRL)
    assert set(view.selection()) == set(outline.names())


def test_a_layer_in_a_collapsed_group_selects_all_of_it(view, outline, document, chain):
    drawing, name = document.model.drawing.grouped(chain[:2], "Group")
    document.set_drawing(drawing.with_group(name, collapsed=True), "x")
    click(outline, 0)
    assert view.selection() == tuple(chain[:2])


def test_find_reads_the_same_list(view, outline, chain):
    key(view, Qt.Key.Key_F, CTRL)
    assert set(view.editor.search_menu.view.names()) == set(outline.names())
    view.editor.search_menu.close()
