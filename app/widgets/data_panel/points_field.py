"""A sheet on which points of two classes are drawn with the mouse."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QDialogButtonBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.plain import Label, tooltip
from app.theme import current
from app.widgets.plot import class_colours
from engine.descent.sampled import table_of

REACH, LEAST = 6.0, 10
"""The coordinates go from −REACH to REACH; so many points of each class are needed."""
_HEADER = b"x1,x2,class\n"
_APART, _RADIUS, _ERASER = 12, 5.0, 14
MOST = 5_000

Point = tuple[float, float, int]  # x₁, x₂, class


def points_in(content: bytes | None) -> list[Point]:
    """The points of a table that was drawn here; none where another program made it."""
    if content is None or not content.startswith(_HEADER):
        return []
    rows = (line.split(",") for line in content.decode("ascii", "replace").splitlines()[1:])
    try:
        found = [(float(x), float(y), int(kind)) for x, y, kind in rows]
    except ValueError:
        return []
    return found[:MOST] if all(kind in (0, 1) and max(abs(x), abs(y)) <= REACH for x, y, kind in found) else []


class PointsField(QWidget):
    """The left button draws points of the class `kind`, the right one of the other; `erasing`, both take them away.
    What one stroke did is taken back by `undo`."""

    changed = Signal()

    def __init__(self, points: list[Point]) -> None:
        super().__init__()
        self.points = list(points)
        self.kind, self.erasing = 1, False
        self._before: list[list[Point]] = []
        self._last: QPointF | None = None
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Sheet for points"))
        self.setToolTip(tooltip(self.tr("Press or drag: the left button draws points of the chosen class, the right "
                                        "one those of the other")))

    def sizeHint(self) -> QSize:
        return QSize(380, 380)

    def place(self, x: float, y: float) -> QPointF:
        """Where a point is drawn."""
        return QPointF((x / REACH + 1) / 2 * self.width(), (1 - y / REACH) / 2 * self.height())

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._before:
            self._change(self._before.pop())

    def clear(self) -> None:
        """Take all points away."""
        self._before.append(self.points)
        self._change([])

    def mousePressEvent(self, event) -> None:
        self._before.append(self.points)
        self._last = None
        self._put(event)

    def mouseMoveEvent(self, event) -> None:
        if event.buttons():
            self._put(event)

    def _put(self, event) -> None:
        at = event.position()
        if not QRectF(self.rect()).contains(at):
            return
        if self.erasing:
            kept = [point for point in self.points if _distance(self.place(*point[:2]), at) > _ERASER]
            self._change(kept)
        elif (self._last is None or _distance(self._last, at) >= _APART) and len(self.points) < MOST:
            self._last = at
            kind = 1 - self.kind if Qt.MouseButton.RightButton in (event.button(), event.buttons()) else self.kind
            x, y = 2 * at.x() / self.width() - 1, 1 - 2 * at.y() / self.height()
            self._change([*self.points, (round(x * REACH, 3), round(y * REACH, 3), kind)])

    def _change(self, points: list[Point]) -> None:
        self.points = points
        self.update()
        self.changed.emit()

    def paintEvent(self, _: QPaintEvent) -> None:
        theme, colours = current(), class_colours(current(), 2)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), QColor(theme.surface))
            painter.setPen(QPen(QColor(theme.border), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
            middle = self.place(0, 0)
            painter.drawLine(QPointF(middle.x(), 0), QPointF(middle.x(), self.height()))
            painter.drawLine(QPointF(0, middle.y()), QPointF(self.width(), middle.y()))
            painter.setPen(QColor(theme.muted))
            painter.drawText(QPointF(self.width() - 22, middle.y() - 5), "x₁")
            painter.drawText(QPointF(middle.x() + 5, 14), "x₂")
            painter.setPen(QPen(QColor(theme.surface), 1))
            for x, y, kind in self.points:
                painter.setBrush(QColor(colours[kind]))
                painter.drawEllipse(self.place(x, y), _RADIUS, _RADIUS)


class PointsDialog(QDialog):
    """`chosen` carries the points as a CSV table."""

    chosen = Signal(bytes)

    def __init__(self, points: list[Point], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Draw points"))
        self.field = PointsField(points)
        self.kinds = QButtonGroup(self)
        row = QHBoxLayout()
        for number, (text, tip) in enumerate((
                (self.tr("Class 0"), self.tr("Draw points of the first class (1)")),
                (self.tr("Class 1"), self.tr("Draw points of the second class (2)")),
                (self.tr("Eraser"), self.tr("Take points away (E)")))):
            button = QToolButton(text=text, toolTip=tooltip(tip), checkable=True, autoRaise=True)
            button.setShortcut(QKeySequence("12E"[number]))
            self.kinds.addButton(button, number)
            row.addWidget(button)
        self.kinds.button(1).setChecked(True)
        self.kinds.idClicked.connect(self._choose)
        row.addStretch(1)
        self.undo = QToolButton(text=self.tr("Undo"), toolTip=tooltip(self.tr("Take the last stroke back (Ctrl+Z)")),
                                autoRaise=True)
        self.clear = QToolButton(text=self.tr("Clear"), toolTip=tooltip(self.tr("Take all points away")),
                                 autoRaise=True)
        for button, run in ((self.undo, self.field.undo), (self.clear, self.field.clear)):
            button.clicked.connect(run)
            row.addWidget(button)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.field.undo)
        self.counts = Label(wordWrap=True)
        self.counts.setProperty("look", "muted")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(row)
        for widget in (self.field, self.counts, buttons):
            column.addWidget(widget)
        self.field.changed.connect(self._count)
        self._count()

    def _choose(self, number: int) -> None:
        self.field.erasing = number == 2
        if not self.field.erasing:
            self.field.kind = number

    def _count(self) -> None:
        counts = [sum(kind == wanted for *_, kind in self.field.points) for wanted in (0, 1)]
        enough = min(counts) >= LEAST
        said = self.tr("{first} of class 0, {second} of class 1.").format(first=counts[0], second=counts[1])
        self.counts.setText(said if enough else said + " " + self.tr(
            "Draw at least {least} of each.").format(least=LEAST))
        self.ok.setEnabled(enough)

    def _accept(self) -> None:
        self.accept()
        self.chosen.emit(table_of(("x1", "x2", "class"), np.array(self.field.points)))


def _distance(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
