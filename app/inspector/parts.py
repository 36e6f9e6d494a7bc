"""The parts that the inspector's pages are made of."""

from __future__ import annotations

import math
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app import theme
from app.canvas.glyphs import tile_pixmap
from app.i18n import translate_error
from app.numbers import grouped
from app.plain import Label, Markup, MarkupLabel, markup, tooltip
from engine.errors import GraphError
from engine.layers import LAYERS, Parameter, shape_text

_TILE = 34
MOST_PROBLEMS = 50
"""Sentences about problems at once; of more it is said how many there are."""


def heading(text: str) -> Label:
    """The title of a section."""
    label = Label(text)
    label.setProperty("look", "heading")
    return label


def paragraph(text: str = "", look: str = "muted") -> Label | MarkupLabel:
    """Text that wraps and can be selected."""
    label = MarkupLabel(text) if isinstance(text, Markup) else Label(text)
    label.setWordWrap(True)
    label.setProperty("look", look)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class Tile(Label):
    """The picture of a kind of layer."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        theme.theme_bus.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        colour = QColor(theme.current().category(LAYERS[self._kind].category))
        self.setPixmap(tile_pixmap(self._kind, colour, _TILE, self.devicePixelRatioF()))


class ProblemList(QWidget):
    """Sentences about what is wrong, the first MOST_PROBLEMS of them; a click on one asks for its layers with
    `chosen(names)`."""

    chosen = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._problems: tuple[GraphError, ...] = ()
        self._left_out = 0
        self._labels: list[MarkupLabel] = []
        self._more = Label()
        self._more.setProperty("look", "muted")
        self._layout.addWidget(self._more)
        theme.theme_bus.changed.connect(self._write)

    def show_problems(self, problems: Iterable[GraphError]) -> None:
        """Show these and nothing else."""
        problems = tuple(problems)
        self._problems, self._left_out = problems[:MOST_PROBLEMS], len(problems[MOST_PROBLEMS:])
        while len(self._labels) < len(self._problems):
            label = MarkupLabel(wordWrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
            label.linkActivated.connect(lambda place: self.chosen.emit(self._problems[int(place)].layers[:1]))
            self._layout.insertWidget(len(self._labels), label)
            self._labels.append(label)
        self._write()

    def sentences(self) -> tuple[str, ...]:
        """What is said, as plain text."""
        return tuple(translate_error(problem) for problem in self._problems)

    def _write(self) -> None:
        colour = theme.current().danger
        for place, label in enumerate(self._labels):
            label.setVisible(place < len(self._problems))
        for place, (label, sentence) in enumerate(zip(self._labels, self.sentences(), strict=False)):
            if self._problems[place].layers:
                label.setText(markup('<a href="{place}" style="color:{colour}; text-decoration:none">{sentence}</a>',
                                     place=str(place), colour=colour, sentence=sentence))
                label.setToolTip(tooltip(
                    self.tr("Select {name} on the canvas").format(name=self._problems[place].layers[0])))
            else:
                label.setText(markup('<span style="color:{colour}">{sentence}</span>', colour=colour,
                                     sentence=sentence))
                label.setToolTip("")
        self._more.setText(self.tr("… and {count} more").format(count=grouped(self._left_out)))
        self._more.setVisible(bool(self._left_out))
        self.setVisible(bool(self._problems))


class Facts(QWidget):
    """Rows of a name and what holds for it, in columns."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._rows: list[tuple[str, ...]] = []

    def show_rows(self, rows: Iterable[tuple[str, ...]]) -> None:
        """Show these and nothing else; the first column is on the left, the others on the right."""
        rows = list(rows)
        if rows == self._rows:
            return
        self._rows = rows
        while self._grid.count():
            old = self._grid.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                label = Label(text)
                label.setProperty("look", "" if column else "muted")
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                self._grid.addWidget(label, place, column, side)
        self.setVisible(bool(rows))

    def rows(self) -> list[tuple[str, ...]]:
        """What is shown."""
        return self._rows


def parameter_rows(parameters: Iterable[Parameter]) -> list[tuple[str, ...]]:
    """Name, shape and size of trainable arrays, for `Facts`."""
    return [(parameter.role, shape_text(parameter.shape), grouped(math.prod(parameter.shape)))
            for parameter in parameters]
