"""Files of strangers are read beside the window: it goes on, can give up, and asks before gigabytes are taken."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QProgressDialog, QPushButton

from app.shell import reading, waiting
from app.shell.examples import EXAMPLES
from engine.formats import is_small, read_project, write_project
from engine.formats.archive import pack
from engine.graph import LayerSpec, sequential
from tests.engine.jobs import strangers

PATIENCE = 30_000


@pytest.fixture
def large(tmp_path) -> Path:
    """A project that is no small one: its notes are long, and so is its history."""
    example = read_project(EXAMPLES[0].path)
    path = tmp_path / "large.ladera"
    write_project(path, example)
    with zipfile.ZipFile(path) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    steps = list(range(60_000))
    parts["history.json"] = json.dumps({"epoch": steps, "step": steps}).encode()
    path.write_bytes(pack(parts))
    assert not is_small(path)
    return path


def read(ladera, qtbot) -> None:
    qtbot.waitUntil(lambda: not ladera.window.files.reading, timeout=PATIENCE)


def test_a_large_project_opens_beside_the_window(ladera, large, qtbot):
    ladera.window.files.open(large)
    assert ladera.window.files.reading
    assert ladera.document.path is None
    read(ladera, qtbot)
    assert ladera.document.path == large
    assert ladera.settings.recent == (large,)
    assert not ladera.document.is_modified


def test_a_small_one_opens_at_once(ladera, tmp_path):
    path = tmp_path / "small.ladera"
    path.write_bytes(EXAMPLES[0].path.read_bytes())
    assert is_small(path)
    ladera.window.files.open(path)
    assert ladera.document.path == path


def test_what_unpacks_to_much_is_not_small_however_short_the_file(tmp_path):
    path = tmp_path / "bomb.ladera"
    path.write_bytes(pack({"project.json": b" " * 3_900_000}))
    assert path.stat().st_size < 10_000
    assert not is_small(path)


def test_a_project_of_a_thousand_layers_is_not_small(tmp_path):
    path = tmp_path / "chain.ladera"
    hidden = [LayerSpec(f"d{place}", "dense", {"units": 2}) for place in range(1_000)]
    graph = sequential(LayerSpec("in", "input", {"shape": (2,)}), *hidden, LayerSpec("out", "output"))
    write_project(path, replace(read_project(EXAMPLES[0].path), graph=graph, parameters=None, history=None))
    assert path.stat().st_size < 100_000
    assert not is_small(path)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_project_is_refused_at_once(tmp_path, content):
    path = tmp_path / "none.ladera"
    path.write_bytes(content)
    assert is_small(path)


@pytest.mark.thorough
def test_what_was_changed_while_a_file_was_read_is_asked_about(ladera, large, qtbot, monkeypatch):
    ladera.window.files.open(large)
    ladera.document.add_layer("dense", (0, 0))
    asked = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()) or QMessageBox.StandardButton.Cancel)
    read(ladera, qtbot)
    assert len(asked) == 1
    assert ladera.document.path is None
    assert len(ladera.document.model.graph.layers) == 1


def test_a_file_that_takes_long_shows_progress_and_cancel_ends_it(ladera, tmp_path, qtbot, monkeypatch):
    path = tmp_path / "net.onnx"
    path.write_bytes(b"")
    monkeypatch.setattr("app.shell.exchange.network_in", strangers.endless)
    ladera.window.files.open_any(path)
    qtbot.waitUntil(lambda: bool(ladera.window.findChildren(QProgressDialog)), timeout=PATIENCE)
    [box] = ladera.window.findChildren(QProgressDialog)
    assert "net.onnx" in box.labelText()
    box.findChild(QPushButton).click()
    assert not ladera.window.files.reading
    assert ladera.window.banner.text == ""
    monkeypatch.setattr("app.shell.exchange.network_in", strangers.refused)
    ladera.window.files.open_any(path)
    read(ladera, qtbot)
    assert "net.onnx is broken" in ladera.window.banner.text


def test_a_reader_that_does_not_survive_is_a_sentence(ladera, tmp_path, qtbot, monkeypatch):
    path = tmp_path / "net.keras"
    path.write_bytes(b"")
    monkeypatch.setattr("app.shell.exchange.network_in", strangers.deadly)
    ladera.window.files.open_any(path)
    read(ladera, qtbot)
    assert "net.keras cannot be read" in ladera.window.banner.text
    assert ladera.document.model.graph.layers == ()


@pytest.mark.thorough
def test_a_newer_file_takes_the_place_of_the_one_being_read(ladera, large, tmp_path, qtbot, monkeypatch):
    other = tmp_path / "net.onnx"
    other.write_bytes(b"")
    monkeypatch.setattr("app.shell.exchange.network_in", strangers.endless)
    ladera.window.files.open_any(other)
    ladera.window.files.open(large)
    read(ladera, qtbot)
    assert ladera.document.path == large


@pytest.mark.thorough
@pytest.mark.parametrize("answer", [QMessageBox.StandardButton.Open, QMessageBox.StandardButton.Cancel])
def test_gigabytes_of_memory_are_asked_for(ladera, large, qtbot, monkeypatch, answer):
    monkeypatch.setattr(reading, "need", lambda size: 7_300_000_000)
    asked = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()) or answer)
    ladera.window.files.open(large)
    assert "7.3" in asked[0]
    read(ladera, qtbot)
    assert (ladera.document.path == large) == (answer == QMessageBox.StandardButton.Open)


@pytest.mark.thorough
def test_a_network_that_memory_is_too_small_for_is_a_sentence(ladera, large, qtbot, monkeypatch):
    def no_room(*_):
        raise MemoryError

    monkeypatch.setattr(type(ladera.document), "open_read", no_room)
    ladera.window.files.open(large)
    read(ladera, qtbot)
    assert "not enough memory" in ladera.window.banner.text


def test_closing_the_readers_ends_what_they_read(ladera, tmp_path, monkeypatch, qtbot):
    path = tmp_path / "net.onnx"
    path.write_bytes(b"")
    monkeypatch.setattr("app.shell.exchange.network_in", strangers.asleep)
    ladera.window.files.open_any(path)
    qtbot.wait(50)
    ladera.workplace.readers.close()
    read(ladera, qtbot)


def test_the_box_is_not_shown_for_what_is_quick(qapp, qtbot, ladera):
    wait = waiting.Waiting("Open", ladera.window)
    wait.begin("Reading…")
    wait.end()
    qtbot.wait(waiting.PATIENCE + 100)
    assert not ladera.window.findChildren(QProgressDialog)
