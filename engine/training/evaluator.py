"""Loss and predictions on arrays that already live on the device."""

from __future__ import annotations

from math import prod

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
        self._plans: dict[int, tuple[Array, Array, Plan]] = {}
        elements = max(1, sum(prod(shape) for shape in graph.infer().values()))
        self._rows = max(1, min(MOST_ROWS, max(CHUNK_ELEMENTS, device.chunk) // elements))
        net = lower(graph, layout, 1, l1, l2)
        bindings = {leaf: layout.view(parameters, name) for name, leaf in net.parameters.items()}
        self._penalty = compile_plan(device, self._dtype, [net.penalty], bindings)

    def penalty(self) -> float:
        """The L1 and L2 terms of the objective."""
        return float(self._penalty.run()[0])

    def run(self, inputs: Array, targets: Array) -> tuple[float, Array]:
        """The mean loss without penalty, and the predictions (N, …), of all examples."""
        predictions = self._device.empty(targets.shape, self._dtype)
        loss, total = 0.0, len(inputs)
        for start in range(0, total, self._rows):
            part = slice(start, min(start + self._rows, total))
            rows = part.stop - part.start
            x, t, plan = self._plans.get(rows) or self._compile(rows)
            x[...], t[...] = inputs[part], targets[part]
            mean, prediction = plan.run()
            loss += float(mean) * rows / total
            predictions[part] = prediction
        return loss, predictions

    def _compile(self, rows: int) -> tuple[Array, Array, Plan]:
        net = lower(self._graph, self._layout, rows)
        (source,), (target,) = net.inputs.values(), net.targets.values()
        x, t = self._device.empty(source.shape, self._dtype), self._device.empty(target.shape, self._dtype)
        bindings = {source: x, target: t}
        bindings |= {leaf: self._layout.view(self._parameters, name) for name, leaf in net.parameters.items()}
        prediction = net.layers[self._graph.of_kind("output")[0].name]
        self._plans[rows] = x, t, compile_plan(self._device, self._dtype, [net.loss, prediction], bindings)
        return self._plans[rows]
