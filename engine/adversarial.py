"""Adversarial examples: inputs moved a little, where it hurts the network most (Goodfellow et al. 2016, section 7.13).

The two attacks move an input uphill on its own loss, and keep each of its numbers within ε of where it was. They need
the gradient with respect to the inputs, which is `Network.input_gradient`; its absolute value is the saliency.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.device import NUMPY, Array
from engine.errors import N_, SettingError
from engine.losses import LOSSES
from engine.metrics import METRICS
from engine.network import Arrays, Network
from engine.probes.attack import REACH

Bound = Array | float | None
Bounds = Bound | Mapping[str, Bound]


@dataclass(frozen=True)
class Ball:
    """What an attack may reach from `origin`: `epsilon` away in each number, and no further than `low` and `high`.

    `epsilon`, `low` and `high` are numbers, or arrays that broadcast to the inputs; None is no bound.
    """

    xp: Any
    origin: Array
    epsilon: Array | float
    low: Bound = None
    high: Bound = None

    def projected(self, point: Array) -> Array:
        """The point of the ball that is nearest to `point`."""
        xp = self.xp
        point = xp.minimum(xp.maximum(point, self.origin - self.epsilon), self.origin + self.epsilon)
        if self.low is not None:
            point = xp.maximum(point, self.low)
        return point if self.high is None else xp.minimum(point, self.high)

    def climbed(self, point: Array, gradient: Array, step: Array | float) -> Array:
        """From `point` a step along the sign of `gradient`, projected: steepest ascent in the largest number."""
        return self.projected(point + self.xp.sign(gradient) * step)


def fgsm(network: Network, parameters: np.ndarray, inputs: Arrays, targets: Arrays, epsilon: float,
         low: Bounds = None, high: Bounds = None) -> Arrays:
    """The fast gradient sign method (Goodfellow, Shlens, Szegedy 2015): x + ε sign ∇ₓ loss, within [low, high].

    Arrays (N, …), or dictionaries of them by layer as `inputs` are; then the bounds may be dictionaries too. `epsilon`
    counts in the units in which the network gets its inputs. Raises SettingError for a negative ε.
    """
    return pgd(network, parameters, inputs, targets, epsilon, 1, epsilon, low, high)


def pgd(network: Network, parameters: np.ndarray, inputs: Arrays, targets: Arrays, epsilon: float, steps: int = 10,
        step: float | None = None, low: Bounds = None, high: Bounds = None, seed: int | None = None) -> Arrays:
    """Projected gradient descent (Madry et al. 2018): `steps` steps as in `fgsm`, each followed by the way back into
    the range of ε around the inputs.

    A step is `step` long, 2.5 ε / `steps` by default; with a `seed` the first one starts at a random point of that
    range, else at the inputs. The rest is as in `fgsm`. Raises SettingError for a negative ε and for no steps.
    """
    check_attack(epsilon, steps)
    step = REACH * epsilon / steps if step is None else step
    balls = {name: Ball(np, np.asarray(array, network.dtype), epsilon, _bound(low, name), _bound(high, name))
             for name, array in _named(inputs, network).items()}
    moved = {name: ball.origin for name, ball in balls.items()}
    if seed is not None:
        draw = np.random.default_rng(seed)
        moved = {name: ball.projected(ball.origin + draw.uniform(-epsilon, epsilon, ball.origin.shape))
                 for name, ball in balls.items()}
    for _ in range(steps):
        slopes = network.input_gradient(parameters, moved, targets)
        moved = {name: ball.climbed(moved[name], slopes[name], step).astype(network.dtype)
                 for name, ball in balls.items()}
    return moved if isinstance(inputs, Mapping) else moved[network.input_names[0]]


def saliency(network: Network, parameters: np.ndarray, inputs: Arrays, targets: Arrays) -> Arrays:
    """How much each input matters to the loss of its example: |∇ₓ loss| (N, …), by layer where `inputs` are.

    Simonyan, Vedaldi, Zisserman 2014 take the score of a class instead of the loss; both point at the same inputs.
    """
    slopes = network.input_gradient(parameters, inputs, targets)
    return {name: abs(slope) for name, slope in slopes.items()} if isinstance(slopes, Mapping) else abs(slopes)


def robust_accuracy(network: Network, parameters: np.ndarray, inputs: Arrays, targets: Arrays,
                    epsilons: Sequence[float], steps: int = 1, low: Bounds = None,
                    high: Bounds = None) -> np.ndarray:
    """The accuracy of the first output on attacked inputs, one for each ε: (len(epsilons),). R² for regression.

    One step is `fgsm`, more are `pgd`. At ε = 0 it is the accuracy on the inputs as they are.
    """
    head = network.output_names[0]
    expected = np.asarray(targets[head] if isinstance(targets, Mapping) else targets)
    metric = METRICS[LOSSES[network.graph.layer(head).settings["loss"]].task]
    accuracies = []
    for epsilon in epsilons:
        moved = pgd(network, parameters, inputs, targets, epsilon, steps, epsilon if steps == 1 else None, low, high)
        accuracies.append(metric.measure(NUMPY, network.predict(parameters, moved), expected))
    return np.array(accuracies)


def check_attack(epsilon: float, steps: int) -> None:
    """Raises SettingError for an attack that cannot be."""
    if not np.all(np.asarray(epsilon) >= 0) or not np.all(np.isfinite(epsilon)):
        raise SettingError(N_("engine", "The strength ε of an attack must be a number from 0 on; it is {value}."),
                           value=epsilon)
    if steps < 1:
        raise SettingError(N_("engine", "An attack takes at least one step; {value} were asked for."), value=steps)


def _named(inputs: Arrays, network: Network) -> Mapping[str, np.ndarray]:
    return inputs if isinstance(inputs, Mapping) else {network.input_names[0]: inputs}


def _bound(bound: Bounds, name: str) -> Bound:
    return bound.get(name) if isinstance(bound, Mapping) else bound
