"""One training step up to the gradient, compiled for one batch size."""

from __future__ import annotations

from engine.device import Array, Device
from engine.graph import Graph
from engine.ir import compile_plan, gradients, lower
from engine.layout import ParameterLayout


class Minibatch:
    """Running `calls` reads `inputs` and `targets`, writes the gradient of the objective into `gradient` (size,), the
    loss without penalty into `loss` and the squared norm of the gradient into `squared_norm`."""

    def __init__(self, graph: Graph, layout: ParameterLayout, rows: int, l1: float, l2: float, device: Device,
                 parameters: Array, gradient: Array) -> None:
        dtype = str(parameters.dtype)
        net = lower(graph, layout, rows, l1, l2)
        (source,), (target,) = net.inputs.values(), net.targets.values()
        self.inputs = device.empty(source.shape, dtype)
        self.targets = device.empty(target.shape, dtype)
        bindings = {source: self.inputs, target: self.targets}
        bindings |= {leaf: layout.view(parameters, name) for name, leaf in net.parameters.items()}
        parts = gradients(net.ir, net.objective, list(net.parameters.values()))
        plan = compile_plan(device, dtype, [net.loss, *parts], bindings,
                            [None, *(layout.view(gradient, name) for name in net.parameters)])
        self.loss = plan.outputs[0]
        self.squared_norm = device.zeros((), dtype)
        self.calls = (*plan.calls, (device.xp.dot, (gradient, gradient, self.squared_norm)))
