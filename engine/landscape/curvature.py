"""How the loss bends where the weights are: eigenvalues of the Hessian, their density, and what kind of place it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import N_
from engine.landscape.lanczos import Ritz, hessian_product, lanczos
from engine.network import Network

EXACT = 400  # weights up to which the whole Hessian is computed
PROBES = 8
QUADRATURE = 40  # Lanczos steps for each probe of the density
BINS = 101
STEEP = 1e-2  # share of the first gradient above which a place is a slope
NEGATIVE = -1e-4  # share of the largest |λ| below which an eigenvalue counts as negative

LABELS = {
    "minimum": N_("engine", "near a minimum: the gradient is small and no curvature is negative"),
    "saddle": N_("engine", "near a saddle of index {index}: the gradient is small, and {index} directions fall"),
    "plateau": N_("engine", "on a plateau: gradient and curvature are both small"),
    "slope": N_("engine", "on a slope: the gradient is not small"),
}


@dataclass(frozen=True, eq=False)
class Curvature:
    """`largest` and `smallest` eigenvalue of the Hessian over the trainable weights, in float64.

    `trace` has the standard error `trace_error`, 0 where it is exact. `density` are (values, weights) that integrate
    to 1. `negative` counts the negative eigenvalues; where the Hessian is not `exact` it is an estimate from the
    density. `vectors` (2, n) belong to the largest and the smallest.
    """

    weights: int
    gradient_norm: float
    largest: float
    smallest: float
    trace: float
    trace_error: float
    density: tuple[np.ndarray, np.ndarray]
    negative: int
    vectors: np.ndarray
    exact: bool
    label: str

    @property
    def stable_rate(self) -> float:
        """2/λmax: the largest learning rate with which gradient descent is stable here."""
        return 2.0 / self.largest if self.largest > 0 else np.inf


def curvature(network: Network, parameters: np.ndarray, inputs: Any, targets: Any, seed: int = 0) -> Curvature:
    """All of it at once."""
    *_, (_, found) = curvature_steps(network, parameters, inputs, targets, seed)
    return found


def curvature_steps(network: Network, parameters: np.ndarray, inputs: Any, targets: Any, seed: int = 0
                    ) -> Iterator[tuple[float, Curvature | None]]:
    """The same piece by piece: (share done, None), and (1.0, Curvature) at the end. Stop listening to stop it."""
    exact = Network(network.graph, network.device, "float64", l1=network.l1, l2=network.l2)
    size = exact.layout.trainable
    weights = np.asarray(parameters, dtype=np.float64)
    gradient = float(np.linalg.norm(exact.gradient(weights, inputs, targets)))
    yield 0.02, None
    if size <= EXACT:
        hessian = exact.hessian(weights, inputs, targets)[:size, :size]
        values, vectors = np.linalg.eigh(0.5 * (hessian + hessian.T))
        yield 1.0, _summary(exact, gradient, values[-1], values[0], float(values.sum()), 0.0,
                            (values, np.full(size, 1.0 / size)), vectors[:, [-1, 0]].T, True)
        return
    product = hessian_product(exact, weights, inputs, targets)
    rng = np.random.default_rng([seed, 5])
    found: list[Ritz] = []
    for ritz in lanczos(product, size, rng):
        found = [ritz]
        yield min(0.5, 0.02 + 0.012 * len(ritz.values)), None
    ends, = found
    places, shares, traces = [], [], []
    for probe in range(PROBES):
        *_, ritz = lanczos(product, size, rng, QUADRATURE, 0.0)
        places.append(ritz.values)
        shares.append(ritz.weights / PROBES)
        traces.append(size * float(ritz.weights @ ritz.values))
        yield 0.5 + 0.5 * (probe + 1) / (PROBES + 1), None
    yield 1.0, _summary(exact, gradient, ends.values[-1], ends.values[0], float(np.mean(traces)),
                        float(np.std(traces, ddof=1) / np.sqrt(PROBES)),
                        (np.concatenate(places), np.concatenate(shares)),
                        np.stack([ends.vector(-1), ends.vector(0)]), False)


def histogram(found: Curvature, bins: int = BINS) -> tuple[np.ndarray, np.ndarray]:
    """The density as bars: edges (bins + 1,), and the share of the eigenvalues in each (bins,)."""
    values, shares = found.density
    edges = np.linspace(min(found.smallest, 0.0), max(found.largest, 1e-12), bins + 1)
    return edges, np.histogram(values, edges, weights=shares)[0]


def _summary(network: Network, gradient: float, largest: float, smallest: float, trace: float, error: float,
             density: tuple[np.ndarray, np.ndarray], vectors: np.ndarray, exact: bool) -> Curvature:
    size = network.layout.trainable
    scale = max(abs(largest), abs(smallest), 1e-300)
    values, shares = density
    negative = round(float(shares[values < NEGATIVE * scale].sum()) * size)
    if smallest < NEGATIVE * scale:
        negative = max(1, negative)
    whole = np.zeros((2, network.size))
    whole[:, :size] = vectors
    label = ("slope" if gradient > STEEP else "plateau" if scale < STEEP**2 else "saddle" if negative else "minimum")
    return Curvature(size, gradient, float(largest), float(smallest), trace, error, density, negative, whole, exact,
                     label)
