"""Cards of a large network come over several turns of the window; nobody who asks for them finds that out."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF

from app.canvas import cards as cards_module
from app.canvas.card_painter import card_font, whole_parts
from app.canvas.scene import CanvasScene
from app.canvas.view import CanvasView
from engine.data import DataSpec
from engine.graph import LayerSpec, sequential
from engine.project import Project
from engine.training import TrainingSettings

COUNT = 30


def chain(count: int = COUNT) -> Project:
    hidden = [LayerSpec(f"dense_{place}", "dense", {"units": 3}) for place in range(count - 2)]
    graph = sequential(LayerSpec("in", "input", {"shape": (2,)}), *hidden, LayerSpec("out", "output"))
    positions = {spec.name: (300.0 * place, 0.0) for place, spec in enumerate(graph.layers)}
    return Project("chain", graph, DataSpec("xor"), TrainingSettings(), positions)


def test_far_away_a_card_says_whole_parts(qapp):
    font, text = card_font(17), "→ 16  ·  288 weights"
    width = QFontMetricsF(font).horizontalAdvance(text)
    assert whole_parts(text, font, width) == text
    assert whole_parts(text, font, width - 1) == "→ 16"
    assert whole_parts("Dense · 8 · Hyperbolic tangent", font, width) == "Dense · 8"
    assert whole_parts("Bidirectional", font, 5.0) == "Bidirectional", "the first part is cut where it is painted"


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(cards_module, "AT_ONCE", 10)
    monkeypatch.setattr(cards_module, "PIECE", 4)


@pytest.fixture
def view(document, qtbot):
    view = CanvasView(document)
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    qtbot.waitExposed(view)
    return view


def seen(view: CanvasView) -> int:
    return sum(1 for _ in view.canvas.cards())


def test_no_turn_makes_all_cards_and_in_the_end_they_are_there(document, view, qtbot):
    document.model.load(chain())
    steps = [seen(view)]
    assert steps == [0]
    assert not view.canvas.is_whole
    with qtbot.waitSignal(view.canvas.completed):
        view.canvas.changed.connect(lambda _: steps.append(seen(view)))
    assert view.canvas.is_whole
    assert seen(view) == COUNT
    assert any(0 < step < COUNT for step in steps)
    assert all(node.pos().x() == document.model.positions[name][0] for name, node in view.canvas.nodes.items())


def test_who_asks_for_the_cards_has_them_all_at_once(document, view):
    document.model.load(chain())
    assert set(view.canvas.nodes) == {spec.name for spec in document.model.graph.layers}
    assert view.canvas.is_whole


def test_the_whole_drawing_is_fitted_before_its_cards_are_there(document, view):
    document.model.load(chain())
    scale, rect = view.navigator.scale, view.canvas.drawing_rect()
    assert not view.canvas.is_whole
    assert view.canvas.nodes
    assert view.canvas.drawing_rect().width() == pytest.approx(rect.width(), rel=0.01)
    view.fit_when_shown()
    assert view.navigator.scale == pytest.approx(scale, rel=0.01)


def test_edits_before_the_last_card_are_drawn(document, view, qtbot):
    document.model.load(chain())
    document.rename("dense_0", "first")
    document.remove(["dense_1"])
    document.add_layer("dense", (0.0, 500.0))
    names = {spec.name for spec in document.model.graph.layers}
    assert not view.canvas.is_whole
    with qtbot.waitSignal(view.canvas.completed):
        pass
    assert set(view.canvas.nodes) == names
    assert set(view.canvas.links) == set(document.model.graph.links)
    document.undo_stack.undo()
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert set(view.canvas.nodes) == {spec.name for spec in chain().graph.layers}


def test_another_project_before_the_last_card_takes_its_place(document, view, qtbot):
    document.model.load(chain())
    with qtbot.waitSignal(view.canvas.changed):
        pass
    document.model.load(chain(5))
    assert view.canvas.is_whole
    assert len(view.canvas.nodes) == 5
    qtbot.wait(50)
    assert seen(view) == 5


def test_a_picture_of_the_drawing_has_all_cards(document):
    document.model.load(chain())
    assert CanvasScene(document, on_screen=False).is_whole


def test_the_links_of_a_crowd_wait_for_their_cards(document, view, qtbot, monkeypatch):
    monkeypatch.setattr("app.canvas.linking.MOST", 8)
    document.model.load(chain())
    document.model.load(chain(COUNT + 5))
    view.canvas.lay_sentences_soon()
    assert not view.canvas.linking.crowd.links
    with qtbot.waitSignal(view.canvas.completed):
        pass
    qtbot.waitUntil(lambda: len(view.canvas.linking.crowd.links) == COUNT + 4)
