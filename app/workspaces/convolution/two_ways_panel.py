"""The same layer, two ways: how the kernel slides, and what both are let learn from."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.i18n import translate
from app.numbers import grouped
from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout
from app.widgets.number_box import WholeBox
from app.widgets.picture_view import short
from app.widgets.sentence import ErrorSentence
from app.workspaces.convolution.credit_label import CreditLabel
from engine.layers import LAYERS
from engine.untied import MOVED, Moment
from engine.vision import EXAMPLES, TIED_PADDINGS, TIED_STRIDES, Sliding, TwoWays

WEIGHT, VALUE = "weight", "value"


class TwoWaysPanel(QWidget):
    """`changed(two_ways, label)` when it is to slide or learn in another way, `finished` when a series of changes ends,
    `coloured` when colours mean something else; `untied` when both are to learn, `stopped` when they are to stop,
    `tied` when they are to be one again."""

    changed = Signal(object, str)
    finished = Signal()
    coloured = Signal()
    untied = Signal()
    stopped = Signal()
    tied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.padding, self.colours, self.examples = Choice(8), Choice(8), Choice(8)
        self.stride = WholeBox(minimum=1, maximum=TIED_STRIDES)
        options = next(field for field in LAYERS["conv2d"].fields if field.name == "padding").options
        for name in TIED_PADDINGS:
            self.padding.addItem(translate(options[name]), name)
        self.colours.addItem(self.tr("Which weight it is"), WEIGHT)
        self.colours.addItem(self.tr("Its value"), VALUE)
        for count in EXAMPLES:
            self.examples.addItem(grouped(count), count)
        self.padding.setToolTip(self.tr("What is put around the picture"))
        self.stride.setToolTip(self.tr("How far the kernel moves each time"))
        self.colours.setToolTip(self.tr("One colour for each weight of the kernel, so that tied ones look alike, or "
                                        "the value of every number"))
        self.examples.setToolTip(self.tr("How many digits both learn from. With few of them many weights learn the "
                                         "examples by heart"))
        self.untie, self.tie = QPushButton(self.tr("Untie and train both")), QPushButton(self.tr("Tie again"))
        self.untie.setToolTip(tooltip(self.tr(
            "The matrix may change every number by itself. Both begin with the same kernel, drawn at random, and "
            "learn to do what the kernel of the bench does")))
        self.tie.setToolTip(self.tr("Back to the kernel of the bench and its matrix"))
        self.error, self.about, self.counts, self.errors = ErrorSentence(), *(Label(wordWrap=True) for _ in range(3))
        self.about.setProperty("look", "muted")
        self.about.setText(self.tr("A convolution is a dense layer in which most weights are 0 and the others are tied "
                                   "to each other. Point at a weight, a pixel, an output or a place of the matrix. The "
                                   "kernel is that of the bench."))
        form = FormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for title, widget in ((self.tr("Padding"), self.padding), (self.tr("Stride"), self.stride),
                              (self.tr("Colours"), self.colours), (self.tr("Examples"), self.examples)):
            form.add(title, widget)
        buttons = QHBoxLayout()
        buttons.addWidget(self.untie, 1)
        buttons.addWidget(self.tie)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        for widget in (self.error, self.about):
            column.addWidget(widget)
        column.addLayout(form)
        column.addLayout(buttons)
        for widget in (self.counts, self.errors):
            column.addSpacing(6)
            column.addWidget(widget)
        column.addWidget(CreditLabel("digit"))
        column.addStretch(1)
        for asked, label in ((self.padding.activated, self.tr("Change the padding")),
                             (self.stride.valueChanged, self.tr("Change the stride")),
                             (self.examples.activated, self.tr("Change the examples"))):
            asked.connect(lambda _, label=label: self.changed.emit(TwoWays(Sliding(
                self.stride.value(), self.padding.currentData()), self.examples.currentData()), label))
        for done in (self.padding.activated, self.stride.editingFinished, self.examples.activated):
            done.connect(lambda *_: self.finished.emit())
        self.colours.activated.connect(lambda _: self.coloured.emit())
        self.untie.clicked.connect(lambda _=False: (self.stopped if self._running else self.untied).emit())
        self.tie.clicked.connect(lambda _=False: self.tied.emit())
        self._running = False
        self.show_settings(TwoWays())
        self.show_state(running=False, learned=False)

    def show_settings(self, two_ways: TwoWays) -> None:
        """Show these. Silent."""
        self.padding.setCurrentIndex(self.padding.findData(two_ways.sliding.padding))
        self.examples.setCurrentIndex(self.examples.findData(two_ways.examples))
        self.stride.blockSignals(True)
        self.stride.setValue(two_ways.sliding.stride)
        self.stride.blockSignals(False)

    @property
    def by_weight(self) -> bool:
        """Whether colours say which weight it is."""
        return self.colours.currentData() == WEIGHT

    def show_state(self, *, running: bool, learned: bool) -> None:
        """Whether both learn, and whether they have."""
        self._running = running
        self.untie.setText(self.tr("Stop") if running else self.tr("Untie and train both"))
        self.tie.setEnabled(learned and not running)
        self.colours.setEnabled(not learned)
        for widget in (self.padding, self.stride, self.examples):
            widget.setEnabled(not running)
        if not learned:
            self.errors.setText("")

    def show_counts(self, tied: np.ndarray) -> None:
        """How many numbers there are on both sides."""
        places, weights = int((tied >= 0).sum()), len(np.unique(tied[tied >= 0]))
        self.counts.setText("\n".join((
            self.tr("Convolution: {weights} weights.").format(weights=grouped(weights)),
            self.tr("Its matrix: {rows} × {columns}. {places} numbers are those weights again, {zeros} are 0.").format(
                rows=tied.shape[0], columns=tied.shape[1], places=grouped(places), zeros=grouped(tied.size - places)),
            self.tr("Dense, untied: {weights} weights.").format(weights=grouped(tied.size)))))

    def show_moment(self, moment: Moment, epochs: int) -> None:
        """How far both have come of so many epochs."""
        rows = ((self.tr("digits it learned from"), 0), (self.tr("new digits"), 1),
                (self.tr("new digits, {moved} pixels to the right").format(moved=MOVED), 2))
        said = [self.tr("Epoch {epoch} of {epochs}. Mean squared error, convolution and dense:").format(
            epoch=moment.epochs, epochs=epochs)]
        said += [self.tr("{convolution} and {dense} on {which}").format(
            convolution=short(float(moment.convolution[place])), dense=short(float(moment.dense[place])), which=title)
            for title, place in rows]
        self.errors.setText("\n".join(said))
