"""How far does it remember: of which layer, and the command that trains three kinds beside each other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from app.i18n import translate_error
from app.plain import Label, tooltip
from app.widgets.long_work import LongWork, WorkBar
from app.widgets.sentence import ErrorSentence
from app.workspaces.sequences.layer_panel import LayerPanel
from engine.jobs import Workplace


class MemoryPanel(LayerPanel):
    """`begun` when the three are to be trained, which is `work`."""

    begun = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.work = LongWork(workplace, self)
        self.layer_box.setToolTip(self.tr("The recurrent layer whose memory is measured"))
        self.begin = QPushButton(self.tr("Train the three beside each other"))
        self.begin.setToolTip(tooltip(self.tr(
            "Simple RNN, LSTM and GRU in the place of the recurrent layers, with the same units, data, settings and "
            "seed, each from its beginning. The training itself stays as it is.")))
        self.refusal = ErrorSentence()
        self.bar = WorkBar(self.work)
        self.says = Label(wordWrap=True)
        self.about.setText(self.tr(
            "How much the loss of the last step would change with the state of k steps before, as the gradient says "
            "it: its length, the mean over 128 training examples; the band holds eight of ten. Nothing is scaled to "
            "its largest. Where the line is steep, what was read early teaches the network hardly anything."))
        self._fill(self.says, 6, self.begin, self.bar, self.refusal, 6, self.about)
        self.work.failed.connect(lambda error: self.refusal.say(translate_error(error)))
        self.begin.clicked.connect(lambda _=False: self.begun.emit())
