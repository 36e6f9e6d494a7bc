"""What is stacked, how long it is taught, and what becomes of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.plain import Label, tooltip
from app.widgets.forms import FieldForm
from app.widgets.player_button import PlayButton, PlayerButton, player_row
from app.widgets.sentence import ErrorSentence
from engine.generative.greedy import GREEDY_FIELDS

SCALE = 1000


class StackPanel(QWidget):
    """`changed` when a setting is another, `taken` when the network is wanted in the drawing; the buttons are those of
    `player`, once there is one."""

    changed = Signal()
    taken = Signal()
    toggled = Signal()
    stepped = Signal()
    restarted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = FieldForm(GREEDY_FIELDS)
        self.play = PlayButton(self.tr("Learn"), self.tr("Pause"),
                               self.tr("Teach layer after layer, then fine-tune; or pause (F5)"), self.toggled.emit)
        self.step = PlayerButton("epoch", self.tr("One epoch (F6)"), self.stepped.emit)
        self.start = PlayerButton("reset", self.tr("Begin anew with the same seed (F8)"), self.restarted.emit)
        self.progress = QProgressBar(maximum=SCALE)
        self.progress.setTextVisible(False)
        self.error, self.said = ErrorSentence(), Label(wordWrap=True)
        self.take = QPushButton(self.tr("Put it into the drawing"))
        self.take.setToolTip(tooltip(self.tr(
            "The network that the machines become, with their weights, its few labelled digits and the settings of the "
            "fine-tuning, in the place of this project; it can be undone")))
        about = Label(self.tr("Each layer is a Boltzmann machine that learns, without labels, what the one below makes "
                              "of the digits. Then a classifier is put on top, and all of it is trained on a few "
                              "labels; beside it the same network, from chance."), wordWrap=True)
        about.setProperty("look", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(player_row(self.start, self.play, self.step))
        for widget in (self.progress, about, self.error, self.form, self.said, self.take):
            column.addWidget(widget)
        column.addStretch(1)
        self.form.changed.connect(lambda *_: self.changed.emit())
        self.take.clicked.connect(lambda _=False: self.taken.emit())
        self.show_done(0.0, False)

    @property
    def settings(self) -> dict[str, object]:
        return self.form.values()

    def show_done(self, share: float, taught: bool) -> None:
        """How much is done, and whether all machines are taught."""
        self.progress.setValue(round(share * SCALE))
        self.take.setEnabled(taught)

    def show_playing(self, playing: bool) -> None:
        """Say what a press does now."""
        self.play.show_playing(playing)
        self.step.setEnabled(not playing)
        if playing:
            self.error.say("")
