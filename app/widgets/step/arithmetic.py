"""How one number comes about: the rule in symbols, and the same with its numbers."""

from __future__ import annotations

from collections import deque
from itertools import zip_longest

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.plain import Label, tooltip
from app.widgets.equation import SMALL, Equation
from engine.step import Worked

MOST = 8


class Arithmetic(QWidget):
    """Lines of equations. Typesetting one takes some hundredths of a second: the window is given back after each."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self._symbols = tuple(Equation(size=SMALL) for _ in range(MOST))
        self._numbers = tuple(Equation(size=SMALL) for _ in range(MOST))
        self._note = Label(wordWrap=True)
        self._note.setProperty("look", "muted")
        for equations, help in ((self._symbols, self.tr("The rule in symbols")),
                                (self._numbers, self.tr("The same with the numbers of this moment in it"))):
            for equation in equations:
                equation.setToolTip(tooltip(help))
                column.addWidget(equation)
        column.addWidget(self._note)
        self._symbol_lines: tuple[str, ...] = ()
        self._number_lines: tuple[str, ...] = ()
        self._waiting: deque[tuple[Equation, str]] = deque()
        self._soon = QTimer(self, interval=0)
        self._soon.timeout.connect(self._set_next)
        self.show_worked(None)

    @property
    def symbols(self) -> tuple[str, ...]:
        """What is shown, or about to be, as LaTeX."""
        return self._symbol_lines

    @property
    def numbers(self) -> tuple[str, ...]:
        return self._number_lines

    @property
    def drawn(self) -> tuple[str, ...]:
        """The lines that are typeset already."""
        return tuple(equation.latex for equation in (*self._symbols, *self._numbers) if not equation.isHidden())

    @property
    def note(self) -> str:
        return "" if self._note.isHidden() else self._note.text()

    def show_worked(self, worked: Worked | None, note: str = "") -> None:
        """A number, or nothing, and what there is to say of it."""
        self._symbol_lines = worked.symbols[:MOST] if worked else ()
        self._number_lines = worked.numbers[:MOST] if worked else ()
        self._waiting.clear()
        for equations, lines in ((self._symbols, self._symbol_lines), (self._numbers, self._number_lines)):
            for equation, line in zip_longest(equations, lines, fillvalue=""):
                if line != equation.latex or bool(line) == equation.isHidden():
                    self._waiting.append((equation, line))
        if self._waiting:
            self._soon.start()
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _set_next(self) -> None:
        while self._waiting:
            equation, line = self._waiting.popleft()
            equation.set_latex(line)
            equation.setVisible(bool(line))
            if line:
                return
        self._soon.stop()
