"""Part of an image is known, and Gibbs sampling draws the rest."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.numbers import grouped
from app.plain import Label, tooltip
from app.theme import current, theme_bus
from app.widgets.choice import Choice
from app.widgets.mosaic_view import MosaicView
from app.widgets.painting_view import PaintingView
from app.widgets.player_button import PlayButton
from app.widgets.signed_image import grey_pixels
from app.widgets.tile import Tile
from app.workspaces.generative.patterns_view import grey_tiles
from engine.device import NUMPY
from engine.generative import Moment, gibbs, mean_field

CHAINS, SHOWN, FRAME = 100, 16, 80
"""Chains beside each other, how many of them are shown, and milliseconds between two Gibbs steps."""
SAMPLING, MEAN_FIELD = "sampling", "mean_field"


class CompletionView(QWidget):
    """The left button forgets pixels, the right one takes them back. Chains go on with the machine as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.moment: Moment | None = None
        self._place = 0
        self.free = np.empty((0, 0), bool)
        self.chains = np.empty((0, 0))
        self.sweeps = 0
        self._generator = NUMPY.generator(0)
        canvas = PaintingView(self.tr("Known pixels"))
        self.known = Tile(self.tr("Known: paint here"), self.tr(
            "The left button forgets pixels, the right one takes them back"), view=canvas)
        self.samples = MosaicView(self.tr("Chains"))
        self.sample = Tile(self.tr("Chains"), view=self.samples)
        self.mean = Tile(self.tr("Mean of {count} chains").format(count=CHAINS))
        self.truth = Tile(self.tr("The example itself"))
        self.play = PlayButton(self.tr("Complete"), self.tr("Pause"), self.tr("Let the chains go on, or pause"),
                               self.toggle)
        self.again = QPushButton(self.tr("From chance"))
        self.again.setToolTip(tooltip(self.tr("Begin with pixels by chance where nothing is known")))
        self.next = QPushButton(self.tr("Another example"))
        self.next.setToolTip(tooltip(self.tr("The next one that was not learned, or the next one where all were")))
        self.half = QPushButton(self.tr("Forget the lower half"))
        self.half.setToolTip(tooltip(self.tr("Know the upper half alone")))
        self.kind = Choice(10)
        self.kind.addItem(self.tr("Gibbs sampling"), SAMPLING)
        self.kind.addItem(self.tr("Mean field"), MEAN_FIELD)
        self.kind.setToolTip(tooltip(self.tr("Samples; or chances that are handed on in place of samples, which end in "
                                             "one smooth picture and know of no alternatives")))
        self.about = Label(wordWrap=True)
        self.about.setProperty("look", "muted")
        self._timer = QTimer(self, interval=FRAME)
        self._timer.timeout.connect(lambda: self.step())
        tools, row, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for widget in (self.play, self.again, self.kind, self.next, self.half):
            tools.addWidget(widget)
        tools.addStretch(1)
        row.setSpacing(14)
        for tile in (self.known, self.sample, self.mean, self.truth):
            row.addWidget(tile, 1)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(8)
        column.addLayout(tools)
        column.addLayout(row, 1)
        column.addWidget(self.about)
        canvas.painted.connect(self._paint)
        self.again.clicked.connect(lambda _=False: self.begin())
        self.next.clicked.connect(lambda _=False: self.take_example(self._place + 1))
        self.half.clicked.connect(lambda _=False: self.forget_half())
        self.kind.activated.connect(lambda _: self.begin())
        theme_bus.changed.connect(self.refresh)

    @property
    def example(self) -> np.ndarray:
        """The image that is partly known, (v,)."""
        patterns = self.moment.setup.patterns
        images = patterns.held if len(patterns.held) else patterns.learned
        return images[self._place % len(images)]

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers: the example, which pixels are free, and all chains."""
        return {} if self.moment is None else {"example": self.example, "free": self.free, "chains": self.chains}

    def show_moment(self, moment: Moment) -> None:
        """The chains go on with this machine; those of another kind begin anew."""
        before, self.moment = self.moment, moment
        if before is None or before.setup != moment.setup:
            self.free = np.zeros(moment.setup.patterns.shape, bool)
            self.forget_half()

    def take_example(self, place: int) -> None:
        """Another image, known where the one before was."""
        self._place = place
        self.begin()

    def forget_half(self) -> None:
        """All below the middle is free."""
        if self.moment is None:
            return
        self.free = np.zeros(self.moment.setup.patterns.shape, bool)
        self.free[-(-len(self.free) // 2):] = True
        self.begin()

    def begin(self) -> None:
        """What is free is by chance."""
        if self.moment is None:
            return
        noise = np.empty((CHAINS, self.free.size))
        self._generator.uniform(noise)
        start = np.round(noise) if self.moment.setup.settings["units"] == "bernoulli" else noise
        self.chains = np.where(self.free.ravel(), start, self.example)
        self.sweeps = 0
        self.refresh()

    def toggle(self) -> None:
        """Let the chains go on, or pause."""
        if self._timer.isActive():
            self._timer.stop()
        elif self.moment is not None:
            self._timer.start()
        self.play.show_playing(self._timer.isActive())

    def step(self, count: int = 1) -> None:
        """So many Gibbs steps of all chains, with the machine of now."""
        clamped = ~self.free.ravel()
        if self.kind.currentData() == SAMPLING:
            self.chains = gibbs(self.moment.rbm, self.chains, count, self._generator, clamped)
        else:
            self.chains = mean_field(self.moment.rbm, self.chains, count, clamped)
        self.sweeps += count
        self.refresh()

    def hideEvent(self, event) -> None:
        super().hideEvent(event)
        if self._timer.isActive():
            self.toggle()

    def refresh(self, *_: object) -> None:
        """Draw anew."""
        if self.moment is None:
            return
        shape = self.free.shape
        pictures = ((self.known, self.example), (self.mean, self.chains.mean(axis=0)), (self.truth, self.example))
        for tile, values in pictures:
            pixels = grey_pixels(values.reshape(shape), 0.0, 1.0)
            if tile is self.known:
                pixels[self.free] = QColor(current().selection).rgb()
            tile.show_pixels(pixels)
        self.samples.show_pixels(grey_tiles(self.chains[:SHOWN], shape), columns=math.isqrt(SHOWN))
        samples = self.kind.currentData() == SAMPLING
        self.sample.title.setText(self.tr("{count} chains: samples").format(count=SHOWN) if samples else
                                  self.tr("{count} chains: mean field").format(count=SHOWN))
        said = self.tr("{free} of {all} pixels are free; {steps} steps with the machine of epoch {epoch}.").format(
            free=int(self.free.sum()), all=self.free.size, steps=grouped(self.sweeps),
            epoch=grouped(self.moment.epoch))
        apart = len(self.moment.setup.patterns.held)
        self.about.setText(f"{said} " + (self.tr("The example was not learned.") if apart else
                                         self.tr("The example is one of those that are learned.")))

    def _paint(self, cells: np.ndarray, erases: bool) -> None:
        rows, columns = cells.T
        self.free[rows, columns] = not erases
        self.begin()
