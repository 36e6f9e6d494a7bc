"""The drawing shows what the document holds, and keys and menus edit it."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.canvas import metrics
from app.canvas.card_painter import legible
from app.canvas.connections import possible_targets
from app.canvas.node_item import Port
from app.canvas.render import render_to_image, render_to_svg, write_drawing
from app.i18n import translate_error
from app.numbers import grouped
from app.theme import apply_theme, theme_bus
from engine.errors import FormatError
from engine.graph import Graph, Link
from engine.layers import LAYERS
from tests.app.gestures import CTRL, SHIFT, at, click, double_click, key


def assert_drawn(view, document):
    """Cards, curves, places and sentences are those of the document."""
    graph, canvas = document.model.graph, view.canvas
    assert set(canvas.nodes) == {spec.name for spec in graph.layers}
    assert set(canvas.links) == set(graph.links)
    for name, node in canvas.nodes.items():
        assert (node.x(), node.y()) == pytest.approx(document.model.positions[name])
        assert node.state.name == name
        said = [translate_error(problem) for problem in document.complaints.told(graph.problems())
                if problem.layers[:1] == (name,)]
        assert sorted(node.state.problems) == sorted(said)
    for link, item in canvas.links.items():
        assert item.start == Port(canvas.nodes[link.source], None).scene_pos()
        assert item.end == Port(canvas.nodes[link.target], link.port).scene_pos()


@pytest.mark.parametrize("seed", range(6))
def test_the_drawing_is_the_model_after_any_edits(document, view, seed):
    rng = random.Random(seed)

    def names():
        return [spec.name for spec in document.model.graph.layers]

    def connect():
        source, target = rng.choice(names()), rng.choice(names())
        if target in possible_targets(document.model.graph, source):
            document.connect(source, target)

    edits = {
        "add": lambda: document.add_layer(rng.choice(list(LAYERS)), (rng.randint(-500, 500), rng.randint(-300, 300))),
        "connect": connect,
        "want": document.complaints.insist,
        "remove": lambda: document.remove(rng.sample(names(), 1)),
        "rename": lambda: document.rename(rng.choice(names()), f"layer{rng.randint(0, 10**6)}"),
        "move": lambda: document.move({rng.choice(names()): (rng.randint(-500, 500), 0)}),
        "duplicate": lambda: document.duplicate(rng.sample(names(), min(2, len(names())))),
        "tidy": document.tidy,
        "undo": document.undo_stack.undo,
        "redo": document.undo_stack.redo,
        "drag": lambda: view.select(rng.sample(names(), 1)),
    }
    for _ in range(60):
        edit = rng.choice(list(edits)) if names() else "add"
        edits[edit]()
        assert_drawn(view, document)
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert_drawn(view, document)
    assert document.model.graph == Graph()


def test_a_card_says_kind_setting_shape_and_weights(document, view, chain):
    document.change_settings("dense_1", {"units": 16})
    state = view.canvas.nodes["dense_1"].state
    assert state.subtitle == "Dense · 16 · ReLU"
    assert "→ 16" in state.footer
    assert "48 weights" in state.footer


def test_large_counts_are_grouped():
    assert grouped(9_999) == "9999"
    assert grouped(1_234_567) == "1\u202f234\u202f567"


def test_a_misfit_is_written_under_the_layer_that_cannot_take_it(document, view):
    a, b, c, d = (document.add_layer(kind, (x, y), settings) for kind, x, y, settings in (
        ("input", -400, 0, {"shape": (2,)}), ("dense", -100, -90, {"units": 3}), ("dense", -100, 90, {"units": 5}),
        ("add", 200, 0, {})))
    for source, target in ((a, b), (a, c), (b, d), (c, d)):
        document.connect(source, target)
    nodes = view.canvas.nodes
    assert "3 meets 5" in nodes[d].sentence
    assert nodes[b].sentence == ""
    assert nodes[b].state.implicated
    document.change_settings(c, {"units": 3})
    assert "meets" not in nodes[d].sentence
    assert not nodes[b].state.implicated


def test_what_the_whole_network_lacks_stands_in_a_banner(document, view):
    assert view.overlay.empty.isVisible()
    assert not view.overlay.banner.isVisible()
    document.add_layer("dense", (0, 0))
    document.complaints.insist()
    assert not view.overlay.empty.isVisible()
    assert "no input" in view.overlay.banner.text
    assert "no output" in view.overlay.banner.text
    document.add_layer("input", (-268, 0))
    assert "no input" not in view.overlay.banner.text


@pytest.mark.parametrize("large", [False, True])
def test_arrows_move_the_selection_and_many_are_one_step(document, view, chain, large):
    view.select(("dense_1",))
    for _ in range(3):
        key(view, Qt.Key.Key_Right, SHIFT if large else Qt.KeyboardModifier.NoModifier)
    assert document.model.positions["dense_1"][0] == (72.0 if large else 12.0)
    assert document.undo_stack.count() == 1


def test_copy_paste_cut_and_duplicate_carry_layers_and_their_links(document, view, chain):
    key(view, Qt.Key.Key_A, CTRL)
    assert view.selection() == tuple(chain)
    key(view, Qt.Key.Key_C, CTRL)
    key(view, Qt.Key.Key_V, CTRL)
    assert len(document.model.graph.layers) == 6
    assert len(document.model.graph.links) == 4
    assert len(view.selection()) == 3
    key(view, Qt.Key.Key_X, CTRL)
    assert len(document.model.graph.layers) == 3
    view.select(("dense_1",))
    key(view, Qt.Key.Key_D, CTRL)
    assert view.selection() == ("dense_2",)
    for _ in range(3):
        document.undo_stack.undo()
    assert {spec.name for spec in document.model.graph.layers} == set(chain)


def test_delete_removes_layers_and_the_links_at_them_in_one_step(document, view, chain):
    before = document.model.graph
    view.select(("output_1",))
    key(view, Qt.Key.Key_Delete)
    assert document.model.graph.links == (Link("input_1", "dense_1"),)
    assert view.selection() == ()
    document.undo_stack.undo()
    assert document.model.graph == before


def test_f2_renames_in_place_and_refuses_a_name_that_cannot_be(document, view, chain):
    click(view, at(view, "dense_1"))
    key(view, Qt.Key.Key_F2)
    field = view.editor.rename_field
    QTest.keyClicks(field, "input_1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "dense_1" in document.model.graph
    assert view.editor.rename_field is field
    field.selectAll()
    QTest.keyClicks(field, "hidden")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "hidden" in document.model.graph
    assert view.selection() == ("hidden",)
    assert view.editor.rename_field is None


def test_escape_keeps_the_old_name(document, view, chain):
    double_click(view, at(view, "dense_1"))
    field = view.editor.rename_field
    QTest.keyClicks(field, "other")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert "dense_1" in document.model.graph
    assert document.undo_stack.count() == 0


def test_tab_goes_from_layer_to_layer_and_then_leaves(qtbot, view, document, chain):
    seen = []
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    for _ in range(4):
        view.focusNextPrevChild(True)
        seen.append(view.selection())
    assert seen == [("input_1",), ("dense_1",), ("output_1",), ("output_1",)]


def test_fit_shows_everything_and_reset_goes_back_to_scale_one(qtbot, document, view):
    for x in range(12):
        document.add_layer("dense", (400.0 * x, 0.0))
    key(view, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: view.mapToScene(view.viewport().rect()).boundingRect().contains(view.drawing_rect()))
    view.zoom_reset()
    qtbot.waitUntil(lambda: view.navigator.scale == pytest.approx(1.0))
    view.zoom_in()
    qtbot.waitUntil(lambda: view.navigator.scale == pytest.approx(1.25))


def test_opening_a_project_shows_all_of_it(document, view, tmp_path):
    for x in (0.0, 4000.0):
        document.add_layer("dense", (x, 900.0))
    document.save_as(tmp_path / "wide.ladera")
    document.new()
    assert view.overlay.empty.isVisible()
    document.open(tmp_path / "wide.ladera")
    assert_drawn(view, document)
    assert view.mapToScene(view.viewport().rect()).boundingRect().contains(view.drawing_rect())


def test_a_layer_added_by_name_follows_the_selected_one(document, view):
    first = view.add_at_center("input")
    second = view.add_at_center("dense")
    assert document.model.graph.links == (Link(first, second),)
    assert view.selection() == (second,)
    third = view.add_at_center("input")
    assert document.model.graph.inputs_of(third) == ()
    places = list(document.model.positions.values())
    assert len(set(places)) == 3


@pytest.mark.parametrize(("place", "names"), [
    ("dense_1", {"rename", "cut", "copy", "duplicate", "delete", "connect", "group"}),
    ("link", {"quick_add", "delete"}),
    ("canvas", {"quick_add", "add_note", "add_arrow", "find", "paste", "select_all", "tidy", "fit", "zoom_reset",
                "copy_image", "export_drawing"}),
])
def test_menus_offer_what_fits_the_place(document, view, chain, place, names):
    spot = {"dense_1": at(view, "dense_1"), "canvas": QPointF(0, 200),
            "link": view.canvas.links[Link("input_1", "dense_1")].middle()}[place]
    menu = view.menus.at(view.mapFromScene(spot))
    assert {action.objectName() for action in menu.actions() if not action.isSeparator()} == names


def test_the_menu_of_a_link_inserts_a_layer(document, view, chain):
    spot = view.mapFromScene(view.canvas.links[Link("input_1", "dense_1")].middle())
    menu = view.menus.at(spot)
    next(action for action in menu.actions() if action.objectName() == "quick_add").trigger()
    search = view.editor.search_menu
    assert not {"input", "output"} & set(search.view.kinds())
    QTest.keyClicks(search.field, "dense")
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert document.model.graph.inputs_of("dense_1") == ("dense_2",)


def test_the_picture_has_ink_and_no_selection_in_it(document, view, chain):
    plain = render_to_image(document)
    view.select_all()
    assert render_to_image(document) == plain
    assert len({plain.pixelColor(x, plain.height() // 2).name() for x in range(0, plain.width(), 7)}) > 3
    view.copy_image()
    assert not QApplication.clipboard().image().isNull()


def test_the_drawing_is_written_as_svg_and_png(document, view, chain, tmp_path):
    write_drawing(document, tmp_path / "network.svg")
    assert QSvgRenderer(str(tmp_path / "network.svg")).isValid()
    assert b"dense_1" in render_to_svg(document)
    write_drawing(document, tmp_path / "network.png")
    assert not QImage(str(tmp_path / "network.png")).isNull()
    with pytest.raises(FormatError, match="there is no folder"):
        write_drawing(document, tmp_path / "no such folder" / "network.png")


def test_an_empty_canvas_makes_a_picture_too(document, view):
    assert not render_to_image(document).isNull()


def test_the_drawing_follows_the_theme(qapp, document, view, chain):
    before = theme_bus.choice
    try:
        pictures = {}
        for choice in ("light", "dark"):
            apply_theme(qapp, choice)
            pictures[choice] = view.grab().toImage().pixelColor(QPoint(4, 4)).lightness()
        assert pictures["dark"] < 60 < 200 < pictures["light"]
    finally:
        apply_theme(qapp, before)


def test_the_selection_is_told_to_a_screen_reader(document, view, chain):
    view.select(("dense_1",))
    assert view.accessibleName()
    assert "3 layers" in view.accessibleDescription()
    assert "dense_1" in view.accessibleDescription()


@pytest.mark.thorough
def test_three_hundred_layers_are_drawn_and_edited(document, view):
    for place in range(300):
        document.add_layer("dense" if place else "input", (place % 20 * 268.0, place // 20 * 148.0))
    assert_drawn(view, document)
    view.navigator.fit(view.drawing_rect(), eased=False)
    assert not view.grab().isNull()
    document.move({"dense_1": (0.0, -500.0)})
    assert_drawn(view, document)


def lay(document, places):
    """Dense layers that nothing is connected to, around the given centres, and somebody who wants to train them."""
    names = [document.add_layer("dense", place) for place in places]
    document.complaints.insist()
    return names


def on_drawing(view):
    """Where the sentences stand that are shown, by layer."""
    return {name: node.bubble.sceneBoundingRect() for name, node in view.canvas.nodes.items()
            if node.bubble is not None and node.bubble.isVisible()}


@pytest.mark.parametrize("places", [
    [(0, 0)],
    [(0, 0), (0, 100), (0, 200)],
    [(20 * row + 210 * column, 100 * row) for row in range(3) for column in range(3)],
])
def test_sentences_lie_on_no_card_and_on_no_other_sentence(document, view, places):
    names = lay(document, places)
    shown = on_drawing(view)
    assert set(shown) | set(view.overlay.banner.listed) == set(names)
    assert shown
    cards = [node.card_rect().translated(node.pos()) for node in view.canvas.nodes.values()]
    for name, bubble in shown.items():
        assert not any(bubble.intersects(other) for at, other in shown.items() if at != name)
        assert not any(bubble.intersects(card) for card in cards)


def test_the_layer_without_room_for_its_sentence_is_named_and_can_be_chosen(document, view, qtbot):
    _, second, _ = lay(document, [(0, 0), (0, 100), (0, 200)])
    assert view.overlay.banner.listed == (second,)
    assert second in view.overlay.banner.names.text()
    view.overlay.banner.layer_chosen.emit(second)
    assert view.selection() == (second,)
    qtbot.waitUntil(lambda: second in on_drawing(view))
    assert second not in view.overlay.banner.listed


def test_a_sentence_comes_back_when_its_card_is_moved_to_where_there_is_room(document, view, qtbot):
    _, second, _ = lay(document, [(0, 0), (0, 100), (0, 200)])
    document.move({second: (600, 100)})
    qtbot.waitUntil(lambda: second in on_drawing(view))
    assert not view.overlay.banner.listed


def test_fit_leaves_no_card_under_the_banner(document, view):
    names = lay(document, [(0, 0), (0, 300), (0, 600)])
    assert view.overlay.banner.isVisible()
    view.navigator.fit(view.drawing_rect(), eased=False, covered=view.covered())
    bottom = view.overlay.banner.geometry().bottom()
    assert all(view.mapFromScene(view.canvas.nodes[name].sceneBoundingRect()).boundingRect().top() > bottom
               for name in names)


@pytest.mark.parametrize("scale", [0.2, 0.22, 0.27, 0.35])
def test_names_can_be_read_from_afar(view, scale):
    """As far as a small VGG is away in a window of 1280×800: letters of 7 pixels and more, and whole names."""
    for name in ("input", "conv2_2", "hidden_1", "output"):
        font, shown = legible(name, metrics.CARD_WIDTH - 12.0, scale)
        assert shown == name
        assert font.pixelSize() * scale >= 7


def test_a_long_name_keeps_its_end(view):
    _, shown = legible("a_rather_long_name_of_layer_12", metrics.CARD_WIDTH - 12.0, 0.25)
    assert shown != "a_rather_long_name_of_layer_12"
    assert shown.endswith("2")
