"""A slider over orders of magnitude."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QSlider

_STEPS_PER_DECADE = 20
_LOWEST, _HIGHEST = 1e-6, 1e3


class ScaleSlider(QSlider):
    """`chosen(number)` while the person drags; its lower end is `minimum` itself, also when that is zero."""

    chosen = Signal(float)

    def __init__(self, minimum: float, maximum: float) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._minimum = minimum
        self._low = minimum if minimum > 0 else _LOWEST
        self._high = maximum if math.isfinite(maximum) else _HIGHEST
        self.setRange(0, round(math.log10(self._high / self._low) * _STEPS_PER_DECADE))
        self.setPageStep(_STEPS_PER_DECADE)
        self.setMinimumWidth(60)
        self.valueChanged.connect(lambda position: self.chosen.emit(self._number(position)))

    def set_number(self, number: float) -> None:
        """Go where a number is. Silent."""
        with QSignalBlocker(self):
            inside = max(self._low, min(self._high, number)) if number > 0 else self._low
            self.setValue(round(math.log10(inside / self._low) * _STEPS_PER_DECADE))

    def _number(self, position: int) -> float:
        if position == 0:
            return self._minimum
        return float(f"{self._low * 10 ** (position / _STEPS_PER_DECADE):.2g}")

    def wheelEvent(self, event) -> None:
        event.ignore()
