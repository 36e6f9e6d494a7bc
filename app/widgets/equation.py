"""Typeset mathematics."""

from __future__ import annotations

import re
import threading
from functools import lru_cache

import ziamath
from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.plain import Label
from app.theme import current, theme_bus

SIZE = 17
SMALL = 14
FADED = 0.35
"""How much is seen of an equation that holds no longer."""
SEPARATOR = r", \quad "
"""What stands between equations that belong together."""
ziamath.config.svg2 = False  # Qt reads the smaller SVG Tiny
_SIGN = re.compile(r"(?<=[=<>&,]) *-|(?<=\\approx) *-|(?<=\\leftarrow) *-")
"""A minus that is a sign: it belongs to what follows, and ziamath sets it as far from it as one between two numbers."""
_NESTED = re.compile(r"(\{|\\left\b)|(\}|\\right\b)")
_DEEP = 60
"""Levels beyond which effort is no longer told apart."""
_one_at_a_time = threading.Lock()  # all equations read the same open font


def setting_effort(latex: str) -> int:
    """How long an equation takes to set, in about a millisecond: ziamath sets what is nested twice at each level."""
    effort = depth = 0
    for opening, closing in _NESTED.findall(latex):
        depth += bool(opening) - bool(closing)
        effort += 2 ** min(depth, _DEEP) if opening else 0
    return effort


@lru_cache(maxsize=256)
def equation_svg(latex: str, size: float, colour: str) -> bytes:
    """The equation as a drawing. Raises ValueError for LaTeX that cannot be set."""
    try:
        with _one_at_a_time:
            return ziamath.Latex(_SIGN.sub("{-}", latex), size=size, color=colour).svg().encode()
    except Exception as error:  # ziamath and latex2mathml raise errors of many kinds
        raise ValueError(latex) from error


class Equation(QWidget):
    """One equation, as wide as it is, and made smaller where there is no room. What cannot be set is shown as text.
    Disabled it is faded."""

    def __init__(self, latex: str = "", size: float = SIZE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._latex = size, ""
        self._drawing: QSvgRenderer | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme_bus.changed.connect(self._draw)
        self.set_latex(latex)

    @property
    def latex(self) -> str:
        return self._latex

    def set_latex(self, latex: str) -> None:
        if latex != self._latex:
            self._latex = latex
            self.setAccessibleName(latex)
            self._draw()

    def sizeHint(self) -> QSize:
        if self._drawing is None:
            return QSize(60, round(1.6 * self._size))
        return self._drawing.defaultSize() + QSize(2, 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.heightForWidth(40))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        whole = self.sizeHint()
        return max(round(self._size), min(whole.height(), round(whole.height() * width / max(1, whole.width()))))

    def paintEvent(self, event) -> None:
        with QPainter(self) as painter:
            painter.setOpacity(1.0 if self.isEnabled() else FADED)
            if self._drawing is None:
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self._latex)
                return
            whole = self._drawing.defaultSize()
            share = min(1.0, self.width() / max(1, whole.width()), self.height() / max(1, whole.height()))
            width, height = whole.width() * share, whole.height() * share
            self._drawing.render(painter, QRectF(0, (self.height() - height) / 2, width, height))

    def _draw(self, *_: object) -> None:
        try:
            drawing = equation_svg(self._latex, self._size, current().text) if self._latex else b""
            self._drawing = QSvgRenderer(QByteArray(drawing), self) if drawing else None
        except ValueError:
            self._drawing = None
        self.updateGeometry()
        self.update()


class Equations(QWidget):
    """Equations that belong together, one below the other, and where they come from, if that is said. `latex` has
    SEPARATOR between them."""

    def __init__(self, latex: str, size: float = SMALL, parent: QWidget | None = None, *, reference: str = "") -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.lines = tuple(Equation(line, size) for line in latex.split(SEPARATOR))
        for line in self.lines:
            column.addWidget(line)
        if reference:
            source = Label(self.tr("Source: {reference}").format(reference=reference), wordWrap=True)
            source.setProperty("look", "muted")
            source.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(source)

    @property
    def natural_width(self) -> int:
        """The width in pixels at which no equation has to be made smaller."""
        return max(line.sizeHint().width() for line in self.lines)
