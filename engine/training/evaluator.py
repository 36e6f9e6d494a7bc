"""Loss and predictions on arrays that already live on the device."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

import numpy as np

from engine.device import Array, Device
from engine.graph import Graph
from engine.ir import Plan, compile_plan, lower
from engine.layout import ParameterLayout
from engine.network import CHUNK_ELEMENTS, MOST_ROWS


class Evaluator:
    """Evaluates `graph` with the weights that `parameters` holds at that moment, in chunks."""

    def __init__(self, graph: Graph, layout: ParameterLayout, l1: float, l2: float, device: Device,
                 parameters: Array) -> None:
        self._graph, self._layout, self._device, self._parameters = graph, layout, device, parameters
        self._dtype = str(parameters.dtype)
        self._plans: dict[int, tuple[dict[str, Array], Plan]] = {}
        elements = max(1, sum(prod(shape) for shape in graph.infer().values()))
        self._rows = max(1, min(MOST_ROWS, max(CHUNK_ELEMENTS, device.chunk) // elements))
        net = lower(graph, layout, 1, l1, l2)
        bindings = {leaf: layout.view(parameters, name) for name, leaf in net.parameters.items()}
        self._penalty = compile_plan(device, self._dtype, [net.penalty], bindings)

    def penalty(self) -> float:
        """The L1 and L2 terms of the objective."""
        return float(self._penalty.run()[0])

    def run(self, inputs: Mapping[str, Array], targets: Mapping[str, Array]
            ) -> tuple[float, dict[str, tuple[float, Array]]]:
        """The mean loss of all examples, by layer: the heads' weighted sum without penalty, and for each head its own
        loss and its predictions (N, …)."""
        predictions = {name: self._device.empty(array.shape, self._dtype) for name, array in targets.items()}
        losses = np.zeros(1 + len(targets))
        examples = {**inputs, **targets}
        total = len(next(iter(inputs.values())))
        for start in range(0, total, self._rows):
            part = slice(start, min(start + self._rows, total))
            rows = part.stop - part.start
            arrays, plan = self._plans.get(rows) or self._compile(rows)
            for name, array in arrays.items():
                array[...] = examples[name][part]
            loss, *each = plan.run()
            losses += np.array([float(loss), *map(float, each[::2])]) * rows / total
            for name, prediction in zip(targets, each[1::2], strict=True):
                predictions[name][part] = prediction
        return float(losses[0]), {name: (float(loss), predictions[name])
                                  for name, loss in zip(targets, losses[1:], strict=True)}

    def _compile(self, rows: int) -> tuple[dict[str, Array], Plan]:
        net = lower(self._graph, self._layout, rows)
        leaves = {**net.inputs, **net.targets}
        arrays = {name: self._device.empty(leaf.shape, self._dtype) for name, leaf in leaves.items()}
        bindings = {leaf: arrays[name] for name, leaf in leaves.items()}
        bindings |= {leaf: self._layout.view(self._parameters, name) for name, leaf in net.parameters.items()}
        outputs = [net.loss]
        for name in net.targets:
            outputs += [net.losses[name], net.layers[name]]
        self._plans[rows] = arrays, compile_plan(self._device, self._dtype, outputs, bindings)
        return self._plans[rows]
