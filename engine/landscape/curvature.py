"""How the loss bends where the weights are: eigenvalues of the Hessian, their density, and what kind of place it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import N_
from engine.landscape.lanczos import hessian_product, lanczos, quadrature
from engine.network import Network

EXACT = 2_000  # weights up to which the whole Hessian is computed
PROBES = 8
QUADRATURE = 40  # Lanczos steps for each probe of the density
COUNTING = 400  # and of the one that counts: most eigenvalues crowd around zero, and it has to see between them
MOST_BASIS = 2**25  # numbers that its basis may have
SURE = 2.0  # standard errors
BINS = 101
STEEP = 1e-3  # of the weights' length: farther from where the gradient vanishes, along the sharpest bend, is a slope
LEVEL = 1e-2  # share of the loss below which all that happens within the weights' length is a plateau
NEGATIVE = -1e-4  # share of the largest |λ| below which an eigenvalue counts as negative

LABELS = {
    "minimum": N_("engine", "near a minimum: the gradient is small and no curvature is negative"),
    "saddle": N_("engine", "near a saddle of index {index}: the gradient is small, and {index} directions fall"),
    "saddle_about": N_("engine", "near a saddle of index about {index}, between {least} and {most}: the gradient is "
                       "small, and so many directions fall"),
    "plateau": N_("engine", "on a plateau: gradient and curvature are both small"),
    "slope": N_("engine", "on a slope: the gradient is not small"),
}


@dataclass(frozen=True, eq=False)
class Curvature:
    """`largest` and `smallest` eigenvalue of the Hessian over the trainable weights, in float64.

    `trace` has the standard error `trace_error`, 0 where it is exact. `density` are (values, weights) that integrate
    to 1. `negative` counts the negative eigenvalues; where the Hessian is not `exact` it is an estimate, which lies
    between the ends of `negative_range`. `vectors` (2, n) belong to the largest and the smallest. `label` is one of
    LABELS.
    """

    weights: int
    gradient_norm: float
    largest: float
    smallest: float
    trace: float
    trace_error: float
    density: tuple[np.ndarray, np.ndarray]
    negative: int
    negative_range: tuple[int, int]
    vectors: np.ndarray
    exact: bool
    label: str

    def __repr__(self) -> str:
        return (f"Curvature(λ from {self.smallest:.4g} to {self.largest:.4g}, {self.label.partition('_')[0]}, gradient "
                f"{self.gradient_norm:.4g}, stable up to a learning rate of {self.stable_rate:.4g})")

    @property
    def values(self) -> dict[str, int]:
        """What fills the template of its label."""
        least, most = self.negative_range
        return {"index": self.negative, "least": least, "most": most}

    @property
    def stable_rate(self) -> float:
        """2/λmax: the largest learning rate with which gradient descent is stable here."""
        return 2.0 / self.largest if self.largest > 0 else np.inf


@dataclass(frozen=True, eq=False)
class Part:
    """What one piece of the measurement found: Ritz `values` (m,) with their `shares` of the density, which sum to 1,
    and their `residuals`.

    The first piece also brings the ends of the spectrum: `vectors` (2, t) and what the label depends on.
    """

    values: np.ndarray
    shares: np.ndarray
    residuals: np.ndarray
    vectors: np.ndarray | None = None
    loss: float = 0.0
    gradient_norm: float = 0.0
    length: float = 0.0


def curvature(network: Network, parameters: np.ndarray, inputs: Any, targets: Any, seed: int = 0) -> Curvature:
    """All of it at once."""
    return assembled(network, [measure(network, parameters, inputs, targets, piece, seed)
                               for piece in range(pieces(network))])


def pieces(network: Network) -> int:
    """In how many pieces the curvature can be measured, one after the other or at the same time."""
    return 1 if network.layout.trainable <= EXACT else 2 + PROBES


def measure(network: Network, parameters: np.ndarray, inputs: Any, targets: Any, piece: int, seed: int = 0) -> Part:
    """One of the pieces. The first is the whole Hessian of a small network, both ends of the spectrum of a large one;
    the others follow one random vector each (stochastic Lanczos quadrature, Ubaru, Chen and Saad 2017), the last one
    for longer."""
    exact = Network(network.graph, network.device, "float64", l1=network.l1, l2=network.l2)
    size = exact.layout.trainable
    weights = np.asarray(parameters, dtype=np.float64)
    product, rng = hessian_product(exact, weights, inputs, targets), np.random.default_rng([seed, 5, piece])
    if piece:
        counts = piece == 1 + PROBES
        ritz = quadrature(product, size, rng, max(QUADRATURE, min(COUNTING, MOST_BASIS // size)) if counts
                          else QUADRATURE)
        return Part(ritz.values, ritz.weights, ritz.residuals)
    place = (exact.objective(weights, inputs, targets),
             float(np.linalg.norm(exact.gradient(weights, inputs, targets))), float(np.linalg.norm(weights[:size])))
    if size <= EXACT:
        hessian = exact.hessian(weights, inputs, targets)[:size, :size]
        values, vectors = np.linalg.eigh(0.5 * (hessian + hessian.T))
        return Part(values, np.full(size, 1.0 / size), np.zeros(size), vectors[:, [-1, 0]].T, *place)
    *_, ritz = lanczos(product, size, rng)
    return Part(ritz.values, ritz.weights, ritz.residuals, np.stack([ritz.vector(-1), ritz.vector(0)]), *place)


def assembled(network: Network, parts: Sequence[Part]) -> Curvature:
    """The curvature from all its pieces, in their order."""
    ends, *probes = parts
    size, largest, smallest = network.layout.trainable, float(ends.values[-1]), float(ends.values[0])
    values, shares = ends.values, ends.shares
    trace, error = float(values.sum()), 0.0
    if probes:
        values = np.concatenate([probe.values for probe in probes])
        shares = np.concatenate([probe.shares for probe in probes]) / len(probes)
        traces = [size * float(probe.shares @ probe.values) for probe in probes]
        trace, error = float(np.mean(traces)), float(np.std(traces, ddof=1) / np.sqrt(len(probes)))
    scale = max(abs(largest), abs(smallest))
    least, negative, most = _count(parts, NEGATIVE * scale, size)
    vectors = np.zeros((2, network.size))
    vectors[:, :size] = ends.vectors
    return Curvature(size, ends.gradient_norm, largest, smallest, trace, error, (values, shares), negative,
                     (least, most), vectors, not probes, _label(ends, scale, negative, sure=least == most))


def _count(parts: Sequence[Part], level: float, size: int) -> tuple[int, int, int]:
    """How many eigenvalues are below `level`: at least, about, at most.

    Each value that Lanczos sees below stands for one eigenvalue there at least, for more where several are equal; how
    many tells its share, in which a random vector sees N eigenvalues to about √(2N) of them. Where no vector has
    settled around the level, the share below is only known to be between the sums up to the node before and the one
    behind (Chebyshev, Markov, Stieltjes).
    """
    seen = max(int((part.values < level).sum()) for part in parts)
    settled = [part for part in parts if _settled(part, level)]
    if not seen or any(len(part.values) == size for part in parts):
        return seen, seen, seen
    if settled:
        mass = size * float(np.mean([part.shares[part.values < level].sum() for part in settled]))
        error = SURE * float(np.sqrt(2.0 * seen / len(settled)))
        about = seen if mass <= seen + error else round(mass)
        return seen, about, min(size, max(about, round(mass + error)))
    last = parts[-1]
    below = int((last.values < level).sum())
    mass = size * np.concatenate([[0.0], np.cumsum(last.shares)])
    about = min(size, max(seen, round(float(mass[below]))))
    error = SURE * float(np.sqrt(2.0 * about * (1.0 - about / size)))
    return (min(about, max(seen, round(mass[below - 1] - error))), about,
            min(size, round(mass[min(below + 1, len(last.values))] + error)))


def _settled(part: Part, level: float) -> bool:
    """Whether the values around `level` have, so that there is nothing between them."""
    below = int((part.values < level).sum())
    near = slice(max(below - 1, 0), below + 1)
    return bool((part.residuals[near] < np.abs(part.values[near] - level)).all())


def histogram(found: Curvature, bins: int = BINS) -> tuple[np.ndarray, np.ndarray]:
    """The density as bars: edges (bins + 1,), and the share of the eigenvalues in each (bins,)."""
    values, shares = found.density
    edges = np.linspace(min(found.smallest, 0.0), max(found.largest, 1e-12), bins + 1)
    return edges, np.histogram(values, edges, weights=shares)[0]


def _label(place: Part, scale: float, negative: int, sure: bool) -> str:
    """Which of LABELS: judged by what a step as long as the weights would change, so that units do not matter."""
    length = max(place.length, 1.0)
    if place.gradient_norm * length + 0.5 * scale * length**2 < LEVEL * abs(place.loss):
        return "plateau"
    if place.gradient_norm > STEEP * scale * length:
        return "slope"
    return "minimum" if not negative else "saddle" if sure else "saddle_about"
