"""Which step of the walk is shown, and which pictures of it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from app.numbers import grouped
from app.plain import Label
from app.surface import FieldView, ViewButtons

LONGEST = 10_000_000


class WalkBar(QWidget):
    """`scrubbed(step)` when the person goes along the walk."""

    scrubbed = Signal(int)

    def __init__(self, field: FieldView) -> None:
        super().__init__()
        self.step = Label()
        self.step.setProperty("look", "number")
        self.step.setText(self._text(LONGEST))
        self.step.ensurePolished()
        self.step.setFixedSize(self.step.sizeHint())  # another text does not have the window laid out anew
        self.scrub = QSlider(Qt.Orientation.Horizontal)
        self.scrub.setToolTip(self.tr("Go back along the walk; the training stays where it is"))
        self.scrub.setAccessibleName(self.tr("Step of the walk"))
        self.scrub.setEnabled(False)
        self.scrub.valueChanged.connect(self.scrubbed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 2)
        row.addWidget(self.step)
        row.addSpacing(6)
        row.addWidget(self.scrub, 1)
        row.addSpacing(6)
        row.addWidget(ViewButtons(field))

    def show_step(self, step: int, newest: int) -> None:
        """Stand at a step of a walk up to the `newest`. Silent."""
        with QSignalBlocker(self.scrub):
            self.scrub.setRange(0, max(1, newest))
            self.scrub.setEnabled(newest > 0)
            self.scrub.setValue(step)
        self.step.setText(self._text(step))

    def _text(self, step: int) -> str:
        return self.tr("step {step}").format(step=grouped(step))
