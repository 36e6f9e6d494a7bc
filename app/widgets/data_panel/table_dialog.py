"""A table of one's own: how it is read, which column is predicted, and from which."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import translate, translate_error
from app.numbers import grouped
from app.plain import Label
from app.widgets.background import Background
from app.widgets.data_panel.beside import detect_beside, load_beside
from app.widgets.data_panel.examples import ExampleTable
from app.widgets.form_layout import FormLayout
from app.widgets.forms import FieldForm
from app.widgets.sentence import ErrorSentence
from engine.data import SOURCES, Data, DataSpec, TableGuess
from engine.errors import LaderaError

READING = ("encoding", "delimiter", "decimal", "header")
LEARNING = ("task", "missing")
USE, NAME, KIND, VALUES, MISSING = range(5)
CHECKABLE = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled
_FIELDS = {field.name: field for field in SOURCES["csv"].fields}


class TableDialog(QDialog):
    """Shows what was detected, lets each of it be said otherwise, and gives `chosen(Data)`.

    `settings` are those of the source "csv" when the table is in use already; split and scale come from `spec`.
    """

    chosen = Signal(object)

    def __init__(self, name: str, content: bytes, spec: DataSpec, settings: Mapping[str, Any] | None,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Table: {name}").format(name=name))
        self.resize(860, 620)
        self._name, self._content, self._spec, self._settings = name, content, spec, settings
        self._given_up = threading.Event()
        self.finished.connect(lambda _: self._given_up.set())
        self._guess: TableGuess | None = None
        self._detect, self._load = Background(self), Background(self)
        self._detect.done.connect(self._show)
        self._detect.failed.connect(self._refuse)
        self._load.done.connect(self._finish)
        self._load.failed.connect(self._refuse)

        self.reading = {field: self._combo(field) for field in READING}
        row = QHBoxLayout()
        for field, combo in self.reading.items():
            column = QVBoxLayout()
            column.setSpacing(2)
            label = Label(translate(_FIELDS[field].label))
            label.setProperty("look", "muted")
            column.addWidget(label)
            column.addWidget(combo)
            row.addLayout(column, 1)
        self.summary = Label(wordWrap=True)
        self.summary.setProperty("look", "muted")
        self.preview = ExampleTable()
        self.target = QComboBox(toolTip=translate(_FIELDS["target"].help))
        self.target.currentIndexChanged.connect(self._follow_target)
        self.learning = FieldForm([_FIELDS[name] for name in LEARNING])
        if settings is not None:
            self.learning.set_values(settings)
        side = FormLayout()
        side.add(self.tr("Predict"), self.target)
        self.columns = QTableWidget(0, 5)
        self.columns.setHorizontalHeaderLabels([
            self.tr("Input"), self.tr("Column"), self.tr("Taken as"), self.tr("Values"), self.tr("Missing")])
        self.columns.verticalHeader().hide()
        self.columns.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.columns.resizeColumnsToContents()
        lower = QHBoxLayout()
        lower.addWidget(self.columns, 3)
        right = QVBoxLayout()
        right.addLayout(side)
        right.addWidget(self.learning)
        right.addStretch(1)
        lower.addLayout(right, 2)
        self.sentence = ErrorSentence()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.use = self.buttons.addButton(self.tr("Use this table"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.use.setToolTip(self.tr("Learn from this table from now on; Undo brings the other data back"))
        self.buttons.accepted.connect(self._use)
        self.buttons.rejected.connect(self.reject)

        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(row)
        layout.addWidget(self.preview, 3)
        layout.addWidget(self.summary)
        layout.addLayout(lower, 4)
        layout.addWidget(self.sentence)
        layout.addWidget(self.buttons)
        self._redetect()

    @property
    def guess(self) -> TableGuess | None:
        """How the table is understood now; None while it is looked at, or when it is no table."""
        return self._guess

    # Reading

    def _combo(self, name: str) -> QComboBox:
        field = _FIELDS[name]
        combo = QComboBox(toolTip=translate(field.help), sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToContents)
        for value, label in field.options.items():
            combo.addItem(translate(label), value)
        if self._settings is not None:
            combo.setCurrentIndex(combo.findData(self._settings[name]))
        combo.activated.connect(self._redetect)
        return combo

    def _said(self) -> dict[str, Any]:
        """What the person has said, for `detect`."""
        said = {name: combo.currentData() for name, combo in self.reading.items() if combo.currentData() != "auto"}
        if "header" in said:
            said["header"] = said["header"] == "yes"
        return said

    def _redetect(self) -> None:
        self.use.setEnabled(False)
        self._given_up.set()
        given_up = self._given_up = threading.Event()
        name, content, said = self._name, self._content, self._said()
        self._detect.ask(lambda: detect_beside(name, content, said, given_up))

    def _show(self, guess: TableGuess) -> None:
        self._guess = guess
        self.sentence.say("")
        self.use.setEnabled(True)
        detected = {**guess.settings(), "header": "yes" if guess.header else "no"}
        for name, combo in self.reading.items():
            label = translate(_FIELDS[name].options[detected[name]])
            combo.setItemText(0, self.tr("{value} (detected)").format(value=label)
                              if combo.currentData() == "auto" else translate(_FIELDS[name].options["auto"]))
        names = [column.name for column in guess.columns]
        self.preview.show_rows(names, guess.preview)
        missing = sum(column.missing for column in guess.columns)
        self.summary.setText(self.tr("{rows} rows, {columns} columns, {missing} missing values.").format(
            rows=grouped(guess.rows), columns=len(names), missing=grouped(missing)))
        wanted = (self._settings or {}).get("target") or self.target.currentData() or guess.target
        with QSignalBlocker(self.target):
            self.target.clear()
            for name in names:
                self.target.addItem(name, name)
            self.target.setCurrentIndex(names.index(wanted) if wanted in names else names.index(guess.target))
        self._fill_columns(guess)

    # Columns

    def _fill_columns(self, guess: TableGuess) -> None:
        settings = self._settings or {}
        chosen = settings.get("columns") or tuple(column.name for column in guess.columns if column.useful)
        kinds = dict.fromkeys(settings.get("categories", ()), "category") | dict.fromkeys(
            settings.get("numbers", ()), "number")
        self.columns.setRowCount(len(guess.columns))
        for row, column in enumerate(guess.columns):
            use = QTableWidgetItem()
            use.setFlags(CHECKABLE)
            use.setCheckState(Qt.CheckState.Checked if column.name in chosen else Qt.CheckState.Unchecked)
            self.columns.setItem(row, USE, use)
            for place, text in ((NAME, column.name), (VALUES, grouped(column.values)),
                                (MISSING, grouped(column.missing))):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.columns.setItem(row, place, item)
            kind = QComboBox(toolTip=self.tr("A number is taken as it is; a category becomes one input for each value"))
            for value, label in (("number", self.tr("number")), ("category", self.tr("category"))):
                kind.addItem(label, value)
            kind.setCurrentIndex(kind.findData(kinds.get(column.name, column.kind)))
            self.columns.setCellWidget(row, KIND, kind)
        self.columns.resizeColumnsToContents()
        self._follow_target()

    def _follow_target(self) -> None:
        """The target is no input."""
        for row in range(self.columns.rowCount()):
            is_target = self.columns.item(row, NAME).text() == self.target.currentData()
            use = self.columns.item(row, USE)
            if is_target:
                use.setCheckState(Qt.CheckState.Unchecked)
            elif not use.flags() & Qt.ItemFlag.ItemIsEnabled:
                use.setCheckState(Qt.CheckState.Checked)
            use.setFlags(Qt.ItemFlag.NoItemFlags if is_target else CHECKABLE)

    def settings(self) -> dict[str, Any]:
        """What is chosen, as settings of the source "csv"."""
        target, names, kinds = self.target.currentData(), [], {"number": [], "category": []}
        for row, column in enumerate(self._guess.columns):
            kind = self.columns.cellWidget(row, KIND).currentData()
            if kind != column.kind:
                kinds[kind].append(column.name)
            if column.name != target and self.columns.item(row, USE).checkState() == Qt.CheckState.Checked:
                names.append(column.name)
        return {**self._guess.settings(), "target": target, "columns": tuple(names), **self.learning.values(),
                "numbers": tuple(kinds["number"]), "categories": tuple(kinds["category"])}

    # Ending

    def _use(self) -> None:
        try:
            spec = replace(self._spec, source="csv", settings=self.settings(), features=(), table=self._content)
        except LaderaError as error:
            self._refuse(error)
            return
        self.use.setEnabled(False)
        name, given_up = self._name, self._given_up
        self._load.ask(lambda: load_beside(name, spec, given_up))

    def _finish(self, data: Data) -> None:
        self.chosen.emit(data)
        self.accept()

    def _refuse(self, error: LaderaError) -> None:
        self.use.setEnabled(self._guess is not None)
        self.sentence.say(translate_error(error))
