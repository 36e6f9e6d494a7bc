"""The gallery of data sets, grouped."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QVBoxLayout, QWidget

from app.i18n import translate
from app.plain import Label, tooltip
from app.widgets.data_panel.thumbnails import thumbnail, thumbnail_size
from engine.data import SOURCES, Source

COLUMNS = 6
WIDTH, PADDING = 126, 22


class Gallery(QFrame):
    """Pops up; `chosen(source name)` when the person picks a set, `file_wanted(source name)` when files of their own
    are to be chosen first."""

    chosen = Signal(str)
    file_wanted = Signal(str)

    def __init__(self, current: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(4)
        for category, sources in _groups():
            heading = Label(translate(category))
            heading.setProperty("look", "heading")
            layout.addWidget(heading)
            grid = QGridLayout()
            grid.setSpacing(4)
            for place, source in enumerate(sources):
                grid.addWidget(self._tile(source, source.name == current), place // COLUMNS, place % COLUMNS,
                               Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(COLUMNS, 1)
            layout.addLayout(grid)

    def tile(self, source: str) -> QToolButton:
        """The button of a source."""
        return self.findChild(QToolButton, source)

    def _tile(self, source: Source, current: bool) -> QToolButton:
        tile = QToolButton(text=in_two_lines(translate(source.title), self.fontMetrics(), WIDTH - PADDING),
                           checkable=True, checked=current, autoRaise=True,
                           toolTip=tooltip(f"{translate(source.help)}\n{translate(source.about)}"))
        tile.setAccessibleName(translate(source.title))
        tile.setObjectName(source.name)
        tile.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        tile.setIcon(thumbnail(source.name))
        tile.setIconSize(thumbnail_size(source.name))
        tile.setFixedWidth(WIDTH)
        tile.clicked.connect(lambda _=False: self._pick(source.name))
        return tile

    def _pick(self, name: str) -> None:
        self.close()
        (self.file_wanted if SOURCES[name].keeps else self.chosen).emit(name)


def _groups() -> Iterator[tuple[str, list[Source]]]:
    offered = [source for source in SOURCES.values() if source.offered]
    for category, sources in groupby(offered, key=lambda source: source.category):
        yield category, list(sources)


def in_two_lines(text: str, metrics: QFontMetrics, width: int) -> str:
    """`text`, with its middlemost space a line break where it is wider than `width` pixels: buttons do not wrap."""
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if metrics.horizontalAdvance(text) <= width or not spaces:
        return text
    middle = min(spaces, key=lambda place: max(map(metrics.horizontalAdvance, (text[:place], text[place:]))))
    return f"{text[:middle]}\n{text[middle + 1:]}"
