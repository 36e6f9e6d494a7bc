"""Unsaved work, kept against a crash.

Every window has a folder of its own with a project file, a note of where it belongs, and a lock that lives as long as
the window: a folder whose lock can be taken belongs to a window that is gone.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QLockFile, QStandardPaths

from app.document.stamp import Stamp
from engine.errors import N_, FormatError
from engine.formats import read_project, write_project
from engine.project import Project

_PROJECT, _NOTE, _LOCK = "project.ladera", "note.json", "lock"


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

    def read(self) -> Project:
        """The project. Raises LaderaError when it cannot be read."""
        return read_project(self.folder / _PROJECT)

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Hold the folder against other windows. Raises FormatError when one of them has it."""
        lock = _lock(self.folder)
        if not (self.folder / _PROJECT).is_file() or not lock.tryLock(0):
            raise FormatError(N_("engine", "Another window has recovered “{title}” already."), title=self.title)
        try:
            yield
        finally:
            lock.unlock()
            if not (self.folder / _PROJECT).is_file():
                shutil.rmtree(self.folder, ignore_errors=True)

    def delete(self) -> None:
        """Remove the work; the folder goes when it is no longer claimed."""
        _remove(self.folder)


class RecoverySlot:
    """The folder of one window. It is made when there is something to keep, and removed when there is not."""

    def __init__(self, base: Path | None = None) -> None:
        self._base = base if base is not None else default_folder()
        self._folder = self._base / uuid.uuid4().hex
        self._held: QLockFile | None = None

    def write(self, project: Project, path: Path | None, stamp: Stamp | None) -> None:
        """Keep `project`, which belongs to the file `path`. Raises FormatError when it cannot be written."""
        note = {"title": path.stem if path else project.title, "path": str(path) if path else None,
                "stamp": asdict(stamp) if stamp else None, "kept": datetime.now(UTC).isoformat()}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._held is None:
                self._held = _lock(self._folder)
                if not self._held.tryLock(0):
                    raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
            fresh = self._folder / f"{_NOTE}.tmp"
            fresh.write_text(json.dumps(note), encoding="utf-8")
            fresh.replace(self._folder / _NOTE)
        except OSError as error:
            raise FormatError(N_("engine", "Unsaved work cannot be kept in {path}: {detail}. Save often."),
                              path=self._base, detail=error.strerror) from error
        write_project(self._folder / _PROJECT, project)

    def clear(self) -> None:
        """There is nothing unsaved at present: remove the folder."""
        if self._held is not None:
            _remove(self._folder)
            self._held.unlock()
            self._held = None
            shutil.rmtree(self._folder, ignore_errors=True)

    def others(self) -> tuple[Recoverable, ...]:
        """What windows that are gone left in the same place, newest first."""
        folders = self._base.iterdir() if self._base.is_dir() else ()
        found = [entry for folder in folders if folder != self._folder and (entry := _entry(folder))]
        return tuple(sorted(found, key=lambda entry: entry.kept, reverse=True))


def _remove(folder: Path) -> None:
    for name in (_PROJECT, _NOTE):
        with suppress(OSError):
            (folder / name).unlink()


def _lock(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / _LOCK))
    lock.setStaleLockTime(0)  # a lock grows stale by the death of its process, never by its age
    return lock


def _entry(folder: Path) -> Recoverable | None:
    """The entry in `folder`, unless its window lives or nothing was kept. A damaged note costs the path only."""
    project = folder / _PROJECT
    if not project.is_file():
        return None
    lock = _lock(folder)
    if not lock.tryLock(0):
        return None
    try:
        kept = datetime.fromtimestamp(project.stat().st_mtime, UTC)
        try:
            note = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
            path = Path(note["path"]) if note["path"] else None
            stamp = Stamp(**note["stamp"]) if note["stamp"] else None
            return Recoverable(folder, str(note["title"]), path, stamp, kept)
        except (OSError, ValueError, TypeError, KeyError):
            return Recoverable(folder, folder.name, None, None, kept)
    except OSError:
        return None
    finally:
        lock.unlock()
