"""The gallery of data sets, grouped."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.i18n import translate
from app.widgets.data_panel.thumbnails import SIZE, thumbnail
from engine.data import SOURCES, Source

COLUMNS = 4
OWN = "csv"


class Gallery(QFrame):
    """Pops up; `chosen(source name)` when the person picks a set, `file_wanted()` for a table of their own."""

    chosen = Signal(str)
    file_wanted = Signal()

    def __init__(self, current: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(4)
        for category, sources in _groups():
            heading = QLabel(translate(category))
            heading.setProperty("look", "heading")
            layout.addWidget(heading)
            grid = QGridLayout()
            grid.setSpacing(4)
            for place, source in enumerate(sources):
                grid.addWidget(self._tile(source, source.name == current), place // COLUMNS, place % COLUMNS)
            grid.setColumnStretch(COLUMNS, 1)
            layout.addLayout(grid)

    def tile(self, source: str) -> QToolButton:
        """The button of a source."""
        return self.findChild(QToolButton, source)

    def _tile(self, source: Source, current: bool) -> QToolButton:
        tile = QToolButton(text=translate(source.title), checkable=True, checked=current, autoRaise=True,
                           toolTip=f"{translate(source.help)}\n{translate(source.about)}")
        tile.setObjectName(source.name)
        tile.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        tile.setIcon(thumbnail(source.name))
        tile.setIconSize(QSize(SIZE, SIZE) if source.features else QSize(24, 24))
        tile.setFixedWidth(136)
        tile.clicked.connect(lambda _=False: self._pick(source.name))
        return tile

    def _pick(self, name: str) -> None:
        self.close()
        if name == OWN:
            self.file_wanted.emit()
        else:
            self.chosen.emit(name)


def _groups() -> Iterator[tuple[str, list[Source]]]:
    for category, sources in groupby(SOURCES.values(), key=lambda source: source.category):
        yield category, list(sources)
