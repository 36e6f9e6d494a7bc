"""How strongly the objective pulls at each layer: the norms by which vanishing and exploding gradients are seen."""

from __future__ import annotations

import numpy as np
from scipy.linalg.blas import dnrm2, snrm2

from engine.graph import Graph
from engine.layout import ParameterLayout


def weighted_layers(graph: Graph) -> tuple[str, ...]:
    """The layers with weights of their own, from the inputs on."""
    return tuple(spec.name for spec in graph.order()
                 if graph.owner_of(spec.name) == spec.name and graph.parameters_of(spec.name))


class GradientNorms:
    """`measure(gradient)` gives ‖∂J/∂θ‖₂ of each of the `weighted_layers` (layers,), NaN for frozen ones.

    `gradient` is the trainable part of the flat vector (trainable,), in main memory. BLAS's nrm2 keeps
    squares of tiny numbers from vanishing in single precision, and takes 0.1 µs for a small layer.
    """

    def __init__(self, graph: Graph, layout: ParameterLayout) -> None:
        names = weighted_layers(graph)
        self.count = len(names)
        spans: dict[str, slice] = {}
        for entry in layout:
            if entry.parameter.trainable:  # the arrays of a layer lie side by side
                first = spans.get(entry.layer, entry.span)
                spans[entry.layer] = slice(first.start, entry.span.stop)
        self._spans = [(names.index(layer), span) for layer, span in spans.items()]

    def measure(self, gradient: np.ndarray) -> np.ndarray:
        norms = np.full(self.count, np.nan)
        norm = snrm2 if gradient.dtype == np.float32 else dnrm2
        for place, span in self._spans:
            norms[place] = norm(gradient[span])
        return norms
