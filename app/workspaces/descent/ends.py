"""What each walker has come to, said a moment after everything rests."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.i18n import translate
from app.widgets.background import Background
from app.workspaces.descent.player import Player
from engine.descent import DescentSetup, classify_end

AFTER = 250
"""Milliseconds of rest before the ends of the walks are judged."""


class Ends(QObject):
    """`found(sentences)`, one for each racer: judged from the Hessian, not from having stopped; `failed` with a
    LaderaError."""

    found = Signal(list)
    failed = Signal(object)

    def __init__(self, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self._asked: tuple[DescentSetup, int] | None = None
        self._work = Background(self)
        self._work.done.connect(self._tell)
        self._work.failed.connect(self.failed)
        self._rest = QTimer(self, singleShot=True, interval=AFTER)
        self._rest.timeout.connect(self._judge)

    @property
    def busy(self) -> bool:
        return self._work.busy or self._rest.isActive()

    def wait(self, setup: DescentSetup) -> None:
        """Something has moved: judge it once it rests."""
        self._asked = setup, self._player.step
        self._rest.start()

    def forget(self) -> None:
        """What was asked is of no interest any more."""
        self._asked = None
        self._rest.stop()

    def _judge(self) -> None:
        setup, step = self._asked
        if self._player.playing or self._player.known < self._player.step:
            return
        ends = [track.positions[step, 0].copy() for track in self._player.race.tracks]

        def judge() -> tuple[DescentSetup, int, list[str]]:
            function = setup.function()
            found = [classify_end(function, point, setup.domain) for point in ends]
            return setup, step, [translate(end.sentence).format(**end.values) for end in found]

        self._work.ask(judge)

    def _tell(self, answer: tuple[DescentSetup, int, list[str]]) -> None:
        setup, step, sentences = answer
        if (setup, step) == self._asked and step == self._player.step:
            self.found.emit(sentences)
