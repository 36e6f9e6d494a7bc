"""Ctrl+F goes to a layer by its name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.app.gestures import CTRL, key


def in_sight(view, name):
    return view.mapToScene(view.viewport().rect()).boundingRect().contains(view.canvas.nodes[name].sceneBoundingRect())


def test_a_layer_that_is_far_away_is_found_by_its_name(document, view, chain, qtbot):
    far = document.add_layer("dense", (9000.0, 4000.0))
    document.rename(far, "head_of_all")
    key(view, Qt.Key.Key_Escape)
    key(view, Qt.Key.Key_F, CTRL)
    menu = view.editor.search_menu
    assert menu.view.names()[:3] == ("input_1", "dense_1", "output_1")
    QTest.keyClicks(menu.field, "HEAD")
    assert menu.view.names() == ("head_of_all",)
    QTest.keyClick(menu.field, Qt.Key.Key_Return)
    assert view.selection() == ("head_of_all",)
    qtbot.waitUntil(lambda: in_sight(view, view.selection()[0]))
    assert view.editor.search_menu is None


def test_names_come_before_kinds_and_arrows_walk(document, view, chain):
    document.rename("output_1", "dense_end")
    key(view, Qt.Key.Key_F, CTRL)
    menu = view.editor.search_menu
    QTest.keyClicks(menu.field, "dense")
    assert menu.view.names() == ("dense_1", "dense_end")
    QTest.keyClick(menu.field, Qt.Key.Key_Down)
    QTest.keyClick(menu.field, Qt.Key.Key_Return)
    assert view.selection() == ("dense_end",)


def test_a_name_that_no_layer_has_finds_nothing(document, view, chain):
    key(view, Qt.Key.Key_Escape)
    key(view, Qt.Key.Key_F, CTRL)
    menu = view.editor.search_menu
    QTest.keyClicks(menu.field, "zzz")
    QTest.keyClick(menu.field, Qt.Key.Key_Return)
    assert menu.view.names() == ()
    assert view.selection() == ()
    menu.close()
