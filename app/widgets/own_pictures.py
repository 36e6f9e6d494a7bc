"""Pictures of one's own: from a file, from the clipboard, or dropped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QWidget

from app.i18n import translate_error
from app.widgets.background import Background
from app.widgets.save_file import ask_which
from engine.jobs import Limits, Readers
from engine.pixels import on_white
from engine.vision import SUFFIXES, Picture, fitted_picture, read_picture


class OwnPictures(QObject):
    """`brought(picture, label)` when there is one; `failed(sentence)` when it cannot be read. Files are read in a
    process of their own."""

    brought = Signal(object, str)
    failed = Signal(str)

    def __init__(self, readers: Readers, parent: QWidget) -> None:
        super().__init__(parent)
        self._readers = readers
        self._background = Background(self)
        self._background.done.connect(lambda picture: self.brought.emit(picture, self.tr("Bring a picture")))
        self._background.failed.connect(lambda error: self.failed.emit(translate_error(error)))

    @property
    def busy(self) -> bool:
        return self._background.busy

    def ask(self) -> None:
        """Let the person choose a file."""
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        self._readers.warm_up()
        path = ask_which(self.parent(), self.tr("Open a picture"), self.tr("Pictures ({kinds})").format(kinds=kinds))
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file; `brought` or `failed` follows."""
        self._background.ask(lambda: self._readers.limited(read_picture, path, name=path.name,
                                                           limits=Limits(30.0)))

    def paste(self) -> None:
        """Take what is on the clipboard: a picture, or a file of one."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self.failed.emit(self.tr("There is no picture on the clipboard. Copy one, in a browser or a painting "
                                     "program."))

    def can_take(self, mime: QMimeData) -> bool:
        """Whether there may be a picture in it."""
        path = _file_in(mime)
        return path.suffix.lower() in SUFFIXES if path is not None else mime.hasImage()

    def take(self, mime: QMimeData) -> bool:
        """Take the picture that is pasted or dropped, if there is one."""
        if not self.can_take(mime):
            return False
        path = _file_in(mime)
        if path is not None:
            self.read(path)
            return True
        image = _image_in(mime)
        if image.isNull():
            return False
        self.brought.emit(_from_image(image, self.tr("Clipboard")), self.tr("Bring a picture"))
        return True


def _file_in(mime: QMimeData) -> Path | None:
    urls = mime.urls() if mime.hasUrls() else []
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def _image_in(mime: QMimeData) -> QImage:
    """A picture that another program has copied, or this one, whose pictures have not been brought to another form."""
    found = mime.imageData()
    return found.toImage() if isinstance(found, QPixmap) else QImage(found) if isinstance(found, QImage) else QImage()


def _from_image(image: QImage, title: str) -> Picture:
    """A picture of Qt's, on white where it is transparent."""
    rgba = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(rgba.constBits(), np.uint8).reshape(rgba.height(), rgba.bytesPerLine())
    values = rows[:, :4 * rgba.width()].reshape(rgba.height(), rgba.width(), 4) / 255.0
    blended, changes = on_white(values)
    return fitted_picture(blended, title, changes=changes)
