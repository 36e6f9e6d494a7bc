"""One training step up to the gradient, compiled for one batch size."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from types import MappingProxyType

from engine.device import Array, Call, Device, Generator
from engine.graph import Graph
from engine.ir import Lowered, Value, compile_divided, lower
from engine.ir.value import in_order
from engine.ir.whole_sequences import WHOLE
from engine.layout import ParameterLayout
from engine.optimizers import Optimizer, spans_beside
from engine.training.lesson import Lesson
from engine.training.row_gradients import RowGradient, RowGradients


class Minibatch:
    """`run()` reads `inputs` and `targets`, by layer, and writes the gradient of the objective into `gradient`, the
    loss without penalty, but with `class_weights`, into `loss` and the squared norm of the gradient into
    `squared_norm`.

    `parameters` is the whole vector (size,), `gradient` covers its trainable part (trainable,). Noise comes from
    `generator`. `again()` does the same with the noise of the last run. Parameters that follow the data, such as
    running means, stay as they are until `follow()` says that the step counts. What `optimizer` follows takes the
    gradient's place. A `lesson` adds what a teacher says to the loss. `by_rows`, which all that write to `gradient`
    share, says which gradients by tables are written row by row; `seen` are the rows of these tables. The examples are
    divided among so many `threads`, one where they cannot be.

    `net` is the network as primitives, `trained` its leaves that follow the gradient, `bindings` the arrays of all;
    `noisy` says whether it draws noise, `rows` how many examples there are. `stepwise` is the same network step by
    step, for what looks inside of sequences, `array(leaf)` what its leaves are bound to, None for another's.
    """

    def __init__(self, graph: Graph, layout: ParameterLayout, rows: int, l1: float, l2: float, device: Device,
                 generator: Generator, parameters: Array, gradient: Array, optimizer: Optimizer,
                 class_weights: Mapping[str, Sequence[float]] = MappingProxyType({}),
                 lesson: Lesson | None = None, by_rows: RowGradients | None = None, threads: int = 1) -> None:
        dtype, self.rows = str(parameters.dtype), rows
        self._lesson = lesson
        self._lower = partial(lower, graph, layout, rows, l1, l2, training=True, class_weights=class_weights)
        net = self.net = self._lower(whole=not (device.asynchronous or optimizer.full_batch))
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
        slopes = dict(zip(trained, optimizer.slopes(net, trained), strict=True))
        tables = {name: slope for name, slope in slopes.items()
                  if by_rows is not None and by_rows.take(name, slope, rows)}
        undivided = {name: slope for name, slope in slopes.items() if name not in tables}
        assigned = net.ir.assignments
        looked_up = [value for slope in tables.values() for value in slope.inputs]
        plan = compile_divided(
            device, dtype, net.ir,
            [net.loss, *undivided.values(), *(slope for slope, _ in taught), *looked_up, *assigned.values()], bindings,
            [None, *(layout.view(gradient, name) for name in undivided), *(place for _, place in taught),
             *(None for _ in looked_up), *(None for _ in assigned)],
            {*net.inputs.values(), *net.targets.values(), *noises}, threads)
        self.threads = plan.threads
        values = plan.outputs[len(plan.outputs) - len(assigned):]
        first = 1 + len(undivided) + len(taught)
        written = [RowGradient(device, gradient, layout[name].span, slope.shape, *plan.outputs[place:place + 2])
                   for place, (name, slope) in zip(itertools.count(first, 2), tables.items(), strict=False)]
        self.seen = tuple(part.seen for part in written)
        self.follow = device.program(tuple((device.xp.copyto, (bindings[leaf], value))
                                           for leaf, value in zip(assigned, values, strict=True)))
        self.loss = plan.outputs[0]
        self.squared_norm = device.zeros((), dtype)
        pairs = [(part, part) for part in (gradient[span] for span in spans_beside(self.seen, len(gradient)))]
        pairs += [(part.cotangents, part.summed) for part in written]
        calls = (*plan.calls, *(call for part in written for call in part.calls),
                 *_squared_norm(device, pairs, self.squared_norm))
        compute, clear = device.program(calls), device.program([part.clear for part in written])
        self.again = partial(by_rows.write, compute, clear) if by_rows is not None and written else compute
        self._draws = [(getattr(generator, leaf.attrs["name"].split("/")[0]), array) for leaf, array in noises.items()]

    @cached_property
    def stepwise(self) -> Lowered:
        if not any(node.op in WHOLE for node in in_order([self.net.loss])):
            return self.net
        net = self._lower()
        if self._lesson:
            self._lesson.add_to(net)
        return net

    def array(self, leaf: Value) -> Array | None:
        return self._arrays.get(_named(leaf))

    @cached_property
    def _arrays(self) -> Mapping[tuple[str, str], Array]:
        return {_named(leaf): array for leaf, array in self.bindings.items()}

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


def _named(leaf: Value) -> tuple[str, str]:
    return leaf.attrs["role"], leaf.attrs["name"]


def _squared_norm(device: Device, pairs: Sequence[tuple[Array, Array]], into: Array) -> list[Call]:
    """The sum of the products of both of each pair."""
    if len(pairs) == 1:
        sums, total = into.reshape(1, 1), []
    else:
        sums = device.zeros((len(pairs), 1), str(into.dtype))
        total = [(partial(device.xp.sum, out=into), (sums,))]
    return [call for place, (a, b) in enumerate(pairs)
            for call in device.product(a.reshape(1, -1), b.reshape(-1, 1), sums[place:place + 1])] + total
