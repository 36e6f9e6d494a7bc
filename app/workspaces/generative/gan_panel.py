"""Which two networks play, their player, and what of them is shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.i18n import translate
from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout
from app.widgets.forms import FieldForm
from app.widgets.player_button import PlayButton, PlayerButton, player_row
from app.widgets.sentence import ErrorSentence
from engine.generative.gan_scenes import GAN_SCENES
from engine.generative.gan_setup import GAN_FIELDS, GanSetup

SCALE = 1000


class GanPanel(QWidget):
    """`changed(name, value)` for a setting, `left` when that series ends, `scene_chosen(name)`, `shown` when something
    else is to be seen, `taken(name)` when one of the networks is wanted in the drawing."""

    changed = Signal(str, object)
    left = Signal()
    scene_chosen = Signal(str)
    shown = Signal()
    taken = Signal(str)
    toggled = Signal()
    stepped = Signal()
    restarted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scene = Choice(12)
        self.scene.setToolTip(tooltip(self.tr("Games that show one thing each; they are played to their end")))
        self.scene.addItem(self.tr("Scenes…"), "")
        for name, row in GAN_SCENES.items():
            self.scene.addItem(translate(row.title), name)
        self.form = FieldForm(GAN_FIELDS)
        self.play = PlayButton(self.tr("Learn"), self.tr("Pause"), self.tr("Let both learn in turn, or pause (F5)"),
                               self.toggled.emit)
        self.step = PlayerButton("step", self.tr("One step: D learns, then G (F6)"), self.stepped.emit)
        self.start = PlayerButton("reset", self.tr("Begin anew with the same seed (F8)"), self.restarted.emit)
        self.progress = QProgressBar(maximum=SCALE)
        self.progress.setTextVisible(False)
        self.error, self.help, self.said = ErrorSentence(), Label(wordWrap=True), Label(wordWrap=True)
        self.help.setProperty("look", "muted")
        self.surface = self._check(self.tr("What D says"), self.tr(
            "The discriminator's chance that a point there is real, on a scale from 0 to 1"))
        self.arrows = self._check(self.tr("Gradients"), self.tr(
            "At each fake point the way on which its cost for the generator falls fastest, as long as it is steep: "
            "where the discriminator sends it"))
        self.takes = {name: QPushButton(text) for name, text in (
            ("generator", self.tr("Put G into the drawing")), ("discriminator", self.tr("Put D into the drawing")))}
        for name, tip in (("generator", self.tr(
                "The generator with its weights as a project, in the place of this one, to be seen and exported; it "
                "can be undone")), ("discriminator", self.tr(
                "The discriminator with its weights and the points of this moment as a project, in the place of this "
                "one, to be seen and exported; it can be undone"))):
            self.takes[name].setToolTip(tooltip(tip))
            self.takes[name].clicked.connect(lambda _=False, name=name: self.taken.emit(name))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        scene = FormLayout()
        scene.add(self.tr("Scene"), self.scene)
        column.addLayout(player_row(self.start, self.play, self.step))
        column.addWidget(self.progress)
        column.addLayout(scene)
        for widget in (self.help, self.error, self.surface, self.arrows, self.form, self.said, *self.takes.values()):
            column.addWidget(widget)
        column.addStretch(1)
        self.form.changed.connect(self.changed)
        self.form.left.connect(self.left)
        self.scene.activated.connect(lambda _: self.scene.currentData() and self.scene_chosen.emit(
            self.scene.currentData()))

    def show_setup(self, setup: GanSetup) -> None:
        """Show these settings. Silent."""
        self.form.set_values(setup.settings)
        scene = next((row for row in GAN_SCENES.values() if row.setup == setup), None)
        self.scene.setCurrentIndex(self.scene.findData(scene.name) if scene else 0)
        self.help.setText(translate(scene.help) if scene else "")
        self.help.setVisible(scene is not None)
        self.error.say("")

    def show_done(self, share: float, known: bool) -> None:
        """How much of the run is over, and whether there are networks to take."""
        self.progress.setValue(round(share * SCALE))
        for button in self.takes.values():
            button.setEnabled(known)

    def show_playing(self, playing: bool) -> None:
        """Say what a press does now."""
        self.play.show_playing(playing)
        self.step.setEnabled(not playing)
        if playing:
            self.error.say("")

    def _check(self, title: str, tip: str) -> QCheckBox:
        box = QCheckBox(title, checked=True)
        box.setToolTip(tooltip(tip))
        box.toggled.connect(lambda _: self.shown.emit())
        return box
