"""A table of one's own: how it is read, which column is predicted, and from which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.i18n import translate, translate_error
from app.numbers import grouped
from app.plain import Label
from app.widgets.choice import Box, Choice
from app.widgets.data_panel.beside import detect_beside, load_beside
from app.widgets.data_panel.column_list import ColumnList, ColumnModel
from app.widgets.data_panel.preview import PreviewTable
from app.widgets.data_panel.questions import Questions
from app.widgets.data_panel.reading import Reading, ReadingBar
from app.widgets.data_panel.text_choice import TextChoice
from app.widgets.form_layout import FormLayout
from app.widgets.forms import FieldForm
from app.widgets.number_box import WholeBox
from app.widgets.sentence import ErrorSentence
from engine.data import SOURCES, Data, DataSpec, TableGuess
from engine.errors import LaderaError
from engine.jobs import Readers

CUTTING = ("encoding", "delimiter", "quote")
"""What there is to say of a text, and not of a workbook."""
CHOICES = (*CUTTING, "decimal", "dates", "header")
LEARNING = ("task", "missing")
SIZE = (1060, 700)
PREVIEWED = 60
"""Columns of which the first cells are shown."""
LETTERS = 8
FORM_WIDTH = 300
_FIELDS = {field.name: field for field in SOURCES["csv"].fields}


class TableDialog(QDialog):
    """Shows what was detected, asks what could not be, lets each of it be said otherwise, and gives `chosen(Data)`.

    `settings` are those of the source "csv" or "texts" when the table is in use already; split and scale come from
    `spec`.
    """

    chosen = Signal(object)

    def __init__(self, readers: Readers, name: str, content: bytes, spec: DataSpec,
                 settings: Mapping[str, Any] | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Table: {name}").format(name=name))
        self.resize(*SIZE)
        self._readers, self._name, self._content, self._spec, self._settings = readers, name, content, spec, settings
        self._guess: TableGuess | None = None
        self._understood = False
        self._read = Reading(self)
        self._read.done.connect(self._hear)
        self._read.failed.connect(self._refuse)
        self._read.ended.connect(self._settle)

        self.reading: dict[str, Box] = {field: self._combo(field) for field in CHOICES}
        self.begins = WholeBox(minimum=1, maximum=_FIELDS["begins"].maximum, toolTip=translate(_FIELDS["begins"].help))
        self.sheet = Choice(LETTERS)
        self.sheet.setToolTip(translate(_FIELDS["sheet"].help))
        if settings is not None and settings["begins"]:
            self.begins.setValue(settings["begins"])
        self._says_begin = settings is not None and bool(settings["begins"])
        self.begins.valueChanged.connect(self._say_begin)
        self.sheet.activated.connect(self._redetect)
        self._places = {name: self._labelled(name, box) for name, box in (
            ("sheet", self.sheet), *self.reading.items(), ("begins", self.begins))}
        self._places["sheet"].hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, place in self._places.items():
            row.addWidget(place, 0 if name == "begins" else 1)
        self.questions = Questions()
        self.questions.answered.connect(self._answer)
        self.summary = Label(wordWrap=True)
        self.summary.setProperty("look", "muted")
        self.preview = PreviewTable()
        self.target = Box(toolTip=translate(_FIELDS["target"].help))
        self.target.setMinimumContentsLength(LETTERS)
        self.model = ColumnModel(self)
        self.target.currentIndexChanged.connect(lambda _: self.model.set_target(self.target.currentData() or ""))
        self.learning = FieldForm([_FIELDS[name] for name in LEARNING])
        if settings is not None:
            self.learning.set_values(settings)
        self.texts = TextChoice(settings)
        self.texts.changed.connect(self._show_use)
        side = FormLayout()
        side.add(self.tr("Predict"), self.target)
        side.add(self.tr("Learn from"), self.texts.box)
        self.columns = ColumnList(self.model)
        lower = QHBoxLayout()
        lower.addWidget(self.columns, 3)
        self.learning.setMinimumWidth(FORM_WIDTH)
        right = QVBoxLayout()
        right.addLayout(side)
        right.addWidget(self.texts)
        right.addWidget(self.learning)
        right.addStretch(1)
        lower.addLayout(right, 1)
        self.sentence = ErrorSentence()
        self.progress = ReadingBar(self._read)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.use = self.buttons.addButton(self.tr("Use this table"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.use.setToolTip(self.tr("Learn from this table from now on; Undo brings the other data back"))
        self.buttons.accepted.connect(self._use)
        self.buttons.rejected.connect(self.reject)
        last = QHBoxLayout()
        last.addWidget(self.progress, 1)
        last.addWidget(self.buttons)

        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(row)
        layout.addWidget(self.questions)
        layout.addWidget(self.preview, 3)
        layout.addWidget(self.summary)
        layout.addLayout(lower, 4)
        layout.addWidget(self.sentence)
        layout.addLayout(last)
        self._redetect()

    @property
    def guess(self) -> TableGuess | None:
        """How the table was understood last; None before it has been looked at, or when it is no table."""
        return self._guess

    # Reading

    def _combo(self, name: str) -> Box:
        field = _FIELDS[name]
        combo = Choice(LETTERS)
        combo.setToolTip(translate(field.help))
        for value, label in field.options.items():
            combo.addItem(translate(label), value)
        if self._settings is not None:
            combo.setCurrentIndex(combo.findData(self._settings[name]))
        combo.activated.connect(self._redetect)
        return combo

    def _labelled(self, name: str, box: QWidget) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        label = Label(translate(_FIELDS[name].label))
        label.setProperty("look", "muted")
        label.setBuddy(box)
        box.setAccessibleName(label.text())
        column.addWidget(label)
        column.addWidget(box)
        return place

    def _said(self) -> dict[str, Any]:
        """What the person has said, for `detect`."""
        said = {name: combo.currentData() for name, combo in self.reading.items() if combo.currentData() != "auto"}
        if "header" in said:
            said["header"] = said["header"] == "yes"
        if self._says_begin:
            said["begins"] = self.begins.value()
        sheet = self.sheet.currentText() or (self._settings or {}).get("sheet", "")
        return said | {"sheet": sheet}

    def _say_begin(self) -> None:
        self._says_begin = True
        self._redetect()

    def _answer(self, setting: str, value: str) -> None:
        combo = self.reading[setting]
        combo.setCurrentIndex(combo.findData(value))
        self._redetect()

    def _redetect(self) -> None:
        self.use.setEnabled(False)
        self._understood = False
        name, content, said = self._name, self._content, self._said()
        self._read.ask(lambda watch: detect_beside(self._readers, name, content, said, watch))

    def _hear(self, answer: TableGuess | Data) -> None:
        if isinstance(answer, TableGuess):
            self._show(answer)
        else:
            self.chosen.emit(answer)
            self.accept()

    def _show(self, guess: TableGuess) -> None:
        self._guess, self._understood = guess, True
        self.sentence.say("")
        detected = {**guess.settings(), "header": "yes" if guess.header else "no"}
        for name, combo in self.reading.items():
            self._places[name].setVisible(not (guess.packed and name in CUTTING))
            label = translate(_FIELDS[name].options[detected.get(name, "auto")])
            known = combo.currentData() == "auto" and detected.get(name, "auto") != "auto"
            combo.setItemText(0, self.tr("{value} (detected)").format(value=label) if known
                              else translate(_FIELDS[name].options["auto"]))
        self._places["dates"].setVisible(detected.get("dates", "auto") != "auto"
                                         or self.reading["dates"].currentData() != "auto")
        self._show_sheets(guess)
        with QSignalBlocker(self.begins):
            self.begins.setValue(guess.begins)
        self.questions.ask(guess.questions)
        names = [column.name for column in guess.columns]
        self.preview.show_rows(names[:PREVIEWED], [row[:PREVIEWED] for row in guess.preview])
        self.summary.setText(self._summary(guess))
        wanted = (self._settings or {}).get("target") or self.target.currentData() or guess.target
        with QSignalBlocker(self.target):
            self.target.clear()
            for name in names:
                self.target.addItem(name, name)
            self.target.setCurrentIndex(names.index(wanted) if wanted in names else names.index(guess.target))
        settings = self._settings or {}
        chosen = settings.get("columns") or {column.name for column in guess.columns if column.useful}
        kinds = dict.fromkeys(settings.get("categories", ()), "category") | dict.fromkeys(
            settings.get("numbers", ()), "number")
        self.model.show_columns(guess.columns, frozenset(chosen), kinds)
        self.model.set_target(self.target.currentData())
        self.texts.show_columns(guess.columns, self.target.currentData())
        self._show_use()

    def _show_use(self) -> None:
        """Of texts, neither other columns nor their gaps matter."""
        self.columns.setEnabled(not self.texts.column)
        self.learning.setVisible(not self.texts.column)

    def _show_sheets(self, guess: TableGuess) -> None:
        self._places["sheet"].setVisible(len(guess.sheets) > 1)
        if guess.sheets and self.sheet.count() != len(guess.sheets):
            self.sheet.clear()
            self.sheet.addItems(guess.sheets)
            self.sheet.setCurrentText((self._settings or {}).get("sheet", "") or guess.sheets[0])

    def _summary(self, guess: TableGuess) -> str:
        missing = sum(column.missing for column in guess.columns)
        said = [self.tr("{rows} rows, {columns} columns, {missing} missing values.").format(
            rows=grouped(guess.rows), columns=grouped(len(guess.columns)), missing=grouped(missing))]
        if guess.begins > 1:
            said.append(self.tr("The table begins in line {line}: what is above it is left out.").format(
                line=guess.begins))
        if guess.units:
            said.append(self.tr("The row under the names says the units."))
        if len(guess.columns) > PREVIEWED:
            said.append(self.tr("The first {count} columns are shown.").format(count=PREVIEWED))
        return " ".join(said)

    def settings(self) -> dict[str, Any]:
        """What is chosen, as settings of the `source`."""
        sheet = self.sheet.currentText() if len(self._guess.sheets) > 1 else ""
        read = {**self._guess.settings(), "sheet": sheet, "target": self.target.currentData()}
        if self.texts.column:
            return {name: value for name, value in read.items() if name != "columns"} | self.texts.settings()
        return {**read, "columns": self.model.inputs(), **self.learning.values(),
                "numbers": self.model.said_kinds("number"), "categories": self.model.said_kinds("category")}

    @property
    def source(self) -> str:
        """What learns from the table: "texts" or "csv"."""
        return "texts" if self.texts.column else "csv"

    # Ending

    def _use(self) -> None:
        try:
            spec = replace(self._spec, source=self.source, settings=self.settings(), features=(), content=self._content)
        except LaderaError as error:
            self._refuse(error)
            return
        self.use.setEnabled(False)
        name = self._name
        self._read.ask(lambda watch: load_beside(self._readers, name, spec, watch))

    def _settle(self) -> None:
        self.use.setEnabled(self._understood)

    def _refuse(self, error: LaderaError) -> None:
        self.sentence.say(translate_error(error))

    def done(self, result: int) -> None:
        """Nobody waits for what is being read any more."""
        self._read.stop()
        super().done(result)
