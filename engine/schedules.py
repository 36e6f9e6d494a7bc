"""How the learning rate changes while training goes on.

A schedule gives a factor on the learning rate ε₀ that a person sets, so that the two stay independent: moving ε₀ in
mid-run moves the whole curve. The factor depends on k, the finished epochs or the finished steps, as the person
chooses, so the first step has k = 0. Any schedule may be preceded by a warm-up of w of them, in which the factor rises
in a line, (k + 1) / (w + 1); the schedule itself then begins at k = w.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from engine import fields
from engine.errors import N_
from engine.fields import Field

Settings = Mapping[str, Any]

COMMON = (
    fields.Choice("unit", "epoch", N_("engine", "Counted in"),
                  options={"epoch": N_("engine", "Epochs"), "step": N_("engine", "Steps")},
                  help=N_("engine", "What k counts: finished passes over the data, or finished steps.")),
    fields.Integer("warm_up", 0, N_("engine", "Warm-up"), minimum=0, maximum=100_000_000,
                   help=N_("engine", "Epochs or steps at the start in which the learning rate rises in a line to its "
                           "full value; 0 for none. It keeps the first steps, with weights still random, small.")),
)


WARM_UP_EQUATION = r"\epsilon_k = \tfrac{k + 1}{w + 1}\,\epsilon_0 \quad (k < w)"
"""LaTeX of the warm-up; what follows it has k − w in place of k."""


@dataclass(frozen=True)
class Schedule:
    """`curve(settings, k)` is the factor for k ≥ 0; `equation` is LaTeX for ε_k in k and ε₀, `reference` where it comes
    from."""

    name: str
    title: str
    equation: str
    own_fields: tuple[Field, ...]
    curve: Callable[[Settings, int], float]
    reference: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """All settings."""
        return (*self.own_fields, *COMMON)

    def factor(self, settings: Settings, steps: int, epochs: int) -> float:
        """What to multiply the learning rate of the next step with, after so many steps and epochs."""
        k, warm_up = (epochs if settings["unit"] == "epoch" else steps), settings["warm_up"]
        return (k + 1) / (warm_up + 1) if k < warm_up else self.curve(settings, k - warm_up)

    def over(self, settings: Settings, epochs: int, steps_per_epoch: int, most: int) -> tuple[np.ndarray, np.ndarray]:
        """The factors of a training, at `most` of its steps, evenly spaced: when, in epochs, and how much."""
        steps = np.unique(np.linspace(0, epochs * steps_per_epoch - 1, most).round().astype(int))
        factors = [self.factor(settings, k, k // steps_per_epoch) for k in steps.tolist()]
        return steps / steps_per_epoch, np.array(factors)


_length = fields.Integer("length", 100, N_("engine", "Length τ"), maximum=100_000_000,
                         help=N_("engine", "After so many epochs or steps the learning rate stays at its final value."))
_final = fields.Real("final", 0.01, N_("engine", "Final share"), minimum=0.0, maximum=1.0,
                     help=N_("engine", "The final learning rate, as a share of the first."))


def _gamma(default: float) -> Field:
    return fields.Real("gamma", default, N_("engine", "Factor γ"), minimum=1e-6, maximum=1.0,
                       help=N_("engine", "What the learning rate is multiplied with each time."))


def _linear(settings: Settings, k: int) -> float:
    done = min(k / settings["length"], 1.0)
    return (1.0 - done) + done * settings["final"]


def _cosine(settings: Settings, k: int) -> float:
    done = min(k / settings["length"], 1.0)
    return settings["final"] + (1.0 - settings["final"]) * 0.5 * (1.0 + math.cos(math.pi * done))


_CATALOGUE = (
    Schedule("constant", N_("engine", "Constant"), r"\epsilon_k = \epsilon_0", (), lambda settings, k: 1.0),
    # Goodfellow et al. advise ε_τ = ε₀ / 100.
    Schedule("linear", N_("engine", "Linear decay"),
             r"\epsilon_k = (1 - \tfrac{k}{\tau}) \epsilon_0 + \tfrac{k}{\tau} \epsilon_\tau, \quad "
             r"\epsilon_k = \epsilon_\tau \quad (k > \tau)", (_length, _final), _linear,
             "Goodfellow, Bengio, Courville: Deep Learning (2016), equation 8.14"),
    Schedule("step", N_("engine", "Steps down"), r"\epsilon_k = \gamma^{\lfloor k / s \rfloor} \epsilon_0",
             (fields.Integer("every", 30, N_("engine", "Every s"), maximum=100_000_000,
                             help=N_("engine", "The epochs or steps between two reductions.")), _gamma(0.1)),
             lambda settings, k: settings["gamma"] ** (k // settings["every"]), "torch.optim.lr_scheduler.StepLR"),
    Schedule("exponential", N_("engine", "Exponential decay"), r"\epsilon_k = \gamma^k \epsilon_0", (_gamma(0.99),),
             lambda settings, k: settings["gamma"] ** k, "torch.optim.lr_scheduler.ExponentialLR"),
    # SGDR without its restarts.
    Schedule("cosine", N_("engine", "Cosine"),
             r"\epsilon_k = \epsilon_\tau + \tfrac{1}{2} (\epsilon_0 - \epsilon_\tau) "
             r"(1 + \cos \tfrac{\pi k}{\tau}), \quad \epsilon_k = \epsilon_\tau \quad (k > \tau)",
             (_length, _final), _cosine, "Loshchilov, Hutter: SGDR (2017); torch.optim.lr_scheduler.CosineAnnealingLR"),
)

SCHEDULES: Mapping[str, Schedule] = MappingProxyType({row.name: row for row in _CATALOGUE})
