"""What comes from other programs and goes to them: data, networks and weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from app import i18n
from app.document.document import Document
from app.document.foreign import network_in
from app.plain import MessageBox
from app.settings import Settings
from app.shell.attempts import Attempts
from app.shell.banner import Banner
from app.shell.transfer import TransferDialog
from app.shell.where_to_write import WhereToWrite
from app.training.session import TrainingSession
from engine.data import TABLE_FILES
from engine.data.pictures import ALBUM_FILES
from engine.errors import LaderaError
from engine.formats import (
    DONOR_READERS,
    EXPORTERS,
    NETWORK_READERS,
    PICKLES,
    encode_weights,
    read_donors,
    sentence_on_muted,
    write_encoded,
)
from engine.formats.atomic import Check
from engine.layout import ParameterLayout
from engine.project import Project
from engine.transfer import Donor

SHOWN_MISSING, MOST_MISSING = 8, 500


class Exchange(QObject):
    """Asks for files, and takes from them and puts into them what the document has. `replace(path, show, read)` puts
    what is in a file in the place of the present project, which the person may leave."""

    def __init__(self, document: Document, session: TrainingSession, settings: Settings, banner: Banner,
                 window: QWidget, attempts: Attempts, where: WhereToWrite, *,
                 replace: Callable[[Path, Callable[[Any], object], Callable[[Path], Any]], object],
                 import_data: Callable[[Path], object]) -> None:
        super().__init__(window)
        self._document, self._session, self._settings = document, session, settings
        self._banner, self._window = banner, window
        self._attempts, self._where, self._replace, self._import_data = attempts, where, replace, import_data

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
        self._attempts.expect()
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Import a folder of images"),
                                                self._settings.folder)
        if name:
            self.import_data(Path(name))

    def import_data(self, path: Path) -> None:
        """Let the person say how a table is meant, or images, and train on them."""
        self._settings.folder = str(path.parent)
        if self._attempts.run(partial(self._import_data, path)):
            self._attempts.opened.emit()

    def choose_and_import_network(self) -> None:
        """Ask for a file that another program wrote and open the network in it."""
        self._attempts.expect()
        filters = [f"{i18n.translate(title)} (*{suffix})" for suffix, (title, _) in NETWORK_READERS.items()]
        every = self.tr("Networks ({kinds})").format(kinds=" ".join(f"*{suffix}" for suffix in NETWORK_READERS))
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Import a network"), self._settings.folder, ";;".join([every, *filters]))
        if name:
            self.import_network(Path(name))

    def import_network(self, path: Path) -> None:
        """Open the network in a file as a new project, and say what Ladera has no layer for."""

        def show(found: tuple[Project, Sequence[LaderaError]]) -> None:
            self._document.open_project(found[0])
            self._settings.folder = str(path.parent)
            if found[1]:
                QTimer.singleShot(0, partial(self._tell_missing, path, found[1]))

        self._replace(path, show, network_in)

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
        self._attempts.expect()
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

        def show(donors: Sequence[Donor]) -> None:
            dialog = TransferDialog(path.name, donors, self._document.model.graph, self._window)
            dialog.chosen.connect(self._take)
            dialog.open()

        self._attempts.read(path, lambda donors: self._attempts.run(partial(show, donors)), read_donors)

    def _take(self, taken: Mapping[str, Donor], frozen: frozenset[str],
              changed: Mapping[str, Mapping[str, Any]]) -> None:
        self._session.store()
        if self._attempts.run(partial(self._document.take_weights, taken, frozen, changed)):
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

        if self._attempts.run(lambda: self._attempts.writing(path)(export)):
            self._settings.folder = str(path.parent)
            self._window.statusBar().showMessage(self.tr("Written: {path}").format(path=path), 8000)
            on_muted = sentence_on_muted(path, project.graph)
            if on_muted is not None:
                self._banner.show_error(on_muted)
