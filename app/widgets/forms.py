"""Forms made from typed settings: one row for each field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import translate
from app.plain import Label
from app.widgets.editors import EDITORS, MIXED, Editor
from app.widgets.form_layout import FormLayout
from engine.fields import Field

__all__ = ["MIXED", "FieldForm"]


class FieldForm(QWidget):
    """`changed(name, value)` when the person gave a field a value that it takes; other text stays in the form, with the
    engine's sentence under it. `left` when a field lost the focus, which ends a series of changes."""

    changed = Signal(str, object)
    left = Signal()

    def __init__(self, fields: Iterable[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editors: dict[str, Editor] = {}
        self.rows = layout = FormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(12)
        layout.setVerticalSpacing(8)
        layout.setFieldGrowthPolicy(FormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        layout.setRowWrapPolicy(FormLayout.RowWrapPolicy.WrapLongRows)
        for field in fields:
            editor = EDITORS[type(field)](field)
            editor.setObjectName(field.name)
            editor.set_value(field.default)
            editor.edited.connect(lambda value, name=field.name: self.changed.emit(name, value))
            editor.left.connect(self.left)
            label = Label(translate(field.label))
            label.setToolTip(translate(field.help))
            layout.add(label, editor)
            self._editors[field.name] = editor

    def editor(self, name: str) -> Editor:
        """The editor of one field."""
        return self._editors[name]

    def names(self) -> tuple[str, ...]:
        """The fields, from top to bottom."""
        return tuple(self._editors)

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these values, MIXED where several layers differ; fields without one keep theirs. Silent."""
        for name, editor in self._editors.items():
            if name in values:
                editor.set_value(values[name])

    def begin_anew(self) -> None:
        """Whatever is written belongs to something else: the next values take its place in every field."""
        for editor in self._editors.values():
            editor.begin_anew()

    def values(self) -> dict[str, Any]:
        """The last values that the fields took; MIXED ones are left out."""
        return {name: editor.value() for name, editor in self._editors.items() if editor.value() is not MIXED}

    def errors(self) -> dict[str, str]:
        """The sentences that are shown, by field."""
        return {name: editor.error for name, editor in self._editors.items() if editor.error}
