"""Eigenvalues of the Hessian from its exact products with vectors (Lanczos 1950), with full reorthogonalisation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import scipy.linalg

from engine.network import Network

Product = Callable[[np.ndarray], np.ndarray]
MOST_STEPS = 120
TOLERANCE = 1e-6  # of the largest |λ|: when both ends have settled


@dataclass(frozen=True, eq=False)
class Ritz:
    """What m steps know: `values` (m,) ascend, `weights` (m,) are squares of first components, `vectors` (m, n)."""

    values: np.ndarray
    weights: np.ndarray
    residuals: np.ndarray
    basis: np.ndarray
    small: np.ndarray

    def vector(self, place: int) -> np.ndarray:
        """The unit vector (n,) that belongs to values[place]."""
        found = self.small[:, place] @ self.basis
        return found / np.linalg.norm(found)


def hessian_product(network: Network, parameters: np.ndarray, inputs, targets) -> Product:
    """v (t,) ↦ H v over the trainable weights, in float64."""
    exact = network if network.dtype == "float64" else Network(network.graph, network.device, "float64",
                                                               l1=network.l1, l2=network.l2)
    trainable, whole = exact.layout.trainable, np.zeros(exact.size)
    weights = np.asarray(parameters, dtype=np.float64)

    def product(vector: np.ndarray) -> np.ndarray:
        whole[:trainable] = vector
        return exact.hessian_vector_product(weights, inputs, targets, whole)[:trainable]

    return product


def lanczos(product: Product, size: int, rng: np.random.Generator, steps: int = MOST_STEPS,
            tolerance: float = TOLERANCE) -> Iterator[Ritz]:
    """One Ritz after every product, until both ends of the spectrum have settled, or the space is exhausted."""
    for known in _tridiagonal(product, size, rng, steps):
        ritz = _ritz(*known)
        yield ritz
        scale = max(np.abs(ritz.values).max(), 1e-300)
        if len(ritz.values) > 3 and max(ritz.residuals[0], ritz.residuals[-1]) <= tolerance * scale:
            return


def quadrature(product: Product, size: int, rng: np.random.Generator, steps: int) -> Ritz:
    """All `steps` from one random vector, fewer where the space is exhausted: `values` and `weights` are the nodes and
    weights of Gauss's quadrature for the density of the spectrum as that vector sees it (Golub and Meurant 2010)."""
    *_, known = _tridiagonal(product, size, rng, steps)
    return _ritz(*known)


def _tridiagonal(product: Product, size: int, rng: np.random.Generator, steps: int
                 ) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """After every product: diagonal (m,), what stands beside it with the rest last (m,), orthonormal basis (m, n)."""
    steps = min(steps, size)
    basis = np.zeros((steps, size))
    alpha, beta = np.zeros(steps), np.zeros(steps)
    vector = rng.standard_normal(size)
    vector /= np.linalg.norm(vector)
    scale = 1e-300
    for step in range(steps):
        basis[step] = vector
        image = product(vector)
        alpha[step] = vector @ image
        for _ in range(2):  # twice is enough (Parlett and Kahan)
            image = image - basis[:step + 1].T @ (basis[:step + 1] @ image)
        beta[step] = np.linalg.norm(image)
        yield alpha[:step + 1], beta[:step + 1], basis[:step + 1]
        scale = max(scale, abs(alpha[step]), beta[step])
        if beta[step] <= 1e-12 * scale:
            return
        vector = image / beta[step]


def _ritz(alpha: np.ndarray, beta: np.ndarray, basis: np.ndarray) -> Ritz:
    values, small = scipy.linalg.eigh_tridiagonal(alpha, beta[:-1])
    return Ritz(values, small[0] ** 2, beta[-1] * np.abs(small[-1]), basis, small)


def extreme_eigenvectors(network: Network, parameters: np.ndarray, inputs, targets, which: str) -> np.ndarray:
    """Two unit vectors (2, n): of the two "largest" eigenvalues, or of both "extremes"."""
    size = network.layout.trainable
    ritz = None
    for ritz in lanczos(hessian_product(network, parameters, inputs, targets), size, np.random.default_rng(0)):
        if which == "largest" and len(ritz.values) > 3 and max(ritz.residuals[-2:]) <= 1e-3 * abs(ritz.values[-1]):
            break
    found = np.zeros((2, network.size))
    found[0, :size] = ritz.vector(-1)
    found[1, :size] = ritz.vector(max(-2, -len(ritz.values)) if which == "largest" else 0)
    return found
