"""How long a training step takes at least on this machine with NumPy: what its products and its tanh take at full rate,
or what moving its numbers takes, whichever is longer.

The rates are measured in the rounds in which the contenders take turns: a large matrix product, the sum of two vectors
into a third that together are as large as what the step works on, and tanh of a vector that lies in the cache.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.graph import Graph
from engine.network import Network
from tests.bench.harness import seconds_per_call, table

PRODUCT = 640  # rows and columns of the matrices whose product gives the rate
VECTOR = 16_384  # numbers that tanh is measured on; as few as the sum of vectors is
TOUCHES = {"adam": 8, "momentum": 6}
"""How often an optimizer reads or writes a number for each weight: weight, gradient, moments."""
VECTORS = {"adam": 4, "momentum": 3}
GATES = 5  # tanh or sigmoid for each unit and step of an LSTM


@dataclass(frozen=True)
class Least:
    """Seconds that the parts of some work take at the rates of this machine."""

    products: float
    memory: float
    functions: float

    @property
    def total(self) -> float:
        return max(self.products + self.functions, self.memory)


@dataclass(frozen=True)
class Load:
    """Floating-point operations of products, numbers read or written, different numbers among them, values of tanh."""

    operations: float
    touched: float = 0
    numbers: float = 0
    functions: float = 0

    def probes(self) -> Mapping[str, Callable[[], float]]:
        """Contenders that measure the rates: seconds per operation, per number and per value of tanh."""
        rng = np.random.default_rng(0)
        one, other, made = (rng.standard_normal((PRODUCT, PRODUCT)).astype("float32") for _ in range(3))
        count = max(VECTOR, round(self.numbers / 3))
        vectors = [np.ones(count, "float32") for _ in range(3)]
        values = rng.standard_normal(VECTOR).astype("float32")
        results = np.empty_like(values)
        calls, clock = max(1, 4_000_000 // count), time.process_time
        return {
            "product": lambda: seconds_per_call(lambda: np.matmul(one, other, out=made), 2, clock) / (2 * PRODUCT**3),
            "memory": lambda: seconds_per_call(
                lambda: np.add(*vectors[:2], out=vectors[2]), calls, clock) / (3 * count),
            "tanh": lambda: seconds_per_call(lambda: np.tanh(values, out=results), 50, clock) / VECTOR,
        }

    def least(self, rates: Mapping[str, float]) -> Least:
        """From what the probes found."""
        return Least(self.operations * rates["product"], self.touched * rates["memory"],
                     self.functions * rates["tanh"])


def step_load(graph: Graph, batch: int, optimizer: str) -> Load:
    """Of a training step: forward, gradient of the weights, and gradient of the inputs of all layers but the first.

    Every value between layers is written and read once forward and once backward.
    """
    layout, shapes = Network(graph).layout, graph.infer()
    operations = sum(2 * batch * entry.size * _places(graph, shapes, entry.layer) * _directions(graph, entry)
                     for entry in layout if entry.parameter.penalised)
    hidden = [spec for spec in graph.layers if spec.kind not in ("input", "output", "flatten")]
    gates = {spec.name: GATES * spec.settings["units"] * _places(graph, shapes, spec.name)
             for spec in hidden if spec.kind == "lstm"}
    values = batch * sum(gates.get(spec.name, math.prod(shapes[spec.name])) for spec in hidden)
    return Load(operations, TOUCHES[optimizer] * layout.size + 4 * values,
                VECTORS[optimizer] * layout.size + 2 * values, batch * sum(gates.values()))


def _places(graph: Graph, shapes: Mapping[str, tuple[int, ...]], layer: str) -> int:
    """How often a kernel is applied to one example: at each place of a picture, at each step of a sequence."""
    kind = graph.layer(layer).kind
    if kind == "lstm":
        return shapes[graph.inputs_of(layer)[0]][0]
    return math.prod(shapes[layer][:-1])


def _directions(graph: Graph, entry) -> int:
    """Products with a kernel; what leads back to the data is needed by nobody."""
    fed = graph.inputs_of(entry.layer)[0]
    return 2 if graph.layer(fed).kind == "input" and entry.role == "kernel" else 3


def report_limits(rows: Iterable[tuple[str, float, Least]], rates: Mapping[str, float]) -> None:
    """Print how far each work with its seconds is from the least; `rates` are the last ones measured."""
    lines = [(work, f"{ours * 1e6:,.1f} µs", f"{least.total * 1e6:,.1f} µs", f"{ours / least.total:.1f}×",
              *(f"{part * 1e6:,.1f} µs" if part else "—" for part in (least.products, least.memory, least.functions)))
             for work, ours, least in rows]
    print(f"\nThe limit: products at {1e-9 / rates['product']:,.0f} GFLOP/s and tanh at {rates['tanh'] * 1e9:.2f} ns, "
          "or numbers to and from memory or cache,\nwhichever takes longer. What is far above it is made of calls.\n")
    print(table(("", "Ladera", "limit", "above it", "products", "memory", "tanh"), lines))
