"""The examples of a training, on its device."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.data import Data, Part
from engine.device import Array, Device
from engine.graph import Graph
from engine.probes import ExampleArrays, Examples, OfPart
from engine.training.feeds import input_arrays

PARTS = ("train", "validation", "test")


class Resident:
    """All parts of `data` as `graph` reads them, uploaded once; `heads` are the data as each head sees them.

    Called with the examples that a probe is about, it gives their arrays: views where they lie side by side.
    """

    def __init__(self, graph: Graph, data: Data, heads: Mapping[str, Data], device: Device, dtype: str) -> None:
        self._graph, self._data, self._device, self._dtype = graph, data, device, dtype
        self.parts = {part: self._uploaded(getattr(data, part).inputs,
                                           {name: getattr(head, part) for name, head in heads.items()})
                      for part in PARTS}

    def __call__(self, examples: Examples) -> ExampleArrays:
        """Raises DataError for points of a plane where an example has not two raw values."""
        if not isinstance(examples, OfPart):
            return self._uploaded(self._data.transform(examples.points()), {})
        whole = self.parts[examples.part]
        rows = examples.rows(whole.count)
        if isinstance(rows, slice):
            return ExampleArrays({key: array[rows] for key, array in whole.leaves.items()})
        order = self._device.upload(rows)
        return ExampleArrays({key: self._taken(array, order) for key, array in whole.leaves.items()})

    def _uploaded(self, inputs: np.ndarray, heads: Mapping[str, Part]) -> ExampleArrays:
        arrays = {("input", name): array for name, array in input_arrays(self._graph, self._data, inputs).items()}
        arrays |= {("target", name): part.targets for name, part in heads.items()}
        return ExampleArrays({key: self._device.upload(array, self._dtype) for key, array in arrays.items()})

    def _taken(self, array: Array, order: Array) -> Array:
        out = self._device.empty((len(order), *array.shape[1:]), self._dtype)
        self._device.take(array, order, out)
        return out
