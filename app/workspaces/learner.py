"""What learns while one watches."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject, Signal

from app.widgets.background import Background
from engine.errors import LaderaError


class Learner(QObject):
    """Learns on a thread, one chunk after the other, and never more than is drawn. `moved` when another moment is
    shown, `played` when it begins or stops, `failed` with a LaderaError.

    Subclasses ask `_work` for the next chunk in `_go_on`, and take its answer in `_show`.
    """

    moved = Signal()
    played = Signal(bool)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.playing = False
        self._work = Background(self)
        self._work.done.connect(self._show)
        self._work.failed.connect(self._fail)

    @property
    def busy(self) -> bool:
        """Whether something is under way, of which there will be another picture."""
        return self._work.busy

    def toggle(self) -> None:
        self.pause() if self.playing else self.play()

    def play(self) -> None:
        """Learn on."""
        if not self.playing:
            self.playing = True
            self.played.emit(True)
        if not self.busy:
            self._go_on()

    def pause(self) -> None:
        if self.playing:
            self.playing = False
            self.played.emit(False)

    def _go_on(self) -> None:
        raise NotImplementedError

    def _show(self, answer: object) -> None:
        raise NotImplementedError

    def _fail(self, error: LaderaError) -> None:
        self.pause()
        self.failed.emit(error)


def words_of(play_tip: str, step_tip: str, step: str = QT_TRANSLATE_NOOP("Playing", "One &epoch")
             ) -> Mapping[str, tuple[str, str]]:
    """The window's actions that move it, each with its title and tooltip: texts of the context "Playing"."""
    return {
        "play": (QT_TRANSLATE_NOOP("Playing", "&Learn"), play_tip),
        "step": (step, step_tip),
        "reset": (QT_TRANSLATE_NOOP("Playing", "Begin a&new"),
                  QT_TRANSLATE_NOOP("Playing", "The weights of the beginning, from the same seed")),
    }
