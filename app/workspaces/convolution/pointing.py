"""What is pointed at on the bench, and what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.numbers import grouped, number
from app.widgets.picture_view import NOTHING
from engine.vision import Inputs, KernelBench, outputs_of

ROUNDING = 1e-12
Cells = tuple[np.ndarray, np.ndarray]
NOWHERE: Cells = (NOTHING, NOTHING)


@dataclass(frozen=True, eq=False)
class Links:
    """Marked cells of the picture with its margin, and of the maps; weights (n, 2) as they slide; what an output is
    made of; and a sentence."""

    picture: Cells = NOWHERE
    output: Cells = NOWHERE
    weights: np.ndarray = field(default_factory=lambda: np.empty((0, 2), np.int64))
    inputs: Inputs | None = None
    sentence: str = ""


def of_output(bench: KernelBench, output: np.ndarray, place: tuple[int, int], channel: int) -> Links:
    """An output: its inputs, their products and their sum."""
    row, column = place
    rows, columns = bench.sliding.reads(bench.image.shape[:2], bench.size)
    inputs = bench.inputs(place, channel)
    sentence = QCoreApplication.translate("Pointing", "Output ({row}, {column}) = {value}").format(
        row=row, column=column, value=number(whole(float(output[row, column, channel]), inputs)))
    return Links((rows[row], columns[column]), (np.array([row]), np.array([column])), inputs=inputs, sentence=sentence)


def whole(total: float, inputs: Inputs) -> float:
    """A sum of products; 0 where rounding alone has left something of it."""
    return total if abs(total) > ROUNDING * float(np.abs(inputs.products).max()) else 0.0


def of_input(bench: KernelBench, pixel: tuple[int, int]) -> Links:
    """A pixel, in rows and columns of the picture itself: its outputs, and the weights that it meets."""
    shape = bench.image.shape[:2]
    places, taps = outputs_of(shape, bench.size, bench.sliding, pixel)
    before = [window.before for window in bench.sliding.windows(shape, bench.size)]
    here = tuple(np.array([at + first]) for at, first in zip(pixel, before, strict=True))
    value = ", ".join(number(float(value)) for value in bench.image[pixel])
    sentence = QCoreApplication.translate(
        "Pointing", "Pixel ({row}, {column}) = {value} goes into {count} outputs, through {weights} weights").format(
        row=pixel[0], column=pixel[1], value=value, count=len(np.unique(places, axis=0)),
        weights=len(np.unique(taps, axis=0)))
    if not len(places):
        sentence = QCoreApplication.translate(
            "Pointing", "Pixel ({row}, {column}) = {value} goes into no output: the kernel never comes by").format(
                row=pixel[0], column=pixel[1], value=value)
    return Links(here, (np.unique(places[:, 0]), np.unique(places[:, 1])), np.unique(taps, axis=0), sentence=sentence)


def of_weight(bench: KernelBench, tap: tuple[int, int]) -> Links:
    """A weight, in rows and columns of the kernel as it slides: every place of the picture that it touches."""
    rows, columns = bench.sliding.reads(bench.image.shape[:2], bench.size)
    value = ", ".join(dict.fromkeys(number(float(value)) for value in bench.slid()[tap]))
    sentence = QCoreApplication.translate(
        "Pointing", "This weight, {value}, touches {count} places: one for each output").format(
            value=value, count=grouped(len(rows) * len(columns)))
    return Links((rows[:, tap[0]], columns[:, tap[1]]), weights=np.array([tap]), sentence=sentence)
