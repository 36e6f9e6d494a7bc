"""Exports onto a disk that is full: one sentence, the file of before as it was, and nothing left over."""

from __future__ import annotations

import errno
import os

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog

from app.i18n import translate_error
from app.shell.examples import EXAMPLES
from tests.cases import a_quarter

PAGED = {"convolution": "lenet", "sequences": "next_letter", "generative": "codes"}
OLD = b"what lay there before"


@pytest.fixture
def export_onto_a_full_disk(ladera, monkeypatch, tmp_path):
    """Has `ask` write a file of this suffix while the disk is full."""
    said: list[BaseException] = []
    ladera.document.failed.connect(said.append)
    path = tmp_path / "exports" / "page"
    path.parent.mkdir()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def export(ask, suffix: str) -> None:
        said.clear()
        file = path.with_suffix(suffix)
        file.write_bytes(OLD)
        with monkeypatch.context() as patch:
            patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
            patch.setattr(os, "fsync", full)
            ask()
        assert [translate_error(error) for error in said] == [
            f"page{suffix} was not written: the disk is full. Make room, or choose another folder."]
        assert file.read_bytes() == OLD
        file.unlink()
        assert not list(path.parent.iterdir())

    return export


@pytest.mark.parametrize("name", a_quarter(PAGED))
def test_every_page_says_so(ladera, qtbot, export_onto_a_full_disk, name):
    ladera.document.open(next(example.path for example in EXAMPLES if example.name == PAGED[name]), as_copy=True)
    qtbot.waitUntil(lambda: ladera.session.latest is not None, timeout=60_000)
    graph = ladera.document.model.graph
    ladera.window.show_workspace(name)
    workspace = ladera.window.workspaces[name]
    export = ladera.window.actions_by_name["export_drawing"]
    with_numbers = 0
    for page in workspace.pages.buttons:
        workspace.show_page(page)
        qtbot.wait(50)
        export_onto_a_full_disk(export.trigger, ".png")
        export_onto_a_full_disk(export.trigger, ".svg")
        if workspace.centralWidget().currentWidget().arrays():
            export_onto_a_full_disk(export.trigger, ".npz")
            with_numbers += 1
    assert with_numbers
    assert ladera.document.model.graph == graph


@pytest.mark.thorough
def test_drawings_races_and_films_say_so(ladera, export_onto_a_full_disk):
    ladera.document.add_layer("dense", (0.0, 0.0))
    for name in ("network", "descent"):
        ladera.window.show_workspace(name)
        for suffix in (".png", ".svg"):
            export_onto_a_full_disk(ladera.window.actions_by_name["export_drawing"].trigger, suffix)
    convolution = ladera.window.workspaces["convolution"]
    convolution.looks.life.pictures = {epoch: np.zeros((8, 8), np.uint32) for epoch in range(2)}
    for suffix in (".gif", ".webp"):
        export_onto_a_full_disk(convolution.looks_panel.saved.emit, suffix)
