"""A Boltzmann machine while it learns: epoch after epoch, with what is true of it beside what is usually shown."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np

from engine.device import NUMPY, Device
from engine.errors import N_
from engine.generative.exact import angle, exact_gradient, exactly, log_likelihood
from engine.generative.exact import chances as exact_chances
from engine.generative.rbm import RBM, gibbs
from engine.generative.setup import BoltzmannSetup
from engine.training.finite import require_finite

PARTICLES = 2_000
"""Chains that only watch: they walk on as the machine changes, and teach it nothing."""
MOST_ROWS = 4_000
"""Moments of which it is remembered how things stood: of a longer course those after every k-th epoch."""
MOST_STATES = 1 << 9
"""Visible states up to which every one of them is shown."""
COLUMNS = ("epoch", "likelihood", "held", "error", "angle")


@dataclass(frozen=True, eq=False)
class Moment:
    """A machine as it was after some epochs, in main memory.

    `course` has a row for each moment that was measured, at most MOST_ROWS, spread evenly, with COLUMNS: mean log-
    likelihood of the learned examples and of those kept apart, in nats; mean squared reconstruction error of a pixel;
    degrees between the exact gradient and the estimate that the machine learns by. NaN where nothing is known.
    `particles` (n, v) are samples, after `sweeps` steps of Gibbs sampling from chance; `chances` (2ᵛ,) the exact
    probabilities of all visible states where there are few, else None.
    """

    setup: BoltzmannSetup
    rbm: RBM
    course: np.ndarray
    log_partition: float
    particles: np.ndarray
    sweeps: int
    chances: np.ndarray | None

    @property
    def epoch(self) -> int:
        return int(self.course[-1, 0])

    def now(self, name: str) -> float:
        """The last value of one of COLUMNS."""
        return float(self.course[-1, COLUMNS.index(name)])


class BoltzmannRun:
    """Carries a setup on: `advance` for some time, `epoch` by one. Begins with a moment before the first epoch. Both
    raise NonFiniteError where the machine has gone too far; then it goes on no more."""

    def __init__(self, setup: BoltzmannSetup, device: Device = NUMPY) -> None:
        self.setup, self._device = setup, device
        self._learner = setup.learner(device)
        self._held = device.upload(setup.patterns.held, np.float64)
        seed = setup.settings["seed"]
        self._watching = device.generator(seed + 1)  # what is only looked at changes nothing that is learned
        # Chains begin at chance: half of binary units are on.
        first = np.random.default_rng(seed + 2).random((PARTICLES, self._learner.rbm.sizes[0]))
        self._particles = device.upload(np.round(first) if setup.settings["units"] == "bernoulli" else first)
        self._sweeps = 0
        self._rows: list[tuple[float, ...]] = []
        self._every = 1
        self._cost = 0.0
        self.moment = self._measured()

    @np.errstate(over="ignore", invalid="ignore")
    def advance(self, seconds: float, last: int | None = None) -> Moment:
        """At least one epoch, and more until the time is over, or as long as it takes to measure, at most up to epoch
        `last`; the moment then."""
        end = time.perf_counter() + max(seconds, self._cost)
        self._learn()
        while time.perf_counter() < end and self._learner.epochs != last:
            self._learn()
        return self._look()

    def epoch(self) -> Moment:
        """The moment after one epoch."""
        return self.advance(0.0, self._learner.epochs + 1)

    def walk(self, sweeps: int = 1) -> Moment:
        """The particles some steps on, of the machine as it is."""
        self._walk(sweeps)
        self.moment = Moment(self.setup, self.moment.rbm, self.moment.course, self.moment.log_partition,
                             self._device.to_host(self._particles), self._sweeps, self.moment.chances)
        return self.moment

    def _learn(self) -> None:
        self._learner.epoch()
        rbm = self._learner.rbm.on(NUMPY)
        require_finite(N_("engine", "Boltzmann machine"), rbm.weights, rbm.visible, rbm.hidden)

    def _walk(self, sweeps: int) -> None:
        self._particles = gibbs(self._learner.rbm, self._particles, sweeps, self._watching)
        self._sweeps += sweeps

    def _look(self) -> Moment:
        begun = time.perf_counter()
        self._walk(1)
        self.moment = self._measured()
        self._cost = time.perf_counter() - begun
        return self.moment

    def _measured(self) -> Moment:
        learner, device = self._learner, self._device
        rbm, data = learner.rbm, learner.data
        before = learner.generator.state
        means = rbm.visible_means(rbm.draw_hidden(data, learner.generator))
        error = float(((data - means) ** 2).mean())
        require_finite(N_("engine", "Boltzmann machine"), error)
        likelihood = held = turn = log_partition = math.nan
        chances = None
        if self.setup.is_small:
            exact = exactly(rbm)
            log_partition = exact.log_partition
            likelihood = log_likelihood(rbm, data, log_partition)
            require_finite(N_("engine", "Boltzmann machine"), likelihood)
            held = log_likelihood(rbm, self._held, log_partition) if len(self._held) else math.nan
            turn = angle(exact_gradient(rbm, data, exact), learner.estimate(data), device)
            if self.setup.settings["units"] == "bernoulli" and 1 << rbm.sizes[0] <= MOST_STATES:
                chances = exact_chances(rbm, log_partition)
        learner.generator.state = before
        self._note((learner.epochs, likelihood, held, error, turn))
        return Moment(self.setup, rbm.on(NUMPY), np.array(self._rows), log_partition,
                      device.to_host(self._particles).copy(), self._sweeps, chances)

    def _note(self, row: tuple[float, ...]) -> None:
        """Remember the newest row, and of those before it the first of every k epochs."""
        self._rows.append(row)
        if len(self._rows) > 2 and self._place(-2) == self._place(-3):
            del self._rows[-2]
        while len(self._rows) > MOST_ROWS:
            self._every *= 2
            inner = [row for at, row in enumerate(self._rows[1:-1], start=1) if self._place(at) != self._place(at - 1)]
            self._rows = [self._rows[0], *inner, self._rows[-1]]

    def _place(self, at: int) -> int:
        """How many times k epochs there were before a row."""
        return int(self._rows[at][0]) // self._every
