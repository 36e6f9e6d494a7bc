"""Data that a person makes: points drawn with the mouse, or the values of a typed function. They are a table of the
project's own, like one from a file."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate_error
from app.widgets.data_panel.points_field import PointsDialog, points_in
from app.widgets.forms import FieldForm
from app.widgets.sentence import ErrorSentence
from engine.data import load
from engine.descent.sampled import FIELDS, TARGET, sampled
from engine.errors import LaderaError


class MadeData(QObject):
    """`chosen` carries the loaded Data, `failed` the error that kept them from being loaded."""

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._parent = document, parent
        self.dialog: QDialog | None = None

    def draw(self) -> None:
        """Open the sheet for points; on it are those of the project, if they were drawn."""
        spec = self._document.model.data_spec
        dialog = PointsDialog(points_in(spec.content) if spec.source == "csv" else [], self._parent.window())
        dialog.chosen.connect(lambda content: self._take(content, {"target": "class", "task": "classification"}))
        self._open(dialog)

    def type(self) -> None:
        """Ask for a function."""
        dialog = FunctionDialog(self._parent.window())
        dialog.chosen.connect(lambda content: self._take(content, {"target": TARGET, "task": "regression"}))
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _take(self, content: bytes, settings: dict[str, object]) -> None:
        try:
            self._document.end_gesture()
            spec = self._document.model.data_spec
            self.chosen.emit(load(replace(spec, source="csv", settings=settings, features=(), content=content)))
        except LaderaError as error:
            self.failed.emit(error)


class FunctionDialog(QDialog):
    """`chosen` carries a CSV table."""

    chosen = Signal(bytes)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Data from a function"))
        self.form = FieldForm(FIELDS)
        self.sentence = ErrorSentence()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.form, self.sentence, buttons):
            column.addWidget(widget)
        self.form.changed.connect(lambda *_: self._check())
        self.setMinimumWidth(360)
        self._content = b""
        self._check()

    def _check(self) -> None:
        try:
            self._content = sampled(**self.form.values())
            self.sentence.say("")
        except LaderaError as error:
            self._content = b""
            self.sentence.say(translate_error(error))
        self.ok.setEnabled(bool(self._content))

    def _accept(self) -> None:
        self.accept()
        self.chosen.emit(self._content)
