"""Unsaved work is kept, offered and opened, and given up only when the person says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.document.document import Document
from app.shell.examples import EXAMPLES
from engine.formats import read_project, write_project
from tests.app.windows import Button, leave_unsaved_work, ready


def test_unsaved_work_of_a_crash_is_offered_and_opened(open_ladera, answer, tmp_path, qtbot):
    leave_unsaved_work(tmp_path)
    shown = answer(Button.Open)
    ladera = open_ladera()
    ladera.start()
    assert len(shown) == 1
    assert len(ladera.document.model.graph.layers) == 1
    assert ladera.document.is_modified
    assert not ladera.window.on_start_page


def test_unsaved_work_that_is_discarded_is_offered_once(open_ladera, answer, tmp_path):
    leave_unsaved_work(tmp_path)
    shown = answer(Button.Discard)
    open_ladera().start()
    open_ladera().start()
    assert len(shown) == 1


def test_unsaved_work_can_wait(open_ladera, answer, tmp_path):
    leave_unsaved_work(tmp_path)
    shown = answer(Button.Cancel)
    open_ladera().start()
    open_ladera().start()
    assert len(shown) == 2


@pytest.fixture
def crashed_on_a_file(tmp_path) -> Path:
    """A file, and the work on it, a dense layer more, of a window that crashed."""
    path = tmp_path / "mine.ladera"
    write_project(path, read_project(EXAMPLES[0].path))
    document = Document(recovery_folder=tmp_path / "recovery")
    document.open(path)
    document.add_layer("dense", (0, 0))
    document.leave()
    return path


@pytest.mark.parametrize("at_start", [True, False])
def test_work_on_a_file_is_offered_when_that_file_is_opened(open_ladera, answer, crashed_on_a_file, at_start):
    shown = answer(Button.Open)
    ladera = open_ladera()
    saved = len(read_project(crashed_on_a_file).graph.layers)
    if at_start:
        ladera.start(crashed_on_a_file)
    else:
        ladera.window.files.open(crashed_on_a_file)
    assert len(shown) == 1
    assert "“mine”" in shown[0]
    assert "in place of the file" in shown[0]
    assert len(ladera.document.model.graph.layers) == saved + 1
    assert ladera.document.path == crashed_on_a_file
    assert ladera.document.is_modified
    ladera.document.save()
    assert len(read_project(crashed_on_a_file).graph.layers) == saved + 1


@pytest.mark.parametrize(("button", "offered_again"), [(Button.Cancel, 2), (Button.Discard, 1)])
def test_the_file_is_opened_where_the_work_on_it_is_not_wanted(open_ladera, answer, crashed_on_a_file, button,
                                                              offered_again):
    shown = answer(button)
    for _ in range(2):
        ladera = open_ladera()
        ladera.start(crashed_on_a_file)
        assert ladera.document.model.graph == read_project(crashed_on_a_file).graph
        assert ladera.document.path == crashed_on_a_file
        assert not ladera.document.is_modified
    assert len(shown) == offered_again


def test_work_on_a_file_that_changed_since_is_offered_with_a_warning(open_ladera, answer, crashed_on_a_file):
    shown = answer(Button.Cancel)
    write_project(crashed_on_a_file, replace(read_project(crashed_on_a_file), notes="of another program"))
    open_ladera().start(crashed_on_a_file)
    assert "has changed since" in shown[0]


def test_work_on_other_files_is_mentioned_and_one_click_away(open_ladera, answer, crashed_on_a_file, tmp_path):
    """`ladera FILE` opens the file, asks nothing about others, and hides nothing."""
    shown = answer(Button.Open)
    other = tmp_path / "other.ladera"
    write_project(other, read_project(EXAMPLES[0].path))
    ladera = open_ladera()
    ladera.start(other)
    assert shown == []
    assert ladera.document.path == other
    assert "unsaved work" in ladera.window.banner.text
    ladera.window.banner._action.click()
    assert ladera.document.path == crashed_on_a_file
    assert ladera.document.is_modified


def test_a_project_without_a_name_is_offered_in_the_language_of_the_window(open_ladera, store, answer, tmp_path):
    leave_unsaved_work(tmp_path)
    store.setValue("language", "es")
    shown = answer(Button.Cancel)
    open_ladera().start()
    assert "«Sin título»" in shown[0]


class Manager:
    """A session manager, as Qt shows it to programs."""

    def __init__(self, allows: bool) -> None:
        self.allows, self.said = allows, []

    def allowsInteraction(self) -> bool:
        return self.allows

    def cancel(self) -> None:
        self.said.append("cancel")

    def release(self) -> None:
        self.said.append("release")


def test_logging_out_keeps_the_work_and_asks_nothing(ladera, answer, tmp_path):
    shown = answer(Button.Cancel)
    ladera.document.add_layer("dense", (0, 0))
    ladera.commit(Manager(True))
    ladera.close()
    assert shown == []
    (entry,) = Document(recovery_folder=tmp_path / "recovery").list_recoverable()
    assert len(entry.read().graph.layers) == 1


@pytest.mark.parametrize(("allows", "button", "said"), [
    (True, Button.Cancel, ["cancel", "release"]), (True, Button.Discard, ["release"]), (False, Button.Cancel, [])])
def test_logging_out_asks_where_the_work_cannot_be_kept(ladera, answer, monkeypatch, allows, button, said):
    answer(button)
    ladera.document.add_layer("dense", (0, 0))
    monkeypatch.setattr(ladera.document, "autosave", lambda: False)
    manager = Manager(allows)
    ladera.commit(manager)
    assert manager.said == said


def test_what_the_person_gave_up_is_not_kept(ladera, answer, tmp_path):
    answer(Button.Discard)
    ladera.document.add_layer("dense", (0, 0))
    ladera.document.autosave()
    assert ladera.window.close()
    ladera.close()
    assert Document(recovery_folder=tmp_path / "recovery").list_recoverable() == ()


def test_the_trained_weights_are_kept_too(ladera, qtbot, tmp_path):
    ladera.window.open_example(EXAMPLES[0])
    ready(ladera, qtbot)
    ladera.session.step()
    qtbot.waitUntil(lambda: ladera.session.latest is not None and ladera.session.latest.step == 1)
    learned = ladera.session.latest.parameters
    ladera.close()
    (entry,) = Document(recovery_folder=tmp_path / "recovery").list_recoverable()
    assert (entry.read().parameters == learned).all()
