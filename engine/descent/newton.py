"""Newton's method for ∇f = 0 from many starts at once: to minima, maxima and saddles alike."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.descent.function import Domain, Function

ITERATIONS = 64
LONGEST_STEP = 1 / 16  # share of the domain: so that starts look around where they are
MARGIN = 0.1  # share of the domain by which a walk may leave it
SETTLED, SMALL = 1e-13, 1e-7  # steps, as shares of the domain
SINGULAR = 1e-14
ROOT = 1e-6  # share of the usual residual
SAME = 1e-5  # candidates nearer than this share of the domain are one
THINNED = 0.05  # share of the domain between the points that stand for a line of them
SCATTERED = 5e-3  # share of the domain: where almost everything is flat, a single point is met no more exactly

FAINT = 1e-280  # slopes below are none: they have lost their digits

Equations = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]
"""points (K, n) → residuals (K, n) and their Jacobians (K, n, n)."""


def newton_step(residual: np.ndarray, jacobian: np.ndarray) -> np.ndarray:
    """−J⁻¹r for many at once, (…, n) with n of 1 or 2; the shortest least-squares step where J is singular."""
    if residual.shape[-1] == 1:
        return np.where(residual == 0.0, 0.0, -residual / jacobian[..., 0])
    entries = np.stack([*np.moveaxis(jacobian.reshape(*residual.shape[:-1], 4), -1, 0), *np.moveaxis(residual, -1, 0)])
    largest = np.abs(entries[:4]).max(axis=0)
    a, b, c, d, r, s = entries / np.where(largest == 0.0, 1.0, largest)  # squares of faint curvatures would be zero
    determinant, size = a * d - b * c, a * a + b * b + c * c + d * d
    singular = np.abs(determinant) <= SINGULAR * size
    regular = np.stack([b * s - d * r, c * r - a * s], axis=-1) / np.where(singular, 1.0, determinant)[..., None]
    least = -np.stack([a * r + c * s, b * r + d * s], axis=-1) / np.where(size == 0.0, 1.0, size)[..., None]
    return np.where(singular[..., None], least, regular)


def grid_of(domain: Domain, density: int, coarser: int | None = None) -> np.ndarray:
    """`density` points along each axis that cover the domain, edges included, (K, n); without those of a grid of
    `coarser` points along each axis, whose gaps they must cut evenly."""
    grid = np.stack(np.meshgrid(*(np.linspace(*span, density) for span in domain)), axis=-1)
    new = np.ones(grid.shape[:-1], dtype=bool)
    if coarser is not None:
        new[(slice(None, None, (density - 1) // (coarser - 1)),) * len(domain)] = False
    return grid[new]


def extents(domain: Domain) -> np.ndarray:
    return np.array([high - low for low, high in domain])


def inside(points: np.ndarray, domain: Domain, margin: float = 1e-9) -> np.ndarray:
    """Which of the points (K, n) lie in the domain, widened on all sides by a share of it."""
    low, high = np.array(domain).T
    slack = margin * (high - low)
    return np.all((points >= low - slack) & (points <= high + slack), axis=-1)


def solve(equations: Equations, starts: np.ndarray, domain: Domain) -> np.ndarray:
    """The distinct roots inside the domain that Newton's method reaches from `starts` (K, n)."""
    if not len(starts):
        return starts
    span = extents(domain)
    points, settled = starts.copy(), []
    with np.errstate(all="ignore"):
        for _ in range(ITERATIONS):
            step = newton_step(*equations(points)) / span
            length = np.linalg.norm(step, axis=-1, keepdims=True)
            points = points + span * step * np.minimum(1.0, LONGEST_STEP / np.where(length == 0.0, 1.0, length))
            length = length[:, 0]
            settled.append(points[length <= SETTLED])
            walking = (length > SETTLED) & inside(points, domain, MARGIN)
            points, length = points[walking], length[walking]
            if not len(points):
                break
        found = np.concatenate([*settled, points[length <= SMALL]])
        usual = np.linalg.norm(equations(starts)[0], axis=-1)
        rest = np.linalg.norm(equations(found)[0], axis=-1)
    roots = rest <= ROOT * np.median(usual[np.isfinite(usual)])
    return distinct(found[roots & inside(found, domain)], domain)


def distinct(points: np.ndarray, domain: Domain) -> np.ndarray:
    """One of each group of points that lie together, in the order of their coordinates."""
    from scipy.spatial import cKDTree  # here, because its import takes half a second

    span = extents(domain)
    _, kept = np.unique(np.round(points / span / (0.1 * SAME)), axis=0, return_index=True)
    points = points[kept]
    near = cKDTree(points / span).query_pairs(SAME) if len(points) else ()
    doubles = {max(pair) for pair in near}
    return points[[place for place in range(len(points)) if place not in doubles]]


def thinned(points: np.ndarray, domain: Domain, order: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Which of the points (M, n) stand for those that lie together with them, the least in `order` first; and which of
    these stand for a line of them: (M,) each."""
    scaled, rank = points / extents(domain), np.arange(len(points)) if order is None else np.argsort(order)
    scaled = scaled[rank]
    left, (shown, lined) = np.ones(len(points), dtype=bool), np.zeros((2, len(points)), dtype=bool)
    while left.any():
        first = int(left.argmax())
        distances = np.linalg.norm(scaled - scaled[first], axis=-1)
        near = distances < THINNED
        shown[rank[first]], lined[rank[first]] = True, (distances[near] > SCATTERED).any()
        left &= ~near
    return shown, lined


def stationary(function: Function, domain: Domain, starts: np.ndarray) -> np.ndarray:
    """The points inside the domain where the gradient is zero, (M, n), as far as they are found from `starts` (K, n);
    some of them where they form lines."""

    def equations(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        measured = function.measure(points)
        return measured.gradient, measured.hessian

    found = solve(equations, starts, domain)
    sloping = (np.abs(function.gradient(ring(found, domain, 1e-4))) > FAINT).any(axis=-1)
    return found[sloping.mean(axis=-1) > 0.5]  # a plain has no critical points


def ring(points: np.ndarray, domain: Domain, radius: float, count: int = 64) -> np.ndarray:
    """Points (…, count, n) around each of (…, n), at a share of the domain; two neighbours on a line."""
    span = extents(domain)
    if len(domain) == 1:
        return points[..., None, :] + radius * span * np.array([[-1.0], [1.0]])
    turn = 2.0 * np.pi * np.arange(count) / count
    return points[..., None, :] + radius * span * np.stack([np.cos(turn), np.sin(turn)], axis=-1)
