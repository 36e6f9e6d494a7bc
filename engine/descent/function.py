"""A function of one or two variables with its exact gradient and Hessian, at many points at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.descent.expression import Expression
from engine.descent.syntax import VARIABLES
from engine.device import NUMPY
from engine.errors import N_, LaderaError
from engine.ir import Builder, Plan, Value, compile_plan, gradients, population, tangents

Domain = tuple[tuple[float, float], ...]
"""(low, high) for each variable."""

CHUNKS = (1, 16, 256, 4096)  # members of the compiled programs: a call takes the smallest that is large enough

PARTS = ("value", "gradient", "hessian")


@dataclass(frozen=True)
class Measured:
    """What a function is at points (…, n): value (…), gradient (…, n), hessian (…, n, n); NaN where undefined."""

    value: np.ndarray
    gradient: np.ndarray
    hessian: np.ndarray


class Function:
    """`Function("x² + 3y")`. `dimension` is 2 where y occurs or where it is asked for, else 1.

    Points are arrays (…, dimension); for curves (…) will do. All numbers are float64. Programs are compiled on first
    use and kept; a Function belongs to the thread that made it, and another one of the same expression is cheap.
    Raises ExpressionError.
    """

    def __init__(self, expression: Expression | str, dimension: int | None = None) -> None:
        self.expression = expression if isinstance(expression, Expression) else Expression(expression)
        least = 2 if "y" in self.expression.variables else 1
        self.dimension = max(least, dimension or least)
        self.variables = VARIABLES[:self.dimension]
        self._programs: dict[tuple[int, tuple[str, ...]], tuple[Plan, np.ndarray, np.ndarray]] = {}

    def __repr__(self) -> str:
        return f"Function({self.expression.text or self.expression.latex!r})"

    def value(self, points: np.ndarray) -> np.ndarray:
        """f: (…)."""
        return self._evaluated(points, "value")[0]

    def gradient(self, points: np.ndarray) -> np.ndarray:
        """∇f: (…, n)."""
        return self._evaluated(points, "gradient")[0]

    def hessian(self, points: np.ndarray) -> np.ndarray:
        """The exact second derivatives: (…, n, n)."""
        return self._evaluated(points, "hessian")[0]

    def measure(self, points: np.ndarray) -> Measured:
        """All three at once."""
        return Measured(*self._evaluated(points, *PARTS))

    def grid(self, domain: Domain, resolution: tuple[int, ...] | int) -> tuple[np.ndarray, ...]:
        """The axes, and f on them: (x, f (X,)) for a curve, (x, y, f (Y, X)) for a surface."""
        counts = (resolution,) * self.dimension if isinstance(resolution, int) else resolution
        axes = [np.linspace(*span, count) for span, count in zip(domain, counts, strict=True)]
        return (*axes, self.value(np.stack(np.meshgrid(*axes), axis=-1)))

    # Programs

    def program(self, points: np.ndarray, results: np.ndarray, *parts: str) -> Plan:
        """Compile `parts` from points (n, K) to `results`, one row for each number of each part; see `rows`."""
        ir = Builder()
        leaves = {name: ir.leaf("input", name, ()) for name in self.variables}
        members = {leaf: ir.leaf("input", f"{name} of all", points.shape[1:]) for name, leaf in leaves.items()}
        with np.errstate(all="ignore"):
            value = self.expression.lower(ir, leaves)
            outputs = [output for part in parts for output in _PARTS[part](ir, value, leaves)]
            if self.expression.partial:  # (ln x)′ = 1/x is a number also where ln x is not
                defined = ir.equal(value, value)
                outputs = [ir.select(defined, output, math.nan) for output in outputs]
            spread = population(ir, outputs, members, points.shape[1])
            bindings = dict(zip(members.values(), points, strict=True))
            return compile_plan(NUMPY, str(points.dtype), spread, bindings, list(results))

    def rows(self, *parts: str) -> int:
        """How many numbers `parts` are at one point."""
        return sum(self.dimension ** PARTS.index(part) for part in parts)

    def _evaluated(self, points: np.ndarray, *parts: str) -> list[np.ndarray]:
        points = self._checked(points)
        flat = points.reshape(-1, self.dimension).T
        results = np.empty((self.rows(*parts), flat.shape[1]))
        size = next((chunk for chunk in CHUNKS if chunk >= flat.shape[1]), CHUNKS[-1])
        plan, inputs, outputs = self._program(size, parts)
        with np.errstate(all="ignore"):
            for start in range(0, flat.shape[1], size):
                given = flat[:, start:start + size]
                inputs[:, :given.shape[1]] = given
                plan.run()
                results[:, start:start + size] = outputs[:, :given.shape[1]]
        ends = np.cumsum([self.rows(part) for part in parts])[:-1]
        shapes = ((*points.shape[:-1], *(self.dimension,) * PARTS.index(part)) for part in parts)
        return [np.array(np.reshape(block.T, shape), order="C")
                for block, shape in zip(np.split(results, ends), shapes, strict=True)]

    def _checked(self, points: np.ndarray) -> np.ndarray:
        points = np.asarray(points, dtype=np.float64)
        if self.dimension == 1 and points.shape[-1:] != (1,):
            points = points[..., None]
        if points.shape[-1:] != (self.dimension,):
            raise LaderaError(N_("engine", "A point of this function has {expected} numbers, not {came}."),
                              expected=self.dimension, came=points.shape[-1] if points.ndim else 1)
        return points

    def _program(self, size: int, parts: tuple[str, ...]) -> tuple[Plan, np.ndarray, np.ndarray]:
        if (size, parts) not in self._programs:
            inputs, outputs = np.zeros((self.dimension, size)), np.zeros((self.rows(*parts), size))
            self._programs[size, parts] = self.program(inputs, outputs, *parts), inputs, outputs
        return self._programs[size, parts]


def _hessian(ir: Builder, value: Value, leaves: Mapping[str, Value]) -> list[Value]:
    slopes = gradients(ir, value, list(leaves.values()))
    columns = [tangents(ir, slopes, {leaf: ir.constant(1.0)}) for leaf in leaves.values()]
    return [column[row] for row in range(len(leaves)) for column in columns]


_PARTS: dict[str, Callable[[Builder, Value, Mapping[str, Value]], list[Value]]] = {
    "value": lambda ir, value, leaves: [value],
    "gradient": lambda ir, value, leaves: gradients(ir, value, list(leaves.values())),
    "hessian": _hessian,
}
