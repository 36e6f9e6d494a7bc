"""From images of the person's own to data: choose a folder or file or drop it, say in which form it is wanted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QWidget

from app.document.document import Document
from app.widgets.data_panel.images_dialog import ImagesDialog
from app.widgets.save_file import ask_which, ask_which_folder
from engine.data import Data
from engine.data.pictures import ALBUM_FILES, Form, decode, is_album
from engine.errors import LaderaError
from engine.jobs import Readers


class OwnImages(QObject):
    """`chosen` carries the loaded Data, `failed` the error where there is nothing to choose from."""

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(self, document: Document, readers: Readers, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._readers, self._parent = document, readers, parent
        self.dialog: ImagesDialog | None = None
        # Where the newest images lie: a project does not tell whom it is given to how somebody's folders are called.
        self._content: bytes | None = None
        self._place: Path | None = None

    def choose_folder(self) -> None:
        """Ask for a folder and open it."""
        self._readers.warm_up()
        path = ask_which_folder(self._parent, self.tr("Open a folder of images"))
        if path is not None:
            self.open(path)

    def choose_file(self) -> None:
        """Ask for a file that holds many images, and open it."""
        self._readers.warm_up()
        patterns = " ".join(f"*{suffix}" for suffix in ALBUM_FILES)
        filters = self.tr("Sets of images") + f" ({patterns});;" + self.tr("All files") + " (*)"
        path = ask_which(self._parent, self.tr("Open a file of images"), filters)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Show what a folder or file holds."""
        self._show(path)

    def reopen(self) -> None:
        """Bring the document's images to another form, from where they are; ask where where nobody knows."""
        try:
            images = decode(self._document.model.data_spec.content)
        except LaderaError as error:
            self.failed.emit(error)
            return
        path = self._place if self._content is self._document.model.data_spec.content else None
        if path is None or not path.exists():
            self._readers.warm_up()
            path = ask_which_folder(self._parent, self.tr("Where are the images of “{name}”?").format(
                name=images.origin))
        if path is not None:
            self._show(path, images.form, images.column)

    def _show(self, path: Path, form: Form | None = None, column: str = "") -> None:
        dialog = self.dialog = ImagesDialog(self._readers, path, self._document.model.data_spec, form, column,
                                            self._parent.window())
        dialog.chosen.connect(lambda data: self._take(data, path))
        dialog.open()

    def _take(self, data: Data, path: Path) -> None:
        self._content, self._place = data.spec.content, path
        self.chosen.emit(data)


def dropped_images(mime: QMimeData) -> Path | None:
    """The one folder, or file of many images, among what is dragged; None where there is none, or more."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and is_album(paths[0]) else None
