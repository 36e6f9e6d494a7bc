"""The same layer, two ways: a kernel that slides, and the matrix that does the same, tied and untied."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import translate_error
from app.numbers import grouped
from app.plain import Label
from app.theme import current, theme_bus
from app.widgets.background import Background
from app.widgets.plot import class_colours
from app.widgets.signed_image import grey_pixels, limit_of
from app.widgets.tile import Tile
from app.workspaces.convolution.matrix_view import MatrixView
from app.workspaces.convolution.tied import Marks, Tied
from app.workspaces.convolution.two_ways_panel import TwoWaysPanel
from app.workspaces.convolution.two_ways_plot import TwoWaysPlot
from engine.errors import LaderaError
from engine.untied import Moment, Untied, digits
from engine.vision import KernelBench, convolve, dense_matrix, ties

LARGEST, EPOCHS, LEG = 5, 200, 4
"""Rows and columns of the kernel at most; epochs that both learn for, and from one picture of them to the next."""


class TwoWaysView(QWidget):
    """The kernel of a bench over a digit of 8 × 8 pixels, as a convolution and as a matrix. Untied, both are trained on
    a thread, a few epochs at a time."""

    def __init__(self, panel: TwoWaysPanel) -> None:
        super().__init__()
        self.panel = panel
        self._bench: KernelBench | None = None
        self.image = digits()[0, ..., 0]
        self.layer = Tied(np.full((1, 1), -1), (1, 1), (1, 1))
        self.moments: list[Moment] = []
        self._going = False
        self.picture, self.kernel = Tile(self.tr("Digit, 8 × 8")), Tile(self.tr("Kernel"))
        self.output, self.plot = Tile(self.tr("Output")), TwoWaysPlot()
        self.matrix = Tile("", view=MatrixView(self.tr("Matrix of the convolution")))
        self.free = Tile("", view=MatrixView(self.tr("Matrix of the dense layer")))
        self.sentence = Label(wordWrap=True)
        above, below = QHBoxLayout(), QHBoxLayout()
        for row, parts in ((above, ((self.picture, 2), (self.kernel, 2), (self.output, 2), (self.plot, 4))),
                           (below, ((self.matrix, 1), (self.free, 1)))):
            row.setSpacing(14)
            for part, stretch in parts:
                row.addWidget(part, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(8)
        column.addLayout(above, 4)
        column.addWidget(self.sentence)
        column.addLayout(below, 5)
        self._background = Background(self)
        self._background.done.connect(self._take)
        self._background.failed.connect(self._fail)
        self._show_learned()
        panel.coloured.connect(self._draw)
        panel.untied.connect(self.untie)
        panel.stopped.connect(self._stop)
        panel.tied.connect(self.tie)
        theme_bus.changed.connect(self._draw)
        self.picture.view.pointed.connect(self.point_at_input)
        self.kernel.view.pointed.connect(self.point_at_weight)
        self.output.view.pointed.connect(self.point_at_output)
        for tile in (self.matrix, self.free):
            tile.view.pointed.connect(self.point_at_entry)
        for tile in (self.picture, self.kernel, self.output, self.matrix, self.free):
            tile.view.left.connect(self.point_nowhere)

    @property
    def settled(self) -> bool:
        return not self._background.busy

    @property
    def learned(self) -> bool:
        """Whether both have begun to learn."""
        return bool(self.moments)

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers; `ties` says which weight stands where, −1 for none."""
        tied, kernel = self.layer.tied, self._kernel()
        shown = {"picture": self.image, "kernel": kernel, "ties": tied, "matrix": dense_matrix(kernel, tied)}
        if self.learned:
            shown |= {"dense": self.moments[-1].matrix,
                      "epochs": np.array([moment.epochs for moment in self.moments]),
                      "convolution_errors": np.array([moment.convolution for moment in self.moments]),
                      "dense_errors": np.array([moment.dense for moment in self.moments])}
        return shown

    def show_bench(self, bench: KernelBench) -> None:
        """Show the first kernel of this bench, or its middle. What was learned stays while it is about the same."""
        before, self._bench = self._bench, bench
        self.panel.show_settings(bench.two_ways)
        if before is None or _shown(bench) != _shown(before):
            self.tie()

    def tie(self) -> None:
        """The kernel of the bench and its matrix."""
        self._going, self.moments = False, []
        if self._bench is None:
            return
        teacher, sliding = self._teacher(), self._bench.two_ways.sliding
        try:
            self.layer = Tied(ties(self.image.shape, teacher.shape, sliding),
                              sliding.places(self.image.shape, teacher.shape), teacher.shape)
        except LaderaError as error:
            self._fail(error)
            return
        self.panel.error.say("")
        self._draw()
        self.point_nowhere()

    def untie(self) -> None:
        """Let both learn from the same start."""
        self.moments, self._going = [], True
        teacher, how = self._teacher(), self._bench.two_ways

        def begin() -> tuple[Untied, Moment]:
            both = Untied(teacher, how.sliding, how.examples)
            return both, both.moment()

        self._background.ask(begin)
        self.panel.show_state(running=True, learned=False)

    def point_at_entry(self, row: int, column: int) -> None:
        """A place of a matrix: its output, its input, its weight and where that stands too."""
        self._show(self.layer.of_entry(row, column))

    def point_at_weight(self, row: int, column: int) -> None:
        """A weight: everywhere it stands."""
        self._show(self.layer.of_weight(row, column))

    def point_at_output(self, row: int, column: int) -> None:
        """An output: its row of the matrix."""
        self._show(self.layer.of_output(row, column))

    def point_at_input(self, row: int, column: int) -> None:
        """A pixel: its column of the matrix."""
        self._show(self.layer.of_input(row, column))

    def point_nowhere(self) -> None:
        """Nothing is marked; what both learn is said."""
        learned = self.tr("Both began with one kernel, drawn at random, and learn to do what the kernel of the bench "
                          "does to digits.")
        self._show(Marks(sentence=learned if self.learned else ""))

    # Inside

    def _teacher(self) -> np.ndarray:
        """The kernel of the bench as it slides, of at most LARGEST rows and columns."""
        rows, columns = (min(length, LARGEST) for length in self._bench.size)
        bench = self._bench if (rows, columns) == self._bench.size else self._bench.resized(rows, columns)
        return np.ascontiguousarray(bench.slid()[..., 0])

    def _kernel(self) -> np.ndarray:
        return self.moments[-1].kernel if self.learned else self._teacher()

    def _show(self, marks: Marks) -> None:
        for tile in (self.matrix, self.free):
            tile.view.mark_cells(marks.cells, *marks.crossing)
        for tile, places, (_, width) in ((self.picture, marks.inputs, self.image.shape),
                                         (self.output, marks.outputs, self.layer.shape),
                                         (self.kernel, marks.weights, self.layer.size)):
            rows, columns = np.divmod(places, width)
            tile.view.mark(np.unique(rows), np.unique(columns))
        self.sentence.setText(marks.sentence)

    def _take(self, found: tuple[Untied, Moment]) -> None:
        both, moment = found
        self.moments.append(moment)
        self.layer = replace(self.layer, free=moment.matrix)
        self._going = self._going and moment.epochs < EPOCHS
        self._draw()
        if len(self.moments) == 1:
            self.point_nowhere()
        if self._going:
            self._background.ask(lambda: _further(both))

    def _stop(self) -> None:
        self._going = False

    def _fail(self, error: LaderaError) -> None:
        self._going = False
        self.panel.error.say(translate_error(error))
        self.panel.show_state(running=False, learned=self.learned)

    def _draw(self, *_: object) -> None:
        if self._bench is None:
            return
        kernel = self._kernel()
        output = convolve(self.image[..., None], kernel[..., None, None], self._bench.two_ways.sliding)[..., 0]
        self.picture.show_pixels(grey_pixels(self.image, 0.0, 1.0), self.image)
        self.output.show_values(output)
        self.output.title.setText(self.tr("Output, {columns} × {rows}").format(rows=output.shape[0],
                                                                               columns=output.shape[1]))
        self._show_learned()
        self._draw_weights(kernel, dense_matrix(kernel, self.layer.tied))
        self.panel.show_counts(self.layer.tied)
        self.panel.show_state(running=self._going, learned=self.learned)
        if self.learned:
            self.panel.show_moment(self.moments[-1], EPOCHS)
            self.plot.show_moments(self.moments, EPOCHS)

    def _show_learned(self) -> None:
        """What is to be seen only once both have begun to learn."""
        for widget in (self.plot, self.free):
            widget.setVisible(self.learned)

    def _draw_weights(self, kernel: np.ndarray, matrix: np.ndarray) -> None:
        """Kernel and matrices in one colour for each weight, or by their values on one scale."""
        tied, free = self.layer.tied, self.layer.free
        self.kernel.title.setText(self.tr("Kernel, learned") if self.learned else self.tr("Kernel"))
        self.matrix.title.setText(self.tr("Convolution: {weights} weights, again and again").format(
            weights=grouped(kernel.size)))
        self.free.title.setText(self.tr("Dense: {weights} weights").format(weights=grouped(tied.size)))
        if self.panel.by_weight and free is None:
            colours = np.array([colour.rgb() for colour in (*class_colours(current(), kernel.size),
                                                            QColor(current().surface))], np.uint32)
            self.kernel.show_pixels(colours[np.arange(kernel.size).reshape(kernel.shape)], kernel)
            self.matrix.show_pixels(colours[tied], matrix)  # −1 is the last
            return
        limit = limit_of(kernel, *(() if free is None else (free,)))
        self.kernel.show_values(kernel, limit)
        self.matrix.show_values(matrix, limit)
        if free is not None:
            self.free.show_values(free, limit)


def _shown(bench: KernelBench) -> tuple[object, ...]:
    """What of a bench is seen, whatever both may learn from."""
    return bench.kernels, bench.turn, bench.two_ways.sliding


def _further(both: Untied) -> tuple[Untied, Moment]:
    both.train(LEG)
    return both, both.moment()
