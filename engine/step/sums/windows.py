"""Layers that slide: convolution and pooling, forward, back, and the sums of their weights."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np

from engine.step.sums.asked import MOST_READ, Asked, Recipe, Rule, Sum, places_in
from engine.step.writing import digits, listed, product
from engine.windows import Window


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


class _Kernels:
    """The windows of a convolution: which of its numbers meet."""

    def __init__(self, asked: Asked) -> None:
        layer, settings, self._asked = asked.spec.layer, asked.settings, asked
        *self.sides, channels = asked.shape
        self.windows = layer.windows(settings, asked.shape)
        self._mirrored = settings["padding"] == "reflect"
        groups = layer.groups(settings, channels)
        self.own, self.kernels = channels // groups, asked.given[-1] // groups
        """Channels that one kernel reads, and kernels that read one channel."""
        self.sizes = [(0, window.size) for window in self.windows]

    def first_channel(self, kernel: int) -> int:
        return kernel // self.kernels * self.own

    def at(self, spots: Sequence[int]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Of the window at `spots`, each tap with the place that it reads, axis by axis."""
        return _pairs([_inside(window, spot, side, mirrored=self._mirrored)
                       for window, spot, side in zip(self.windows, spots, self.sides, strict=True)])

    def of_tap(self, taps: Sequence[int]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Every window in which a tap falls inside, with the place that it reads there."""
        return _pairs([[(spot, at) for spot, found in enumerate(axis) for own, at in found if own == tap]
                       for tap, axis in zip(taps, self._axes(), strict=True)])

    def that_read(self, places: Sequence[int]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Every window that reads a place, with the tap by which it does."""
        return _pairs([[(spot, tap) for spot, found in enumerate(axis) for tap, at in found if at == place]
                       for place, axis in zip(places, self._axes(), strict=True)])

    def _axes(self) -> list[list[list[tuple[int, int]]]]:
        return [[_inside(window, spot, side, mirrored=self._mirrored) for spot in range(count)]
                for window, side, count in zip(self.windows, self.sides, self._asked.given, strict=False)]


def _pairs(axes: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(tuple(one for one, _ in meeting), tuple(other for _, other in meeting))
            for meeting in itertools.product(*axes)]


def convolution(asked: Asked) -> Recipe | None:
    """A number of the map is a sum over its window."""
    kernels, (*spots, kernel) = _Kernels(asked), asked.place
    first = kernels.first_channel(kernel)
    meetings = [(taps, at, channel) for taps, at in kernels.at(spots) for channel in range(kernels.own)]
    places = places_in(asked.shape, [(*at, first + channel) for _, at, channel in meetings])
    if not places or len(places) > MOST_READ:
        return None
    # Where an edge is mirrored one element is read by several taps, in any order: each is asked for once.
    once = sorted(set(places))
    probes = [asked.read(once), asked.weights("kernel", *kernels.sizes, (0, kernels.own), (kernel, kernel + 1))]
    if asked.settings["use_bias"]:
        probes.append(asked.weights("bias", (kernel, kernel + 1)))
    name = asked.letter()

    def write(arrays: Sequence[np.ndarray]) -> Rule:
        numbers, weights, *bias = arrays
        by_place = dict(zip(once, numbers.tolist(), strict=True))
        terms = [(float(weights[(*taps, channel, 0)]), by_place[place])
                 for (taps, _, channel), place in zip(meetings, places, strict=True)]
        terms += [(float(array.ravel()[0]),) for array in bias]
        symbols = rf"{name} = \sum_{{i \in \mathrm{{window}}}} w_i\, a_i" + (" + b" if bias else "")
        return Rule((symbols,), (rf"{name} = {listed([product(*term) for term in terms])}",), tuple(terms))

    return Recipe(tuple(probes), write)


def convolution_back(asked: Asked) -> Recipe | None:
    """What comes back to a number is a sum over all windows that read it, and over their kernels."""
    kernels, (*places, channel) = _Kernels(asked), asked.place
    group, own = divmod(channel, kernels.own)
    chosen = range(group * kernels.kernels, (group + 1) * kernels.kernels)
    meetings = [(spots, taps, kernel) for spots, taps in kernels.that_read(places) for kernel in chosen]
    if not meetings or len(meetings) > MOST_READ:
        return None
    at = places_in(asked.given, [(*spots, kernel) for spots, _, kernel in meetings])
    once = sorted(set(at))
    probes = (asked.deltas(once), asked.weights("kernel", *kernels.sizes, (own, own + 1), (chosen[0], chosen[-1] + 1)))

    def write(arrays: Sequence[np.ndarray]) -> Sum:
        deltas, weights = dict(zip(once, arrays[0].tolist(), strict=True)), arrays[1]
        return Sum(asked.summed("w_p", asked.delta()), tuple(
            (float(weights[(*taps, 0, kernel - chosen[0])]), deltas[place])
            for (_, taps, kernel), place in zip(meetings, at, strict=True)))

    return Recipe(probes, write)


def convolution_gradient(asked: Asked, role: str) -> Recipe | None:
    """A shared weight meets a number at every place of the map: its gradient is the sum over all of them."""
    kernels = _Kernels(asked)
    if role == "bias":
        spots = list(itertools.product(*map(range, asked.given[:-1])))
        at = places_in(asked.given, [(*spot, asked.place[0]) for spot in spots])
        return _sum_of_deltas(asked, at)
    *taps, own, kernel = asked.place
    meetings = kernels.of_tap(taps)
    channel = kernels.first_channel(kernel) + own
    places = places_in(asked.shape, [(*read, channel) for _, read in meetings])
    at = places_in(asked.given, [(*spots, kernel) for spots, _ in meetings])
    if not places or len(places) > MOST_READ:
        return None
    once = sorted(set(places))

    def write(arrays: Sequence[np.ndarray]) -> Sum:
        numbers = dict(zip(once, arrays[0].tolist(), strict=True))
        return Sum(asked.summed(asked.a(), asked.delta()), tuple(
            (numbers[place], delta) for place, delta in zip(places, arrays[1].tolist(), strict=True)))

    return Recipe((asked.read(once), asked.deltas(at)), write)


def _sum_of_deltas(asked: Asked, places: Sequence[int]) -> Recipe | None:
    """The gradient of a bias."""
    if len(places) > MOST_READ:
        return None
    return Recipe((asked.deltas(places),), lambda arrays: Sum(
        asked.summed(asked.delta()) if len(places) > 1 else asked.delta(str(asked.place[-1] + 1)),
        tuple((delta,) for delta in arrays[0].tolist())))


# Pooling

def _pool_places(asked: Asked, place: Sequence[int]) -> tuple[list[int], int]:
    """The elements of the window that gives the number at `place`, and by how many a mean divides."""
    spec, shape = asked.spec, asked.shape
    *sides, channels = shape
    channel = place[-1]
    if spec.kind == "global_pooling":
        count = math.prod(sides)
        return [element * channels + channel for element in range(count)], count
    windows = spec.layer.windows(spec.settings, shape)
    around = spec.layer.counted(spec.settings, shape)
    axes = [_inside(window, spot, side) for window, spot, side in zip(windows, place, sides, strict=False)]
    counts = [sum(-before <= spot * window.stride + tap - window.before < side + after for tap in range(window.size))
              for window, spot, side, (before, after) in zip(windows, place, sides, around, strict=False)]
    return places_in(shape, [(*at, channel) for _, at in _pairs(axes)]), math.prod(counts)


def pooling(asked: Asked) -> Recipe | None:
    """One number of a window, or the sum or mean of all."""
    places, count = _pool_places(asked, asked.place)
    function, name = asked.settings["function"], asked.letter()
    if not places or len(places) > MOST_READ:
        return None

    def write(arrays: Sequence[np.ndarray]) -> Rule:
        numbers = arrays[0].tolist()
        terms = tuple((one,) for one in numbers)
        if function in ("max", "min"):
            symbols = rf"{name} = \{function}_{{i \in \mathrm{{window}}}} a_i"
            return Rule((symbols,), (rf"{name} = \{function}({_row(numbers)})",), terms)
        summed = listed([digits(number) for number in numbers])
        share = rf"\frac{{1}}{{{count}}}" if function == "average" else ""
        symbols = rf"{name} = {share}\sum_{{i \in \mathrm{{window}}}} a_i"
        filled = f"{share}({summed})" if share else summed
        return Rule((symbols,), (rf"{name} = {filled}",), terms)

    return Recipe((asked.read(places),), write)


def pooling_back(asked: Asked) -> Recipe | None:
    """Of a mean each number gets its share, of a maximum the one that won gets all, from every window that it is in."""
    function = asked.settings["function"]
    (element,) = places_in(asked.shape, [asked.place])
    windows = {}
    for place in _windows_around(asked):
        members, count = _pool_places(asked, place)
        if element in members:
            windows[places_in(asked.given, [place])[0]] = members, count
    read = sorted({member for members, _ in windows.values() for member in members})
    if not windows or len(read) > MOST_READ:
        return None
    if function not in ("max", "min"):
        shares = [1 / count if function == "average" else 1.0 for _, count in windows.values()]
        symbols = asked.summed(r"\frac{1}{n}", asked.delta()) if function == "average" else asked.summed(asked.delta())
        return Recipe((asked.deltas(tuple(windows)),), lambda arrays: Sum(
            symbols, tuple(zip(shares, arrays[0].tolist(), strict=True))))
    best = {"max": max, "min": min}[function]

    def write(arrays: Sequence[np.ndarray]) -> Sum | None:
        numbers, terms = dict(zip(read, arrays[1].tolist(), strict=True)), []
        for (members, _), delta in zip(windows.values(), arrays[0].tolist(), strict=True):
            winner = best(numbers[member] for member in members)
            equal = [member for member in members if numbers[member] == winner]
            if element in equal and len(equal) > 1:  # which of them the window took is not told
                return None
            if element in equal:
                terms.append((delta,))
        chosen = rf"\sum_{{p:\, a \, = \, \{function}}}"
        return Sum(rf"{chosen} {asked.delta()}", tuple(terms))

    return Recipe((asked.deltas(tuple(windows)), asked.read(read)), write)


def _windows_around(asked: Asked) -> list[tuple[int, ...]]:
    """The places of what a pooling gives whose windows may hold the number at the asked place."""
    channel = asked.place[-1]
    if asked.spec.kind == "global_pooling":
        return [(channel,)]
    windows = asked.spec.layer.windows(asked.settings, asked.shape)
    axes = [[spot for spot in range(count) if 0 <= place + window.before - spot * window.stride < window.size]
            for window, place, count in zip(windows, asked.place, asked.given, strict=False)]
    return [(*spots, channel) for spots in itertools.product(*axes[:len(asked.shape) - 1])]


def _row(numbers: Sequence[float]) -> str:
    shown = [digits(number) for number in numbers]
    return ", ".join(shown if len(shown) <= 6 else [*shown[:4], r"\dots", shown[-1]])
