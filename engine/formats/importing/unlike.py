"""What a reader raises where Ladera has no such layer."""

from __future__ import annotations

from engine.errors import LaderaError


class UnlikeError(Exception):
    """Ladera has no such layer, or has it in another form only: `reason` says which."""

    def __init__(self, reason: LaderaError | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
