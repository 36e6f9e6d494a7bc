"""A sheet for tensors of rank 0 to 5: operations with their shapes, and what each number of a result comes from."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.i18n import translate, translate_error
from app.labs.window import LabWindow
from app.numbers import number
from app.plain import Label, tooltip
from app.theme import current, theme_bus
from app.widgets.choice import Choice
from engine.errors import LaderaError
from engine.tensor_sheet import MOST_RANK, OPERATIONS, Index, TensorOperation, check_shape, example_tensor

CELL, ROW = 38.0, 26.0
GAPS = (0.0, 0.0, 10.0, 16.0, 26.0)
"""The room between neighbours along an axis, counted from the last."""
SEEDS = (1, 2)
MOST_TERMS = 8


class TensorView(QWidget):
    """The last axis runs to the right and the one before it down; further ones, in turn, to the right and down, with
    more room between them. `pointed(index)` when the pointer comes to a number, or (None) leaves."""

    pointed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.values = name, np.zeros(())
        self.marked: frozenset[Index] = frozenset()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme_bus.changed.connect(self._restyle)

    def show_tensor(self, values: np.ndarray) -> None:
        self.values, self.marked = values, frozenset()
        width, height = self._extent(self.values.ndim)
        self.setFixedSize(math.ceil(width) + 2, math.ceil(height) + 2)
        self.setAccessibleName(f"{self.name} {self.values.shape}")
        self.update()

    def mark(self, indices: frozenset[Index]) -> None:
        """Frame these numbers."""
        if indices != self.marked:
            self.marked = indices
            self.update()

    def cell(self, index: Index) -> QRectF:
        """Where a number stands."""
        x = y = 0.0
        for axis, place in enumerate(reversed(index)):
            width, height = self._extent(axis)
            if axis % 2 == 0:
                x += place * (width + GAPS[axis])
            else:
                y += place * (height + GAPS[axis])
        return QRectF(x + 1, y + 1, CELL, ROW)

    def index_at(self, place) -> Index | None:
        """The number at a place."""
        return next((index for index in np.ndindex(self.values.shape) if self.cell(index).contains(place)), None)

    def _extent(self, axes: int) -> tuple[float, float]:
        """The size of what the last `axes` axes take."""
        width, height = CELL, ROW
        for axis in range(axes):
            side = self.values.shape[-1 - axis]
            if axis % 2 == 0:
                width = side * width + (side - 1) * GAPS[axis]
            else:
                height = side * height + (side - 1) * GAPS[axis]
        return width, height

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, _: QPaintEvent) -> None:
        theme = current()
        with QPainter(self) as painter:
            for index in np.ndindex(self.values.shape):
                cell = self.cell(index)
                marked = index in self.marked
                painter.fillRect(cell, QColor(theme.selection if marked else theme.surface))
                painter.setPen(QPen(QColor(theme.accent if marked else theme.border), 1.0))
                painter.drawRect(cell)
                painter.setPen(QColor(theme.text))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, number(float(self.values[index])))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit(self.index_at(event.position()))

    def leaveEvent(self, event) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)

    def keyPressEvent(self, event) -> None:
        by = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        places = list(np.ndindex(self.values.shape))
        at = next((places.index(index) for index in self.marked if index in places), -by if by > 0 else 0)
        self.pointed.emit(places[(at + by) % len(places)])

    def _restyle(self, *_: object) -> None:
        self.update()


class TensorLab(LabWindow):
    """Two tensors whose shapes are typed, an operation, and its result. Pointing at a number of the result, or going
    through them with ← →, frames what it is made of and writes it out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Tensors"))
        self.operation = Choice(22)
        for row in OPERATIONS:
            self.operation.addItem(translate(row.title), row.name)
        self.operation.setToolTip(self.tr("What is done with the tensors"))
        self.shapes = tuple(QLineEdit(text) for text in ("2, 3", "3, 4"))
        for letter, field in zip("AB", self.shapes, strict=True):
            field.setToolTip(tooltip(self.tr(
                "The shape of {tensor}: the length of each axis, with commas; empty for a single number, rank 0; up to "
                "rank {most}").format(tensor=letter, most=MOST_RANK)))
            field.setMaximumWidth(140)
        self.views = tuple(TensorView(name) for name in "ABC")
        self.heads = tuple(Label() for _ in self.views)
        for head in self.heads:
            head.setToolTip(tooltip(self.tr(
                "The last axis runs to the right, the one before it down, the third from the end to the right again "
                "with more room, the fourth down, and the fifth to the right.")))
        self.rule, self.words = Label(), Label(wordWrap=True)
        self.rule.setProperty("look", "heading")
        tools = QHBoxLayout()
        tools.addWidget(self.operation)
        for letter, field in zip("AB", self.shapes, strict=True):
            tools.addWidget(Label(self.tr("shape of {tensor}").format(tensor=letter)))
            tools.addWidget(field)
        tools.addWidget(self.rule)
        tools.addStretch(1)
        sheet = QHBoxLayout()
        self._columns = []
        for head, view in zip(self.heads, self.views, strict=True):
            column = QVBoxLayout()
            column.addWidget(head)
            column.addWidget(view)
            column.addStretch(1)
            sheet.addLayout(column)
            sheet.addSpacing(22)
        sheet.addStretch(1)
        inside = QWidget()
        inside.setLayout(sheet)
        scroll = QScrollArea(widgetResizable=True, widget=inside)
        layout = QVBoxLayout(self)
        layout.addLayout(tools)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.words)
        self.resize(860, 380)
        self.operation.setCurrentIndex(len(OPERATIONS) - 1)
        self.operation.activated.connect(lambda _: self._begin())
        for field in self.shapes:
            field.editingFinished.connect(self.show_sheet)
        self.views[2].pointed.connect(self.point)
        self._begin()

    @property
    def row(self) -> TensorOperation:
        """The operation that is chosen."""
        return OPERATIONS[self.operation.currentIndex()]

    def show_sheet(self) -> None:
        """Draw numbers for the shapes that are typed, and the result."""
        row = self.row
        for place, field in enumerate(self.shapes):
            field.setEnabled(place < row.operands)
        try:
            shapes = [check_shape(_read(field.text())) for field in self.shapes[:row.operands]]
            check_shape(row.shape(*shapes))
        except (LaderaError, ValueError) as error:
            self.words.setText(translate_error(error) if isinstance(error, LaderaError) else
                               self.tr("A shape is whole numbers with commas between them, such as 2, 3."))
            for view, head in zip(self.views, self.heads, strict=True):
                view.hide()
                head.hide()
            return
        operands = [example_tensor(shape, seed) for shape, seed in zip(shapes, SEEDS, strict=False)]
        tensors = [*operands, *([None] * (2 - len(operands))), row.evaluate(*operands)]
        for view, head, tensor in zip(self.views, self.heads, tensors, strict=True):
            view.setVisible(tensor is not None)
            head.setVisible(tensor is not None)
            if tensor is not None:
                view.show_tensor(np.asarray(tensor))
                head.setText(self.tr("{tensor}: shape ({shape}), rank {rank}").format(
                    tensor=view.name, shape=", ".join(map(str, tensor.shape)), rank=tensor.ndim))
        self.rule.setText(row.rule)
        self._invite()

    def _invite(self) -> None:
        self.words.setText(self.tr("Point at a number of C to see what it is made of."))

    def point(self, index: Index | None) -> None:
        """Frame what a number of the result comes from, and write it out."""
        row, result = self.row, self.views[2]
        operands = self.views[:row.operands]
        if index is None:
            for view in self.views:
                view.mark(frozenset())
            self._invite()
            return
        terms = list(row.terms([view.values.shape for view in operands], index))
        for place, view in enumerate(operands):
            view.mark(frozenset(at for term in terms for which, at in term if which == place))
        result.mark(frozenset([index]))
        symbols = [" · ".join(f"{'AB'[which]}[{_name(at)}]" for which, at in term) for term in terms[:MOST_TERMS]]
        filled = [" · ".join(_bracketed(operands[which].values[at]) for which, at in term)
                  for term in terms[:MOST_TERMS]]
        more = ["…"] * (len(terms) > MOST_TERMS)
        self.words.setText(f"C[{_name(index)}] = {' + '.join(symbols + more)}\n= {' + '.join(filled + more)} = "
                           f"{number(float(result.values[index]))}")

    def _begin(self) -> None:
        """Shapes that suit the operation, where those that stand there do not."""
        try:
            self.row.shape(*(_read(field.text()) for field in self.shapes[:self.row.operands]))
        except (LaderaError, ValueError):
            for field, text in zip(self.shapes, SUITING[self.row.name], strict=False):
                field.setText(text)
        self.show_sheet()


SUITING = {"scale": ("2, 3", ""), "add": ("2, 3", "3"), "multiply": ("2, 3", "2, 1"), "transpose": ("2, 3",),
           "sum": ("2, 3",), "inner": ("2, 3", "2, 3"), "matmul": ("2, 3", "3, 4")}


def _read(text: str) -> tuple[int, ...]:
    """A shape as it is typed. Raises ValueError."""
    return tuple(int(part) for part in text.replace("×", ",").strip(" ()[]").split(",") if part.strip())


def _name(index: Index) -> str:
    return ", ".join(str(place + 1) for place in index)


def _bracketed(value: float) -> str:
    return f"({number(float(value))})" if value < 0 else number(float(value))
