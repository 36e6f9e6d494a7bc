"""Whose fault? What each example wants of a weight, from the strongest wish upwards to the strongest downwards."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from app.numbers import signed
from app.theme import current, theme_bus
from app.widgets.example_picture import picture_of
from app.widgets.in_words import target_in_words
from app.widgets.own_keys import OwnKeys
from app.widgets.signed_image import limit_of, signed_pixels
from engine.data import Data
from engine.data.images import image_shape

THUMBNAIL = 28
Role = Qt.ItemDataRole


class Votes:
    """Wishes (N,) of the first N training examples, −∂ℓ/∂w each, sorted: `order` are their places, `wishes` their
    sizes."""

    def __init__(self, nudges: np.ndarray) -> None:
        wishes = -np.asarray(nudges, np.float64)
        self.order = np.argsort(-wishes, kind="stable")
        self.wishes = wishes[self.order]
        self.limit = limit_of(self.wishes)


class VoteStrip(QWidget):
    """A bar for each wish, in their order, zero in the middle; several share a pixel where there are many. `clicked`
    says the place of a bar in the order."""

    clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.votes: Votes | None = None
        self.setMinimumHeight(44)
        self.setMaximumHeight(70)
        self.setToolTip(self.tr("What each example wants of the weight: up, above the line, or down. Click one to take "
                                "it in hand."))
        self.setAccessibleName(self.toolTip())
        theme_bus.changed.connect(self._restyle)

    def show_votes(self, votes: Votes) -> None:
        self.votes = votes
        self.update()

    def place_at(self, x: float) -> int:
        """Which bar is there."""
        count = len(self.votes.order)
        return max(0, min(count - 1, int(x / max(1, self.width()) * count)))

    def sizeHint(self) -> QSize:
        return QSize(240, 56)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.votes is not None and len(self.votes.order) and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.place_at(event.position().x()))

    def _restyle(self, *_: object) -> None:
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        votes, theme = self.votes, current()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(theme.surface))
            middle = self.height() / 2
            if votes is not None and votes.limit:
                places = np.linspace(0, len(votes.wishes) - 1, min(len(votes.wishes), self.width())).round().astype(int)
                width = self.width() / len(places)
                for column, (wish, pixel) in enumerate(zip(
                        votes.wishes[places], signed_pixels(votes.wishes[places], votes.limit), strict=True)):
                    tall = middle * wish / votes.limit
                    painter.fillRect(QRectF(column * width, middle - max(tall, 0.0), max(1.0, width - 0.5), abs(tall)),
                                     QColor(int(pixel)))
            painter.setPen(QPen(QColor(theme.muted)))
            painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))


class VoteModel(QAbstractTableModel):
    """A row for each example: which it is, what is true of it, and what it wants."""

    def __init__(self) -> None:
        super().__init__()
        self.votes: Votes | None = None
        self._data: Data | None = None
        self._pictures: dict[int, QIcon] = {}

    def show_votes(self, votes: Votes, data: Data) -> None:
        alike = self.votes is not None and len(votes.order) == len(self.votes.order) and data is self._data
        if not alike:
            self.beginResetModel()
        if data is not self._data:
            self._pictures = {}
        self.votes, self._data = votes, data
        if not alike:
            self.endResetModel()
        elif self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 2))

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return len(self.votes.order) if self.votes is not None and not (parent and parent.isValid()) else 0

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent and parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if role == Role.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return (self.tr("example"), self.tr("in truth"), self.tr("wants"))[section]
        return None

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> object:
        place, wish = int(self.votes.order[index.row()]), float(self.votes.wishes[index.row()])
        column = index.column()
        if role == Role.DisplayRole:
            return (str(place + 1), target_in_words(self._data.train.targets[place], self._data),
                    signed(wish))[column]
        if role == Role.DecorationRole and column == 0:
            return self._picture(place)
        if role == Role.DecorationRole and column == 2:
            return QColor(int(signed_pixels(np.array([wish]), self.votes.limit)[0]))
        return None

    def _picture(self, place: int) -> QIcon | None:
        raw = self._data.train.raw[place]
        if image_shape(self._data, len(raw)) is None:
            return None
        if place not in self._pictures:
            self._pictures[place] = QIcon(QPixmap.fromImage(picture_of(raw, self._data)).scaled(
                THUMBNAIL, THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio))
        return self._pictures[place]


class VoteTable(QTableView):
    """`taken(place)` when an example is chosen, by its place in the order."""

    taken = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.votes = VoteModel()
        self.setModel(self.votes)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setIconSize(QSize(THUMBNAIL, THUMBNAIL))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(THUMBNAIL + 2)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setAccessibleName(self.tr("Examples by what they want of the weight"))
        self.setToolTip(self.tr("Choose an example to take it in hand."))
        self.clicked.connect(lambda index: self.taken.emit(index.row()))
        self.activated.connect(lambda index: self.taken.emit(index.row()))
        OwnKeys(self)
