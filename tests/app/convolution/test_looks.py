"""What a unit looks for: the engine's pictures, live, by seed; and the life of a unit along the timeline as a film."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.workspaces.convolution import ConvolutionWorkspace
from app.workspaces.convolution.workspace import INSIDE
from engine.data import DataSpec
from engine.network import Network
from engine.probes.climb import Climb
from engine.project import Project
from engine.training import TrainingSettings
from engine.training.adversarial import input_ranges
from tests.app.convolution.test_network import DIGITS
from tests.app.convolution.test_pooling import pick


@pytest.fixture
def looks(workspace, document, qtbot):
    """The page, with a small network that was trained for two epochs."""
    document.model.load(Project("digits", DIGITS, DataSpec("digits", {"image": True}), TrainingSettings()))
    session = workspace._session
    qtbot.waitUntil(lambda: session.state == "ready", timeout=30_000)
    for epoch in (1, 2):
        session.epoch()
        qtbot.waitUntil(lambda epoch=epoch: session.latest.epoch == epoch and session.state != "running",
                        timeout=30_000)
    workspace.show_page("looks")
    panel = workspace.looks_panel
    panel.form.set_values({"rounds": 24, "seed": 3})
    pick(panel.layer_box, "first")
    rest(workspace, qtbot)
    return workspace.looks


def rest(workspace, qtbot):
    looks = workspace.looks
    qtbot.waitUntil(lambda: workspace._session.is_settled and looks.reading is not None
                    and looks.reading.probe == looks.question() and looks.reading["done"] == 1.0, timeout=30_000)


def truth(looks, weights):
    low, high = (ends["input_1"] for ends in input_ranges(DIGITS, looks.subject.data))
    ranges = (("input_1", tuple(low.ravel().tolist()), tuple(high.ravel().tolist())),)
    probe = replace(looks.question(), ranges=ranges)
    return Network(DIGITS).probe(weights, probe)[probe]


@pytest.mark.parametrize(("layer", "units"), [("first", 4), ("second", 3), ("output_1", 10)])
def test_every_unit_shows_the_picture_that_the_engine_climbs_to(looks, workspace, qtbot, layer, units):
    pick(workspace.looks_panel.layer_box, layer)
    rest(workspace, qtbot)
    found = truth(looks, workspace._session.latest.parameters)
    assert len(found.first) == units
    wanted = np.stack([looks.subject.pixels(picture) for picture in found.first])
    close = np.abs((looks.mosaic.tiles & 255).astype(int) - (wanted & 255).astype(int))
    assert np.percentile(close, 95) <= 3  # rounds add up rounding
    assert looks.reading["scores"] == pytest.approx(found["scores"], rel=0.05, abs=0.05)


def test_one_place_or_the_whole_map_answers(looks, workspace, qtbot):
    assert looks.question().place == (4, 4)
    before = looks.mosaic.tiles.copy()
    pick(workspace.looks_panel.place_box, False)
    rest(workspace, qtbot)
    assert looks.question().place is None
    assert not np.array_equal(before, looks.mosaic.tiles)
    pick(workspace.looks_panel.layer_box, "output_1")
    rest(workspace, qtbot)
    assert not workspace.looks_panel.place_box.isVisible()
    pick(workspace.looks_panel.place_box, True)


def test_another_start_is_another_picture_and_the_same_seed_the_same(looks, workspace, qtbot):
    before = looks.mosaic.tiles.copy()
    QTest.mouseClick(workspace.looks_panel.again, Qt.MouseButton.LeftButton)
    rest(workspace, qtbot)
    assert workspace.looks_panel.settings["seed"] == 4
    assert not np.array_equal(before, looks.mosaic.tiles)
    workspace.looks_panel.form.set_values({"seed": 3})
    workspace.looks_panel.chosen.emit()
    rest(workspace, qtbot)
    np.testing.assert_array_equal(before, looks.mosaic.tiles)


def test_a_click_shows_a_unit_large_with_its_number(looks, workspace):
    view = looks.mosaic
    place = view.unit_place(2, 4, 4).toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert looks.unit == 2
    assert "first, unit 3" in workspace.looks_panel.unit.text()
    assert looks.large.view._image.pixel(3, 5) == int(view.tiles[2][5, 3])


def test_a_long_climb_says_how_far_it_is_and_is_cancelled(looks, workspace, qtbot):
    panel = workspace.looks_panel
    panel.form.set_values({"rounds": 1000})
    pick(panel.layer_box, "output_1")
    qtbot.waitUntil(lambda: panel.progress.value() > 0, timeout=20_000)
    QTest.mouseClick(panel.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: workspace._session.is_settled, timeout=20_000)
    assert panel.progress.value() == 0
    assert not panel.cancel.isEnabled()
    panel.form.set_values({"rounds": 24})


def test_a_film_goes_through_the_timeline_and_back_and_is_saved(looks, workspace, qtbot, tmp_path):
    looks.choose(1)
    QTest.mouseClick(workspace.looks_panel.film, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not looks.life.is_walking and workspace._session.is_settled, timeout=30_000)
    assert list(looks.life.pictures) == [0, 1, 2]
    assert looks.epochs.text() == "epochs 0 to 2, 3 pictures"
    assert not workspace._session.is_looking_back
    born = truth(looks, Network(DIGITS).initial_parameters(0)).first[1]
    close = np.abs((looks.life.pictures[0] & 255).astype(int) - (looks.subject.pixels(born) & 255).astype(int))
    assert np.percentile(close, 95) <= 3
    for suffix in ("gif", "webp"):
        path = tmp_path / f"life.{suffix}"
        workspace.export_film(path)
        with Image.open(path) as film:
            assert film.n_frames == 3
            assert film.width >= 256


def test_the_progress_of_a_film_goes_one_way(looks, workspace, qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr(workspace.looks_panel, "show_progress",
                        lambda share: shown.append((looks.life.is_walking, share)))
    QTest.mouseClick(workspace.looks_panel.film, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not looks.life.is_walking and workspace._session.is_settled, timeout=30_000)
    film = [share for walks, share in shown if walks]
    assert film == sorted(film)
    assert film[0] == 0.0 < film[-1] < 1.0
    assert shown[-1] == (False, None)


def test_scrubbing_the_timeline_shows_the_unit_as_it_was(looks, workspace, qtbot):
    now, session = looks.mosaic.tiles.copy(), workspace._session
    session.look_back(0)
    qtbot.waitUntil(lambda: session.is_looking_back and session.is_settled
                    and not np.array_equal(now, looks.mosaic.tiles), timeout=20_000)
    assert 0 in looks.life.pictures
    session.return_to_present()
    qtbot.waitUntil(lambda: not session.is_looking_back and np.array_equal(now, looks.mosaic.tiles), timeout=20_000)


def test_one_picture_is_of_one_epoch(looks):
    assert list(looks.life.pictures) == [2]
    assert looks.epochs.text() == "epoch 2, one picture"


def test_the_question_is_a_climb_of_the_settings(looks, workspace):
    asked = looks.question()
    assert isinstance(asked, Climb)
    assert (asked.rounds, asked.seed, asked.units) == (24, 3, (0, 1, 2, 3))


def test_a_workspace_that_is_opened_after_the_training_shows_every_page_of_it(looks, workspace, document, qtbot):
    late = ConvolutionWorkspace(document, workspace._session)
    qtbot.addWidget(late)
    late.resize(1240, 740)
    late.show()
    for name in INSIDE:
        late.show_page(name)
        page = late._views.currentWidget()
        qtbot.waitUntil(lambda page=page: page._snapshot is not None, timeout=30_000)
    assert late.looks_panel.layer
