"""Templates from the palette and from the quick menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.canvas.offers import TEMPLATE_KEYS, template_key
from app.canvas.palette import Palette
from engine.graph import Link
from tests.app.gestures import CTRL, key


@pytest.fixture
def palette(qtbot, view):
    palette = Palette()
    qtbot.addWidget(palette)
    palette.activated.connect(view.add_at_center)
    palette.show()
    return palette


def test_enter_in_the_palette_draws_a_template_and_shows_it(view, palette, document):
    QTest.keyClicks(palette.field, "lenet")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert document.model.graph.problems() == ()
    assert set(view.selection()) == {spec.name for spec in document.model.graph.layers}
    assert document.undo_stack.count() == 1


def test_the_quick_menu_chains_a_template_to_the_selected_layer(view, document, chain):
    view.select((chain[1],))
    key(view, Qt.Key.Key_Space, CTRL)
    menu = view.editor.search_menu
    QTest.keyClicks(menu.field, "residual block")
    QTest.keyClick(menu.field, Qt.Key.Key_Return)
    assert document.model.graph.problems() == ()
    assert Link("sum", chain[2]) in document.model.graph.links


def test_what_does_not_fit_is_said_and_changes_nothing(qtbot, view, document, chain):
    before = document.model.project
    with qtbot.waitSignal(document.failed) as said:
        view.add_at_center(template_key("lenet"))
    assert "data" in str(said.args[0])
    view.select((chain[0],))
    with qtbot.waitSignal(document.failed) as said:
        view.add_at_center(template_key("vgg"))
    assert "images" in str(said.args[0])
    assert document.model.project is before


def test_a_template_is_not_offered_where_only_one_layer_can_stand(view, chain, document):
    [link, _] = document.model.graph.links
    view.editor.quick_add(view.navigator.centre(), into=link)
    assert not set(view.editor.search_menu.view.kinds()) & set(TEMPLATE_KEYS)
    view.editor.search_menu.close()
