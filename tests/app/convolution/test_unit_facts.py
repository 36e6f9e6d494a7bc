"""A unit that is clicked: where it really looks, who excites it and what it is worth are the engine's numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.workspaces.convolution.network_panel import Unit
from engine.data import DataSpec
from engine.network import Network
from engine.project import Project
from engine.training import TrainingSettings
from engine.vision import receptive_field
from tests.app.convolution.test_network import DIGITS


@pytest.fixture
def facts(workspace, document, qtbot):
    """The page with a unit of the second convolution chosen, of a network that was trained for an epoch."""
    document.model.load(Project("digits", DIGITS, DataSpec("digits", {"image": True}), TrainingSettings()))
    session = workspace._session
    qtbot.waitUntil(lambda: session.state == "ready", timeout=30_000)
    session.epoch()
    qtbot.waitUntil(lambda: session.latest.epoch == 1 and session.state != "running", timeout=30_000)
    workspace.show_page("network")
    qtbot.waitUntil(lambda: session.is_settled and workspace.network.has_maps, timeout=30_000)
    workspace.network.choose(Unit("second", 1, 2, 1))
    rest(workspace, qtbot)
    return workspace.network.facts


def rest(workspace, qtbot):
    facts = workspace.network.facts
    qtbot.waitUntil(lambda: workspace._session.is_settled and len(facts.strongest.places) == 6
                    and facts.field.values is not None and "loss" in facts.lesion.text(), timeout=30_000)


def truth(workspace, probe):
    session = workspace._session
    part = session.data.train
    return Network(DIGITS).probe(session.latest.parameters, probe, inputs=part.inputs, targets=part.targets)[probe]


def test_the_effective_field_lies_in_the_frame_of_what_it_can_see(facts, workspace):
    wanted = truth(workspace, facts.probes[0])["field/input_1"].sum(axis=-1)
    np.testing.assert_allclose(facts.field.values, wanted, atol=1e-5)
    [possible] = receptive_field(DIGITS, "second", (1, 2)).values()
    assert facts.field.view.rows.tolist() == np.flatnonzero(possible.any(axis=1)).tolist()
    assert (facts.field.values[~possible] == 0).all()


def test_strongest_and_weakest_examples_have_pictures_and_are_taken_in_hand(facts, workspace, document):
    found = truth(workspace, facts.probes[1])
    assert facts.strongest.places == found["places"].tolist()
    assert facts.weakest.places == found["weak_places"].tolist()
    view = facts.strongest.view
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                     view.unit_place(2, 3, 3).toPoint())
    assert (document.model.example.part, document.model.example.place) == ("train", int(found["places"][2]))
    raw = workspace._session.data.train.raw[found["places"][0]].reshape(8, 8)
    shown = (view.tiles[0] & 255).astype(int)
    np.testing.assert_array_equal(shown, np.rint(raw / 16 * 255))


def test_the_lesion_is_the_engines(facts, workspace):
    found = truth(workspace, facts.probes[2])
    loss, change = float(found["loss"]), float(found["changes"][0])
    assert f"from {loss:.3g} to {loss + change:.3g}" in facts.lesion.text()


def test_while_it_trains_nothing_of_it_is_asked(facts, workspace, qtbot):
    session = workspace._session
    session.play()
    qtbot.waitUntil(lambda: session.state == "running" and facts.strongest.places == [], timeout=20_000)
    assert "training rests" in facts.lesion.text()
    session.pause()
    rest(workspace, qtbot)


def test_without_a_unit_there_is_no_room_taken(facts, workspace):
    workspace.network._choose_layer()
    assert not facts.isVisible()


def test_at_rest_answers_about_earlier_weights_are_marked(facts, workspace):
    latest, page = workspace._session.latest, workspace.network
    later = replace(latest, step=latest.step + 1, answered=False)
    page.show_snapshot(later)
    facts.show_snapshot(later)
    assert page.content.waits
    assert facts.field.values is None
    assert facts.strongest.places == []
    page.show_snapshot(latest)
    facts.show_snapshot(latest)
    assert not page.content.waits
    assert len(facts.strongest.places) == 6
