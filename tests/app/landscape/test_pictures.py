"""What the landscape shows is the loss of the network that is trained."""

from __future__ import annotations

import itertools
import os

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from app.numbers import number
from app.workspaces.landscape import LandscapeWorkspace
from app.workspaces.landscape.live import PictureRequest
from app.workspaces.landscape.plane_fitter import _steady
from engine.jobs.pool import WorkerEndedError
from engine.landscape import POLICY, losses_of
from engine.network import Network
from tests.app.landscape.conftest import PATIENCE
from tests.cases import for_thorough


def settle(qtbot, landscape: LandscapeWorkspace) -> None:
    qtbot.waitUntil(lambda: landscape.settled, timeout=PATIENCE)


def loss_of(ladera, landscape: LandscapeWorkspace, weights: np.ndarray) -> float:
    task = landscape.picture.task
    settings = ladera.document.model.training_settings
    network = Network(ladera.document.model.graph, l1=settings.l1, l2=settings.l2)
    return float(network.objective(weights.astype(np.float32), task.inputs, task.targets))


def said(landscape: LandscapeWorkspace) -> str:
    """The line below the picture, and its details."""
    caption = landscape.field.caption
    return f"{caption.text} {caption.details}"


def walk_on_the_map(landscape: LandscapeWorkspace) -> np.ndarray:
    """The points of the first line that is drawn over the map, (T, 2)."""
    return np.column_stack(landscape.field.map._trails[0][0].getData())


def choose(combo, value) -> None:
    """Pick a row as a person does: `activated` comes with it."""
    combo.setFocus()
    while combo.currentData() != value:
        before = combo.currentIndex()
        QTest.keyClick(combo, Qt.Key.Key_Down if combo.findData(value) > before else Qt.Key.Key_Up)
        assert combo.currentIndex() != before


def test_before_training_random_directions_show_the_way(landscape):
    assert landscape.picture.plane.kind == "random"
    assert "train a little" in said(landscape)


def test_after_a_reset_no_loss_of_the_walk_before_is_shown(trained, ladera, qtbot):
    ladera.document.set_training(optimizer_settings={"learning_rate": 0.5})
    ladera.session.reset()
    qtbot.waitUntil(lambda: ladera.session.is_settled and ladera.session.state == "ready", timeout=PATIENCE)
    ladera.session.epoch()
    qtbot.waitUntil(lambda: ladera.session.is_settled and ladera.session.latest.epoch == 1, timeout=PATIENCE)
    step = ladera.session.latest.step
    qtbot.waitUntil(lambda: trained.settled and trained.picture.tag.snapshot.step == step, timeout=PATIENCE)
    picture = trained.picture
    assert len(picture.walk) > 1
    for weights, loss in zip(picture.walk, picture.walk_losses, strict=True):
        assert loss == pytest.approx(loss_of(ladera, trained, weights), rel=1e-4)


def test_the_walk_is_on_the_plane_of_its_principal_components(trained):
    assert trained.picture.plane.kind == "principal"
    explained = trained.picture.plane.explained
    assert 0.5 < explained.sum() <= 1.0 + 1e-12


@pytest.mark.parametrize("place", for_thorough([(0, 0), (20, 20), (40, 7)], lambda place: place != (40, 7)))
def test_every_height_is_the_loss_of_the_weights_there(trained, ladera, place):
    picture = trained.picture
    row, column = place
    weights = picture.plane.point(picture.a[column], picture.b[row])
    assert picture.losses[row, column] == pytest.approx(loss_of(ladera, trained, weights), rel=1e-5)


def test_the_ball_lies_at_the_true_loss_of_the_weights_now(trained, ladera):
    latest = ladera.session.latest
    assert trained.picture.walk_losses[-1] == pytest.approx(loss_of(ladera, trained, latest.parameters), rel=1e-5)
    here = trained.picture.plane.project(latest.parameters).coordinates[0]
    np.testing.assert_allclose(walk_on_the_map(trained)[-1], here, atol=1e-6)


def test_the_window_says_on_what_the_loss_is_measured_and_how(trained):
    assert "260 training examples" in said(trained)
    assert POLICY in said(trained)
    assert "off the plane" in said(trained)


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["random", "eigenvectors", "weights"])
def test_other_directions_are_a_choice_away(trained, qtbot, kind):
    choose(trained.panel.kind, kind)
    qtbot.waitUntil(lambda: trained.settled and trained.picture.plane.kind == kind, timeout=PATIENCE)
    assert np.isfinite(trained.picture.losses).all()


def test_two_weights_are_chosen_by_layer_and_index_and_name_the_axes(trained, ladera, qtbot):
    choose(trained.panel.kind, "weights")
    one, other = (trained.panel.pickers[name] for name in ("one", "other"))
    assert (one.name, other.name) == ("hidden/kernel[0, 0]", "hidden/kernel[0, 1]")
    other.array.setFocus()
    for _ in range(2):
        QTest.keyClick(other.array, Qt.Key.Key_Down)
    other.index[0].setFocus()
    QTest.keyClick(other.index[0], Qt.Key.Key_Up)
    assert other.name == "head/kernel[1, 0]"
    qtbot.waitUntil(lambda: trained.settled and trained.picture.plane.labels[1] == other.name, timeout=PATIENCE)
    arrays = trained.subject.network.layout.arrays(ladera.session.latest.parameters)
    assert other.value.text() == f"= {number(float(arrays['head/kernel'][1, 0]))}"
    assert trained.field.map.item.getAxis("left").labelText == "β: head/kernel (2, 1)"
    one.array.setCurrentIndex(other.array.currentIndex())
    one.array.activated.emit(other.array.currentIndex())
    one.index[0].setValue(2)
    qtbot.waitUntil(lambda: "Choose two different weights" in said(trained), timeout=PATIENCE)


def test_the_next_seed_looks_in_another_direction(landscape, qtbot):
    choose(landscape.panel.kind, "random")
    settle(qtbot, landscape)
    before = landscape.picture.plane.first
    landscape.panel.fresh.click()
    settle(qtbot, landscape)
    assert not np.allclose(landscape.picture.plane.first, before)
    assert landscape.panel.seed.text() == "seed 1"


def test_a_range_by_hand_is_kept_to(trained, qtbot):
    trained.panel.by_hand.setChecked(True)
    for box, text in zip(trained.panel.spans, ("-2", "3", "-0,5", "0.5"), strict=True):
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, text)
        QTest.keyClick(box, Qt.Key.Key_Return)
    settle(qtbot, trained)
    picture = trained.picture
    assert (picture.a[0], picture.a[-1], picture.b[0], picture.b[-1]) == (-2.0, 3.0, -0.5, 0.5)


def test_the_start_of_the_walk_can_be_the_centre(trained, ladera, qtbot):
    choose(trained.panel.centre, "start")
    settle(qtbot, trained)
    np.testing.assert_array_equal(trained.picture.plane.origin, ladera.session.latest.path.seen().points[0])


def test_a_finer_grid_is_computed(trained, qtbot):
    choose(trained.panel.resolution, 61)
    qtbot.waitUntil(lambda: trained.settled and trained.picture.losses.shape == (61, 61), timeout=PATIENCE)
    assert trained.picture.known == 1.0


def test_a_worker_in_the_place_of_one_that_ended_is_taught_again(trained, workplace, qtbot):
    failed = []
    trained.live.failed.connect(failed.append)
    with pytest.raises(WorkerEndedError):
        workplace.local(1).submit(os._exit, 1).result(PATIENCE)
    choose(trained.panel.resolution, 61)
    qtbot.waitUntil(lambda: trained.settled and trained.picture.losses.shape == (61, 61), timeout=PATIENCE)
    assert np.isfinite(trained.picture.losses).all()
    assert failed == []


def test_a_minibatch_is_the_one_that_the_last_step_was_made_on(trained, ladera, qtbot):
    choose(trained.panel.sample, "minibatch")
    for _ in range(2):
        qtbot.waitUntil(lambda: trained.settled and trained.subject.step == ladera.session.latest.step,
                        timeout=PATIENCE)
        latest, picture, train = ladera.session.latest, trained.picture, ladera.session.latest.data.train
        assert f"the {len(latest.minibatch)} examples of step {latest.step:,}’s minibatch" in said(trained)
        network = Network(latest.graph, dtype="float64")
        loss = network.objective(latest.parameters, train.inputs[latest.minibatch], train.targets[latest.minibatch])
        centre = losses_of(picture.task, (picture.plane.origin, picture.plane.first, picture.plane.second),
                           np.zeros(1), np.zeros(1))
        assert centre[0] == pytest.approx(loss, abs=1e-6)
        assert picture.below == pytest.approx(loss, abs=1e-6)
        ladera.session.step()
        qtbot.waitUntil(lambda step=latest.step: ladera.session.latest.step == step + 1, timeout=PATIENCE)


def test_before_the_first_step_there_is_no_minibatch(landscape, qtbot):
    choose(landscape.panel.sample, "minibatch")
    settle(qtbot, landscape)
    assert "no minibatch before the next step. Until then a fixed sample." in said(landscape)


def test_the_true_loss_and_that_on_the_plane_are_said_as_numbers(trained, ladera):
    """The centre is where the walk ends: both are the same there, and elsewhere they need not be."""
    loss = loss_of(ladera, trained, ladera.session.latest.parameters)
    step = ladera.session.latest.step
    assert (f"At step {step:,} the true loss is {number(loss)}, on the plane {number(trained.picture.below)}; 0 %"
            in said(trained))
    assert trained.picture.below == pytest.approx(loss, rel=1e-5)
    trained.hill.walk_bar.scrub.setValue(step // 2)
    picture, here = trained.picture, np.searchsorted(trained.picture.tag.walk.steps, step // 2, "right") - 1
    off = picture.projection.off_plane[here]
    assert 0 < off < 1
    true = number(picture.walk_losses[here])
    assert f"At step {step // 2:,} the true loss is {true}, on the plane ≈ " in said(trained)
    assert f"; {number(100 * off)} % of the way there is off it" in said(trained)


def test_outside_a_range_by_hand_there_is_no_drop_line_and_inside_there_is(trained, qtbot):
    """One point outside must not take the lines of the others away."""
    coordinates = trained.picture.projection.coordinates
    reach = np.sort(abs(coordinates).max(axis=1))
    half = float(reach[len(reach) // 2])
    drawn = []
    trained.field.set_trails = lambda trails, set_trails=trained.field.set_trails: (
        drawn.append(trails), set_trails(trails))
    trained.panel.by_hand.setChecked(True)
    for box, value in zip(trained.panel.spans, (-half, half, -half, half), strict=True):
        box.set_number(value)
    trained.panel.changed.emit()
    qtbot.waitUntil(lambda: trained.settled and trained.picture.a[-1] < reach[-1], timeout=PATIENCE)
    walk, *_ = drawn[-1]
    span = trained.picture.a[-1]
    np.testing.assert_array_equal(np.isnan(walk.drop), abs(walk.xy).max(axis=1) > span)
    assert 0 < np.isnan(walk.drop).sum() < len(walk.drop)
    trained.hill.walk_bar.scrub.setValue(1)
    assert "outside the picture" in said(trained)


def test_what_becomes_of_biases_is_said(trained, qtbot):
    choose(trained.panel.kind, "random")
    qtbot.waitUntil(lambda: trained.settled and trained.picture.plane.kind == "random", timeout=PATIENCE)
    assert "Biases and normalisation scales stay as they are." in said(trained)
    trained.panel.forms["random"].findChild(QCheckBox).click()
    settle(qtbot, trained)
    assert "Biases and normalisation scales change too." in said(trained)


def test_going_back_along_the_walk_leaves_the_training_where_it_is(trained, ladera):
    step = ladera.session.latest.step
    trained.hill.walk_bar.scrub.setValue(step // 2)
    assert trained.hill.walk_bar.step.text() == f"step {step // 2:,}"
    steps = trained.picture.tag.walk.steps
    assert len(walk_on_the_map(trained)) == np.searchsorted(steps, step // 2, "right")
    assert ladera.session.latest.step == step


def test_training_on_moves_the_picture_without_being_asked(trained, ladera, qtbot):
    before = trained.picture.tag.snapshot.step
    ladera.session.step()
    qtbot.waitUntil(lambda: trained.settled and trained.picture.tag.snapshot.step == before + 1, timeout=PATIENCE)


def test_a_picture_that_need_not_keep_up_says_how_old_it_is(trained, ladera, qtbot):
    trained.panel.live.setChecked(False)
    settle(qtbot, trained)
    before = trained.picture.tag.snapshot.step
    ladera.session.step()
    qtbot.waitUntil(lambda: ladera.session.latest.step == before + 1, timeout=PATIENCE)
    trained.field.say("")
    trained.hill.draw()
    assert trained.picture.tag.snapshot.step == before
    assert f"As it was at step {before}." in said(trained)


@pytest.mark.parametrize(("wanted", "seen"), [
    ((-0.9, 0.9), (-1, 1)), ((-0.5, 0.5), (-0.5, 0.5)), ((-1.1, 0.9), (-1.1, 0.9))],
    ids=["a little smaller", "much smaller", "larger"])
def test_ranges_stay_until_they_show_too_much_or_too_little(wanted, seen):
    other = (0.0, 2.0)
    assert _steady((wanted, other), ((-1, 1), other)) == (seen, other)


def test_refits_neither_flip_nor_jump(trained, ladera, qtbot):
    before = trained.picture.plane
    for _ in range(3):
        count = ladera.session.latest.step
        ladera.session.step()
        qtbot.waitUntil(lambda count=count: ladera.session.latest.step > count, timeout=PATIENCE)
        trained._refit()
        settle(qtbot, trained)
    after = trained.picture.plane
    for one, other in ((before.first, after.first), (before.second, after.second)):
        assert one @ other / np.linalg.norm(one) / np.linalg.norm(other) > 0.5


def test_a_network_that_cannot_be_trained_says_why(trained, ladera, qtbot):
    ladera.document.remove(["output"])
    qtbot.waitUntil(lambda: bool(trained.hill.area.sentence), timeout=PATIENCE)
    ladera.document.undo_stack.undo()
    qtbot.waitUntil(lambda: not trained.hill.area.sentence and trained.settled, timeout=PATIENCE)


def test_the_picture_is_copied_as_it_is_seen(trained):
    trained.commands["copy_image"]()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (trained.field.width(), trained.field.height())


@pytest.mark.thorough
def test_docks_float_and_return(trained, qtbot):
    for dock in trained.findChildren(type(trained._plane_dock)):
        dock.setFloating(True)
        qtbot.waitUntil(lambda dock=dock: dock.isWindow(), timeout=PATIENCE)
        dock.setFloating(False)
        assert not dock.isFloating()
    assert trained.panel.isVisible()


def test_a_picture_that_is_replaced_soon_has_some_of_its_walk(trained):
    """Of a slow network the finer passes never come while it trains: the first one must have the trail."""
    live, picture = trained.live, trained.picture
    live._rate = 1.0
    asked = PictureRequest(picture.task, picture.plane, picture.a, picture.b, picture.walk, picture.projection,
                           picture.tag)
    first = itertools.takewhile(lambda places: places is not None, live._cut(asked))
    measured = np.concatenate([walk for _, _, walk in first])
    assert len(measured) >= 2
    assert measured[-1] == len(picture.walk) - 1


def test_the_sentence_of_a_quick_look_back_comes_a_moment_later(trained, monkeypatch, qtbot):
    trained.panel.live.setChecked(False)
    monkeypatch.setattr(trained.hill, "_is_running", lambda: True)
    trained.hill.draw()
    before = trained.field.caption.text
    trained.hill.stand_at(int(trained.picture.tag.walk.steps[1]))
    assert trained.field.caption.text == before
    qtbot.waitUntil(lambda: trained.field.caption.text != before)
