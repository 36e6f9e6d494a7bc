"""One training step up to the gradient, compiled for one batch size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from engine.device import Array, Device, Generator
from engine.graph import Graph
from engine.ir import compile_plan, lower
from engine.layout import ParameterLayout
from engine.optimizers import Optimizer
from engine.training.lesson import Lesson


class Minibatch:
    """`run()` reads `inputs` and `targets`, by layer, and writes the gradient of the objective into `gradient`, the
    loss without penalty, but with `class_weights`, into `loss` and the squared norm of the gradient into
    `squared_norm`.

    `parameters` is the whole vector (size,), `gradient` covers its trainable part (trainable,). Noise comes from
    `generator`. `again()` does the same with the noise of the last run. Parameters that follow the data, such as
    running means, stay as they are until `follow()` says that the step counts. What `optimizer` follows takes the
    gradient's place. A `lesson` adds what a teacher says to the loss.

    `net` is the network as primitives, `trained` its leaves that follow the gradient, `bindings` the arrays of all;
    `noisy` says whether it draws noise, `rows` how many examples there are.
    """

    def __init__(self, graph: Graph, layout: ParameterLayout, rows: int, l1: float, l2: float, device: Device,
                 generator: Generator, parameters: Array, gradient: Array, optimizer: Optimizer,
                 class_weights: Mapping[str, Sequence[float]] = MappingProxyType({}),
                 lesson: Lesson | None = None) -> None:
        dtype, self.rows = str(parameters.dtype), rows
        net = self.net = lower(graph, layout, rows, l1, l2, training=True, class_weights=class_weights,
                               whole=not (device.asynchronous or optimizer.full_batch))
        taught = lesson.add_to(net) if lesson else []
        self.inputs = {name: device.empty(leaf.shape, dtype) for name, leaf in net.inputs.items()}
        self.targets = {name: device.empty(leaf.shape, dtype) for name, leaf in net.targets.items()}
        noises = {leaf: device.empty(leaf.shape, dtype) for leaf in net.ir.noises}
        bindings = self.bindings = dict(noises)
        bindings.update({leaf: self.inputs[name] for name, leaf in net.inputs.items()})
        bindings.update({leaf: self.targets[name] for name, leaf in net.targets.items()})
        bindings.update({leaf: layout.view(parameters, name) for name, leaf in net.parameters.items()})
        bindings.update(lesson.bindings if lesson else {})
        trained = {name: leaf for name, leaf in net.parameters.items() if layout[name].parameter.trainable}
        self.trained = trained
        parts = optimizer.slopes(net, trained)
        assigned = net.ir.assignments
        plan = compile_plan(
            device, dtype, [net.loss, *parts, *(slope for slope, _ in taught), *assigned.values()], bindings,
            [None, *(layout.view(gradient, name) for name in trained), *(place for _, place in taught),
             *(None for _ in assigned)])
        values = plan.outputs[len(plan.outputs) - len(assigned):]
        self.follow = device.program(tuple((device.xp.copyto, (bindings[leaf], value))
                                           for leaf, value in zip(assigned, values, strict=True)))
        self.loss = plan.outputs[0]
        self.squared_norm = device.zeros((), dtype)
        norm = device.product(gradient.reshape(1, -1), gradient.reshape(-1, 1), self.squared_norm.reshape(1, 1))
        self.again = device.program((*plan.calls, *norm))
        self._draws = [(getattr(generator, leaf.attrs["name"].split("/")[0]), array) for leaf, array in noises.items()]

    @property
    def noisy(self) -> bool:
        return bool(self._draws)

    def draw(self) -> None:
        """Draw the noise of the next run."""
        for draw, array in self._draws:
            draw(array)

    def run(self) -> None:
        """Draw noise, and compute."""
        self.draw()
        self.again()
