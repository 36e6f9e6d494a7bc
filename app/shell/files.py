"""What happens between the person and their files: asking, opening, saving, exporting, importing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app import i18n
from app.document.document import Do, Document
from app.document.foreign import network_in, project_in
from app.document.recovery import Recoverable
from app.document.stamp import FileChangedError, Stamp
from app.plain import MessageBox
from app.settings import Settings
from app.shell.banner import Banner
from app.shell.beside import Beside
from app.shell.examples import Example
from app.shell.reading import Reading
from app.shell.recovering import RecoveryQuestion
from app.shell.transfer import TransferDialog
from app.shell.where_to_write import WhereToWrite
from app.training.session import TrainingSession
from engine.data import TABLE_FILES
from engine.data.pictures import ALBUM_FILES, is_album
from engine.errors import LaderaError, sentence_of
from engine.formats import (
    DONOR_READERS,
    EXPORTERS,
    NETWORK_READERS,
    PICKLES,
    encode_weights,
    is_small,
    read_donors,
    read_project,
    write_encoded,
)
from engine.formats.atomic import Check
from engine.jobs import GivenUpError, warm_up
from engine.layout import ParameterLayout
from engine.project import Project
from engine.transfer import Donor

PROJECT_SUFFIX = ".ladera"
SHOWN_MISSING, MOST_MISSING = 8, 500


class FileFlows(QObject):
    """The dialogues around one document. Every error becomes a sentence in the banner."""

    opened = Signal()
    """Another project is on the screen: opened, new or an example."""

    def __init__(self, document: Document, session: TrainingSession, settings: Settings, banner: Banner,
                 window: QWidget, *, import_data: Callable[[Path], object]) -> None:
        super().__init__(window)
        self._document, self._session, self._settings = document, session, settings
        self._banner, self._window = banner, window
        self._import_data = import_data
        self._beside = Beside(self.tr("Save"), window)
        self._reading = Reading(window)
        self._where = WhereToWrite(settings, window)
        self._reading.failed.connect(banner.show_error)
        self.settled = self._reading.ended
        """Nothing is being read any more."""
        self._openers = {**dict.fromkeys((*DONOR_READERS, *PICKLES), self.take_weights), PROJECT_SUFFIX: self.open,
                         **dict.fromkeys(NETWORK_READERS, self.import_network),
                         **dict.fromkeys(TABLE_FILES, self.import_data)}

    # Projects

    def new(self) -> None:
        """An empty canvas."""
        if self.may_leave():
            self._replace(self._document.new)

    def open_example(self, example: Example) -> None:
        """A copy of an example, without a file, under its name in the language of the window."""
        if self.may_leave() and self._replace(partial(self._document.open, example.path, as_copy=True)):
            self._document.model.apply({"title": example.shown_title})
            self._document.path_changed.emit()

    def choose_and_open(self) -> None:
        """Ask for a project and open it."""
        warm_up()
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
            self._replace(lambda: show(read_project(path)))
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
        return self._openers.get(path.suffix.lower()) or (self.import_data if is_album(path) else None)

    def save(self) -> bool:
        """Save; ask for a name when there is none. Returns whether the project is saved."""
        if self._document.path is None:
            return self.save_as()
        self._session.store()
        try:
            saved = self._try(partial(self._document.save, do=self._writing(self._document.path)))
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
        if not self._try(partial(self._document.save_as, path, do=self._writing(path))):
            return False
        self._settings.add_recent(path)
        return True

    def revert(self) -> None:
        """Be what the file has again, in a step that can be undone."""
        path = self._document.path
        if path is None or self._beside.busy:
            return
        self._session.pause()
        self._session.store()
        stamp = Stamp.of(path)

        def show(project: Project) -> None:
            if self._document.path == path:
                self._document.revert(project, stamp)

        if is_small(path):
            self._try(lambda: show(read_project(path)))
        else:
            self._reading.read(path, show, project_in)

    def may_leave(self) -> bool:
        """Whether the present project may be replaced or closed: asks when something is not saved."""
        if self._beside.busy:
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

    # Other files

    def choose_and_import(self) -> None:
        """Ask for a table, or a file of images, and import it."""
        tables, images = (" ".join(f"*{suffix}" for suffix in suffixes) for suffixes in (TABLE_FILES, ALBUM_FILES))
        filters = (self.tr("Tables ({kinds})").format(kinds=tables),
                   self.tr("Sets of images ({kinds})").format(kinds=images), self.tr("All files (*)"))
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Import data"), self._settings.folder,
                                              ";;".join(filters))
        if name:
            self.import_data(Path(name))

    def choose_and_import_folder(self) -> None:
        """Ask for a folder of images and import it."""
        warm_up()
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Import a folder of images"),
                                                self._settings.folder)
        if name:
            self.import_data(Path(name))

    def import_data(self, path: Path) -> None:
        """Let the person say how a table is meant, or images, and train on them."""
        self._settings.folder = str(path.parent)
        if self._try(partial(self._import_data, path)):
            self.opened.emit()

    def choose_and_import_network(self) -> None:
        """Ask for a file that another program wrote and open the network in it."""
        warm_up()
        filters = [f"{i18n.translate(title)} (*{suffix})" for suffix, (title, _) in NETWORK_READERS.items()]
        every = self.tr("Networks ({kinds})").format(kinds=" ".join(f"*{suffix}" for suffix in NETWORK_READERS))
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Import a network"), self._settings.folder, ";;".join([every, *filters]))
        if name:
            self.import_network(Path(name))

    def import_network(self, path: Path) -> None:
        """Open the network in a file as a new project, and say what Ladera has no layer for."""
        if not self.may_leave():
            return

        def show(found: tuple[Project, Sequence[LaderaError]]) -> None:
            self._document.open_project(found[0])
            self._settings.folder = str(path.parent)
            if found[1]:
                QTimer.singleShot(0, partial(self._tell_missing, path, found[1]))

        self._read(path, show, network_in)

    def _tell_missing(self, path: Path, missing: Sequence[LaderaError]) -> None:
        said = (self.tr("One part of “{file}” has no counterpart in Ladera. Its place on the canvas is empty; fill it "
                        "with other layers. The weights were left out.") if len(missing) == 1 else
                self.tr("{count} parts of “{file}” have no counterpart in Ladera. Their places on the canvas are "
                        "empty; fill them with other layers. The weights were left out."))
        box = MessageBox(MessageBox.Icon.Information, self.tr("Not everything could be imported"),
                         said.format(count=len(missing), file=path.name), MessageBox.StandardButton.Ok,
                         self._window)
        sentences = [i18n.translate_error(sentence) for sentence in missing[:MOST_MISSING]]
        box.setInformativeText("\n".join(sentences[:SHOWN_MISSING]))
        if len(sentences) > SHOWN_MISSING:
            box.setDetailedText("\n".join(sentences))
        box.exec()

    def choose_and_take_weights(self) -> None:
        """Ask for a project or a state dict of PyTorch, and which of its weights this network takes. Pickles are listed
        too: opening one says how its weights come in."""
        warm_up()
        filters = [f"{i18n.translate(title)} (*{suffix})" for suffix, (title, _) in DONOR_READERS.items()]
        every = self.tr("Projects and weights ({kinds})").format(
            kinds=" ".join(f"*{suffix}" for suffix in (*DONOR_READERS, *PICKLES)))
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Take weights from another network"), self._settings.folder,
            ";;".join([every, *filters]))
        if name:
            self.take_weights(Path(name))

    def take_weights(self, path: Path) -> None:
        """Show which layers can take the weights in a file; taking them is one step that can be undone."""
        self._session.pause()

        def show(donors: Sequence[Donor]) -> None:
            dialog = TransferDialog(path.name, donors, self._document.model.graph, self._window)
            dialog.chosen.connect(self._take)
            dialog.open()

        self._reading.read(path, lambda donors: self._try(partial(show, donors)), read_donors)

    def _take(self, taken: Mapping[str, Donor], frozen: frozenset[str],
              changed: Mapping[str, Mapping[str, Any]]) -> None:
        self._session.store()
        if self._try(partial(self._document.take_weights, taken, frozen, changed)):
            self._window.statusBar().showMessage(
                self.tr("Weights taken: {layers}").format(layers=", ".join(taken)), 8000)

    def export_weights(self) -> None:
        """Ask for a file and write the weights shown now in the format that its suffix says."""
        self._session.store()
        project = self._document.model.project
        if project.parameters is None:
            self._banner.show_sentence(self.tr("There are no weights to export yet. Train the network first."))
            return
        filters = [f"{i18n.translate(exporter.title)} (*{suffix})" for suffix, exporter in EXPORTERS.items()]
        path = self._where.ask(self.tr("Export weights"), self._document.title, ";;".join(filters), tuple(EXPORTERS))
        if path is None or not self._where.may_write_beside(path):
            return
        layout, loaded = ParameterLayout(project.graph), self._document.loaded

        def export(check: Check) -> None:
            write_encoded(encode_weights(path, layout, project.parameters, project, loaded), check)

        if self._try(lambda: self._writing(path)(export)):
            self._settings.folder = str(path.parent)
            self._window.statusBar().showMessage(self.tr("Written: {path}").format(path=path), 8000)

    @property
    def reading(self) -> bool:
        """Whether a file is being read."""
        return self._reading.busy

    # Inside

    def _writing(self, path: Path) -> Do:
        return partial(self._beside.do, sentence=self.tr("Writing “{file}”…").format(file=path.name))

    def _recover(self, entries: Iterable[Recoverable], *, instead_of_file: bool = False) -> bool:
        """Ask about each until one is opened."""
        buttons = MessageBox.StandardButton
        for entry in entries:
            answer = RecoveryQuestion(entry, self._window, instead_of_file=instead_of_file).exec()
            if answer == buttons.Discard:
                self._try(entry.discard)
            elif answer == buttons.Open:
                reading = partial(self._beside.do, sentence=self.tr("Reading “{file}”…").format(file=entry.title))
                if self._replace(partial(self._document.recover, entry, do=reading)):
                    return True
        return False

    def _read(self, path: Path, show: Callable[[Any], object], read: Callable[[Path], Any]) -> None:
        """Put what `read` finds in a file in the place of the present project, which the person may leave; asks again
        where it has been changed meanwhile."""
        self._session.pause()
        left = self._document.model.project

        def replace(content: Any) -> None:
            if self._document.model.project is left or self.may_leave():
                self._replace(partial(show, content))

        self._reading.read(path, replace, read)

    def _replace(self, load: Callable[[], object]) -> bool:
        self._session.pause()
        if not self._try(load):
            return False
        self.opened.emit()
        return True

    def _try(self, do: Callable[[], object]) -> bool:
        """Whether `do` worked; if not, the banner says why. Raises FileChangedError, of which there is more to say."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            do()
        except FileChangedError:
            raise
        except GivenUpError:
            return False
        except (LaderaError, MemoryError) as error:
            self._banner.show_error(sentence_of(error))
            return False
        else:
            self._banner.hide()
            return True
        finally:
            QGuiApplication.restoreOverrideCursor()

    def _save_changed(self, error: FileChangedError) -> bool:
        """Another program changed the file: overwrite it, save elsewhere, or neither."""
        box = MessageBox(MessageBox.Icon.Warning, self.tr("Changed elsewhere"), i18n.translate_error(error),
                         MessageBox.StandardButton.Cancel, self._window)
        overwrite = box.addButton(self.tr("Overwrite"), MessageBox.ButtonRole.DestructiveRole)
        elsewhere = box.addButton(self.tr("Save as…"), MessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(elsewhere)
        box.exec()
        if box.clickedButton() is overwrite:
            return self._try(partial(self._document.save, overwrite=True, do=self._writing(self._document.path)))
        return box.clickedButton() is elsewhere and self.save_as()

    def _project_filter(self) -> str:
        return self.tr("Ladera projects (*{suffix})").format(suffix=PROJECT_SUFFIX)
