"""Adversarial training: part of every minibatch is attacked before the network learns from it.

Goodfellow, Shlens, Szegedy 2015 (one step), Madry et al. 2018 (several). See `engine.adversarial` for the attacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine import fields
from engine.adversarial import Ball
from engine.data import Data
from engine.data.dataset import ImagePart
from engine.device import Array, Device, Generator
from engine.errors import N_
from engine.fields import check_settings
from engine.graph import Graph
from engine.ir import compile_plan, gradients, lower
from engine.ir.kernels import Call
from engine.layout import ParameterLayout
from engine.probes.attack import REACH
from engine.training.feeds import input_arrays, input_scalings

ADVERSARIAL_FIELDS = (
    fields.Real("epsilon", 0.0, N_("engine", "Attack strength ε"), minimum=0.0, maximum=1e3,
                help=N_("engine", "How far each input of an attacked example is moved, at most, in the units in which "
                        "the network gets it; 0 for no attack.")),
    fields.Integer("steps", 1, N_("engine", "Steps of the attack"), minimum=1, maximum=100,
                   help=N_("engine", "1 is the fast gradient sign method; more is projected gradient descent, which "
                           "finds worse examples and takes as many times longer.")),
    fields.Real("share", 0.5, N_("engine", "Share attacked"), minimum=0.0, maximum=1.0,
                help=N_("engine", "The part of each minibatch that is attacked. The rest stays as it is, so that the "
                        "network does not forget the usual examples.")),
)


def adversarial_training(device: Device, graph: Graph, data: Data, layout: ParameterLayout, parameters: Array,
                         inputs: Mapping[str, Array], targets: Mapping[str, Array], generator: Generator,
                         settings: Mapping[str, Any]) -> tuple[Call, ...]:
    """The same as `adversarial_batch`, within what the inputs of `data` can be."""
    if not settings["epsilon"]:
        return ()
    low, high = ({name: device.upload(end, str(parameters.dtype)) for name, end in ends.items()}
                 for ends in input_ranges(graph, data))
    return adversarial_batch(device, graph, layout, parameters, inputs, targets, generator, settings, low, high)


def adversarial_batch(device: Device, graph: Graph, layout: ParameterLayout, parameters: Array,
                      inputs: Mapping[str, Array], targets: Mapping[str, Array], generator: Generator,
                      settings: Mapping[str, Any], low: Mapping[str, Array] | None = None,
                      high: Mapping[str, Array] | None = None) -> tuple[Call, ...]:
    """Calls that attack the first examples of a minibatch, in place, with the weights that `parameters` holds then.

    `inputs` and `targets` are the arrays (batch, …) on `device` that the step reads, by layer; `low` and `high` bound
    the inputs, where given. The network is attacked as it evaluates, without dropout or noise. With several steps the
    first one starts at a random point. No calls where ε or the share is 0. Raises SettingError for impossible settings.
    """
    settings = check_settings(ADVERSARIAL_FIELDS, settings)
    epsilon, steps = settings["epsilon"], settings["steps"]
    rows = round(settings["share"] * len(next(iter(inputs.values()))))
    if not epsilon or not rows:
        return ()
    points, expected = ({name: array[:rows] for name, array in arrays.items()} for arrays in (inputs, targets))
    net = lower(graph, layout, rows)
    bindings = {leaf: points[name] for name, leaf in net.inputs.items()}
    bindings |= {leaf: expected[name] for name, leaf in net.targets.items()}
    bindings |= {leaf: layout.view(parameters, name) for name, leaf in net.parameters.items()}
    leaves = list(net.inputs.values())
    plan = compile_plan(device, str(parameters.dtype), gradients(net.ir, net.loss, leaves), bindings)
    begins, climbs = [], []
    for name, slope in zip(net.inputs, plan.outputs, strict=True):
        point = points[name]
        ball = Ball(device.xp, device.empty(point.shape, point.dtype), epsilon, (low or {}).get(name),
                    (high or {}).get(name))
        begins.append((_begin, (ball, point, generator if steps > 1 else None)))
        climbs.append((_climb, (ball, point, slope, epsilon if steps == 1 else REACH * epsilon / steps)))
    return (*begins, *(*plan.calls, *climbs) * steps)


def input_ranges(graph: Graph, data: Data) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """The least and the greatest value that each input of the network can have, as it gets it: arrays of the shape of
    an example, by layer.

    Of images that is the range of all pixels together, in their own units; of anything else the range of each feature
    in the training part.
    """
    low, high = {}, {}
    scalings = input_scalings(graph, data)
    for name, inputs in input_arrays(graph, data, _extremes(data)).items():
        shape, flat = inputs.shape[1:], inputs.reshape(len(inputs), -1)
        low[name], high[name] = flat.min(axis=0).reshape(shape), flat.max(axis=0).reshape(shape)
        if len(shape) == 3:
            pixels = scalings[name].undo(flat)
            low[name], high[name] = (scalings[name].apply(np.full(pixels.shape[1], end)).reshape(shape)
                                     for end in (pixels.min(), pixels.max()))
    return low, high


def _extremes(data: Data) -> np.ndarray:
    """Inputs (n, *shape) whose least and greatest numbers are those of the training part: of images, which are read
    as bytes, two, for numbers of them all would take long and much room."""
    if not isinstance(data.train, ImagePart):
        return data.train.inputs
    raw = data.train.raw
    return data.transform(np.stack([raw.min(axis=0), raw.max(axis=0)]))


def _begin(ball: Ball, point: Array, generator: Generator | None) -> None:
    ball.origin[...] = point
    if generator is not None:
        generator.uniform(point)
        point[...] = ball.projected(ball.origin + (point * 2.0 - 1.0) * ball.epsilon)


def _climb(ball: Ball, point: Array, gradient: Array, step: float) -> None:
    point[...] = ball.climbed(point, gradient, step)
