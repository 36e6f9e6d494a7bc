"""Images of one's own: what there are, in which form the network is to get them, and how that looks."""

from __future__ import annotations

from dataclasses import asdict
from math import prod
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import translate, translate_error
from app.numbers import grouped
from app.plain import Label
from app.widgets.choice import Choice
from app.widgets.data_panel.before_after import BeforeAfter
from app.widgets.data_panel.beside import show_beside, survey_beside, take_beside
from app.widgets.data_panel.reading import Reading, ReadingBar
from app.widgets.form_layout import FormLayout
from app.widgets.forms import FieldForm
from app.widgets.sentence import ErrorSentence
from engine.data import Data, DataSpec
from engine.data.pictures import FORM_FIELDS, Form, Packing, Survey
from engine.errors import LaderaError
from engine.jobs import Readers

SIZE = (1040, 680)
FORM_WIDTH = 300
SETTLED = 200
"""Milliseconds after the last change until the images are looked at again."""
MOST_CLASSES, MOST_SAID = 12, 30
MEGABYTE = 1_000_000


class ImagesDialog(QDialog):
    """Gives `chosen(Data)`. `form` and `column` are those that are in use already; split and scale come from `spec`."""

    chosen = Signal(object)

    def __init__(self, readers: Readers, path: Path, spec: DataSpec, form: Form | None = None, column: str = "",
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Images: {name}").format(name=path.name or str(path)))
        self.resize(*SIZE)
        self._readers, self._path, self._spec, self._form, self._column = readers, path, spec, form, column
        self._survey: Survey | None = None
        self._seen: Form | None = None
        self._taken: tuple[Packing, Data] | None = None
        self._read = Reading(self)
        self._read.done.connect(self._hear)
        self._read.failed.connect(self._refuse)
        self._read.ended.connect(self._settle)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED)
        self._settled.timeout.connect(self._show)

        self.summary = Label(wordWrap=True)
        self.preview = BeforeAfter()
        self.form = FieldForm(FORM_FIELDS)
        self.form.changed.connect(lambda name, value: self._change())
        self.column = Choice()
        self.column.setToolTip(self.tr("The column of the table that says what is on each image."))
        self.column.activated.connect(lambda _: self._look(self.column.currentData()))
        self._columns = QWidget()
        row = FormLayout(self._columns)
        row.setContentsMargins(0, 0, 0, 0)
        row.add(self.tr("Class"), self.column)
        self._columns.hide()
        self.cost = Label(wordWrap=True)
        self.cost.setProperty("look", "muted")
        self.problems = Label(wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problems.setProperty("look", "muted")
        said = QScrollArea(widgetResizable=True, frameShape=QScrollArea.Shape.NoFrame)
        self.problems.setAlignment(Qt.AlignmentFlag.AlignTop)
        said.setWidget(self.problems)
        self.sentence = ErrorSentence()
        self.progress = ReadingBar(self._read)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.use = self.buttons.addButton(self.tr("Use these images"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.use.setToolTip(self.tr("Learn from these images from now on; Undo brings the other data back"))
        self.buttons.accepted.connect(self._use)
        self.buttons.rejected.connect(self.reject)

        side = QVBoxLayout()
        for widget in (self._columns, self.form, self.cost):
            widget.setFixedWidth(FORM_WIDTH)
            side.addWidget(widget)
        said.setFixedWidth(FORM_WIDTH)
        side.addWidget(said, 1)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.preview, 1)
        middle.addLayout(side)
        last = QHBoxLayout()
        last.addWidget(self.progress, 1)
        last.addWidget(self.buttons)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(self.summary)
        layout.addLayout(middle, 1)
        layout.addWidget(self.sentence)
        layout.addLayout(last)
        self._look(column)

    @property
    def survey(self) -> Survey | None:
        """What was found; None before that."""
        return self._survey

    # Looking

    def _look(self, column: str) -> None:
        path = self._path
        self._survey, self._seen, self._taken = None, None, None
        self.use.setEnabled(False)
        self.form.setEnabled(False)
        self._read.ask(lambda watch: survey_beside(self._readers, path, column, watch))

    def _change(self) -> None:
        self._taken = None
        self.sentence.say("")
        self._say_cost()
        self._name_button(None)
        self._settled.start()

    def _wanted(self) -> Form:
        return Form.of(self.form.values())

    def _show(self) -> None:
        """Look at some images in the form that is wanted now, after what is being read."""
        if self._survey is None or self._read.busy or self._wanted() == self._seen:
            return
        path, told, form = self._path, self._survey, self._wanted()
        self._seen = form
        self._read.ask(lambda _: show_beside(self._readers, path, told, form))

    def _hear(self, answer: object) -> None:
        if isinstance(answer, Survey):
            self._understand(answer)
        elif isinstance(answer, list):
            self.preview.show_images(answer)
        else:
            self._consider(*answer)

    def _understand(self, told: Survey) -> None:
        self._survey = told
        self.sentence.say("")
        self.form.set_values(asdict(self._form or told.form))
        self.form.setEnabled(True)
        self._columns.setVisible(len(told.columns) > 1)
        self.column.offer(((name, name) for name in told.columns), told.column, -1)
        self.summary.setText(self._summed(told))
        self._complain(told.problems, told.damaged)
        self._say_cost()

    def _summed(self, told: Survey) -> str:
        classes = ", ".join(f"{name}: {grouped(count)}" for name, count in told.classes[:MOST_CLASSES])
        lines = [self.tr("{kind}: {images} images of {count} classes ({classes}).").format(
            kind=translate(told.kind), images=grouped(told.images), count=len(told.classes),
            classes=classes + ("…" if len(told.classes) > MOST_CLASSES else ""))]
        smallest, largest = (f"{width} × {height}" for height, width in told.extremes)
        lines.append(self.tr("All have {size} pixels.").format(size=smallest) if told.different == 1 else
                     self.tr("They have {different} sizes, from {smallest} to {largest} pixels.").format(
                         different=grouped(told.different), smallest=smallest, largest=largest))
        if told.parts:
            train, validation, test = map(grouped, told.parts)
            lines.append(self.tr("They come in parts: {train} to train, {validation} to validate, {test} to test.")
                         .format(train=train, validation=validation, test=test))
        return " ".join(lines)

    def _say_cost(self) -> None:
        if self._survey is None:
            return
        height, width, channels = self._wanted().shape
        size = self._survey.images * prod((height, width, channels))
        self.cost.setText(self.tr("Every image becomes {height} × {width} × {channels} numbers. Together they take "
                                  "{size} MB in the project.").format(
                                      height=height, width=width, channels=channels,
                                      size=grouped(max(1, round(size / MEGABYTE)))))

    def _complain(self, errors: tuple[LaderaError, ...], damaged: int) -> None:
        lines = [translate_error(error) for error in errors[:MOST_SAID]]
        if len(errors) > MOST_SAID or damaged > len(errors):
            lines.append("…")
        self.problems.setText("\n".join(lines))

    # Taking

    def _use(self) -> None:
        if self._taken is not None:
            self._give()
            return
        path, told, form, spec = self._path, self._survey, self._wanted(), self._spec
        self.use.setEnabled(False)
        self.form.setEnabled(False)
        self._read.ask(lambda watch: take_beside(self._readers, path, told, form, spec, watch))

    def _consider(self, packing: Packing, data: Data) -> None:
        """Take what was read; where something could not be, say so first."""
        self._taken = packing, data
        if not packing.lost and not packing.animated:
            self._give()
            return
        said = []
        if packing.lost:
            said.append(self.tr("{lost} of {all} images cannot be read and are left out.").format(
                lost=grouped(packing.lost), all=grouped(packing.lost + packing.images)))
        if packing.animated:
            said.append(self.tr("{count} files hold several pictures; of each only the first is taken.").format(
                count=grouped(packing.animated)))
        self.sentence.say(" ".join(said))
        self._complain(packing.left_out, packing.lost)
        self._name_button(packing.images)

    def _name_button(self, images: int | None) -> None:
        self.use.setText(self.tr("Use these images") if images is None else
                         self.tr("Use these {count} images").format(count=grouped(images)))

    def _give(self) -> None:
        self.chosen.emit(self._taken[1])
        self.accept()

    def _settle(self) -> None:
        ready = self._survey is not None
        self.use.setEnabled(ready)
        self.form.setEnabled(ready)
        if ready and self._wanted() != self._seen:
            self._settled.start()

    def _refuse(self, error: LaderaError) -> None:
        self.sentence.say(translate_error(error))

    def done(self, result: int) -> None:
        """Nobody waits for what is being read any more."""
        self._settled.stop()
        self._read.stop()
        super().done(result)
