"""The data panel: sets, features, and tables of the person's own."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.training.session import TrainingSession
from app.widgets.data_panel import DataPanel
from tests.app.training_panels.projects import XOR


def test_choosing_a_set_adapts_the_network_in_one_undo_step(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    panel = show(DataPanel(document, session))
    gallery = panel.open_gallery()
    qtbot.mouseClick(gallery.tile("iris"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: document.model.data_spec.source == "iris", timeout=10_000)
    assert document.model.graph.layer("input_1").settings["shape"] == (4,)
    qtbot.waitUntil(lambda: session.state == "ready" and session.data.spec.source == "iris")
    assert "150" in str(sum(session.data.describe().classes.values()))
    assert panel.all_examples.isVisible()
    document.undo_stack.undo()
    assert document.model.data_spec == XOR.data
    assert document.model.graph == XOR.graph


def test_noise_features_and_split_are_edits_of_the_document(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    panel = show(DataPanel(document, session))
    panel.form.editor("noise").edited.emit(20)
    qtbot.waitUntil(lambda: document.model.data_spec.settings["noise"] == 20)
    panel.features.boxes["x1x2"].click()
    qtbot.waitUntil(lambda: document.model.data_spec.features == ("x1", "x2", "x1x2"))
    assert document.model.graph.layer("input_1").settings["shape"] == (3,)
    panel.preparation.editor("test_fraction").edited.emit(0.5)
    qtbot.waitUntil(lambda: document.model.data_spec.test_fraction == 0.5)
    qtbot.waitUntil(lambda: "50 to test" in panel.counts.text())
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.model.data_spec == XOR.data
    assert panel.form.editor("noise").value() == 0
    assert not panel.features.boxes["x1x2"].isChecked()


def test_the_last_feature_stays(show: Callable, session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    panel = show(DataPanel(document, session))
    panel.features.boxes["x1"].click()
    qtbot.waitUntil(lambda: document.model.data_spec.features == ("x2",))
    panel.features.boxes["x2"].click()
    assert panel.features.boxes["x2"].isChecked()


def test_data_that_cannot_be_are_refused_in_words_and_change_nothing(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    panel = show(DataPanel(document, session))
    panel.change(validation_fraction=0.9, test_fraction=0.9)
    assert "leave at least 5 %" in panel.sentence.text()
    assert document.model.data_spec == XOR.data


SEMICOLONS = "length;width;kind\n" + "".join(
    f"{1 + i / 10:.1f};{i % 7};{'long' if i > 14 else 'short'}\n" for i in range(30)).replace(".", ",")


def test_a_table_is_read_confirmed_and_trained_on(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot, tmp_path: Path) -> None:
    panel = show(DataPanel(document, session))
    path = tmp_path / "measured.csv"
    path.write_text(SEMICOLONS, encoding="utf-8")
    panel.own_table.open(path)
    qtbot.waitUntil(lambda: panel.own_table.dialog is not None and panel.own_table.dialog.guess is not None)
    dialog = panel.own_table.dialog
    assert (dialog.guess.delimiter, dialog.guess.decimal, dialog.guess.header) == (";", ",", True)
    assert "30 rows, 3 columns" in dialog.summary.text()
    assert dialog.target.currentData() == "kind"
    assert "Semicolon (detected)" in dialog.reading["delimiter"].currentText()
    dialog.use.click()
    qtbot.waitUntil(lambda: document.model.data_spec.source == "csv")
    qtbot.waitUntil(lambda: session.state == "ready" and session.data.class_names == ("long", "short"))
    assert document.model.data_spec.content == path.read_bytes()
    assert panel.change_table.isVisible()
    document.undo_stack.undo()
    assert document.model.data_spec == XOR.data


def test_another_target_and_another_delimiter_can_be_said(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot, tmp_path: Path) -> None:
    panel = show(DataPanel(document, session))
    path = tmp_path / "measured.csv"
    path.write_text(SEMICOLONS, encoding="utf-8")
    panel.own_table.open(path)
    qtbot.waitUntil(lambda: panel.own_table.dialog is not None and panel.own_table.dialog.guess is not None)
    dialog = panel.own_table.dialog
    combo = dialog.reading["delimiter"]
    combo.setCurrentIndex(combo.findData("|"))
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: dialog.guess.delimiter == "|" or bool(dialog.sentence.text()))
    combo.setCurrentIndex(combo.findData(";"))
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: dialog.guess.delimiter == ";" and dialog.use.isEnabled())
    dialog.target.setCurrentIndex(dialog.target.findData("length"))
    dialog.use.click()
    qtbot.waitUntil(lambda: document.model.data_spec.source == "csv")
    assert document.model.data_spec.settings["target"] == "length"
    qtbot.waitUntil(lambda: session.data is not None and session.data.task == "regression")


def test_a_file_that_is_no_table_is_refused_in_words(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot, tmp_path: Path) -> None:
    panel = show(DataPanel(document, session))
    panel.own_table.open(tmp_path / "not there.csv")
    qtbot.waitUntil(lambda: panel.sentence.isVisible())
    assert "There is no file" in panel.sentence.text()
    session.state_changed.emit("running")
    assert "There is no file" in panel.sentence.text(), "training goes on with the data there was"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_table_that_never_answers_is_refused_in_words(
        show: Callable, document: Document, session: TrainingSession, qtbot, tmp_path: Path) -> None:
    """A pipe that nobody writes into; and the next file is read."""
    panel = show(DataPanel(document, session))
    os.mkfifo(tmp_path / "pipe.csv")
    panel.own_table.open(tmp_path / "pipe.csv")
    qtbot.waitUntil(lambda: "pipe.csv cannot be read: it is not a file" in panel.sentence.text())
    (tmp_path / "good.csv").write_text("a,b\n1,2\n3,4\n")
    panel.own_table.open(tmp_path / "good.csv")
    qtbot.waitUntil(lambda: panel.own_table.dialog is not None and panel.own_table.dialog.guess is not None)
    panel.own_table.dialog.reject()


def test_a_dropped_table_opens_the_dialog(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot, tmp_path: Path) -> None:
    panel = show(DataPanel(document, session))
    path = tmp_path / "measured.csv"
    path.write_text(SEMICOLONS, encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    nothing = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, *nothing)
    panel.dragEnterEvent(enter)
    assert enter.isAccepted()
    panel.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, *nothing))
    qtbot.waitUntil(lambda: panel.own_table.dialog is not None)
    qtbot.waitUntil(lambda: panel.own_table.dialog.guess is not None)
    panel.own_table.dialog.reject()
