"""The row of symbols that is read: the example in hand, which a person may write."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.document.document import Document
from app.plain import Label, tooltip
from app.training.session import TrainingSession
from app.widgets.in_words import in_symbols
from app.widgets.picture_button import PictureButton
from app.widgets.sentence import ErrorSentence
from engine.data import Data
from engine.example import Example
from engine.sequences.writing import read_prefix


class PrefixBox(QWidget):
    """What is written becomes the example in hand, a step of the document."""

    def __init__(self, document: Document, session: TrainingSession) -> None:
        super().__init__()
        self._document, self._session, self._shown = document, session, ""
        self.edit = QLineEdit(maxLength=400)
        self.edit.setToolTip(tooltip(self.tr(
            "What the network reads before it goes on: the example in hand. Write something else and press Enter; it "
            "reads the last symbols, as many as it knows how to.")))
        self.edit.setAccessibleName(self.tr("What is read"))
        self.restore = PictureButton("reset", self.tr("The example as it is in the data"))
        self.refusal = ErrorSentence()
        row = QHBoxLayout()
        row.addWidget(self.edit, 1)
        row.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(self.tr("What is read")))
        column.addLayout(row)
        column.addWidget(self.refusal)
        self.edit.editingFinished.connect(self._finish)
        self.restore.clicked.connect(lambda _=False: self._set(()))
        session.example_changed.connect(self.follow)

    def follow(self) -> None:
        """Show the example in hand."""
        data = self._session.data
        self.setEnabled(data is not None and bool(data.symbols))
        if data is not None and data.symbols:
            self._shown = in_symbols(self._session.example.raw(data), data)
            self.edit.setText(self._shown)
            self.restore.setVisible(bool(self._session.example.values))
            self.refusal.say("")

    def _finish(self) -> None:
        """What was written is read, also where the field is left without Enter: it says what is read."""
        if self.edit.text() != self._shown:
            self._write()

    def _write(self) -> None:
        data: Data | None = self._session.data
        if data is None or not data.symbols:
            return
        places, unknown = read_prefix(self.edit.text(), data.symbols, len(data.raw_names))
        self._set(tuple(map(float, np.array(places))))
        if unknown:
            self.refusal.say(self.tr("The alphabet does not have: {symbols}. They are left out.").format(
                symbols=" ".join(unknown[:8])))

    def _set(self, values: tuple[float, ...]) -> None:
        here = self._session.example
        self._document.set_example(Example(here.part, here.place, values))
        self._document.end_gesture()
        self.follow()
