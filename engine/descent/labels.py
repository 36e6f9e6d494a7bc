"""What critical points are: by their curvatures where those tell it, by what is around them where not."""

from __future__ import annotations

import numpy as np

from engine.descent.enclosures import formula, smooth_within
from engine.descent.function import Domain, Function
from engine.descent.kinks import along, poles, sharp
from engine.descent.newton import extents, ring, thinned
from engine.descent.points import KINDS, RESOLUTION, CriticalPoint
from engine.descent.survey import proven
from engine.descent.winding import point_turns

FLAT = 1e-5  # an eigenvalue below this share of the curvatures around may be zero
NEIGHBOURHOOD = 1e-3  # share of the domain
LEVEL = 1e-9  # of the largest rise around: less is none
ROUNDING = 1e-12  # of the domain: a coordinate that is smaller is zero
SMOOTH = 1e-8  # share of the domain within which curvatures are bounded around a smooth point
REACHES = (1e-6, 1e-8, 1e-10)  # shares of the domain within which one point is alone, if its curvatures are not zero
LINKED = 0.02  # share of the domain between neighbours on a line


def labelled(function: Function, positions: np.ndarray, domain: Domain, alone: np.ndarray | None = None
             ) -> tuple[list[CriticalPoint], tuple[np.ndarray, ...]]:
    """What the points (M, n) are, in the order of `CriticalPoints`, and the lines that some of them stand for.

    Those that are known to be `alone` (M,) stand for no line.
    """
    if not len(positions):
        return [], ()
    alone = np.zeros(len(positions), dtype=bool) if alone is None else alone
    measured, enclosed = function.measure(positions), formula(function.expression.tree)
    smooth = smooth_within(enclosed, positions, domain, SMOOTH)
    tips = ~smooth & sharp(function, positions, domain)
    eigenvalues = np.full(positions.shape, np.nan)
    eigenvalues[~tips] = np.linalg.eigvalsh(measured.hessian[~tips])
    degenerate = ~tips & _may_be_degenerate(function, positions, eigenvalues, domain)
    for share in REACHES:
        degenerate[degenerate] = ~proven(enclosed, positions[degenerate], share * extents(domain))
    steepness = np.linalg.norm(measured.gradient, axis=-1)
    kept, lined = np.ones(len(positions), dtype=bool), np.zeros(len(positions), dtype=bool)
    on_lines = tips & ~alone & along(function, positions, domain)
    for some in (degenerate, on_lines):
        kept[some], lined[some] = thinned(positions[some], domain, steepness[some])
    points = []
    for place in np.flatnonzero(kept):
        kind = "degenerate" if degenerate[place] else _kind(eigenvalues[place])
        if tips[place]:
            kind = "pole" if poles(function, positions[place][None], domain)[0] else "not_smooth"
        points.append(_point(function, kind, positions[place], eigenvalues[place], bool(lined[place]), domain))
    crowd = positions[degenerate | on_lines]
    points, lines = _with_lines(points, [points[place] for place in np.flatnonzero(lined[kept])], crowd, domain)
    points.sort(key=lambda point: (list(KINDS).index(point.kind), point.value))
    return points, lines


def _may_be_degenerate(function: Function, positions: np.ndarray, eigenvalues: np.ndarray, domain: Domain
                       ) -> np.ndarray:
    sizes = np.abs(eigenvalues)
    around = np.abs(function.hessian(ring(positions, domain, NEIGHBOURHOOD, 8))).max(axis=(-3, -2, -1))
    return ~(sizes.min(axis=-1) > FLAT * np.fmax(around, sizes.max(axis=-1)))


def _kind(eigenvalues: np.ndarray) -> str:
    negative = int((eigenvalues < 0).sum())
    return "minimum" if not negative else "maximum" if negative == len(eigenvalues) else "saddle"


def _point(function: Function, kind: str, position: np.ndarray, eigenvalues: np.ndarray, lined: bool, domain: Domain
           ) -> CriticalPoint:
    if kind in ("minimum", "maximum", "saddle"):
        turns, extremum = -1 if kind == "saddle" or (kind == "maximum" and function.dimension == 1) else 1, ""
    else:
        turns = None if lined else point_turns(function, position, domain)
        extremum = "" if kind == "pole" else _extremum(function, position, domain, turns)
    position = np.where(np.abs(position) <= ROUNDING * extents(domain), 0.0, position)
    value = float(function.value(position))
    rise = np.abs(function.value(ring(position, domain, RESOLUTION)) - value).max()
    value = 0.0 if abs(value) <= LEVEL * rise else value  # written −1.2e−30, it would look like a number
    return CriticalPoint(kind, position, value, _without_rounding(function, position, eigenvalues, domain), turns,
                         extremum)


def _without_rounding(function: Function, position: np.ndarray, eigenvalues: np.ndarray, domain: Domain) -> np.ndarray:
    """Curvatures (n,) that would not be felt beside the rise all around are zero."""
    radius = NEIGHBOURHOOD * extents(domain).min()
    rise = np.abs(function.value(ring(position, domain, NEIGHBOURHOOD)) - function.value(position)).max()
    return np.where(0.5 * np.abs(eigenvalues) * radius**2 <= LEVEL * rise, 0.0, eigenvalues)


def _extremum(function: Function, position: np.ndarray, domain: Domain, turns: int | None) -> str:
    """By the heights around, and by the turns: in two dimensions an extremum alone has 1."""
    rise = function.value(ring(position, domain, NEIGHBOURHOOD)) - function.value(position)
    if not rise.any() or not np.isfinite(rise).all() or (function.dimension == 2 and turns not in (None, 1)):
        return ""
    level = LEVEL * np.abs(rise).max()
    return "minimum" if (rise >= -level).all() else "maximum" if (rise <= level).all() else ""


def _with_lines(points: list[CriticalPoint], standing: list[CriticalPoint], crowd: np.ndarray, domain: Domain
                ) -> tuple[list[CriticalPoint], tuple[np.ndarray, ...]]:
    """The points, those `standing` for lines with the number of theirs, and the lines: places of the `crowd` (M, n)
    that hang together, and for which points of one kind stand."""
    if not standing:
        return points, ()
    from scipy.sparse import coo_array  # here, because their imports take half a second
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    scaled = crowd / extents(domain)
    nearest = cKDTree(np.array([point.position for point in standing]) / extents(domain)).query(scaled)[1]
    sorts = [f"{point.kind} {point.extremum}" for point in standing]
    sort = np.array(sorts)[nearest]
    pairs = cKDTree(scaled).query_pairs(LINKED, output_type="ndarray")
    pairs = pairs[sort[pairs[:, 0]] == sort[pairs[:, 1]]]
    links = coo_array((np.ones(len(pairs)), pairs.T), shape=(len(crowd),) * 2)
    component = connected_components(links, directed=False)[1]
    line_of = {id(point): component[int(np.linalg.norm(crowd - point.position, axis=-1).argmin())]
               for point in standing}
    numbers = {line: number for number, line in enumerate(dict.fromkeys(line_of.values()))}
    points = [point if id(point) not in line_of else
              CriticalPoint(point.kind, point.position, point.value, point.eigenvalues, point.turns, point.extremum,
                            numbers[line_of[id(point)]]) for point in points]
    return points, tuple(crowd[component == line] for line in numbers)
