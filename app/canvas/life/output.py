"""The ends of a network: what it says of the example in hand, what is true, and the loss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor

from app import theme
from app.canvas.life.drawn import Bar, Drawn, Line, Sheet
from app.canvas.life.face import GAP, LEGEND, WIDE, Face, Readings
from app.canvas.life.grid import Grid
from app.canvas.life.scale import Ruler
from app.canvas.life.subject import Subject
from app.numbers import number
from app.widgets.plot import class_colours
from app.widgets.predictions.paint import field_colours
from app.widgets.signed_image import image_of
from engine.data import Data
from engine.graph import LayerSpec
from engine.probes import Probe
from engine.probes.predictions import MeanLoss, Predictions

ROW, MOST_ROWS = 19.0, 10
ROWS_OF_TARGET = 2
"""What is predicted, and what is true."""
FIELD = 116.0
_NAME, _NUMBER = 52.0, 68.0
"""Scene units for the names and the numbers beside the bars."""


@dataclass(frozen=True, eq=False)
class Output(Face):
    """A bar for each class with a tick at the true one, or each target beside its true value; the loss of this one
    example below. Over two inputs the field of all predictions stands above them."""

    is_signed = False

    @classmethod
    def of(cls, spec: LayerSpec, shape: tuple[int, ...], subject: Subject) -> Face | None:
        return cls(spec, shape, subject) if spec.kind == "output" and spec.name in subject.heads and (
            len(shape) == 1) else None

    @property
    def head(self) -> Data:
        return self.subject.heads[self.layer]

    @property
    def main(self) -> Probe:
        return Predictions(self.layer, self.subject.examples)

    @property
    def loss(self) -> MeanLoss:
        return MeanLoss(self.subject.examples)

    @property
    def field(self) -> Predictions | None:
        """Asks for the predictions over the plane, where they have one colour at each point."""
        one = bool(self.head.class_names) or len(self.head.target_names) == 1
        return Predictions(self.layer, self.subject.plane) if self.subject.plane and one else None

    @property
    def others(self) -> tuple[Probe, ...]:
        return (self.loss, *((self.field,) if self.field else ()))

    def _rows(self) -> int:
        return min(MOST_ROWS, len(self.head.class_names) or ROWS_OF_TARGET * len(self.head.target_names))

    def size(self, room: float) -> QSizeF:
        rows = self._rows() * ROW + LEGEND + GAP
        field = FIELD + 2 * GAP if self.field else 0.0
        return QSizeF(WIDE, rows + min(field, max(room - rows, 0.0)))

    def _field_place(self, size: QSizeF) -> QRectF:
        side = size.height() - self._rows() * ROW - LEGEND - 3 * GAP
        return QRectF((WIDE - side) / 2, 0.0, side, side) if self.field and side > 16.0 else QRectF()

    def chances(self, readings: Readings) -> np.ndarray:
        """The probability of each class."""
        said = readings[self.main].first[0].astype(np.float64).ravel()
        return np.array([1.0 - said[0], said[0]]) if self.head.task == "binary" else said

    def order(self, readings: Readings) -> list[int]:
        """The classes that are listed: all of a few, else the likeliest and the true one."""
        count = len(self.head.class_names)
        if count <= MOST_ROWS:
            return list(range(count))
        first = np.argsort(-self.chances(readings), kind="stable")[:MOST_ROWS].tolist()
        true = self.true_class()
        return first if true is None or true in first else [*first[:-1], true]

    def true_class(self) -> int | None:
        targets = self.subject.example.targets(self.head)
        return None if targets is None else int(self.head.classes_of(targets[None])[0])

    def draw(self, readings: Readings, size: QSizeF, ruler: Ruler) -> Drawn:
        place = self._field_place(size)
        top = place.bottom() + GAP if not place.isEmpty() else 0.0
        rows = Grid(self._rows(), 1, size.width(), ROW - GAP, GAP, top=top)
        bars, axes, lines = self._classes(readings, rows) if self.head.class_names else self._targets(readings, rows)
        sheets, rings = (), ()
        if not place.isEmpty() and self.field in readings and not readings[self.field].error:
            sheets = (self._field(readings, place),)
            ring = self.subject.on_tile()
            rings = (QPointF(place.left() + ring.x() * place.width(), place.top() + ring.y() * place.height()),)
        return Drawn(sheets, tuple(bars), tuple(axes), tuple(lines), rings=rings,
                     legends=(self.line(size, self._loss(readings), 1),))

    def _field(self, readings: Readings, place: QRectF) -> Sheet:
        said = readings[self.field].first.reshape(self.subject.plane.side ** 2, -1)
        if self.head.task == "regression":
            said = self.head.restore_targets(said)
        rgba = field_colours(said, self.head, theme.current()).astype(np.uint32)
        pixels = 0xFF000000 | rgba[:, 0] << 16 | rgba[:, 1] << 8 | rgba[:, 2]
        image = image_of(pixels.reshape(self.subject.plane.side, -1)[::-1])
        return Sheet(place, image, QRectF(image.rect()))

    def _classes(self, readings: Readings, rows: Grid):
        chances, true, tokens = self.chances(readings), self.true_class(), theme.current()
        colours = ([QColor(tokens.negative), QColor(tokens.positive)] if self.head.task == "binary"
                   else class_colours(tokens, len(self.head.class_names)))
        left, right = _NAME, rows.width - _NUMBER
        bars, lines = [], []
        for row, place in enumerate(self.order(readings)):
            cell, chance = rows.cell(row), float(np.clip(np.nan_to_num(chances[place]), 0.0, 1.0))
            name = self.head.class_names[place]
            lines.append(Line(QRectF(cell.left(), cell.top(), left - GAP, cell.height()),
                              f"✓ {name}" if place == true else name, strong=place == true))
            bars.append(Bar(QRectF(left, cell.top(), (right - left) * chance, cell.height()), colours[place]))
            lines.append(Line(QRectF(right, cell.top(), _NUMBER, cell.height()), _percent(chances[place]), right=True,
                              strong=place == true))
        axes = [(QPointF(x, rows.top - 1), QPointF(x, rows.bottom + 1)) for x in (left, right)]
        return bars, axes, lines

    def _targets(self, readings: Readings, rows: Grid):
        said = self.head.restore_targets(readings[self.main].first[0].ravel()[None])[0]
        targets = self.subject.example.targets(self.head)
        true = None if targets is None else self.head.restore_targets(targets[None])[0]
        lines = []
        for place in range(rows.count // ROWS_OF_TARGET):
            told = ((self.head.target_names[place], said[place], True),
                    (QCoreApplication.translate("Life", "in truth"), None if true is None else true[place], False))
            for row, (name, value, strong) in enumerate(told, ROWS_OF_TARGET * place):
                if value is not None:
                    cell = rows.cell(row)
                    left, right = cell.width() - _NUMBER - GAP, cell.right() - _NUMBER
                    lines += [Line(QRectF(cell.left(), cell.top(), left, cell.height()), name),
                              Line(QRectF(right, cell.top(), _NUMBER, cell.height()), _short(value), right=True,
                                   strong=strong)]
        return [], [], lines

    def _loss(self, readings: Readings) -> str:
        reading = readings.get(self.loss)
        if reading is None or reading.error:
            return QCoreApplication.translate("Life", "no loss: the truth is unknown")
        return QCoreApplication.translate("Life", "loss {loss}").format(
            loss=_short(float(reading[f"head/{self.layer}"])))

    def say(self, point: QPointF, readings: Readings, size: QSizeF) -> str:
        true = self.true_class() if self.head.class_names else None
        if true is None:
            return self._loss(readings)
        return QCoreApplication.translate("Life", "In truth: {target}").format(
            target=self.head.class_names[true]) + "\n" + self._loss(readings)


def _percent(chance: float) -> str:
    return f"{chance:.1%}" if chance < 0.9995 else f"{np.floor(1e3 * chance) / 10:.1f}%"


def _short(value: float) -> str:
    return number(float(f"{float(value):.3g}"))
