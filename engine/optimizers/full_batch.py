"""Optimizers that see all examples at once and may look at the objective as often as they like.

One step is one outer iteration. All their algebra is in float64 on the host; only the objective runs on the device and
in the precision of the training, and near a minimum single precision ends before they do. SciPy's own minimisers cannot
stop between two iterations and go on later, as a person at the step button, a snapshot or a change of device needs.
These take the same steps.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import numpy as np

from engine.errors import N_, GraphError
from engine.layout import ParameterLayout
from engine.optimizers.base import Optimizer, Settings, learning_rate_field
from engine.optimizers.line_search import wolfe_length
from engine.optimizers.seen_rows import SeenRows

MOST_FOR_MATRICES = 2_000
"""The most weights for which matrices of weights by weights are kept: 32 MB each."""

LEAST_INTERVAL = 1e-14  # share of a length below which it need not be known better
MOST_TRIALS = 20

Slots = Mapping[str, np.ndarray]


class Objective(Protocol):
    """A function of `size` numbers, measured to a relative precision of `epsilon`."""

    size: int
    epsilon: float

    def measure(self, point: np.ndarray) -> tuple[float, np.ndarray]:
        """The value at `point` (size,), infinite where it is not a number, and the gradient (size,)."""

    def hessian(self, point: np.ndarray) -> np.ndarray:
        """The exact matrix of second derivatives (size, size)."""


class FullBatchOptimizer(Optimizer):
    """Base. The learning rate is the share of the step found that is taken, 1 being all of it."""

    full_batch = True
    fields = (learning_rate_field(1.0),)
    keeps_matrices: ClassVar[bool] = False

    def problems(self, graph):
        weights = ParameterLayout(graph).trainable
        if self.keeps_matrices and weights > MOST_FOR_MATRICES:
            yield GraphError(
                N_("engine", "“{optimizer}” needs a table of all weights by all weights, and is for at most {most}; "
                   "the network has {weights}. Choose L-BFGS or another optimizer."), optimizer=self.title,
                most=MOST_FOR_MATRICES, weights=weights)

    def shapes(self, settings: Settings, size: int) -> dict[str, tuple[int, ...]]:
        """The shapes of the state's arrays, which begin as zeros."""
        return {}

    def iterate(self, settings: Settings, objective: Objective, point: np.ndarray, slots: Slots,
                rate: float) -> np.ndarray:
        """The point after one step from `point`; `slots` is changed in place. The same point when no step helps. Raises
        FloatingPointError, before anything is changed, where what it needs is not finite."""
        raise NotImplementedError


@dataclass(frozen=True)
class Place:
    """A point with what was measured there."""

    point: np.ndarray
    value: float
    gradient: np.ndarray


class LineSearchOptimizer(FullBatchOptimizer):
    """Walks along a direction to a length that satisfies the strong Wolfe conditions (Nocedal, Wright 2006, ch. 3)."""

    sufficient: ClassVar[float] = 1e-4  # c₁ of the Wolfe conditions
    curvature: ClassVar[float] = 0.9  # and c₂

    def iterate(self, settings, objective, point, slots, rate):
        start = Place(point, *objective.measure(point))
        end = self._search(objective, start, self.direction(start.gradient, slots), slots)
        if end is None:  # what it remembers misleads: forget it and go straight downhill
            for slot in slots.values():
                slot[...] = 0
            end = self._search(objective, start, -start.gradient, slots)
        if end is None:
            return point
        if rate != 1.0:
            nearer = point + rate * (end.point - point)
            end = Place(nearer, *objective.measure(nearer))
        self.remember(start, end, slots)
        return end.point

    def direction(self, gradient: np.ndarray, slots: Slots) -> np.ndarray:
        """Where to go."""
        raise NotImplementedError

    def first_length(self, gradient: np.ndarray, slope: float, slots: Slots) -> float:
        """The length to try first along a direction of this slope: the one at which a parabola would lose what the last
        step did, but not more than the direction itself; without a last step, one that is about as long as 1."""
        expected = float(slots["decrease"]) or 0.5 * float(np.linalg.norm(gradient))
        return min(1.0, -1.01 * 2.0 * expected / slope)

    def accepts(self, start: Place, end: Place, direction: np.ndarray) -> bool:
        """Whether a step that satisfies the Wolfe conditions leads anywhere."""
        return True

    def remember(self, start: Place, end: Place, slots: Slots) -> None:
        """Learn from a step."""
        raise NotImplementedError

    def _search(self, objective: Objective, start: Place, direction: np.ndarray, slots: Slots) -> Place | None:
        """Somewhere lower along `direction`; None when there is no such place.

        Where the search of Moré and Thuente finds nothing SciPy's public one is asked, as SciPy's minimisers do; after
        that any place with a sufficient decrease will do.
        """
        slope = float(start.gradient @ direction)
        if not slope < 0:
            return None
        seen: dict[float, Place] = {0.0: start}

        def at(length: float) -> Place:
            if length not in seen:
                point = start.point + length * direction
                seen[length] = Place(point, *objective.measure(point))
            return seen[length]

        def along(length: float) -> tuple[float, float]:
            return at(length).value, float(at(length).gradient @ direction)

        def accepted(length: float, *_: object) -> bool:
            return self.accepts(start, at(float(length)), direction)

        first = self.first_length(start.gradient, slope, slots)
        length = wolfe_length(along, start.value, slope, first, self.sufficient, self.curvature,
                              max(LEAST_INTERVAL, objective.epsilon), MOST_TRIALS)
        if length is None or not accepted(length):
            expected = -0.5 * first * slope / 1.01
            import scipy.optimize  # here, because its import takes half a second

            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that the search failed is known from what it returns
                length = scipy.optimize.line_search(
                    lambda x: along(float(x[0]))[0], lambda x: np.array([along(float(x[0]))[1]]), np.zeros(1),
                    np.ones(1), np.array([slope]), start.value, start.value + expected, c1=self.sufficient,
                    c2=self.curvature, extra_condition=accepted, maxiter=MOST_TRIALS)[0]
        if length is not None:
            return at(float(length))
        length, best = min(seen.items(), key=lambda pair: pair[1].value)
        return best if best.value < start.value + self.sufficient * length * slope else None


class FullBatchUpdater:
    """Applies a FullBatchOptimizer; see `Updater`. `move(point)` sets the weights, `point()` reads them."""

    def __init__(self, optimizer: FullBatchOptimizer, settings: Mapping[str, Any], objective: Any) -> None:
        self.optimizer, self.settings, self.objective = optimizer, settings, objective
        self.slots = {name: np.zeros(shape) for name, shape in optimizer.shapes(settings, objective.size).items()}

    def run(self, learning_rate: float, step: int, seen: tuple[SeenRows, ...] = ()) -> None:
        """One outer iteration from where the weights are. Nothing is `seen` by rows: all examples count."""
        point = self.objective.point()
        self.objective.move(self.optimizer.iterate(self.settings, self.objective, point, self.slots, learning_rate))

    def state(self) -> dict[str, np.ndarray]:
        """A copy of the slots in main memory."""
        return {name: slot.copy() for name, slot in self.slots.items()}

    def restore(self, state: Mapping[str, np.ndarray]) -> None:
        """Go back to what `state` gave; what it lacks begins anew."""
        for name, slot in self.slots.items():
            slot[...] = state.get(name, 0)

    def clear(self) -> None:
        """As before the first step."""
        for slot in self.slots.values():
            slot[...] = 0
