"""What happens between the person and their projects: asking, opening, saving."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app import i18n
from app.document.document import Document
from app.document.foreign import project_in
from app.document.recovery import Recoverable
from app.document.stamp import FileChangedError, Stamp
from app.plain import MessageBox
from app.settings import Settings
from app.shell.attempts import Attempts
from app.shell.banner import Banner
from app.shell.examples import Example
from app.shell.exchange import Exchange
from app.shell.recovering import RecoveryQuestion
from app.shell.where_to_write import WhereToWrite
from app.training.session import TrainingSession
from engine.data import TABLE_FILES
from engine.data.pictures import is_album
from engine.formats import DONOR_READERS, NETWORK_READERS, PICKLES, is_pickled, is_small, read_project
from engine.project import Project

PROJECT_SUFFIX = ".ladera"


class FileFlows(QObject):
    """The dialogues around one document. Every error becomes a sentence in the banner."""

    opened = Signal()
    """Another project is on the screen: opened, new or an example."""
    settled = Signal()
    """Nothing is being read any more."""

    def __init__(self, document: Document, session: TrainingSession, settings: Settings, banner: Banner,
                 window: QWidget, *, import_data: Callable[[Path], object]) -> None:
        super().__init__(window)
        self._document, self._session, self._settings = document, session, settings
        self._banner, self._window = banner, window
        self._attempts = Attempts(session, banner, window)
        self._attempts.opened.connect(self.opened)
        self._attempts.settled.connect(self.settled)
        self._where = WhereToWrite(settings, window)
        self.exchange = exchange = Exchange(document, session, settings, banner, window, self._attempts, self._where,
                                            replace=self._replace_by, import_data=import_data)
        self._openers = {**dict.fromkeys((*DONOR_READERS, *PICKLES), exchange.take_weights), PROJECT_SUFFIX: self.open,
                         **dict.fromkeys(NETWORK_READERS, exchange.import_network),
                         **dict.fromkeys(TABLE_FILES, exchange.import_data)}

    # Projects

    def new(self) -> None:
        """An empty canvas."""
        if self.may_leave():
            self._attempts.replace(self._document.new)

    def open_example(self, example: Example) -> bool:
        """A copy of an example, without a file, under its name in the language of the window; whether it is open."""
        opened = self.may_leave() and self._attempts.replace(
            partial(self._document.open, example.path, as_copy=True))
        if opened:
            self._document.model.apply({"title": example.shown_title})
            self._document.path_changed.emit()
        return bool(opened)

    def choose_and_open(self) -> None:
        """Ask for a project and open it."""
        self._attempts.expect()
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open a project"), self._settings.folder, self._project_filter())
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Open a project, unless the present one must not be left: a small one at once, another beside the window. In
        its place, where the person wants that, comes what a window that ended has kept of it."""
        if not self.may_leave():
            return
        if self._recover(self._document.list_kept_of(path), instead_of_file=True):
            self._settings.add_recent(path)
            return
        stamp = Stamp.of(path)

        def show(project: Project) -> None:
            self._document.open_read(project, path, stamp)
            self._settings.add_recent(path)

        if is_small(path):
            self._attempts.replace(lambda: show(read_project(path)))
        else:
            self._read(path, show, project_in)

    def recover(self) -> bool:
        """Ask about the work of each window that ended without saving. Returns whether some of it was opened."""
        return self.may_leave() and self._recover(self._document.list_recoverable())

    def mention_kept(self) -> None:
        """Say in the banner, where it is free, that there is such work."""
        if not self._banner.text and self._document.list_recoverable():
            self._banner.show_sentence(self.tr("There is unsaved work of a window that ended before."),
                                       self.tr("See what was kept"), self.recover)

    def open_any(self, path: Path) -> None:
        """Open or import a file by its suffix, as when it is dropped on the window."""
        opener = self._opener(path)
        if opener is None:
            self._banner.show_sentence(
                self.tr("Ladera opens projects ({project}), networks ({networks}), tables ({tables}) and folders of "
                        "images; “{file}” is none of these.").format(
                            project=PROJECT_SUFFIX, networks=", ".join(NETWORK_READERS),
                            tables=", ".join(TABLE_FILES), file=path.name))
        else:
            opener(path)

    def can_open(self, path: Path) -> bool:
        """Whether there is a way to open it, a file or a folder."""
        return self._opener(path) is not None

    def _opener(self, path: Path) -> Callable[[Path], object] | None:
        opener = self._openers.get(path.suffix.lower())
        if is_album(path) and (opener is None or not is_pickled(path)):
            return self.exchange.import_data
        return opener

    def save(self) -> bool:
        """Save; ask for a name when there is none. Returns whether the project is saved."""
        if self._document.path is None:
            return self.save_as()
        self._session.store()
        try:
            saved = self._attempts.run(partial(self._document.save, do=self._attempts.writing(self._document.path)))
        except FileChangedError as error:
            return self._save_changed(error)
        if saved:
            self._settings.add_recent(self._document.path)
        return saved

    def save_as(self) -> bool:
        """Ask for a name and save. Returns whether the project is saved."""
        path = self._where.ask(self.tr("Save the project"), self._document.title, self._project_filter(),
                               (PROJECT_SUFFIX,))
        if path is None:
            return False
        self._session.store()
        if not self._attempts.run(partial(self._document.save_as, path, do=self._attempts.writing(path))):
            return False
        self._settings.add_recent(path)
        return True

    def revert(self) -> None:
        """Be what the file has again, in a step that can be undone."""
        path = self._document.path
        if path is None or self._attempts.is_writing:
            return
        self._session.pause()
        self._session.store()
        stamp = Stamp.of(path)

        def show(project: Project) -> None:
            if self._document.path == path:
                self._document.revert(project, stamp)

        if is_small(path):
            self._attempts.run(lambda: show(read_project(path)))
        else:
            self._attempts.read(path, show, project_in)

    def may_leave(self) -> bool:
        """Whether the present project may be replaced or closed: asks when something is not saved."""
        if self._attempts.is_writing:
            return False
        self._session.store()
        if not self._document.is_modified:
            return True
        buttons = MessageBox.StandardButton
        box = MessageBox(MessageBox.Icon.NoIcon, self.tr("Not saved yet"),
                         self.tr("Save the changes to “{title}”?").format(title=self._document.title),
                         buttons.Save | buttons.Discard | buttons.Cancel, self._window)
        box.setInformativeText(self.tr("Otherwise they are lost, the trained weights among them."))
        box.setDefaultButton(buttons.Save)
        answer = box.exec()
        return answer == buttons.Discard or (answer == buttons.Save and self.save())

    @property
    def reading(self) -> bool:
        """Whether a file is being read."""
        return self._attempts.is_reading

    # Inside

    def _recover(self, entries: Iterable[Recoverable], *, instead_of_file: bool = False) -> bool:
        """Ask about each until one is opened."""
        buttons = MessageBox.StandardButton
        for entry in entries:
            answer = RecoveryQuestion(entry, self._window, instead_of_file=instead_of_file).exec()
            if answer == buttons.Discard:
                self._attempts.run(entry.discard)
            elif answer == buttons.Open and self._attempts.replace(
                    partial(self._document.recover, entry, do=self._attempts.recovering(entry.title))):
                return True
        return False

    def _replace_by(self, path: Path, show: Callable[[Any], object], read: Callable[[Path], Any]) -> None:
        if self.may_leave():
            self._read(path, show, read)

    def _read(self, path: Path, show: Callable[[Any], object], read: Callable[[Path], Any]) -> None:
        """Put what `read` finds in a file in the place of the present project, which the person may leave; asks again
        where it has been changed meanwhile."""
        left = self._document.model.project

        def replace(content: Any) -> None:
            if self._document.model.project is left or self.may_leave():
                self._attempts.replace(partial(show, content))

        self._attempts.read(path, replace, read)

    def _save_changed(self, error: FileChangedError) -> bool:
        """Another program changed the file: overwrite it, save elsewhere, or neither."""
        box = MessageBox(MessageBox.Icon.Warning, self.tr("Changed elsewhere"), i18n.translate_error(error),
                         MessageBox.StandardButton.Cancel, self._window)
        overwrite = box.addButton(self.tr("Overwrite"), MessageBox.ButtonRole.DestructiveRole)
        elsewhere = box.addButton(self.tr("Save as…"), MessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(elsewhere)
        box.exec()
        if box.clickedButton() is overwrite:
            return self._attempts.run(
                partial(self._document.save, overwrite=True, do=self._attempts.writing(self._document.path)))
        return box.clickedButton() is elsewhere and self.save_as()

    def _project_filter(self) -> str:
        return self.tr("Ladera projects (*{suffix})").format(suffix=PROJECT_SUFFIX)
