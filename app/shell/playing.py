"""What the keys for play, step, epoch and reset move: the training, or what the workspace that is shown plays."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject

from app.actions import ACTIONS, Actions
from app.training.session import TrainingSession
from app.workspaces.registry import Playable

CONTEXT = "Playing"
NAMES = ("play", "step", "epoch", "reset")
PAUSE = QT_TRANSLATE_NOOP("Playing", "Pa&use")


class PlayKeys(QObject):
    """Carries out these actions, names them, and offers those that are possible."""

    def __init__(self, actions: Actions, session: TrainingSession, parent: QObject) -> None:
        super().__init__(parent)
        self._actions, self._session = actions, session
        self._race: Playable | None = None
        for name in NAMES:
            actions[name].triggered.connect(lambda _=False, name=name: self._carry_out(name))
        session.state_changed.connect(self.refresh)

    def turn_to(self, race: Playable | None) -> None:
        """From now on they move `race`, or the training where there is none."""
        if race is self._race:
            return
        if self._race is not None:
            self._race.played.disconnect(self.refresh)
        self._race = race
        if race is not None:
            race.played.connect(self.refresh)
        for name, (_, tip) in self._words().items():
            self._actions.explain(name, tip)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Name them and offer them as things are now."""
        running = self._session.state == "running" if self._race is None else self._race.playing
        possible = self._race is not None or self._session.can_be_wanted
        nothing_learned = self._race is None and self._session.state == "empty"
        words = self._words()
        for name in NAMES:
            waits = (running and name in ("step", "epoch")) or (nothing_learned and name == "reset")
            self._actions[name].setEnabled(name in words and possible and not waits)
        for name, (text, _) in words.items():
            self._actions[name].setText(text)
        if running:
            self._actions["play"].setText(QCoreApplication.translate(CONTEXT, PAUSE))
        self._actions.set_icon("play", "pause" if running else "play")

    def _carry_out(self, name: str) -> None:
        race, session = self._race, self._session
        if race is None:
            {"play": session.toggle, "step": session.step, "epoch": session.epoch, "reset": session.reset}[name]()
        else:
            {"play": race.toggle, "step": lambda: race.move(1), "reset": race.restart}[name]()

    def _words(self) -> dict[str, tuple[str, str]]:
        """Action → its text and its tip, translated."""
        if self._race is not None:
            return {name: tuple(QCoreApplication.translate(CONTEXT, word) for word in words)
                    for name, words in self._race.words.items()}
        return {spec.name: tuple(QCoreApplication.translate("Actions", word) for word in (spec.text, spec.tip))
                for spec in ACTIONS if spec.name in NAMES}
