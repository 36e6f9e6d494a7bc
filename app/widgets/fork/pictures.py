"""The curves of both trainings over each other, with a handle in time, and how far their weights have parted."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.theme import Theme, current, theme_bus
from app.widgets.curve_reader import CurveReader
from app.widgets.fork.figures import Quantity
from app.widgets.held_line import HeldLine
from app.widgets.in_words import part_in_words
from app.widgets.plot import Plot, stroke
from app.widgets.signed_image import signed_image
from engine.probes.examples import PartName

_CURVES = (("train", "a"), ("train", "b"), ("held", "a"), ("held", "b"))


class ForkCurves(Plot):
    """A quantity of A and B: of the training part as lines, of what is held out dashed, which is the validation part,
    or the test part where there is none. `moved(place)` when the handle goes to another epoch."""

    def __init__(self) -> None:
        self._curves = {drawn: pg.PlotDataItem() for drawn in _CURVES}
        self._rows: Mapping[str, np.ndarray] = {}
        self._quantity: Quantity = "loss"
        self.held: PartName = "validation"
        self.handle = HeldLine()
        self.moved = self.handle.moved
        super().__init__()
        for curve in self._curves.values():
            self.item.addItem(curve)
        self.item.addItem(self.handle, ignoreBounds=True)
        self.item.setMouseEnabled(False, False)
        self.name_axis("bottom", self.tr("epoch"))
        CurveReader(self, self.tr("epoch"), self._named)
        self.setMinimumSize(160, 48)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        for (part, whose), curve in self._curves.items():
            style = Qt.PenStyle.DashLine if part == "held" else Qt.PenStyle.SolidLine
            curve.setPen(stroke(theme.plots["ab".index(whose)], 1.5, style))
        self.handle.restyle(theme)

    @property
    def epochs(self) -> np.ndarray:
        """Those that are drawn."""
        return self.handle.values

    @property
    def place(self) -> int:
        """The row at which the handle stands."""
        return self.handle.place

    def show_rows(self, rows: Mapping[str, np.ndarray]) -> None:
        self._rows = rows
        self.held = "validation" if np.isfinite(rows["validation_loss_a"]).any() else "test"
        self.handle.set_values(rows["epoch"])
        self._draw()

    def show_quantity(self, quantity: Quantity, title: str) -> None:
        """Draw this of both, which is called `title`."""
        self._quantity = quantity
        self.name_axis("left", title)
        self._draw()

    def _draw(self) -> None:
        for (part, whose), curve in self._curves.items():
            if self._rows:
                values = self._rows[f"{'' if part == 'train' else f'{self.held}_'}{self._quantity}_{whose}"]
                curve.setData(self._rows["epoch"], np.where(np.isfinite(values), values, np.nan), connect="finite")

    def _named(self) -> dict[str, pg.PlotDataItem]:
        """The curves, and what they are called."""
        held = part_in_words(self.held)
        return {whose.upper() if part == "train" else f"{whose.upper()}, {held}": curve
                for (part, whose), curve in self._curves.items()}

    def go_to(self, place: int) -> None:
        """Stand at a row."""
        self.handle.go(place)

    def keyPressEvent(self, event) -> None:
        if not self.handle.take_key(event):
            super().keyPressEvent(event)


class DifferencePicture(QWidget):
    """w_B − w_A of one array, a cell for each weight, rows for its first axis."""

    def __init__(self) -> None:
        super().__init__()
        self.values = np.empty((0, 0))
        self._limit = 0.0
        self._image: QImage | None = None
        self.setMinimumSize(90, 60)
        self.setToolTip(self.tr("The weights of B less those of A, a cell for each"))
        self.setAccessibleName(self.toolTip())
        theme_bus.changed.connect(self._redraw)

    def show_values(self, values: np.ndarray, limit: float) -> None:
        """Weights of any shape, on a scale from −limit to limit."""
        self.values = values.reshape(len(values), -1) if values.ndim > 1 else values.reshape(1, -1)
        self._limit = limit
        self._redraw()

    def paintEvent(self, _: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(current().surface))
            if self._image is not None:
                side = min(self.width() / self._image.width(), self.height() / self._image.height())
                target = QRectF(0, 0, side * self._image.width(), side * self._image.height())
                target.moveCenter(QRectF(self.rect()).center())
                painter.drawImage(target, self._image)

    def _redraw(self, *_: object) -> None:
        self._image = signed_image(self.values, self._limit) if self.values.size else None
        self.update()
