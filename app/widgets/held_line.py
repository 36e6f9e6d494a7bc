"""A line in a plot that a person drags from one place to another, and a place further with the left and right keys."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.theme import Theme

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class HeldLine(pg.InfiniteLine):
    """Stands at one of `values`, coordinates along the axis below. `moved(place)` when the person has it go to another
    of them, by its place, and `released` when they let it go."""

    moved = Signal(int)
    released = Signal()

    def __init__(self) -> None:
        super().__init__(angle=90, movable=True)
        self.values = np.empty(0)
        self.place = 0
        self.sigPositionChanged.connect(self._follow)
        self.sigPositionChangeFinished.connect(lambda _: self.released.emit())

    def restyle(self, theme: Theme) -> None:
        """Be in the colours of the theme."""
        self.setPen(pg.mkPen(theme.accent, width=1.5))
        self.setHoverPen(pg.mkPen(theme.accent, width=4))

    def set_values(self, values: np.ndarray) -> None:
        """Where it can stand, in ascending or descending order; it does not move yet."""
        self.values = values
        if len(values):
            with QSignalBlocker(self):
                self.setBounds((float(np.min(values)), float(np.max(values))))

    def stand(self, place: int) -> None:
        """Be at the nearest place that there is. Silent."""
        if len(self.values):
            self.place = max(0, min(place, len(self.values) - 1))
            with QSignalBlocker(self):
                self.setValue(float(self.values[self.place]))

    def go(self, place: int) -> None:
        """As if the person had it go there."""
        if len(self.values):
            self.stand(place)
            self.moved.emit(self.place)

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether this was a key for it."""
        step = STEPS.get(event.key())
        if step is None or not len(self.values):
            return False
        self.go(self.place + step)
        return True

    def _follow(self) -> None:
        if len(self.values):
            self.go(int(np.abs(self.values - self.value()).argmin()))
