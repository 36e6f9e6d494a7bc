"""What is painted on a card, as values: nothing that is left to compute can go wrong while a painter is open."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage


@dataclass(frozen=True, eq=False)
class Sheet:
    """A picture, or the part `source` of one, at `place`."""

    place: QRectF
    image: QImage
    source: QRectF
    framed: bool = True


@dataclass(frozen=True)
class Bar:
    place: QRectF
    colour: QColor


@dataclass(frozen=True)
class Line:
    """A text at the left of `place`, or at its right end."""

    place: QRectF
    text: str
    right: bool = False
    strong: bool = False


@dataclass(frozen=True)
class Mark:
    """A unit that does not learn: "dead", whatever goes in, "saturated" or "muted"."""

    place: QRectF
    kind: str


@dataclass(frozen=True)
class Legend:
    """A scale from −limit to limit, and what it is of; `text` stands in its place where it has no ends."""

    place: QRectF
    limit: float
    subject: str = ""
    text: str = ""


@dataclass(frozen=True, eq=False)
class Drawn:
    """All that is painted below the words of a card, in the coordinates of that place."""

    sheets: tuple[Sheet, ...] = ()
    bars: tuple[Bar, ...] = ()
    axes: tuple[tuple[QPointF, QPointF], ...] = ()
    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()
    rings: tuple[QPointF, ...] = ()
    legends: tuple[Legend, ...] = field(default=())
