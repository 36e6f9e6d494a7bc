"""Data from a typed function: a table of its values at random places."""

from __future__ import annotations

import numpy as np

from engine.descent.function import Function
from engine.errors import N_, DataError
from engine.fields import Integer, Real, Text

FIELDS = (
    Text("expression", "sin x + x/3", N_("engine", "Function"), longest=500,
         help=N_("engine", "Of x, or of x and y, as it is written: x² − y, exp(−x²), |x|. The network learns it from "
                 "examples.")),
    Real("low", -5.0, N_("engine", "From"), minimum=-1e6, maximum=1e6,
         help=N_("engine", "The least value of each variable.")),
    Real("high", 5.0, N_("engine", "To"), minimum=-1e6, maximum=1e6,
         help=N_("engine", "The greatest value of each variable.")),
    Integer("samples", 300, N_("engine", "Examples"), minimum=20, maximum=20_000,
            help=N_("engine", "How many points are drawn. More points leave less to chance.")),
    Real("noise", 0.0, N_("engine", "Noise"), minimum=0.0, maximum=1e6,
         help=N_("engine", "The standard deviation of what is added to each value of the function by chance.")),
)
TARGET = "f"


def sampled(expression: str, low: float, high: float, samples: int, noise: float, seed: int = 0) -> bytes:
    """A CSV table with the columns x (and y) and f: the function at places drawn evenly from [low, high], with normal
    noise of that deviation. Places where it has no value are left out. Raises ExpressionError, and DataError where
    nothing is left or there is no range."""
    if not low < high:
        raise DataError(N_("engine", "The range of the variables must go from a smaller to a larger number."))
    function, rng = Function(expression), np.random.default_rng(seed)
    points = rng.uniform(low, high, (samples, function.dimension))
    values = function.value(points) + noise * rng.normal(size=samples)
    there = np.isfinite(values)
    if there.sum() < 10:
        raise DataError(N_("engine", "The function has hardly any values in this range. Choose another one."))
    return table_of((*function.variables, TARGET), np.column_stack([points, values])[there])


def table_of(names: tuple[str, ...], rows: np.ndarray) -> bytes:
    """Numbers (n, k) as a CSV table with a header."""
    lines = [",".join(names), *(",".join(f"{value:.6g}" for value in row) for row in rows.tolist())]
    return "\n".join(lines).encode() + b"\n"
