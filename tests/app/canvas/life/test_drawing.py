"""Cards that live keep to the room that there is, and the drawing stays a drawing."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF

from app import numbers
from app.canvas.card_painter import card_font
from app.canvas.life.drawn import Legend
from app.canvas.life.grid import Grid, fitted
from app.canvas.life.life import Life
from app.canvas.life.life_item import room_of
from app.canvas.life.rooms import HIGHEST, rooms
from app.canvas.life.scale import rounded, rulers
from app.canvas.render import render_to_image, render_to_svg
from app.canvas.view import CanvasView
from app.document.layout import tidy
from engine.data import DataSpec, load
from engine.graph import Graph, LayerSpec, Link
from engine.project import Project
from engine.training import TrainingSettings
from engine.vision import scale_groups
from tests.app.canvas.life.living import IMAGE


def residual(blocks: int) -> Graph:
    """Blocks of a dense layer with a shortcut."""
    layers, links, last = [LayerSpec("in", "input", {"shape": (2,)}), LayerSpec("stem", "dense", {"units": 6})], [
        Link("in", "stem")], "stem"
    for number in range(blocks):
        block, total = f"block_{number}", f"sum_{number}"
        layers += [LayerSpec(block, "dense", {"units": 6}), LayerSpec(total, "add")]
        links += [Link(last, block), Link(last, total, 0), Link(block, total, 1)]
        last = total
    layers += [LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
               LayerSpec("out", "output", {"loss": "binary_cross_entropy"})]
    return Graph(tuple(layers), (*links, Link(last, "head"), Link("head", "out")))


@pytest.fixture
def deep(qtbot, document, session):
    """A network of 60 layers that lives, tidied."""
    graph = residual(28)
    document.model.load(Project("deep", graph, DataSpec("xor", {"samples": 60}), TrainingSettings(), tidy(graph)))
    view = CanvasView(document)
    qtbot.addWidget(view)
    view.resize(1200, 700)
    life = Life(view, document, session)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: bool(life.faces) and session.is_settled and session.latest is not None and all(
        probe in session.latest.readings for probe in life.probes()), timeout=30_000)
    return view, life


def assert_apart(view) -> None:
    cards = [node.card_rect().translated(node.pos()) for node in view.canvas.nodes.values()]
    assert not [pair for pair in itertools.combinations(cards, 2) if pair[0].intersects(pair[1])]


def test_sixty_layers_live_are_arranged_edited_and_exported(deep, document, session, qtbot):
    view, life = deep
    assert len(life.faces) == 60
    assert all(view.canvas.nodes[name].life.drawn.sheets for name in life.faces)
    assert_apart(view)
    document.tidy()
    assert_apart(view)
    alive, bare = (render_to_image(document, 0.1, dress) for dress in (life.dress, None))
    assert alive.height() > bare.height()
    assert len(render_to_svg(document, life.dress)) > len(render_to_svg(document))
    document.remove(["block_3"])
    document.rename("block_5", "other")
    document.undo_stack.undo()
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: len(life.faces) == 60 and not life._soon.isActive())
    assert_apart(view)


def test_links_end_at_the_ports_of_cards_that_have_grown(deep):
    view, _ = deep
    for link, item in view.canvas.links.items():
        source, target = view.canvas.nodes[link.source], view.canvas.nodes[link.target]
        assert item.start == source.mapToScene(source.port_pos(None))
        assert item.end == target.mapToScene(target.port_pos(link.port))
        if item.drawn is not None:
            left = source.pins(item.drawn.wires.shape[0], is_source=True)
            assert (left[:, 0] == source.x() + source.card_rect().right()).all()


@pytest.mark.parametrize("seed", range(5))
def test_cards_as_high_as_their_room_do_not_touch(seed):
    rng = random.Random(seed)
    places = {str(number): (rng.uniform(0, 2000), rng.uniform(0, 2000)) for number in range(25)}
    room = rooms(places, places, 210.0, 30.0)
    for one, other in itertools.combinations(places, 2):
        (x, y), (left, top) = places[one], places[other]
        if abs(x - left) < 210.0 and min(room[one], room[other]) > 0:
            assert (room[one] + room[other]) / 2 <= abs(y - top)
    assert rooms({"alone": (0.0, 0.0)}, ["alone"], 210.0, 30.0) == {"alone": HIGHEST}
    assert rooms({}, (), 210.0, 30.0) == {}


@pytest.mark.parametrize(("count", "ratio", "size"), [
    (1, 1.0, (100, 50)), (24, 1.0, (172, 300)), (6, 1.5, (172, 122)), (1000, 1.0, (172, 110)), (7, 0.2, (60, 300))])
def test_cells_fill_their_place_and_are_found_again(count, ratio, size):
    grid = fitted(count, ratio, *size, 2.0, 500.0)
    assert grid.bottom <= size[1] + 1e-6
    for place in {0, count // 2, count - 1}:
        cell = grid.cell(place)
        assert -1e-6 <= cell.left() <= cell.right() <= size[0] + 1e-6
        assert cell.width() == pytest.approx(ratio * cell.height())
        assert grid.at(cell.center()) == place
    assert Grid(3, 2, 10, 10, 2).at(QPointF(16, 16)) is None, "the last row has one cell"
    assert Grid(3, 2, 10, 10, 2).at(QPointF(11, 5)) is None, "between two"


@pytest.mark.parametrize(("span", "limit"), [
    (0.0, 0.0), (1.0, 1.0), (1.0001, 1.5), (1.9, 2.0), (0.00234, 0.003), (6.99, 7.0), (9.1, 10.0), (float("inf"), 0.0)])
def test_a_scale_ends_at_a_round_number_that_nothing_goes_beyond(span, limit):
    assert rounded(span) == limit


def test_what_passes_numbers_on_shares_their_scale():
    graph = Graph((LayerSpec("in", "input", {"shape": (8, 8, 1)}), LayerSpec("conv", "conv2d"),
                   LayerSpec("relu", "activation"), LayerSpec("pool", "pooling2d"), LayerSpec("dense", "dense")),
                  (Link("in", "conv"), Link("conv", "relu"), Link("relu", "pool"), Link("pool", "dense")))
    family = scale_groups(graph)
    assert {family[name] for name in ("conv", "relu", "pool")} == {"conv"}
    assert family["dense"] == "dense"
    spans = {"conv": np.array([1.0, 4.0]), "pool": np.array([0.5]), "dense": np.array([0.1])}
    assert {name: ruler.limit for name, ruler in rulers(spans, family, "layer").items()} == {
        "conv": 5.0, "pool": 5.0, "dense": 0.1}
    assert {ruler.limit for ruler in rulers(spans, family, "network").values()} == {5.0}
    assert rulers(spans, family, "unit")["conv"].limits.tolist() == [1.0, 5.0]


def test_a_card_that_has_no_room_shows_its_words_alone(qtbot, document, session):
    places = {"in": (0.0, 0.0), "hidden": (0.0, 110.0), "head": (300.0, 0.0), "out": (600.0, 0.0)}
    kinds = {"in": ("input", {"shape": (2,)}), "hidden": ("dense", {"units": 3}), "head": ("dense", {"units": 1}),
             "out": ("output", {"loss": "binary_cross_entropy"})}
    graph = Graph(tuple(LayerSpec(name, *kind) for name, kind in kinds.items()),
                  tuple(Link(one, other) for one, other in itertools.pairwise(kinds)))
    document.model.load(Project("near", graph, DataSpec("xor", {"samples": 60}), TrainingSettings(), places))
    view = CanvasView(document)
    qtbot.addWidget(view)
    life = Life(view, document, session)
    qtbot.waitUntil(lambda: len(life.faces) == 4, timeout=20_000)
    assert view.canvas.nodes["hidden"].life is None
    assert view.canvas.nodes["head"].life.size != QSizeF()
    document.move({"hidden": (0.0, 600.0)})
    assert view.canvas.nodes["hidden"].life is not None
    assert_apart(view)


def test_answers_about_other_data_are_not_drawn(document, session, show):
    """They come in before the cards have followed an edit."""
    view, life = show(IMAGE)
    assert view.canvas.nodes["in"].life.drawn.sheets
    larger = load(DataSpec("digits", {"image": True, "size": "16"}))
    session._latest = replace(session.latest, data=larger)
    life._show(session.latest)
    assert not view.canvas.nodes["in"].life.drawn.sheets


def test_a_network_that_is_only_being_built_has_small_cards_until_it_can_be_trained(qtbot, document, session):
    view = CanvasView(document)
    qtbot.addWidget(view)
    life = Life(view, document, session)
    names = [document.add_layer(kind, (300.0 * place, 0.0)) for place, kind in enumerate(("input", "dense", "output"))]
    bare = view.canvas.nodes[names[0]].card_rect().height()
    for pair in itertools.pairwise(names):
        document.connect(*pair)
    qtbot.waitUntil(lambda: session.state == "empty" and bool(session.problems) and not life._soon.isActive(),
                    timeout=20_000)
    assert document.model.graph.problems() == (), "it is whole, but has four units where the data want one"
    assert life.faces == {}
    document.change_settings(names[1], {"units": 1, "activation": "sigmoid"})
    qtbot.waitUntil(lambda: len(life.faces) == 3, timeout=20_000)
    assert view.canvas.nodes[names[0]].card_rect().height() > bare
    document.disconnect(document.model.graph.links[0])
    qtbot.waitUntil(lambda: session.state == "empty" and not life._soon.isActive())
    assert names[0] in life.faces, "nothing jumps because a link is drawn anew"
    document.remove(names)
    qtbot.waitUntil(lambda: not life._soon.isActive())
    document.add_layer("input", (0.0, 0.0))
    qtbot.waitUntil(lambda: not life._soon.isActive())
    assert life.faces == {}


@pytest.mark.parametrize("limit", [1.0, 0.05, 0.15, 1.5e-7, 23_000.0])
@pytest.mark.parametrize("size", [13, 17])
@pytest.mark.parametrize("width", [128.0, 172.0, 60.0])
def test_the_ends_of_a_scale_are_written_whole(qapp, limit: float, size: int, width: float):
    metrics = QFontMetricsF(card_font(size))
    subject, side = room_of(Legend(QRectF(0, 0, width, 22), limit, "weights"), metrics)
    ends = sum(metrics.horizontalAdvance(numbers.number(end)) for end in (-limit, limit))
    before = metrics.horizontalAdvance(subject) + 8.0 if subject else 0.0
    assert before + ends + side + 10.0 <= width + 1e-6
    assert subject == "" or side >= 24.0
    if width == 172.0 and limit == 1.0:
        assert subject == "weights"
