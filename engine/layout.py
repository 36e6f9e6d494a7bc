"""Where each trainable array lies in the flat parameter vector.

Parameters, gradients and optimizer state are one vector each; layers hold views of it. So an optimizer is a dozen
vector operations and a loss landscape is vector algebra.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from engine.errors import N_, LaderaError, UnknownNameError
from engine.graph import Graph
from engine.initializers import INITIALIZERS
from engine.layers import Parameter
from engine.spelling import with_nearest


@dataclass(frozen=True)
class Entry:
    """One array: `layer`/`role`, its `offset` in the vector, its `shape` and how it was declared."""

    layer: str
    offset: int
    parameter: Parameter

    @property
    def role(self) -> str:
        return self.parameter.role

    @property
    def shape(self) -> tuple[int, ...]:
        return self.parameter.shape

    @property
    def name(self) -> str:
        """The name in files: dense_1/kernel."""
        return f"{self.layer}/{self.role}"

    @property
    def size(self) -> int:
        return math.prod(self.shape)

    @property
    def span(self) -> slice:
        """The part of the vector."""
        return slice(self.offset, self.offset + self.size)


class ParameterLayout:
    """The entries of a network without gaps: `size` numbers, of which the first `trainable` follow the gradient, and
    the spans `positive` must stay so.

    Within both parts the order is topological. Layers that share weights have one entry, under the owner's name. Of an
    unfinished network there are the entries of the layers whose inputs have known shapes. Raises GraphError on a cycle.
    """

    def __init__(self, graph: Graph) -> None:
        entries, offset = [], 0
        for layer, parameter in graph.owned:
            entries.append(Entry(layer, offset, parameter))
            offset += entries[-1].size
        self.entries = tuple(entries)
        self.size = offset
        self.trainable = sum(entry.size for entry in entries if entry.parameter.trainable)
        self.positive = tuple(entry.span for entry in entries if entry.parameter.positive)
        self._by_name = {entry.name: entry for entry in entries}

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __getitem__(self, name: str) -> Entry:
        if name not in self._by_name:
            raise with_nearest(UnknownNameError(
                N_("engine", "The network has no array “{name}”; it has {known}."), name=name,
                known=", ".join(self._by_name)), name, self._by_name)
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def checked(self, vector: np.ndarray) -> np.ndarray:
        """`vector` as an array (size,). Raises LaderaError where it has another shape."""
        array = np.asarray(vector)
        if array.shape != (self.size,):
            raise LaderaError(
                N_("engine", "The network has {size} weights, but {came} were given: a vector of the shape {needed} is "
                   "needed, and this array has {shape}."), size=self.size, came=array.size, needed=(self.size,),
                shape=array.shape)
        return array

    def view(self, vector: np.ndarray, name: str) -> np.ndarray:
        """The array called `name` inside `vector` (…, size), as a view (…, *shape). Raises UnknownNameError."""
        entry = self[name]
        return vector[..., entry.span].reshape(*vector.shape[:-1], *entry.shape)

    def arrays(self, vector: np.ndarray) -> dict[str, np.ndarray]:
        """All arrays of `vector` by name, as views."""
        return {entry.name: self.view(vector, entry.name) for entry in self.entries}

    def initial(self, seed: int) -> np.ndarray:
        """The vector that `seed` gives, in float64; each array draws from a stream that its name gives, so that
        adding or freezing a layer does not change the others."""
        vector = np.empty(self.size)
        for entry in self.entries:
            generator = np.random.default_rng([seed, crc32(entry.name.encode())])
            draw = INITIALIZERS[entry.parameter.initializer].draw
            values = draw(generator, entry.shape, entry.parameter.fan_in, entry.parameter.fan_out)
            vector[entry.span] = np.ravel(values)
        return vector
