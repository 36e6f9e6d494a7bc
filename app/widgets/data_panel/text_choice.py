"""Whether a table is learned from as its columns are, or as the texts of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.widgets.choice import Choice
from app.widgets.forms import FieldForm
from engine.data import ColumnGuess
from engine.data.texts.texts_table import FIELDS

LETTERS = 8


class TextChoice(QWidget):
    """Says in its `box`, which stands elsewhere, which `column` has the texts, "" where the columns as they are are
    meant, and below how they are read; `changed` when it is another."""

    changed = Signal()

    def __init__(self, settings: Mapping[str, Any] | None) -> None:
        super().__init__()
        self._said = None if settings is None else settings.get("text", "")
        self.box = Choice(LETTERS)
        self.box.setToolTip(self.tr("The columns as they are, numbers and categories; or the texts of one column, word "
                                    "by word or letter by letter"))
        self.form = FieldForm(FIELDS)
        if self._said:
            self.form.set_values(settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        self.box.activated.connect(lambda _: self._choose())

    @property
    def column(self) -> str:
        return self.box.currentData() or ""

    def show_columns(self, guesses: Sequence[ColumnGuess], target: str) -> None:
        """What there is to choose from, and what was chosen before; at first the first column of texts. Silent."""
        names = [guess.name for guess in guesses if guess.kind == "category"]
        proposed = next((guess.name for guess in guesses if guess.text and guess.name != target), "")
        wanted = proposed if self._said is None else self._said
        with QSignalBlocker(self.box):
            self.box.offer([(self.tr("all columns"), ""), *(
                (self.tr("the texts in “{column}”").format(column=name), name) for name in names)],
                wanted if wanted in names else "")
        self.form.setVisible(bool(self.column))

    def settings(self) -> dict[str, Any]:
        """Column and form of the texts, as settings of the source "texts"."""
        return {"text": self.column, **self.form.values()}

    def _choose(self) -> None:
        self._said = self.column
        self.form.setVisible(bool(self.column))
        self.changed.emit()
