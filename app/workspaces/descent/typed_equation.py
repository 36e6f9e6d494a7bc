"""Equations as long as a person may type them, or their derivatives may be."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from app.theme import current
from app.widgets.background import Background
from app.widgets.equation import SIZE, Equation, equation_svg, setting_effort

QUICK = 60
"""Letters of LaTeX that are set at once; to set more is left to a thread."""
QUICK_EFFORT = 40
"""The effort up to which they are."""
LONGEST = 300
"""Beyond, nobody reads it."""
MOST_EFFORT = 1000
"""Beyond, it is nested too deeply to be read, and to set it takes seconds to years."""
READABLE = 0.5
"""The share of its size below which an equation is not read any more."""


class TypedEquation(Equation):
    """Set on a thread where it is long, with plain text meanwhile; a sentence where it is too long to be read."""

    def __init__(self, size: float = SIZE, parent: QWidget | None = None) -> None:
        self._plain = ""
        super().__init__("", size, parent)
        self._background = Background(self)
        self._background.done.connect(self._take)
        self._background.failed.connect(lambda _: self.update())  # the plain text stays

    @property
    def busy(self) -> bool:
        """Whether it is being set."""
        return self._background.busy

    @property
    def text(self) -> str:
        """What is shown in place of the equation; empty while that is seen."""
        name = self._plain.partition("=")[0].strip()
        if len(self.latex) > LONGEST:
            return self.tr("{name}: too long to be read").format(name=name)
        if setting_effort(self.latex) > MOST_EFFORT:
            return self.tr("{name}: too deeply nested to be read").format(name=name)
        if self._drawing is None:
            return self._plain
        if self.width() < READABLE * self._drawing.defaultSize().width():
            return self.tr("{name}: too long for this width").format(name=name)
        return ""

    def show_latex(self, latex: str, plain: str) -> None:
        """`plain` is the equation as text."""
        self._plain = plain
        self.set_latex(latex)

    def heightForWidth(self, width: int) -> int:
        if self._drawing is not None and width < READABLE * self._drawing.defaultSize().width():
            return round(1.6 * self._size)
        return super().heightForWidth(width)

    def paintEvent(self, event) -> None:
        text = self.text
        if not text:
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            painter.setPen(QColor(current().muted))
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)

    def _draw(self, *_: object) -> None:
        latex, size, colour = self.latex, self._size, current().text
        effort = setting_effort(latex)
        if len(latex) <= QUICK and effort <= QUICK_EFFORT:
            super()._draw()
            return
        self._drawing = None
        self.updateGeometry()
        self.update()
        if len(latex) <= LONGEST and effort <= MOST_EFFORT:
            self._background.ask(lambda: (latex, _drawn(latex, size, colour)))

    def _take(self, answer: tuple[str, bytes]) -> None:
        latex, drawing = answer
        if latex == self.latex:
            self._drawing = QSvgRenderer(QByteArray(drawing), self) if drawing else None
            self.updateGeometry()
            self.update()


def _drawn(latex: str, size: float, colour: str) -> bytes:
    try:
        return equation_svg(latex, size, colour)
    except ValueError:
        return b""
