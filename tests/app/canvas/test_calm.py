"""Building is calm: layers chain themselves, gaps heal, what fits lights up and what does not says why."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from app.canvas.node_state import Role
from app.i18n import translate_error
from app.widgets.training_bar.bar import TrainingBar
from engine.graph import Link
from tests.app.gestures import (
    CTRL,
    at,
    click,
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
)


@pytest.fixture(autouse=True)
def silence(qtbot, view):
    """Nothing is said yet; a tooltip of another test takes a moment to go."""
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def links(document):
    return set(document.model.graph.links)


def add_by_keys(view, word):
    """Ctrl+Space, part of a name, Enter. Returns the layer, which is selected."""
    key(view, Qt.Key.Key_Space, CTRL)
    menu = view.editor.search_menu
    QTest.keyClicks(menu.field, word)
    QTest.keyClick(menu.field, Qt.Key.Key_Return)
    [name] = view.selection()
    return name


def assert_no_card_covers_another(view):
    cards = [node.card_rect().translated(node.pos()) for node in view.canvas.nodes.values()]
    assert not any(first.intersects(second) for first, second in itertools.combinations(cards, 2))


def network(document, layers, wires):
    """Layers by name, each with kind, place and settings, and links, shown in the view."""
    for name, (kind, place, settings) in layers.items():
        document.rename(document.add_layer(kind, place, settings), name)
    for source, target in wires:
        document.connect(source, target)
    document.undo_stack.clear()


def test_a_network_is_made_with_keys_alone(document, view):
    names = [add_by_keys(view, word) for word in ("input", "dense", "dense", "output")]
    assert links(document) == {Link(a, b) for a, b in itertools.pairwise(names)}
    assert_no_card_covers_another(view)
    xs = [document.model.positions[name][0] for name in names]
    assert xs == sorted(xs)
    document.undo_stack.undo()
    assert [spec.name for spec in document.model.graph.layers] == names[:3]
    assert len(links(document)) == 2


def test_layers_added_by_keys_without_a_selection_do_not_pile_up(document, view):
    for _ in range(3):
        key(view, Qt.Key.Key_Escape)
        add_by_keys(view, "dense")
    assert not links(document)
    assert_no_card_covers_another(view)


def test_a_layer_added_by_keys_in_the_middle_stands_in_the_link_and_what_follows_makes_room(document, view, chain):
    click(view, at(view, "input_1"))
    name = add_by_keys(view, "dense")
    assert links(document) == {Link("input_1", name), Link(name, "dense_1"), Link("dense_1", "output_1")}
    assert_no_card_covers_another(view)
    assert document.undo_stack.count() == 1


def test_a_layer_dropped_to_the_right_of_the_selected_one_is_chained_to_it(document, view):
    first = drop_layer(view, "input", (-300.0, 0.0))
    mime = layer_mime("dense")
    before = len(view.canvas.items())
    assert drag_layer_over(view, mime, QPointF(0, 40))
    assert view._drop.chain.isVisible()
    assert view._drop.chain.start == output_of(view, first)
    drag_layer_away(view)
    assert len(view.canvas.items()) == before
    second = drop_layer(view, "dense", (0.0, 40.0), chained=True)
    third = drop_layer(view, "output", (300.0, 40.0), chained=True)
    assert links(document) == {Link(first, second), Link(second, third)}
    document.undo_stack.undo()
    assert third not in document.model.graph


@pytest.mark.parametrize(("kind", "place"), [("dense", (-300.0, 200.0)), ("input", (300.0, 0.0))])
def test_what_cannot_follow_or_stands_to_the_left_is_not_chained(document, view, kind, place):
    drop_layer(view, "input", (-100.0, 0.0))
    drop_layer(view, kind, place, chained=True)
    assert not links(document)


def test_a_layer_dropped_on_a_card_is_laid_beside_it_and_follows_it(document, view):
    first = drop_layer(view, "input", (-200.0, 0.0))
    second = drop_layer(view, "dense", at(view, first))
    assert links(document) == {Link(first, second)}
    assert_no_card_covers_another(view)


def test_a_layer_deleted_from_the_middle_leaves_no_gap(document, view):
    network(document, {"x": ("input", (-268, 0), {"shape": (3,)}), "a": ("dense", (0, 0), {"units": 4}),
                       "b": ("dense", (268, 0), {"units": 5}), "c": ("dense", (536, 0), {"units": 6})},
            [("x", "a"), ("a", "b"), ("b", "c")])
    before = document.model.graph
    view.select(("a", "b"))
    key(view, Qt.Key.Key_Delete)
    assert links(document) == {Link("x", "c")}
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.model.graph == before


def test_a_gap_stays_where_shapes_do_not_fit(document, view):
    network(document, {"x": ("input", (-268, 0), {"shape": (64,)}), "image": ("reshape", (0, 0), {"shape": (8, 8, 1)}),
                       "conv": ("conv2d", (268, -200), {}), "flat": ("flatten", (268, 200), {})},
            [("x", "image"), ("image", "conv"), ("image", "flat")])
    view.select(("image",))
    key(view, Qt.Key.Key_Delete)
    assert links(document) == {Link("x", "flat")}


def test_a_branch_that_is_deleted_does_not_feed_twice_what_it_joined(document, view):
    network(document, {"x": ("input", (-268, 0), {"shape": (3,)}), "a": ("dense", (0, 0), {"units": 3}),
                       "sum": ("add", (268, 0), {})}, [("x", "a"), ("a", "sum"), ("x", "sum")])
    view.select(("a",))
    key(view, Qt.Key.Key_Delete)
    assert [(link.source, link.target) for link in document.model.graph.links] == [("x", "sum")]


@pytest.fixture
def shapes(document, view):
    """An input of two numbers, and layers of which one cannot take them, far from each other."""
    network(document, {"x": ("input", (-300, 0), {"shape": (2,)}), "fits": ("dense", (0, -200), {}),
                       "conv": ("conv2d", (0, 0), {}), "other": ("input", (0, 200), {"shape": (2,)})}, [])
    view.navigator.fit(view.drawing_rect(), eased=False)


def test_what_fits_lights_up_and_what_does_not_says_why(document, view, shapes):
    end = pull(view, output_of(view, "x"), at(view, "conv"))
    roles = {name: node.role for name, node in view.canvas.nodes.items()}
    assert roles == {"x": Role.NONE, "fits": Role.CANDIDATE, "conv": Role.MISFIT, "other": Role.IMPOSSIBLE}
    assert "conv cannot take what comes from x" in QToolTip.text()
    key(view, Qt.Key.Key_Escape)
    release(view, end)
    assert not links(document)
    assert {node.role for node in view.canvas.nodes.values()} == {Role.NONE}


@pytest.mark.parametrize(("start", "end", "said"), [
    ("x", "other", "beginning of the network"),
    ("x", "fits", ""),
])
def test_a_card_that_cannot_be_the_end_says_so(document, view, shapes, start, end, said):
    place = pull(view, output_of(view, start), at(view, end))
    assert said in QToolTip.text() if said else not QToolTip.isVisible()
    key(view, Qt.Key.Key_Escape)
    release(view, place)


def test_why_a_link_was_refused_is_said_after_the_button_went_up_too(document, view, shapes):
    said = []
    document.failed.connect(lambda error: said.append(translate_error(error)))
    release(view, pull(view, output_of(view, "x"), at(view, "x")))
    assert not said, "nobody tried to link it to itself"
    release(view, pull(view, output_of(view, "x"), at(view, "other")))
    [sentence] = said
    assert "beginning of the network" in sentence
    assert not links(document)


def test_a_circle_is_named(document, view, chain):
    drop_layer(view, "dense", (0.0, 200.0))
    place = pull(view, output_of(view, "dense_2"), input_of(view, "dense_2"))
    assert not QToolTip.isVisible()
    key(view, Qt.Key.Key_Escape)
    release(view, place)
    document.connect("dense_2", "dense_1")
    place = pull(view, output_of(view, "dense_1"), at(view, "dense_2"))
    assert "close a circle" in QToolTip.text()
    key(view, Qt.Key.Key_Escape)
    release(view, place)


@pytest.fixture
def bar(qtbot, session, document, view):
    bar = TrainingBar(session, document)
    qtbot.addWidget(bar)
    bar.show()
    return bar


def complaints(view):
    """All that the canvas complains about."""
    on_cards = [node.sentence for node in view.canvas.nodes.values() if node.sentence]
    return on_cards + view.overlay.banner.text.splitlines()


def test_loose_ends_are_complained_about_when_train_is_wanted(document, view, inspector, session, bar, qtbot):
    for kind, x in (("input", -300.0), ("dense", 0.0), ("output", 300.0)):
        drop_layer(view, kind, (x, 0.0))
        assert complaints(view) == []
    key(view, Qt.Key.Key_Escape)
    assert inspector.page.problems.sentences() == ()
    qtbot.waitUntil(lambda: bar.why_not == "Still being built. Train says what is missing.")
    qtbot.mouseClick(bar.transport.play, Qt.MouseButton.LeftButton)
    assert complaints(view) == ["Nothing is connected to the input of dense_1.",
                                "Nothing is connected to the input of output_1."]
    assert len(inspector.page.problems.sentences()) == 2
    qtbot.waitUntil(lambda: "Nothing is connected to the input of dense_1" in bar.why_not)
    assert not bar.transport.play.isEnabled()
    draw_link(view, "input_1", "dense_1")
    assert complaints(view) == ["Nothing is connected to the input of output_1."]


def test_loose_ends_are_complained_about_once_the_network_was_whole(document, view):
    names = [add_by_keys(view, word) for word in ("input", "dense", "output")]
    assert complaints(view) == []
    click(view, view.canvas.links[Link(*names[:2])].middle())
    key(view, Qt.Key.Key_Delete)
    assert complaints(view) == ["Nothing is connected to the input of dense_1."]
    view.select_all()
    key(view, Qt.Key.Key_Delete)
    drop_layer(view, "dense", (0.0, 0.0))
    assert complaints(view) == [], "a new network begins"


def test_what_is_wrong_and_not_only_unfinished_is_said_at_once(document, view, shapes):
    draw_link(view, "x", "conv")
    [said] = complaints(view)
    assert said.startswith("conv cannot take what comes from x")
