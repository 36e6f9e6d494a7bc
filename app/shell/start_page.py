"""What a person sees before there is anything: the examples, the last projects, an empty canvas."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.settings import Settings
from app.shell.examples import EXAMPLES, Example
from app.theme import current, icon, theme_bus

COLUMNS = 4
CARD_WIDTH = 264
PICTURE = QSize(240, 132)
RECENT_SHOWN = 5


class StartPage(QScrollArea):
    """Examples as cards with pictures; new and open beside the title; the recent projects below."""

    example_chosen = Signal(object)
    recent_chosen = Signal(Path)
    new_chosen = Signal()
    open_chosen = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 36, 32, 32)
        column.setSpacing(18)
        column.addStretch(1)
        body = QWidget()
        body.setFixedWidth(COLUMNS * CARD_WIDTH + (COLUMNS - 1) * 16)
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(16)
        self._body.addLayout(self._heading())
        self._cards = [_Card(example) for example in EXAMPLES]
        grid = QGridLayout()
        grid.setSpacing(16)
        for index, card in enumerate(self._cards):
            card.chosen.connect(self.example_chosen)
            grid.addWidget(card, index // COLUMNS, index % COLUMNS)
        self._body.addLayout(grid)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._body.addLayout(self._recent)
        column.addWidget(body, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.setWidget(page)
        settings.recent_changed.connect(self._list_recent)
        self._list_recent()

    def _heading(self) -> QHBoxLayout:
        title = QLabel(self.tr("Which network shall learn?"))
        title.setProperty("look", "title")
        about = QLabel(self.tr("Open an example, press Train, and watch. Or draw a network of your own."))
        about.setProperty("look", "muted")
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(title)
        texts.addWidget(about)
        new = QPushButton(self.tr("New network"))
        new.setProperty("look", "primary")
        new.setToolTip(self.tr("Start with an empty canvas"))
        new.clicked.connect(self.new_chosen)
        open_ = QPushButton(self.tr("Open…"))
        open_.setToolTip(self.tr("Open a project from a file"))
        open_.clicked.connect(self.open_chosen)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(texts, 1)
        row.addWidget(open_, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(new, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _list_recent(self) -> None:
        while (item := self._recent.takeAt(0)) is not None:
            item.widget().deleteLater()
        paths: Sequence[Path] = self._settings.recent[:RECENT_SHOWN]
        if not paths:
            return
        heading = QLabel(self.tr("Opened last"))
        heading.setProperty("look", "heading")
        self._recent.addWidget(heading)
        for path in paths:
            button = QPushButton(f"{path.stem}    {path.parent}")
            button.setProperty("look", "quiet")
            button.setIcon(icon("recent"))
            button.setToolTip(str(path))
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, path=path: self.recent_chosen.emit(path))
            self._recent.addWidget(button)


class _Card(QFrame):
    """An example: picture, title, one sentence. A button to the mouse, the keyboard and assistive technology."""

    chosen = Signal(object)

    def __init__(self, example: Example) -> None:
        super().__init__()
        self._example = example
        self.setProperty("look", "card")
        self.setFixedWidth(CARD_WIDTH)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(example.shown_title)
        self.setAccessibleDescription(example.shown_sentence)
        self.setToolTip(self.tr("Open this example; what you change does not touch it"))
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setFixedHeight(PICTURE.height())
        title = QLabel(example.shown_title)
        title.setProperty("look", "number")
        sentence = QLabel(example.shown_sentence)
        sentence.setProperty("look", "muted")
        sentence.setWordWrap(True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(6)
        layout.addWidget(self._picture)
        layout.addWidget(title)
        layout.addWidget(sentence, 1)
        theme_bus.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        picture = self._example.thumbnail(current().name)
        ratio = self.devicePixelRatioF()
        picture = picture.scaled(
            PICTURE * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        picture.setDevicePixelRatio(ratio)
        self._picture.setPixmap(picture)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self._example)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._example)
        else:
            super().keyPressEvent(event)
