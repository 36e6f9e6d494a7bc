"""Links keep clear of the cards that they are not of."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel

from app.canvas.link_crowd import MOST, LinkCrowd
from app.canvas.link_item import LinkItem, curve
from app.canvas.metrics import CARD_HEIGHT, CARD_WIDTH
from app.canvas.node_item import Port
from app.canvas.scene import CanvasScene
from app.canvas.view import CanvasView
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


@pytest.fixture
def crowd(document, qtbot) -> CanvasView:
    """A view of 60 layers, each linked to all before it: 1,770 links."""
    view = CanvasView(document)
    qtbot.addWidget(view)
    view.resize(900, 600)
    layers = tuple(LayerSpec(f"add_{place}", "add") for place in range(60))
    links = tuple(Link(f"add_{a}", f"add_{b}", a) for b in range(60) for a in range(b))
    document.model.load(replace(new_project(), graph=Graph(layers, links), positions={
        spec.name: (300.0 * place, 900.0 * (place % 3)) for place, spec in enumerate(layers)}))
    view.show()
    qtbot.waitExposed(view)
    return view


def middle_of(view: CanvasView, link: Link) -> QPointF:
    start = Port(view.canvas.nodes[link.source], None).scene_pos()
    end = Port(view.canvas.nodes[link.target], link.port).scene_pos()
    return (start + end) / 2


def test_thousands_of_links_are_one_item_that_is_where_they_are(crowd, document):
    scene = crowd.canvas
    assert len(document.model.graph.links) > MOST
    assert scene.links == {}
    [item] = [item for item in scene.items() if isinstance(item, LinkCrowd)]
    assert set(item.links) == set(document.model.graph.links)
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(0xffffff)
    with QPainter(image) as painter:
        item.paint(painter, None)
    assert image != QImage(400, 200, QImage.Format.Format_RGB32)
    for link in (Link("add_0", "add_1", 0), Link("add_3", "add_20", 3), Link("add_57", "add_59", 57)):
        begin = Port(scene.nodes[link.source], None).scene_pos()
        assert item.nearest(begin + QPointF(2, 0), 30.0).source == link.source
        along = item.nearest(middle_of(crowd, link), 1e-6)
        assert along is not None
        assert (middle_of(crowd, along) - middle_of(crowd, link)).manhattanLength() < 1_000


def test_a_link_of_a_crowd_is_taken_up_to_be_chosen_and_cut_and_goes_back(crowd, document):
    scene, link = crowd.canvas, Link("add_0", "add_59", 0)
    crowd.select((), (link,))
    assert scene.linking.selected() == (link,)
    crowd.select((), (Link("add_1", "add_59", 1),))
    assert scene.linking.selected() == (Link("add_1", "add_59", 1),)
    document.disconnect(Link("add_1", "add_59", 1))
    assert scene.links == {}
    assert Link("add_1", "add_59", 1) not in document.model.graph.links
    document.undo_stack.undo()
    assert scene.links == {}


def test_pointing_along_a_crowd_takes_up_one_link_at_a_time(crowd):
    scene = crowd.canvas
    for place in range(1, 30):
        found = scene.linking.at(middle_of(crowd, Link("add_0", f"add_{place}", 0)))
        assert found is not None
        assert list(scene.links.values()) == [found]


def test_a_crowd_follows_its_cards(crowd, document, qtbot):
    link = Link("add_0", "add_1", 0)
    before = middle_of(crowd, link)
    document.move({"add_0": (-2_000.0, 5_000.0)})
    [item] = [item for item in crowd.canvas.items() if isinstance(item, LinkCrowd)]
    qtbot.waitUntil(lambda: item.boundingRect().contains(QPointF(-1_900.0, 5_000.0)))
    assert item.nearest(before, 1.0) != link
    document.model.load(new_project())
    assert item.boundingRect().isEmpty()


def test_a_network_with_thousands_of_problems_says_the_first_and_how_many_there_are(document, qtbot):
    inspector = Inspector(document)
    qtbot.addWidget(inspector)
    document.model.load(replace(new_project(), graph=Graph(tuple(
        LayerSpec(f"dense_{place}", "dense") for place in range(120)))))
    document.complaints.insist()
    listed = inspector.page.problems
    said = listed.sentences()
    assert len(said) == MOST_PROBLEMS
    assert f"… and {len(document.complaints.told(document.model.graph.problems())) - MOST_PROBLEMS} more" in [
        label.text() for label in listed.findChildren(QLabel) if not label.isHidden()]
