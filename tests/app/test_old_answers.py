"""What was answered of other weights, or to another question, does not stand beside what is newer: it is marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.canvas.computation import ComputationPanel
from app.canvas.life.spot import WeightSpot
from app.canvas.life.weight_card import UNKNOWN, WeightCard
from app.canvas.scales import ScaleView
from app.document.document import Document
from app.inspector.layer_page import LayerPage
from app.training.session import TrainingSession
from app.widgets.bent import BentPanel
from app.widgets.example_table import ExamplesPanel
from app.widgets.lesions import LesionsPanel
from app.widgets.or_sentence import PATIENCE, OrSentence
from app.widgets.predictions import PredictionsPanel
from app.widgets.step import StepPanel
from app.widgets.weight import WeightPanel
from engine.data import DataSpec
from engine.graph import LayerSpec, sequential
from engine.project import Project
from engine.training import TrainingSettings
from tests.app.panels import settle
from tests.engine.networks import perceptron

GRAPH = sequential(
    LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("first", "dense", {"units": 4}),
    LayerSpec("second", "dense", {"units": 3}), LayerSpec("last", "dense", {"units": 1, "activation": "sigmoid"}),
    LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))
PROJECT = Project("old", GRAPH, DataSpec("gaussian", {"samples": 60}), TrainingSettings(batch_size=10))
PANELS = {
    "lesions": lambda document, session: LesionsPanel(session),
    "weight": WeightPanel,
    "space": lambda document, session: BentPanel(session),
    "step": StepPanel,
    "computation": lambda document, session: ComputationPanel(session),
    "predictions": lambda document, session: PredictionsPanel(session),
    "examples": ExamplesPanel,
    "scales": lambda document, session: ScaleView(session)}


@pytest.fixture
def show(show_panel, session: TrainingSession, qtbot: QtBot) -> Callable[[str], QWidget]:
    def show(name: str) -> QWidget:
        panel = show_panel(PANELS[name], PROJECT, 900, 340)
        qtbot.waitUntil(lambda: session.is_settled and not panel.area.waits and not panel.area.sentence,
                        timeout=20_000)
        return panel
    return show


@pytest.mark.parametrize("name", PANELS)
def test_what_nobody_has_answered_yet_is_veiled_until_it_is(
        show: Callable[[str], QWidget], session: TrainingSession, qtbot: QtBot, name: str):
    panel = show(name)
    assert not panel.area.veil.isVisible()
    panel.show_snapshot(replace(session.latest, readings={}, answered=False))
    assert panel.area.waits
    qtbot.waitUntil(panel.area.veil.isVisible)
    panel.show_snapshot(session.latest)
    assert not panel.area.waits
    assert not panel.area.veil.isVisible()


@pytest.mark.parametrize("name", PANELS)
def test_at_rest_answers_about_earlier_weights_are_old(
        show: Callable[[str], QWidget], session: TrainingSession, name: str):
    panel = show(name)
    latest = session.latest
    panel.show_snapshot(replace(latest, step=latest.step + 1, answered=False))
    assert panel.area.waits
    panel.show_snapshot(replace(latest, answered=False))
    assert not panel.area.waits, "others are asked something too"


def test_a_step_a_look_back_and_an_edit_are_all_waited_for(
        show: Callable[[str], QWidget], session: TrainingSession, document: Document, qtbot: QtBot):
    panel = show("lesions")
    old: list[int] = []
    draw = panel.map.show_changes

    def drawn(changes, muted) -> None:
        old.extend(reading.step for reading in panel._shown.values() if session.latest.step != reading.step)
        draw(changes, muted)

    panel.map.show_changes = drawn
    session.step()
    qtbot.waitUntil(lambda: session.state == "paused" and session.latest.step == 1)
    settle(panel, qtbot)
    document.set_weight(session.latest.parameters, "second/kernel", (0, 1), 1.75)
    qtbot.waitUntil(lambda: session.latest is not None and session.latest.answered)
    settle(panel, qtbot)
    assert not panel.area.waits
    assert old == []


def test_the_unit_that_is_looked_at_is_said_of_the_newest_map(
        show: Callable[[str], QWidget], session: TrainingSession, qtbot: QtBot):
    panel = show("lesions")
    panel.map.setFocus()
    QTest.keyClick(panel.map, Qt.Key.Key_Right)
    before = panel.words.text()
    session.step()
    qtbot.waitUntil(lambda: session.state == "paused" and session.latest.step == 1)
    settle(panel, qtbot)
    assert panel.words.text() != before
    assert panel.map.says(("first", 0)) in panel.words.text()


def test_a_sentence_says_that_an_answer_is_on_its_way_only_when_it_lasts(qtbot: QtBot):
    area = OrSentence(QWidget())
    qtbot.addWidget(area)
    area.show()
    area.say("Draw something.")
    area.wait()
    assert area.sentence == "Draw something."
    qtbot.wait(PATIENCE + 50)
    assert area.sentence == area.veil.words
    area.show_content()
    area.wait()
    area.show_content()
    qtbot.wait(PATIENCE + 50)
    assert not area.veil.isVisible()


def test_the_card_of_another_weight_has_none_of_the_numbers_of_the_one_before(
        document: Document, session: TrainingSession, qtbot: QtBot):
    document.model.load(PROJECT)
    card = WeightCard(document, session)
    qtbot.addWidget(card)
    qtbot.waitUntil(lambda: session.state == "ready" and session.latest is not None, timeout=20_000)
    card.open(WeightSpot("first/kernel", "x", 0, "first", 1), card.pos())
    qtbot.waitUntil(lambda: card.gradient.text() != UNKNOWN)
    card.open(WeightSpot("first/kernel", "x", 1, "first", 1), card.pos())
    assert card.gradient.text() == UNKNOWN
    assert card.value.text() == ""
    qtbot.waitUntil(lambda: card.gradient.text() != UNKNOWN)


def test_one_layer_for_another_stretch_says_no_number_of_the_one_before(document: Document, qtbot: QtBot):
    document.model.load(replace(PROJECT, graph=perceptron(2, 5, 3, 1, activation="identity",
                                                          loss="binary_cross_entropy")))
    page = LayerPage(document, ("dense_3",))
    qtbot.addWidget(page)
    part = page.collapse
    qtbot.waitUntil(lambda: not part.beside.busy)
    assert part.lines[0].latex
    assert part.lines[0].isEnabled()
    part.show_layer("dense_3")
    assert not part.lines[0].isEnabled(), "the same layers with other weights: faded until they are worked out"
    part.show_layer("dense_2")
    assert all(line.isHidden() for line in part.lines), "other layers: nothing"
    qtbot.waitUntil(lambda: not part.beside.busy)
    assert not part.lines[0].isHidden()
    assert part.lines[0].isEnabled()
    part.show_layer("dense_3")
    document.change_settings("dense_2", {"activation": "tanh"})
    page.sync()
    qtbot.wait(200)
    assert all(line.isHidden() for line in part.lines), "what was asked before is not heard"
