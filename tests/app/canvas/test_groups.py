"""Groups: made, named, collapsed, moved and taken away by hand and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app.canvas.node_item import Port
from app.canvas.render import render_to_image
from engine.drawing import Group
from engine.graph import Link
from engine.templates import TEMPLATES
from tests.app.gestures import CTRL, SHIFT, click, double_click, drag, draw_link, key, output_of


@pytest.fixture
def mlp(document, view):
    """input → hidden_1 → hidden_2 → head → output."""
    document.add_template(TEMPLATES["mlp"])
    document.undo_stack.clear()
    view.navigator.fit(view.drawing_rect(), eased=False)
    return ("hidden_1", "hidden_2")


def grouped(view, document, names, name="Trunk") -> None:
    view.select(names)
    key(view, Qt.Key.Key_G, CTRL)
    field = view.editor.rename_field
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(field, name)
    QTest.keyClick(field, Qt.Key.Key_Return)


def fold(view) -> None:
    key(view, Qt.Key.Key_K, CTRL)


def test_ctrl_g_groups_the_selected_layers_and_asks_for_a_name(view, document, mlp):
    grouped(view, document, mlp)
    [group] = document.model.drawing.groups
    assert (group.name, group.layers, group.collapsed) == ("Trunk", mlp, False)
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.model.drawing.groups == ()


def test_a_collapsed_group_is_one_card_with_its_ports_and_its_weights(view, document, mlp):
    grouped(view, document, mlp)
    fold(view)
    item = view.canvas.groups.items["Trunk"]
    assert item.collapsed
    assert not any(view.canvas.nodes[name].isVisible() for name in mlp)
    assert item.state.entries == (("hidden_1", 0),)
    assert item.state.exits == ("hidden_2",)
    assert "320" in item.state.words
    inner, into = view.canvas.links[Link("hidden_1", "hidden_2")], view.canvas.links[Link("input", "hidden_1")]
    assert not inner.isVisible()
    assert into.isVisible()
    assert into.end == item.mapToScene(item.port_pos("hidden_1", 0))
    fold(view)
    assert inner.isVisible()
    assert all(view.canvas.nodes[name].isVisible() for name in mlp)


def test_a_collapsed_group_is_selected_moved_and_deleted_as_one(view, document, mlp):
    grouped(view, document, mlp)
    fold(view)
    key(view, Qt.Key.Key_Escape)
    card = view.canvas.groups.items["Trunk"]
    before = document.model.positions
    drag(view, card.pos(), card.pos() + QPointF(0, 120), keys=Qt.KeyboardModifier.AltModifier)
    assert view.selection() == mlp
    for name in mlp:
        assert document.model.positions[name] == (before[name][0], pytest.approx(before[name][1] + 120, abs=2))
    key(view, Qt.Key.Key_Delete)
    assert not set(mlp) & {spec.name for spec in document.model.graph.layers}
    assert document.model.drawing.groups == ()
    document.undo_stack.undo()
    assert document.model.drawing.groups[0].layers == mlp
    assert document.model.drawing.groups[0].collapsed


def test_a_double_click_opens_a_card_and_collapses_a_frame(view, document, mlp):
    grouped(view, document, mlp)
    item = view.canvas.groups.items["Trunk"]
    double_click(view, item.mapToScene(item.title_rect().center()))
    assert document.model.drawing.group("Trunk").collapsed
    double_click(view, item.pos())
    assert not document.model.drawing.group("Trunk").collapsed


def test_links_are_drawn_from_the_ports_of_a_collapsed_group(view, document, mlp):
    grouped(view, document, mlp)
    fold(view)
    extra = document.add_layer("dense", (540, 330))
    view.navigator.fit(view.drawing_rect(), eased=False)
    start = Port(view.canvas.nodes["hidden_2"], None).scene_pos()
    assert start == output_of(view, "hidden_2")
    draw_link(view, "hidden_2", extra)
    assert Link("hidden_2", extra) in document.model.graph.links


def test_tab_stops_once_at_a_collapsed_group(qtbot, view, document, mlp):
    grouped(view, document, mlp)
    fold(view)
    view.select(("input",))
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.selection() == mlp
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.selection() == ("head",)


def test_the_menu_of_a_group_colours_it_and_takes_it_away(view, document, mlp):
    grouped(view, document, mlp)
    menu = view.menus.of_group("Trunk")
    next(action for action in menu.actions() if action.text() == "Red").trigger()
    assert document.model.drawing.group("Trunk").colour == "red"
    key(view, Qt.Key.Key_G, CTRL | SHIFT)
    assert document.model.drawing.groups == ()
    assert len(document.model.graph.layers) == 5


def test_a_frame_follows_its_layers(view, document, mlp):
    grouped(view, document, mlp)
    document.move({"hidden_1": (-900.0, -400.0)})
    item = view.canvas.groups.items["Trunk"]
    card = view.canvas.nodes["hidden_1"]
    assert item.card_rect().contains(card.card_rect().translated(card.pos()))


def test_a_renamed_layer_stays_in_its_group(view, document, mlp):
    grouped(view, document, mlp)
    fold(view)
    document.rename("hidden_1", "first")
    assert document.model.drawing.group("Trunk").layers == ("first", "hidden_2")
    assert not view.canvas.nodes["first"].isVisible()
    document.undo_stack.undo()
    assert document.model.drawing.group("Trunk").layers == mlp


def test_a_name_that_another_group_has_is_refused_where_it_is_written(view, document, mlp):
    grouped(view, document, ("head",), "Other")
    grouped(view, document, mlp, "Other")
    assert view.editor.rename_field is not None
    key(view.editor.rename_field, Qt.Key.Key_Escape)
    assert {group.name for group in document.model.drawing.groups} == {"Other", "Group 1"}


def test_what_is_wrong_inside_is_said_by_the_card(view, document, mlp):
    grouped(view, document, mlp)
    document.change_settings("hidden_2", {"shared_with": "hidden_1"})
    fold(view)
    assert view.canvas.groups.items["Trunk"].state.problems


def test_pictures_show_groups_as_they_are(view, document, mlp):
    grouped(view, document, mlp)
    open_picture = render_to_image(document)
    fold(view)
    assert render_to_image(document) != open_picture
    document.set_drawing(document.model.drawing.ungrouped({"Trunk"}), "x")
    assert isinstance(Group("a", ("b",)), Group)


def test_a_click_on_empty_canvas_inside_a_frame_selects_nothing(view, document, mlp):
    grouped(view, document, mlp)
    item = view.canvas.groups.items["Trunk"]
    click(view, item.card_rect().bottomLeft() + QPointF(6, -6))
    assert view.selection() == ()


def test_a_copied_group_comes_along_with_its_colour_and_a_free_name(view, document, mlp):
    grouped(view, document, mlp)
    document.set_drawing(document.model.drawing.with_group("Trunk", colour="olive"), "Colour")
    fold(view)
    before = document.model.drawing
    view.select(mlp)
    key(view, Qt.Key.Key_C, CTRL)
    key(view, Qt.Key.Key_V, CTRL)
    own, copy = document.model.drawing.groups
    assert own == before.groups[0]
    assert (copy.name, copy.colour, copy.collapsed) == ("Trunk 2", "olive", True)
    assert set(copy.layers) == set(view.selection()) == {spec.name for spec in document.model.graph.layers} - {
        "input", "hidden_1", "hidden_2", "head", "output", *own.layers}
    document.undo_stack.undo()
    assert document.model.drawing == before
    view.select(mlp)
    key(view, Qt.Key.Key_D, CTRL)
    assert [group.name for group in document.model.drawing.groups] == ["Trunk", "Trunk 2"]
    document.undo_stack.undo()
    document.remove(mlp)
    assert document.model.drawing.groups == ()
    key(view, Qt.Key.Key_V, CTRL)
    assert [(group.name, group.layers) for group in document.model.drawing.groups] == [("Trunk", mlp)]


def test_of_a_group_that_is_copied_in_part_the_layers_come_alone(view, document, mlp):
    grouped(view, document, mlp)
    view.select(mlp[:1])
    key(view, Qt.Key.Key_C, CTRL)
    key(view, Qt.Key.Key_V, CTRL)
    assert [group.layers for group in document.model.drawing.groups] == [mlp]


def test_the_card_of_a_group_is_grouped_with_a_layer_and_takes_it_in(view, document, mlp):
    grouped(view, document, mlp)
    document.set_drawing(document.model.drawing.with_group("Trunk", colour="olive"), "Colour")
    fold(view)
    view.select((*mlp, "head"))
    key(view, Qt.Key.Key_G, CTRL)
    assert view.editor.rename_field.text() == "Trunk"
    key(view.editor.rename_field, Qt.Key.Key_Escape)
    [group] = document.model.drawing.groups
    assert (group.name, set(group.layers), group.colour, group.collapsed) == ("Trunk", {*mlp, "head"}, "olive", True)
    assert not view.canvas.nodes["head"].isVisible()
    assert view.selection() == group.layers
    document.undo_stack.undo()
    assert document.model.drawing.group("Trunk").layers == mlp
    assert view.canvas.nodes["head"].isVisible()


def test_the_card_of_a_group_alone_is_asked_for_its_name_again(view, document, mlp):
    grouped(view, document, mlp)
    before = document.model.drawing
    fold(view)
    steps = document.undo_stack.count()
    key(view, Qt.Key.Key_G, CTRL)
    assert view.editor.rename_field.text() == "Trunk"
    key(view.editor.rename_field, Qt.Key.Key_Escape)
    assert document.model.drawing.groups[0].layers == before.groups[0].layers
    assert document.undo_stack.count() == steps
