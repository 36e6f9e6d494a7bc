"""What vectors of words are learned from, how, and how far that has come."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.i18n import installed_language
from app.numbers import grouped, number
from app.plain import Label
from app.widgets.forms import FieldForm
from app.widgets.player_button import PlayButton, PlayerButton, player_row
from app.widgets.sentence import ErrorSentence
from engine.sequences.word_run import WORD_FIELDS, WordMoment

SCALE = 1_000


class WordsPanel(QWidget):
    """`changed` when a setting is another; `toggled`, `stepped` and `restarted` as the buttons are pressed."""

    changed = Signal()
    toggled = Signal()
    stepped = Signal()
    restarted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = FieldForm(WORD_FIELDS)
        if installed_language() == "es":
            self.form.set_values({"text": "quijote"})
        self.play = PlayButton(self.tr("Learn"), self.tr("Pause"), self.tr("Learn the vectors, or pause (F5)"),
                               self.toggled.emit)
        self.step = PlayerButton("step", self.tr("A part of an epoch (F6)"), self.stepped.emit)
        self.start = PlayerButton("reset", self.tr("Begin anew with the same seed (F8)"), self.restarted.emit)
        self.progress, self.cancel = QProgressBar(maximum=SCALE, textVisible=False), QPushButton(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("End the learning and forget what was learned"))
        self.error, self.said = ErrorSentence(), Label(wordWrap=True)
        about = Label(self.tr("Skip-gram: the vector of a word is to tell its true neighbours in the text from words "
                              "drawn by chance. Words that have the same neighbours so come to lie near each other. "
                              "The same is learned with several seeds, and bars show how much they differ."),
                      wordWrap=True)
        about.setProperty("look", "muted")
        progress = QHBoxLayout()
        progress.addWidget(self.progress, 1)
        progress.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(player_row(self.start, self.play, self.step))
        column.addLayout(progress)
        for widget in (self.error, self.said, self.form, about):
            column.addWidget(widget)
        column.addStretch(1)
        self.form.changed.connect(lambda *_: self.changed.emit())
        self.cancel.clicked.connect(lambda _=False: self.restarted.emit())
        self.show_moment(None)

    @property
    def settings(self) -> dict[str, object]:
        return self.form.values()

    def show_moment(self, moment: WordMoment | None) -> None:
        """How far it has come; None before it has begun."""
        done = 0.0 if moment is None else moment.done
        self.progress.setValue(round(done * SCALE))
        self.cancel.setEnabled(0 < done < 1)
        if moment is None:
            self.said.setText("")
            return
        vocabulary = moment.vocabulary
        said = [self.tr("{words} different words, {count} places in the text").format(
            words=grouped(len(vocabulary.words)), count=grouped(len(vocabulary.text)))]
        if len(moment.losses):
            said.append(self.tr("Loss of a pair, mean of epoch {epoch}: {first} at first, {now} now").format(
                epoch=len(moment.losses), first=number(round(float(moment.losses[0].mean()), 3)),
                now=number(round(float(moment.losses[-1].mean()), 3))))
        self.said.setText("\n".join(said))

    def show_playing(self, playing: bool) -> None:
        """Say what a press does now."""
        self.play.show_playing(playing)
        self.step.setEnabled(not playing)
