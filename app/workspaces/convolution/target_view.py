"""Paint what you want: a painted output, the kernel that comes closest, and what no kernel can do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import translate_error
from app.theme import theme_bus
from app.widgets.background import Background
from app.widgets.painting_view import PaintingView
from app.widgets.signed_image import grey_pixels, limit_of, signed_pixels
from app.widgets.tile import Tile
from app.workspaces.convolution.target_panel import ANYTHING, OUTPUT, ZERO, TargetPanel
from engine.vision import Fit, KernelBench, Target, convolve, fit_kernel, matrix
from engine.vision.bench import seen

SIDE = 32
"""Rows and columns of the picture at most: as many cells can be painted."""
UNKNOWN = 0xFF808080
SHOWN = ("picture", "side", "sliding", "turn", "target")
"""What of a bench changes what is solved."""


class TargetView(QWidget):
    """Shows and solves what is painted, over the picture of a bench and sliding as it does. `changed(target, label)`
    when the person paints or wants a kernel of another size, `finished` when a stroke ends; `fitted(bench, label)` when
    the kernel is wanted on the bench."""

    changed = Signal(object, str)
    finished = Signal()
    fitted = Signal(object, str)

    def __init__(self, panel: TargetPanel) -> None:
        super().__init__()
        self.panel = panel
        self._bench: KernelBench | None = None
        self.wanted = np.zeros((1, 1))
        self.fit: Fit | None = None
        canvas = PaintingView(self.tr("Painted output"))
        self.picture = Tile(self.tr("Picture"))
        self.canvas = Tile(self.tr("The output you want: paint here"), self.tr(
            "The left button paints, the right one wipes to 0; grey is where anything will do"), view=canvas)
        self.kernel = Tile(self.tr("The kernel that comes closest"))
        self.made, self.residual = Tile(self.tr("What it makes")), Tile(self.tr("Residual: wanted − made"))
        above, below = QHBoxLayout(), QHBoxLayout()
        for row, tiles in ((above, (self.picture, self.canvas)), (below, (self.kernel, self.made, self.residual))):
            row.setSpacing(14)
            for tile in tiles:
                row.addWidget(tile, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(8)
        column.addLayout(above, 5)
        column.addLayout(below, 4)
        self._background = Background(self)
        self._background.done.connect(self._show)
        self._background.failed.connect(lambda error: panel.found.setText(translate_error(error)))
        canvas.painted.connect(self._paint)
        canvas.lifted.connect(self.finished)
        panel.chosen.connect(self._resize)
        panel.size.editingFinished.connect(self.finished)
        panel.begun.connect(self.begin_with)
        panel.taken.connect(self._take)
        theme_bus.changed.connect(self._restyle)

    @property
    def settled(self) -> bool:
        return not self._background.busy

    @property
    def image(self) -> np.ndarray:
        """What the kernel slides over (h, w, 1)."""
        return seen(self._bench.source, True, min(self._bench.side, SIDE))

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers; NaN is where anything will do."""
        if self.fit is None:
            return {}
        return {"picture": self.image, "wanted": self.wanted, "kernel": self.fit.kernel, "made": self.made.values,
                "residual": self.residual.values}

    def show_bench(self, bench: KernelBench) -> None:
        """Paint over the picture of this bench; what was painted is seen where the output has its size."""
        before, self._bench = self._bench, bench
        if before is None or any(getattr(bench, name) != getattr(before, name) for name in SHOWN):
            self.panel.show_size(bench.target.size)
            self._draw()

    def begin_with(self, name: str) -> None:
        """Wipe the canvas."""
        if name == OUTPUT:
            kernel = self._bench.kernel[..., 0]
            size = self._bench.target.size
            kernel = kernel if kernel.shape == (size, size) else self._bench.resized(size, size).kernel[..., 0]
            wanted = convolve(self.image, kernel[..., None, None], self._bench.sliding, turn=self._bench.turn)[..., 0]
        else:
            wanted = np.full(self.wanted.shape, {ZERO: 0.0, ANYTHING: np.nan}[name])
        self.finished.emit()
        self._ask(wanted, self.tr("Begin a painting"))
        self.finished.emit()

    # Inside

    def _ask(self, wanted: np.ndarray, label: str) -> None:
        self.changed.emit(Target.of(self._bench.target.size, wanted), label)

    def _resize(self, size: int) -> None:
        self.changed.emit(replace(self._bench.target, size=size), self.tr("Look for a kernel of another size"))

    def _paint(self, cells: np.ndarray, erases: bool) -> None:
        wide = self.panel.wide.value()
        before = (wide - 1) // 2
        wanted = self.wanted.copy()
        for row, column in cells.tolist():
            rows, columns = (slice(max(0, at - before), at - before + wide) for at in (row, column))
            wanted[rows, columns] = 0.0 if erases else self.panel.brush.currentData()
        self._ask(wanted, self.tr("Paint a target"))

    def _solve(self) -> None:
        bench, image = self._bench, self.image
        size = bench.target.size, bench.target.size
        while not bench.sliding.fits(image.shape[:2], size):
            size = size[0] - 1, size[1] - 1
        self.wanted = bench.target.painted(bench.sliding.places(image.shape[:2], size))
        self._show_canvas()
        wanted, sliding, turn = self.wanted.copy(), bench.sliding, bench.turn
        self._background.ask(lambda: (wanted, fit_kernel(image, wanted, size, sliding, turn=turn)))

    def _show_canvas(self) -> None:
        limit = max(1.0, limit_of(self.wanted))
        pixels = signed_pixels(np.nan_to_num(self.wanted), limit)
        pixels[np.isnan(self.wanted)] = UNKNOWN
        self.canvas.show_pixels(pixels)
        self.canvas.values = self.wanted

    def _show(self, found: tuple[np.ndarray, Fit]) -> None:
        wanted, self.fit = found
        made = convolve(self.image, self.fit.kernel[..., None], self._bench.sliding, turn=self._bench.turn)[..., 0]
        left = np.where(np.isfinite(wanted), wanted - made, 0.0)
        limit = max(1.0, limit_of(wanted, made, left))  # they are compared
        self.kernel.show_values(self.fit.kernel[..., 0])
        self.made.show_values(made, limit)
        self.residual.show_values(left, limit)
        self.panel.show_fit(self.fit, wanted)

    def _take(self) -> None:
        if self.fit is not None:
            bench = replace(self._bench, colour="grey", kernels=(matrix(self.fit.kernel[..., 0]),), preset="",
                            settings={})
            self.fitted.emit(bench, self.tr("Lay a solved kernel on the bench"))

    def _draw(self) -> None:
        self.picture.show_pixels(grey_pixels(self.image, 0.0, 1.0))
        self._solve()

    def _restyle(self, *_: object) -> None:
        if self._bench is not None:
            self._draw()
