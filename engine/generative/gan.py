"""Generative adversarial networks: a generator makes points of noise, a discriminator says which points are real, and
each learns from what the other does (Goodfellow et al. 2014)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.device import NUMPY, Array, Device
from engine.generative.gan_setup import GanSetup, head_of
from engine.graph import Graph
from engine.ir import Builder, Lowered, Value, compile_plan, gradients, lower
from engine.layout import ParameterLayout
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS, Updater

DTYPE = "float64"
REAL, FAKE = 1.0, 0.0
GENERATOR, DISCRIMINATOR = "generator", "discriminator"


@dataclass(frozen=True, eq=False)
class Weights:
    """The flat vectors of both networks, in the order of their layouts."""

    generator: np.ndarray
    discriminator: np.ndarray


def critic_loss(ir: Builder, real: Value, fake: Value) -> Value:
    """What the discriminator minimises, from the logits (n, 1) of real and of fake points: the mean of −ln D of the
    real ones, and of −ln (1 − D) of the fake ones, added up."""
    return ir.add(_mean(ir, _cross_entropy(ir, real, REAL)), _mean(ir, _cross_entropy(ir, fake, FAKE)))


def generator_costs(ir: Builder, loss: str, fake: Value) -> Value:
    """What each fake point costs the generator (n, 1), from its logit: −ln D, or ln (1 − D) of the "minimax" game."""
    if loss == "minimax":
        return ir.neg(_cross_entropy(ir, fake, FAKE))
    return _cross_entropy(ir, fake, REAL)


class Adversaries:
    """Both networks and their exact gradients. `weights` may be given; those of the seed otherwise.

    `learn_discriminator(real, noise)` and `learn_generator(noise)` are one step each, for points (n, 2) and noise
    (n, k), and give the loss before it; arrays live in main memory or on `device`. All methods belong to one thread.
    """

    def __init__(self, setup: GanSetup, device: Device = NUMPY, weights: Weights | None = None) -> None:
        self.setup, self.device = setup, device
        self.graphs: dict[str, Graph] = {GENERATOR: setup.generator, DISCRIMINATOR: setup.discriminator}
        self.layouts = {name: ParameterLayout(graph) for name, graph in self.graphs.items()}
        rows, seed = setup.settings["batch"], setup.settings["seed"]
        self._vectors = {name: device.upload(layout.initial(seed) if weights is None else getattr(weights, name), DTYPE)
                         for name, layout in self.layouts.items()}
        self._slopes = {name: device.zeros(layout.size, DTYPE) for name, layout in self.layouts.items()}
        rates = {GENERATOR: setup.settings["generator_rate"], DISCRIMINATOR: setup.settings["critic_rate"]}
        self._rates, self._steps = rates, dict.fromkeys(rates, 0)
        rule = OPTIMIZERS[setup.settings["optimizer"]]
        self._updaters = {name: Updater(rule, setup.optimizer_settings(rate), device, self._vectors[name],
                                        self._slopes[name]) for name, rate in rates.items()}
        self._real = device.empty((rows, 2), DTYPE)
        self._noise = device.empty((rows, setup.settings["noise"]), DTYPE)
        self._critic, self._maker = self._critic_plan(), self._maker_plan()

    @property
    def weights(self) -> Weights:
        """A copy of both vectors in main memory."""
        return Weights(*(np.array(self.device.to_host(self._vectors[name])) for name in (GENERATOR, DISCRIMINATOR)))

    @property
    def slopes(self) -> Weights:
        """The gradients of the newest steps, laid out as the weights."""
        return Weights(*(np.array(self.device.to_host(self._slopes[name])) for name in (GENERATOR, DISCRIMINATOR)))

    def learn_discriminator(self, real: Array, noise: Array) -> tuple[float, float, float]:
        """Its loss, and the mean of D on the real and on the fake points, all before the step."""
        self._real[...] = self.device.upload(real, DTYPE)
        self._noise[...] = self.device.upload(noise, DTYPE)
        outputs = self._critic.run()
        numbers = tuple(float(outputs[place]) for place in range(3))
        self._follow(DISCRIMINATOR)
        return numbers

    def learn_generator(self, noise: Array) -> float:
        """Its loss before the step."""
        self._noise[...] = self.device.upload(noise, DTYPE)
        loss = float(self._maker.run()[0])
        self._follow(GENERATOR)
        return loss

    # Inside

    def _follow(self, name: str) -> None:
        self._steps[name] += 1
        self._updaters[name].run(self._rates[name], self._steps[name])

    def _critic_plan(self) -> Any:
        ir = Builder(training=True)
        maker, rows = self._lowered(ir, GENERATOR, {}), len(self._real)
        real = ir.leaf("input", "real", (rows, 2))
        critics = [self._lowered(ir, DISCRIMINATOR, {f"{DISCRIMINATOR}_input": points})
                   for points in (real, _given(maker, GENERATOR))]
        logits = [_given(critic, DISCRIMINATOR) for critic in critics]
        loss = critic_loss(ir, *logits)
        means = [_mean(ir, ir.sigmoid(logit)) for logit in logits]
        return self._compiled(ir, DISCRIMINATOR, loss, means, {real: self._real, **self._bound(maker, GENERATOR),
                                                               **self._bound(critics[0], DISCRIMINATOR)}, critics[0])

    def _maker_plan(self) -> Any:
        ir = Builder(training=True)
        maker = self._lowered(ir, GENERATOR, {})
        critic = self._lowered(ir, DISCRIMINATOR, {f"{DISCRIMINATOR}_input": _given(maker, GENERATOR)})
        costs = generator_costs(ir, self.setup.settings["loss"], _given(critic, DISCRIMINATOR))
        return self._compiled(ir, GENERATOR, _mean(ir, costs), [], {**self._bound(maker, GENERATOR),
                                                                    **self._bound(critic, DISCRIMINATOR)}, maker)

    def _lowered(self, ir: Builder, name: str, inputs: Mapping[str, Value]) -> Lowered:
        return lower(self.graphs[name], self.layouts[name], len(self._real), ir=ir, inputs=inputs)

    def _bound(self, net: Lowered, name: str) -> dict[Value, Array]:
        """The arrays behind the weights of one of them, and behind its noise."""
        leaves = {leaf: self.layouts[name].view(self._vectors[name], array) for array, leaf in net.parameters.items()}
        if name == GENERATOR:
            leaves[net.inputs[f"{GENERATOR}_input"]] = self._noise
        return leaves

    def _compiled(self, ir: Builder, name: str, loss: Value, told: list[Value], bindings: Mapping[Value, Array],
                  net: Lowered) -> Any:
        layout, slopes = self.layouts[name], self._slopes[name]
        found = gradients(ir, loss, list(net.parameters.values()))
        places = [layout.view(slopes, array) for array in net.parameters]
        return compile_plan(self.device, DTYPE, [loss, *told, *found], bindings,
                            [None] * (1 + len(told)) + places)


def _given(net: Lowered, name: str) -> Value:
    return net.layers[head_of(name)]


def _cross_entropy(ir: Builder, logits: Value, target: float) -> Value:
    return LOSSES["binary_cross_entropy"].elements(ir, logits, ir.constant(target, logits.shape))


def _mean(ir: Builder, values: Value) -> Value:
    return ir.mul(ir.total(values), 1.0 / values.shape[0])
