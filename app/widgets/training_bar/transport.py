"""Play, step, epoch, reset, and how fast."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from app.numbers import grouped
from app.plain import Label
from app.speeds import SPEEDS
from app.training.session import TrainingSession
from app.widgets.player_button import PlayButton, PlayerButton


class Transport(QWidget):
    """The buttons that make a training go, as on a player."""

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.reset = PlayerButton("reset", self.tr(
            "Reset: back to the initial weights of this seed. Playing again repeats the run exactly."), session.reset)
        self.play = PlayButton(self.tr("Train"), self.tr("Pause"), self.tr(
            "Train: the weights follow the gradient (Space)"), session.toggle)
        self.step = PlayerButton("step", self.tr(
            "One step: the gradient of one minibatch changes the weights once."), session.step)
        self.epoch = PlayerButton("epoch", self.tr(
            "One epoch: on until every training example has been used once."), session.epoch)
        for button in (self.reset, self.play, self.step, self.epoch):
            layout.addWidget(button)
        layout.addSpacing(8)

        self.speed = QSlider(Qt.Orientation.Horizontal, toolTip=self.tr(
            "How fast: slowly to watch single steps, flat out to get there. The result is the same."))
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setRange(0, len(SPEEDS) - 1)
        self.speed.setPageStep(3)
        self.speed.setFixedWidth(96)
        self.speed.valueChanged.connect(lambda place: session.set_speed(SPEEDS[place]))
        self._speed_name = Label()
        self._speed_name.setProperty("look", "muted")
        self._speed_name.setMinimumWidth(self.fontMetrics().horizontalAdvance(self._speed_text(5_000)) + 4)
        layout.addWidget(self.speed)
        layout.addSpacing(6)
        layout.addWidget(self._speed_name)

        # Only where no field or list wants the key for itself.
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self, context=Qt.ShortcutContext.WindowShortcut)
        space.activated.connect(self.play.click)
        for before, after in pairwise((self.play, self.step, self.epoch, self.reset, self.speed)):
            self.setTabOrder(before, after)
        session.state_changed.connect(self._follow_state)
        session.speed_changed.connect(self._follow_speed)
        self._follow_state(session.state)
        self._follow_speed()

    def _follow_speed(self) -> None:
        with QSignalBlocker(self.speed):
            self.speed.setValue(_place(self._session.speed))
        self._speed_name.setText(self._speed_text(self._session.speed))

    def _speed_text(self, speed: float | None) -> str:
        return self.tr("flat out") if speed is None else self.tr("{steps} steps/s").format(steps=grouped(speed))

    def _follow_state(self, state: str) -> None:
        running, wanted = state == "running", self._session.can_be_wanted
        self.play.setEnabled(wanted)
        self.reset.setEnabled(state != "empty")
        self.step.setEnabled(wanted and not running)
        self.epoch.setEnabled(wanted and not running)
        self.play.show_playing(running)
        self.play.setToolTip(self.tr("Pause: the weights stay as they are (Space)") if running
                             else self.tr("Train: the weights follow the gradient (Space)"))


def _place(speed: float | None) -> int:
    """The place on the slider of a speed, or of the next one above it."""
    return next(place for place, known in enumerate(SPEEDS) if known is None or (speed is not None and speed <= known))
