"""What is exact where one side of a machine is small: all its states are gone through."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from engine.device import Array, Device
from engine.errors import N_, LaderaError
from engine.generative.rbm import RBM, Parts
from engine.generative.units import BINARY, Bernoulli, Units

MOST_UNITS = 16
"""Units of the smaller side, with 65 536 states."""
CHUNK = 4096


@dataclass(frozen=True, eq=False)
class Exact:
    """`log_partition` is ln Z; `expected` are the model's own expectations of scale · v hᵀ, scale · v and h, as
    `RBM.statistics` has those of examples."""

    log_partition: float
    expected: Parts


def is_small(visible: int, hidden: int, units: Units = BINARY) -> bool:
    """Whether all states can be gone through: of the hidden units, or of visible ones that are binary."""
    return hidden <= MOST_UNITS or (isinstance(units, Bernoulli) and visible <= MOST_UNITS)


def states(count: int, device: Device, start: int = 0, stop: int | None = None) -> Array:
    """Rows `start` to `stop` of all states (2ⁿ, n) of `count` binary units, float64: of number k its binary digits, the
    first unit's the most significant."""
    numbers = np.arange(start, 1 << count if stop is None else stop)
    return device.upload((numbers[:, None] >> np.arange(count - 1, -1, -1)) & 1, np.float64)


def exactly(rbm: RBM) -> Exact:
    """ln Z and the model's expectations. Raises LaderaError for a machine with too many units on both sides."""
    if not is_small(*rbm.sizes, rbm.units):
        raise LaderaError(N_("engine", "Its partition function is a sum over all states of the hidden units; with more "
                             "than {most} of them that takes too long."), most=MOST_UNITS)
    if isinstance(rbm.units, Bernoulli) and rbm.sizes[0] < rbm.sizes[1]:
        turned = _exactly(rbm.turned())
        weights, hidden, visible = turned.expected
        return Exact(turned.log_partition, Parts(weights.transpose(), visible, hidden))
    return _exactly(rbm)


def log_likelihood(rbm: RBM, v: Array, log_partition: float) -> float:
    """The mean over n examples (n, v) of ln p(v), in nats: of a density where the units are real."""
    return float(-rbm.free_energy(v).mean()) - log_partition


def exact_gradient(rbm: RBM, v: Array, exact: Exact) -> Parts:
    """The gradient of the mean log-likelihood of examples (n, v)."""
    return rbm.statistics(v) - exact.expected


def chances(rbm: RBM, log_partition: float) -> np.ndarray:
    """p(v) of all states of binary visible units, in the order of `states`: (2ᵛ,)."""
    return np.exp(-rbm.device.to_host(rbm.free_energy(states(rbm.sizes[0], rbm.device))) - log_partition)


def frequencies(v: np.ndarray) -> np.ndarray:
    """The share of examples (n, v) of binary units in each of their states, in the order of `states`: (2ᵛ,)."""
    numbers = v.astype(np.int64) @ (1 << np.arange(v.shape[1] - 1, -1, -1))
    return np.bincount(numbers, minlength=1 << v.shape[1]) / len(v)


def angle(first: Parts, second: Parts, device: Device) -> float:
    """Degrees between two gradients, all parameters together; NaN where one of them is zero."""
    flat = [np.concatenate([device.to_host(part).ravel() for part in parts]) for parts in (first, second)]
    sizes = math.prod(float(np.linalg.norm(row)) for row in flat)
    return math.degrees(math.acos(min(1.0, max(-1.0, float(flat[0] @ flat[1]) / sizes)))) if sizes else math.nan


def _exactly(rbm: RBM) -> Exact:
    xp, count = rbm.device.xp, rbm.sizes[1]
    blocks = [slice(start, min(start + CHUNK, 1 << count)) for start in range(0, 1 << count, CHUNK)]
    logs = rbm.device.empty(1 << count, np.float64)
    for block in blocks:
        h, x = _block(rbm, block)
        logs[block] = h @ rbm.hidden + rbm.units.log_sum(xp, x, rbm.visible)
    top = float(xp.amax(logs))
    masses = xp.exp(logs - top)
    total = float(masses.sum())
    weights = rbm.device.zeros(rbm.sizes, np.float64)
    visible, hidden = (rbm.device.zeros(size, np.float64) for size in rbm.sizes)
    for block in blocks:
        h, x = _block(rbm, block)
        mass = masses[block] / total
        mean, weighted = rbm.units.mean(xp, x), h * mass[:, None]
        weights = weights + mean.transpose() @ weighted
        visible = visible + mass @ mean
        hidden = hidden + weighted.sum(axis=0)
    scale = rbm.units.scale
    return Exact(top + math.log(total), Parts(scale * weights, scale * visible, hidden))


def _block(rbm: RBM, block: slice) -> tuple[Array, Array]:
    """Some hidden states (m, h), and b + W h (m, v)."""
    h = states(rbm.sizes[1], rbm.device, block.start, block.stop)
    return h, rbm.into_visible(h)
