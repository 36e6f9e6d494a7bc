"""When the document hears what was learned, so that saving and autosave have it."""

from __future__ import annotations

import time
from collections.abc import Callable

from app.document.document import Document
from app.training.snapshot import Kept, Snapshot

KEEP, LONGEST_KEEP, KEEP_SHARE = 1.0, 10.0, 0.02
"""Seconds of training, at least and at most, after which the document hears what was learned; in between as many as
keep what that takes within its share."""


class Keeping:
    """`pending` says that something was learned since the document was told, perhaps."""

    def __init__(self, document: Document, clock: Callable[[], float] = time.perf_counter) -> None:
        self._document, self._clock = document, clock
        self.pending = False
        self._asked = 0.0
        self._after = KEEP

    @property
    def is_due(self) -> bool:
        """Whether a training that goes on is to be asked again what it has learned."""
        return self._clock() - self._asked > self._after

    def ask(self) -> None:
        """The training is asked what it has learned, or has just told."""
        self._asked = self._clock()

    def take(self, kept: Kept) -> None:
        """It answers."""
        self._after = min(max(KEEP, (self._clock() - self._asked) / KEEP_SHARE), LONGEST_KEEP)
        self._document.keep_learned(kept.run, kept.learned, kept.trained)

    def take_seen(self, present: Snapshot) -> None:
        """It does not answer: have the document know what is seen of it, where weights came with that."""
        if present.parameters is not None:
            self._document.keep_learned(self._document.model.run, present.learned())
