"""Files that take their time, a lack of memory, and mistakes: a sentence, and the work is safe."""

from __future__ import annotations

import errno
import os
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from app.document import document as app_document
from app.document import recovery
from app.shell.crash import CrashReporter
from app.shell.examples import EXAMPLES
from engine.errors import N_, DataError
from engine.formats import read_project, write_project
from tests.app.windows import Button, cancelled, choose, leave_unsaved_work


class Slow:
    """Replaces a function of a module by one that waits for `go`."""

    def __init__(self, monkeypatch, module, name: str) -> None:
        self.go, self.over = threading.Event(), threading.Event()
        real = getattr(module, name)

        def slowly(*arguments):
            self.go.wait(20)
            try:
                return real(*arguments)
            finally:
                self.over.set()
        monkeypatch.setattr(module, name, slowly)


def test_a_file_that_takes_long_to_write_can_be_given_up(ladera, monkeypatch, tmp_path):
    """The old one stays, and the project is not taken for saved."""
    path = tmp_path / "mine.ladera"
    choose(monkeypatch, path)
    ladera.document.add_layer("dense", (0, 0))
    assert ladera.window.files.save()
    before = path.read_bytes()
    ladera.document.add_layer("dense", (0, 100))
    slow = Slow(monkeypatch, app_document, "write_project")
    with cancelled(ladera.window) as sentences:
        assert not ladera.window.files.save()
    slow.go.set()
    assert slow.over.wait(20)
    assert sentences == ["Writing “mine.ladera”…"]
    assert path.read_bytes() == before
    assert ladera.document.is_modified
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".tmp"] == []


def test_kept_work_that_takes_long_to_read_can_be_given_up(ladera, monkeypatch, answer, tmp_path):
    leave_unsaved_work(tmp_path)
    answer(Button.Open)
    slow = Slow(monkeypatch, recovery, "read_project")
    before = ladera.document.model.project
    with cancelled(ladera.window) as sentences:
        assert not ladera.window.files.recover()
    slow.go.set()
    assert slow.over.wait(20)
    assert sentences == ["Reading “Untitled”…"]
    assert ladera.document.model.project is before
    assert not ladera.window.banner.text
    assert ladera.window.files.recover()
    assert len(ladera.document.model.graph.layers) == 1


def test_the_window_lives_while_a_file_is_written_and_begins_nothing_else(ladera, monkeypatch, tmp_path):
    write_project(tmp_path / "other.ladera", read_project(EXAMPLES[0].path))
    choose(monkeypatch, tmp_path / "mine.ladera")
    ladera.document.add_layer("dense", (0, 0))
    slow, seen = Slow(monkeypatch, app_document, "write_project"), []

    def look() -> None:
        files = ladera.window.files
        files.open(tmp_path / "other.ladera")
        seen.append((ladera.document.path, ladera.window.close(), files.save(), ladera.window.banner.text))
        slow.go.set()

    QTimer.singleShot(100, look)
    assert ladera.window.files.save()
    assert seen == [(None, False, False, "")]
    assert ladera.document.path == tmp_path / "mine.ladera"
    assert not ladera.document.is_modified
    assert QApplication.overrideCursor() is None


def test_a_lack_of_memory_is_a_sentence(ladera, monkeypatch, tmp_path):
    def too_large(*arguments):
        raise MemoryError
    monkeypatch.setattr(app_document, "write_project", too_large)
    choose(monkeypatch, tmp_path / "mine.ladera")
    assert not ladera.window.files.save()
    assert "not enough memory" in ladera.window.banner.text


def test_errors_of_the_training_are_shown_until_they_are_over(ladera, qtbot):
    error = DataError(N_("engine", "The file is empty."))
    ladera.session.failed.emit(error)
    assert ladera.window.banner.text == "The file is empty."
    ladera.window.open_example(EXAMPLES[0])
    assert ladera.window.banner.text == ""


def test_an_error_in_ladera_itself_keeps_the_work_and_is_shown_once(ladera, qtbot, monkeypatch):
    monkeypatch.setattr(QMessageBox, "open", lambda box: None)
    kept = []
    reporter = CrashReporter(lambda: kept.append(True), lambda: ladera.window)
    try:
        raise RuntimeError("a bug")
    except RuntimeError as error:
        for _ in range(3):
            reporter._hook(RuntimeError, error, error.__traceback__)
    assert kept == [True]
    assert "RuntimeError: a bug" in reporter._box.informativeText()
    assert "Traceback" in reporter._box.detailedText()


@pytest.mark.parametrize(("keep", "safe"), [(lambda: True, True), (lambda: False, False), (lambda: 1 / 0, False)])
def test_a_safe_place_is_spoken_of_only_where_the_work_is_in_one(ladera, monkeypatch, keep, safe):
    monkeypatch.setattr(QMessageBox, "open", lambda box: None)
    monkeypatch.setattr("sys.stderr", None)  # as in a window without a terminal
    reporter = CrashReporter(keep, lambda: ladera.window)
    reporter._hook(RuntimeError, RuntimeError("a bug"), None)
    assert ("safe place" in reporter._box.text()) == safe
    assert ("save your work under another name" in reporter._box.text()) != safe


def test_the_work_is_in_a_safe_place_only_when_it_lies_there(ladera, monkeypatch):
    assert ladera.keep()
    ladera.document.add_layer("dense", (0, 0))
    assert ladera.keep()
    ladera.document.add_layer("dense", (0, 100))

    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(os, "fsync", full)
    assert not ladera.keep()
    monkeypatch.undo()
    assert ladera.keep()
