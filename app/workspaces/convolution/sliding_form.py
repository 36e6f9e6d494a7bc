"""How the kernel slides, and the arithmetic of it with its numbers."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import translate
from app.plain import Label, tooltip, whole_terms
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout
from app.widgets.number_box import WholeBox
from engine.layers import LAYERS
from engine.vision import PADDINGS, KernelBench, Sliding, formula, largest_dilation
from engine.vision.sliding import LARGEST


class SlidingForm(QWidget):
    """`changed(sliding, turn, label)` when the person wants it to slide in another way; only what has an output can be
    chosen. `finished` when a series of changes ends."""

    changed = Signal(object, bool, str)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._bench = KernelBench()
        self.turn, self.padding = Choice(8), Choice(8)
        self.stride, self.dilation = (WholeBox(minimum=1, maximum=LARGEST) for _ in range(2))
        self.turn.addItem(self.tr("Cross-correlation"), False)
        self.turn.addItem(self.tr("Convolution"), True)
        self.turn.setToolTip(self.tr("Networks slide the kernel as it is written: cross-correlation. A convolution "
                                     "turns it by half a turn first"))
        options = next(field for field in LAYERS["conv2d"].fields if field.name == "padding").options
        for name in PADDINGS:
            self.padding.addItem(translate(options[name]), name)
        self.formulas = Label(wordWrap=True)
        self.formulas.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.formulas.setToolTip(tooltip(self.tr(
            "o: places of the output · i: pixels · p: places before and after · d: dilation · k: weights · s: "
            "stride. ⌊ ⌋ rounds down")))
        self.why = Label(wordWrap=True)
        self.why.setProperty("look", "muted")
        self.rows = FormLayout()
        self.rows.setHorizontalSpacing(12)
        self.rows.setVerticalSpacing(8)
        for name, widget in ((self.tr("Operation"), self.turn), (self.tr("Stride"), self.stride),
                             (self.tr("Padding"), self.padding), (self.tr("Dilation"), self.dilation)):
            self.rows.add(name, widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.rows)
        column.addWidget(self.why)
        column.addWidget(self.formulas)
        self.turn.activated.connect(lambda _: self._tell(self.tr("Turn the kernel"), turn=self.turn.currentData()))
        self.padding.activated.connect(
            lambda _: self._tell(self.tr("Change the padding"), padding=self.padding.currentData()))
        self.stride.valueChanged.connect(lambda value: self._tell(self.tr("Change the stride"), stride=value))
        self.dilation.valueChanged.connect(lambda value: self._tell(self.tr("Change the dilation"), dilation=value))
        for done in (self.turn.activated, self.padding.activated, self.stride.editingFinished,
                     self.dilation.editingFinished):
            done.connect(lambda *_: self.finished.emit())

    def show_bench(self, bench: KernelBench) -> None:
        """Show how it slides, and what else it could do. Silent."""
        self._bench = bench
        shape, size, sliding = bench.image.shape[:2], bench.size, bench.sliding
        dilation, stride = largest_dilation(sliding, shape, size), min(LARGEST, max(shape))
        for box, value, most in ((self.stride, sliding.stride, stride), (self.dilation, sliding.dilation, dilation)):
            box.blockSignals(True)
            box.setMaximum(most)
            box.setValue(value)
            box.blockSignals(False)
        self.stride.setToolTip(tooltip(
            self.tr("How far the kernel moves each time, {most} at most").format(most=stride)))
        self.dilation.setToolTip(tooltip(self.tr(
            "The distance between the pixels under neighbouring weights, {most} at most").format(most=dilation)))
        self._show_paddings(bench)
        self.turn.setCurrentIndex(self.turn.findData(bench.turn))
        self.why.setText(self._why(bench, dilation))
        self.why.setVisible(bool(self.why.text()))
        self.formulas.setText(_formulas(bench))

    def _show_paddings(self, bench: KernelBench) -> None:
        shape, size = bench.image.shape[:2], bench.size
        self.padding.setCurrentIndex(self.padding.findData(bench.sliding.padding))
        self.padding.setToolTip(self.tr("What is put around the picture"))
        for place, name in enumerate(PADDINGS):
            fits = replace(bench.sliding, padding=name).fits(shape, size)
            self.padding.model().item(place).setEnabled(fits)
            why = "" if fits else self.tr("With it the kernel does not fit")
            self.padding.setItemData(place, tooltip(why), Qt.ItemDataRole.ToolTipRole)

    def _why(self, bench: KernelBench, dilation: int) -> str:
        """Why the dilation ends where it does, where it has come to its end."""
        if bench.sliding.dilation < dilation or dilation == LARGEST or max(bench.size) == 1:
            return ""
        shape, size = bench.image.shape[:2], bench.size
        wider = replace(bench.sliding, dilation=dilation + 1)
        windows = wider.windows(shape, size)
        if bench.sliding.mirrored:
            return self.tr("The dilation ends here: with {next} more would be mirrored than the picture has.").format(
                next=dilation + 1)
        axis = next(axis for axis in range(2) if not windows[axis].places(shape[axis]))
        return self.tr("The dilation ends here: with {next} the kernel would reach over {reach} pixels, and there are "
                       "{room}.").format(next=dilation + 1, reach=windows[axis].reach, room=shape[axis])

    def _tell(self, label: str, *, turn: bool | None = None, **changes: object) -> None:
        sliding: Sliding = replace(self._bench.sliding, **changes)
        self.changed.emit(sliding, self._bench.turn if turn is None else turn, label)


def _formulas(bench: KernelBench) -> str:
    """o = ⌊(i + p − d(k − 1) − 1)/s⌋ + 1 with the numbers of both axes."""
    shape = bench.image.shape[:2]
    down, across = (formula(window, length)
                    for window, length in zip(bench.sliding.windows(shape, bench.size), shape, strict=True))
    return whole_terms(f"o = ⌊(i + p − d(k − 1) − 1)/s⌋ + 1\n↓ {down}\n→ {across}")
