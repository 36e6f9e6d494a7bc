"""How a Boltzmann machine learns: contrastive divergence, from the examples or from particles that stay."""

from __future__ import annotations

import numpy as np

from engine.device import Array, Generator
from engine.generative.rbm import RBM, Parts, gibbs

PARTICLES = 100
"""Chains of persistent contrastive divergence."""


def contrastive(rbm: RBM, v: Array, steps: int, generator: Generator,
                start: Array | None = None) -> tuple[Parts, Array]:
    """What contrastive divergence takes for the gradient of the mean log-likelihood of examples (n, v), and where its
    chains have come to: `steps` of Gibbs sampling from the examples (CD-k; Hinton 2002), or from `start`, particles
    that stay (Tieleman 2008)."""
    end = gibbs(rbm, v if start is None else start, steps, generator)
    return rbm.statistics(v) - rbm.statistics(end), end


class Learner:
    """Teaches `rbm` the examples `data` (n, v) in minibatches; whatever is drawn comes from `seed`.

    `steps` is the k of CD-k. With `persistent` the chains go on from where they were. Arrays live on the machine's
    device.
    """

    def __init__(self, rbm: RBM, data: Array, *, steps: int = 1, persistent: bool = False, rate: float = 0.05,
                 batch: int = 20, decay: float = 0.0, seed: int = 0) -> None:
        self.rbm, self.data = rbm, data
        self.steps, self.rate, self.batch, self.decay = steps, rate, batch, decay
        self.generator = rbm.device.generator(seed)
        self._order = np.random.default_rng(seed)
        self.particles: Array | None = None
        if persistent:
            first = self._order.integers(len(data), size=PARTICLES)
            self.particles = data[rbm.device.upload(first)]
        self.epochs = 0

    def estimate(self, v: Array) -> Parts:
        """What it would step along for examples (n, v), with the machine as it is."""
        return contrastive(self.rbm, v, self.steps, self.generator, self.particles)[0]

    def epoch(self) -> None:
        """Every example once, in another order each time."""
        order = self.rbm.device.upload(self._order.permutation(len(self.data)))
        for start in range(0, len(order), self.batch):
            self._step(self.data[order[start:start + self.batch]])
        self.epochs += 1

    def _step(self, v: Array) -> None:
        slopes, end = contrastive(self.rbm, v, self.steps, self.generator, self.particles)
        if self.particles is not None:
            self.particles = end
        self.rbm = self.rbm.moved(slopes, self.rate, self.decay)
