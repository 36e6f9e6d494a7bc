"""Boltzmann machines that show one thing each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.errors import N_
from engine.generative.setup import BoltzmannSetup


@dataclass(frozen=True)
class BoltzmannScene:
    """`help` is what is to be seen, after so many `epochs`, on the page called `page`."""

    name: str
    title: str
    help: str
    setup: BoltzmannSetup
    epochs: int
    page: str = "learning"


_ROWS = (
    BoltzmannScene("bars", N_("engine", "A small error is no good model"),
                   N_("engine", "Bars and stripes with CD-1: the reconstruction error goes to zero, and the "
                      "log-likelihood, which had come close to the best, falls again."),
                   BoltzmannSetup({"rate": 0.3}), 2_000),
    BoltzmannScene("states", N_("engine", "Every probability"),
                   N_("engine", "With ten Gibbs steps in place of one: the exact probabilities of all images, and "
                      "particles that pile up on them."), BoltzmannSetup({"rate": 0.3, "steps": 10}), 1_500, "states"),
    BoltzmannScene("digits", N_("engine", "Strokes of digits"),
                   N_("engine", "Digits in black and white: each hidden unit learns a stroke, and samples begin to "
                      "look like digits."),
                   BoltzmannSetup({"patterns": "digits", "hidden": 16, "rate": 0.05, "batch": 20}), 60),
    BoltzmannScene("grey", N_("engine", "Digits in grey"),
                   N_("engine", "Real visible units, with a normal distribution of their own: what is likely is a "
                      "density now, whose logarithm may be above zero."),
                   BoltzmannSetup({"patterns": "digits", "units": "gaussian", "hidden": 16, "rate": 0.003,
                                   "batch": 20}), 40),
    BoltzmannScene("completion", N_("engine", "Half a digit"),
                   N_("engine", "Pixels that are known are clamped, the others are drawn again and again, given "
                      "those."),
                   BoltzmannSetup({"patterns": "digits", "hidden": 64, "rate": 0.05, "batch": 20}), 60, "completion"),
)

BOLTZMANN_SCENES: Mapping[str, BoltzmannScene] = MappingProxyType({row.name: row for row in _ROWS})
