"""Paint what you want: the brush, and what the best kernel leaves."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.numbers import typeset
from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout
from app.widgets.number_box import WholeBox
from app.widgets.picture_view import short
from app.workspaces.convolution.credit_label import CreditLabel
from app.workspaces.convolution.pointing import ROUNDING
from engine.vision import MOST, Fit

ZERO, ANYTHING, OUTPUT = "zero", "anything", "output"


class TargetPanel(QWidget):
    """`chosen(size)` when the size of the kernel is another, `begun(from)` when the canvas is to be wiped, `taken` when
    the kernel is to lie on the bench."""

    chosen = Signal(int)
    begun = Signal(str)
    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.credit = CreditLabel()
        self.brush, self.begin = Choice(8), Choice(8)
        for title, value in ((self.tr("+1, blue"), 1.0), (self.tr("−1, orange"), -1.0), (self.tr("0"), 0.0),
                             (self.tr("Anything will do"), float("nan"))):
            self.brush.addItem(title, value)
        self.brush.setToolTip(self.tr("What the left button paints; the right one paints 0"))
        self.wide, self.size = WholeBox(minimum=1, maximum=9, value=2), WholeBox(minimum=1, maximum=MOST, value=3)
        self.wide.setToolTip(self.tr("Pixels across the brush"))
        self.size.setToolTip(self.tr("Rows and columns of the kernel that is looked for"))
        for title, name in ((self.tr("All 0"), ZERO), (self.tr("Anything will do"), ANYTHING),
                            (self.tr("What the bench gives"), OUTPUT)):
            self.begin.addItem(title, name)
        self.begin.setToolTip(self.tr("Wipe the canvas and begin with this"))
        self.begin.setPlaceholderText(self.tr("Choose…"))
        self.begin.setCurrentIndex(-1)
        self.take = QPushButton(self.tr("Lay this kernel on the bench"))
        self.take.setToolTip(tooltip(self.tr("A step that can be undone")))
        self.about, self.found = Label(wordWrap=True), Label(wordWrap=True)
        self.about.setProperty("look", "muted")
        self.about.setText(self.tr("Paint the output that you want. The kernel that comes closest is solved for, by "
                                   "least squares; what is left over no kernel of this size can do."))
        form = FormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for title, widget in ((self.tr("Brush"), self.brush), (self.tr("Width"), self.wide),
                              (self.tr("Kernel"), self.size), (self.tr("Begin with"), self.begin)):
            form.add(title, widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addLayout(form)
        column.addSpacing(6)
        column.addWidget(self.found)
        column.addWidget(self.take)
        column.addWidget(self.credit)
        column.addStretch(1)
        self.size.valueChanged.connect(self.chosen)
        self.begin.activated.connect(self._begin)
        self.take.clicked.connect(lambda _=False: self.taken.emit())

    def show_size(self, size: int) -> None:
        """Rows and columns of the kernel that is looked for, silently."""
        with QSignalBlocker(self.size):
            self.size.setValue(size)

    def show_fit(self, fit: Fit, wanted: np.ndarray) -> None:
        """What was found for the `wanted` output (h', w')."""
        left = np.where(np.isfinite(wanted), fit.residual, 0.0)
        said = [self.tr("This kernel explains {share} of what was painted; the rest no kernel of {rows} × {columns} "
                        "can.").format(share=typeset(f"{1 - fit.unexplained:.1%}"), rows=fit.kernel.shape[0],
                                       columns=fit.kernel.shape[1])]
        if not np.isfinite(wanted).any():
            said = [self.tr("Anything will do everywhere: paint something.")]
        elif not np.any(wanted[np.isfinite(wanted)]):
            said = [self.tr("All of it is 0, and so is the kernel: paint something.")]
        else:
            largest, size = float(np.abs(left).max()), float(np.abs(wanted[np.isfinite(wanted)]).max())
            if largest > ROUNDING * size:
                said.append(self.tr("The largest residual is {largest}.").format(largest=short(largest)))
            else:
                said = [self.tr("This kernel does all of what was painted: nothing is left over.")]
        if fit.free:
            said.append(self.tr("{free} of its directions change nothing about this picture; the smallest of the "
                                "equally good kernels is shown.").format(free=fit.free))
        self.found.setText(" ".join(said))

    def _begin(self, place: int) -> None:
        self.begin.setCurrentIndex(-1)  # it is done once, and says nothing about what is painted afterwards
        self.begun.emit(self.begin.itemData(place))
