"""Many points that one optimizer moves over one function, in step.

The update rule is the optimizer's own, compiled for all of them at once; learning rate and momentum may differ from
one to the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np

from engine.descent.function import Function
from engine.device import NUMPY
from engine.errors import N_, SettingError
from engine.fields import check_settings
from engine.ir import Builder, Plan, compile_plan
from engine.optimizers import OPTIMIZERS, Optimizer
from engine.optimizers.full_batch import FullBatchOptimizer
from engine.quoting import Vocabulary

RACERS: Mapping[str, Optimizer] = MappingProxyType(
    {name: optimizer for name, optimizer in OPTIMIZERS.items()
     if type(optimizer).slopes is Optimizer.slopes and not optimizer.lazy})
"""The optimizers that need nothing but a function: all but the learning rules for layers of neurons, and those that
are something of their own only where a table is looked up."""


class Walkers(Protocol):
    """K points in n dimensions: `position` and `gradient` (n, K), `value` (K,); `slots` the optimizer's state by name,
    (K, …). `evaluate` fills value and gradient; then `move(step)` takes a step, counted from 1."""

    position: np.ndarray
    value: np.ndarray
    gradient: np.ndarray
    slots: dict[str, np.ndarray]

    def evaluate(self) -> None: ...

    def move(self, step: int) -> None: ...

    def place(self, points: np.ndarray) -> None: ...


class FirstOrderWalkers:
    """Those of optimizers with an update rule. `varied` gives settings, of the fields "learning_rate" and "momentum",
    that differ between the members: (K,)."""

    def __init__(self, function: Function, optimizer: Optimizer, settings: Mapping[str, Any], members: int,
                 dtype: str = "float64", varied: Mapping[str, np.ndarray] = MappingProxyType({})) -> None:
        self.optimizer, self.settings = optimizer, {**settings, **varied}
        shape = (function.dimension, members)
        self.position = np.zeros(shape, dtype)
        self._measured = np.zeros((1 + function.dimension, members), dtype)
        self.value, self.gradient = self._measured[0], self._measured[1:]
        self.state = {name: np.zeros(shape, dtype) for name in optimizer.slots}
        self.slots = {name: slot.T for name, slot in self.state.items()}
        first = optimizer.scalars(self.settings, self.settings["learning_rate"], 1)
        self._scalars = {name: np.zeros(np.shape(number), dtype) for name, number in first.items()}
        self._evaluate = function.program(self.position, self._measured, "value", "gradient")
        self._slope = function.program(self.position, self.gradient, "gradient")
        self._move = self._compile(varied, dtype)

    def place(self, points: np.ndarray) -> None:
        """Begin anew from points (K, n)."""
        self.position[...] = points.T
        for slot in self.state.values():
            slot[...] = 0.0

    def evaluate(self) -> None:
        """Value and gradient where they are."""
        self._evaluate.run()

    def slope(self) -> None:
        """The gradient alone."""
        self._slope.run()

    def move(self, step: int) -> None:
        """One update from the gradient."""
        scalars = self.optimizer.scalars(self.settings, self.settings["learning_rate"], step)
        for name, number in scalars.items():
            self._scalars[name][...] = number
        self._move.run()

    def _compile(self, varied: Mapping[str, np.ndarray], dtype: str) -> Plan:
        ir = Builder()
        arrays = {"parameters": self.position, "gradient": self.gradient, **self.state}
        leaves = {name: ir.leaf("vector", name, array.shape) for name, array in arrays.items()}
        numbers = {name: ir.leaf("scalar", name, array.shape) for name, array in self._scalars.items()}
        own = {name: ir.leaf("setting", name, np.shape(array)) for name, array in varied.items()}
        bindings = {leaves[name]: array for name, array in arrays.items()}
        bindings |= {numbers[name]: array for name, array in self._scalars.items()}
        bindings |= {own[name]: np.asarray(array, dtype) for name, array in varied.items()}
        parameters, slots = self.optimizer.update(ir, {**self.settings, **own}, leaves["parameters"],
                                                  leaves["gradient"], leaves, numbers)
        return compile_plan(NUMPY, dtype, [*slots.values(), parameters], bindings,
                            [*(arrays[name] for name in slots), self.position])


class FullBatchWalkers:
    """Those of optimizers that look at the function several times in a step: one after the other."""

    def __init__(self, function: Function, optimizer: FullBatchOptimizer, settings: Mapping[str, Any],
                 members: int) -> None:
        self.function, self.optimizer, self.settings = function, optimizer, settings
        self.size, self.epsilon = function.dimension, float(np.finfo(np.float64).eps)
        self.position = np.zeros((self.size, members))
        self.value, self.gradient = np.zeros(members), np.zeros((self.size, members))
        self.slots = {name: np.zeros((members, *shape))
                      for name, shape in optimizer.shapes(settings, self.size).items()}

    def place(self, points: np.ndarray) -> None:
        """Begin anew from points (K, n)."""
        self.position[...] = points.T
        for slot in self.slots.values():
            slot[...] = 0.0

    def evaluate(self) -> None:
        """Value and gradient where they are."""
        points = self.position.T
        self.value[...] = self.function.value(points)
        self.gradient[...] = self.function.gradient(points).T

    def move(self, step: int) -> None:
        """One outer iteration of each; those that are lost stay where they are."""
        for member in range(self.position.shape[1]):
            point = self.position[:, member].copy()
            if np.isfinite(point).all() and np.isfinite(self.gradient[:, member]).all():
                slots = {name: slot[member, ...] for name, slot in self.slots.items()}
                self.position[:, member] = self.optimizer.iterate(self.settings, self, point, slots,
                                                                  self.settings["learning_rate"])

    # What the optimizer asks

    def measure(self, point: np.ndarray) -> tuple[float, np.ndarray]:
        """Value, infinite where undefined, and gradient at `point` (n,)."""
        value = float(self.function.value(point[None])[0])
        return (np.inf if np.isnan(value) else value), self.function.gradient(point[None])[0]

    def hessian(self, point: np.ndarray) -> np.ndarray:
        """The second derivatives at `point`."""
        return self.function.hessian(point[None])[0]


def checked(optimizer: str, settings: Mapping[str, Any]) -> tuple[Optimizer, dict[str, Any]]:
    """The optimizer by name with all its settings. Raises SettingError."""
    if optimizer not in RACERS:
        raise SettingError(N_("engine", "“{optimizer}” cannot walk over a function; there are {known}."),
                           optimizer=optimizer, known=Vocabulary(RACERS))
    return RACERS[optimizer], check_settings(RACERS[optimizer].fields, settings)


def walkers(function: Function, optimizer: str, settings: Mapping[str, Any], members: int) -> Walkers:
    """K walkers of an optimizer by name. Raises SettingError."""
    known, complete = checked(optimizer, settings)
    kind = FullBatchWalkers if known.full_batch else FirstOrderWalkers
    return kind(function, known, complete, members)
