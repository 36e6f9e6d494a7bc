"""Images of one's own in the window: chosen, looked at, brought to a form, trained on, exported."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.main import Ladera
from app.training.session import TrainingSession
from app.widgets.data_panel import DataPanel
from app.widgets.data_panel.images_dialog import ImagesDialog
from app.widgets.example_table.columns import columns_of
from app.widgets.example_table.rows import ExampleRows
from engine.data import DataSpec, load
from engine.data.pictures import Form, decode, pack
from engine.network import Network
from tests.app.gestures import choose_in_form, draw_link, drop_layer, type_in_form

LONG = 60_000
"""Milliseconds: a process that reads takes a second to start, and ten where many others work."""


@pytest.fixture
def stripes(tmp_path) -> Path:
    """Three classes of 12 × 16 pixels, told apart by the direction of their stripes."""
    rng = np.random.default_rng(0)
    y, x = np.indices((12, 16))
    for name, place in (("across", y), ("down", x), ("slanted", x + y)):
        (tmp_path / "stripes" / name).mkdir(parents=True)
        for number in range(24):
            image = 128 + 90 * np.sin(1.6 * place + rng.uniform(0, 6)) + rng.normal(0, 8, (12, 16))
            Image.fromarray(image.clip(0, 255).astype(np.uint8)).save(tmp_path / "stripes" / name / f"{number}.png")
    return tmp_path / "stripes"


@pytest.fixture
def panel(document: Document, session: TrainingSession, qtbot: QtBot) -> DataPanel:
    panel = DataPanel(document, session)
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.fixture
def open_dialog(panel: DataPanel, qtbot: QtBot) -> Callable[[Path], ImagesDialog]:
    def open_it(path: Path) -> ImagesDialog:
        panel.own_images.open(path)
        dialog = panel.own_images.dialog
        qtbot.waitUntil(lambda: bool(dialog.preview.shown) or bool(dialog.sentence.text()), timeout=LONG)
        return dialog

    return open_it


def test_a_folder_is_dropped_looked_at_and_taken(panel, document, stripes, qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(stripes))])
    panel.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                               Qt.KeyboardModifier.NoModifier))
    dialog = panel.own_images.dialog
    qtbot.waitUntil(lambda: len(dialog.preview.shown) == 12, timeout=LONG)
    assert "72 images of 3 classes (across: 24, down: 24, slanted: 24)." in dialog.summary.text()
    assert "All have 16 × 12 pixels." in dialog.summary.text()
    assert dialog.form.values() == {"height": 12, "width": 16, "colour": "grey", "fit": "crop"}
    for editor, value in (("height", 10), ("width", 10)):
        dialog.form.editor(editor).set_value(value)
        dialog.form.changed.emit(editor, value)
    qtbot.waitUntil(lambda: dialog.preview.shown[0].after.shape == (10, 10, 1), timeout=LONG)
    qtbot.waitUntil(dialog.use.isEnabled, timeout=LONG)
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: document.model.data_spec.source == "pictures", timeout=LONG)
    images = decode(document.model.data_spec.content)
    assert (images.form, images.origin, len(images.labels)) == (Form(10, 10, "grey"), "stripes", 72)
    assert panel.change_images.isVisible()
    assert not panel.change_table.isVisible()
    document.undo_stack.undo()
    assert document.model.data_spec.source != "pictures"


def test_the_table_of_all_examples_says_which_file_each_is(stripes):
    data = load(DataSpec("pictures", content=pack(stripes, "", Form(6, 6, "grey")).content))
    rows = ExampleRows(data, {"output_1": data})
    [column] = [column for column in columns_of(rows) if column.title == "file"]
    said = [column.words(row) for row in range(len(rows))]
    assert said == [title for part in (data.train, data.validation, data.test) for title in part.titles]
    order = np.argsort(column.numbers()[:-1])
    assert [said[row] for row in order] == sorted(said)


def test_the_form_can_be_changed_later_and_a_folder_that_moved_is_asked_for(
        panel, document, stripes, open_dialog, qtbot, monkeypatch):
    dialog = open_dialog(stripes)
    dialog.use.click()
    qtbot.waitUntil(lambda: document.model.data_spec.source == "pictures", timeout=LONG)
    panel.change_images.click()
    again = panel.own_images.dialog
    qtbot.waitUntil(lambda: bool(again.preview.shown), timeout=LONG)
    assert again.form.values()["width"] == 16
    again.reject()
    asked, moved = [], stripes.rename(stripes.with_name("elsewhere"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory",
                        lambda parent, title, *_: asked.append(title) or str(moved))
    panel.change_images.click()
    assert asked == ["Where are the images of “stripes”?"]
    last = panel.own_images.dialog
    qtbot.waitUntil(lambda: bool(last.preview.shown), timeout=LONG)
    assert last.form.values()["width"] == 16
    last.reject()
    assert str(stripes.parent).encode() not in document.model.data_spec.content, "whose folders they are is not told"


def test_what_cannot_be_read_is_said_before_the_rest_is_taken(panel, document, stripes, open_dialog, qtbot):
    whole = (stripes / "down" / "1.png").read_bytes()
    (stripes / "down" / "1.png").write_bytes(whole[:-40])
    (stripes / "down" / "2.png").write_bytes(b"")
    dialog = open_dialog(stripes)
    assert "2.png is empty: it has 0 bytes." in dialog.problems.text()
    qtbot.waitUntil(dialog.use.isEnabled, timeout=LONG)
    dialog.use.click()
    qtbot.waitUntil(lambda: "2 of 72 images cannot be read" in dialog.sentence.text(), timeout=LONG)
    assert "The picture in 1.png is damaged or cut off" in dialog.problems.text()
    assert document.model.data_spec.source != "pictures"
    qtbot.waitUntil(dialog.use.isEnabled, timeout=LONG)
    assert dialog.use.text() == "Use these 70 images"
    dialog.use.click()
    assert len(decode(document.model.data_spec.content).labels) == 70


def test_cancel_in_the_middle_changes_nothing(panel, document, stripes, open_dialog, qtbot):
    for number in range(24, 400):
        for name in ("across", "down"):
            shutil.copy(stripes / name / "1.png", stripes / name / f"{number}.png")
    dialog = open_dialog(stripes)
    qtbot.waitUntil(dialog.use.isEnabled, timeout=LONG)
    before = document.model.data_spec
    heard = []
    dialog.chosen.connect(heard.append)
    dialog.use.click()
    qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    qtbot.wait(1500)
    assert not heard
    assert document.model.data_spec is before


@pytest.mark.parametrize(("make", "sentence"), [
    (lambda root: (root / "empty").mkdir(parents=True), "There are no images in the folder"),
    (lambda root: [root.mkdir(), Image.new("L", (8, 8)).save(root / "one.png")], "All images are of one class"),
])
def test_a_folder_without_anything_to_learn_gives_a_sentence(open_dialog, document, tmp_path, make, sentence):
    make(tmp_path / "set")
    dialog = open_dialog(tmp_path / "set")
    assert sentence in dialog.sentence.text()
    assert not dialog.use.isEnabled()
    assert document.model.data_spec.source != "pictures"


def test_the_menu_asks_for_a_folder(ladera, stripes, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stripes))
    ladera.window.actions_by_name["import_images"].trigger()
    panel = ladera.window.workspaces["network"].data
    qtbot.waitUntil(lambda: bool(panel.own_images.dialog.preview.shown), timeout=LONG)
    assert panel.isVisible()
    panel.own_images.dialog.reject()


def test_changes_on_the_way_are_seen_on_the_example_in_hand(panel, document, stripes, open_dialog, qtbot):
    dialog = open_dialog(stripes)
    qtbot.waitUntil(dialog.use.isEnabled, timeout=LONG)
    dialog.use.click()
    qtbot.waitUntil(lambda: document.model.data_spec.source == "pictures", timeout=LONG)
    qtbot.waitUntil(lambda: panel.in_hand.isVisible(), timeout=LONG)
    assert not panel.variants.isVisible()
    document.set_training(augmentation={"horizontal_flip": True})
    qtbot.waitUntil(lambda: len(panel.variants.sheet.pictures) == 8, timeout=LONG)
    shown = panel.variants.sheet.pictures
    session = panel._session
    raw = session.example.raw(session.data).reshape(12, 16)
    there = {grey_of(picture).tobytes() for picture in shown}
    low, high = session.data.raw_range.min(), session.data.raw_range.max()
    wanted = [np.rint((image - low) / (high - low) * 255).astype(np.uint8) for image in (raw, raw[:, ::-1])]
    assert there == {image.tobytes() for image in wanted}, "as it is, and mirrored"
    panel.variants.again.click()
    qtbot.waitUntil(lambda: panel.variants.sheet.pictures != shown, timeout=LONG)
    document.set_training(augmentation={})
    assert not panel.variants.isVisible()


def grey_of(picture: QImage) -> np.ndarray:
    return np.array([[QColor(picture.pixel(x, y)).red() for x in range(picture.width())]
                     for y in range(picture.height())], np.uint8)


KINDS = ("input", "conv2d", "pooling2d", "flatten", "dense", "output")


def draw(ladera: Ladera) -> None:
    """A small convolutional network, layer after layer, link after link."""
    canvas, inspector = ladera.window.workspace.canvas, ladera.window.workspace.inspector
    names = {kind: drop_layer(canvas, kind, (place % 3 * 280.0 - 280.0, place // 3 * 200.0 - 100.0))
             for place, kind in enumerate(KINDS)}
    for source, target in pairwise(KINDS):
        draw_link(canvas, names[source], names[target])
    for kind, field, text in (("conv2d", "filters", "4"), ("dense", "units", "3")):
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton,
                         pos=canvas.mapFromScene(canvas.canvas.nodes[names[kind]].scenePos()))
        type_in_form(inspector.page.form, field, text)
    choose_in_form(inspector.page.form, "activation", "identity")


@pytest.mark.thorough
def test_a_drawn_network_learns_from_a_folder_and_its_export_agrees(ladera, stripes, qtbot, monkeypatch, tmp_path):
    onnxruntime = pytest.importorskip("onnxruntime")
    ladera.window.resize(1600, 1000)
    ladera.window.files.new()
    data = ladera.window.workspace.data
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stripes))
    ladera.window.actions_by_name["import_images"].trigger()
    qtbot.waitUntil(lambda: bool(data.own_images.dialog.preview.shown), timeout=LONG)
    qtbot.waitUntil(data.own_images.dialog.use.isEnabled, timeout=LONG)
    qtbot.mouseClick(data.own_images.dialog.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ladera.document.model.data_spec.source == "pictures", timeout=LONG)
    draw(ladera)
    session, model = ladera.session, ladera.document.model
    qtbot.waitUntil(lambda: session.state == "ready", timeout=LONG)
    ladera.document.set_training(epochs=30, batch_size=16, optimizer="adam",
                                 optimizer_settings={"learning_rate": 0.01})
    qtbot.waitUntil(lambda: session.state == "ready", timeout=LONG)
    ladera.window.workspace.bar.transport.play.click()
    qtbot.waitUntil(lambda: session.state == "finished", timeout=60_000)
    assert session.latest.history["metric"][-1] > 0.9

    ladera.window.show_workspace("convolution")
    convolution = ladera.window.workspaces["convolution"]
    convolution.show_page("network")
    filters = convolution.network_panel.filters
    qtbot.waitUntil(lambda: len(filters.tiles) == 4, timeout=LONG)
    learned = filters.tiles.copy()
    session.look_back(2)
    qtbot.waitUntil(lambda: session.is_looking_back and not np.array_equal(filters.tiles, learned), timeout=LONG)
    session.return_to_present()
    qtbot.waitUntil(lambda: np.array_equal(filters.tiles, learned), timeout=LONG)

    path = tmp_path / "stripes.onnx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(path), ""))
    ladera.window.actions_by_name["export_weights"].trigger()
    model = onnxruntime.InferenceSession(path)
    inputs = session.data.test.inputs
    [theirs] = model.run(None, {model.get_inputs()[0].name: inputs})
    ours = Network(ladera.document.model.graph).predict(session.latest.parameters, inputs)
    assert np.abs(theirs.reshape(ours.shape) - ours).max() < 1e-5
