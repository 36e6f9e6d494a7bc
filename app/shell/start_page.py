"""What a person sees before there is anything: the examples, the last projects, an empty canvas."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.plain import Label, tooltip
from app.settings import Settings
from app.shell.examples import GROUPS, Example, Group
from app.theme import current, icon, theme_bus
from app.workspaces.pages import Pages

MOST_COLUMNS = 6
CARD_WIDTH = 264
GAP, MARGIN = 16, 32
PICTURE = QSize(240, 132)
SEARCH_WIDTH = 230
RECENT_WIDTH = 150
"""The widest name of a recent project, in pixels."""


def columns_for(width: int, groups: Sequence[int]) -> int:
    """How many cards stand beside each other in `width` pixels, where groups of so many cards begin new rows: as few as
    make no more rows than as many as fit."""
    def rows(columns: int) -> int:
        return sum(-(-cards // columns) for cards in groups)

    most = max(1, min(MOST_COLUMNS, (width - 2 * MARGIN + GAP) // (CARD_WIDTH + GAP)))
    return next(columns for columns in range(1, most + 1) if rows(columns) == rows(most))


class StartPage(QScrollArea):
    """Examples as cards with pictures, of one section or all, and of those what is searched for; new and open beside
    the title; the recent projects between them."""

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
        column.setContentsMargins(MARGIN, 36, MARGIN, MARGIN)
        column.setSpacing(18)
        column.addStretch(1)
        self._body = QWidget()
        self._columns = 0
        self._recent = QHBoxLayout()
        self._recent.setSpacing(2)
        self._groups = [_Group(group) for group in GROUPS]
        self.sections, self.search = Pages(), QLineEdit(clearButtonEnabled=True)
        self._nothing = Label(wordWrap=True)
        self._nothing.setProperty("look", "muted")
        self._nothing.hide()
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        rows.addLayout(self._heading())
        rows.addLayout(self._recent)
        rows.addLayout(self._choosing())
        rows.addWidget(self._nothing)
        for group in self._groups:
            rows.addLayout(group)
            for card in group.cards:
                card.chosen.connect(self.example_chosen)
        column.addWidget(self._body, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.setWidget(page)
        settings.recent_changed.connect(self._list_recent)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """As many columns as the window has room for."""
        columns = columns_for(self.viewport().width(), [len(group.cards) for group in self._groups])
        if columns == self._columns:
            return
        self._columns = columns
        for group in self._groups:
            group.arrange(columns)
        self._body.setFixedWidth(columns * (CARD_WIDTH + GAP) - GAP)
        self._list_recent()

    def _heading(self) -> QHBoxLayout:
        title = Label(self.tr("Which network shall learn?"))
        title.setProperty("look", "title")
        about = Label(self.tr("Open an example, press Train, and watch. Or draw a network of your own."))
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

    def _choosing(self) -> QHBoxLayout:
        """The sections, and what to search for."""
        self.search.setPlaceholderText(self.tr("Search examples"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setToolTip(self.tr("Show the examples that these words are in: LSTM, digits, overfitting…"))
        self.search.setFixedWidth(SEARCH_WIDTH)
        self.search.textChanged.connect(lambda _: self._choose())
        self.sections.add("", self.tr("All"), self.tr("The examples of all sections"))
        for group in GROUPS:
            self.sections.add(group.title, group.shown_title, self.tr("The examples of this section alone"))
        self.sections.choose("")
        self.sections.turned.connect(lambda _: self._choose())
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.sections, 1)
        row.addWidget(self.search)
        return row

    def _choose(self) -> None:
        """Show the cards of the section that is chosen, and of those what is searched for."""
        words = _plain(self.search.text()).split()
        chosen = next(name for name, button in self.sections.buttons.items() if button.isChecked())
        for group in self._groups:
            group.choose(words if chosen in ("", group.title) else None, self._columns)
        found = any(group.shown for group in self._groups)
        self._nothing.setVisible(not found)
        self._nothing.setText("" if found else self.tr("No example here has “{words}” in it.").format(
            words=self.search.text().strip()))
        self.verticalScrollBar().setValue(0)

    def _list_recent(self) -> None:
        while (item := self._recent.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        paths: Sequence[Path] = self._settings.recent[:self._columns]
        if not paths:
            return
        heading = Label(self.tr("Opened last"))
        heading.setProperty("look", "heading")
        self._recent.addWidget(heading)
        for path in paths:
            name = self.fontMetrics().elidedText(path.stem, Qt.TextElideMode.ElideMiddle, RECENT_WIDTH)
            button = QPushButton(name.replace("&", "&&"))
            button.setProperty("look", "quiet")
            button.setIcon(icon("recent"))
            button.setToolTip(tooltip(str(path)))
            button.setAccessibleName(path.stem)
            button.clicked.connect(lambda _=False, path=path: self.recent_chosen.emit(path))
            self._recent.addWidget(button)
        self._recent.addStretch(1)


class _Group(QVBoxLayout):
    """A heading and its cards, of which some are `shown`."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.title = group.title
        self.cards = [_Card(example) for example in group.examples]
        self.shown = list(self.cards)
        self._grid = QGridLayout()
        self._grid.setSpacing(GAP)
        self._heading = Label(group.shown_title)
        self._heading.setProperty("look", "heading")
        self._texts = [_plain(f"{group.shown_title} {example.shown_title} {example.shown_sentence}")
                       for example in group.examples]
        self.setContentsMargins(0, GAP // 2, 0, 0)
        self.setSpacing(GAP // 2)
        self.addWidget(self._heading)
        self.addLayout(self._grid)

    def choose(self, words: Sequence[str] | None, columns: int) -> None:
        """Show the cards that have all of these words; none for None."""
        self.shown = [] if words is None else [
            card for card, text in zip(self.cards, self._texts, strict=True) if all(word in text for word in words)]
        self._heading.setVisible(bool(self.shown))
        for card in self.cards:
            card.setVisible(card in self.shown)
        self.arrange(columns)

    def arrange(self, columns: int) -> None:
        """The cards in rows of `columns`, from the left."""
        for card in self.cards:
            self._grid.removeWidget(card)
        for place, card in enumerate(self.shown):
            self._grid.addWidget(card, place // columns, place % columns)
        self._grid.setColumnStretch(max(columns, len(self.cards)), 1)


def _plain(text: str) -> str:
    """Without capitals and accents, so that both are found without."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text.casefold())
                   if not unicodedata.combining(letter))


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
        self._picture = Label()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setFixedHeight(PICTURE.height())
        title = Label(example.shown_title)
        title.setProperty("look", "number")
        sentence = Label(example.shown_sentence)
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
