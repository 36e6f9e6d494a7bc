"""Every gesture on the canvas, made of mouse events alone."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtTest import QTest

from app.canvas.navigation import SMALLEST
from app.canvas.node_state import Role
from engine.graph import Link
from tests.app.gestures import (
    ALT,
    CTRL,
    MIDDLE,
    at,
    click,
    double_click,
    drag,
    drag_layer_away,
    drag_layer_over,
    draw_link,
    drop_layer,
    input_of,
    key,
    layer_mime,
    output_of,
    pull,
    release,
    wheel,
)


def links(document):
    return set(document.model.graph.links)


def test_a_layer_dropped_from_the_palette_stands_where_it_was_dropped(document, view):
    name = drop_layer(view, "dense", (100.0, 50.0))
    assert document.model.graph.layer(name).kind == "dense"
    x, y = document.model.positions[name]
    assert abs(x - 100) <= 1
    assert abs(y - 50) <= 1
    document.undo_stack.undo()
    assert not document.model.graph.layers
    assert not view.canvas.nodes


def test_the_card_is_seen_before_the_drop_and_goes_when_the_drag_does(document, view):
    before = len(view.canvas.items())
    assert drag_layer_over(view, layer_mime("dense"), QPointF(0, 0))
    assert len(view.canvas.items()) > before
    drag_layer_away(view)
    assert len(view.canvas.items()) == before
    assert not document.model.graph.layers


@pytest.mark.parametrize("mime", ["unknown layer", "file"])
def test_what_is_no_layer_is_left_to_the_window(document, view, mime, tmp_path):
    carried = layer_mime("no such layer") if mime == "unknown layer" else QMimeData()
    if mime == "file":
        carried.setUrls([QUrl.fromLocalFile(str(tmp_path / "xor.ladera"))])
    assert not drag_layer_over(view, carried, QPointF(0, 0))


def test_a_layer_dropped_on_a_link_is_put_into_it_and_what_follows_makes_room(document, view, chain):
    middle = view.canvas.links[Link("input_1", "dense_1")].middle()
    name = drop_layer(view, "dense", middle)
    assert links(document) == {Link("input_1", name), Link(name, "dense_1"), Link("dense_1", "output_1")}
    xs = [document.model.positions[layer][0] for layer in ("input_1", name, "dense_1", "output_1")]
    assert all(right - left >= 200 for left, right in itertools.pairwise(xs))
    document.undo_stack.undo()
    assert links(document) == {Link("input_1", "dense_1"), Link("dense_1", "output_1")}
    assert document.undo_stack.index() == 0


def test_an_input_cannot_be_put_into_a_link(document, view, chain):
    drop_layer(view, "input", view.canvas.links[Link("input_1", "dense_1")].middle())
    assert links(document) == {Link("input_1", "dense_1"), Link("dense_1", "output_1")}


def test_a_link_is_drawn_from_output_to_input(document, view):
    a, b = drop_layer(view, "input", (-150.0, 0.0)), drop_layer(view, "dense", (150.0, 0.0))
    draw_link(view, a, b)
    assert links(document) == {Link(a, b, 0)}
    document.undo_stack.undo()
    assert not links(document)


def test_a_link_is_drawn_from_input_back_to_output(document, view):
    a, b = drop_layer(view, "input", (-150.0, 0.0)), drop_layer(view, "dense", (150.0, 0.0))
    drag(view, input_of(view, b), output_of(view, a))
    assert links(document) == {Link(a, b, 0)}


def test_the_loose_end_jumps_to_a_port_that_is_near(document, view):
    a, b = drop_layer(view, "input", (-150.0, 0.0)), drop_layer(view, "dense", (150.0, 0.0))
    drag(view, output_of(view, a), input_of(view, b) + QPointF(-15, 12))
    assert links(document) == {Link(a, b, 0)}


def test_the_whole_card_takes_a_link(document, view):
    a, b = drop_layer(view, "input", (-150.0, 0.0)), drop_layer(view, "dense", (150.0, 0.0))
    drag(view, output_of(view, a), at(view, b) + QPointF(30, 20))
    assert links(document) == {Link(a, b, 0)}


def test_a_new_link_takes_the_place_of_the_old_one_at_a_single_input(document, view, chain):
    other = drop_layer(view, "input", (-268.0, 160.0))
    drag(view, output_of(view, other), input_of(view, "dense_1"))
    assert links(document) == {Link(other, "dense_1"), Link("dense_1", "output_1")}


def test_several_links_fill_the_ports_of_a_merging_layer(document, view):
    sources = [drop_layer(view, "input", (-150.0, y)) for y in (-110.0, 0.0, 110.0)]
    add = drop_layer(view, "add", (150.0, 0.0))
    for source in sources:
        draw_link(view, source, add)
    assert document.model.graph.inputs_of(add) == tuple(sources)
    assert view.canvas.nodes[add].state.inputs == 4


def test_impossible_ends_are_dimmed_while_a_link_is_drawn(document, view, chain):
    view.navigator.fit(view.drawing_rect(), eased=False)
    end = pull(view, output_of(view, "dense_1"), QPointF(130, 150))
    roles = {name: node.role for name, node in view.canvas.nodes.items()}
    assert roles == {"input_1": Role.IMPOSSIBLE, "dense_1": Role.NONE, "output_1": Role.CANDIDATE}
    key(view, Qt.Key.Key_Escape)
    release(view, end)
    assert {node.role for node in view.canvas.nodes.values()} == {Role.NONE}
    assert view.editor.search_menu is None


def test_a_link_cannot_close_a_circle(document, view):
    a, b = drop_layer(view, "dense", (-150.0, 0.0)), drop_layer(view, "dense", (150.0, 0.0))
    draw_link(view, a, b)
    before = links(document)
    drag(view, output_of(view, b), input_of(view, a))
    assert links(document) == before


def test_a_link_let_go_over_nothing_asks_for_the_layer_to_connect(document, view):
    a = drop_layer(view, "input", (-200.0, 0.0))
    drag(view, output_of(view, a), QPointF(60, 0))
    menu = view.editor.search_menu
    assert "input" not in menu.view.kinds()
    QTest.keyClicks(menu.field, "dense")
    QTest.keyClick(menu.field, Qt.Key.Key_Return)
    assert links(document) == {Link(a, "dense_1", 0)}
    document.undo_stack.undo()
    assert [spec.name for spec in document.model.graph.layers] == [a]


def test_a_link_let_go_over_nothing_backwards_asks_for_what_feeds_it(document, view):
    b = drop_layer(view, "dense", (200.0, 0.0))
    drag(view, input_of(view, b), QPointF(-60, 0))
    menu = view.editor.search_menu
    assert "output" not in menu.view.kinds()
    QTest.keyClicks(menu.field, "input")
    QTest.keyClick(menu.field, Qt.Key.Key_Return)
    assert links(document) == {Link("input_1", b, 0)}


def test_the_end_of_a_link_is_taken_to_another_layer_in_one_step(document, view, chain):
    other = drop_layer(view, "dense", (0.0, 150.0))
    drag(view, input_of(view, "dense_1"), input_of(view, other))
    assert links(document) == {Link("input_1", other), Link("dense_1", "output_1")}
    document.undo_stack.undo()
    assert links(document) == {Link("input_1", "dense_1"), Link("dense_1", "output_1")}


def test_a_link_pulled_away_from_its_layer_is_gone(document, view, chain):
    drag(view, input_of(view, "dense_1"), QPointF(-130, 170))
    assert links(document) == {Link("dense_1", "output_1")}
    document.undo_stack.undo()
    assert Link("input_1", "dense_1") in links(document)


def test_escape_gives_a_pulled_link_back(document, view, chain):
    end = pull(view, input_of(view, "dense_1"), QPointF(-130, 170))
    item = view.canvas.links[Link("input_1", "dense_1")]
    assert not item.isVisible()
    key(view, Qt.Key.Key_Escape)
    release(view, end)
    assert item.isVisible()
    assert document.undo_stack.count() == 0


def test_a_link_is_selected_and_deleted(document, view, chain):
    click(view, view.canvas.links[Link("input_1", "dense_1")].middle())
    assert view.canvas.linking.selected() == (Link("input_1", "dense_1"),)
    key(view, Qt.Key.Key_Delete)
    assert links(document) == {Link("dense_1", "output_1")}


def test_cards_move_with_the_pointer_in_one_step(document, view, chain):
    drag(view, at(view, "dense_1"), at(view, "dense_1") + QPointF(40, 130), keys=ALT)
    x, y = document.model.positions["dense_1"]
    assert abs(x - 40) <= 1
    assert abs(y - 130) <= 1
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.model.positions["dense_1"] == (0.0, 0.0)
    assert view.canvas.nodes["dense_1"].pos() == QPointF(0, 0)


def test_two_moves_are_two_steps(document, view, chain):
    for _ in range(2):
        drag(view, at(view, "dense_1"), at(view, "dense_1") + QPointF(0, 60), keys=ALT)
    assert document.undo_stack.count() == 2


def test_cards_fall_in_line_with_their_neighbours(document, view, chain):
    drag(view, at(view, "dense_1"), at(view, "dense_1") + QPointF(30, 150))
    drag(view, at(view, "dense_1"), QPointF(35, 4))
    assert document.model.positions["dense_1"][1] == 0.0
    assert view.canvas.guides == (None, None)


def test_escape_puts_moved_cards_back(document, view, chain):
    end = pull(view, at(view, "dense_1"), QPointF(50, 150))
    assert view.canvas.nodes["dense_1"].y() > 100
    key(view, Qt.Key.Key_Escape)
    release(view, end)
    assert view.canvas.nodes["dense_1"].pos() == QPointF(0, 0)
    assert document.undo_stack.count() == 0


def test_links_follow_a_card_while_it_moves(document, view, chain):
    pull(view, at(view, "dense_1"), QPointF(50, 150), keys=ALT)
    assert view.canvas.links[Link("input_1", "dense_1")].end == input_of(view, "dense_1")


def test_an_unconnected_card_moved_onto_a_link_is_put_into_it(document, view, chain):
    name = drop_layer(view, "activation", (-134.0, 200.0))
    drag(view, at(view, name), view.canvas.links[Link("input_1", "dense_1")].middle())
    assert {Link("input_1", name), Link(name, "dense_1")} <= links(document)
    document.undo_stack.undo()
    assert Link("input_1", "dense_1") in links(document)


def test_the_rubber_band_selects_what_it_touches(document, view, chain):
    drag(view, QPointF(-390, -110), QPointF(20, 90))
    assert view.selection() == ("input_1", "dense_1")
    drag(view, QPointF(390, -110), QPointF(200, 90), keys=CTRL)
    assert view.selection() == ("input_1", "dense_1", "output_1")
    click(view, QPointF(0, 200))
    assert view.selection() == ()


def test_ctrl_click_adds_a_card_to_the_selection_and_takes_it_out(document, view, chain):
    told = []
    view.selection_changed.connect(told.append)
    click(view, at(view, "input_1"))
    click(view, at(view, "output_1"), keys=CTRL)
    click(view, at(view, "input_1"), keys=CTRL)
    assert told == [("input_1",), ("input_1", "output_1"), ("output_1",)]


def test_selected_cards_move_together(document, view, chain):
    click(view, at(view, "input_1"))
    click(view, at(view, "dense_1"), keys=CTRL)
    drag(view, at(view, "dense_1"), QPointF(0, 120), keys=ALT)
    assert document.model.positions["input_1"][1] == document.model.positions["dense_1"][1] != 0
    assert document.model.positions["output_1"][1] == 0


def test_double_click_on_the_canvas_searches_a_layer_and_puts_it_there(document, view):
    double_click(view, QPointF(120, 40))
    menu = view.editor.search_menu
    QTest.keyClicks(menu.field, "concat")
    QTest.keyClick(menu.field, Qt.Key.Key_Return)
    [spec] = document.model.graph.layers
    assert spec.kind == "concatenate"
    assert abs(document.model.positions[spec.name][0] - 120) <= 1


def test_the_search_menu_walks_with_the_arrows_and_says_when_nothing_matches(document, view):
    view.quick_add()
    menu = view.editor.search_menu
    kinds = menu.view.kinds()
    QTest.keyClick(menu.field, Qt.Key.Key_Down)
    assert menu.view.currentIndex() == menu.view.index_of(kinds[1])
    QTest.keyClicks(menu.field, "zzz")
    assert menu.view.kinds() == ()
    QTest.keyClick(menu.field, Qt.Key.Key_Return)
    assert not document.model.graph.layers
    menu.close()


def test_the_middle_button_shifts_the_drawing(document, view, chain):
    place = view.mapFromScene(at(view, "dense_1"))
    drag(view, QPointF(0, 150), QPointF(50, 170), button=MIDDLE)
    moved = view.mapFromScene(at(view, "dense_1")) - place
    assert moved.x() > 30
    assert moved.y() > 10
    assert document.undo_stack.count() == 0


def test_the_space_bar_shifts_the_drawing_and_moves_no_card(document, view, chain):
    place = view.mapFromScene(at(view, "dense_1"))
    QTest.keyPress(view, Qt.Key.Key_Space)
    drag(view, at(view, "dense_1"), at(view, "dense_1") + QPointF(60, 0))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert view.mapFromScene(at(view, "dense_1")).x() > place.x() + 30
    assert document.model.positions["dense_1"] == (0.0, 0.0)


def test_the_wheel_zooms_around_the_pointer(document, view, chain):
    scale, place = view.navigator.scale, at(view, "output_1")
    before = view.mapFromScene(place)
    wheel(view, place, 1.0, CTRL)
    after = view.mapFromScene(place)
    assert view.navigator.scale > scale
    assert (after - before).manhattanLength() <= 3
    for _ in range(60):
        wheel(view, place, -1.0)
    assert view.navigator.scale == pytest.approx(SMALLEST)
