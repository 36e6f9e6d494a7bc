"""Sliders over numbers: evenly, or over orders of magnitude."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QSlider

_STEPS_PER_DECADE = 20
_LOWEST, _HIGHEST = 1e-6, 1e3
_PAGES = 12


class NumberSlider(QSlider):
    """`chosen(number)` while the person drags."""

    chosen = Signal(float)

    def __init__(self, steps: tuple[int, int], page: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(*steps)
        self.setPageStep(page)
        self.setMinimumWidth(60)
        self.valueChanged.connect(lambda position: self.chosen.emit(self._number(position)))

    def set_number(self, number: float) -> None:
        """Go where a number is, or to the end that is nearest. Silent."""
        with QSignalBlocker(self):
            self.setValue(self._position(number))

    def wheelEvent(self, event) -> None:
        event.ignore()

    def _number(self, position: int) -> float:
        raise NotImplementedError

    def _position(self, number: float) -> int:
        raise NotImplementedError


class EvenSlider(NumberSlider):
    """Whole numbers from `first` to `last`."""

    def __init__(self, first: int, last: int) -> None:
        super().__init__((first, last), max(1, (last - first) // _PAGES))

    def _number(self, position: int) -> float:
        return float(position)

    def _position(self, number: float) -> int:
        return round(max(self.minimum(), min(self.maximum(), number)))


class ScaleSlider(NumberSlider):
    """Its lower end is `minimum` itself, also when that is zero."""

    def __init__(self, minimum: float, maximum: float) -> None:
        self._minimum = minimum
        self._low = minimum if minimum > 0 else _LOWEST
        self._high = maximum if math.isfinite(maximum) else _HIGHEST
        super().__init__((0, round(math.log10(self._high / self._low) * _STEPS_PER_DECADE)), _STEPS_PER_DECADE)

    def _number(self, position: int) -> float:
        if position == 0:
            return self._minimum
        return float(f"{self._low * 10 ** (position / _STEPS_PER_DECADE):.2g}")

    def _position(self, number: float) -> int:
        inside = max(self._low, min(self._high, number)) if number > 0 else self._low
        return round(math.log10(inside / self._low) * _STEPS_PER_DECADE)
