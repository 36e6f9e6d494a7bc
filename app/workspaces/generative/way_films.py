"""What codes become on the straight way between two of them, and on the shortest, beside each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.numbers import number
from app.plain import Label
from app.widgets.mosaic_view import MosaicView
from engine.generative.geodesic import CodeGrid, length, shortest_way

FRAMES = 12


@dataclass(frozen=True, eq=False)
class Ways:
    """Codes on two ways (n, 2), and what they become (n, …)."""

    straight: np.ndarray
    shortest: np.ndarray
    along_straight: np.ndarray
    along_shortest: np.ndarray

    @classmethod
    def between(cls, grid: CodeGrid, decoded: np.ndarray, start: np.ndarray, end: np.ndarray,
                along: np.ndarray) -> Ways:
        """From `start` to `end` (2,) on a `grid` whose codes become `decoded`; `along` (n, …) is what those on the
        straight way become."""
        places = shortest_way(grid, decoded, grid.nearest(start), grid.nearest(end))[1:-1]
        return cls(np.linspace(start, end, len(along)), np.vstack([start, grid.codes[places], end]), along,
                   np.concatenate([along[:1], decoded[places], along[-1:]]))


class WayFilms(QWidget):
    """Two strips of pictures, each under the length of its way."""

    def __init__(self) -> None:
        super().__init__()
        self.strips = [MosaicView(self.tr("On the straight way")), MosaicView(self.tr("On the shortest way"))]
        self.lengths = [Label(), Label()]
        films = QHBoxLayout(self)
        films.setContentsMargins(0, 0, 0, 0)
        films.setSpacing(14)
        for label, strip in zip(self.lengths, self.strips, strict=True):
            label.setMinimumWidth(1)
            strip.setMinimumSize(100, 40)
            column = QVBoxLayout()
            column.addWidget(label)
            column.addWidget(strip, 1)
            films.addLayout(column, 1)

    def show_ways(self, ways: Ways, pixels: Callable[[np.ndarray], np.ndarray]) -> None:
        """`pixels` makes colours, 0xffRRGGBB (h, w), of one decoded example."""
        texts = (self.tr("On the straight way (dashed), length {length}"),
                 self.tr("On the shortest way of the grid, length {length}"))
        both = ways.along_straight, ways.along_shortest
        for label, strip, text, made in zip(self.lengths, self.strips, texts, both, strict=True):
            label.setText(text.format(length=number(float(f"{length(made):.3g}"))))
            strip.show_pixels(np.stack([pixels(made[place]) for place in _evenly(made)]), columns=FRAMES)

    def clear(self) -> None:
        """There are no ways."""
        for label, strip in zip(self.lengths, self.strips, strict=True):
            label.setText("")
            strip.clear()


def _evenly(made: np.ndarray) -> np.ndarray:
    """Places of FRAMES examples (n, …) that are about equally far from each other along their way."""
    steps = np.linalg.norm(np.diff(made.reshape(len(made), -1), axis=0), axis=1)
    gone = np.concatenate([[0.0], np.cumsum(steps)])
    return np.abs(gone[:, None] - np.linspace(0, gone[-1], FRAMES)).argmin(axis=0)
