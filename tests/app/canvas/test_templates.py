"""Templates from the palette, by keys and by dragging, and from the quick menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app.canvas.offers import TEMPLATE_KEYS, template_key
from app.canvas.palette import Palette
from engine.graph import Link
from tests.app.gestures import CTRL, drag_layer_away, drag_layer_over, drop_offer, key, layer_mime


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


def outlined(view) -> int:
    """The cards that a drag outlines."""
    return round(view._drop.ghost.path().elementCount() / 17)


def test_a_template_is_dragged_to_a_place_and_taken_back(view, document, chain):
    before = document.model.project
    names = {spec.name for spec in before.graph.layers}
    key(view, Qt.Key.Key_Escape)
    assert drag_layer_over(view, layer_mime(template_key("mlp")), QPointF(60.0, 300.0))
    assert view._drop.words.text() == "Multilayer perceptron"
    assert outlined(view) > 2
    assert document.model.project is before
    drag_layer_away(view)
    assert view._drop is None
    assert document.model.project is before
    drop_offer(view, template_key("mlp"), QPointF(60.0, 300.0))
    new = {spec.name for spec in document.model.graph.layers} - names
    assert set(view.selection()) == new
    places = [document.model.positions[name] for name in new]
    for axis, middle in enumerate((60.0, 300.0)):
        found = [place[axis] for place in places]
        assert (min(found) + max(found)) / 2 == pytest.approx(middle, abs=80)
    document.undo_stack.undo()
    assert document.model.project == before


def test_over_a_link_it_is_put_into_it_and_beside_a_card_it_follows(view, document, chain):
    [_, last] = document.model.graph.links
    middle = view.canvas.links[last].middle()
    assert drag_layer_over(view, layer_mime(template_key("residual")), middle)
    assert view._drop.link is view.canvas.links[last]
    drop_offer(view, template_key("residual"), middle)
    assert last not in document.model.graph.links
    assert Link("sum", chain[2]) in document.model.graph.links
    document.undo_stack.undo()
    assert last in document.model.graph.links
    document.remove((), [last])
    drop_offer(view, template_key("residual"), view.canvas.nodes[chain[1]].scenePos())
    assert any(link.source == chain[1] for link in document.model.graph.links)
    assert document.undo_stack.undoText() == "Insert Residual block"


def test_what_does_not_fit_is_said_while_it_is_dragged_and_when_it_is_dropped(qtbot, view, document, chain):
    before = document.model.project
    assert drag_layer_over(view, layer_mime(template_key("vgg")), view.canvas.nodes[chain[0]].scenePos())
    assert "images" in view._drop.words.text()
    drag_layer_away(view)
    with qtbot.waitSignal(document.failed) as said:
        drop_offer(view, template_key("vgg"), view.canvas.nodes[chain[0]].scenePos())
    assert "images" in str(said.args[0])
    assert document.model.project is before
