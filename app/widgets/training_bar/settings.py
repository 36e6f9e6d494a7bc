"""How the network is trained: the settings a person turns most in a row, the others behind a button."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate
from app.plain import Label
from app.widgets.choice import Box
from app.widgets.editors import EDITORS, Editor
from app.widgets.equation import Equations
from app.widgets.form_layout import align_columns
from app.widgets.forms import FieldForm
from app.widgets.picture_button import PictureButton
from app.widgets.sentence import ErrorSentence
from app.widgets.training_bar.schedule_view import ScheduleView
from app.widgets.training_bar.teacher_form import TeacherForm
from engine.fields import Field
from engine.optimizers import OPTIMIZERS
from engine.schedules import SCHEDULES
from engine.training import FIELDS, TrainingSettings
from engine.training.adversarial import ADVERSARIAL_FIELDS
from engine.training.augmentation import AUGMENTATION_FIELDS
from engine.training.curriculum import CURRICULUM_FIELDS
from engine.training.own_rates import EARLY_RATE
from engine.training.stopping import STOPPING_FIELDS

_BY_NAME = {field.name: field for field in FIELDS}
WIDEST_RULE = 380
IN_ROW = {"batch_size": 76, "l1": 76, "l2": 76, "epochs": 92, "seed": 92}
NARROWEST = 110
"""Pixels of the optimizer's name in a narrow window; in a wide one it has the room it needs."""
LEARNED_FIRST = (*(field.name for field in CURRICULUM_FIELDS), EARLY_RATE.name)
BEHIND = ("dtype", "shuffle", "class_weights", "clip_norm", "clip_value", "weight_noise")
STOPPING = tuple(field.name for field in STOPPING_FIELDS)


class TrainingSettingsRow(QWidget):
    """Optimizer, learning rate, minibatch, penalties, epochs and seed; every change is an undo step of the document."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        self._layout = QHBoxLayout()
        rows.addLayout(self._layout)
        self.sentence = ErrorSentence()
        rows.addWidget(self.sentence)
        self._layout.setSpacing(10)
        self.editors: dict[str, Editor] = {}
        optimizer = self._add(_BY_NAME["optimizer"])
        optimizer.control.setSizeAdjustPolicy(Box.SizeAdjustPolicy.AdjustToContents)
        optimizer.control.setMinimumWidth(NARROWEST)
        optimizer.edited.connect(lambda name: document.set_training(optimizer=name))
        self._more = self._tool("settings", self.tr("The other settings of the optimizer, how the learning rate "
                                                    "changes, and when to stop."), self._show_more)
        self._rate = QWidget()
        self._layout.addWidget(self._rate, alignment=Qt.AlignmentFlag.AlignTop)
        rate = QVBoxLayout(self._rate)
        rate.setContentsMargins(0, 0, 0, 0)
        for name, width in IN_ROW.items():
            self._add(_BY_NAME[name], width).edited.connect(
                lambda value, name=name: document.set_training(**{name: value}))
        self._dice = self._tool("dice", self.tr(
            "Another seed: other initial weights and another order of the examples. Good settings do not depend on one "
            "lucky seed."), self._roll)
        self._layout.addStretch(1)
        self._optimizer = ""
        self._popup: MoreSettings | None = None
        for signal in (document.model.training_changed, document.model.project_replaced):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the document's settings."""
        settings = self._document.model.training_settings
        if settings.optimizer != self._optimizer:
            self._optimizer = settings.optimizer
            self._replace_rate(OPTIMIZERS[settings.optimizer].fields[0])
        for name, editor in self.editors.items():
            editor.set_value(settings.optimizer_settings[name] if name == "learning_rate" else getattr(settings, name))
        self._dice.setEnabled(True)

    def change_optimizer_setting(self, name: str, value: Any) -> None:
        """One undo step; the learning rate reaches a running training."""
        settings = self._document.model.training_settings.optimizer_settings
        self._document.set_training(optimizer_settings={**settings, name: value})

    def _replace_rate(self, field: Field) -> None:
        """Each optimizer has its own learning rate, with its own default."""
        layout = self._rate.layout()
        while layout.count():
            layout.takeAt(0).widget().deleteLater()
        box, editor = _captioned(field, 92)
        layout.addWidget(box)
        editor.edited.connect(lambda value: self.change_optimizer_setting("learning_rate", value))
        self._join("learning_rate", editor)

    def _add(self, field: Field, width: int | None = None) -> Editor:
        box, editor = _captioned(field, width)
        self._layout.addWidget(box, alignment=Qt.AlignmentFlag.AlignTop)
        self._join(field.name, editor)
        return editor

    def _join(self, name: str, editor: Editor) -> None:
        """One of the row: what it has to say goes below all of them, for its own column is too narrow."""
        editor.leave_sentence()
        editor.told.connect(self._say_first)
        editor.left.connect(self._document.end_gesture)
        self.editors[name] = editor
        self._say_first()

    def _say_first(self) -> None:
        self.sentence.say(next((editor.error for editor in self.editors.values() if editor.error), ""))

    def _tool(self, picture: str, help: str, action: Any) -> PictureButton:
        button = PictureButton(picture, help)
        button.clicked.connect(lambda _=False: action())
        self._layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
        return button

    def _roll(self) -> None:
        self._document.end_gesture()
        self._document.set_training(seed=secrets.randbelow(10_000))

    def _show_more(self) -> None:
        self._popup = MoreSettings(self._document, self)
        self._popup.adjustSize()
        below = self._more.mapToGlobal(QPoint(0, self._more.height() + 4))
        self._popup.move(within(self.screen().availableGeometry(), QRect(below, self._popup.sizeHint())))
        self._popup.show()


class MoreSettings(QFrame):
    """Pops up with what the row has no room for."""

    def __init__(self, document: Document, row: TrainingSettingsRow) -> None:
        super().__init__(row, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "popup")
        self._document = document
        settings = document.model.training_settings
        optimizer = OPTIMIZERS[settings.optimizer]
        columns = QHBoxLayout(self)
        columns.setContentsMargins(14, 12, 14, 14)
        columns.setSpacing(24)
        columns.setSizeConstraint(QHBoxLayout.SizeConstraint.SetFixedSize)
        layout, self._second = QVBoxLayout(), QVBoxLayout()
        for column in (layout, self._second):
            column.setSpacing(8)
            columns.addLayout(column)
        layout.addWidget(_heading(translate(optimizer.title)))
        help = Label(translate(optimizer.help), wordWrap=True)
        help.setProperty("look", "muted")
        help.setMinimumWidth(280)
        layout.addWidget(help)
        self.rule = Equations(optimizer.equation, reference=optimizer.reference)
        self.rule.setMinimumWidth(min(self.rule.natural_width, WIDEST_RULE))
        self.rule.setToolTip(self.tr("What one step does to the weights θ: g is the gradient, η the learning rate"))
        layout.addWidget(self.rule)
        self.optimizer_form = self._form(optimizer.fields[1:], settings.optimizer_settings,
                                         row.change_optimizer_setting)
        self.other_form = self._form([_BY_NAME[name] for name in BEHIND], _values(settings, BEHIND), self._change)
        layout.addWidget(self.optimizer_form)
        layout.addWidget(self.other_form)
        layout.addStretch(1)

        self._second.addWidget(_heading(self.tr("While it trains")))
        self.schedule_form = self._form([_BY_NAME["schedule"]], _values(settings, ("schedule",)), self._choose_schedule)
        names = self.schedule_form.editor("schedule").control
        names.setMinimumContentsLength(max(len(names.itemText(place)) for place in range(names.count())))
        self._second.addWidget(self.schedule_form)
        self.rate_form = self._rate_form()
        self._second.addWidget(self.rate_form)
        self.schedule = ScheduleView(document)
        self._second.addWidget(self.schedule)
        self._second.addSpacing(6)
        self.stopping_form = self._form([_BY_NAME[name] for name in STOPPING], _values(settings, STOPPING),
                                        self._change)
        self._second.addWidget(self.stopping_form)
        self._second.addWidget(_heading(self.tr("What is learned first, and how fast")))
        self.order_form = self._form([_BY_NAME[name] for name in LEARNED_FIRST], _values(settings, LEARNED_FIRST),
                                     self._change)
        self._second.addWidget(self.order_form)
        self._second.addStretch(1)

        third = QVBoxLayout()
        third.setSpacing(8)
        columns.addLayout(third)
        self.nested_forms = {}
        for name, title, fields in (
                ("augmentation", self.tr("Examples, changed on the way"), _suitable(AUGMENTATION_FIELDS, document)),
                ("adversarial", self.tr("Examples, made harder"), ADVERSARIAL_FIELDS)):
            third.addWidget(_heading(title))
            form = self.nested_forms[name] = self._form(fields, getattr(settings, name),
                                                        partial(self._change_nested, name))
            third.addWidget(form)
        third.addWidget(_heading(self.tr("Teacher")))
        self.teacher = TeacherForm(document)
        third.addWidget(self.teacher)
        third.addStretch(1)
        self._align()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences and other settings make it larger: then it moves, so as to stay on the screen."""
        super().resizeEvent(event)
        self.move(within(self.screen().availableGeometry(), self.geometry()))

    def _form(self, fields: Any, values: Mapping[str, Any], change: Any) -> FieldForm:
        form = FieldForm(fields)
        form.set_values(values)
        form.changed.connect(change)
        form.left.connect(self._document.end_gesture)
        return form

    def _change(self, name: str, value: Any) -> None:
        self._document.set_training(**{name: value})

    def _change_nested(self, name: str, field: str, value: Any) -> None:
        """One of the settings inside a setting."""
        settings = getattr(self._document.model.training_settings, name)
        self._document.set_training(**{name: {**settings, field: value}})

    def _choose_schedule(self, name: str, value: Any) -> None:
        """Another schedule has other settings: their form takes the old one's place."""
        self._document.set_training(schedule=value, schedule_settings={})
        old, self.rate_form = self.rate_form, self._rate_form()
        self._second.replaceWidget(old, self.rate_form)
        old.hide()
        old.deleteLater()
        self._align()
        self.adjustSize()

    def _align(self) -> None:
        align_columns(form.rows for form in (self.optimizer_form, self.other_form))
        align_columns(form.rows for form in (self.schedule_form, self.rate_form, self.stopping_form, self.order_form))
        align_columns(form.rows for form in (*self.nested_forms.values(), self.teacher.form))

    def _rate_form(self) -> FieldForm:
        settings = self._document.model.training_settings
        return self._form(SCHEDULES[settings.schedule].fields, settings.schedule_settings,
                          partial(self._change_nested, "schedule_settings"))


def within(room: QRect, wanted: QRect) -> QPoint:
    """Where `wanted` begins when it is moved into `room`, as far as it fits; its upper left corner is always there."""
    return QPoint(max(room.left(), min(wanted.left(), room.right() + 1 - wanted.width())),
                  max(room.top(), min(wanted.top(), room.bottom() + 1 - wanted.height())))


def _suitable(fields: Iterable[Field], document: Document) -> list[Field]:
    """Without what is for images only, where no input takes images."""
    images = any(len(spec.settings["shape"]) == 3 for spec in document.model.graph.of_kind("input"))
    return [field for field in fields if images or field.name == "noise"]


def _heading(text: str) -> Label:
    heading = Label(text)
    heading.setProperty("look", "number")
    return heading


def _values(settings: TrainingSettings, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in names}


def _captioned(field: Field, width: int | None) -> tuple[QWidget, Editor]:
    """An editor under its name, narrow enough for a row; as wide as it wants without `width`."""
    editor = EDITORS[type(field)](field)
    editor.set_value(field.default)
    editor.setObjectName(field.name)
    if getattr(editor, "slider", None) is not None:
        editor.slider.hide()
    if width is not None:
        editor.setFixedWidth(width)
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(1)
    name = Label(translate(field.label))
    name.setProperty("look", "muted")
    name.setToolTip(translate(field.help))
    name.setBuddy(editor.control)
    layout.addWidget(name)
    layout.addWidget(editor)
    return box, editor
