"""When the document hears what was learned, so that saving and autosave have it."""

from __future__ import annotations

import time
from collections.abc import Callable

from app.document.document import Document
from app.training.connection import Connection
from app.training.runner import Runner
from app.training.snapshot import Kept, Snapshot, State

KEEP, LONGEST_KEEP, KEEP_SHARE = 1.0, 10.0, 0.02
"""Seconds of training, at least and at most, after which the document hears what was learned; in between as many as
keep what that takes within its share."""

STORE = 1.0
"""Seconds that saving waits for what was learned; a longer step leaves its optimizer out."""


class Keeping:
    """`pending` says that something was learned since the document was told, perhaps."""

    def __init__(self, document: Document, connection: Connection,
                 clock: Callable[[], float] = time.perf_counter) -> None:
        self._document, self._connection, self._clock = document, connection, clock
        self.pending = False
        self._learning = 0  # the number of the last order to train
        self._asked = 0.0
        self._after = KEEP

    @property
    def is_due(self) -> bool:
        """Whether a training that goes on is to be asked again what it has learned."""
        return self._clock() - self._asked > self._after

    def ask(self) -> None:
        """Ask the training what it has learned."""
        self._asked = self._clock()
        self._connection.post(Runner.keep)

    def store(self, present: Snapshot | None) -> None:
        """Have the document know what was learned until now. Waits for the end of a step; of one that takes long the
        document gets what is seen, `present`."""
        if not self.pending:
            return
        self.ask()
        if not self._connection.settle(STORE):
            self._take_seen(present)

    def post(self, order: Callable[..., object]) -> None:
        """An order to train."""
        self.pending = True
        self._connection.post(order)
        self._learning = self._connection.posted

    def follow(self, state: State) -> None:
        """The training is in another state; at rest it has just told what it has learned."""
        self._asked = self._clock()
        self.pending = state == "running" or not self._connection.has_handled(self._learning)

    def take(self, kept: Kept) -> None:
        """The training answers."""
        self._after = min(max(KEEP, (self._clock() - self._asked) / KEEP_SHARE), LONGEST_KEEP)
        self._document.keep_learned(kept.run, kept.learned, kept.trained)

    def lose(self, present: Snapshot | None) -> None:
        """The training has ended and will not answer any more."""
        if self.pending:
            self._take_seen(present)
        self.pending, self._learning = False, 0

    def _take_seen(self, present: Snapshot | None) -> None:
        """Have the document know what is seen of the training, where weights came with that."""
        if self._connection.is_current(present) and present.parameters is not None:
            self._document.keep_learned(self._document.model.run, present.learned())
