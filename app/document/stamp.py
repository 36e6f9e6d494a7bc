"""Noticing that another program changed a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.errors import N_, FormatError


class FileChangedError(FormatError):
    """The file on disk is not the one that was opened or saved here last."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            N_("engine", "Another program changed {file} since it was opened here. Save under another name, or "
               "overwrite it."), file=path.name)


@dataclass(frozen=True)
class Stamp:
    """What a file looked like: time of change in nanoseconds, size in bytes."""

    modified: int
    size: int

    @classmethod
    def of(cls, path: Path) -> Stamp | None:
        """The stamp of the file now; None when there is no file."""
        try:
            status = path.stat()
        except OSError:
            return None
        return cls(status.st_mtime_ns, status.st_size)
