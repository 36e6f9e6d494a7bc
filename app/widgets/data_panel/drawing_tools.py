"""What a person makes of the example in hand where examples are pictures: a blank sheet, a picture of one's own,
strokes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate
from app.training.session import TrainingSession
from app.widgets.data_panel.pencil import Pencil
from app.widgets.own_pictures import OwnPictures
from app.widgets.picture_button import PictureButton
from engine.data import Data
from engine.vision import Picture
from engine.vision.drawn import ImageKind


class DrawingTools(QWidget):
    """Buttons in a row or column, and the pencils that were given to it. Every change is a step of the document;
    `said(sentence)` is what was done to a picture that was brought, or why it was not."""

    said = Signal(str)

    def __init__(self, document: Document, session: TrainingSession, direction: QBoxLayout.Direction) -> None:
        super().__init__()
        self._document, self._session = document, session
        self._data: Data | None = None
        self.kind: ImageKind | None = None
        self.pictures = OwnPictures(session.workplace.readers, self)
        self.blank = PictureButton("new", self.tr("A blank sheet, to draw on"))
        self.open = PictureButton("open", self.tr("Open a picture"))
        self.paste = PictureButton("paste", self.tr("Paste a picture from the clipboard"))
        self.row = QBoxLayout(direction, self)
        self.row.setContentsMargins(0, 0, 0, 0)
        for button in (self.blank, self.open, self.paste):
            self.row.addWidget(button)
        self.row.addStretch(1)
        self.blank.clicked.connect(lambda: self._make_once(self.kind.blank()))
        self.open.clicked.connect(self.pictures.ask)
        self.paste.clicked.connect(self.pictures.paste)
        self.pictures.brought.connect(self._take_picture)
        self.pictures.failed.connect(self.said)

    def give(self, pencil: Pencil) -> None:
        """What this pencil draws is the example in hand."""
        pencil.drawn.connect(self._make)
        pencil.let_go.connect(self._document.end_gesture)

    def look(self) -> ImageKind | None:
        """What kind of pictures the examples are, now."""
        data = self._session.data
        if data is not self._data:
            self._data, self.kind = data, None if data is None else ImageKind.of(data)
        return self.kind

    def _make(self, values: tuple[float, ...]) -> None:
        self._document.set_example(replace(self._session.example, values=values))

    def _make_once(self, raw: np.ndarray) -> None:
        self._document.end_gesture()
        self._make(tuple(raw.tolist()))
        self._document.end_gesture()

    def _take_picture(self, picture: Picture, _: str) -> None:
        if self.kind is not None:
            raw, done = self.kind.fitted(picture.array)
            self._make_once(raw)
            self.said.emit(" ".join(map(translate, done)))
