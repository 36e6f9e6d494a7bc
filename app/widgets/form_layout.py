"""Forms of labels and fields whose texts stand on one line."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from app.plain import Label


class FormLayout(QFormLayout):
    """QFormLayout makes a label at most 7/4 as high as its text, and fields with padding are higher: their text stands
    lower. Here a label is as high as its field, or as the `control` of an editor that says more below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)

    def add(self, label: Label | str, field: QWidget) -> Label:
        """A row; returns its label."""
        if isinstance(label, str):
            label = Label(label)
        control: QWidget = getattr(field, "control", field)
        label.setBuddy(control)
        label.setFixedHeight(control.sizeHint().height())
        self.addRow(label, field)
        return label

    def setGeometry(self, rect: QRect) -> None:
        """A label that has a line of its own stands close to the field below it."""
        super().setGeometry(rect)
        for row in range(self.rowCount()):
            label, field = (self.itemAt(row, role) for role in (QFormLayout.ItemRole.LabelRole,
                                                                QFormLayout.ItemRole.FieldRole))
            if label is None or field is None:
                continue
            above = label.geometry().bottom() < field.geometry().top()
            place = Qt.AlignmentFlag.AlignBottom if above else Qt.AlignmentFlag.AlignVCenter
            if label.widget().alignment() != Qt.AlignmentFlag.AlignLeft | place:
                label.widget().setAlignment(Qt.AlignmentFlag.AlignLeft | place)

    def labels(self) -> list[Label]:
        """The labels, from top to bottom."""
        items = (self.itemAt(row, QFormLayout.ItemRole.LabelRole) for row in range(self.rowCount()))
        return [item.widget() for item in items if item is not None]


def align_columns(forms: Iterable[FormLayout]) -> None:
    """Let the fields of forms that stand below each other begin at the same place."""
    labels = [label for form in forms for label in form.labels()]
    widest = max((label.sizeHint().width() for label in labels), default=0)
    for label in labels:
        label.setMinimumWidth(widest)
