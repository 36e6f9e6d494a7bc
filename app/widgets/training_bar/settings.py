"""How the network is trained: the settings a person turns most in a row, the others behind a button."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate
from app.theme import Theme, icon, theme_bus
from app.widgets.editors import EDITORS, Editor
from app.widgets.forms import FieldForm
from engine.fields import Field
from engine.optimizers import OPTIMIZERS
from engine.training import FIELDS, TrainingSettings

_BY_NAME = {field.name: field for field in FIELDS}
IN_ROW = {"batch_size": 76, "l1": 76, "l2": 76, "epochs": 92, "seed": 92}
BEHIND = ("dtype", "shuffle")


class TrainingSettingsRow(QWidget):
    """Optimizer, learning rate, minibatch, penalties, epochs and seed; every change is an undo step of the document."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        self.editors: dict[str, Editor] = {}
        self._add(_BY_NAME["optimizer"], 172).edited.connect(lambda name: document.set_training(optimizer=name))
        self._more = self._tool("settings", self.tr("The other settings of the optimizer, the precision and the order "
                                                    "of the examples."), self._show_more)
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
        theme_bus.changed.connect(self._restyle)
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
        editor.left.connect(self._document.end_gesture)
        self.editors["learning_rate"] = editor

    def _add(self, field: Field, width: int) -> Editor:
        box, editor = _captioned(field, width)
        self._layout.addWidget(box, alignment=Qt.AlignmentFlag.AlignTop)
        editor.left.connect(self._document.end_gesture)
        self.editors[field.name] = editor
        return editor

    def _tool(self, picture: str, help: str, action: Any) -> QToolButton:
        button = QToolButton(toolTip=help, autoRaise=True)
        button.setAccessibleName(help)
        button.setIcon(icon(picture))
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
        self._popup.move(below)
        self._popup.show()

    def _restyle(self, _: Theme) -> None:
        self._more.setIcon(icon("settings"))
        self._dice.setIcon(icon("dice"))


class MoreSettings(QFrame):
    """Pops up with what the row has no room for."""

    def __init__(self, document: Document, row: TrainingSettingsRow) -> None:
        super().__init__(row, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "popup")
        self._document = document
        settings = document.model.training_settings
        optimizer = OPTIMIZERS[settings.optimizer]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 14)
        layout.setSpacing(8)
        title = QLabel(translate(optimizer.title))
        title.setProperty("look", "number")
        help = QLabel(translate(optimizer.help), wordWrap=True)
        help.setProperty("look", "muted")
        help.setMinimumWidth(280)
        layout.addWidget(title)
        layout.addWidget(help)
        self.optimizer_form = _form(optimizer.fields[1:], settings.optimizer_settings, row.change_optimizer_setting)
        self.other_form = _form([_BY_NAME[name] for name in BEHIND], _values(settings),
                                lambda name, value: document.set_training(**{name: value}))
        for form in (self.optimizer_form, self.other_form):
            form.left.connect(document.end_gesture)
            layout.addWidget(form)


def _form(fields: Any, values: Mapping[str, Any], change: Any) -> FieldForm:
    form = FieldForm(fields)
    form.set_values(values)
    form.changed.connect(change)
    return form


def _values(settings: TrainingSettings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in BEHIND}


def _captioned(field: Field, width: int) -> tuple[QWidget, Editor]:
    """An editor under its name, narrow enough for a row."""
    editor = EDITORS[type(field)](field)
    editor.set_value(field.default)
    editor.setObjectName(field.name)
    if getattr(editor, "slider", None) is not None:
        editor.slider.hide()
    editor.setFixedWidth(width)
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(1)
    name = QLabel(translate(field.label))
    name.setProperty("look", "muted")
    name.setToolTip(translate(field.help))
    name.setBuddy(editor.control)
    layout.addWidget(name)
    layout.addWidget(editor)
    return box, editor
