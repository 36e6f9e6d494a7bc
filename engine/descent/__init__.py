"""Descent on a function that one can see.

    from engine.descent import Function, Race, Racer, find_critical_points

    himmelblau = Function("(x² + y − 11)² + (x + y² − 7)²")
    race = Race(himmelblau, [Racer("sgd", {"learning_rate": 0.01}), Racer("adam")], [0.0, 0.0])
    race.run(100)
    race.tracks[0].positions[-1]
    find_critical_points(himmelblau, ((-5, 5), (-5, 5))).counts
"""

from engine.descent.arrivals import LEVEL, LOST, OUTSIDE, STUCK, UNDERWAY, Descent, settle
from engine.descent.basins import UNKNOWN, Basins, Progress
from engine.descent.critical import find_critical_points
from engine.descent.ends import End, classify_end
from engine.descent.expression import Expression
from engine.descent.function import Domain, Function
from engine.descent.gallery import EXAMPLES, Example
from engine.descent.gaps import why_empty
from engine.descent.overlays import Moment, around, moment, newton_target, quadratic_model
from engine.descent.parsing import ExpressionError
from engine.descent.points import KINDS, CriticalPoint, CriticalPoints
from engine.descent.race import Race, Racer, RaceTrajectory
from engine.descent.rates import (
    LIMITS,
    Sweep,
    curvature_at_end,
    gradient_descent_rate,
    heavy_ball,
    stability_limit,
    sweep,
)
from engine.descent.scenes import GROUPS, SCENES, Scene
from engine.descent.setup import MOST_RACERS, OVERLAYS, DescentSetup
from engine.descent.walkers import RACERS
from engine.former import former

__all__ = [
    "EXAMPLES",
    "GROUPS",
    "KINDS",
    "LEVEL",
    "LIMITS",
    "LOST",
    "MOST_RACERS",
    "OUTSIDE",
    "OVERLAYS",
    "RACERS",
    "SCENES",
    "STUCK",
    "UNDERWAY",
    "UNKNOWN",
    "Basins",
    "CriticalPoint",
    "CriticalPoints",
    "Descent",
    "DescentSetup",
    "Domain",
    "End",
    "Example",
    "Expression",
    "ExpressionError",
    "Function",
    "Moment",
    "Progress",
    "Race",
    "RaceTrajectory",
    "Racer",
    "Scene",
    "Sweep",
    "around",
    "classify_end",
    "curvature_at_end",
    "find_critical_points",
    "gradient_descent_rate",
    "heavy_ball",
    "moment",
    "newton_target",
    "quadratic_model",
    "settle",
    "stability_limit",
    "sweep",
    "why_empty",
]

__getattr__ = former(__name__, {"Track": "RaceTrajectory", "Walk": "Descent"})
