"""The page of codes: every picture and number on it is the network's, of this very step."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.theme import current
from app.widgets.plot import class_colours
from engine.data import DataSpec, load
from engine.errors import DataError
from engine.generative.geodesic import length
from engine.network import Network
from engine.probes.decoded import Decoded
from engine.project import Project
from engine.templates import TEMPLATES, Given
from engine.training import TrainingSettings

DATA = DataSpec("digits")


@pytest.fixture
def codes(workspace, document, qtbot):
    """The page, with an autoencoder that was trained for some epochs."""
    graph = TEMPLATES["deep_autoencoder"].network(Given.of(load(DATA)))
    document.model.load(Project("codes", graph, DATA, TrainingSettings(batch_size=64)))
    session = workspace._session
    qtbot.waitUntil(lambda: session.state == "ready", timeout=30_000)
    session.epoch()
    qtbot.waitUntil(lambda: session.latest.epoch == 1 and session.state != "running", timeout=30_000)
    workspace.show_page("codes")
    rest(workspace, qtbot)
    return workspace.codes


def rest(workspace, qtbot):
    qtbot.waitUntil(lambda: workspace.settled and len(workspace.codes.map.codes) > 0, timeout=30_000)


def trained(codes):
    return Network(codes.subject.graph), codes._session.latest.parameters, codes.subject.data


def test_example_reconstruction_and_codes_are_those_of_the_network(codes):
    network, weights, data = trained(codes)
    values = network.activations(weights, data.train.inputs[:800])
    np.testing.assert_allclose(codes.map.codes, values["code"], atol=1e-4)
    example = codes._session.example
    assert (example.part, example.place) == ("train", 0)
    np.testing.assert_array_equal(codes.given.view._image.pixelColor(3, 3).red(),
                                  codes.subject.pixels(data.train.inputs[0])[3, 3] & 255)
    error = float(((values["output"][0] - data.train.inputs[0]) ** 2).mean())
    assert float(codes.error.text().split()[-1]) == pytest.approx(error, rel=0.01)


def test_every_colour_of_a_dot_has_its_class_named(codes):
    data = codes.subject.data
    for name, colour in zip(data.class_names, class_colours(current(), len(data.class_names)), strict=True):
        assert f'<span style="color:{colour.name()}">●</span>&nbsp;{name}' in codes.names.text()
    assert not codes.names.isHidden()


def test_a_click_decodes_and_leads_two_ways_there_of_which_the_shortest_is_no_longer(codes, workspace, qtbot):
    target = codes.map.codes[int(np.linalg.norm(codes.map.codes - codes.map.codes[0], axis=1).argmax())]
    codes.map.click(target)
    np.testing.assert_array_equal(codes.end, target)
    qtbot.waitUntil(lambda: workspace.settled and codes.known is not None, timeout=30_000)
    network, weights, _ = trained(codes)
    probe = Decoded("code", (tuple(target.tolist()),))
    wanted = codes.subject.pixels(network.probe(weights, probe)[probe].first[0])
    shown = codes.here.view._image
    assert abs(shown.pixelColor(4, 4).red() - int(wanted[4, 4] & 255)) <= 1
    known = codes.known
    np.testing.assert_allclose(known.straight[[0, -1]], known.shortest[[0, -1]])
    assert length(known.along_shortest) <= 1.02 * length(known.along_straight)
    assert len(codes.films.strips[0].tiles) == len(codes.films.strips[1].tiles) == 12
    workspace.codes_panel.ways.setChecked(False)
    assert codes.known is None
    workspace.codes_panel.ways.setChecked(True)


def test_ways_that_cannot_be_found_are_not_waited_for_silently(codes, workspace, qtbot, monkeypatch):
    def fail(*_: object) -> None:
        raise DataError("no way leads there")

    monkeypatch.setattr("app.workspaces.generative.codes_view.Ways.between", fail)
    codes.map.click(codes.map.codes[1])
    qtbot.waitUntil(lambda: workspace.settled and "no way leads there" in codes.about.text(), timeout=30_000)
    assert codes.known is None


def test_rulers_are_the_metric_of_the_decoder(codes, workspace, qtbot):
    workspace.codes_panel.ellipses.setChecked(True)
    qtbot.waitUntil(lambda: codes._reading(codes._rulers()) is not None and codes.about.text() != "", timeout=30_000)
    assert "by the derivative there" in codes.about.text()
    assert len(codes.map._ellipses.getData()[0]) == 81 * 40
    workspace.codes_panel.ellipses.setChecked(False)
    assert "by the derivative there" not in codes.about.text()


def test_with_shift_a_dot_becomes_the_example_in_hand(codes, workspace, document, qtbot):
    codes.map.click(codes.map.codes[17], with_shift=True)
    place = document.model.project.example.place
    np.testing.assert_allclose(codes.map.codes[place], codes.map.codes[17])
    qtbot.waitUntil(lambda: workspace.settled, timeout=30_000)


def test_what_is_no_autoencoder_is_said(workspace, document, qtbot):
    graph = TEMPLATES["logistic_regression"].network(Given.of(load(DATA)))
    document.model.load(Project("plain", graph, DATA, TrainingSettings()))
    workspace.show_page("codes")
    qtbot.waitUntil(lambda: "gives nothing back" in workspace.codes.content.sentence, timeout=30_000)
    assert workspace.inside == {}
    graph = TEMPLATES["autoencoder"].network(Given.of(load(DATA)))
    document.model.load(Project("eight", graph, DATA, TrainingSettings()))
    qtbot.waitUntil(lambda: "map of codes of two" in workspace.codes.about.text(), timeout=30_000)
    assert not workspace.codes.map.isVisible()


def test_the_keys_for_play_move_the_machine_or_the_training(workspace):
    turned = []
    workspace.turned.connect(lambda: turned.append(workspace.playable))
    workspace.show_page("states")
    workspace.show_page("codes")
    assert turned == [workspace.player, None]


def test_the_check_box_of_what_codes_become_hides_the_picture(codes, workspace, qtbot):
    qtbot.waitUntil(lambda: codes.map._picture.isVisible(), timeout=30_000)
    QTest.mouseClick(workspace.codes_panel.decoded, Qt.MouseButton.LeftButton)
    assert not codes.map._picture.isVisible()
    QTest.mouseClick(workspace.codes_panel.decoded, Qt.MouseButton.LeftButton)
