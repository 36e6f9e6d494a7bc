"""What belongs to what where one layer is seen two ways: a weight, its places in the matrix, inputs and outputs."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.widgets.picture_view import NOTHING, short
from engine.untied import SIDE

translate = QCoreApplication.translate


@dataclass(frozen=True, eq=False)
class Marks:
    """What is marked: outputs, inputs and weights, counted row by row; cells (n, 2) of the matrix, and rows and columns
    of it that cross; and a sentence."""

    outputs: np.ndarray = field(default_factory=lambda: NOTHING)
    inputs: np.ndarray = field(default_factory=lambda: NOTHING)
    weights: np.ndarray = field(default_factory=lambda: NOTHING)
    cells: np.ndarray = field(default_factory=lambda: np.empty((0, 2), np.int64))
    crossing: tuple[np.ndarray, np.ndarray] = (NOTHING, NOTHING)
    sentence: str = ""


@dataclass(frozen=True, eq=False)
class Tied:
    """Which weight stands where in the matrix (outputs, inputs), as `engine.vision.ties` says it; rows and columns of
    the output, `shape`, and of the kernel, `size`; and the matrix that learns by itself, where there is one."""

    tied: np.ndarray
    shape: tuple[int, int]
    size: tuple[int, int]
    free: np.ndarray | None = None

    def of_entry(self, row: int, column: int) -> Marks:
        """A place of the matrix."""
        weight = int(self.tied[row, column])
        here = np.array([[row, column]]) if weight < 0 else np.argwhere(self.tied == weight)
        said = translate(
            "Tied", "From pixel {input} to output {output}: weight {weight}, which stands in {places} places")
        if weight < 0:
            said = translate("Tied", "Pixel {input} does not reach output {output}: a 0 that no convolution learns")
        if self.free is not None:
            said += translate("Tied", "; the dense layer has learned {value}")
        return Marks(np.array([row]), np.array([column]), np.array([weight] if weight >= 0 else [], np.int64), here,
                     sentence=said.format(
                         input=_place(column, SIDE), output=_place(row, self.shape[1]), places=len(here),
                         weight=_place(weight, self.size[1]),
                         value="" if self.free is None else short(float(self.free[row, column]))))

    def of_weight(self, row: int, column: int) -> Marks:
        """A weight of the kernel."""
        weight = row * self.size[1] + column
        here = np.argwhere(self.tied == weight)
        said = translate("Tied", "Weight {weight} stands in {places} places of the matrix; it is one number to learn")
        free = np.empty(0) if self.free is None else self.free[self.tied == weight]
        if len(free):
            said += translate("Tied", "; untied they go from {low} to {high}")
        low, high = (short(float(value)) for value in ((free.min(), free.max()) if len(free) else (0.0, 0.0)))
        return Marks(weights=np.array([weight]), cells=here, sentence=said.format(
            weight=_place(weight, self.size[1]), places=len(here), low=low, high=high))

    def of_output(self, row: int, column: int) -> Marks:
        """A place of the output: a row of the matrix."""
        place = row * self.shape[1] + column
        used = np.flatnonzero(self.tied[place] >= 0)
        said = translate("Tied", "Output {output} is a row of the matrix: {used} pixels count, {rest} are times 0")
        return Marks(np.array([place]), used, np.unique(self.tied[place, used]),
                     crossing=(np.array([place]), np.arange(self.tied.shape[1])),
                     sentence=said.format(output=_place(place, self.shape[1]), used=len(used),
                                          rest=self.tied.shape[1] - len(used)))

    def of_input(self, row: int, column: int) -> Marks:
        """A pixel: a column of the matrix."""
        place = row * SIDE + column
        reached = np.flatnonzero(self.tied[:, place] >= 0)
        said = translate("Tied", "Pixel {input} is a column of the matrix: it reaches {reached} outputs")
        return Marks(reached, np.array([place]), np.unique(self.tied[reached, place]),
                     crossing=(np.arange(len(self.tied)), np.array([place])),
                     sentence=said.format(input=_place(place, SIDE), reached=len(reached)))


def _place(number: int, width: int) -> str:
    return "({}, {})".format(*divmod(number, width))
