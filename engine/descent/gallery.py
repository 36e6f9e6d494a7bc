"""Functions to walk down: curves and surfaces that the course uses, and the ones that optimizers are tested on.

The test functions are those of Jamil and Yang (2013), "A literature survey of benchmark functions for global
optimisation problems", in the form of Surjanovic and Bingham's Virtual Library of Simulation Experiments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from engine.descent.expression import Expression
from engine.descent.function import Domain, Function
from engine.errors import N_


@dataclass(frozen=True)
class Example:
    """One function of the gallery. `learning_rate` suits plain gradient descent from `start`.

    `coercive`: it grows without bound in every direction, so that its minima and maxima outnumber its saddles by one.
    """

    name: str
    title: str
    text: str
    domain: Domain
    help: str
    start: tuple[float, ...]
    learning_rate: float
    coercive: bool = False

    @cached_property
    def expression(self) -> Expression:
        return Expression(self.text)

    @property
    def dimension(self) -> int:
        return len(self.domain)

    @property
    def latex(self) -> str:
        return self.expression.latex

    def function(self) -> Function:
        """A new Function, for the thread that asks."""
        return Function(self.expression, self.dimension)


def _square(size: float, low: float | None = None) -> Domain:
    return ((-size if low is None else low, size),) * 2


_EXAMPLES = (
    # Curves
    Example("valley_curve", N_("engine", "Curve with two valleys"), "2x² cos x − 5x", ((-5.0, 5.0),),
            N_("engine", "One valley inside, and two slopes that leave the picture."), (-1.0,), 0.05),
    Example("cosine_curve", N_("engine", "Growing waves"), "x cos x", ((-5.0, 5.0),),
            N_("engine", "The start decides in which valley the walk ends."), (1.0,), 0.1),
    # Simple surfaces
    Example("bowl", N_("engine", "Bowl"), "x² + y²", _square(5.0),
            N_("engine", "The same curvature everywhere: every start leads straight to the bottom."), (-4.0, 3.0), 0.1,
            True),
    Example("tilted_gutter", N_("engine", "Tilted gutter"), "x² + 3y", _square(12.0),
            N_("engine", "It has no lowest point: y falls for ever, by the same step each time."), (-10.0, 10.0), 0.1),
    Example("waves", N_("engine", "Folded waves"), "sin(½x² − ¼y² + 3) cos(2x + 1 − e^y)", _square(3.0),
            N_("engine", "Many valleys, ever narrower toward larger y: neighbouring starts end far apart."),
            (0.0, -1.0), 0.05),
    Example("saddle", N_("engine", "Saddle"), "x² − y²", _square(2.0),
            N_("engine", "Downhill along y, uphill along x. From y = 0 exactly, the walk ends on the saddle."),
            (1.5, 0.001), 0.1),
    Example("monkey_saddle", N_("engine", "Monkey saddle"), "x³ − 3x y²", _square(2.0),
            N_("engine", "Three ways down, room for a tail. At the origin even the curvature is zero: a degenerate "
               "point."), (1.0, 0.2), 0.05),
    # Test functions
    Example("himmelblau", N_("engine", "Himmelblau"), "(x² + y − 11)² + (x + y² − 7)²", _square(5.0),
            N_("engine", "Four minima of the same depth, four saddles and one hilltop between them."), (0.0, 0.0), 0.01,
            True),
    Example("rosenbrock", N_("engine", "Rosenbrock"), "(1 − x)² + 100(y − x²)²", ((-2.0, 2.0), (-1.0, 3.0)),
            N_("engine", "A bent valley, steep across and almost flat along: 2508 times as curved one way as the "
               "other."), (-1.2, 1.0), 0.001, True),
    Example("booth", N_("engine", "Booth"), "(x + 2y − 7)² + (2x + y − 5)²", _square(10.0),
            N_("engine", "A bowl that is nine times as curved one way as the other, and lies askew."), (-8.0, -8.0),
            0.05, True),
    Example("beale", N_("engine", "Beale"), "(1.5 − x + x y)² + (2.25 − x + x y²)² + (2.625 − x + x y³)²",
            _square(4.5), N_("engine", "One minimum, wide plains, and cliffs in the corners."), (1.0, 1.0), 0.01),
    Example("six_hump_camel", N_("engine", "Six-hump camel"), "(4 − 2.1x² + x⁴/3) x² + x y + (4y² − 4) y²",
            ((-2.0, 2.0), (-1.2, 1.2)),
            N_("engine", "Six minima, two of them deepest; seven saddles and two hilltops."), (-1.0, 1.0), 0.02, True),
    Example("three_hump_camel", N_("engine", "Three-hump camel"), "2x² − 1.05x⁴ + x⁶/6 + x y + y²", _square(2.5),
            N_("engine", "Three minima; only the one in the middle is the lowest."), (-2.0, 2.0), 0.02, True),
    Example("matyas", N_("engine", "Matyas"), "0.26(x² + y²) − 0.48x y", _square(10.0),
            N_("engine", "A long shallow trough, 25 times as curved across as along."), (-8.0, 3.0), 0.5, True),
    Example("mccormick", N_("engine", "McCormick"), "sin(x + y) + (x − y)² − 1.5x + 2.5y + 1",
            ((-1.5, 4.0), (-3.0, 4.0)),
            N_("engine", "A trough with waves on its floor, which falls on outside the picture."), (3.5, -2.0), 0.05),
    Example("styblinski_tang", N_("engine", "Styblinski–Tang"), "½(x⁴ − 16x² + 5x) + ½(y⁴ − 16y² + 5y)", _square(5.0),
            N_("engine", "Four minima; one is the lowest, and a walk that meets another stays there."), (0.5, 0.5),
            0.01, True),
    Example("goldstein_price", N_("engine", "Goldstein–Price"),
            "(1 + (x + y + 1)² (19 − 14x + 3x² − 14y + 6x y + 3y²)) "
            "(30 + (2x − 3y)² (18 − 32x + 12x² + 48y − 36x y + 27y²))", _square(2.0),
            N_("engine", "Values from 3 to a million: look at it with logarithmic height."), (-0.5, 0.5), 1e-5, True),
    Example("rastrigin", N_("engine", "Rastrigin"), "20 + x² − 10cos(2πx) + y² − 10cos(2πy)", _square(5.12),
            N_("engine", "A bowl full of dents: 121 minima, and only the middle one is the lowest."), (3.2, -2.3),
            0.002, True),
    Example("ackley", N_("engine", "Ackley"), "20 + e − 20exp(−0.2√(½(x² + y²))) − exp(½(cos 2πx + cos 2πy))",
            _square(5.0),
            N_("engine", "Dents around a sharp tip: at the lowest point there is no gradient at all."), (2.7, -1.8),
            0.05),
    Example("levy_13", N_("engine", "Lévy 13"),
            "sin²(3πx) + (x − 1)² (1 + sin²(3πy)) + (y − 1)² (1 + sin²(2πy))", _square(3.0),
            N_("engine", "Fine waves on a bowl: small rates stop in the first of them."), (-2.0, 2.0), 0.002, True),
    Example("easom", N_("engine", "Easom"), "−cos(x) cos(y) exp(−(x − π)² − (y − π)²)", ((0.0, 6.3), (0.0, 6.3)),
            N_("engine", "One deep hole in a plain: far from it, the gradient says nothing."), (1.8, 2.2), 0.1),
    Example("eggholder", N_("engine", "Eggholder"),
            "−(y + 47) sin √abs(x/2 + y + 47) − x sin √abs(x − (y + 47))", _square(512.0),
            N_("engine", "75 smooth minima, creases, and the lowest point of all on the border."), (0.0, 100.0), 1.0),
)

EXAMPLES: Mapping[str, Example] = MappingProxyType({example.name: example for example in _EXAMPLES})
