"""Work that was not saved survives a crash, is offered once, and belongs to one window."""

from __future__ import annotations

import json
import os
import shutil
import signal
from datetime import UTC, datetime

import pytest

from app.document import recovery
from app.document.stamp import FileChangedError
from engine.errors import FormatError
from tests.app.document.crashes import crash, folders, open_window


def test_a_crash_loses_nothing_and_an_open_window_is_never_offered(make, tmp_path, xor):
    xor.save_as(tmp_path / "p.ladera")
    process = open_window(tmp_path / "recovery", tmp_path / "p.ladera")
    document = make()
    assert document.list_recoverable() == ()
    crash(process)
    (entry,) = document.list_recoverable()
    assert entry.title == "p"
    assert entry.path == tmp_path / "p.ladera"
    assert abs((datetime.now(UTC) - entry.kept).total_seconds()) < 600

    document.recover(entry)
    assert "dense_3" in document.model.graph
    assert document.is_modified
    assert document.path == tmp_path / "p.ladera"
    assert make().list_recoverable() == (), "it belongs to this window now"
    document.save()
    assert not document.is_modified
    assert folders(tmp_path) == []


def test_what_was_recovered_is_safe_from_the_next_crash(crashed, make, tmp_path):
    document = make()
    document.recover(document.list_recoverable()[0])
    assert folders(tmp_path) == [crashed], "it lies where it lay, and is never on no disk"
    assert (crashed / "project.ladera").is_file()
    assert document.path is None
    assert make().list_recoverable() == (), "and it is this window's"
    document.move({"dense_1": (7, 7)})
    document.autosave()
    document.leave()
    (entry,) = make().list_recoverable()
    assert entry.folder == crashed
    assert entry.read().positions["dense_1"] == (7, 7)


def test_recovered_work_does_not_overwrite_a_file_that_changed_since(crashed, make, tmp_path, xor):
    xor.save_as(tmp_path / "p.ladera")
    status = (tmp_path / "p.ladera").stat()
    (crashed / "note.json").write_text(json.dumps({
        "title": "p", "path": str(tmp_path / "p.ladera"), "stamp": {"modified": status.st_mtime_ns,
                                                                    "size": status.st_size}}))
    xor.set_training(epochs=3)
    xor.save()
    document = make()
    document.recover(document.list_recoverable()[0])
    with pytest.raises(FileChangedError):
        document.save()


def test_two_windows_cannot_recover_the_same_work(crashed, make):
    first, second = make(), make()
    (entry,) = first.list_recoverable()
    assert second.list_recoverable() == (entry,)
    first.recover(entry)
    for call in (lambda: second.recover(entry), entry.discard):
        with pytest.raises(FormatError, match="Another window"):
            call()
    assert not second.model.graph.layers


def test_discarded_work_is_gone(crashed, make, tmp_path):
    document = make()
    document.list_recoverable()[0].discard()
    assert document.list_recoverable() == ()
    assert folders(tmp_path) == []


def test_the_newest_work_comes_first(crashed, make, tmp_path):
    shutil.copytree(crashed, tmp_path / "recovery" / "another")
    for age, folder in enumerate(folders(tmp_path)):
        os.utime(folder / "project.ladera", (1e9 - age, 1e9 - age))
    kept = [entry.kept for entry in make().list_recoverable()]
    assert len(kept) == 2
    assert kept == sorted(kept, reverse=True)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="processes cannot be stopped here")
def test_a_window_that_hangs_is_still_open(make, tmp_path):
    process = open_window(tmp_path / "recovery")
    process.send_signal(signal.SIGSTOP)
    try:
        assert make().list_recoverable() == ()
    finally:
        crash(process)


def test_a_window_that_closes_leaves_nothing(xor, tmp_path):
    xor.autosave()
    assert len(folders(tmp_path)) == 1
    xor.close()
    assert folders(tmp_path) == []


def test_saving_undoing_and_starting_afresh_leave_nothing_to_recover(xor, tmp_path):
    for settle in (lambda: xor.save_as(tmp_path / "p.ladera"), lambda: xor.open(tmp_path / "p.ladera"), xor.new):
        xor.add_layer("dense", (0, 0))
        xor.autosave()
        assert len(folders(tmp_path)) == 1
        settle()
        assert folders(tmp_path) == []


def test_what_windows_leave_and_nobody_needs_is_removed(crashed, make, tmp_path):
    """Half of a newer writing, a folder of a window that was killed before it had anything to keep; never the work
    itself, what a living window has, or what is somebody else's."""
    empty, foreign = crashed.with_name(f"{1:032x}"), crashed.with_name("notes")
    strange = crashed.with_name(f"{2:032x}")
    for folder in (empty, foreign, strange):
        folder.mkdir()
    shutil.copy(crashed / "lock", empty / "lock")
    (empty / "note.json").write_text("{}")
    (strange / "mine").write_text("x")
    half = crashed / f".ladera-{0:032x}.tmp"
    half.write_bytes(b"PK")
    living = make()
    living.add_layer("dense", (0, 0))
    living.autosave()
    before = set(folders(tmp_path))
    make().remove_leftovers()
    assert set(folders(tmp_path)) == before - {empty}
    assert not half.exists()
    (entry,) = make().list_recoverable()
    assert entry.folder == crashed
    assert living.autosave()


def test_a_window_that_is_told_to_go_leaves_its_work(xor, make, tmp_path):
    xor.autosave()
    xor.move({"dense_1": (8, 8)})
    xor.leave()
    (entry,) = make().list_recoverable()
    assert entry.read().positions["dense_1"] == (8, 8)


def test_a_window_that_was_closed_leaves_nothing_however_it_goes(xor, tmp_path):
    xor.autosave()
    xor.close()
    xor.leave()
    assert folders(tmp_path) == []


@pytest.mark.thorough
def test_the_work_of_a_file_is_found_by_any_of_its_names(make, tmp_path, xor):
    path, link = tmp_path / "p.ladera", tmp_path / "link.ladera"
    xor.save_as(path)
    link.symlink_to(path)
    crash(open_window(tmp_path / "recovery", link))
    crash(open_window(tmp_path / "recovery"))
    document = make()
    assert len(document.list_recoverable()) == 2
    for name in (path, link, tmp_path / "sub" / ".." / "p.ladera"):
        assert [entry.path for entry in document.list_kept_of(name)] == [path]
    assert document.list_kept_of(tmp_path / "q.ladera") == ()


@pytest.mark.thorough
def test_work_of_a_file_that_changed_since_says_so(make, tmp_path, xor):
    path = tmp_path / "p.ladera"
    xor.save_as(path)
    crash(open_window(tmp_path / "recovery", path))
    (entry,) = make().list_recoverable()
    assert not entry.is_of_changed_file
    xor.set_training(epochs=3)
    xor.save()
    assert entry.is_of_changed_file
    path.unlink()
    assert not entry.is_of_changed_file


@pytest.mark.parametrize("note", [b"", b"{}", b"[]", b"\xff", b'{"title": "t", "path": 3, "stamp": 4}', None])
def test_a_damaged_note_costs_the_path_only(crashed, make, note):
    (crashed / "note.json").unlink() if note is None else (crashed / "note.json").write_bytes(note)
    document = make()
    document.recover(document.list_recoverable()[0])
    assert "dense_1" in document.model.graph


def test_damaged_work_is_a_sentence_and_stays_until_it_is_discarded(crashed, make):
    (crashed / "project.ladera").write_bytes(b"PK")
    document = make()
    (entry,) = document.list_recoverable()
    with pytest.raises(FormatError):
        document.recover(entry)
    assert document.list_recoverable() == (entry,)
    entry.discard()
    assert document.list_recoverable() == ()


def test_strange_things_in_the_folder_are_left_alone(document, tmp_path):
    (tmp_path / "recovery" / "empty").mkdir(parents=True)
    (tmp_path / "recovery" / "file").write_text("x")
    assert document.list_recoverable() == ()
    assert len(folders(tmp_path)) == 2


def test_tidying_hides_no_work_from_a_window_that_looks_for_it_meanwhile(crashed, make, monkeypatch):
    first, second = make(), make()
    seen = []
    real = recovery.remove_leftovers
    monkeypatch.setattr(recovery, "remove_leftovers",
                        lambda folder: (seen.append(second.list_recoverable()), real(folder)))
    first.remove_leftovers()
    assert [[entry.folder for entry in entries] for entries in seen] == [[crashed]]
