"""Two adversaries while they learn, moment by moment."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.device import NUMPY, Device
from engine.errors import N_
from engine.generative.gan import DTYPE, Adversaries, Weights
from engine.generative.gan_look import energy_distance
from engine.generative.gan_setup import GanSetup
from engine.generative.point_clouds import POINT_CLOUDS
from engine.network import Network
from engine.training.finite import require_finite

GAN_COLUMNS = ("epoch", "discriminator", "generator", "on_real", "on_fake", "distance")
"""Columns of the course of a run; what is called "epoch" by plots is the number of the generator's steps."""
WATCHED = 256
"""Fake points that are looked at, and real ones beside them."""
EVERY = 25
"""Steps between two measurements of the distance."""


@dataclass(frozen=True, eq=False)
class GanMoment:
    """`course` (steps + 1, columns) has a row for each step as GAN_COLUMNS names them: the losses of both and the mean
    of D on the minibatches of its last step, before each step; the distance between real and fake points, NaN where it
    was not measured. `done` goes from 0 to 1."""

    setup: GanSetup
    weights: Weights
    course: np.ndarray
    done: float

    @property
    def steps(self) -> int:
        return len(self.course) - 1


class GanRun:
    """One game from its beginning; iterate over it: a moment before the first step, then one after each step of the
    generator. Raises NonFiniteError where a step went too far. `noise` (n, k) and `real` (n, 2) are what is looked at
    throughout."""

    def __init__(self, setup: GanSetup, device: Device = NUMPY) -> None:
        self.setup = setup
        seed = setup.settings["seed"]
        self._cloud = POINT_CLOUDS[setup.settings["points"]]
        self._rng = np.random.default_rng([seed, 1])
        watching = np.random.default_rng([seed, 2])
        self.noise = watching.standard_normal((WATCHED, setup.settings["noise"]))
        self.real = self._cloud.draw(watching, WATCHED)
        self.adversaries = Adversaries(setup, device)
        self._maker = Network(setup.generator, dtype=DTYPE)

    def __iter__(self) -> Iterator[GanMoment]:
        settings, players = self.setup.settings, self.adversaries
        course = np.full((settings["steps"] + 1, len(GAN_COLUMNS)), math.nan)
        weights = players.weights
        course[0, 0], course[0, -1] = 0, self._distance(weights)
        yield GanMoment(self.setup, weights, course[:1], 0.0)
        for step in range(1, settings["steps"] + 1):
            loss, cost, on_real, on_fake = self._step()
            weights = players.weights
            require_finite(N_("engine", "Discriminator"), loss, weights.discriminator)
            require_finite(N_("engine", "Generator"), cost, weights.generator)
            last = step == settings["steps"]
            distance = self._distance(weights) if step % EVERY == 0 or last else math.nan
            course[step] = step, loss, cost, on_real, on_fake, distance
            yield GanMoment(self.setup, weights, course[:step + 1], step / settings["steps"])

    @np.errstate(over="ignore", invalid="ignore")
    def _step(self) -> tuple[float, float, float, float]:
        """Both losses, and the mean of D on real and on fake points, before each learned for the last time."""
        settings, players = self.setup.settings, self.adversaries
        for _ in range(settings["critic_steps"]):
            real = self._cloud.draw(self._rng, settings["batch"])
            loss, on_real, on_fake = players.learn_discriminator(real, self._drawn())
        return loss, players.learn_generator(self._drawn()), on_real, on_fake

    def _drawn(self) -> np.ndarray:
        return self._rng.standard_normal((self.setup.settings["batch"], self.setup.settings["noise"]))

    def _distance(self, weights: Weights) -> float:
        return energy_distance(self.real, self._maker.predict(weights.generator, self.noise))
