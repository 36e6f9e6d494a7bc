"""Nothing is lost: saving, opening, and files that other programs change."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from app.document.stamp import FileChangedError, Stamp
from engine.errors import FormatError
from engine.formats import read_project, write_project
from engine.project import Project
from tests.app.document.conftest import weights


def test_what_is_saved_is_what_is_opened(xor, make, tmp_path):
    xor.save_as(tmp_path / "équis o.ladera")
    assert not xor.is_modified
    assert xor.title == "équis o"
    other = make()
    replaced = []
    other.model.project_replaced.connect(lambda: replaced.append(other.model.project))
    other.open(tmp_path / "équis o.ladera")
    assert replaced == [xor.model.project]
    assert other.path == tmp_path / "équis o.ladera"
    assert not other.is_modified
    assert not other.undo_stack.canUndo()


def test_modified_follows_edits_undo_saving_and_training(xor, tmp_path):
    said = []
    xor.modified_changed.connect(said.append)
    xor.save_as(tmp_path / "p.ladera")
    xor.move({"dense_1": (1, 1)})
    xor.undo_stack.undo()
    xor.set_trained(weights(xor), None)
    xor.save()
    assert said == [False, True, False, True, False]


def test_saved_and_path_are_told_when_they_are_true(xor, tmp_path):
    seen = []
    xor.saved.connect(lambda: seen.append((xor.path, xor.is_modified)))
    xor.save_as(tmp_path / "p.ladera")
    assert seen == [(tmp_path / "p.ladera", False)]


def test_revert_is_the_file_again_and_a_step_like_any_other(xor, tmp_path):
    assert not xor.can_revert
    xor.save_as(tmp_path / "p.ladera")
    saved = xor.model.project
    assert not xor.can_revert
    xor.set_trained(weights(xor, 1), {"epoch": [1.0, 2.0], "loss": [0.5, 0.4]})
    xor.rename("dense_1", "hidden")
    xor.set_training(epochs=7)
    now = xor.model.project
    assert xor.can_revert
    xor.revert(read_project(xor.path), Stamp.of(xor.path))
    assert xor.model.project == saved
    assert not xor.is_modified
    assert not xor.can_revert
    xor.undo_stack.undo()
    assert xor.model.project == now
    assert xor.can_revert
    xor.undo_stack.redo()
    assert not xor.is_modified


def test_revert_takes_what_another_program_wrote_and_saving_asks_no_more(xor, make, tmp_path):
    xor.save_as(tmp_path / "p.ladera")
    other = make()
    other.open(tmp_path / "p.ladera")
    other.rename("dense_1", "elsewhere")
    other.save()
    xor.rename("dense_1", "here")
    xor.revert(read_project(xor.path), Stamp.of(xor.path))
    assert "elsewhere" in xor.model.graph
    xor.undo_stack.undo()
    xor.save()
    assert "here" in read_project(xor.path).graph


def test_a_file_that_cannot_be_opened_leaves_the_document_alone(xor, tmp_path):
    (tmp_path / "bad.ladera").write_bytes(b"PK")
    before = xor.model.project
    with pytest.raises(FormatError):
        xor.open(tmp_path / "bad.ladera")
    assert xor.model.project is before
    assert xor.path is None
    assert xor.undo_stack.canUndo()
    assert xor.is_modified


def test_a_disk_that_is_full_leaves_the_document_unsaved(xor, tmp_path, monkeypatch):
    xor.save_as(tmp_path / "p.ladera")
    xor.move({"dense_1": (9, 9)})
    before = xor.model.project

    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(os, "fsync", full)
    for save in (xor.save, lambda: xor.save_as(tmp_path / "q.ladera")):
        with pytest.raises(FormatError, match="full"):
            save()
    assert xor.is_modified
    assert xor.path == tmp_path / "p.ladera"
    assert xor.model.project == before
    assert read_project(tmp_path / "p.ladera").positions["dense_1"] != (9, 9)
    assert not (tmp_path / "q.ladera").exists()


def test_a_file_that_another_program_changed_is_not_overwritten_silently(xor, make, tmp_path):
    path = tmp_path / "p.ladera"
    xor.save_as(path)
    other = make()
    other.open(path)
    other.set_training(epochs=3)
    other.save()
    xor.set_training(epochs=4)
    with pytest.raises(FileChangedError, match=r"p\.ladera"):
        xor.save()
    assert read_project(path).training.epochs == 3
    assert xor.is_modified
    xor.save(overwrite=True)
    assert read_project(path).training.epochs == 4
    xor.set_training(epochs=5)
    xor.save()


def test_a_file_that_was_deleted_is_written_again(xor, tmp_path):
    xor.save_as(tmp_path / "p.ladera")
    (tmp_path / "p.ladera").unlink()
    xor.move({"dense_1": (1, 1)})
    xor.save()
    assert (tmp_path / "p.ladera").is_file()


def test_saving_without_a_name_asks_for_one(document):
    with pytest.raises(FormatError, match="name"):
        document.save()


def test_an_example_opens_without_its_file(xor, make, tmp_path):
    xor.save_as(tmp_path / "example.ladera")
    other = make()
    other.open(tmp_path / "example.ladera", as_copy=True)
    assert other.path is None
    assert other.title == "example"
    assert other.model.project == xor.model.project


def test_a_project_without_places_is_laid_out(xor, make, tmp_path):
    project = xor.model.project
    bare = Project(project.title, project.graph, project.data, project.training,
                   positions={"dense_1": (500.0, 500.0)})
    write_project(tmp_path / "p.ladera", bare)
    other = make()
    other.open(tmp_path / "p.ladera")
    places = other.model.positions
    assert places["dense_1"] == (500, 500)
    assert len(set(places.values())) == 4
    assert not other.is_modified


def test_new_starts_afresh(xor, tmp_path):
    xor.save_as(tmp_path / "p.ladera")
    xor.new()
    assert xor.path is None
    assert not xor.model.graph.layers
    assert not xor.is_modified
    assert not xor.undo_stack.canUndo()


def test_what_is_trained_while_the_file_is_written_is_not_taken_for_saved(xor, tmp_path):
    """The file has what there was when saving began."""
    later = weights(xor, seed=1)

    def beside(work):
        work(lambda: None)
        xor.set_trained(later, None)

    xor.save_as(tmp_path / "p.ladera", do=beside)
    assert xor.is_modified
    assert (read_project(tmp_path / "p.ladera").parameters != later).any()
    xor.save()
    assert not xor.is_modified
    assert (read_project(tmp_path / "p.ladera").parameters == later).all()


def test_a_file_that_changes_while_ours_is_written_is_not_overwritten(xor, make, tmp_path):
    path = tmp_path / "p.ladera"
    xor.save_as(path)
    xor.set_training(epochs=4)
    other = make()
    other.open(path)
    other.set_training(epochs=3)
    looks = []

    def beside(work):
        def look() -> None:
            if not looks:  # the first look has seen the file as it was
                looks.append(other.save())
        work(look)

    with pytest.raises(FileChangedError):
        xor.save(do=beside)
    assert looks
    assert read_project(path).training.epochs == 3
    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.is_file()) == ["p.ladera"]


def test_saving_that_is_given_up_leaves_everything_as_it_was(xor, tmp_path):
    class GivenUpError(Exception):
        pass

    def give_up() -> None:
        raise GivenUpError

    xor.save_as(tmp_path / "p.ladera")
    xor.set_training(epochs=4)
    for save in (xor.save, lambda do: xor.save_as(tmp_path / "q.ladera", do=do)):
        with pytest.raises(GivenUpError):
            save(do=lambda work: work(give_up))
    assert (xor.path, xor.title, xor.model.project.title) == (tmp_path / "p.ladera", "p", "p")
    assert xor.is_modified
    assert read_project(tmp_path / "p.ladera").training.epochs != 4


@pytest.mark.skipif(os.name != "posix", reason="links and names as POSIX has them")
def test_a_link_to_itself_is_a_sentence(xor, tmp_path):
    (tmp_path / "loop.ladera").symlink_to(tmp_path / "loop.ladera")
    for call in (xor.open, xor.save_as):
        with pytest.raises(FormatError, match=r"loop\.ladera"):
            call(tmp_path / "loop.ladera")
    assert xor.path is None


@pytest.mark.skipif(os.name != "posix", reason="links and names as POSIX has them")
def test_a_name_that_is_no_text_is_a_name_too(xor, make, tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/ma\xf1ana.ladera"))
    xor.save_as(path)
    assert xor.title == xor.model.project.title == "ma?ana"
    xor.set_training(epochs=4)
    xor.save()
    xor.set_training(epochs=5)
    xor.leave()
    other = make()
    (entry,) = other.list_kept_of(path)
    assert entry.title == "ma?ana"
    other.recover(entry)
    assert other.path == path
    other.save()
    assert read_project(path).training.epochs == 5


@pytest.mark.parametrize("name", ["a\0b.ladera", "\ud83e.ladera"])
def test_what_cannot_be_a_name_is_a_sentence(xor, tmp_path, name):
    for call in (xor.open, xor.save_as):
        with pytest.raises(FormatError):
            call(tmp_path / name)
