"""How one number of a layer that slides, pools, normalises or remembers comes about: what it reads, and its arithmetic.

A `Recipe` says what of the layer before, and of the weights, one number is made of: its probes, and what is written of
their answers. `RECIPES` has one for each kind of layer; what is long is written from its beginning and its end.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.graph import Graph, LayerSpec
from engine.probes import NextStep, Probe
from engine.probes.activations import Inner
from engine.probes.numbers import Numbers
from engine.step.stage import Readings, Sight
from engine.step.writing import added, digits, factor, listed, product
from engine.windows import Window

MOST_READ = 4_096
"""Numbers that go into one, beyond which they are not asked for."""


@dataclass(frozen=True)
class Recipe:
    """What is asked, and what `write` makes of the answers: the rules, the same with their numbers, the last without
    what comes out, and the terms of the sum."""

    probes: tuple[Probe, ...]
    write: Callable[[Sequence[np.ndarray]], tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[float, ...], ...]]]

    def written(self, readings: Readings) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[float, ...], ...]]:
        """Rules, the same with their numbers, and the terms."""
        return self.write([readings[probe].first for probe in self.probes])


@dataclass(frozen=True)
class Asked:
    """The number at `place` (…), in the axes of what a layer gives, of `spec`; `z` is what it is called as LaTeX before
    its activation function."""

    graph: Graph
    spec: LayerSpec
    place: tuple[int, ...]
    sight: Sight
    z: str

    @property
    def source(self) -> str:
        return self.graph.inputs_of(self.spec.name)[0]

    @property
    def shape(self) -> tuple[int, ...]:
        """What comes in."""
        return self.graph.infer()[self.source]

    def read(self, places: Sequence[int]) -> Numbers:
        return Numbers(self.source, tuple(places), *self.sight)

    def weights(self, role: str, *patch: tuple[int, int]) -> Probe:
        return self.sight.weights(f"{self.graph.owner_of(self.spec.name)}/{role}", *patch)


def recipe(graph: Graph, layer: str, chosen: int, sight: Sight, z: str) -> Recipe | None:
    """How number `chosen` of a layer comes about, z being its name; None where that is not written out."""
    spec, shape = graph.layer(layer), graph.infer()[layer]
    make = RECIPES.get(spec.kind)
    if make is None or chosen >= math.prod(shape):
        return None
    place = tuple(map(int, np.unravel_index(chosen, shape)))
    return make(Asked(graph, spec, place, sight, z))


REMEMBERING = frozenset({"simple_rnn", "lstm", "gru"})
"""Kinds whose activation functions lie inside of their steps."""


# Windows

def _inside(window: Window, place: int, length: int, *, mirrored: bool = False) -> list[tuple[int, int]]:
    """The taps at a place of an axis, each with the element that it reads; those beside the axis read nothing."""
    found = []
    for tap in range(window.size):
        at = place * window.stride + tap * window.dilation - window.before
        if mirrored:
            at = abs(at) if at < length else 2 * (length - 1) - at
        if 0 <= at < length:
            found.append((tap, at))
    return found


def _convolution(asked: Asked) -> Recipe | None:
    spec, shape = asked.spec, asked.shape
    layer, settings, *spots = spec.layer, spec.settings, *asked.place
    *spots, kernel = spots
    *sides, channels = shape
    windows = layer.windows(settings, shape)
    mirrored = settings["padding"] == "reflect"
    axes = [_inside(window, spot, side, mirrored=mirrored)
            for window, spot, side in zip(windows, spots, sides, strict=True)]
    groups, kernels = layer.groups(settings, channels), asked.graph.infer()[spec.name][-1]
    own = channels // groups
    first = kernel // (kernels // groups) * own
    taps, places = [], []
    for meeting in itertools.product(*axes):
        at = [place for _, place in meeting]
        begin = int(np.ravel_multi_index((*at, first), shape))
        for channel in range(own):
            taps.append((*(tap for tap, _ in meeting), channel))
            places.append(begin + channel)
    if not places or len(places) > MOST_READ:
        return None
    # Where an edge is mirrored one element is read by several taps, in any order: each is asked for once.
    once = sorted(set(places))
    sizes = [(0, window.size) for window in windows]
    probes = [asked.read(once), asked.weights("kernel", *sizes, (0, own), (kernel, kernel + 1))]
    if settings["use_bias"]:
        probes.append(asked.weights("bias", (kernel, kernel + 1)))

    def write(arrays):
        numbers, weights, *bias = arrays
        by_place = dict(zip(once, numbers.tolist(), strict=True))
        terms = [(float(weights[(*tap, 0)]), by_place[place]) for tap, place in zip(taps, places, strict=True)]
        terms += [(float(array.ravel()[0]),) for array in bias]
        symbols = rf"{asked.z} = \sum_{{i \in \mathrm{{window}}}} w_i\, a_i" + (" + b" if bias else "")
        summed = listed([product(*term) for term in terms])
        return (symbols,), (rf"{asked.z} = {summed}",), tuple(terms)

    return Recipe(tuple(probes), write)


def _pool_places(asked: Asked) -> tuple[list[int], int]:
    """The elements of a window, and by how many a mean divides."""
    spec, shape = asked.spec, asked.shape
    *sides, channels = shape
    channel = asked.place[-1]
    if spec.kind == "global_pooling":
        count = math.prod(sides)
        return [place * channels + channel for place in range(count)], count
    windows = spec.layer.windows(spec.settings, shape)
    around = spec.layer.counted(spec.settings, shape)
    axes = [_inside(window, spot, side) for window, spot, side in zip(windows, asked.place, sides, strict=False)]
    counts = [sum(-before <= spot * window.stride + tap - window.before < side + after for tap in range(window.size))
              for window, spot, side, (before, after) in zip(windows, asked.place, sides, around, strict=False)]
    return [int(np.ravel_multi_index((*(place for _, place in meeting), channel), shape))
            for meeting in itertools.product(*axes)], math.prod(counts)


def _pooling(asked: Asked) -> Recipe | None:
    places, count = _pool_places(asked)
    function = asked.spec.settings["function"]
    if not places or len(places) > MOST_READ:
        return None

    def write(arrays):
        numbers = arrays[0].tolist()
        if function in ("max", "min"):
            inside = _row(numbers)
            symbols = rf"{asked.z} = \{function}_{{i \in \mathrm{{window}}}} a_i"
            return (symbols,), (rf"{asked.z} = \{function}({inside})",), tuple((one,) for one in numbers)
        summed = listed([digits(number) for number in numbers])
        share = rf"\frac{{1}}{{{count}}}" if function == "average" else ""
        symbols = rf"{asked.z} = {share}\sum_{{i \in \mathrm{{window}}}} a_i"
        filled = f"{share}({summed})" if share else summed
        return (symbols,), (rf"{asked.z} = {filled}",), tuple((one,) for one in numbers)

    return Recipe((asked.read(places),), write)


def _row(numbers: Sequence[float]) -> str:
    shown = [digits(number) for number in numbers]
    return ", ".join(shown if len(shown) <= 6 else [*shown[:4], r"\dots", shown[-1]])


# Normalisation

_NORMAL = r"{z} = \gamma \frac{{a - \mu}}{{\sqrt{{\mathrm{{var}} + \varepsilon}}}} + \beta"


def _normal(z: str, gamma: float, a: float, mean: float, variance: float, epsilon: float, beta: float) -> str:
    return (rf"{z} = {digits(gamma)} \cdot \frac{{{digits(a)}{added(-mean)}}}{{\sqrt{{{digits(variance)}"
            rf"{added(epsilon)}}}}}{added(beta)}")


def _batch_normalisation(asked: Asked) -> Recipe | None:
    if isinstance(asked.sight.examples, NextStep):  # by the statistics of the minibatch
        return None
    channel, shape = asked.place[-1], asked.shape
    roles = ("gamma", "beta", "moving_mean", "moving_variance")
    probes = (asked.read((int(np.ravel_multi_index(asked.place, shape)),)),
              *(asked.weights(role, (channel, channel + 1)) for role in roles))

    def write(arrays):
        a, gamma, beta, mean, variance = (float(array.ravel()[0]) for array in arrays)
        line = _normal(asked.z, gamma, a, mean, variance, asked.spec.settings["epsilon"], beta)
        return (_NORMAL.format(z=asked.z),), (line,), ((a,), (mean,), (variance,), (gamma,), (beta,))

    return Recipe(probes, write)


def _layer_normalisation(asked: Asked) -> Recipe | None:
    shape, feature = asked.shape, asked.place[-1]
    begin = int(np.ravel_multi_index((*asked.place[:-1], 0), shape))
    if shape[-1] > MOST_READ:
        return None
    probes = (asked.read(range(begin, begin + shape[-1])), asked.weights("gamma", (feature, feature + 1)),
              asked.weights("beta", (feature, feature + 1)))

    def write(arrays):
        numbers = arrays[0].astype(np.float64)
        gamma, beta = (float(array.ravel()[0]) for array in arrays[1:])
        mean, variance, count = float(numbers.mean()), float(numbers.var()), len(numbers)
        shown = [digits(number) for number in numbers.tolist()]
        squares = [rf"({digits(number)}{added(-mean)})^2" for number in numbers.tolist()]
        lines = (rf"\mu = \frac{{1}}{{{count}}}({listed(shown)}) = {digits(mean)}",
                 rf"\mathrm{{var}} = \frac{{1}}{{{count}}}({listed(squares)}) = {digits(variance)}",
                 _normal(asked.z, gamma, float(numbers[feature]), mean, variance, asked.spec.settings["epsilon"], beta))
        symbols = (r"\mu = \frac{1}{n} \sum_i a_i", r"\mathrm{var} = \frac{1}{n} \sum_i (a_i - \mu)^2",
                   _NORMAL.format(z=asked.z))
        return symbols, lines, tuple((one,) for one in numbers.tolist())

    return Recipe(probes, write)


# Memory

def _remembering(asked: Asked, *inner: str) -> tuple[int, int, tuple[Inner, ...]] | None:
    """The step and the unit that a number is of, and the probes of its inner values; None where states or a mask come
    in, or for a minibatch."""
    spec, graph = asked.spec, asked.graph
    if len(graph.inputs_of(spec.name)) > 1 or isinstance(asked.sight.examples, NextStep):
        return None
    step = asked.place[0] if spec.settings["return_sequences"] else asked.shape[0] - 1
    if asked.place[-1] >= spec.settings["units"]:
        return None
    return step, asked.place[-1], tuple(Inner(spec.name, name, asked.sight.examples) for name in inner)


def _simple_rnn(asked: Asked) -> Recipe | None:
    found = _remembering(asked, "hidden")
    if found is None:
        return None
    step, unit, probes = found
    features, units = asked.shape[1], asked.spec.settings["units"]
    asks = (asked.read(range(step * features, (step + 1) * features)), asked.weights(
        "kernel", (0, features), (unit, unit + 1)), asked.weights("recurrent_kernel", (0, units), (unit, unit + 1)),
        asked.weights("bias", (unit, unit + 1)), *probes)

    def write(arrays):
        x, kernel, recurrent, bias, hidden = arrays
        before = hidden[0, step - 1] if step else np.zeros(units)
        terms = [*zip(kernel.ravel().tolist(), x.tolist(), strict=True),
                 *zip(recurrent.ravel().tolist(), before.tolist(), strict=True), (float(bias.ravel()[0]),)]
        now = rf"h_{{{step + 1},{unit + 1}}}"
        total = sum(math.prod(term) for term in terms)
        symbols = (rf"z = \sum_k w_k\, x_{{{step + 1},k}} + \sum_k r_k\, h_{{{step},k}} + b", rf"{now} = f(z)")
        numbers = (rf"z = {listed([product(*term) for term in terms])} = {digits(total)}",
                   rf"{now} = f({digits(total)})")
        return symbols, numbers, tuple(terms)

    return Recipe(asks, write)


def _lstm(asked: Asked) -> Recipe | None:
    found = _remembering(asked, "input_gate", "forget_gate", "output_gate", "candidate", "cell")
    if found is None:
        return None
    step, unit, probes = found

    def write(arrays):
        i, f, o, g, cell = (float(array[0, step, unit]) for array in arrays)
        before = float(arrays[-1][0, step - 1, unit]) if step else 0.0
        c, h = rf"c_{{{step + 1}}}", rf"h_{{{step + 1}}}"
        symbols = (rf"{c} = f\, c_{{{step}}} + i\, \tilde c", rf"{h} = o \tanh {c}")
        numbers = (rf"{c} = {product(f, before)} + {product(i, g)} = {digits(cell)}".replace("+ -", "- "),
                   rf"{h} = {digits(o)} \cdot \tanh({digits(cell)})")
        return symbols, numbers, ((f, before), (i, g))

    return Recipe(probes, write)


def _gru(asked: Asked) -> Recipe | None:
    found = _remembering(asked, "update_gate", "candidate", "hidden")
    if found is None:
        return None
    step, unit, probes = found

    def write(arrays):
        u, candidate = (float(array[0, step, unit]) for array in arrays[:2])
        before = float(arrays[2][0, step - 1, unit]) if step else 0.0
        h = rf"h_{{{step + 1}}}"
        symbols = (rf"{h} = u\, h_{{{step}}} + (1 - u)\, \tilde h",)
        numbers = (rf"{h} = {product(u, before)} + (1 - {digits(u)}) \cdot {factor(candidate)}",)
        return symbols, numbers, ((u, before), (1 - u, candidate))

    return Recipe(probes, write)


RECIPES: Mapping[str, Callable[[Asked], Recipe | None]] = {
    "conv1d": _convolution, "conv2d": _convolution, "depthwise_conv1d": _convolution,
    "depthwise_conv2d": _convolution, "pooling1d": _pooling, "pooling2d": _pooling, "global_pooling": _pooling,
    "batch_normalization": _batch_normalisation, "layer_normalization": _layer_normalisation,
    "simple_rnn": _simple_rnn, "lstm": _lstm, "gru": _gru,
}
"""Kind of layer → how one of its numbers comes about."""
