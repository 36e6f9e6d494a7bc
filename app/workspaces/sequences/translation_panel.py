"""Encoder and decoder: what is read, what is overwritten, how wide the beam is, and with and without attention."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSlider

from app.i18n import translate_error
from app.plain import Label, tooltip
from app.widgets.long_work import LongWork, WorkBar
from app.widgets.number_box import WholeBox
from app.widgets.sentence import ErrorSentence
from app.workspaces.sequences.layer_panel import LayerPanel
from engine.jobs import Workplace
from engine.probes.beams import MOST_BEAMS


class TranslationPanel(LayerPanel):
    """`written` when a person wants another row read or begun with, `leaned(share)` for a row of attention, `cleared`,
    and `begun` when both networks are to be trained, which is `work`."""

    written = Signal()
    leaned = Signal(float)
    cleared = Signal()
    begun = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.work = LongWork(workplace, self)
        self.layer_box.setToolTip(self.tr("The attention that is shown"))
        self.head_box, self.width_box = WholeBox(minimum=1), WholeBox(minimum=1, maximum=MOST_BEAMS, value=3)
        self.head_box.setToolTip(self.tr("The head whose ribbons are drawn; the matrices show all of them"))
        self.width_box.setToolTip(self.tr("How many rows a beam search keeps at each step. 1 takes the likeliest "
                                          "symbol each time: greedy."))
        self.source, self.prefix = QLineEdit(maxLength=200), QLineEdit(maxLength=200)
        self.source.setToolTip(self.tr("What the changed run reads: swap a symbol, and press Enter"))
        self.prefix.setToolTip(self.tr("What the changed run has to begin with, and press Enter"))
        self.refusal = ErrorSentence()
        self.place = Label(wordWrap=True)
        self.slider = QSlider(Qt.Orientation.Horizontal, minimum=0, maximum=100, value=100)
        self.slider.setAccessibleName(self.tr("Weight"))
        self.slider.setToolTip(self.tr("How much of its attention the chosen step gives to the chosen symbol; the "
                                       "others keep their proportions"))
        self.clear = QPushButton(self.tr("Let go"))
        self.clear.setToolTip(self.tr("Take back all changes: both runs are alike again"))
        self.says = Label(wordWrap=True)
        self.begin = QPushButton(self.tr("Train with and without attention"))
        self.begin.setToolTip(tooltip(self.tr(
            "This network, and the same one with zeros in the place of what attention finds, with the same data, "
            "settings and seed, each from its beginning. The training itself stays as it is.")))
        self.failure = ErrorSentence()
        self.bar = WorkBar(self.work)
        self.about.setText(self.tr(
            "Teacher forcing: while it learns, the decoder is told the right symbols before each step, and so are loss "
            "and metric. Here it writes on its own. Up to the first mistake both read the same, so the rows without a "
            "mistake are the same ones either way. Where attention looks is what is mixed, and no explanation."))
        self.head_label = self.form.add(self.tr("Head"), self.head_box)
        self.form.add(self.tr("Beam"), self.width_box)
        self.form.add(self.tr("Read"), self.source)
        self.form.add(self.tr("Begin with"), self.prefix)
        row = QHBoxLayout()
        row.addWidget(self.slider, 1)
        row.addWidget(self.clear)
        self._fill(self.refusal, self.place, row, 4, self.says, 6, self.begin, self.bar, self.failure, 6, self.about)
        for box in (self.head_box, self.width_box):
            box.valueChanged.connect(lambda _: self.chosen.emit())
        for edit in (self.source, self.prefix):
            edit.editingFinished.connect(self.written.emit)  # by Enter, or by going elsewhere
        self.slider.valueChanged.connect(lambda value: self.leaned.emit(value / 100))
        self.clear.clicked.connect(lambda _=False: self.cleared.emit())
        self.begin.clicked.connect(lambda _=False: self.begun.emit())
        self.work.failed.connect(lambda error: self.failure.say(translate_error(error)))

    @property
    def head(self) -> int:
        """The head whose ribbons are drawn, from 0."""
        return self.head_box.value() - 1

    def show_heads(self, count: int) -> None:
        """How many heads there are to choose from. Silent."""
        with QSignalBlocker(self.head_box):
            self.head_box.setMaximum(max(1, count))
        for widget in (self.head_label, self.head_box):
            widget.setVisible(count > 1)

    def show_share(self, share: float) -> None:
        """What the slider stands at. Silent."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(100 * share))
