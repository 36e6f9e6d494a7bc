"""The computation graph in the window: every box says what the engine has, forward and back."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.canvas.computation import ComputationPanel
from app.canvas.computation import panel as panel_module
from app.canvas.computation.arrangement import arranged
from app.document.document import Document
from app.numbers import number
from app.training.session import TrainingSession
from engine.data import DataSpec, load
from engine.errors import GraphError
from engine.graph import Graph, LayerSpec, sequential
from engine.network import Network
from engine.probes import computation as probe_module
from engine.probes.computation import MOST_LOWERED, MOST_NODES, Computation, Computed, check_size, computation
from engine.project import Project
from engine.training import TrainingSettings

GRAPH = sequential(
    LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("first", "dense", {"units": 3, "activation": "tanh"}),
    LayerSpec("last", "dense", {"units": 1, "activation": "sigmoid"}),
    LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))
LONG = sequential(
    LayerSpec("x", "input", {"shape": (2,)}),
    *(LayerSpec(f"h{k}", "dense", {"units": 3, "activation": "tanh"}) for k in range(30)),
    LayerSpec("last", "dense", {"units": 1, "activation": "sigmoid"}),
    LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))


def project(graph: Graph) -> Project:
    return Project("graph", graph, DataSpec("gaussian", {"samples": 60, "noise": 30}),
                   TrainingSettings(epochs=30, batch_size=10, dtype="float64"))


@pytest.fixture
def panel(document: Document, session: TrainingSession, qtbot: QtBot) -> ComputationPanel:
    document.model.load(project(GRAPH))
    panel = ComputationPanel(session)
    qtbot.addWidget(panel)
    panel.resize(1000, 420)
    panel.show()
    qtbot.waitUntil(lambda: session.state == "ready" and panel.area.sentence == "", timeout=90_000)
    return panel


def settle(panel: ComputationPanel, qtbot: QtBot) -> None:
    session = panel._session
    qtbot.waitUntil(lambda: session.is_settled and panel.program is not None
                    and panel.probe in session.latest.readings, timeout=30_000)
    qtbot.wait(1)


def walk(panel: ComputationPanel, session: TrainingSession) -> None:
    """Every number of every box, and of the table for each that is chosen."""
    data, example = load(project(GRAPH).data), session.example
    part = getattr(data, example.part)
    inputs, targets = part.inputs[[example.place]], part.targets[[example.place]]
    program, probe, network = computation(GRAPH), Computation(), Network(GRAPH, dtype="float64")
    said = network.probe(session.latest.parameters, probe, inputs=inputs, targets=targets)[probe]
    assert set(panel.picture.boxes) == {node.place for node in program.nodes}
    for place, box in panel.picture.boxes.items():
        value, back = said[f"value/{place}"], said[f"gradient/{place}"]
        assert box.look.value.split(", ")[0] == number(float(value[0]))
        assert box.look.gradient.split(", ")[0] == f"∂ {number(float(back[0]))}"
        panel.picture.choose(place)
        forward, backward = panel.table.numbers.columns
        np.testing.assert_allclose(forward.values, value, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(backward.values, back, rtol=1e-9, atol=1e-12)


def test_every_box_says_what_the_engine_has_at_rest_trained_looked_back_and_for_another_example(
        panel: ComputationPanel, session: TrainingSession, document: Document, qtbot: QtBot):
    walk(panel, session)
    for epoch in (1, 2):
        session.epoch()
        qtbot.waitUntil(lambda epoch=epoch: session.state == "paused" and session.latest.epoch == epoch)
    settle(panel, qtbot)
    walk(panel, session)
    document.set_example(session.example.stepped(1, session.data))
    settle(panel, qtbot)
    walk(panel, session)
    session.look_back(1)
    qtbot.waitUntil(lambda: session.is_looking_back)
    settle(panel, qtbot)
    walk(panel, session)


def test_a_part_shows_a_layer_and_what_it_reads(panel: ComputationPanel, qtbot: QtBot):
    panel.show_part("last")
    settle(panel, qtbot)
    program = computation(GRAPH)
    inside = program.of_layer("last")
    assert set(panel.picture.boxes) == {*inside, *program.around(inside)}
    assert [place for place, box in panel.picture.boxes.items() if box.look.outside] == list(program.around(inside))


def test_a_large_program_is_shown_in_windows_and_says_so(
        document: Document, session: TrainingSession, qtbot: QtBot):
    document.model.load(project(LONG))
    panel = ComputationPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: session.state == "ready" and panel.area.sentence == "", timeout=20_000)
    assert panel.layers.currentData() == "h0", "a layer at first"
    panel.show_part("")
    settle(panel, qtbot)
    total = len(computation(LONG).nodes)
    assert panel.words.text() == f"primitives 1 to {MOST_NODES} of {total}"
    assert len([box for box in panel.picture.boxes.values() if not box.look.outside]) == MOST_NODES
    seen = set(computation(LONG).window("", 0))
    while panel.forward.isEnabled():
        QTest.mouseClick(panel.forward, Qt.MouseButton.LeftButton)
        settle(panel, qtbot)
        seen |= {place for place, box in panel.picture.boxes.items() if not box.look.outside}
    assert seen == set(range(total))


def test_it_opens_at_what_enters_or_near_the_layer_that_is_selected(
        panel: ComputationPanel, document: Document, session: TrainingSession, qtbot: QtBot):
    program = computation(GRAPH)
    assert program.nodes[panel._chosen].role == "input"
    panel.look_near("last")
    assert panel._chosen == program.of_layer("last")[0]
    assert panel.layers.currentData() == ""
    panel.show_part("first")
    panel.look_near("last")
    assert panel.layers.currentData() == "last"
    settle(panel, qtbot)
    panel.show_part("first")
    panel.look_near("h7")
    document.model.load(project(LONG))
    qtbot.waitUntil(lambda: panel.layers.currentData() == "h7", timeout=20_000)
    settle(panel, qtbot)
    assert computation(LONG).nodes[panel._chosen].layer == "h7"


def test_the_window_goes_on_while_a_network_is_taken_apart(
        panel: ComputationPanel, document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    threads, go_on = [], threading.Event()

    def slowly(*wanted: object) -> Computed:
        threads.append(threading.current_thread())
        go_on.wait(60)
        return computation(*wanted)

    monkeypatch.setattr(panel_module, "computation", slowly)
    document.model.load(project(LONG))
    qtbot.waitUntil(lambda: bool(threads), timeout=20_000)
    assert threads[0] is not threading.main_thread()
    assert "taken apart" in panel.words.text()
    assert panel.program is None
    go_on.set()
    settle(panel, qtbot)
    assert panel.program is not None
    assert len(threads) == 1


def test_a_network_of_too_many_operations_is_a_sentence_and_the_next_one_is_drawn(
        panel: ComputationPanel, document: Document, session: TrainingSession, qtbot: QtBot,
        monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(probe_module, "MOST_LOWERED", 20)
    computation.cache_clear()
    document.model.load(project(LONG))
    qtbot.waitUntil(lambda: f"is {len(LONG.layers)} layers" in panel.area.sentence, timeout=20_000)
    document.model.load(project(GRAPH))
    qtbot.waitUntil(lambda: panel.area.sentence == "", timeout=20_000)
    assert len(panel.picture.boxes) == len(computation(GRAPH).nodes)


def test_steps_of_recurrent_layers_count():
    for steps, fits in ((MOST_LOWERED - 10, True), (MOST_LOWERED + 1, False)):
        parts = [steps // 4] * 3 + [steps - 3 * (steps // 4)]
        graph = Graph()
        for place, part in enumerate(parts):
            own = sequential(LayerSpec(f"x{place}", "input", {"shape": (part, 1)}),
                             LayerSpec(f"m{place}", "simple_rnn", {"units": 1}),
                             LayerSpec(f"y{place}", "output", {"loss": "mean_squared_error"}))
            graph = Graph((*graph.layers, *own.layers), (*graph.links, *own.links))
        if fits:
            check_size(graph)
        else:
            with pytest.raises(GraphError, match=f"Up to {MOST_LOWERED}"):
                check_size(graph)


def test_arrows_follow_the_graph(panel: ComputationPanel, qtbot: QtBot):
    program = computation(GRAPH)
    panel.picture.choose(program.loss)
    QTest.keyClick(panel.picture, Qt.Key.Key_Left)
    assert panel._chosen == program.nodes[program.loss].inputs[0]
    QTest.keyClick(panel.picture, Qt.Key.Key_Right)
    assert panel._chosen == program.loss


def test_each_box_stands_to_the_right_of_what_it_reads_and_on_no_other():
    nodes = computation(LONG).nodes
    reads = {node.place: tuple(dict.fromkeys(node.inputs)) for node in nodes}
    places = arranged(reads)
    assert len(set(places.values())) == len(nodes)
    assert all(places[read][0] < places[node][0] for node, inputs in reads.items() for read in inputs)
