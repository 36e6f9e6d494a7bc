"""Nothing is lost: saving, opening, and files that other programs change."""

from __future__ import annotations

import errno
import os

import pytest

from app.document.stamp import FileChangedError
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
