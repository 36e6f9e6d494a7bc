"""The document of a window: an editor with a file, and a safety net against crashes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.document.autosave import Autosave
from app.document.layout import placed
from app.document.project_editor import ProjectEditor
from app.document.recovery import Recoverable, RecoverySlot
from app.document.stamp import FileChangedError, Stamp, real_path, title_of
from engine.errors import N_, FormatError
from engine.formats import read_project, write_project
from engine.formats.atomic import Check
from engine.project import LONGEST_TITLE, UNTITLED, Project, new_project

AUTOSAVE_SECONDS = 1

Found = TypeVar("Found")
Work = Callable[[Check], Found]
"""Something long. It calls its argument from time to time, which raises where the work is given up."""
Do = Callable[[Work], Found]
"""How something long is done: at once, or beside a window that lives on meanwhile."""


def at_once(work: Work[Found]) -> Found:
    """Do it here and now, and to the end."""
    return work(lambda: None)


class Document(ProjectEditor):
    """One project, its undo stack and its file.

    `recovery_folder` is where unsaved work is kept against a crash; None means the person's own.
    """

    path_changed = Signal()
    saved = Signal()
    failed = Signal(object)  # a LaderaError that no call could raise: autosave

    # PySide prefers QObject.connect to one that is inherited from a Python class.
    connect = ProjectEditor.connect
    disconnect = ProjectEditor.disconnect

    def __init__(self, parent: QObject | None = None, *, recovery_folder: Path | None = None,
                 autosave_seconds: float = AUTOSAVE_SECONDS) -> None:
        super().__init__(new_project(), parent)
        self._path: Path | None = None
        self._stamp: Stamp | None = None
        self._slot = RecoverySlot(recovery_folder)
        self._autosave = Autosave(self._slot, self)
        self._autosave.failed.connect(self.failed)
        self._timer = QTimer(self)
        self._timer.setInterval(round(autosave_seconds * 1000))
        self._timer.timeout.connect(self._autosave_beside)
        self._timer.start()

    @property
    def path(self) -> Path | None:
        """The file; None before the first save."""
        return self._path

    @property
    def title(self) -> str:
        """The name of the file, or of the project before it has one."""
        if self._path is not None:
            return title_of(self._path)
        title = self.model.project.title
        return self.tr("Untitled") if title == UNTITLED else title

    # Files

    def new(self) -> None:
        """Start with an empty canvas."""
        self._load_project(new_project(), None)

    def open_project(self, project: Project) -> None:
        """Start with a project that has no file yet, as after an import."""
        self._load_project(placed(project), None)

    def open(self, path: Path | str, *, as_copy: bool = False) -> None:
        """Read a project file. `as_copy` forgets where it came from, as for the examples. Raises LaderaError, and then
        the document stays as it was."""
        path = real_path(path)
        stamp = Stamp.of(path)
        project = read_project(path)
        if as_copy:
            self.open_project(project)
        else:
            self.open_read(project, path, stamp)

    def open_read(self, project: Project, path: Path, stamp: Stamp | None) -> None:
        """Start with a project that was read from the file `path`, which looked like `stamp` before."""
        self._load_project(placed(project), real_path(path), stamp)

    def save(self, *, overwrite: bool = False, do: Do = at_once) -> None:
        """Write the file. Raises FileChangedError when another program changed it, unless `overwrite`."""
        if self._path is None:
            raise FormatError(N_("engine", "This project has no file yet. Save it under a name."))
        self._write(self._path, do, (lambda: None) if overwrite else self._expect_unchanged)

    def save_as(self, path: Path | str, *, do: Do = at_once) -> None:
        """Write to another file, which becomes this document's file and gives the project its title."""
        path = real_path(path)
        title = self.model.project.title
        self.model.apply({"title": title_of(path)[:LONGEST_TITLE]})
        try:
            self._write(path, do)
        except BaseException:
            self.model.apply({"title": title})
            raise
        self.path_changed.emit()

    def _write(self, path: Path, do: Do, expect: Check = lambda: None) -> None:
        project = self.model.project

        def write(check: Check) -> None:
            write_project(path, project, lambda: (check(), expect()))

        do(write)
        self._path, self._stamp = path, Stamp.of(path)
        # Trained or edited while it was written: another project, not only another object.
        self._unsaved_beside_undo = self.model.project is not project and self.model.project != project
        self._note_saved()
        self.saved.emit()

    def _note_saved(self) -> None:
        """The project is what the file holds, but for what is unsaved beside the undo stack."""
        if not self._unsaved_beside_undo:
            self.undo_stack.setClean()
        self._autosave.forget()
        self._tell_modified()

    def _expect_unchanged(self) -> None:
        if Stamp.of(self._path) not in (None, self._stamp):
            raise FileChangedError(self._path)

    @property
    def can_revert(self) -> bool:
        """Whether there is a file, and something that it does not hold."""
        return self._path is not None and self.is_modified

    def revert(self, project: Project, stamp: Stamp | None) -> None:
        """Be what was read from this document's file again, which looked like `stamp` before: a step that can be
        undone."""
        self.end_gesture()
        self.replace_all(self.tr("Revert"), placed(project))
        self._stamp, self._unsaved_beside_undo = stamp, False
        self._note_saved()

    def close(self) -> None:
        """The person has saved, or does not want to: nothing is left to recover."""
        self._timer.stop()
        self._autosave.forget()
        self._autosave.wait()

    def leave(self) -> None:
        """The window goes without having asked: unsaved changes stay, to be recovered. After `close` there are none."""
        if self._timer.isActive():
            self.autosave()
            self._timer.stop()
            self._slot.leave()

    # Recovery

    def autosave(self) -> bool:
        """Keep unsaved changes against a crash, now: before anything risky. Every second it is done beside the window.
        Failures are told once, through `failed`. Returns whether nothing would be lost."""
        if not self.is_modified or not self._timer.isActive():  # after `close` nothing is wanted any more
            return True
        self._autosave.keep_now(self.model.project, self._path, self._stamp)
        return self._autosave.kept is self.model.project

    def list_recoverable(self) -> tuple[Recoverable, ...]:
        """What crashed windows left behind, newest first; never the work of a window that is still open."""
        return self._slot.others()

    def list_kept_of(self, path: Path | str) -> tuple[Recoverable, ...]:
        """What crashed windows left of one file, newest first."""
        path = real_path(path)
        return tuple(entry for entry in self.list_recoverable() if entry.path == path)

    def recover(self, entry: Recoverable, *, do: Do = at_once) -> None:
        """Open what a crashed window left. It is unsaved until it is saved, and stays kept where it is. Raises
        LaderaError when it cannot be read or another window has taken it."""
        lock = entry.claim()
        try:
            project = do(lambda check: placed(entry.read()))
        except BaseException:
            lock.unlock()
            raise
        self._load_project(project, entry.path, entry.stamp)
        self._autosave.adopt(project, entry.folder, lock)
        self._unsaved_beside_undo = True
        self._tell_modified()

    def remove_leftovers(self) -> None:
        """Remove what crashed windows left and nobody needs. May take a while; for any thread."""
        self._slot.remove_leftovers()

    # Inside

    def _load_project(self, project: Project, path: Path | None, stamp: Stamp | None = None) -> None:
        self._path, self._stamp = path, stamp
        self._unsaved_beside_undo = False
        self._autosave.forget()
        self.undo_stack.clear()
        self.model.load(project)
        self.path_changed.emit()
        self._tell_modified()

    def _autosave_beside(self) -> None:
        if self.is_modified:
            self._autosave.keep(self.model.project, self._path, self._stamp)
