"""What training makes of the example in hand: some of the changes that are drawn at random for every minibatch."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate_error
from app.plain import Label
from app.training.session import TrainingSession
from app.widgets.background import Background
from app.widgets.example_picture import picture_of
from app.widgets.picture_button import PictureButton
from engine.data.images import image_shape
from engine.training.augmentation import is_active, variants

COLUMNS, ROWS, GAP = 4, 2, 4
HIGHEST = 120
"""Pixels of a picture at most."""


class Variants(QWidget):
    """Seen while training changes its examples and these are images. `again` draws others."""

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._seed = 0
        self._background = Background(self)
        self._background.done.connect(self._show)
        self._background.failed.connect(lambda error: self._say(translate_error(error)))
        self.said = Label(wordWrap=True)
        self.said.setProperty("look", "muted")
        self.again = PictureButton("dice", self.tr("Draw other changes"))
        self.again.clicked.connect(self._draw_others)
        self.sheet = _Sheet(self.tr("Changes of the example in hand"))
        head = QHBoxLayout()
        head.addWidget(self.said, 1)
        head.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.sheet)
        for signal in (document.model.training_changed, document.model.project_replaced, session.example_changed,
                       session.data_loaded):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Make the changes of the settings as they are now."""
        data, settings = self._session.data, self._document.model.training_settings.augmentation
        seen = data is not None and image_shape(data) is not None and is_active(settings)
        self.setVisible(seen)
        if not seen:
            return
        raw, seed = self._session.example.raw(data), self._seed
        self._background.ask(lambda: [picture_of(values, data)
                                      for values in variants(data, raw, settings, COLUMNS * ROWS, seed)])

    def _draw_others(self) -> None:
        self._seed += 1
        self.refresh()

    def _show(self, pictures: list[QImage]) -> None:
        self._say(self.tr("As training may see it; drawn anew for every minibatch:"))
        self.sheet.show_pictures(pictures)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.sheet.show_pictures([])


class _Sheet(QWidget):
    """Pictures of one size in rows."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.pictures: list[QImage] = []

    def show_pictures(self, pictures: list[QImage]) -> None:
        self.pictures = pictures
        self.setVisible(bool(pictures))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(COLUMNS * 40, self.heightForWidth(max(self.width(), COLUMNS * 40)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(ROWS * (self._side(width) + GAP))

    def _side(self, width: int) -> float:
        return min(HIGHEST, (width - (COLUMNS - 1) * GAP) / COLUMNS)

    def paintEvent(self, event: QPaintEvent) -> None:
        side = self._side(self.width())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform,
                                  any(max(picture.width(), picture.height()) > side for picture in self.pictures))
            for place, picture in enumerate(self.pictures):
                row, column = divmod(place, COLUMNS)
                scale = side / max(picture.width(), picture.height())
                painter.drawImage(QRectF(column * (side + GAP), row * (side + GAP), scale * picture.width(),
                                         scale * picture.height()), picture)
