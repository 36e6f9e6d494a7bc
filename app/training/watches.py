"""What widgets watch: which questions are asked of the training, and who is shown the answers when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.training.known import known
from app.training.snapshot import Snapshot
from engine.probes import Probe

Show = Callable[[Snapshot], None]


MOMENT = 16
"""Milliseconds after those that are drawn at every look that the one whose turn it is draws: half a look."""


def is_seen(widget: QWidget) -> bool:
    """Qt calls widgets visible that stand behind another tab: it only moves them out of the window."""
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


@dataclass(eq=False)
class _Watch:
    """`weights` says that it needs all of them, `waits` that the newest snapshot has not been shown, since nobody saw
    the widget."""

    widget: QWidget
    show: Show
    probes: tuple[Probe, ...] = ()
    in_turn: bool = True
    weights: bool = False
    waits: bool = True


class Watches(QObject):
    """The widgets that show the training. Those that nobody sees ask nothing and draw nothing, until they are seen
    again. While a training runs the others take turns, one per look, between two pictures of those that are drawn
    quickly, at every look: a frame then lasts as long as the most expensive widget, not as long as all of them. At rest
    all are drawn at once.

    `asked` carries the questions of all that are seen, and whether one of them needs all weights, whenever that is
    another.
    """

    asked = Signal(tuple, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watches: dict[QWidget, _Watch] = {}
        self._next = 0
        self._latest: Snapshot | None = None
        self.asking: tuple[tuple[Probe, ...], bool] = (), False
        # Zero: what changes in one go is asked for in one go.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._catch_up)
        self._between = QTimer(self, singleShot=True, interval=MOMENT)
        self._between.timeout.connect(self._draw_in_turn)

    @property
    def is_pending(self) -> bool:
        """Whether somebody is about to ask or to draw."""
        return self._soon.isActive()

    def join(self, widget: QWidget, probes: Iterable[Probe], show: Show, *, in_turn: bool = True,
             weights: bool = False) -> None:
        """`show(snapshot)` when `widget` is to draw it, as long as it lives; `probes` take the place of those that it
        watched before."""
        watch = self._watches.get(widget)
        if watch is None:
            watch = self._watches[widget] = _Watch(widget, show)
            widget.destroyed.connect(lambda: self._watches.pop(widget, None))
            widget.installEventFilter(self)
        watch.show, watch.probes, watch.in_turn, watch.weights = show, tuple(probes), in_turn, weights
        self._soon.start()

    def show(self, snapshot: Snapshot, *, running: bool) -> None:
        """Let those that are seen show the snapshot, of those that take turns one, a moment later, or all of them when
        nothing runs."""
        self._latest = snapshot
        seen = [watch for watch in self._watches.values() if is_seen(watch.widget)]
        for watch in self._watches.values():
            watch.waits = watch not in seen
        for watch in seen:
            if not (running and watch.in_turn):
                self._draw(watch)
        if not running:
            self._between.stop()
        elif not self._between.isActive():
            self._between.start()
        self._ask(seen)

    def forget(self) -> None:
        """There is no training any more."""
        self._latest = None
        self._between.stop()

    def _draw_in_turn(self) -> None:
        slow = [watch for watch in self._watches.values() if watch.in_turn and is_seen(watch.widget)]
        if slow:
            self._next = (self._next + 1) % len(slow)
            self._draw(slow[self._next])

    def eventFilter(self, widget: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Paint, QEvent.Type.Show, QEvent.Type.Hide):
            watch = self._watches.get(widget) if isinstance(widget, QWidget) else None
            if watch is not None and (watch.waits or event.type() != QEvent.Type.Paint):
                self._soon.start()
        return False

    def _catch_up(self) -> None:
        """Draw what waited and is seen now, and ask for what is watched now."""
        seen = [watch for watch in self._watches.values() if is_seen(watch.widget)]
        for watch in seen:
            if watch.waits and self._latest is not None:
                self._draw(watch)
        self._ask(seen)

    def _draw(self, watch: _Watch) -> None:
        watch.waits = False
        watch.show(known(self._latest))

    def _ask(self, seen: list[_Watch]) -> None:
        asking = (tuple(dict.fromkeys(probe for watch in seen for probe in watch.probes)),
                  any(watch.weights for watch in seen))
        if asking != self.asking:
            self.asking = asking
            self.asked.emit(*asking)
