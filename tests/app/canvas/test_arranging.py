"""Selected cards are brought into line and evenly apart, and the small drawing leads the eye."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from app.canvas.placement import apart, in_line
from tests.app.gestures import ALT, CTRL, key


@pytest.fixture
def scattered(document, view):
    names = tuple(document.add_layer("dense", at) for at in ((0, 0), (300, 40), (900, 80), (700, -200)))
    view.select(names)
    document.undo_stack.clear()
    return names


def places(document, names, axis):
    return [document.model.positions[name][axis] for name in names]


def test_in_line_is_the_mean_and_apart_keeps_the_ends():
    sizes = dict.fromkeys("ab", (2.0, 2.0))
    assert in_line({"a": (0.0, 0.0), "b": (50.0, 10.0)}, sizes, 1) == {"a": (0.0, 5.0), "b": (50.0, 5.0)}
    assert in_line({"a": (9.0, 0.0), "b": (5.0, 0.0)}, sizes, 0) == {"b": (7.0, -13.0), "a": (7.0, 13.0)}
    assert apart({"a": (0.0, 0.0), "b": (9.0, 1.0), "c": (10.0, 2.0)}, 0)["b"] == (5.0, 1.0)
    assert in_line({"a": (0.0, 0.0)}, sizes, 0) == apart({"a": (0.0, 0.0), "b": (1.0, 1.0)}, 0) == {}


def test_a_row_and_a_column(view, document, scattered):
    key(view, Qt.Key.Key_R, CTRL | ALT)
    assert set(places(document, scattered, 1)) == {-20.0}
    assert places(document, scattered, 0) == [0.0, 300.0, 900.0, 700.0]
    document.undo_stack.undo()
    key(view, Qt.Key.Key_C, CTRL | ALT)
    assert set(places(document, scattered, 0)) == {475.0}
    assert document.undo_stack.count() == 1


def test_a_row_becomes_a_column_and_not_a_pile(view, document, chain):
    view.select(chain)
    key(view, Qt.Key.Key_C, CTRL | ALT)
    cards = [node.card_rect().translated(node.pos()) for node in map(view.canvas.nodes.get, chain)]
    assert len(set(places(document, chain, 0))) == 1
    assert [card.top() for card in cards] == sorted(card.top() for card in cards), "from the input down"
    assert not any(one.intersects(other) for one, other in itertools.combinations(cards, 2))
    assert sum(places(document, chain, 1)) == pytest.approx(0.0), "where it was"


def test_even_distances(view, document, scattered):
    key(view, Qt.Key.Key_H, CTRL | ALT)
    assert places(document, scattered, 0) == [0.0, 300.0, 900.0, 600.0]
    key(view, Qt.Key.Key_V, CTRL | ALT)
    assert sorted(places(document, scattered, 1)) == pytest.approx([-200, -200 + 280 / 3, 80 - 280 / 3, 80])


def test_a_collapsed_group_moves_as_one(view, document, scattered):
    drawing, name = document.model.drawing.grouped(scattered[:2], "Group")
    document.set_drawing(drawing.with_group(name, collapsed=True), "x")
    view.select(scattered)
    key(view, Qt.Key.Key_R, CTRL | ALT)
    ys = places(document, scattered, 1)
    assert ys[1] - ys[0] == 40
    assert (ys[0] + ys[1]) / 2 == pytest.approx(ys[2])
    assert ys[2] == ys[3]


def test_the_small_drawing_is_there_while_something_is_out_of_sight(qtbot, view, document, chain):
    qtbot.waitUntil(lambda: not view.minimap.isVisible())
    far = document.add_layer("dense", (6000.0, 2500.0))
    qtbot.waitUntil(view.minimap.isVisible)
    centre = view.canvas.nodes[far].pos()
    at = next(QPoint(x, y) for x in range(view.minimap.width()) for y in range(view.minimap.height())
              if (view.minimap.scene_pos(QPointF(x, y)) - centre).manhattanLength() < 120)
    QTest.mouseClick(view.minimap, Qt.MouseButton.LeftButton, pos=at)
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.contains(centre)
    view.navigator.fit(view.drawing_rect(), eased=False)
    qtbot.waitUntil(lambda: not view.minimap.isVisible())
