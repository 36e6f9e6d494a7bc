"""The loss: what the prediction costs, and the slope with which the way back begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engine.losses import LOSSES
from engine.probes import Probe, Reading
from engine.probes.step import HeadLoss
from engine.step.stage import Column, Readings, Sight, Stage, Worked
from engine.step.writing import added, digits, equal_parts, factor, listed


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
MORE = {"penalty": r"\Omega", "layers": "K", "teacher": "T"}
"""What the objective has beside the heads' losses: the penalty of the weights, what layers cost by themselves, such as
a divergence, and what a teacher changes. By name, the symbol."""


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
            numbers = zip(*(reading[which].tolist() for which in ("share", "prediction", "target")), strict=True)
            told = [(share, comparison.element.format(p=factor(p), y=factor(y))) for share, p, y in numbers
                    if comparison.averaged or y]
            lines = [rf"\ell = {_summed(told)}{value}"]
        return Worked((LOSSES[name].equation,), (*lines, rf"C = {digits(float(reading['mean']))}",
                                                 *self._objective(reading)), loss)

    def _objective(self, reading: Reading) -> Iterator[str]:
        """What training minimises, where that is more than the mean of this head."""
        heads = reading["heads"].tolist()
        more = {symbol: number for name, symbol in MORE.items() if (number := float(reading[name]))}
        alone = len(heads) == 1 and self.graph.layer(self.layer).settings["weight"] == 1.0
        if alone and not more:
            return
        symbols = " + ".join(("C" if alone else r"\sum_h \lambda_h C_h", *more))
        numbers = listed([digits(head) for head in heads]) + "".join(map(added, more.values()))
        yield rf"J = {symbols} = {numbers} = {digits(float(reading['objective']))}"


def share_of(share: float) -> str:
    """A factor that a sum is multiplied by, as a fraction where it is one: nothing for 1."""
    count = equal_parts(share)
    if count is None:
        return rf"{digits(share)} \cdot "
    return "" if count == 1 else rf"\frac{{1}}{{{count}}}"


def _summed(terms: Sequence[tuple[float, str]]) -> str:
    """The sum of `terms`, each times its share, which stands before them all where they have the same."""
    shares = {share for share, _ in terms}
    if len(shares) > 1:
        return listed([f"{share_of(share)}({term})" for share, term in terms])
    before, summed = "".join(map(share_of, shares)), listed([term for _, term in terms])
    return f"{before}({summed})" if before else summed
