"""Stages in a row: which they are, and how the chosen one slides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from app.i18n import translate, translate_error
from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout
from app.widgets.number_box import WholeBox
from app.widgets.picture_button import PictureButton
from app.widgets.sentence import ErrorSentence
from app.workspaces.convolution.credit_label import CreditLabel
from engine.errors import LaderaError
from engine.layers import LAYERS
from engine.vision import LONGEST, MOST, OPERATIONS, OWN, PADDINGS, RELU, Chain, KernelBench, Sliding, Stage, matrix
from engine.vision.sliding import LARGEST


class ChainPanel(QWidget):
    """`changed(chain, label)` when the person wants another chain, `finished` when a series of changes ends; `chosen`
    when another stage is."""

    changed = Signal(object, str)
    finished = Signal()
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.credit = CreditLabel()
        self._bench = KernelBench()
        self.about, self.error, self.said = Label(wordWrap=True), ErrorSentence(), Label(wordWrap=True)
        self.about.setProperty("look", "muted")
        self.about.setText(self.tr("Every stage slides over what the one before has made of the picture of the bench. "
                                   "Point at a place: what it has seen is marked on all maps before it."))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Stages"))
        self.list.setToolTip(self.tr("The stages from first to last; choose one to change it"))
        self.add, self.remove = PictureButton("plus", self.tr("One more stage after the chosen one")), PictureButton(
            "delete", self.tr("Take the chosen stage away"))
        self.up, self.down = PictureButton("chevron-up", self.tr("Earlier")), PictureButton(
            "chevron-down", self.tr("Later"))
        self.take = QPushButton(self.tr("Take the kernel of the bench"))
        self.take.setToolTip(tooltip(self.tr("The chosen stage slides the kernel that lies on the bench now")))
        self.operation, self.padding = Choice(8), Choice(8)
        self.size = WholeBox(minimum=1, maximum=MOST)
        self.stride = WholeBox(minimum=1, maximum=LARGEST)
        self.operation.setToolTip(self.tr("What the stage does: a kernel, ReLU or a pooling"))
        self.size.setToolTip(self.tr("Rows and columns of the window that is pooled"))
        self.stride.setToolTip(self.tr("How far the window moves each time"))
        self.padding.setToolTip(self.tr("What is put around the map that comes in"))
        for name, title in OPERATIONS.items():
            if name != OWN:
                self.operation.addItem(translate(title), name)
        options = next(field for field in LAYERS["conv2d"].fields if field.name == "padding").options
        for name in PADDINGS:
            self.padding.addItem(translate(options[name]), name)
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _: self._choose())
        self.operation.activated.connect(lambda _: self._change(self.tr("Choose the operation"), self._as_operation))
        self.take.clicked.connect(lambda _=False: self._change(self.tr("Take the kernel of the bench"), lambda stage: (
            replace(stage, operation=OWN, weights=matrix(self._bench.slid()[..., 0])))))
        self.padding.activated.connect(lambda _: self._slide(padding=self.padding.currentData()))
        self.stride.valueChanged.connect(lambda value: self._slide(stride=value))
        self.size.valueChanged.connect(lambda value: self._change(
            self.tr("Change the window"), lambda stage: replace(stage, size=value)))
        self.add.clicked.connect(lambda _=False: self._rearrange(self.tr("Add a stage"), lambda chain, at: (
            [*chain[:at + 1], Stage("box"), *chain[at + 1:]], at + 1)))
        self.remove.clicked.connect(lambda _=False: self._rearrange(self.tr("Take a stage away"), lambda chain, at: (
            [*chain[:at], *chain[at + 1:]], max(0, at - 1))))
        for button, by in ((self.up, -1), (self.down, 1)):
            button.clicked.connect(lambda _=False, by=by: self._rearrange(self.tr("Move a stage"), lambda chain, at: (
                _swapped(chain, at, at + by), at + by)))
        for done in (self.operation.activated, self.padding.activated, self.take.clicked, self.stride.editingFinished,
                     self.size.editingFinished):
            done.connect(lambda *_: self.finished.emit())

    @property
    def place(self) -> int:
        """The chosen stage, from 0; −1 where there is none."""
        return self.list.currentRow()

    def choose(self, place: int) -> None:
        self.list.setCurrentRow(place)

    def show_bench(self, bench: KernelBench) -> None:
        """The chain of a bench. Silent."""
        self._bench = bench
        place = min(self.place if self.list.count() else LONGEST, len(bench.chain) - 1)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([self._listed(at, stage) for at, stage in enumerate(bench.chain, 1)])
        self.list.setCurrentRow(place)
        self.list.setFixedHeight(max(1, min(LONGEST, len(bench.chain))) * max(24, self.list.sizeHintForRow(0)) + 8)
        self.list.blockSignals(False)
        self._show_stage()

    def say(self, sentence: str, error: LaderaError | None = None) -> None:
        """What is known of the chain, or why there are no maps."""
        self.said.setText(sentence)
        self.error.say("" if error is None else translate_error(error))

    # Inside

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.add, self.remove, self.up, self.down):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.form = FormLayout()
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        for title, widget in ((self.tr("Operation"), self.operation), (self.tr("Window"), self.size),
                              (self.tr("Stride"), self.stride), (self.tr("Padding"), self.padding)):
            self.form.add(title, widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        for widget in (self.about, self.error, self.list):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addLayout(self.form)
        column.addWidget(self.take)
        column.addSpacing(6)
        column.addWidget(self.said)
        column.addWidget(self.credit)
        column.addStretch(1)

    def _listed(self, place: int, stage: Stage) -> str:
        title = f"{place}   {title_of(stage)}"
        return title if stage.sliding.stride == 1 else self.tr("{title}, stride {stride}").format(
            title=title, stride=stage.sliding.stride)

    def _choose(self) -> None:
        self._show_stage()
        self.chosen.emit()

    def _show_stage(self) -> None:
        chain, place = self._bench.chain, self.place
        self.add.setEnabled(len(chain) < LONGEST)
        self.remove.setEnabled(place >= 0)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < len(chain) - 1)
        for widget in (self.operation, self.size, self.stride, self.padding, self.take):
            widget.setEnabled(place >= 0)
            widget.blockSignals(True)
        if place >= 0:
            stage = chain[place]
            self.operation.setCurrentIndex(self.operation.findData(stage.operation))
            self.operation.setPlaceholderText(title_of(stage))
            self.size.setValue(stage.size)
            self.stride.setValue(stage.sliding.stride)
            self.padding.setCurrentIndex(self.padding.findData(stage.sliding.padding))
            self.form.setRowVisible(self.size, stage.pools)
            for widget in (self.stride, self.padding):
                self.form.setRowVisible(widget, stage.operation != RELU)
        for widget in (self.operation, self.size, self.stride, self.padding, self.take):
            widget.blockSignals(False)

    def _as_operation(self, stage: Stage) -> Stage:
        """Another operation, sliding as that usually does: poolings by halves, ReLU not at all."""
        made = Stage(self.operation.currentData(), size=stage.size)
        if made.pools:
            return stage if made.operation == stage.operation else replace(
                made, sliding=stage.sliding if stage.pools else Sliding(2))
        return made if made.operation == RELU or stage.pools or stage.operation == RELU else replace(
            made, sliding=stage.sliding)

    def _slide(self, **changes: object) -> None:
        self._change(self.tr("Change how a stage slides"),
                     lambda stage: replace(stage, sliding=replace(stage.sliding, **changes)))

    def _change(self, label: str, make: Callable[[Stage], Stage]) -> None:
        chain, place = self._bench.chain, self.place
        if 0 <= place < len(chain):
            changed = make(chain[place])
            if changed != chain[place]:
                self.changed.emit((*chain[:place], changed, *chain[place + 1:]), label)

    def _rearrange(self, label: str, make: Callable[[Chain, int], tuple[list[Stage], int]]) -> None:
        chain, place = make(self._bench.chain, self.place)
        self.changed.emit(tuple(chain), label)
        self.finished.emit()
        self.choose(place)


def title_of(stage: Stage) -> str:
    """A stage in words."""
    title = translate(OPERATIONS[stage.operation])
    return f"{title} {stage.size} × {stage.size}" if stage.pools else title


def _swapped(chain: Chain, one: int, other: int) -> list[Stage]:
    stages = list(chain)
    stages[one], stages[other] = stages[other], stages[one]
    return stages
