"""Texts in the window: opened, read as numbers of symbols, shown as what they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from app.document.adapt import initial_settings
from app.widgets.data_panel import DataPanel
from app.widgets.in_words import in_symbols
from engine.data import DataSpec, load

WORDS = "El perro de san Roque no tiene rabo porque Ramón Ramírez se lo ha cortado. " * 20


@pytest.fixture
def panel(document, session, qtbot) -> DataPanel:
    panel = DataPanel(document, session)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def test_a_text_is_opened_and_the_example_in_hand_is_read(panel, document, session, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "perro.txt"
    path.write_bytes(WORDS.encode("cp1252"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    action = next(action for action in panel.open_own.menu().actions() if action.text() == "A text…")
    action.trigger()
    qtbot.waitUntil(lambda: document.model.data_spec.source == "text", timeout=20_000)
    qtbot.waitUntil(lambda: session.data is not None and bool(session.data.symbols), timeout=20_000)
    row = panel.in_hand.row.text()
    assert len(row) == 20
    assert row.replace("␣", " ") in WORDS.lower()
    assert not panel.preparation.editor("test_fraction").isEnabled(), "the text says which part is for the test"
    panel.form.changed.emit("unit", "words")
    qtbot.waitUntil(lambda: "roque" in session.data.symbols, timeout=20_000)
    qtbot.waitUntil(lambda: "roque" in panel.in_hand.row.text().split() or "perro" in panel.in_hand.row.text().split())
    document.undo_stack.undo()
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: panel.preparation.editor("test_fraction").isEnabled(), timeout=20_000)


def test_what_is_no_text_gives_a_sentence(panel, document, qtbot, tmp_path):
    path = tmp_path / "short.txt"
    path.write_text("no more than this", encoding="utf-8")
    panel.own_text.open(path)
    qtbot.waitUntil(lambda: "too short" in panel.sentence.text(), timeout=20_000)
    assert document.model.data_spec.source != "text"


def test_a_text_is_pasted(panel, document, session, qtbot):
    paste = next(action for action in panel.open_own.menu().actions() if action.text() == "The text on the clipboard")
    QGuiApplication.clipboard().clear()
    paste.trigger()
    assert "no text on the clipboard" in panel.sentence.text()
    QGuiApplication.clipboard().setText(WORDS)
    paste.trigger()
    qtbot.waitUntil(lambda: document.model.data_spec.source == "text", timeout=20_000)
    assert document.model.data_spec.content == WORDS.encode()
    document.undo_stack.undo()
    assert document.model.data_spec.source != "text"


def drop(panel: DataPanel, **mime_of) -> None:
    mime = QMimeData()
    for name, value in mime_of.items():
        getattr(mime, name)(value)
    panel.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                               Qt.KeyboardModifier.NoModifier))


def test_a_text_is_dropped_as_a_file_or_as_itself(panel, document, qtbot, tmp_path):
    for name in ("perro.txt", "perro.md"):
        path = tmp_path / name
        path.write_text(WORDS, encoding="utf-8")
        drop(panel, setUrls=[QUrl.fromLocalFile(str(path))])
        qtbot.waitUntil(lambda: document.model.data_spec.source == "text", timeout=20_000)
        document.undo_stack.undo()
    drop(panel, setText=WORDS)
    qtbot.waitUntil(lambda: document.model.data_spec.source == "text", timeout=20_000)


def test_a_table_that_is_called_txt_is_a_table_all_the_same(panel, qtbot, tmp_path):
    path = tmp_path / "table.txt"
    path.write_text("size;sort\n" + "".join(f"{place};{'ab'[place % 2]}\n" for place in range(30)), encoding="utf-8")
    drop(panel, setUrls=[QUrl.fromLocalFile(str(path))])
    qtbot.waitUntil(lambda: panel.own_table.dialog is not None, timeout=20_000)
    panel.own_table.dialog.reject()


def test_texts_of_a_table_keep_their_form_in_the_panel_and_their_columns_in_the_dialog(panel, document, session, qtbot,
                                                                                      tmp_path):
    path = tmp_path / "reviews.csv"
    path.write_text("review,verdict\n" + "".join(f"it was {word} {place},{word}\n" for place in range(20)
                                                 for word in ("good", "bad")), encoding="utf-8")
    panel.own_table.open(path)
    qtbot.waitUntil(lambda: panel.own_table.dialog is not None and panel.own_table.dialog.use.isEnabled(),
                    timeout=20_000)
    dialog = panel.own_table.dialog
    assert dialog.texts.column == "review"
    assert dialog.target.currentData() == "verdict"
    dialog.use.click()
    qtbot.waitUntil(lambda: session.data is not None and session.data.spec.source == "texts", timeout=20_000)
    assert set(panel.form.values()) == {"unit", "steps", "vocabulary", "lower"}
    assert "it was" in panel.in_hand.row.text()
    assert panel.change_table.isVisible()
    panel.form.changed.emit("vocabulary", 3)
    qtbot.waitUntil(lambda: len(session.data.symbols) == 5, timeout=20_000)
    panel.own_table.reopen()
    dialog = panel.own_table.dialog
    qtbot.waitUntil(dialog.use.isEnabled, timeout=20_000)
    assert dialog.texts.settings()["vocabulary"] == 3
    assert not dialog.columns.isEnabled()
    dialog.texts.box.setCurrentIndex(0)
    dialog.texts.box.activated.emit(0)
    assert dialog.columns.isEnabled()
    assert dialog.source == "csv"
    dialog.reject()


def test_an_embedding_is_born_with_the_alphabet_of_the_data():
    data = load(DataSpec("text", content=WORDS.encode()))
    assert initial_settings("embedding", data) == {"vocabulary": len(data.symbols)}
    assert initial_settings("embedding", load(DataSpec("drawers"))) == {}


def test_words_are_parted_and_letters_are_not():
    words = load(DataSpec("text", {"unit": "words", "steps": 3}, content=WORDS.encode()))
    assert " ".join(words.symbols[int(place)] for place in words.train.raw[0]) == in_symbols(words.train.raw[0], words)
    assert in_symbols(words.train.raw[0], load(DataSpec("iris"))) == ""
