"""What a teacher adds to a step: its program beside that of the network, and a loss that compares both."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.device import Array, Device
from engine.graph import Graph
from engine.ir import Builder, Lowered, Value, gradients, lower
from engine.ir.lower import weight_of_steps
from engine.layout import ParameterLayout
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS, SeenRows, Updater
from engine.training.settings import TrainingSettings
from engine.training.teacher import HINT


class Lesson:
    """What a teacher says of every minibatch, and the linear map from the layer that gets a hint to the teacher's.

    `add_to(net)` puts the comparison into the loss of a lowered network; `bindings` are the arrays of all leaves that
    come with it. The map is learned by the rule of the training, `learn`, from `gradient`.
    """

    def __init__(self, graph: Graph, settings: TrainingSettings, device: Device) -> None:
        teacher, dtype = settings.teacher, settings.dtype
        self._graph, self._settings, self._device = graph, settings, device
        self._teacher = _apart(teacher.graph, graph)
        self._layout = ParameterLayout(self._teacher)
        self._weights = device.upload(teacher.parameters, dtype)
        self._names = dict(zip((spec.name for spec in teacher.graph.layers),
                               (spec.name for spec in self._teacher.layers), strict=True))
        sizes = (math.prod(graph.infer()[settings.hint_to]),
                 math.prod(teacher.graph.infer()[settings.hint_from])) if settings.hint else (0, 0)
        self._sizes = sizes
        self.map = device.zeros(sizes[0] * sizes[1] + sizes[1], dtype)
        self.gradient = device.zeros(self.map.shape, dtype)
        self._updater = None if not settings.hint else Updater(
            OPTIMIZERS[settings.optimizer], settings.optimizer_settings, device, self.map, self.gradient)
        self.bindings: dict[Value, Array] = {}
        self.begin()

    def begin(self) -> None:
        """As before the first step: the map that the seed gives (Glorot uniform), without biases."""
        self.look_back({})
        if self._updater is not None:
            self._updater.clear()

    def look_back(self, state: Mapping[str, np.ndarray]) -> None:
        """Have the map be the one in what `state` gave, at an earlier moment; where there is none of its shape, the
        one before the first step."""
        found = self._map_in(state)
        if found is None:
            rows, columns = self._sizes
            limit = math.sqrt(6 / (rows + columns)) if rows else 0.0
            drawn = np.random.default_rng([self._settings.seed, 4]).uniform(-limit, limit, rows * columns)
            found = np.concatenate([drawn, np.zeros(columns)])
        self.map[...] = self._device.upload(found, self._settings.dtype)

    def state(self) -> dict[str, np.ndarray]:
        """What is remembered of the hint, to stand beside the slots of the optimizer."""
        if self._updater is None:
            return {}
        return {f"{HINT}map": np.array(self._device.to_host(self.map)),
                **{f"{HINT}{name}": slot for name, slot in self._updater.state().items()}}

    def restore(self, state: Mapping[str, np.ndarray]) -> None:
        """Go back to what `state` gave; where it has nothing of such a hint, begin anew."""
        self.begin()
        if self._updater is not None and self._map_in(state) is not None:
            self.look_back(state)
            self._updater.restore({name.removeprefix(HINT): slot for name, slot in state.items()
                                   if name.startswith(HINT)})

    def learn(self, rate: float, step: int) -> None:
        """A step of the map along its newest gradient."""
        if self._updater is not None:
            self._updater.run(rate, step)

    def add_to(self, net: Lowered) -> list[tuple[Value, Array]]:
        """Change the loss of `net` to what the lesson makes of it. Gives the gradients by the map, which are wanted of
        it then, and where they belong."""
        ir, settings = net.ir, self._settings
        rows = next(iter(net.inputs.values())).shape[0]
        said = self._lowered(ir, rows, list(net.inputs.values()))
        self.bindings |= {leaf: self._layout.view(self._weights, name) for name, leaf in said.parameters.items()}
        head, its = self._graph.of_kind("output")[0], self._teacher.of_kind("output")[0]
        loss = LOSSES[head.settings["loss"]]
        student = loss.logits(ir, net.layers[self._graph.inputs_of(head.name)[0]])
        teacher = LOSSES[its.settings["loss"]].logits(ir, said.layers[self._teacher.inputs_of(its.name)[0]])
        soft = _COMPARED[loss.link_function](ir, student, teacher, net.targets[head.name], settings.temperature)
        share = settings.distillation
        alone = net.loss
        net.loss = ir.add(ir.mul(alone, 1.0 - share), ir.mul(soft, share))
        taught = self._hinted(net, said) if settings.hint else []
        net.beside = ir.sub(net.loss, alone)
        return taught

    # Inside

    def _map_in(self, state: Mapping[str, np.ndarray]) -> np.ndarray | None:
        """The map among what `state` gave; None where there is none of this shape."""
        found = state.get(f"{HINT}map")
        return found if found is not None and found.shape == self.map.shape else None

    def _lowered(self, ir: Builder, rows: int, inputs: list[Value]) -> Lowered:
        """The teacher as it evaluates, on what comes in here."""
        entering = dict(zip((spec.name for spec in self._teacher.of_kind("input")), inputs, strict=True))
        training, ir.training = ir.training, False
        try:
            return lower(self._teacher, self._layout, rows, ir=ir, inputs=entering)
        finally:
            ir.training = training

    def _hinted(self, net: Lowered, said: Lowered) -> list[tuple[Value, Array]]:
        ir, settings, (size, wanted) = net.ir, self._settings, self._sizes
        kernel, bias = ir.leaf("hint", "kernel", (size, wanted)), ir.leaf("hint", "bias", (wanted,))
        places = self.map[:size * wanted].reshape(size, wanted), self.map[size * wanted:]
        self.bindings |= dict(zip((kernel, bias), places, strict=True))
        here, there = (ir.reshape(value, (value.shape[0], -1)) for value in (
            net.layers[settings.hint_to], said.layers[self._names[settings.hint_from]]))
        away = ir.sub(ir.add(ir.matmul(here, kernel), bias), there)
        hint = ir.mul(ir.total(ir.square(away)), 1.0 / math.prod(away.shape))
        net.loss = ir.add(net.loss, ir.mul(hint, settings.hint))
        slopes = gradients(ir, net.loss, [kernel, bias])
        into = self.gradient[:size * wanted].reshape(size, wanted), self.gradient[size * wanted:]
        return list(zip(slopes, into, strict=True))


class TaughtUpdater:
    """An `Updater` of the network together with the map of a hint, whose state goes with its own."""

    def __init__(self, updater: Updater, lesson: Lesson) -> None:
        self._updater, self._lesson, self.slots = updater, lesson, updater.slots

    def run(self, learning_rate: float, step: int, seen: tuple[SeenRows, ...] = ()) -> None:
        """One update of both; `step` counts from 1."""
        self._updater.run(learning_rate, step, seen)
        self._lesson.learn(learning_rate, step)

    def state(self) -> dict[str, np.ndarray]:
        """A copy of all that both remember, in main memory."""
        return self._updater.state() | self._lesson.state()

    def restore(self, state: Mapping[str, np.ndarray]) -> None:
        """Go back to what `state` gave; what it lacks begins anew."""
        self._updater.restore(state)
        self._lesson.restore(state)

    def clear(self) -> None:
        """As before the first step."""
        self._updater.clear()
        self._lesson.begin()


def with_lesson(updater: Updater, lesson: Lesson | None) -> Updater | TaughtUpdater:
    """What updates the network, and a hint where there is a lesson."""
    return updater if lesson is None else TaughtUpdater(updater, lesson)


def _soft_classes(ir: Any, student: Value, teacher: Value, targets: Value, temperature: float) -> Value:
    """T² KL(softmax(t / T) ‖ softmax(s / T)), a mean over the examples, and of one over its steps that count."""
    ours, theirs = (ir.log_softmax(ir.mul(z, 1.0 / temperature)) for z in (student, teacher))
    apart = ir.mul(ir.exp(theirs), ir.sub(theirs, ours))
    if len(targets.shape) > 2:
        apart = ir.mul(apart, weight_of_steps(ir, targets))
    return ir.mul(ir.total(apart), temperature**2 * apart.shape[-1] / math.prod(apart.shape))


def _soft_chance(ir: Any, student: Value, teacher: Value, targets: Value, temperature: float) -> Value:
    """T² times the cross-entropy of σ(s / T) with σ(t / T) as target, a mean over all numbers."""
    ours, theirs = (ir.mul(z, 1.0 / temperature) for z in (student, teacher))
    costs = LOSSES["binary_cross_entropy"].elements(ir, ours, ir.sigmoid(theirs))
    return ir.mul(ir.total(costs), temperature**2 / math.prod(costs.shape))


def _numbers(ir: Any, student: Value, teacher: Value, targets: Value, temperature: float) -> Value:
    """The mean of the squares of their differences; numbers have no temperature."""
    away = ir.sub(student, teacher)
    return ir.mul(ir.total(ir.square(away)), 1.0 / math.prod(away.shape))


_COMPARED: Mapping[str, Callable[[Any, Value, Value, Value, float], Value]] = MappingProxyType(
    {"softmax": _soft_classes, "sigmoid": _soft_chance, "": _numbers})
"""By the link function of the student's loss, how both are compared."""


def _apart(graph: Graph, other: Graph) -> Graph:
    """`graph` with names that no layer of `other` has: leaves are known by their names."""
    taken = {spec.name for spec in other.layers}
    for spec in graph.layers:
        name = f"teacher_{spec.name}"
        while name in taken or name in graph:
            name += "_"
        graph = graph.renamed(spec.name, name)
    return graph
