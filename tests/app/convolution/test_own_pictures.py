"""Pictures of one's own on the kernel bench: dropped, pasted, and with the project."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QApplication

from engine.jobs import Readers
from engine.vision import KernelBench, Sliding, exhibit

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
NUMBERS = KernelBench("digit", sliding=Sliding(padding="same"))


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(Readers, "limited", lambda readers, read, path, **_: read(path))
    path = tmp_path / "mine.png"
    Image.fromarray(np.uint8(np.arange(400).reshape(20, 20) % 256)).save(path)
    return path


def test_a_picture_is_dropped_and_stays_with_the_project(workspace, document, qtbot, file):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    keys = (Qt.DropAction.CopyAction, mime, LEFT, NO_KEY)
    enter = QDragEnterEvent(QPoint(400, 300), *keys)
    QApplication.sendEvent(workspace, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(workspace, QDropEvent(QPointF(400, 300), *keys))
    qtbot.waitUntil(lambda: workspace.bench.source.title == "mine.png")
    np.testing.assert_allclose(workspace.bench.image[..., 0], np.arange(400).reshape(20, 20) % 256 / 255)
    assert workspace.panel.picture.currentText() == "mine.png"
    document.undo_stack.undo()
    assert workspace.bench == KernelBench()


def test_a_broken_file_is_a_sentence_and_nothing_is_lost(workspace, take, qtbot, file):
    bench = take(NUMBERS)
    broken = file.with_name("broken.png")
    broken.write_bytes(b"")
    workspace.pictures.read(broken)
    qtbot.waitUntil(lambda: "broken.png is empty" in workspace.panel.error.text())
    assert workspace.bench == bench


@pytest.mark.parametrize("copy", [lambda image: QGuiApplication.clipboard().setImage(image),
                                  lambda image: QGuiApplication.clipboard().setPixmap(QPixmap(image))],
                         ids=["of another program", "of this one"])
def test_a_picture_is_pasted_on_white(workspace, qtbot, copy):
    image = QImage(9, 6, QImage.Format.Format_ARGB32)
    image.fill(QColor(255, 0, 0, 51))
    copy(image)
    workspace.commands["paste"]()
    np.testing.assert_allclose(workspace.bench.source.array[0, 0], [1, 0.8, 0.8], atol=0.01)
    assert workspace.bench.source.shape == (6, 9, 3)
    assert "White shows through" in workspace.panel.about.text()
    QGuiApplication.clipboard().setText("words")
    workspace.commands["paste"]()
    assert "no picture on the clipboard" in workspace.panel.error.text()


def test_what_was_done_to_a_pasted_picture_is_said(workspace):
    QGuiApplication.clipboard().setImage(QImage(1024, 600, QImage.Format.Format_RGB32))
    workspace.commands["paste"]()
    assert "Made smaller, from 1024×600 to 512×300" in workspace.panel.about.text()
    assert "White" not in workspace.panel.about.text()


def test_a_project_brings_its_bench(workspace, document, take, qtbot, tmp_path):
    bench = take(KernelBench(exhibit("letter"), 16, turn=True))
    document.save_as(tmp_path / "p.ladera")
    document.new()
    assert workspace.bench == KernelBench()
    document.open(tmp_path / "p.ladera")
    qtbot.waitUntil(lambda: workspace.settled)
    assert workspace.bench == bench
    np.testing.assert_array_equal(workspace.view.output, bench.output())
