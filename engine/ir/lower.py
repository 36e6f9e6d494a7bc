"""From a graph of layers to primitives, for one batch size."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from types import MappingProxyType

import numpy as np

from engine.graph import Graph
from engine.ir.builder import Builder
from engine.ir.value import Value
from engine.layers import Settings, Shape
from engine.layers.held import muted_units
from engine.layout import ParameterLayout
from engine.losses import LOSSES


@dataclass
class Lowered:
    """A network as values. Batches lead: inputs (batch, …), predictions (batch, …).

    `elements` are the losses of each head's examples, (batch, …), times its `weights` (batch, …, 1) where steps or
    classes have such; `losses` are the heads' means, each by itself; `loss` is their weighted sum without penalty, what
    layers add for themselves, `costs` of each example (batch,) and their mean `cost`, and what a lesson puts `beside`
    them; `penalty` the sum of l1·|w| and ½·l2·w² over the kernels; training minimises `objective`, the sum of both.
    `masks` multiply the outputs of the layers that were to be masked.
    """

    ir: Builder
    inputs: dict[str, Value] = field(default_factory=dict)
    targets: dict[str, Value] = field(default_factory=dict)
    parameters: dict[str, Value] = field(default_factory=dict)
    layers: dict[str, Value] = field(default_factory=dict)
    masks: dict[str, Value] = field(default_factory=dict)
    elements: dict[str, Value] = field(default_factory=dict)
    weights: dict[str, Value] = field(default_factory=dict)
    losses: dict[str, Value] = field(default_factory=dict)
    costs: Value = field(init=False)
    cost: Value = field(init=False)
    loss: Value = field(init=False)
    beside: Value = field(init=False)
    penalty: Value = field(init=False)

    @property
    def objective(self) -> Value:
        return self.ir.add(self.loss, self.penalty)


def lower(graph: Graph, layout: ParameterLayout, batch: int, l1: float = 0.0, l2: float = 0.0,
          training: bool = False, class_weights: Mapping[str, Sequence[float]] = MappingProxyType({}),
          masked: Collection[str] = (), ir: Builder | None = None,
          inputs: Mapping[str, Value] = MappingProxyType({}), whole: bool = False) -> Lowered:
    """Lower `graph` for batches of `batch` examples; `training` is for layers that behave differently then.

    `class_weights` maps heads to a weight for each class, which multiplies the losses of the examples of that class;
    the mean still counts every example once, as in Keras. What the layers in `masked` give is multiplied by a leaf with
    one number for each unit, the last axis, before anybody reads it. With a builder `ir` the network is made beside
    what that has made, with the same weights; `inputs` by Input layer are then read in place of leaves. `whole` is for
    programs that are differentiated once, backwards, or not at all: sequences are one value then. Raises GraphError
    when the graph has problems.
    """
    shapes = graph.infer()
    ir = Builder(training, whole) if ir is None else ir
    lowered, already = Lowered(ir), len(ir.costs)
    for entry in layout:
        lowered.parameters[entry.name] = ir.leaf("parameter", entry.name, entry.shape)
    total: Value = ir.constant(0.0)
    for spec in graph.order():
        with ir.origin(spec.name):
            read = tuple(lowered.layers[name] for name in graph.inputs_of(spec.name))
            if spec.layer.reads_data:
                entering = inputs.get(spec.name) or ir.leaf("input", spec.name, (batch, *shapes[spec.name]))
                lowered.inputs[spec.name] = entering
                read = (entering,)
            elif spec.layer.ports == "none":
                read = (ir.constant(0.0, (batch, *shapes[spec.name])),)
            owner = graph.owner_of(spec.name)
            parameters = {parameter.role: lowered.parameters[f"{owner}/{parameter.role}"]
                          for parameter in graph.parameters_of(spec.name)}
            value = spec.layer.lower(ir, spec.settings, read, parameters)
            value = _muted(ir, value, spec.settings, shapes[spec.name])
            if spec.name in masked:
                mask = lowered.masks[spec.name] = ir.leaf("mask", spec.name, value.shape[-1:])
                value = ir.mul(value, mask)
            lowered.layers[spec.name] = value
            if spec.kind == "output":
                targets = ir.leaf("target", spec.name, (batch, *shapes[spec.name]))
                lowered.targets[spec.name] = targets
                loss = LOSSES[spec.settings["loss"]]
                elements = loss.elements(ir, read[0], targets)
                weights = []
                if len(targets.shape) > 2 and loss.task == "multiclass":
                    weights.append(weight_of_steps(ir, targets))
                if class_weights.get(spec.name):
                    weights.append(_weight_of_examples(ir, targets, class_weights[spec.name]))
                if weights:
                    lowered.weights[spec.name] = reduce(ir.mul, weights)
                    elements = ir.mul(elements, lowered.weights[spec.name])
                lowered.elements[spec.name] = elements
                mean = lowered.losses[spec.name] = ir.mul(ir.total(elements), 1.0 / math.prod(elements.shape))
                total = ir.add(total, ir.mul(mean, spec.settings["weight"]))
    lowered.costs = reduce(ir.add, ir.costs[already:], ir.constant(0.0, (batch,)))
    lowered.cost = ir.mul(ir.total(lowered.costs), 1.0 / batch) if ir.costs[already:] else ir.constant(0.0)
    lowered.loss, lowered.beside = ir.add(total, lowered.cost), ir.constant(0.0)
    lowered.penalty = _penalty(lowered, layout, l1, l2)
    return lowered


def _muted(ir: Builder, value: Value, settings: Settings, shape: Shape) -> Value:
    """What a layer gives, 0 for the units that are muted."""
    units = muted_units(settings, shape)
    if not units:
        return value
    heard = np.ones(shape[-1])
    heard[list(units)] = 0.0
    ends = [0, *(np.flatnonzero(np.diff(heard)) + 1).tolist(), len(heard)]
    runs = [ir.constant(float(heard[start]), (stop - start,)) for start, stop in itertools.pairwise(ends)]
    return ir.mul(value, runs[0] if len(runs) == 1 else ir.concat(runs, -1))


def weight_of_steps(ir: Builder, targets: Value) -> Value:
    """How much each step weighs, (batch, …, 1), so that the mean over all steps is that over those that count: an
    example of few steps counts as much as one of many. Others, whose targets are all 0, weigh nothing."""
    axes = tuple(range(1 - len(targets.shape), 0))
    each = ir.div(float(math.prod(targets.shape[1:-1])), ir.maximum(ir.sum(targets, axes), 1.0))
    return ir.mul(ir.greater(ir.sum(targets, (-1,)), 0.0), each)


def _weight_of_examples(ir: Builder, targets: Value, class_weights: Sequence[float]) -> Value:
    """The weight of each example's class (batch, 1): targets are 0 or 1 for two classes, else one column a class."""
    if targets.shape[-1] == 1:
        first, second = class_weights
        return ir.add(ir.mul(targets, second - first), first)
    row = ir.concat([ir.constant(weight, (1, 1)) for weight in class_weights], -1)
    return ir.sum(ir.mul(targets, row), (-1,))


def _penalty(lowered: Lowered, layout: ParameterLayout, l1: float, l2: float) -> Value:
    ir = lowered.ir
    total: Value = ir.constant(0.0)
    for entry in layout:
        if not entry.parameter.penalised:
            continue
        with ir.origin(entry.layer):
            kernel = lowered.parameters[entry.name]
            if l1:
                total = ir.add(total, ir.mul(ir.total(ir.abs(kernel)), l1))
            if l2:
                total = ir.add(total, ir.mul(ir.total(ir.square(kernel)), 0.5 * l2))
    return total
