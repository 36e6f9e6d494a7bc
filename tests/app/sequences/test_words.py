"""Words as vectors: learned beside the window, with the engine's numbers, and asked in a real window."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.workspaces.sequences.pair_box import BACKWARDS, FORWARDS, UPDATED
from app.workspaces.sequences.words_view import ANALOGY, NEAR
from engine.data import DataSpec
from engine.project import Project
from engine.sequences.tsne import tsne
from engine.sequences.vocabulary import text_of
from engine.sequences.word_run import WordRun
from engine.sequences.word_space import analogy, nearest, principal_plane, summed

SMALL = {"text": "alice", "dimensions": 6, "epochs": 2, "runs": 2, "rarest": 20, "most": 60, "seed": 3}


@pytest.fixture
def words(workspace):
    workspace.show_page("words")
    view = workspace.views["words"]
    view.panel.form.set_values(SMALL)
    view.restart()
    yield view
    view.restart()


@pytest.fixture
def learned(words, workspace, qtbot):
    QTest.mouseClick(words.panel.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: words.player.is_over and workspace.settled, timeout=60_000)
    return words


def write(line, text: str) -> None:
    line.selectAll()
    QTest.keyClicks(line, text)


def test_it_learns_to_its_end_with_the_numbers_of_the_engine(words, workspace, qtbot, tmp_path):
    assert "Press Learn" in words.content.sentence
    assert words.arrays() == {}
    assert workspace.playable is words.player
    QTest.mouseClick(words.panel.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: words.player.is_over and workspace.settled, timeout=60_000)
    *_, wanted = WordRun(words.panel.settings, text_of("alice", DataSpec("iris")))
    np.testing.assert_array_equal(words.player.moment.centres, wanted.centres)
    plane = principal_plane(wanted.centres[0])
    np.testing.assert_allclose(np.abs(words.map.places), np.abs(plane.places(wanted.centres[0])), atol=1e-9)
    assert f"{plane.shares[0]:.1%}" in words.map.item.getAxis("bottom").labelText
    workspace.export_drawing(tmp_path / "words.npz")
    with np.load(tmp_path / "words.npz") as stored:
        np.testing.assert_array_equal(stored["centres"], wanted.centres)
    workspace.show_page("memory")
    assert workspace.playable is None


def test_what_is_asked_is_answered_over_all_seeds(learned):
    moment, places = learned.player.moment, learned.player.moment.vocabulary.places
    write(learned.word, "she")
    found = nearest(moment.centres, places["she"], NEAR)
    assert [row[0] for row in learned.near_bars.rows] == [moment.vocabulary.words[word] for word in found.words]
    assert [row[2] for row in learned.near_bars.rows] == found.spread.tolist()
    write(learned.analogy, "she - her + it")
    found = analogy(moment.centres, places["she"], places["her"], places["it"], ANALOGY)
    assert [row[1] for row in learned.alike_bars.rows] == found.means.tolist()
    write(learned.analogy, "she - unicorn + it")
    assert learned.alike_bars.rows == []
    assert "unicorn" in learned.alike_says.text()


def test_a_sentence_leads_from_zero_arrow_after_arrow(learned):
    places = learned.player.moment.vocabulary.places
    write(learned.sentence, "alice said unicorn")
    vectors = learned.player.moment.centres[0][[places["alice"], places["said"]]]
    np.testing.assert_allclose(learned.map.way, learned.plane.places(summed(vectors)))
    assert learned.map.way_words == ("alice", "said")
    assert "unicorn" in learned.sentence_says.text()
    write(learned.sentence, "unicorn")
    assert len(learned.map.way) == 0


def test_a_word_is_named_under_the_mouse_and_taken_by_a_click(learned, qtbot):
    place = int(np.abs(learned.map.places).sum(axis=1).argmax())  # at the rim, where no other is
    there = learned.map.mapFromScene(*learned.map._in_scene(learned.map.places)[place])
    QTest.mouseMove(learned.map.viewport(), there)
    qtbot.waitUntil(lambda: learned.map.hovered == place)
    QTest.mouseClick(learned.map.viewport(), Qt.MouseButton.LeftButton, pos=there)
    qtbot.waitUntil(lambda: learned.word.text() == learned.player.moment.vocabulary.words[place])
    assert learned.map.marked[0] == place


def test_one_pair_goes_forwards_backwards_and_is_updated(learned):
    box, table = learned.pair, learned.pair.table
    before = learned.player.moment.centres.copy()
    cell = lambda row, column: table.item(row, column).text()  # noqa: E731
    assert [button.isEnabled() for button in box.steps] == [True, False, False]
    assert (cell(0, 1), cell(0, 2)) == ("1", "")
    QTest.mouseClick(box.steps[0], Qt.MouseButton.LeftButton)
    assert box.stage == FORWARDS
    assert float(cell(0, 3).replace("−", "-")) == pytest.approx(box.pair.forwards().chances[0], rel=1e-3)
    assert cell(0, 5) == ""
    QTest.mouseClick(box.steps[1], Qt.MouseButton.LeftButton)
    assert box.stage == BACKWARDS
    assert float(cell(0, 5).replace("−", "-")) == pytest.approx(box.pair.forwards().chances[0] - 1, rel=1e-3)
    QTest.mouseClick(box.steps[2], Qt.MouseButton.LeftButton)
    assert box.stage == UPDATED
    assert box.after.forwards().losses.sum() < box.pair.forwards().losses.sum()
    np.testing.assert_array_equal(learned.player.moment.centres, before)
    after = box.after
    QTest.mouseClick(box.steps[0], Qt.MouseButton.LeftButton)
    assert box.pair is after
    QTest.mouseClick(box.other, Qt.MouseButton.LeftButton)
    assert box.pair.word != after.word or box.pair.candidates.tolist() != after.candidates.tolist()


def test_it_can_be_paused_and_cancelled(words, qtbot):
    words.panel.form.set_values({"epochs": 500})
    words.restart()
    QTest.mouseClick(words.panel.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: words.player.moment is not None)
    QTest.mouseClick(words.panel.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not words.player.busy)
    done = words.player.moment.done
    QTest.mouseClick(words.panel.step, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not words.player.busy)
    assert done < words.player.moment.done < 1
    QTest.mouseClick(words.panel.cancel, Qt.MouseButton.LeftButton)
    assert words.player.moment is None
    assert "Press Learn" in words.content.sentence


def test_the_text_of_the_project_is_learned_or_it_is_said_that_there_is_none(words, document, qtbot):
    words.panel.form.set_values({"text": "project", "rarest": 1})
    words.restart()
    document.model.load(Project("p", document.model.graph, DataSpec("iris"), document.model.training_settings))
    words.player.play()
    qtbot.waitUntil(lambda: words.panel.error.isVisible(), timeout=10_000)
    assert "no text" in words.panel.error.text()
    text = "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece " * 30
    own = DataSpec("text", content=text.encode())
    document.model.load(Project("p", document.model.graph, own, document.model.training_settings))
    words.player.play()
    qtbot.waitUntil(lambda: words.player.is_over and not words.player.busy, timeout=30_000)
    assert "trece" in words.player.moment.vocabulary.words
    assert not words.panel.error.isVisible()
    assert len(words.near_bars.rows) == NEAR


def choose_map(words, place: int) -> None:
    words.choice.box.setCurrentIndex(place)
    words.choice.box.activated.emit(place)


def test_t_sne_is_worked_out_beside_the_window_with_its_warning_and_without_sums(learned, qtbot):
    choose_map(learned, 1)
    qtbot.waitUntil(lambda: learned.choice.progress.isVisible(), timeout=30_000)
    qtbot.waitUntil(lambda: learned.choice.player.is_over, timeout=120_000)
    vectors = learned.player.moment.centres[0]
    *_, wanted = tsne(vectors, learned.plane.places(vectors), 30)
    np.testing.assert_array_equal(learned.map.places, wanted.places)
    assert "distances between groups, their sizes and their shapes mean nothing" in learned.choice.said.text()
    assert learned.choice.said.isVisible()
    assert "variance" not in learned.map.item.getAxis("bottom").labelText
    write(learned.sentence, "she said")
    assert not len(learned.map.way)
    assert "no place for a sum" in learned.sentence_says.text()
    choose_map(learned, 0)
    np.testing.assert_array_equal(learned.map.places, learned.plane.places(vectors))
    assert len(learned.map.way) == 3
    assert not learned.choice.said.isVisible()


def test_t_sne_can_be_given_up_and_begins_anew_with_other_vectors(learned, qtbot):
    choose_map(learned, 1)
    qtbot.waitUntil(learned.choice.cancel.isVisible, timeout=30_000)
    QTest.mouseClick(learned.choice.cancel, Qt.MouseButton.LeftButton)
    assert not learned.choice.wanted
    assert "variance" in learned.map.item.getAxis("bottom").labelText
    choose_map(learned, 1)
    qtbot.waitUntil(lambda: learned.choice.player.is_over, timeout=120_000)
    before = learned.choice.places
    learned.restart()
    learned.player.move(1)
    qtbot.waitUntil(lambda: learned.player.moment is not None and learned.choice.player.is_over, timeout=120_000)
    assert not np.array_equal(learned.choice.places, before)
    choose_map(learned, 0)
