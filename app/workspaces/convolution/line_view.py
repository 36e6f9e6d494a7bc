"""A convolution along one axis: signal, kernel and output, and the products of what is pointed at."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.numbers import number
from app.plain import Label
from app.theme import theme_bus
from app.widgets.tile import Tile
from app.workspaces.convolution.kernel_grid import KernelGrid
from app.workspaces.convolution.line_canvas import LineCanvas
from app.workspaces.convolution.line_panel import LinePanel
from app.workspaces.convolution.pointing import whole
from app.workspaces.convolution.products import Products
from engine.vision import Line

CORNER, CORNER_HEIGHT = 21, 200
"""Rows and columns of an image whose overlaps are shown, and pixels of that picture with its title."""


class LineView(QWidget):
    """Shows the line of a bench; what is changed here goes by `panel`."""

    def __init__(self, panel: LinePanel) -> None:
        super().__init__()
        self.panel = panel
        self.line, self.output = Line(), np.zeros(1)
        self._place = 0
        self.canvas, self.kernel = LineCanvas(), KernelGrid(self.tr("Kernel"))
        self.sentence, self.products = Label(), Products(signed=True)
        self.overlap = Tile(self.tr("Copies that overlap, in an image"), self.tr(
            "How many copies of the kernel add up at each place of an image, with the same size and stride along both "
            "axes: its upper left corner"))
        self.overlap.setMaximumHeight(CORNER_HEIGHT)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addStretch(1)
        above.addWidget(self.kernel)
        above.addStretch(1)
        below.setSpacing(14)
        below.addWidget(self.products, 2)
        below.addWidget(self.overlap, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.sentence)
        column.addLayout(below)
        self.canvas.pointed.connect(self._point)
        self.canvas.left.connect(self.point_nowhere)
        self.canvas.drawn.connect(self._draw)
        self.canvas.finished.connect(panel.finished)
        self.kernel.changed.connect(self._change_weight)
        self.kernel.finished.connect(panel.finished)
        self.kernel.pointed.connect(lambda _, tap: self.point_at_weight(tap))
        self.kernel.unpointed.connect(self.point_nowhere)
        theme_bus.changed.connect(self._restyle)

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers."""
        return {"signal": np.array(self.line.values), "kernel": np.array(self.line.kernel), "output": self.output,
                "counts": self.line.counts()}

    def show_line(self, line: Line) -> None:
        """Show this one."""
        if line.length != len(self.output) or not self._place:
            self._place = line.length // 2
        self.line, self.output = line, line.output()
        self.panel.show_line(line)
        self.kernel.show_kernel(np.array([line.kernel]))
        self.canvas.show_line(line, self.output)
        self.overlap.setVisible(line.transposed)
        if line.transposed:
            counts = line.counts()[:CORNER]
            self.overlap.show_values(np.outer(counts, counts).astype(float))
        self.point_nowhere()

    def point_at_output(self, place: int) -> None:
        """Show what an output is made of."""
        self._place = place
        pairs = self.line.pairs()
        self.canvas.mark(pairs[pairs[:, 0] == place])
        inputs = self.line.inputs(place)
        self.kernel.mark(np.array([(0, tap) for tap in pairs[pairs[:, 0] == place, 2]]).reshape(-1, 2))
        if inputs.products.size:
            self.products.show_inputs(inputs)
            value = whole(float(self.output[place]), inputs)
        else:
            self.products.show_inputs(None, self.tr("No value reaches this output."))
            value = 0.0
        self.sentence.setText(self.tr("Output {place} = {value}, the sum of {count} products").format(
            place=place, value=number(value), count=inputs.products.size))

    def point_at_input(self, place: int) -> None:
        """Show where a value goes."""
        pairs = self.line.pairs()
        mine = pairs[pairs[:, 1] == place]
        self.canvas.mark(mine)
        self.kernel.mark(np.array([(0, tap) for tap in mine[:, 2]]).reshape(-1, 2))
        self.sentence.setText(self.tr("Value {place} = {value} goes into {count} outputs").format(
            place=place, value=number(self.line.values[place]), count=len(mine)))

    def point_at_weight(self, tap: int) -> None:
        """Show every value that a weight touches."""
        pairs = self.line.pairs()
        mine = pairs[pairs[:, 2] == tap]
        self.canvas.mark(mine)
        self.kernel.mark(np.array([(0, tap)]))
        self.sentence.setText(self.tr("Weight {tap} = {value} takes part in {count} products: it is one number").format(
            tap=tap, value=number(self.line.kernel[tap]), count=len(mine)))

    def point_nowhere(self) -> None:
        """Back to the output that was pointed at last."""
        self.point_at_output(min(self._place, len(self.output) - 1))

    # Inside

    def _point(self, place: int, is_output: bool) -> None:
        (self.point_at_output if is_output else self.point_at_input)(place)

    def _draw(self, place: int, value: float) -> None:
        values = (*self.line.values[:place], value, *self.line.values[place + 1:])
        self.panel.change(self.tr("Draw the signal"), values=values)

    def _change_weight(self, _: int, tap: int, value: float) -> None:
        kernel = (*self.line.kernel[:tap], value, *self.line.kernel[tap + 1:])
        self.panel.change(self.tr("Change a weight"), kernel=kernel)

    def _restyle(self, *_: object) -> None:
        self.show_line(self.line)
