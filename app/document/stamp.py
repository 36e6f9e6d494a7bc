"""Where files are, and noticing that another program changed one."""

from __future__ import annotations

import os
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
        except (OSError, ValueError):
            return None
        return cls(status.st_mtime_ns, status.st_size)


def real_path(path: Path | str) -> Path:
    """The one name of a file under which all windows know it, links followed. Never fails: for what cannot be followed,
    a link to itself or no name at all, whoever opens it finds the words."""
    try:
        return Path(os.path.realpath(path))
    except ValueError:
        return Path(path)


def title_of(path: Path) -> str:
    """The name of a file without its suffix, as text: what is none in it is marked."""
    return path.stem.encode(errors="replace").decode()
