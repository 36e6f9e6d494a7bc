"""Layers that normalise: by the statistics that a training keeps, or each example by its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.probes import NextStep
from engine.step.sums.asked import MOST_READ, Asked, Recipe, Rule, Sum, places_in
from engine.step.writing import added, digits, listed

_RULE = r"{z} = \gamma \frac{{a - \mu}}{{\sqrt{{\mathrm{{var}} + \varepsilon}}}} + \beta"
_NORMAL = r"\frac{{{a} - \mu}}{{\sqrt{{\mathrm{{var}} + \varepsilon}}}}"


def _filled(z: str, gamma: float, a: float, mean: float, variance: float, epsilon: float, beta: float) -> str:
    return (rf"{z} = {digits(gamma)} \cdot \frac{{{digits(a)}{added(-mean)}}}{{\sqrt{{{digits(variance)}"
            rf"{added(epsilon)}}}}}{added(beta)}")


# By running statistics

def _by_minibatch(asked: Asked) -> bool:
    """Whether a layer of batches takes the statistics of the minibatch, of which one example knows too little."""
    return isinstance(asked.sight.examples, NextStep)


def _of_channel(asked: Asked, channel: int, *roles: str) -> tuple[object, ...]:
    return tuple(asked.weights(role, (channel, channel + 1)) for role in roles)


def batch_normalisation(asked: Asked) -> Recipe | None:
    """γ (a − μ) / √(var + ε) + β."""
    if _by_minibatch(asked):
        return None
    channel, name = asked.place[-1], asked.letter()
    probes = (asked.read(places_in(asked.shape, [asked.place])),
              *_of_channel(asked, channel, "gamma", "beta", "moving_mean", "moving_variance"))

    def write(arrays: Sequence[np.ndarray]) -> Rule:
        a, gamma, beta, mean, variance = (float(array.ravel()[0]) for array in arrays)
        line = _filled(name, gamma, a, mean, variance, asked.settings["epsilon"], beta)
        return Rule((_RULE.format(z=name),), (line,), ((a,), (mean,), (variance,), (gamma,), (beta,)))

    return Recipe(probes, write)


def batch_normalisation_back(asked: Asked) -> Recipe | None:
    """The statistics are constants: what comes back is stretched as what went in was."""
    if _by_minibatch(asked):
        return None
    place = places_in(asked.given, [asked.place])
    probes = (asked.deltas(place), *_of_channel(asked, asked.place[-1], "gamma", "moving_variance"))

    def write(arrays: Sequence[np.ndarray]) -> Sum:
        delta, gamma, variance = (float(array.ravel()[0]) for array in arrays)
        scale = gamma / np.sqrt(variance + asked.settings["epsilon"])
        symbols = rf"\frac{{\gamma}}{{\sqrt{{\mathrm{{var}} + \varepsilon}}}}\, {asked.delta(str(place[0] + 1))}"
        return Sum(symbols, ((float(scale), delta),))

    return Recipe(probes, write)


def batch_normalisation_gradient(asked: Asked, role: str) -> Recipe | None:
    """β moves all numbers of its channel alike, γ each as far as it lies from the mean."""
    if _by_minibatch(asked):
        return None
    (channel,) = asked.place
    places = list(range(channel, int(np.prod(asked.given)), asked.given[-1]))
    if len(places) > MOST_READ:
        return None
    if role == "beta":
        return _sum_of_deltas(asked, places)
    probes = (asked.deltas(places), asked.read(places), *_of_channel(asked, channel, "moving_mean", "moving_variance"))

    def write(arrays: Sequence[np.ndarray]) -> Sum:
        deltas, numbers, mean, variance = (np.asarray(array, np.float64).ravel() for array in arrays)
        normal = (numbers - mean) / np.sqrt(variance + asked.settings["epsilon"])
        return Sum(asked.summed(asked.delta(), _NORMAL.format(a=asked.a())),
                   tuple(zip(deltas.tolist(), normal.tolist(), strict=True)))

    return Recipe(probes, write)


def _sum_of_deltas(asked: Asked, places: Sequence[int]) -> Recipe:
    return Recipe((asked.deltas(places),), lambda arrays: Sum(
        asked.summed(asked.delta()), tuple((delta,) for delta in arrays[0].tolist())))


# By its own statistics

def _own_row(asked: Asked) -> list[int]:
    """The numbers that are normalised together with that at the asked place."""
    (begin,) = places_in(asked.shape, [(*asked.place[:-1], 0)])
    return list(range(begin, begin + asked.shape[-1]))


def _normalised(numbers: np.ndarray, epsilon: float) -> tuple[np.ndarray, float]:
    """Rows (…, n) with mean 0 and variance 1, and what they were divided by."""
    deviation = np.sqrt(numbers.var(axis=-1, keepdims=True) + epsilon)
    return (numbers - numbers.mean(axis=-1, keepdims=True)) / deviation, float(deviation.ravel()[0])


def layer_normalisation(asked: Asked) -> Recipe | None:
    """As a batch, by mean and variance of the example's own numbers."""
    row, feature, name = _own_row(asked), asked.place[-1], asked.letter()
    if len(row) > MOST_READ:
        return None
    probes = (asked.read(row), *_of_channel(asked, feature, "gamma", "beta"))

    def write(arrays: Sequence[np.ndarray]) -> Rule:
        numbers = arrays[0].astype(np.float64)
        gamma, beta = (float(array.ravel()[0]) for array in arrays[1:])
        mean, variance, count = float(numbers.mean()), float(numbers.var()), len(numbers)
        shown = [digits(number) for number in numbers.tolist()]
        squares = [rf"({digits(number)}{added(-mean)})^2" for number in numbers.tolist()]
        lines = (rf"\mu = \frac{{1}}{{{count}}}({listed(shown)}) = {digits(mean)}",
                 rf"\mathrm{{var}} = \frac{{1}}{{{count}}}({listed(squares)}) = {digits(variance)}",
                 _filled(name, gamma, float(numbers[feature]), mean, variance, asked.settings["epsilon"], beta))
        symbols = (r"\mu = \frac{1}{n} \sum_i a_i", r"\mathrm{var} = \frac{1}{n} \sum_i (a_i - \mu)^2",
                   _RULE.format(z=name))
        return Rule(symbols, lines, tuple((one,) for one in numbers.tolist()))

    return Recipe(probes, write)


def layer_normalisation_back(asked: Asked) -> Recipe | None:
    """Mean and variance depend on each number too: it moves all that are normalised with it."""
    row, feature = _own_row(asked), asked.place[-1]
    if len(row) > MOST_READ:
        return None
    probes = (asked.deltas(row), asked.read(row), asked.weights("gamma", (0, len(row))))

    def write(arrays: Sequence[np.ndarray]) -> Sum:
        deltas, numbers, gamma = (np.asarray(array, np.float64).ravel() for array in arrays)
        normal, deviation = _normalised(numbers, asked.settings["epsilon"])
        own = np.arange(len(row)) == feature
        slopes = gamma / deviation * (own - 1 / len(row) - normal * normal[feature] / len(row))
        symbols = asked.summed(rf"\frac{{\partial z_p}}{{\partial a_{{{feature + 1}}}}}", asked.delta())
        return Sum(symbols, tuple(zip(slopes.tolist(), deltas.tolist(), strict=True)))

    return Recipe(probes, write)


def layer_normalisation_gradient(asked: Asked, role: str) -> Recipe | None:
    """One γ and one β for a feature, whichever row it is in."""
    (feature,), size = asked.place, int(np.prod(asked.given))
    places = list(range(feature, size, asked.given[-1]))
    if size > MOST_READ:
        return None
    if role == "beta":
        return _sum_of_deltas(asked, places)
    probes = (asked.deltas(places), asked.read(range(size)))

    def write(arrays: Sequence[np.ndarray]) -> Sum:
        normal, _ = _normalised(arrays[1].astype(np.float64).reshape(-1, asked.given[-1]), asked.settings["epsilon"])
        return Sum(asked.summed(asked.delta(), _NORMAL.format(a=asked.a())),
                   tuple(zip(arrays[0].tolist(), normal[:, feature].tolist(), strict=True)))

    return Recipe(probes, write)
