"""How far does it remember: of which layer, and the command that trains three kinds beside each other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.plain import Label
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout
from app.widgets.sentence import ErrorSentence

SCALE = 1_000


class MemoryPanel(QWidget):
    """`chosen` for another layer, `begun` when the three are to be trained, `cancelled` when that is
    enough."""

    chosen = Signal()
    begun = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.layer_box = Choice(8)
        self.layer_box.setToolTip(self.tr("The recurrent layer whose memory is measured"))
        self.begin = QPushButton(self.tr("Train the three beside each other"))
        self.begin.setToolTip(self.tr("Simple RNN, LSTM and GRU in the place of the recurrent layers, with the same "
                                      "units, data, settings and seed, each from its beginning. The training itself "
                                      "stays as it is."))
        self.refusal = ErrorSentence()
        self.progress, self.cancel = QProgressBar(maximum=SCALE, textVisible=False), QPushButton(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("End the three where they are; their curves stay"))
        self.says, self.about = Label(wordWrap=True), Label(wordWrap=True)
        self.about.setProperty("look", "muted")
        self.about.setText(self.tr(
            "How much the loss of the last step would change with the state of k steps before, as the gradient says "
            "it: its length, the mean over 128 training examples; the band holds eight of ten. Nothing is scaled to "
            "its largest. Where the line is steep, what was read early teaches the network hardly anything."))
        form = FormLayout()
        form.setHorizontalSpacing(12)
        form.add(self.tr("Layer"), self.layer_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(self.says)
        column.addSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        column.addWidget(self.begin)
        column.addLayout(row)
        column.addWidget(self.refusal)
        column.addSpacing(6)
        column.addWidget(self.about)
        column.addStretch(1)
        self.layer_box.activated.connect(lambda _: self.chosen.emit())
        self.begin.clicked.connect(lambda _=False: self.begun.emit())
        self.cancel.clicked.connect(lambda _=False: self.cancelled.emit())
        self.show_progress(None)

    @property
    def layer(self) -> str:
        return self.layer_box.currentData() or ""

    def show_progress(self, share: float | None) -> None:
        """How far the three have come; None where they are not under way."""
        for widget in (self.progress, self.cancel):
            widget.setVisible(share is not None)
        self.progress.setValue(round(SCALE * (share or 0.0)))

    def show_layers(self, layers: tuple[str, ...]) -> None:
        """The layers to choose from; what was chosen stays where it can. Silent."""
        self.layer_box.offer(((name, name) for name in layers), self.layer)
