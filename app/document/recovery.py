"""Unsaved work, kept against a crash.

Every window has a folder of its own with a project file, a note of where it belongs, and a lock that lives as long as
the window: a folder whose lock can be taken belongs to a window that is gone.
"""

from __future__ import annotations

import errno
import json
import os
import re
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QLockFile, QStandardPaths

from app.document.stamp import Stamp, title_of
from engine.errors import N_, FormatError
from engine.formats import read_project, write_project
from engine.formats.atomic import Check, remove_leftovers, write_atomically
from engine.project import LONGEST_TITLE, Project

_PROJECT, _NOTE, _LOCK = "project.ladera", "note.json", "lock"
_OWN = re.compile("[0-9a-f]{32}")


def default_folder() -> Path:
    """Where this person's unsaved work is kept."""
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(base) / "Ladera" / "recovery"


@dataclass(frozen=True)
class Recoverable:
    """What a window that is gone left behind: `path` is the file it belongs to, `stamp` that file as it was then."""

    folder: Path
    title: str
    path: Path | None
    stamp: Stamp | None
    kept: datetime

    @property
    def is_of_changed_file(self) -> bool:
        """Whether the file it belongs to is not the one that the window knew."""
        return self.path is not None and Stamp.of(self.path) not in (None, self.stamp)

    def read(self) -> Project:
        """The project. Raises LaderaError when it cannot be read."""
        return read_project(self.folder / _PROJECT)

    def claim(self) -> QLockFile:
        """Hold the folder against other windows. Raises FormatError when one of them has it."""
        lock = _lock(self.folder)
        if not (self.folder / _PROJECT).is_file() or not lock.tryLock(0):
            raise FormatError(N_("engine", "Another window has recovered “{title}” already."), title=self.title)
        return lock

    def discard(self) -> None:
        """Delete the work. Raises FormatError when another window has it."""
        _remove(self.folder, self.claim())


class RecoverySlot:
    """The folder of one window. It is made when there is something to keep, and removed when there is not."""

    def __init__(self, base: Path | None = None) -> None:
        self._base = base if base is not None else default_folder()
        self._folder = self._free_folder()
        self._held: QLockFile | None = None

    def write(self, project: Project, path: Path | None, stamp: Stamp | None, check: Check) -> None:
        """Keep `project`, which belongs to the file `path`. Raises FormatError when it cannot be written, and what
        `check` raises to give the writing up; what was kept before stays then."""
        note = {"title": title_of(path) if path else project.title, "path": str(path) if path else None,
                "stamp": asdict(stamp) if stamp else None}
        try:
            self._hold()
        except OSError as error:
            raise FormatError(N_("engine", "Unsaved work cannot be kept in {path}: {detail}. Save often."),
                              path=self._base, detail=error.strerror) from error
        try:
            write_atomically(self._folder / _NOTE, json.dumps(note).encode())
            write_project(self._folder / _PROJECT, project, check, quickly=True)
        finally:
            if not (self._folder / _PROJECT).exists():
                self.clear()

    def adopt(self, folder: Path, lock: QLockFile) -> None:
        """What another window left is kept by this one from now on, where it lies."""
        self.clear()
        self._folder, self._held = folder, lock

    def clear(self) -> None:
        """There is nothing unsaved at present: remove the folder."""
        if self._held is not None:
            _remove(self._folder, self._held)
            self._held, self._folder = None, self._free_folder()

    def leave(self) -> None:
        """The window goes; what it has kept is for the next one."""
        if self._held is not None:
            self._held.unlock()
            self._held, self._folder = None, self._free_folder()

    def others(self) -> tuple[Recoverable, ...]:
        """What windows that are gone left in the same place, newest first."""
        found = [entry for folder in self._folders() if (entry := _entry(folder))]
        return tuple(sorted(found, key=lambda entry: entry.kept, reverse=True))

    def remove_leftovers(self) -> None:
        """Remove what windows that are gone left and nobody needs: halves of files, folders without work."""
        for folder in self._folders():
            if not _OWN.fullmatch(folder.name) or folder.is_symlink():
                continue
            remove_leftovers(folder)
            lock = _lock(folder)
            if not (folder / _PROJECT).exists() and lock.tryLock(0):
                _remove(folder, lock)

    def _free_folder(self) -> Path:
        return self._base / uuid.uuid4().hex

    def _hold(self) -> None:
        """Raises OSError when there can be no folder."""
        for _ in range(0 if self._held else 2):  # a window that starts just now may take a new folder for a leftover
            self._folder = self._free_folder()
            self._folder.mkdir(parents=True)
            lock = _lock(self._folder)
            if lock.tryLock(0):
                self._held = lock
                return
        if self._held is None:
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    def _folders(self) -> list[Path]:
        try:
            return [folder for folder in self._base.iterdir() if folder != self._folder and folder.is_dir()]
        except OSError:
            return []


def _remove(folder: Path, lock: QLockFile) -> None:
    """The folder goes with what Ladera has put there; what is somebody else's stays."""
    for name in (_PROJECT, _NOTE):
        with suppress(OSError):
            (folder / name).unlink()
    remove_leftovers(folder)
    lock.unlock()
    with suppress(OSError):
        folder.rmdir()


def _lock(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / _LOCK))
    lock.setStaleLockTime(0)  # a lock grows stale by the death of its process, never by its age
    return lock


def _entry(folder: Path) -> Recoverable | None:
    """The entry in `folder`, unless its window lives or nothing was kept. A damaged note costs the path only."""
    project, lock = folder / _PROJECT, _lock(folder)
    try:
        if not project.is_file() or not lock.tryLock(0):
            return None
        kept = datetime.fromtimestamp(project.stat().st_mtime, UTC)
        try:
            note = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
            path = Path(note["path"]) if note["path"] else None
            stamp = Stamp(**note["stamp"]) if note["stamp"] else None
            return Recoverable(folder, str(note["title"])[:LONGEST_TITLE], path, stamp, kept)
        except (OSError, ValueError, TypeError, KeyError):
            return Recoverable(folder, folder.name, None, None, kept)
    except OSError:
        return None
    finally:
        lock.unlock()
