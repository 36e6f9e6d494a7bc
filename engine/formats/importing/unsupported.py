"""What a reader raises where Ladera has no such layer."""

from __future__ import annotations

from engine.errors import FormatError, LaderaError


class UnsupportedError(Exception):
    """Ladera has no such layer, or has it in another form only: `reason` says which."""

    def __init__(self, reason: LaderaError | None = None) -> None:
        super().__init__(reason)
        self.reason = reason


class BehindGapError(UnsupportedError):
    """What comes before is missing, so that nothing can be said of this."""


class UnfitError(FormatError):
    """A layer does not take what comes to it; the value `reason` says why."""
