"""Many futures of one prefix as a tree whose bands are as high as what they stand for is likely."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.numbers import grouped
from app.plain import tooltip
from app.theme import current, theme_bus
from engine.sequences.writing import Branch, spelled

READABLE, LARGEST = 7, 22
"""Pixels of a band from which on its symbol is written, and of the largest letter."""


class FuturesPicture(QWidget):
    """Columns are the symbols to come, bands their probabilities; what comes of the likeliest symbol each time has the
    accent."""

    def __init__(self) -> None:
        super().__init__()
        self.branches: Sequence[Branch] = ()
        self.symbols: tuple[str, ...] = ()
        self.total = self.depth = 0
        self._likeliest: frozenset[int] = frozenset()
        self.setAccessibleName(self.tr("A thousand futures"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(260, 140)
        self.setMouseTracking(True)
        theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(600, 320)

    def show_tree(self, branches: Sequence[Branch], symbols: tuple[str, ...], total: int, depth: int) -> None:
        """The tree of `total` futures of so many symbols."""
        self.branches, self.symbols, self.total, self.depth = branches, symbols, total, depth
        likeliest: dict[int, int] = {}
        for place, branch in enumerate(branches):
            if branch.chance > (branches[likeliest[branch.parent]].chance if branch.parent in likeliest else 0.0):
                likeliest[branch.parent] = place
        found, place = [], likeliest.get(-1)
        while place is not None:
            found.append(place)
            place = likeliest.get(place)
        self._likeliest = frozenset(found)
        self.update()

    def path(self, place: int) -> tuple[int, ...]:
        """The symbols from the prefix to a branch."""
        found = []
        while place >= 0:
            found.append(self.branches[place].symbol)
            place = self.branches[place].parent
        return tuple(reversed(found))

    def says(self, place: int) -> str:
        """What is known of a branch."""
        branch = self.branches[place]
        return self.tr("“{text}”: probability {chance}; {count} of {total} futures").format(
            text=spelled(self.path(place), self.symbols), chance=f"{branch.chance:.2%}", count=grouped(branch.count),
            total=grouped(self.total))

    def band(self, branch: Branch) -> QRectF:
        """Where a branch is drawn."""
        width = self.width() / max(1, self.depth)
        return QRectF((branch.depth - 1) * width, branch.top * self.height(), width, branch.chance * self.height())

    def branch_at(self, point: QPointF) -> int | None:
        """The branch that is drawn at a point."""
        return next((place for place, branch in enumerate(self.branches) if self.band(branch).contains(point)), None)

    def paintEvent(self, _: QPaintEvent) -> None:
        theme = current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), QColor(theme.surface))
            for place, branch in enumerate(self.branches):
                colour = QColor(theme.accent if place in self._likeliest else theme.muted)
                colour.setAlpha(70 if place in self._likeliest else 38)
                painter.fillRect(self.band(branch).adjusted(0, 0, -1, -0.6), colour)
            font = painter.font()
            for place, branch in enumerate(self.branches):
                band = self.band(branch)
                if band.height() < READABLE:
                    continue
                font.setPixelSize(int(max(READABLE + 1, min(LARGEST, band.height() * 0.9, band.width() * 0.8))))
                painter.setFont(font)
                painter.setPen(QColor(theme.accent if place in self._likeliest else theme.text))
                text = self.symbols[branch.symbol] if branch.symbol < len(self.symbols) else ""
                painter.drawText(band.adjusted(band.width() * 0.08, 0, -2, 0), Qt.AlignmentFlag.AlignVCenter,
                                 painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight,
                                                                  int(band.width() * 0.88)))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self.branch_at(QPointF(event.pos()))
            if place is not None:
                QToolTip.showText(event.globalPos(), tooltip(self.says(place)), self)
            return True
        return super().event(event)

    def _restyle(self, *_: object) -> None:
        self.update()
