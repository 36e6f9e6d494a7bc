"""Curvature, runs, kept surfaces and films, by their buttons."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.numbers import SPACE, grouped
from app.surface.walkers import walker_colours
from app.theme import current
from app.workspaces.landscape import LandscapeWorkspace
from engine.landscape import curvature, run
from engine.training import TrainingSettings
from tests.app.landscape.conftest import PATIENCE
from tests.app.landscape.test_pictures import choose, loss_of, said, settle, walk_on_the_map


@pytest.fixture
def answer(monkeypatch, tmp_path):
    """Makes the file dialog answer with a name."""
    def set_answer(name: str) -> Path:
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
        return path

    return set_answer


def let_run(qtbot, landscape: LandscapeWorkspace, optimizer: str, start: str = "same") -> None:
    choose(landscape.runs.form.optimizer, optimizer)
    choose(landscape.runs.form.start, start)
    landscape.runs.begin.click()
    qtbot.waitUntil(lambda: not landscape.runs.busy and landscape.settled, timeout=PATIENCE)


def compute(qtbot, landscape: LandscapeWorkspace) -> None:
    landscape.surfaces.compute.click()
    qtbot.waitUntil(lambda: not landscape.surfaces.work.busy, timeout=PATIENCE)


# Curvature


@pytest.mark.thorough
def test_curvature_is_that_of_the_exact_hessian(trained, ladera, qtbot):
    trained.curvature.measure.click()
    qtbot.waitUntil(lambda: not trained.curvature.work.busy, timeout=PATIENCE)
    subject = trained.subject
    found = curvature(subject.network, ladera.session.latest.parameters, subject.task.inputs, subject.task.targets)
    shown = trained.curvature.rows
    assert float(shown["largest"].text()) == pytest.approx(found.largest, rel=1e-3)
    assert float(shown["smallest"].text().replace("−", "-")) == pytest.approx(found.smallest, rel=1e-3)
    assert shown["negative"].text() == f"{found.negative} of 33"
    assert "whole Hessian" in trained.curvature.note.text()


def test_a_walk_along_an_eigenvector_can_be_taken_and_undone(trained, ladera, qtbot):
    before = ladera.session.latest.parameters
    trained.curvature.measure.click()
    qtbot.waitUntil(lambda: not trained.curvature.work.busy and trained.curvature.profile._shown is not None,
                    timeout=PATIENCE)
    trained.curvature.slider.setValue(trained.curvature.slider.maximum())
    assert trained.curvature.take.isEnabled()
    trained.curvature.take.click()
    qtbot.waitUntil(lambda: not np.allclose(ladera.session.latest.parameters, before), timeout=PATIENCE)
    ladera.document.undo_stack.undo()
    qtbot.waitUntil(lambda: np.array_equal(ladera.session.latest.parameters, before), timeout=PATIENCE)


def test_what_was_measured_elsewhere_says_so(trained, ladera, qtbot):
    trained.curvature.measure.click()
    qtbot.waitUntil(lambda: not trained.curvature.work.busy, timeout=PATIENCE)
    ladera.session.step()
    qtbot.waitUntil(lambda: "moved on" in trained.curvature.note.text(), timeout=PATIENCE)


# Runs


def test_another_optimizer_from_the_same_start_walks_on_the_same_plane(trained, ladera, qtbot):
    before = len(trained.field.map._trails)
    let_run(qtbot, trained, "sgd")
    rival, = trained.runs.rivals
    path = ladera.session.latest.path.seen()
    np.testing.assert_array_equal(rival.walk.points[0], path.points[0])
    assert len(trained.field.map._trails) == before + 1
    assert rival.losses[-1] == pytest.approx(loss_of(ladera, trained, rival.end), rel=1e-5)
    np.testing.assert_allclose(
        np.column_stack(trained.field.map._trails[1][0].getData()),
        trained.picture.plane.project(rival.walk.points).coordinates, atol=1e-6)


def test_a_run_is_the_training_that_the_window_would_have_done(trained, ladera, qtbot):
    let_run(qtbot, trained, "momentum", "other")
    rival, = trained.runs.rivals
    settings = ladera.document.model.training_settings
    assert (rival.seed, rival.epochs) == (settings.seed + 1, settings.epochs)
    again = run(ladera.document.model.graph.to_json(), ladera.session.latest.data, replace(
        settings, seed=rival.seed, optimizer="momentum", optimizer_settings={}).to_json())
    np.testing.assert_array_equal(again.end, rival.end)


def test_the_line_between_two_solutions_says_how_high_the_hill_is(trained, qtbot):
    assert not trained.runs.line.isVisible()
    let_run(qtbot, trained, "adam", "other")
    qtbot.waitUntil(lambda: "On the straight line" in trained.runs.line.sentence.text(), timeout=PATIENCE)
    t, losses = trained.runs.line.profile._shown
    assert losses[np.argmin(abs(t))] == pytest.approx(float(trained.picture.walk_losses[-1]), rel=1e-4)
    assert losses[np.argmin(abs(t - 1))] == pytest.approx(float(trained.runs.rivals[0].losses[-1]), rel=1e-3)
    spots = [spot.brush().color() for spot in trained.runs.line.profile._spot.points()]
    assert spots == [walker_colours()[0], walker_colours()[trained.runs.rivals[0].colour]]  # as on the plane


@pytest.mark.thorough
def test_a_plane_through_three_solutions(trained, ladera, qtbot):
    assert not trained.panel.kind.model().item(trained.panel.kind.findData("between")).isEnabled()
    let_run(qtbot, trained, "sgd")
    let_run(qtbot, trained, "adam", "other")
    choose(trained.panel.kind, "between")
    settle(qtbot, trained)
    ends = trained.picture.plane.project(np.stack(trained.runs.ends())).coordinates
    np.testing.assert_allclose(ends, [(1, 0), (0, 1)], atol=1e-9)


def test_a_run_can_be_hidden_and_removed(trained, qtbot):
    let_run(qtbot, trained, "sgd")
    trained.runs.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    settle(qtbot, trained)
    assert trained.runs.ends() == ()
    trained.runs.remove.click()
    assert trained.runs.rivals == ()
    assert not trained.runs.remove.isEnabled()


def test_a_run_that_breaks_says_why(trained, qtbot, monkeypatch):
    choose(trained.runs.form.optimizer, "sgd")
    trained.runs.form.rate.set_number(1e30)
    trained.runs.begin.click()
    assert trained.runs.refusal.text()
    trained.runs.form.rate.set_number(100.0)
    trained.runs.begin.click()
    qtbot.waitUntil(lambda: not trained.runs.busy, timeout=PATIENCE)
    text = trained.runs.list.item(0).text()
    assert "loss" in text or "finite" in text
    assert "epoch" not in text


def test_a_run_shows_its_walk_while_it_trains_and_is_kept_where_it_is_stopped(trained, ladera, qtbot, tmp_path):
    model, runs = ladera.document.model, trained.runs
    ladera.document.set_training(epochs=100_000)
    choose(runs.form.optimizer, "sgd")
    runs.begin.click()
    rival, = runs.rivals
    qtbot.waitUntil(lambda: rival.epochs > 0 and np.isfinite(rival.losses).all(), timeout=PATIENCE)
    assert rival.under_way
    assert f"epoch {grouped(rival.epochs)} of {grouped(100_000)}, loss" in runs.list.item(0).text()
    shown, = (line for line, _ in trained.field.map._trails[1:] if line.isVisible())
    assert len(shown.getData()[0]) > 1
    assert runs.ends() == ()  # it has not ended
    before = rival.walk.steps[-1]
    qtbot.waitUntil(lambda: rival.walk.steps[-1] > before, timeout=PATIENCE)
    runs.stop.click()
    assert not rival.under_way
    np.testing.assert_array_equal(runs.ends(), [rival.end])
    ladera.document.save_as(tmp_path / "kept.ladera")
    ladera.document.new()
    assert runs.rivals == ()
    ladera.document.open(tmp_path / "kept.ladera")
    qtbot.waitUntil(lambda: trained.picture is not None and not runs.busy and bool(runs.ends()), timeout=PATIENCE)
    again, = runs.rivals
    np.testing.assert_array_equal(again.walk.points, rival.walk.points)
    assert np.isfinite(again.losses).all()
    runs.remove.click()
    assert runs.rivals == () == model.runs
    ladera.document.undo_stack.undo()
    assert model.runs == (runs.rivals[0].kept,)


@pytest.mark.thorough
def test_a_run_of_another_network_waits_until_it_fits_again(trained, ladera, qtbot):
    let_run(qtbot, trained, "sgd")
    ladera.document.change_settings("hidden", {"units": 3})
    qtbot.waitUntil(lambda: "of another network" in trained.runs.list.item(0).text(), timeout=PATIENCE)
    assert trained.runs.ends() == ()
    ladera.document.undo_stack.undo()
    qtbot.waitUntil(lambda: "loss" in trained.runs.list.item(0).text(), timeout=PATIENCE)
    assert len(trained.runs.ends()) == 1


# Surfaces


def test_a_surface_in_full_is_kept_with_the_project_and_comes_back(trained, ladera, qtbot, tmp_path):
    compute(qtbot, trained)
    surface, = ladera.document.model.surfaces
    assert surface.losses.shape == (101, 101)
    place = 50, 50
    weights = surface.plane.point(surface.a[place[1]], surface.b[place[0]])
    assert surface.losses[place] == pytest.approx(loss_of(ladera, trained, weights), rel=1e-5)
    assert ladera.document.is_modified
    ladera.document.save_as(tmp_path / "kept.ladera")
    ladera.document.new()
    ladera.document.open(tmp_path / "kept.ladera")
    assert trained.surfaces.list.count() == 1
    assert trained.panel.live.isChecked()  # to see the kept surface had ended it
    qtbot.waitUntil(lambda: trained.picture is not None and trained.settled, timeout=PATIENCE)
    trained.surfaces.list.setCurrentRow(0)
    assert trained.picture.losses.shape == (101, 101)
    assert "A kept surface" in said(trained)


def test_removing_a_surface_can_be_undone(trained, ladera, qtbot):
    compute(qtbot, trained)
    trained.surfaces.remove.click()
    assert trained.surfaces.list.count() == 0
    ladera.document.undo_stack.undo()
    assert trained.surfaces.list.count() == 1


def test_a_surface_can_be_given_up(trained, ladera, qtbot):
    trained.surfaces.size.setCurrentIndex(2)
    trained.surfaces.compute.click()
    trained.surfaces.bar.cancel.click()
    assert not trained.surfaces.work.busy
    assert ladera.document.model.surfaces == ()
    assert trained.surfaces.compute.isEnabled()


def test_what_is_known_of_a_long_surface_stays_when_it_is_given_up(trained, ladera, qtbot):
    surfaces = trained.surfaces
    surfaces.size.setCurrentIndex(surfaces.size.findData(501))
    surfaces.compute.click()
    qtbot.waitUntil(lambda: "s left" in surfaces.bar.sentence.text(), timeout=PATIENCE)
    surfaces.bar.cancel.click()
    surface, = ladera.document.model.surfaces
    assert surface.losses.shape == (501, 501)
    assert 0 < surface.known < 1
    assert surface.title.endswith(f"501 × 501, {max(1, int(100 * surface.known))} % of it")
    assert surfaces.compute.isEnabled()
    assert np.array_equal(trained.picture.losses, surface.losses, equal_nan=True)
    assert np.isfinite(trained.field._wanted.z).all()
    assert f"{round(100 * surface.known)} % of 251{SPACE}001 places are known; between them" in said(trained)


@pytest.mark.thorough
def test_a_surface_of_another_network_is_not_drawn(trained, ladera, qtbot):
    compute(qtbot, trained)
    ladera.document.change_settings("hidden", {"units": 3})
    qtbot.waitUntil(lambda: trained.settled and trained.picture is not None
                    and trained.picture.plane.origin.size != 33, timeout=PATIENCE)
    rows = trained.surfaces.list
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(0)).center())
    assert "of another network: it has 33 weights" in said(trained)


def test_a_surface_is_exported(trained, qtbot, answer):
    compute(qtbot, trained)
    path = answer("landscape.npz")
    trained.surfaces.save.click()
    qtbot.waitUntil(lambda: trained.surfaces.sentence.text == "Written to landscape.npz.", timeout=PATIENCE)
    with np.load(path) as arrays:
        assert arrays["losses"].shape == (101, 101)
        assert len(arrays["walk"]) == len(trained.picture.walk)
    path = answer("no/landscape.npz")
    trained.surfaces.save.click()
    qtbot.waitUntil(lambda: "there is no folder" in trained.surfaces.sentence.text, timeout=PATIENCE)


@pytest.mark.parametrize("name", ["training.webp", pytest.param("training.gif", marks=pytest.mark.thorough)])
def test_the_walk_becomes_a_film(trained, qtbot, answer, name):
    path = answer(name)
    trained.surfaces.film.click()
    qtbot.waitUntil(lambda: not trained.surfaces.filming.busy, timeout=PATIENCE)
    with Image.open(path) as film:
        assert film.n_frames > 10
        assert film.size == (trained.field.width(), trained.field.height())
        film.seek(film.n_frames - 1)
        walk = np.array(QColor(current().negative).getRgb()[:3])
        assert abs(np.asarray(film.convert("RGB")).astype(int) - walk).max(axis=2).min() < 16
    assert len(walk_on_the_map(trained)) == len(trained.picture.walk)


def test_a_film_can_be_given_up(trained, qtbot, answer):
    path = answer("training.gif")
    trained.surfaces.film.click()
    qtbot.waitUntil(lambda: trained.surfaces.filming.share > 0, timeout=PATIENCE)
    trained.surfaces.filming.stop()
    assert not path.exists()
    assert trained.hill.walk_bar.scrub.value() == trained.hill.walk_bar.scrub.maximum()


def test_another_kind_of_film_is_refused_in_a_sentence(trained, qtbot, answer):
    answer("training.mp3")
    trained.surfaces.film.click()
    assert ".gif, .webp" in trained.surfaces.sentence.text


def test_a_cluster_that_is_not_there_is_a_sentence(trained, workplace, qtbot):
    pytest.importorskip("distributed")
    workplace.choose("tcp://127.0.0.1:1")
    try:
        trained.surfaces.compute.click()
        qtbot.waitUntil(lambda: not trained.surfaces.work.busy, timeout=PATIENCE)
        assert "tcp://127.0.0.1:1" in trained.surfaces.sentence.text
    finally:
        workplace.choose("")


@pytest.mark.thorough
def test_settings_of_runs_are_those_of_the_training(trained):
    assert trained.runs.form.optimizer.currentData() == "adam"
    assert trained.runs.form.rate.text() == "0.03"
    choose(trained.runs.form.optimizer, "sgd")
    default = TrainingSettings("sgd").optimizer_settings["learning_rate"]
    assert float(trained.runs.form.rate.text()) == default
