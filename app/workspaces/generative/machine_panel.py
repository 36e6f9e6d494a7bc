"""Which Boltzmann machine learns what, its player, and how far it has come."""

from __future__ import annotations

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.i18n import translate
from app.numbers import grouped, number
from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout
from app.widgets.forms import FieldForm
from app.widgets.player_button import PlayButton, PlayerButton, player_row
from app.widgets.sentence import ErrorSentence
from app.workspaces.generative.player import BoltzmannPlayer
from engine.generative import BOLTZMANN_SCENES, FIELDS, BoltzmannSetup


class MachinePanel(QWidget):
    """`changed(name, value)` for a setting, `left` when that series ends, `scene_chosen(name)`."""

    changed = Signal(str, object)
    left = Signal()
    scene_chosen = Signal(str)

    def __init__(self, player: BoltzmannPlayer) -> None:
        super().__init__()
        self._player = player
        self.scene = Choice(12)
        self.scene.setToolTip(tooltip(self.tr("Machines that show one thing each; they learn as far as it takes")))
        self.scene.addItem(self.tr("Scenes…"), "")
        for name, row in BOLTZMANN_SCENES.items():
            self.scene.addItem(translate(row.title), name)
        self.form = FieldForm(FIELDS)
        self.play = PlayButton(self.tr("Learn"), self.tr("Pause"), self.tr("Let it learn, or pause (F5)"),
                               player.toggle)
        self.step = PlayerButton("epoch", self.tr("One epoch (F6)"), lambda: player.move(1))
        self.start = PlayerButton("reset", self.tr("Begin anew with the same seed (F8)"), player.restart)
        self.error, self.help, self.numbers = ErrorSentence(), Label(wordWrap=True), Label(wordWrap=True)
        self.help.setProperty("look", "muted")
        self.help.hide()
        self.estimate = QPushButton(self.tr("Estimate ln Z"))
        self.estimate.setToolTip(tooltip(self.tr(
            "There are too many states to go through them: 100 chains of annealed importance sampling estimate the "
            "partition function, and with it the log-likelihood")))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        scene = FormLayout()
        scene.add(self.tr("Scene"), self.scene)
        column.addLayout(player_row(self.start, self.play, self.step))
        column.addLayout(scene)
        for widget in (self.help, self.error, self.form, self.numbers, self.estimate):
            column.addWidget(widget)
        column.addStretch(1)
        self.form.changed.connect(self.changed)
        self.form.left.connect(self.left)
        self.scene.activated.connect(lambda _: self.scene.currentData() and self.scene_chosen.emit(
            self.scene.currentData()))
        self.estimate.clicked.connect(lambda _=False: player.estimate_partition())
        player.played.connect(self._show_playing)
        player.moved.connect(self.show_moment)
        self.show_setup(player.setup)

    def show_setup(self, setup: BoltzmannSetup) -> None:
        """Show these settings. Silent."""
        self.form.set_values(setup.settings)
        self.form.editor("deviation").setEnabled(setup.settings["units"] == "gaussian")
        scene = next((row for row in BOLTZMANN_SCENES.values() if row.setup == setup), None)
        self.scene.setCurrentIndex(self.scene.findData(scene.name) if scene else 0)
        self.help.setText(translate(scene.help) if scene else "")
        self.help.setVisible(scene is not None)
        self.estimate.setVisible(not setup.is_small)
        self.error.say("")

    def show_moment(self) -> None:
        """Say what is true of the machine as it is."""
        moment = self._player.moment
        said = [self.tr("Epoch {epoch}").format(epoch=grouped(moment.epoch))]
        if math.isfinite(moment.log_partition):
            said.append(self.tr("ln Z = {value}, exactly").format(value=number(round(moment.log_partition, 3))))
            said.append(self.tr("ln p of the examples = {value} on average").format(
                value=number(round(moment.now("likelihood"), 3))))
            if moment.setup.patterns.are_all:
                best = -math.log(len(moment.setup.patterns.learned))
                said.append(self.tr("no model reaches more than {best}").format(best=number(round(best, 3))))
        elif self._player.estimate is not None:
            found = self._player.estimate
            said.append(self.tr("ln Z ≈ {value}, most likely between {low} and {high}").format(
                value=number(round(found.log_partition, 2)), low=number(round(found.low, 2)),
                high=number(round(found.high, 2))))
            said.append(self.tr("ln p of the examples ≈ {value} on average").format(
                value=number(round(-self._free_energy() - found.log_partition, 2))))
        self.numbers.setText("\n".join(said))

    def _free_energy(self) -> float:
        moment = self._player.moment
        return float(moment.rbm.free_energy(moment.setup.patterns.learned).mean())

    def _show_playing(self, playing: bool) -> None:
        self.play.show_playing(playing)
        self.step.setEnabled(not playing)
        if playing:
            self.error.say("")
