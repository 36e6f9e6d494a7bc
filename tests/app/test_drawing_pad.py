"""A digit is drawn with the mouse, a picture dropped or pasted; the network is asked of exactly that."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.widgets.data_panel import DataPanel
from engine.data import DataSpec
from engine.example import Example
from engine.graph import LayerSpec, sequential
from engine.jobs import Readers
from engine.network import Network
from engine.probes.predictions import Predictions
from engine.project import Project
from engine.training import TrainingSettings
from engine.vision.drawn import ImageKind
from tests.app import pointer

DIGITS = Project("digits", sequential(
    LayerSpec("in", "input", {"shape": (8, 8, 1)}), LayerSpec("flat", "flatten"),
    LayerSpec("head", "dense", {"units": 10, "activation": "identity"}),
    LayerSpec("out", "output", {"loss": "categorical_cross_entropy"})),
    DataSpec("digits", {"image": True}), TrainingSettings())
RIGHT = Qt.MouseButton.RightButton


@pytest.fixture
def panel(qtbot, document, session):
    document.model.load(DIGITS)
    panel = DataPanel(document, session)
    qtbot.addWidget(panel)
    panel.resize(300, 900)
    with qtbot.waitExposed(panel):
        panel.show()
    qtbot.waitUntil(lambda: session.latest is not None and session.is_settled, timeout=20_000)
    panel.ensureWidgetVisible(panel.in_hand.pad)
    return panel


def at(pad, column: float, row: float) -> QPointF:
    """A place in pixels of the picture."""
    place = pad.picture_rect()
    return QPointF(place.x() + column * place.width() / 8, place.y() + row * place.height() / 8)


def image_of(document) -> np.ndarray:
    return np.array(document.model.example.values).reshape(8, 8)


def test_a_digit_is_drawn_and_the_network_says_what_it_is(panel, document, session, qtbot):
    pad = panel.in_hand.pad
    pointer.click(panel.in_hand.tools.blank, QPointF(panel.in_hand.tools.blank.rect().center()))
    assert not image_of(document).any()
    steps = document.undo_stack.index()
    pointer.drag(pad, at(pad, 4, 1), at(pad, 4, 7))
    assert document.undo_stack.index() == steps + 1, "one stroke is one step"
    image = image_of(document)
    assert (image[2:6, 3:5].min(axis=0) > 4).all()
    assert not image[:, [0, 1, 6, 7]].any()
    probe = Predictions("out", session.example_probe())
    session.watch(panel, [probe], lambda _: None)
    qtbot.waitUntil(lambda: session.is_settled and probe in session.latest.readings)
    data = session.data
    own = Network(DIGITS.graph).predict(session.latest.parameters, data.transform(image.reshape(1, -1)))
    np.testing.assert_allclose(session.latest.readings[probe].first, own, rtol=1e-4, atol=1e-6)
    pointer.drag(pad, at(pad, 4, 1), at(pad, 4, 7), button=RIGHT)
    assert image_of(document).sum() < 0.05 * image.sum()
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert not image_of(document).any()
    document.undo_stack.undo()
    assert document.model.example == Example()


def test_an_example_of_the_data_is_drawn_over(panel, document, session):
    pad, raw = panel.in_hand.pad, session.data.train.raw[0].reshape(8, 8)
    pointer.click(pad, at(pad, 0.5, 7.5))
    image = image_of(document)
    assert image[7, 0] > raw[7, 0]
    np.testing.assert_array_equal(image[:6], raw[:6])
    assert "by hand" in panel.in_hand.truth.text()
    pointer.click(panel.in_hand.restore, QPointF(panel.in_hand.restore.rect().center()))
    assert document.model.example == Example()


def test_the_paper_lies_still_under_the_pencil(panel, document, qtbot):
    pad = panel.in_hand.pad
    lay = pad.mapTo(panel.in_hand, QPoint())
    pointer.press(pad, at(pad, 4, 1))
    qtbot.waitUntil(lambda: panel.in_hand.restore.isVisible())
    qtbot.wait(20)
    assert document.model.example.values
    assert pad.mapTo(panel.in_hand, QPoint()) == lay
    pointer.release(pad, at(pad, 4, 1))


def test_the_paper_comes_where_it_stays(document, session, qtbot):
    """What is shown before all that it holds is known takes room that it gives back a moment later."""
    document.model.load(DIGITS)
    panel = DataPanel(document, session)
    qtbot.addWidget(panel)
    panel.resize(300, 900)
    panel.show()
    heights: list[int] = []

    class Moves(QObject):
        def eventFilter(self, pad: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Move:
                heights.append(pad.y())
            return False

    moves = Moves()
    panel.in_hand.pad.installEventFilter(moves)
    qtbot.waitUntil(lambda: session.latest is not None and session.is_settled, timeout=20_000)
    qtbot.wait(20)
    assert len(set(heights)) == 1


def sheet_of(raw: np.ndarray) -> np.ndarray:
    """A digit as dark ink on a light sheet, uint8 (200, 200)."""
    sheet = np.full((200, 200), 255, np.uint8)
    sheet[20:180, 20:180] = 255 - np.kron(raw.reshape(8, 8) / 16 * 255, np.ones((20, 20))).astype(np.uint8)
    return sheet


def test_a_picture_is_pasted_with_the_keyboard(panel, document, session):
    raw = session.data.test.raw[2]
    sheet = sheet_of(raw)
    image = QImage(sheet.data, 200, 200, 200, QImage.Format.Format_Grayscale8).copy()
    QGuiApplication.clipboard().setImage(image)
    panel.in_hand.pad.setFocus()
    QTest.keyClick(panel.in_hand.pad, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    expected, done = ImageKind.of(session.data).fitted(sheet[..., None] / 255)
    np.testing.assert_allclose(document.model.example.values, expected, atol=1e-9)
    assert len(done) == 2
    assert "exchanged" in panel.in_hand.said.text()
    assert panel.in_hand.said.isVisible()


def test_a_picture_is_dropped_as_a_file(panel, document, session, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(Readers, "limited", lambda readers, read, path, **_: read(path))
    Image.fromarray(sheet_of(session.data.test.raw[5])).save(tmp_path / "five.png")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "five.png"))])
    place, action = QPointF(60, 60), Qt.DropAction.CopyAction
    entered = QDragEnterEvent(place.toPoint(), action, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(panel.viewport(), entered)
    assert entered.isAccepted()
    QApplication.sendEvent(panel.viewport(), QDropEvent(place, action, mime, Qt.MouseButton.LeftButton,
                                                        Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(lambda: bool(document.model.example.values))
    assert np.ptp(image_of(document)) > 12


def test_without_a_picture_on_the_clipboard_it_says_so(panel, document):
    QGuiApplication.clipboard().setText("five")
    pointer.click(panel.in_hand.tools.paste, QPointF(panel.in_hand.tools.paste.rect().center()))
    assert "no picture" in panel.in_hand.said.text()
    assert panel.in_hand.said.isVisible()
    assert document.model.example == Example()


def test_points_are_no_pictures(panel, document, session, qtbot):
    document.set_data(DataSpec("xor"), adapt=True)
    qtbot.waitUntil(lambda: session.data is not None and session.data.spec.source == "xor", timeout=20_000)
    assert not panel.in_hand.pad.isVisible()
    assert not panel.in_hand.can_take(QMimeData())
