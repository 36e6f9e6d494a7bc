"""Boltzmann machines in a window: what is shown is the engine's, live, and can be undone."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.workspaces.generative.completion_view import MEAN_FIELD, SHOWN
from app.workspaces.generative.learning_view import MEAN_FIELD as SMOOTH
from engine.errors import FormatError
from engine.generative import BOLTZMANN_SCENES, BoltzmannRun, BoltzmannSetup, exactly, frequencies, mean_field


def rest(workspace, qtbot):
    qtbot.waitUntil(lambda: workspace.settled, timeout=60_000)


def choose(workspace, qtbot, **settings):
    for name, value in settings.items():
        workspace.panel.changed.emit(name, value)
    workspace.panel.left.emit()
    rest(workspace, qtbot)


def test_it_learns_while_one_watches_and_waits_when_told(workspace, qtbot):
    seen = []
    workspace.player.moved.connect(lambda: seen.append(workspace.player.moment.epoch))
    QTest.mouseClick(workspace.panel.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(seen) > 4, timeout=30_000)
    QTest.mouseClick(workspace.panel.play, Qt.MouseButton.LeftButton)
    rest(workspace, qtbot)
    assert seen == sorted(set(seen))
    moment = workspace.player.moment
    np.testing.assert_array_equal(workspace.learning.filters.tiles, moment.rbm.weights.T.reshape(-1, 3, 3))
    at = moment.epoch
    qtbot.wait(150)
    assert workspace.player.moment.epoch == at


def test_every_number_is_that_of_the_engine_and_a_new_beginning_is_the_same_run(workspace, qtbot):
    for _ in range(3):
        QTest.mouseClick(workspace.panel.step, Qt.MouseButton.LeftButton)
        rest(workspace, qtbot)
    run = BoltzmannRun(BoltzmannSetup())
    moments = [run.epoch() for _ in range(3)]
    shown = workspace.player.moment
    np.testing.assert_array_equal(shown.rbm.weights, moments[-1].rbm.weights)
    np.testing.assert_array_equal(shown.course, moments[-1].course)
    assert shown.log_partition == exactly(moments[-1].rbm).log_partition
    assert "no model reaches more than −2.639" in workspace.panel.numbers.text()
    assert workspace.learning.best.value() == pytest.approx(-math.log(14))
    QTest.mouseClick(workspace.panel.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: workspace.player.moment.epoch == 0, timeout=30_000)


def test_samples_are_samples_and_the_mean_field_is_called_so(workspace, qtbot):
    view, moment = workspace.learning, workspace.player.moment
    assert set(np.unique(view.samples.tiles)) <= {0xFF000000, 0xFFFFFFFF}
    view.kind.setCurrentIndex(view.kind.findData(SMOOTH))
    view.kind.activated.emit(1)
    assert len(np.unique(view.samples.tiles)) > 2
    assert "No samples" in view.note.text()
    means = mean_field(moment.rbm, moment.particles[:1], 1)
    grey = np.rint(np.clip(means, 0, 1) * 255).astype(int).reshape(3, 3)
    np.testing.assert_array_equal(view.samples.tiles[0] & 0xFF, grey)
    view.kind.setCurrentIndex(0)
    view.refresh()


def test_settings_are_changed_in_steps_that_undo(workspace, document, qtbot):
    choose(workspace, qtbot, hidden=5)
    assert document.model.project.boltzmann == BoltzmannSetup({"hidden": 5})
    assert workspace.player.moment.rbm.sizes == (9, 5)
    choose(workspace, qtbot, units="gaussian")
    assert workspace.panel.form.editor("deviation").isEnabled()
    document.undo_stack.undo()
    document.undo_stack.undo()
    rest(workspace, qtbot)
    assert workspace.player.moment.rbm.sizes == (9, 12)
    assert workspace.panel.form.values()["hidden"] == 12


def test_a_machine_is_made_anew_when_a_page_about_it_is_seen(workspace, document, qtbot):
    before = workspace.player.moment
    workspace.show_page("gan")
    workspace._change("hidden", 5)
    assert not workspace.player.busy
    assert workspace.player.moment is before
    workspace.show_page("states")
    qtbot.waitUntil(lambda: workspace.player.moment is not before)
    assert workspace.player.moment.rbm.weights.shape[1] == 5
    workspace.show_page("learning")
    assert not workspace.player.busy


def test_the_bars_are_exact_chances_and_shares_of_the_particles(workspace, qtbot):
    workspace.show_page("states")
    QTest.mouseClick(workspace.states.sweeps[10], Qt.MouseButton.LeftButton)
    rest(workspace, qtbot)
    moment, bars = workspace.player.moment, workspace.states.bars
    assert moment.sweeps == 10
    order = np.argsort(-moment.chances, kind="stable")
    np.testing.assert_array_equal(bars.exact, moment.chances[order])
    np.testing.assert_array_equal(bars.counted, frequencies(moment.particles)[order])
    assert bars.exact.sum() == pytest.approx(1.0)
    assert bars._known.sum() == 14
    choose(workspace, qtbot, patterns="digits")
    assert "at most 512" in workspace.states.content.sentence


def test_without_an_exact_partition_function_it_is_said_and_estimated(workspace, qtbot):
    choose(workspace, qtbot, patterns="digits", hidden=20)
    assert not workspace.learning.likelihood.isVisible()
    assert "would take too long" in workspace.learning.about.text()
    QTest.mouseClick(workspace.panel.estimate, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: workspace.player.estimate is not None, timeout=60_000)
    assert "most likely between" in workspace.panel.numbers.text()


def test_known_pixels_stay_and_painted_ones_are_drawn(workspace, qtbot):
    workspace.show_page("completion")
    view = workspace.completion
    view.free[:] = False
    canvas = view.known.view
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                     canvas.centre_of(0, 0).toPoint())
    QTest.mouseMove(canvas, canvas.centre_of(0, 2).toPoint() + QPoint(1, 0))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                       canvas.centre_of(0, 2).toPoint())
    assert view.free.sum() == 3
    QTest.mouseClick(view.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.sweeps > 3, timeout=10_000)
    QTest.mouseClick(view.play, Qt.MouseButton.LeftButton)
    known = ~view.free.ravel()
    assert (view.chains[:, known] == view.example[known]).all()
    assert set(np.unique(view.chains)) == {0.0, 1.0}
    assert len(view.samples.tiles) == SHOWN
    view.kind.setCurrentIndex(view.kind.findData(MEAN_FIELD))
    view.kind.activated.emit(1)
    view.step(3)
    assert "mean field" in view.sample.title.text()
    assert len(np.unique(view.chains[:, ~known])) > 2
    canvas.painted.emit(np.array([[0, 0]]), True)
    assert view.free.sum() == 2


def test_a_scene_learns_as_far_as_it_says(workspace, document, qtbot):
    scene = BOLTZMANN_SCENES["grey"]
    workspace.panel.scene_chosen.emit("grey")
    rest(workspace, qtbot)
    assert workspace.player.moment.epoch == scene.epochs
    assert document.model.project.boltzmann == scene.setup
    assert workspace.panel.scene.currentData() == "grey"
    document.undo_stack.undo()
    rest(workspace, qtbot)
    assert workspace.player.moment.setup == BoltzmannSetup()


def test_what_is_shown_goes_out_as_picture_and_as_numbers(workspace, tmp_path):
    workspace.export_drawing(tmp_path / "page.png")
    workspace.export_drawing(tmp_path / "page.npz")
    with np.load(tmp_path / "page.npz") as kept:
        np.testing.assert_array_equal(kept["weights"], workspace.player.moment.rbm.weights)
    workspace.show_page("states")
    workspace.export_drawing(tmp_path / "states.npz")
    with np.load(tmp_path / "states.npz") as kept:
        assert kept["exact"].sum() == pytest.approx(1.0)
    workspace.player.moment, before = None, workspace.player.moment
    workspace.states.moment = None
    with pytest.raises(FormatError):
        workspace.export_drawing(tmp_path / "nothing.npz")
    workspace.player.moment = before


def test_a_machine_that_goes_too_far_says_so_and_begins_anew(workspace, qtbot):
    choose(workspace, qtbot, units="gaussian", rate=10.0)
    panel, player = workspace.panel, workspace.player
    for begin in (panel.step, panel.start):
        QTest.mouseClick(panel.play, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: workspace.settled and not player.playing, timeout=60_000)
        assert "the numbers are no longer finite" in panel.error.text()
        assert np.isfinite(player.moment.rbm.weights).all()
        QTest.mouseClick(begin, Qt.MouseButton.LeftButton)
        rest(workspace, qtbot)
        assert player.moment.epoch == 0
        assert panel.error.text() == ""


@pytest.mark.parametrize(("page", "patterns", "named"), [
    ("learning", "digits", True), ("completion", "digits", True), ("learning", "bars_3", False),
    ("stack", "bars_3", True), ("gan", "digits", False)])
def test_whoever_wrote_the_digits_is_named_under_them(workspace, document, qtbot, tmp_path, page, patterns, named):
    document.set_boltzmann(BoltzmannSetup({"patterns": patterns}), "Digits")
    rest(workspace, qtbot)
    workspace.show_page(page)
    workspace.export_drawing(tmp_path / "page.svg")
    drawing = (tmp_path / "page.svg").read_text(encoding="utf-8")
    assert ("Alpaydin and Kaynak (1998), CC BY 4.0" in drawing) == named
