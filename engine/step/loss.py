"""The loss: what the prediction costs, and the slope with which the way back begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from engine.losses import LOSSES
from engine.probes import Probe
from engine.probes.step import HeadLoss
from engine.step.stage import Column, Readings, Sight, Stage, Worked
from engine.step.writing import digits, factor, listed


class Comparison(NamedTuple):
    """How a loss compares one number `p` with its target `y`, and its slope, as LaTeX with both as fields; whether
    the slope is the one by `z` under its link function; whether the numbers of an example are `averaged`."""

    element: str
    slope: str
    averaged: bool
    by_z: bool = False
    factor: float = 1.0


COMPARISONS = {
    "mean_squared_error": Comparison(r"({p} - {y})^2", r"2 \cdot ({p} - {y})", True, factor=2.0),
    "mean_absolute_error": Comparison(r"|{p} - {y}|", r"\operatorname{{sign}}({p} - {y})", True),
    "binary_cross_entropy": Comparison(r"-{y} \cdot \ln {p} - (1 - {y}) \cdot \ln(1 - {p})", r"{p} - {y}", True, True),
    "categorical_cross_entropy": Comparison(r"-{y} \cdot \ln {p}", r"{p} - {y}", False, True),
}
"""Losses whose arithmetic is written out."""


@dataclass(frozen=True)
class LossStage(Stage):
    """Prediction and target of a head, number by number."""

    phase = "loss"

    def probes(self, sight: Sight, chosen: int | None = None) -> tuple[Probe, ...]:
        return (HeadLoss(self.layer, *sight),)

    def columns(self, readings: Readings, sight: Sight) -> tuple[Column, ...]:
        reading = readings[self.probes(sight)[0]]
        return Column("ŷ", reading["prediction"]), Column("y", reading["target"])

    def worked(self, readings: Readings, sight: Sight, chosen: int) -> Worked | None:
        reading = readings[self.probes(sight)[0]]
        name = self.graph.layer(self.layer).settings["loss"]
        loss, comparison = float(reading["loss"][0]), COMPARISONS.get(name)
        value = f" = {digits(loss)}"
        lines = [rf"\ell{value}"]
        if comparison is not None:
            pairs = zip(reading["prediction"].tolist(), reading["target"].tolist(), strict=True)
            told = [comparison.element.format(p=factor(p), y=factor(y)) for p, y in pairs if comparison.averaged or y]
            summed = listed(told)
            count = readings[self.probes(sight)[0]].total
            lines = [rf"\ell = \frac{{1}}{{{count}}}({summed}){value}" if comparison.averaged and count > 1
                     else rf"\ell = {summed}{value}"]
        lines.append(rf"C = {digits(float(reading['mean']))}")
        if float(reading["penalty"]):
            lines.append(rf"J = C + \Omega = {digits(float(reading['objective']))}")
        return Worked((LOSSES[name].equation,), tuple(lines), loss)
