"""The one thing that the other training does in another way."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import translate
from app.widgets.choice import Choice
from app.widgets.editors import EDITORS, Editor, NumberEditor
from engine.fields import Field, Flag
from engine.optimizers import OPTIMIZERS
from engine.training import FIELDS, TrainingSettings
from engine.training.fork import FRESH

OFFERED = ("optimizer", "batch_size", "l1", "l2", "seed", "shuffle", "clip_norm", "weight_noise", "early_rate",
           "curriculum", "curriculum_reversed")
"""Settings of the training that are offered, after those of its optimizer."""
TAUGHT = ("distillation", "temperature", "hint")
"""And where there is a teacher: a share of 0 is the same student alone."""


class ChangeForm(QWidget):
    """Which setting, and its other value: it begins with what the training has, of a switch with the other of the two.
    `changed` with either."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._settings = TrainingSettings()
        self.what = Choice(12)
        self.what.setAccessibleName(self.tr("What is changed"))
        self.what.setToolTip(self.tr("The one thing in which the other training differs"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.what, 2)
        self.editor: Editor | None = None
        self.what.activated.connect(lambda _: self._show_editor())

    def follow(self, settings: TrainingSettings) -> None:
        """Offer the settings of a training; the choice stays where it has that setting too."""
        before, self._settings = self._settings, settings
        offered = (*OFFERED, *(TAUGHT if settings.teacher else ()))
        fields = (*OPTIMIZERS[settings.optimizer].fields, FRESH, *(field for field in FIELDS if field.name in offered))
        self._fields: dict[str, Field] = {field.name: field for field in fields}
        self.what.offer(((translate(field.label), field.name) for field in fields), self.name)
        if self.editor is None or before != settings:
            self._show_editor()

    @property
    def name(self) -> str:
        return self.what.currentData() or ""

    @property
    def value(self) -> Any:
        return self.editor.value() if self.editor is not None else None

    @property
    def is_other(self) -> bool:
        """Whether it is another value than that of the training, and one that the field takes."""
        return self.editor is not None and not self.editor.error and self.value != self._own(self.name)

    @property
    def error(self) -> str:
        """What is wrong with what the person wrote."""
        return self.editor.error if self.editor is not None else ""

    def settings(self) -> TrainingSettings:
        """Those of the other training. Raises SettingError."""
        return self._settings if self.name == FRESH.name else self._settings.changed(**{self.name: self.value})

    @property
    def fresh(self) -> bool:
        """Whether the other training begins with new weights."""
        return self.name == FRESH.name and self.value is True

    def _own(self, name: str) -> Any:
        if name == FRESH.name:
            return FRESH.default
        own = self._settings.optimizer_settings
        return own[name] if name in own else getattr(self._settings, name)

    def _show_editor(self) -> None:
        if self.editor is not None:
            self._row.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        field = self._fields[self.name]
        self.editor = EDITORS[type(field)](field)
        own = self._own(field.name)
        self.editor.set_value(not own if isinstance(field, Flag) else own)
        self.editor.setToolTip(translate(field.help))
        if isinstance(self.editor, NumberEditor) and self.editor.slider is not None:
            self.editor.slider.hide()  # the number needs the room
        self.editor.edited.connect(lambda _: self.changed.emit())
        self._row.addWidget(self.editor, 3)
        self.changed.emit()
