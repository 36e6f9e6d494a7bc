"""What the pooling bench does."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.i18n import translate
from app.plain import Label
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout
from app.widgets.number_box import WholeBox
from app.widgets.sentence import ErrorSentence
from app.workspaces.convolution.credit_label import CreditLabel
from engine.layers import LAYERS
from engine.vision import KINDS, LARGEST_WINDOW, POOLING_PADDINGS, Pooling, Sliding
from engine.vision.sliding import LARGEST

EVERYWHERE, POINTED = "everywhere", "pointed"


class PoolPanel(QWidget):
    """`changed(pooling, label)` when the person wants it to pool in another way, `finished` when a series of changes
    ends; `aimed` when another gradient comes back."""

    changed = Signal(object, str)
    finished = Signal()
    aimed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.credit = CreditLabel()
        self.kind, self.padding, self.gradient = Choice(8), Choice(8), Choice(8)
        for name, title in KINDS.items():
            self.kind.addItem(translate(title), name)
        options = next(field for field in LAYERS["conv2d"].fields if field.name == "padding").options
        for name in POOLING_PADDINGS:
            self.padding.addItem(translate(options[name]), name)
        self.gradient.addItem(self.tr("1 everywhere"), EVERYWHERE)
        self.gradient.addItem(self.tr("1 where I point"), POINTED)
        self.gradient.setToolTip(self.tr("The gradient that comes back to the pooled picture; beside it is where it "
                                         "goes"))
        self.kind.setToolTip(self.tr("What becomes of the numbers in a window: the largest of them, or their mean"))
        self.padding.setToolTip(self.tr("Whether windows may reach beyond the edge, where nothing counts"))
        self.size, self.stride = WholeBox(minimum=1, maximum=LARGEST_WINDOW), WholeBox(minimum=1, maximum=LARGEST)
        self.size.setToolTip(self.tr("Rows and columns of a window"))
        self.stride.setToolTip(self.tr("Pixels from one window to the next"))
        self.whole = QCheckBox(self.tr("Global: one window over all"))
        self.whole.setToolTip(self.tr("One number for the whole picture: it says whether something is there, and no "
                                      "more where"))
        self.error, self.about, self.meter = ErrorSentence(), Label(wordWrap=True), Label(wordWrap=True)
        self.error.hide()
        self.about.setProperty("look", "muted")
        self.form = FormLayout()
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        for title, widget in ((self.tr("Pooling"), self.kind), (self.tr("Window"), self.size),
                              (self.tr("Stride"), self.stride), (self.tr("Padding"), self.padding),
                              (self.tr("Gradient"), self.gradient)):
            self.form.add(title, widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        for widget in (self.error, self.whole):
            column.addWidget(widget)
        column.insertLayout(1, self.form)
        column.addWidget(self.about)
        column.addSpacing(6)
        column.addWidget(self.meter)
        column.addWidget(self.credit)
        column.addStretch(1)
        self.gradient.activated.connect(lambda _: self.aimed.emit())
        for asked, label in ((self.kind.activated, self.tr("Choose the pooling")),
                             (self.size.valueChanged, self.tr("Change the window")),
                             (self.stride.valueChanged, self.tr("Change the stride")),
                             (self.padding.activated, self.tr("Change the padding")),
                             (self.whole.toggled, self.tr("Choose the pooling"))):
            asked.connect(lambda _, label=label: self._change(label))
        for done in (self.kind.activated, self.padding.activated, self.whole.toggled, self.size.editingFinished,
                     self.stride.editingFinished):
            done.connect(lambda *_: self.finished.emit())
        self.show_pooling(Pooling())

    @property
    def at_pointer(self) -> bool:
        """Whether the gradient is 1 only where the pointer is."""
        return self.gradient.currentData() == POINTED

    def show_pooling(self, pooling: Pooling) -> None:
        """Show this one. Silent."""
        widgets = (self.kind, self.padding, self.size, self.stride, self.whole)
        for widget in widgets:
            widget.blockSignals(True)
        self.kind.setCurrentIndex(self.kind.findData(pooling.kind))
        self.padding.setCurrentIndex(self.padding.findData(pooling.sliding.padding))
        self.size.setValue(pooling.size)
        self.stride.setValue(pooling.sliding.stride)
        self.whole.setChecked(pooling.whole)
        for widget in widgets:
            widget.blockSignals(False)
        for widget in (self.size, self.stride, self.padding):
            widget.setEnabled(not pooling.whole)

    def say_error(self, text: str) -> None:
        self.error.say(text)

    def _change(self, label: str) -> None:
        self.changed.emit(Pooling(self.kind.currentData(), self.size.value(), Sliding(
            self.stride.value(), self.padding.currentData()), self.whole.isChecked()), label)
