"""The page of two networks that play against each other."""

from __future__ import annotations

import runpy

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.workspaces.generative.gan_map import arrow_scale
from app.workspaces.generative.gan_view import BalanceCurves
from engine.data import load
from engine.formats import export_weights
from engine.generative.gan_look import GanLook
from engine.generative.gan_run import GAN_COLUMNS, GanRun
from engine.generative.gan_scenes import GAN_SCENES
from engine.generative.gan_setup import GanSetup
from engine.network import Network

SMALL = {"steps": 12, "generator_units": 6, "critic_units": 6, "batch": 8}


@pytest.fixture
def gan(workspace, document, qtbot):
    document.set_gan(GanSetup(SMALL), "Small")
    document.end_gesture()
    workspace.show_page("gan")
    workspace.gan.player.restart()
    workspace.gan.player.show_start()
    qtbot.waitUntil(lambda: workspace.settled and workspace.gan.player.moment is not None, timeout=30_000)
    return workspace.gan


def test_it_is_played_to_its_end_with_the_numbers_of_the_engine(gan, workspace, qtbot):
    assert gan.player.moment.steps == 0
    QTest.mouseClick(gan.panel.step, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: gan.player.moment.steps == 1 and workspace.settled, timeout=30_000)
    QTest.mouseClick(gan.panel.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: gan.player.is_over and workspace.settled, timeout=60_000)
    run = GanRun(GanSetup(SMALL))
    *_, wanted = run
    picture = GanLook(run.setup, run.noise)(wanted.weights)
    arrays = gan.arrays()
    np.testing.assert_array_equal(gan.player.moment.course, wanted.course)
    for name in ("fake", "pull", "chances"):
        np.testing.assert_array_equal(arrays[name], getattr(picture, name))
    assert {*GAN_COLUMNS, "generator", "discriminator", "real"} <= set(arrays)
    np.testing.assert_array_equal(np.array(gan.map._fake.getData()).T, picture.fake)
    np.testing.assert_array_equal(gan.map._surface.image, picture.chances)
    assert tuple(gan.map._surface.levels) == (0.0, 1.0)
    assert gan.legend.ends() == ("0", "1")
    shafts = np.array(gan.map._arrows.getData()).T.reshape(-1, 6, 2)[:, :2]
    np.testing.assert_allclose(shafts[:, 1] - shafts[:, 0], picture.pull * gan.map.scale, atol=1e-12)


def test_a_setting_begins_anew_and_is_undone(gan, workspace, document, qtbot):
    gan.panel.form.editor("critic_steps").edited.emit(3)
    assert document.model.project.gan.settings["critic_steps"] == 3
    qtbot.waitUntil(lambda: workspace.settled and gan.player.moment is not None, timeout=30_000)
    assert gan.player.moment.setup.settings["critic_steps"] == 3
    document.undo_stack.undo()
    assert gan.setup == GanSetup(SMALL)
    assert gan.panel.form.values()["critic_steps"] == 1
    qtbot.waitUntil(lambda: workspace.settled and gan.player.moment is not None, timeout=30_000)


def test_a_game_that_goes_too_far_says_so_and_begins_anew(gan, workspace, document, qtbot):
    document.set_gan(GanSetup({"optimizer": "sgd", "loss": "minimax", "layers": 5, "generator_rate": 10.0,
                               "critic_rate": 10.0}), "Too far")
    document.end_gesture()
    qtbot.waitUntil(lambda: workspace.settled and gan.player.moment is not None, timeout=30_000)
    for begin in (gan.panel.play, gan.panel.start):
        QTest.mouseClick(gan.panel.play, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: workspace.settled and not gan.player.playing, timeout=30_000)
        assert "the numbers are no longer finite" in gan.panel.error.text()
        assert np.isfinite(gan.player.moment.weights.generator).all()
        QTest.mouseClick(begin, Qt.MouseButton.LeftButton)
        assert gan.panel.error.text() == ""
        gan.player.pause()
        qtbot.waitUntil(lambda: workspace.settled, timeout=30_000)
    assert gan.player.moment.steps == 0


@pytest.mark.parametrize("name", ["generator", "discriminator"])
def test_each_network_is_put_into_the_drawing_with_its_weights_and_exported(gan, document, qtbot, name, tmp_path):
    moment = gan.player.moment
    QTest.mouseClick(gan.panel.takes[name], Qt.MouseButton.LeftButton)
    project = document.model.project
    data = load(project.data)
    network = Network(project.graph)
    said = network.predict(project.parameters, data.train.inputs)
    assert project.gan == moment.setup
    if name == "generator":
        np.testing.assert_allclose(said, data.train.targets, atol=1e-5)
    else:
        assert data.class_names == ("fake", "real")
        assert len(said) + len(data.test) == 512
        exact = Network(project.graph, dtype="float64").predict(moment.weights.discriminator, data.train.raw)
        np.testing.assert_allclose(said, exact, atol=1e-5)
    export_weights(tmp_path / "it.numpy.py", network.layout, project.parameters, project)
    program = runpy.run_path(str(tmp_path / "it.numpy.py"))
    np.testing.assert_allclose(program["predict"](data.train.raw).reshape(said.shape), said, atol=1e-5)
    qtbot.waitUntil(lambda: gan._session.state == "ready", timeout=30_000)
    document.undo_stack.undo()


def test_scenes_are_offered_and_shown(gan, workspace, document, qtbot):
    assert {f"gan_{name}" for name in GAN_SCENES} <= set(workspace.scenes)
    gan.panel.scene_chosen.emit("weak")
    assert document.model.project.gan == GAN_SCENES["weak"].setup
    assert gan.player.playing
    assert gan.panel.scene.currentData() == "weak"
    gan.player.pause()
    qtbot.waitUntil(lambda: workspace.settled, timeout=30_000)


def test_lines_that_are_where_they_belong_stay(qtbot):
    curves = BalanceCurves(("discriminator", "generator"))
    qtbot.addWidget(curves)
    curves.mark(0.5, 1.0)
    lines = list(curves._lines)
    curves.mark(0.5, 1.0)
    assert curves._lines == lines
    curves.mark(0.5, 2.0)
    assert [line.value() for line in curves._lines] == [0.5, 2.0]
    assert not any(line in curves.item.items for line in lines)


def test_arrows_have_a_round_scale_and_keep_within_reach():
    assert arrow_scale(np.array([[0.0, 3.0]])) == 0.1
    assert arrow_scale(np.array([[0.0, 0.29], [0.1, 0.0]])) == 1.0
    assert arrow_scale(np.zeros((2, 2))) == 0.0
