"""Garbage is collected on the window's thread only.

Python's cyclic collector runs on whichever thread happens to allocate; on one that works beside the window it would
destroy widgets and other Qt objects where Qt forbids it, and sooner or later end the process. While this is on, a
timer of the window looks at the collector's own thresholds instead.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK = 500
"""Milliseconds between two looks."""


class GarbageCollector(QObject):
    """Takes over from Python's automatic collection until `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def settle(self) -> None:
        """Collect everything, and look no more at what is left: the objects of a window that has just been built.

        They are many and live long; without this a full collection would cost the window some frames.
        """
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def look(self) -> None:
        """Collect the oldest generation that is due, and with it the younger ones."""
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, most) in enumerate(counts) if count > most > 0]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()
