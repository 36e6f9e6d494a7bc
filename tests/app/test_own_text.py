"""Texts in the window: opened, read as numbers of symbols, shown as what they are."""

from __future__ import annotations

import pytest
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


def test_an_embedding_is_born_with_the_alphabet_of_the_data():
    data = load(DataSpec("text", content=WORDS.encode()))
    assert initial_settings("embedding", data) == {"vocabulary": len(data.symbols)}
    assert initial_settings("embedding", load(DataSpec("drawers"))) == {}


def test_words_are_parted_and_letters_are_not():
    words = load(DataSpec("text", {"unit": "words", "steps": 3}, content=WORDS.encode()))
    assert " ".join(words.symbols[int(place)] for place in words.train.raw[0]) == in_symbols(words.train.raw[0], words)
    assert in_symbols(words.train.raw[0], load(DataSpec("iris"))) == ""
