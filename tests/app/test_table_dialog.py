"""The dialog for a table of one's own: what it asks, what it says, and that one need not wait for it."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from app.widgets.data_panel import table_dialog
from app.widgets.data_panel.column_list import KIND, NAME, NOTE, USE
from app.widgets.data_panel.table_dialog import TableDialog
from engine.data import DataSpec
from engine.jobs import Workplace

CLEAR = "id;size;sort\n" + "".join(f"{i};{i * 0.5};{'ab'[i % 2]}\n" for i in range(30))


@pytest.fixture
def opened(qtbot: QtBot, workplace: Workplace):
    def open_dialog(text: str | bytes, settings=None) -> TableDialog:
        content = text if isinstance(text, bytes) else text.encode()
        dialog = TableDialog(workplace.readers, "table.csv", content, DataSpec("iris"), settings)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: not dialog._read.busy, timeout=20_000)
        return dialog

    return open_dialog


def cell(dialog: TableDialog, name: str, column: int, role=Qt.ItemDataRole.DisplayRole):
    row = next(row for row in range(dialog.model.rowCount())
               if dialog.model.index(row, NAME).data() == name)
    return dialog.model.index(row, column).data(role)


def tick(dialog: TableDialog, name: str, column: int, value, role) -> None:
    row = next(row for row in range(dialog.model.rowCount()) if dialog.model.index(row, NAME).data() == name)
    assert dialog.model.setData(dialog.model.index(row, column), value, role)


def test_what_is_clear_is_not_asked(opened):
    dialog = opened(CLEAR)
    assert not dialog.questions.isVisible()
    assert dialog.use.isEnabled()


@pytest.mark.parametrize(("text", "setting", "other"), [
    ("red,1\nblue,2\n", "header", "yes"),
    ("sort;price\n" + "".join(f"{'ab'[i % 2]};1.10{i}\n" for i in range(9)), "decimal", ","),
    ("when;y\n" + "".join(f"{i % 9 + 1:02d}/{i % 7 + 1:02d}/2024;{i}.5\n" for i in range(20)), "dates", "dmy"),
])
def test_a_question_shows_both_readings_and_is_answered_with_a_click(opened, qtbot, text, setting, other):
    dialog = opened(text)
    card = dialog.questions.cards[setting]
    assert len(card.buttons) == 2
    assert not card.buttons[other].isChecked()
    card.buttons[other].click()
    qtbot.waitUntil(lambda: not dialog._read.busy and setting not in dialog.questions.cards, timeout=20_000)
    assert dialog.reading[setting].currentData() == other
    assert dialog.settings()[setting] == other


def test_a_column_that_is_left_out_says_why_and_can_be_taken_all_the_same(opened):
    dialog = opened(CLEAR)
    assert cell(dialog, "id", USE, Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert "numbers the rows" in cell(dialog, "id", NOTE)
    assert dialog.settings()["columns"] == ("size",)
    tick(dialog, "id", USE, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert dialog.settings()["columns"] == ("id", "size")


def test_the_target_is_no_input_and_what_was_it_before_is_one_again(opened):
    dialog = opened(CLEAR)
    dialog.target.setCurrentIndex(dialog.target.findData("size"))
    assert dialog.settings()["target"] == "size"
    assert dialog.settings()["columns"] == ("sort",)
    dialog.target.setCurrentIndex(dialog.target.findData("sort"))
    assert dialog.settings()["columns"] == ("size",)


def test_the_first_cell_that_is_no_number_is_named_before_anything_is_used(opened):
    rows = "".join(f"{'?x' if i % 3 == 0 else i};{i % 3}\n" for i in range(40))
    note = cell(opened("x;y\n" + rows), "x", NOTE)
    assert "line 2" in note
    assert "“?x”" in note


def test_another_kind_can_be_said(opened):
    dialog = opened(CLEAR)
    tick(dialog, "size", KIND, "category", Qt.ItemDataRole.EditRole)
    assert dialog.settings()["categories"] == ("size",)
    assert dialog.settings()["numbers"] == ()


def test_what_a_file_says_is_never_shown_as_rich_text(opened):
    dialog = opened("<b>x</b>;y\n" + "".join(f"{i}.5;{i % 3}\n" for i in range(20)))
    assert cell(dialog, "<b>x</b>", NAME, Qt.ItemDataRole.ToolTipRole) == "<p>&lt;b&gt;x&lt;/b&gt;</p>"


def test_reading_can_be_stopped_and_the_dialog_closed_meanwhile(opened, qtbot, monkeypatch):
    dialog = opened(CLEAR)
    started, stopped = threading.Event(), threading.Event()

    def slow(readers, name, content, said, watch):
        started.set()
        try:
            while True:
                watch.tell(0.5)
        finally:
            stopped.set()

    monkeypatch.setattr(table_dialog, "detect_beside", slow)
    dialog._redetect()
    qtbot.waitUntil(started.is_set)
    qtbot.waitUntil(dialog.progress.isVisible)
    assert not dialog.use.isEnabled()
    dialog.progress.stop.click()
    qtbot.waitUntil(lambda: not dialog._read.busy)
    assert stopped.is_set()
    assert not dialog.progress.isVisible()
    assert dialog.sentence.text() == ""
    stopped.clear()
    dialog._redetect()
    dialog.reject()
    qtbot.waitUntil(stopped.is_set)


def test_a_wide_table_is_shown_in_a_moment(opened):
    names = ",".join(f"p{i}" for i in range(2_000))
    rows = "".join(",".join(str((i * 7 + j) % 250) for j in range(2_000)) + "\n" for i in range(12))
    dialog = opened(names + "\n" + rows)
    assert dialog.model.rowCount(QModelIndex()) == 2_000
    assert dialog.preview.columnCount() == table_dialog.PREVIEWED
    assert "2000 columns" in dialog.summary.text()


def test_a_table_in_use_opens_as_it_is_understood(opened):
    first = opened(CLEAR)
    first.target.setCurrentIndex(first.target.findData("size"))
    tick(first, "id", USE, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    tick(first, "id", KIND, "category", Qt.ItemDataRole.EditRole)
    spec = DataSpec("csv", first.settings(), content=CLEAR.encode())
    assert opened(CLEAR, spec.settings).settings() == first.settings()
