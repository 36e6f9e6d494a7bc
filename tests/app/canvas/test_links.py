"""Links keep clear of the cards that they are not of."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QLabel

from app.canvas.link_item import LinkItem, curve
from app.canvas.metrics import CARD_HEIGHT, CARD_WIDTH
from app.canvas.scene import CanvasScene
from app.document.layout import COLUMN, ROW
from app.inspector import Inspector
from app.inspector.parts import MOST_PROBLEMS
from engine.graph import Graph, LayerSpec, Link
from engine.project import new_project


def card(column: int, row: int) -> QRectF:
    return QRectF(column * COLUMN - CARD_WIDTH / 2, row * ROW - CARD_HEIGHT / 2, CARD_WIDTH, CARD_HEIGHT)


def ends(first: tuple[int, int], second: tuple[int, int]) -> tuple[QPointF, QPointF]:
    one, other = card(*first), card(*second)
    return QPointF(one.right(), one.center().y()), QPointF(other.left(), other.center().y())


@pytest.mark.parametrize(("first", "second"), [((3, 0), (0, 1)), ((3, 1), (0, 0)), ((1, 0), (0, 1)), ((1, 0), (1, 1))])
def test_a_link_to_the_line_above_or_below_runs_between_the_lines(first, second):
    path = curve(*ends(first, second))
    # Its ends touch the cards that it links, so those are looked at without their rim.
    inside = [card(column, row).adjusted(1, 1, -1, -1) for column in range(4) for row in range(2)]
    points = [path.pointAtPercent(share / 200) for share in range(201)]
    assert not any(box.contains(point) for box in inside for point in points)


@pytest.mark.parametrize("second", [(1, 0), (2, 3), (0, 1)])
def test_a_link_leaves_to_the_right_and_arrives_from_the_left(second):
    start, end = ends((0, 0), second)
    path = curve(start, end)
    assert path.pointAtPercent(0) == start
    assert path.pointAtPercent(1) == end
    assert path.pointAtPercent(0.02).x() > start.x()
    assert path.pointAtPercent(0.98).x() < end.x()


def test_a_project_that_opens_lays_every_link_once(document, monkeypatch):
    layers = tuple(LayerSpec(f"add_{place}", "add") for place in range(8))
    links = tuple(Link(f"add_{a}", f"add_{b}", a) for b in range(8) for a in range(b))
    graph = Graph(layers, links)
    laid = []
    lay = LinkItem.lay
    monkeypatch.setattr(LinkItem, "lay", lambda item, *ends: (laid.append(item.link), lay(item, *ends)))
    scene = CanvasScene(document)
    document.model.load(replace(new_project(), graph=graph, positions={
        spec.name: (300.0 * place, 0.0) for place, spec in enumerate(layers)}))
    assert Counter(laid) == Counter(links)
    assert scene.nodes["add_7"].state.inputs == 8


def test_a_network_with_thousands_of_problems_says_the_first_and_how_many_there_are(document, qtbot):
    inspector = Inspector(document)
    qtbot.addWidget(inspector)
    document.model.load(replace(new_project(), graph=Graph(tuple(
        LayerSpec(f"dense_{place}", "dense") for place in range(120)))))
    listed = inspector.page.problems
    said = listed.sentences()
    assert len(said) == MOST_PROBLEMS
    assert f"… and {len(document.model.graph.problems()) - MOST_PROBLEMS} more" in [
        label.text() for label in listed.findChildren(QLabel) if not label.isHidden()]
