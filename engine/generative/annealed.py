"""Annealed importance sampling: ln Z of machines with too many states to go through them (Neal 2001; Salakhutdinov and
Murray 2008)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.generative.rbm import RBM


@dataclass(frozen=True)
class Estimate:
    """ln Z as estimated, and the ends of three standard errors around it; −inf where the lower end is no number."""

    log_partition: float
    low: float
    high: float


def annealed(rbm: RBM, *, chains: int = 100, temperatures: int = 1000, seed: int = 0) -> Estimate:
    """Chains go from the machine without weights, whose Z is known, to this one in small steps.

    The machine at β has weights β W and hidden biases β c; its visible biases are those of this one throughout.
    """
    xp, device = rbm.device.xp, rbm.device
    generator = device.generator(seed)
    betas = np.linspace(0.0, 1.0, temperatures)
    at = [RBM(beta * rbm.weights, rbm.visible, beta * rbm.hidden, rbm.units, device) for beta in betas]
    base = device.zeros((chains, rbm.sizes[0]), np.float64) + rbm.visible
    v = rbm.units.draw(xp, rbm.units.mean(xp, base), generator)
    logs = device.zeros(chains, np.float64)
    for before, machine in pairwise(at):
        logs = logs + before.free_energy(v) - machine.free_energy(v)
        v = machine.draw_visible(machine.draw_hidden(v, generator), generator)
    first = float(rbm.units.log_sum(xp, rbm.visible, rbm.visible)) + rbm.sizes[1] * math.log(2.0)
    host = device.to_host(logs)
    top = float(host.max())
    ratios = np.exp(host - top)
    mean, error = float(ratios.mean()), float(ratios.std(ddof=1)) / math.sqrt(chains)
    low = mean - 3 * error
    return Estimate(first + top + math.log(mean), first + top + math.log(low) if low > 0 else -math.inf,
                    first + top + math.log(mean + 3 * error))
