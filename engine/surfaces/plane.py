"""Planes through weight space, and what of a walk lies on them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.errors import N_, LaderaError

FLAT = 1e-12  # share of the longer direction below which the two do not span a plane
LEAST_VARIANCE = 1e-12  # what is less adds nothing beside the ε of a normalisation
MARGIN = 0.25  # of a walk's extent, shown around it


@dataclass(frozen=True, eq=False)
class Projection:
    """A walk seen on a plane: `coordinates` (T, 2), and how much of each point's way from the origin, `distances` (T,)
    long, is not on the plane: `off_plane` (T,), from 0 to 1."""

    coordinates: np.ndarray
    off_plane: np.ndarray
    distances: np.ndarray

    @property
    def whole_off_plane(self) -> float:
        """The same for the walk as a whole, in the mean square."""
        whole = float(np.linalg.norm(self.distances))
        return float(np.linalg.norm(self.off_plane * self.distances)) / whole if whole else 0.0


@dataclass(frozen=True, eq=False)
class Plane:
    """θ(a, b) = origin + a · first + b · second, all (n,) in float64.

    `labels` (templates of the engine) name the two directions; `explained` (2,) is the share of the walk's variance
    that the two principal components hold which span the plane, None where it does not come from a walk. The first
    `trainable` numbers are weights, None means all; the rest (running statistics) does not count as distance. In the
    spans `positive` (variances) it goes by equal factors instead of steps, to origin + first at (1, 0) and to
    origin + second at (0, 1): see `along`. Raises LaderaError when the weights of the two directions do not span a
    plane.
    """

    origin: np.ndarray
    first: np.ndarray
    second: np.ndarray
    kind: str = ""
    labels: tuple[str, str] = (N_("engine", "First direction"), N_("engine", "Second direction"))
    explained: np.ndarray | None = None
    trainable: int | None = None
    positive: tuple[slice, ...] = ()

    def __post_init__(self) -> None:
        for name in ("origin", "first", "second"):
            object.__setattr__(self, name, np.ascontiguousarray(getattr(self, name), dtype=np.float64))
        if not self.origin.shape == self.first.shape == self.second.shape or self.origin.ndim != 1:
            raise LaderaError(
                N_("engine", "The middle of a plane and its two directions are vectors of one length; these have the "
                   "shapes {middle}, {first} and {second}."), middle=self.origin.shape, first=self.first.shape,
                second=self.second.shape)
        weights = self.directions[:, :self.trainable]
        gram = weights @ weights.T
        if not np.isfinite(gram).all() or np.linalg.det(gram) <= FLAT * max(gram[0, 0], gram[1, 1]) ** 2:
            raise LaderaError(N_("engine", "The two directions lie on one line, so they span no plane. Choose others."))

    @property
    def directions(self) -> np.ndarray:
        """(2, n)."""
        return np.stack([self.first, self.second])

    def point(self, a: float, b: float) -> np.ndarray:
        """The weights (n,) at one place."""
        return self.points(np.array([a]), np.array([b]))[0]

    def points(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """The weights (K, n) at many places (K,), (K,)."""
        return along(self.origin, self.directions, np.column_stack([a, b]), self.positive)

    def project(self, points: np.ndarray) -> Projection:
        """Least squares, c = (D Dᵀ)⁻¹ D (θ − origin), also where the directions are not orthogonal. Raises LaderaError
        for points of another network."""
        points = np.atleast_2d(np.asarray(points, dtype=np.float64))
        if points.shape[1:] != self.origin.shape:
            raise LaderaError(
                N_("engine", "A plane through {size} weights has no place for points of the shape {shape}; each is one "
                   "row of {size} numbers."), size=self.origin.size, shape=points.shape)
        away = (points - self.origin)[:, :self.trainable]
        directions = self.directions[:, :self.trainable]
        coordinates = np.linalg.solve(directions @ directions.T, directions @ away.T).T
        rest = np.linalg.norm(away - coordinates @ directions, axis=1)
        whole = np.linalg.norm(away, axis=1)
        return Projection(coordinates, np.divide(rest, whole, out=np.zeros_like(rest), where=whole > 0), whole)

    def aligned_to(self, previous: Plane, turning: bool = True) -> Plane:
        """The same plane, turned within itself so that it differs least from `previous` (orthogonal Procrustes): a
        refit neither flips nor jumps. Directions keep their lengths; those that are not orthogonal, and all without
        `turning`, may only flip."""
        overlap = self.directions @ previous.directions.T
        lengths = np.linalg.norm(self.directions, axis=1)
        orthogonal = abs(self.first @ self.second) <= 1e-9 * lengths.prod()
        if turning and orthogonal and np.isclose(*lengths):
            u, _, v = np.linalg.svd(overlap)
            first, second = (u @ v).T @ self.directions
            return replace(self, first=first, second=second)
        signs = np.where(np.diag(overlap) < 0, -1.0, 1.0)
        return replace(self, first=signs[0] * self.first, second=signs[1] * self.second)


def along(origin: np.ndarray, directions: np.ndarray, coordinates: np.ndarray, positive: tuple[slice, ...] = ()
          ) -> np.ndarray:
    """The points (K, n) at `coordinates` (K, D) of origin + coordinates · directions (D, n); in the spans `positive` by
    equal factors, so that no coordinate makes a variance negative, where every step would in the end."""
    points = origin + coordinates @ directions
    for span in positive:
        start, steps = logarithms(origin[span], directions[:, span])
        points[:, span] = np.exp(start + coordinates @ steps)
    return points


def logarithms(origin: np.ndarray, directions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """ln origin (n,), and by how much it differs at origin + each of `directions` (D, n): (D, n)."""
    start = np.log(np.maximum(origin, LEAST_VARIANCE))
    return start, np.log(np.maximum(origin + directions, LEAST_VARIANCE)) - start


def automatic_range(plane: Plane, walk: np.ndarray | None = None, share: float = 1.0
                    ) -> tuple[tuple[float, float], tuple[float, float]]:
    """What to look at: `share` of the directions' lengths around the origin, and the whole of a walk (T, n)."""
    low, high = np.full(2, -share), np.full(2, share)
    if walk is not None and len(walk):
        places = plane.project(walk).coordinates
        places = places[np.isfinite(places).all(axis=1)]
        if len(places):
            near, far = places.min(axis=0), places.max(axis=0)
            room = np.maximum(MARGIN * (far - near), 0.1 * share)
            low, high = np.minimum(near - room, 0 - room), np.maximum(far + room, room)
    return (float(low[0]), float(high[0])), (float(low[1]), float(high[1]))
