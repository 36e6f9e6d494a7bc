"""When work is kept while a window is open, and that nobody waits for the disk."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator

import pytest

from app.document.document import Document
from app.document.recovery import RecoverySlot
from engine.errors import LaderaError, UnexpectedError
from engine.formats import read_project
from tests.app.document.crashes import folders


def test_only_changes_are_kept(document, xor, tmp_path):
    (tmp_path / "recovery").mkdir(exist_ok=True)
    xor.autosave()
    (folder,) = folders(tmp_path)
    (folder / "project.ladera").unlink()
    xor.autosave()
    assert not (folder / "project.ladera").exists(), "nothing changed since"
    xor.move({"dense_1": (7, 7)})
    xor.autosave()
    assert (folder / "project.ladera").exists()


def test_an_unmodified_document_keeps_nothing(document, tmp_path):
    document.autosave()
    assert folders(tmp_path) == []


def test_the_timer_keeps_the_work(qtbot, tmp_path):
    document = Document(recovery_folder=tmp_path / "recovery", autosave_seconds=0.01)
    document.add_layer("dense", (0, 0))
    qtbot.waitUntil(lambda: bool(folders(tmp_path)) and (folders(tmp_path)[0] / "project.ladera").is_file())
    document.close()


def test_a_full_disk_is_told_once(xor, monkeypatch, tmp_path):
    told = []
    xor.failed.connect(told.append)

    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(os, "fsync", full)
    assert not xor.autosave()
    xor.move({"dense_1": (1, 2)})
    assert not xor.autosave()
    assert len(told) == 1
    assert isinstance(told[0], LaderaError)
    assert folders(tmp_path) == [], "nor is anything left over"
    monkeypatch.undo()
    assert xor.autosave()


class Disk:
    """A disk that takes its time: `slow` holds every writing at its end until `go` is called."""

    def __init__(self, monkeypatch) -> None:
        self.reached, self._free = threading.Event(), threading.Event()
        self.threads: list[threading.Thread] = []
        real = os.replace

        def replace(source, target) -> None:
            if str(target).endswith(".ladera"):
                self.threads.append(threading.current_thread())
                self.reached.set()
                assert self._free.wait(20)
            real(source, target)
        monkeypatch.setattr(os, "replace", replace)

    def go(self) -> None:
        self._free.set()


@pytest.fixture
def slow(monkeypatch) -> Iterator[Disk]:
    disk = Disk(monkeypatch)
    yield disk
    disk.go()


@pytest.fixture
def restless(qapp, tmp_path, slow) -> Iterator[Document]:
    """A document that is kept often, on a slow disk."""
    document = Document(recovery_folder=tmp_path / "recovery", autosave_seconds=0.01)
    yield document
    slow.go()
    document.close()


def test_the_window_goes_on_while_the_work_is_written(restless, slow, qtbot, tmp_path):
    restless.add_layer("dense", (0, 0))
    qtbot.waitUntil(slow.reached.is_set)
    assert slow.threads[0] is not threading.current_thread()
    second = restless.add_layer("dense", (0, 0))
    qtbot.wait(50)
    assert len(slow.threads) == 1, "one writing at a time"
    slow.go()
    qtbot.waitUntil(lambda: len(slow.threads) == 2 and second in read_project(
        folders(tmp_path)[0] / "project.ladera").graph)


def test_nobody_waits_for_a_writing_that_is_not_needed_any_more(restless, slow, qtbot, tmp_path):
    restless.add_layer("dense", (0, 0))
    qtbot.waitUntil(slow.reached.is_set)
    restless.new()
    assert len(folders(tmp_path)) == 1, "the disk still writes"
    slow.go()
    qtbot.waitUntil(lambda: folders(tmp_path) == [])
    restless.add_layer("dense", (0, 0))
    qtbot.waitUntil(lambda: len(folders(tmp_path)) == 1)


def test_closing_waits_for_the_writing_in_progress(restless, slow, qtbot, tmp_path):
    restless.add_layer("dense", (0, 0))
    qtbot.waitUntil(slow.reached.is_set)
    threading.Timer(0.1, slow.go).start()
    restless.close()
    assert not slow.threads[0].is_alive()
    assert folders(tmp_path) == []


def test_a_crash_in_the_middle_of_a_writing_leaves_the_older_work(crashed, make, tmp_path):
    (crashed / f".ladera-{0:032x}.tmp").write_bytes(b"PK half of a newer one")
    document = make()
    document.recover(document.list_recoverable()[0])
    assert "dense_1" in document.model.graph
    document.new()
    assert not crashed.exists(), "and nothing of it stays when it is no longer needed"


def test_what_fails_beside_the_window_is_told_once(xor, monkeypatch, qtbot):
    told = []
    xor.failed.connect(told.append)
    monkeypatch.setattr(RecoverySlot, "write", lambda *arguments: 1 / 0)
    for place in (1, 2):
        xor.move({"dense_1": (place, place)})
        xor.autosave()
    qtbot.wait(20)
    assert [type(error) for error in told] == [UnexpectedError]
    monkeypatch.undo()
