"""Networks of very many layers: cards live where somebody looks, and cards of other layers are left alone."""

from __future__ import annotations

import pytest

from app.canvas.life import life as life_module
from app.canvas.node_states import NodeStates
from engine.data import DataSpec
from engine.graph import LayerSpec, sequential
from engine.project import Project
from engine.training import TrainingSettings

COUNT = 24


def chain() -> Project:
    hidden = [LayerSpec(f"dense_{place}", "dense", {"units": 3}) for place in range(COUNT - 3)]
    graph = sequential(LayerSpec("in", "input", {"shape": (2,)}), *hidden, LayerSpec("head", "dense", {"units": 1}),
                       LayerSpec("out", "output", {"loss": "binary_cross_entropy"}))
    positions = {spec.name: (300.0 * place, 0.0) for place, spec in enumerate(graph.layers)}
    return Project("chain", graph, DataSpec("xor", {"samples": 60}), TrainingSettings(), positions)


@pytest.fixture
def large(monkeypatch, show):
    view, life = show(chain())
    monkeypatch.setattr(life_module, "MOST", 8)
    life.refresh()
    return view, life


def test_the_cards_in_sight_live_and_follow_the_eye(large, qtbot):
    view, life = large
    view.navigator.stop()
    view.resetTransform()
    view.centerOn(0.0, 0.0)
    qtbot.waitUntil(lambda: "in" in life.faces and "out" not in life.faces)
    assert len(life.faces) <= 5
    view.centerOn(300.0 * COUNT, 0.0)
    qtbot.waitUntil(lambda: "out" in life.faces and "in" not in life.faces)
    assert view.canvas.nodes["in"].life is None
    assert {probe.layer for probe in life.probes() if hasattr(probe, "layer")} <= {*life.faces}


def test_from_so_far_that_more_are_in_sight_they_show_their_words(large, qtbot):
    view, life = large
    view.resetTransform()
    view.centerOn(0.0, 0.0)
    qtbot.waitUntil(lambda: bool(life.faces))
    view.scale(0.1, 0.1)
    view.centerOn(150.0 * COUNT, 0.0)
    qtbot.waitUntil(lambda: not life.faces)
    assert not any(node.life for node in view.canvas.nodes.values())


def test_a_layer_that_is_changed_leaves_what_other_cards_show(document):
    document.model.load(chain())
    states = NodeStates(document.complaints)
    before = {state.name: state for state in states.of(document.model.graph)}
    document.change_settings("dense_7", {**document.model.graph.layer("dense_7").settings, "units": 4})
    after = {state.name: state for state in states.of(document.model.graph)}
    assert {name for name in after if after[name] is not before[name]} == {"dense_7", "dense_8"}
    assert "4" in after["dense_7"].subtitle
