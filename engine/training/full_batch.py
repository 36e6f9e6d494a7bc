"""The objective on all training examples, as full-batch optimizers ask for it."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from engine.chunks import MOST_MEMBERS
from engine.device import Array, Device
from engine.ir import compile_plan, gradients, population, tangents
from engine.layout import ParameterLayout
from engine.training.minibatch import Minibatch

MOST_ELEMENTS = 4_000_000  # activations of all Hessian columns that are computed at once


class FullBatchObjective:
    """See `engine.optimizers.full_batch.Objective`; the point is the trainable part of `parameters`.

    `batch` holds all training examples and the noise of this step, so that a step compares like with like; `penalty()`
    is measured at the weights as they are.
    """

    def __init__(self, device: Device, layout: ParameterLayout, batch: Minibatch, penalty: Callable[[], float],
                 parameters: Array, gradient: Array) -> None:
        self.size = layout.trainable
        self.epsilon = float(np.finfo(parameters.dtype).eps)
        self._device, self._layout, self._batch, self._penalty = device, layout, batch, penalty
        self._weights, self._gradient = parameters[:self.size], gradient
        self._columns: tuple[Array, Callable[[], tuple[Array, ...]]] | None = None

    def point(self) -> np.ndarray:
        """Where the weights are."""
        return self._device.to_host(self._weights).astype(np.float64)

    def move(self, point: np.ndarray) -> None:
        """Set the weights."""
        self._weights[...] = self._device.upload(point, self._weights.dtype)

    def measure(self, point: np.ndarray) -> tuple[float, np.ndarray]:
        """The objective and its gradient at `point`."""
        self.move(point)
        with np.errstate(all="ignore"):  # a trial step may go too far
            self._batch.again()
            value = float(self._batch.loss) + self._penalty()
        return (math.inf if math.isnan(value) else value), self._device.to_host(self._gradient).astype(np.float64)

    def hessian(self, point: np.ndarray) -> np.ndarray:
        """All second derivatives at `point`, exact, by Hessian–vector products of many unit vectors at once."""
        self.move(point)
        directions, run = self._columns = self._columns or self._compile()
        count, matrix = len(directions), np.empty((self.size, self.size))
        for first in range(0, self.size, count):
            first = min(first, self.size - count)
            directions[...] = self._device.upload(np.eye(count, self.size, first), directions.dtype)
            parts = [self._device.to_host(part) for part in run()]
            matrix[first:first + count] = np.concatenate([part.reshape(count, -1) for part in parts], axis=1)
        return 0.5 * (matrix + matrix.T)

    def _compile(self) -> tuple[Array, Callable[[], tuple[Array, ...]]]:
        net, trained, layout = self._batch.net, self._batch.trained, self._layout
        elements = sum(math.prod(value.shape) for value in net.layers.values())
        count = max(1, min(MOST_MEMBERS, self.size, MOST_ELEMENTS // elements))
        dtype = str(self._weights.dtype)
        block = self._device.zeros((count, self.size), dtype)
        single = {leaf: net.ir.leaf("direction", name, leaf.shape) for name, leaf in trained.items()}
        members = {direction: net.ir.leaf("direction", direction.attrs["name"], (count, *direction.shape))
                   for direction in single.values()}
        products = tangents(net.ir, gradients(net.ir, net.objective, list(trained.values())), single)
        columns = population(net.ir, products, members, count)
        bindings = self._batch.bindings | {leaf: layout.view(block, leaf.attrs["name"]) for leaf in members.values()}
        return block, compile_plan(self._device, dtype, columns, bindings).run
