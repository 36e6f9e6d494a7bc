"""Dear panels take turns: while a training runs, one of them is drawn per look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.training.seen import is_seen
from app.training.snapshot import Snapshot

Show = Callable[[Snapshot], None]


class Rota(QObject):
    """A frame then lasts as long as the dearest panel, not as long as all of them. At rest all are drawn at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._members: list[tuple[QWidget, Show]] = []
        self._next = 0

    def join(self, panel: QWidget, show: Show) -> None:
        """`show(snapshot)` when it is the turn of `panel`, as long as the panel lives."""
        self._members.append((panel, show))
        panel.destroyed.connect(lambda: self._leave(show))

    def _leave(self, show: Show) -> None:
        self._members = [member for member in self._members if member[1] != show]

    def show(self, snapshot: Snapshot, *, running: bool) -> None:
        """Let one panel that is seen show the snapshot, or all panels when nothing runs."""
        if not running:
            for _, show in list(self._members):
                show(snapshot)
            return
        visible = [show for panel, show in self._members if is_seen(panel)]
        if visible:
            self._next = (self._next + 1) % len(visible)
            visible[self._next](snapshot)
