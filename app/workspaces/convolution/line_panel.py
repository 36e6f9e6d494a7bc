"""Along one axis: the signal, the kernel, and how it slides."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import translate, translate_error
from app.plain import Label, tooltip, whole_terms
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout
from app.widgets.number_box import WholeBox
from app.widgets.sentence import ErrorSentence
from engine.errors import LaderaError
from engine.layers import LAYERS
from engine.vision import KERNELS_1D, LINE_PADDINGS, SIGNALS, Line, formula
from engine.vision.line import LENGTH, MOST_STEP, MOST_TAPS

OWN = ""


class LinePanel(QWidget):
    """`changed(line, label)` when the person wants another; `finished` when a series of changes ends."""

    changed = Signal(object, str)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = Line()
        self.error, self.about, self.formula, self.said = ErrorSentence(), *(Label(wordWrap=True) for _ in range(3))
        self.about.setProperty("look", "muted")
        self.about.setText(self.tr("A kernel along one axis: time, or a row of pixels. Drag values of the signal, "
                                   "change weights, point at anything."))
        self.signal, self.kernel, self.operation, self.padding = (Choice(8) for _ in range(4))
        self.size, self.stride, self.dilation = (WholeBox(minimum=1, maximum=most)
                                                 for most in (MOST_TAPS, MOST_STEP, MOST_STEP))
        for box, rows in ((self.signal, SIGNALS), (self.kernel, KERNELS_1D)):
            box.addItem(self.tr("By hand"), OWN)
            for name, (title, _) in rows.items():
                box.addItem(translate(title), name)
        self.operation.addItem(self.tr("Convolution of a network"), False)
        self.operation.addItem(self.tr("Transposed convolution"), True)
        self.signal.setToolTip(self.tr("What the kernel slides along"))
        self.kernel.setToolTip(self.tr("Kernels that are known by name; any weight can be changed"))
        self.operation.setToolTip(tooltip(self.tr(
            "Every output gathers values; or, transposed, every value paints a copy of the kernel, and where copies "
            "overlap they add up")))
        self.padding.setToolTip(self.tr("What is put around the signal. Causal: zeros before it only, so that no "
                                        "output knows what comes later"))
        self.size.setToolTip(self.tr("Weights of the kernel"))
        self.stride.setToolTip(self.tr("How far the kernel moves each time"))
        self.dilation.setToolTip(self.tr("The distance between the values under neighbouring weights"))
        form = FormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for title, widget in ((self.tr("Signal"), self.signal), (self.tr("Kernel"), self.kernel),
                              (self.tr("Weights"), self.size), (self.tr("Operation"), self.operation),
                              (self.tr("Padding"), self.padding), (self.tr("Stride"), self.stride),
                              (self.tr("Dilation"), self.dilation)):
            form.add(title, widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        for widget in (self.error, self.about):
            column.addWidget(widget)
        column.addLayout(form)
        for widget in (self.formula, self.said):
            column.addWidget(widget)
        column.addStretch(1)
        self._connect()
        self.show_line(self.line)

    def show_line(self, line: Line) -> None:
        """Show this one. Silent."""
        self.line = line
        widgets = (self.signal, self.kernel, self.operation, self.padding, self.size, self.stride, self.dilation)
        for widget in widgets:
            widget.blockSignals(True)
        for box, rows, values in ((self.signal, SIGNALS, line.values), (self.kernel, KERNELS_1D, line.kernel)):
            box.setCurrentIndex(box.findData(next((name for name, (_, known) in rows.items() if known == values), OWN)))
        options = next(field for field in LAYERS["conv1d"].fields if field.name == "padding").options
        self.operation.setCurrentIndex(self.operation.findData(line.transposed))
        self.padding.offer(((translate(options[name]), name) for name in LINE_PADDINGS[line.transposed]), line.padding)
        for box, value in ((self.size, len(line.kernel)), (self.stride, line.stride), (self.dilation, line.dilation)):
            box.setValue(value)
        for widget in widgets:
            widget.blockSignals(False)
        self.dilation.setEnabled(not line.transposed)
        self.error.say("")
        window = line.window
        self.formula.setText(
            self.tr("o = (i − 1)·s + k = {length} without padding").format(
                length=(LENGTH - 1) * line.stride + len(line.kernel)) if line.transposed else
            whole_terms(f"o = ⌊(i + p − d(k − 1) − 1)/s⌋ + 1\n{formula(window, LENGTH)}"))
        self.said.setText(self._said(line))

    def change(self, label: str, **changes: object) -> None:
        """Ask for another line, or say why there is none."""
        try:
            line = replace(self.line, **changes)
        except LaderaError as error:
            self.show_line(self.line)
            self.error.say(translate_error(error))
            return
        if line != self.line:
            self.changed.emit(line, label)

    # Inside

    def _said(self, line: Line) -> str:
        if line.transposed:
            middle = line.counts()[MOST_TAPS:-MOST_TAPS]
            if middle.min() == middle.max():
                return self.tr("The stride divides the kernel: every output is painted {count} times, evenly.").format(
                    count=int(middle[0]))
            return self.tr("The stride does not divide the kernel: outputs are painted {low} or {high} times by turns. "
                           "In an image that is a checkerboard, before any training.").format(
                               low=int(middle.min()), high=int(middle.max()))
        if line.padding == "causal":
            return self.tr("Causal: an output sees its own time and the {past} before it, and nothing later.").format(
                past=line.window.reach - 1)
        return self.tr("An output sees {reach} values of the signal, also such as come later.").format(
            reach=line.window.reach)

    def _connect(self) -> None:
        self.signal.activated.connect(lambda _: self._pick(self.signal, SIGNALS, "values"))
        self.kernel.activated.connect(lambda _: self._pick(self.kernel, KERNELS_1D, "kernel"))
        self.size.valueChanged.connect(lambda size: self.change(
            self.tr("Change the size of the kernel"), kernel=(*self.line.kernel, *(0.0,) * size)[:size]))
        self.operation.activated.connect(lambda _: self._turn(self.operation.currentData()))
        self.padding.activated.connect(
            lambda _: self.change(self.tr("Change the padding"), padding=self.padding.currentData()))
        self.stride.valueChanged.connect(lambda value: self.change(self.tr("Change the stride"), stride=value))
        self.dilation.valueChanged.connect(lambda value: self.change(self.tr("Change the dilation"), dilation=value))
        for done in (self.signal.activated, self.kernel.activated, self.operation.activated, self.padding.activated,
                     self.size.editingFinished, self.stride.editingFinished, self.dilation.editingFinished):
            done.connect(lambda *_: self.finished.emit())

    def _pick(self, box: Choice, rows, name: str) -> None:
        if box.currentData() != OWN:
            label = self.tr("Change the signal") if name == "values" else self.tr("Choose a kernel")
            self.change(label, **{name: rows[box.currentData()][1]})
        else:
            self.show_line(self.line)

    def _turn(self, transposed: bool) -> None:
        if transposed:
            self.change(self.tr("Transpose the convolution"), transposed=True, padding="valid", dilation=1,
                        stride=max(2, self.line.stride))
        else:
            self.change(self.tr("Transpose the convolution"), transposed=False, stride=1)
