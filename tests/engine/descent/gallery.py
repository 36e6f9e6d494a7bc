"""What is found on the functions of the gallery: looked for once, however many tests ask."""

from __future__ import annotations

from functools import cache

from engine.descent.critical import CriticalPoints, find_critical_points
from engine.descent.gallery import EXAMPLES


@cache
def found(name: str) -> CriticalPoints:
    """The critical points of a function of the gallery, on its own domain."""
    return find_critical_points(EXAMPLES[name].function(), EXAMPLES[name].domain)
