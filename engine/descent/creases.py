"""Creases: the lines along which absolute values and maxima bend a function, and what is critical on them.

Beside a crease the function is smooth, on each side another one: a branch. A point of a crease is critical where zero
is between the gradients of both sides (Clarke 1983): along the crease the function is level, and across it rises to
both sides, or falls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product

import numpy as np

from engine.descent.algebra import difference, half, negate, plus
from engine.descent.expression import Expression
from engine.descent.function import Domain, Function
from engine.descent.newton import SINGULAR, extents, solve
from engine.descent.syntax import Call, Node, Number, children, number, rebuilt, walk

DENSITY = 129  # starts along each axis, of which those beside a crease are taken
ACROSS = 1e-6  # share of the domain: how far from the crease the slopes of both sides are measured
LEVEL = 1e-6  # of the steeper side: less is no slope
MOST_BRANCHES = 16

Pick = Callable[[Call, tuple[Node, ...]], Node]


def bends(tree: Node) -> tuple[Call, ...]:
    """The absolute values, maxima and minima in `tree`, each once, that depend on variables."""
    found = (node for node in walk(tree) if isinstance(node, Call) and node.name in _SIDES)
    return tuple(dict.fromkeys(node for node in found if not isinstance(gap(node), Number)))


def gap(bend: Call) -> Node:
    """The expression at whose zeros it bends."""
    return bend.arguments[0] if bend.name == "abs" else difference(*bend.arguments)


def branches(tree: Node) -> tuple[tuple[Node, tuple[int, ...]], ...]:
    """The smooth functions that meet at its creases, each with the signs that the gap of each of its `bends` has where
    the function is this one; () where there are none, or too many."""
    all_bends = bends(tree)
    if not all_bends or 2 ** len(all_bends) > MOST_BRANCHES:
        return ()
    found = []
    for signs in product((1, -1), repeat=len(all_bends)):
        sides = dict(zip(all_bends, signs, strict=True))
        found.append((_picked(tree, lambda bend, arguments, sides=sides: _SIDES[bend.name][sides[bend]](*arguments)),
                      signs))
    return tuple(found)


def on_crease(tree: Node, at: Node) -> Node:
    """A function that is smooth at the zeros of `at` as far as they make it bend, and the same there."""
    same = (at, negate(at))
    return _picked(tree, lambda bend, arguments: _MIDDLE[bend.name](*arguments) if gap(bend) in same
                   else Call(bend.name, arguments))


def _picked(tree: Node, pick: Pick) -> Node:
    """`tree` with what `pick` makes of each bend and its arguments, which have been picked already."""
    inner = tuple(_picked(child, pick) for child in children(tree))
    if isinstance(tree, Call) and tree.name in _SIDES and not isinstance(gap(tree), Number):
        return pick(tree, inner)
    return rebuilt(tree, inner)


_SIDES: Mapping[str, Mapping[int, Callable[..., Node]]] = {
    "abs": {1: lambda u: u, -1: negate},
    "max": {1: lambda u, v: u, -1: lambda u, v: v},
    "min": {1: lambda u, v: v, -1: lambda u, v: u},
}
_MIDDLE: Mapping[str, Callable[..., Node]] = {
    "abs": lambda u: number(0),
    "max": lambda u, v: half(plus(u, v)),
    "min": lambda u, v: half(plus(u, v)),
}


def critical_on_creases(function: Function, domain: Domain) -> tuple[np.ndarray, np.ndarray]:
    """The points (M, 2) of creases that are critical, and which of them stand alone (M,); the others are some of a line
    of such points."""
    tree = function.expression.tree
    found, alone = [np.empty((0, 2))], [np.empty(0, dtype=bool)]
    seen: set[Node] = set()
    for bend in bends(tree):
        at = gap(bend)
        if at in seen or negate(at) in seen:
            continue
        seen.add(at)
        crease, along = Function(Expression(at), 2), Function(Expression(on_crease(tree, at)), 2)
        equations = _level_along(crease, along)
        points = solve(equations, _beside(crease, domain), domain)
        points = points[_between(function, crease, points, domain)]
        found.append(points)
        alone.append(_regular(equations(points)[1]))
    return np.concatenate(found), np.concatenate(alone)


def _beside(crease: Function, domain: Domain) -> np.ndarray:
    """Starts: the middles of the cells of a grid that a crease goes through."""
    *axes, values = crease.grid(domain, DENSITY)
    corners = np.stack([values[:-1, :-1], values[:-1, 1:], values[1:, :-1], values[1:, 1:]])
    crossed = (corners.min(axis=0) <= 0) & (corners.max(axis=0) >= 0)
    x, y = (0.5 * (axis[:-1] + axis[1:]) for axis in axes)
    return np.stack(np.meshgrid(x, y), axis=-1)[crossed]


def _level_along(crease: Function, along: Function):
    """On the crease, g = 0, and level along it: ∇f × ∇g = 0."""
    def equations(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        g, f = crease.measure(points), along.measure(points)
        (gx, gy), (fx, fy) = g.gradient.T, f.gradient.T
        (gxx, gxy), (_, gyy) = np.moveaxis(g.hessian, 0, -1)
        (fxx, fxy), (_, fyy) = np.moveaxis(f.hessian, 0, -1)
        level = fx * gy - fy * gx
        slope = [fxx * gy + fx * gxy - fxy * gx - fy * gxx, fxy * gy + fx * gyy - fyy * gx - fy * gxy]
        return (np.stack([g.value, level], axis=-1),
                np.stack([g.gradient, np.stack(slope, axis=-1)], axis=-2))

    return equations


def _regular(jacobian: np.ndarray) -> np.ndarray:
    sizes = np.prod(np.linalg.norm(jacobian, axis=-1), axis=-1)
    return np.abs(np.linalg.det(jacobian)) > np.sqrt(SINGULAR) * sizes


def _between(function: Function, crease: Function, points: np.ndarray, domain: Domain) -> np.ndarray:
    """At which of the points (M, 2) it rises to both sides of the crease, or falls, or is level to one."""
    normal = crease.gradient(points)
    with np.errstate(all="ignore"):
        normal = normal / np.linalg.norm(normal, axis=-1, keepdims=True)
        by = ACROSS * extents(domain).min() * normal
        away = np.stack([(function.gradient(points + by) * normal).sum(axis=-1),
                         -(function.gradient(points - by) * normal).sum(axis=-1)])
        least = LEVEL * np.abs(away).max(axis=0)
        return ((away >= -least).all(axis=0) | (away <= least).all(axis=0)) & np.isfinite(away).all(axis=0)

