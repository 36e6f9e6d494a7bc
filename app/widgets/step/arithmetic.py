"""How one number comes about: the rule in symbols, and the same with its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.plain import Label, tooltip
from app.widgets.equation import SMALL, Equation
from engine.step import Worked

MOST = 8


class Arithmetic(QWidget):
    """Lines of equations; those that nobody needs are hidden, since typesetting and laying out anew is dear."""

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
        self.show_worked(None)

    @property
    def symbols(self) -> tuple[str, ...]:
        """What is shown, as LaTeX."""
        return _shown(self._symbols)

    @property
    def numbers(self) -> tuple[str, ...]:
        return _shown(self._numbers)

    @property
    def note(self) -> str:
        return "" if self._note.isHidden() else self._note.text()

    def show_worked(self, worked: Worked | None, note: str = "") -> None:
        """A number, or nothing, and what there is to say of it."""
        self._show(self._symbols, worked.symbols if worked else ())
        self._show(self._numbers, worked.numbers if worked else ())
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _show(self, equations: Sequence[Equation], lines: Sequence[str]) -> None:
        for equation, line in zip(equations, [*lines, *[""] * (MOST - len(lines))], strict=False):
            equation.set_latex(line)
            equation.setVisible(bool(line))


def _shown(equations: Sequence[Equation]) -> tuple[str, ...]:
    return tuple(equation.latex for equation in equations if equation.latex)
