"""Which plane to look at: kinds of directions, each a row with its settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from engine import fields
from engine.errors import N_, LaderaError
from engine.fields import check_settings
from engine.former import former
from engine.landscape.lanczos import extreme_eigenvectors
from engine.layout import Entry
from engine.network import Network
from engine.quoting import Vocabulary
from engine.spelling import with_nearest
from engine.surfaces.plane import Plane

NORMALISATIONS = {
    "filter": N_("engine", "Per filter"),
    "layer": N_("engine", "Per layer"),
    "none": N_("engine", "None"),
}


@dataclass(frozen=True)
class Weight(fields.Text):
    """One weight by name and index: hidden_1/kernel[0, 3]; no name is one of the network's first."""


@dataclass(frozen=True)
class DirectionInputs:
    """What directions may be made of. `origin` (n,) are the weights in the middle; `walk` (T, n) those of the training
    so far; `inputs` and `targets` the examples that curvature is measured on; `other`, `third` (n,) more solutions."""

    network: Network
    origin: np.ndarray
    seed: int = 0
    walk: np.ndarray | None = None
    inputs: Any = None
    targets: Any = None
    other: np.ndarray | None = None
    third: np.ndarray | None = None


Make = Callable[[DirectionInputs, Mapping[str, Any]], Plane]


@dataclass(frozen=True)
class DirectionKind:
    """`make` gives the plane; `needs` is "walk", "examples", "other" or "" for what it cannot do without. A refit may
    be "turned" within its plane to differ least from the one before, or only be "flipped" where each direction has a
    meaning of its own but no sign, or is "kept" as it is."""

    title: str
    help: str
    make: Make
    fields: tuple[fields.Field, ...] = ()
    needs: str = ""
    refit: str = "turned"


def make_plane(kind: str, given: DirectionInputs, settings: Mapping[str, Any] | None = None) -> Plane:
    """The plane of one of DIRECTIONS. Raises LaderaError for another kind and where what it needs is missing,
    SettingError."""
    if kind not in DIRECTIONS:
        raise with_nearest(LaderaError(N_("engine", "There are no directions “{kind}”; there are {known}."), kind=kind,
                                       known=Vocabulary(DIRECTIONS)), kind, DIRECTIONS)
    row = DIRECTIONS[kind]
    return row.make(given, check_settings(row.fields, settings or {}))


def refitted(plane: Plane, previous: Plane | None) -> Plane:
    """`plane` as it follows `previous`, where that is one of the same kind and network: see `DirectionKind`."""
    refit = DIRECTIONS[plane.kind].refit
    if previous is None or (previous.kind, previous.first.size) != (plane.kind, plane.first.size) or refit == "kept":
        return plane
    return plane.aligned_to(previous, turning=refit == "turned")


def filter_normalised(network: Network, direction: np.ndarray, origin: np.ndarray, normalisation: str = "filter",
                      zero_vectors: bool = True) -> np.ndarray:
    """d_ij ← d_ij / ‖d_ij‖ · ‖θ_ij‖ for every neuron or filter, or for every layer (Li et al. 2018).

    Biases and the scales of normalisations become zero with `zero_vectors`, else they are scaled as a whole. Numbers
    that follow no gradient (running statistics, frozen layers) are always zero: the plane leaves them as they are.
    """
    result = np.zeros_like(origin, dtype=np.float64)
    for entry in network.layout:
        if not entry.parameter.trainable:
            continue
        d, theta = (np.array(vector[entry.span], dtype=np.float64).reshape(entry.shape)
                    for vector in (direction, origin))
        kernel = entry.parameter.penalised
        if zero_vectors and not kernel:
            continue
        if normalisation != "none":
            axes = _within(entry, network) if normalisation == "filter" and kernel else None
            length, wanted = (np.sqrt((x**2).sum(axis=axes, keepdims=True)) for x in (d, theta))
            d = d * np.divide(wanted, length, out=np.zeros_like(wanted), where=length > 0)
        result[entry.span] = d.ravel()
    return result


def _within(entry: Entry, network: Network) -> tuple[int, ...]:
    """The axes inside one neuron or filter: all but that of the outputs."""
    turned = network.graph.layer(entry.layer).kind.endswith("_transpose")
    outputs = len(entry.shape) - (2 if turned else 1)
    return tuple(axis for axis in range(len(entry.shape)) if axis != outputs)


def _random(given: DirectionInputs, settings: Mapping[str, Any]) -> Plane:
    rng = np.random.default_rng([given.seed, 7])
    first, second = (filter_normalised(given.network, rng.standard_normal(given.origin.size), given.origin,
                                       settings["normalisation"], settings["zero_biases"]) for _ in range(2))
    return Plane(given.origin, first, second, "random", trainable=given.network.layout.trainable)


def _principal(given: DirectionInputs, settings: Mapping[str, Any]) -> Plane:
    """The principal components of the walk, about its mean, through the small Gram matrix of its points; the plane goes
    through where the weights are."""
    walk = np.asarray(_needed(given.walk, N_("engine", "There is no walk yet: train a little first.")), np.float64)
    away = walk - walk.mean(axis=0)
    away[:, given.network.layout.trainable:] = 0.0  # running statistics are no weights
    values, vectors = np.linalg.eigh(away @ away.T)
    order = np.argsort(values)[::-1]
    values, vectors = np.maximum(values[order], 0.0), vectors[:, order]
    if len(values) < 3 or values[1] <= 1e-12 * values[0]:
        raise LaderaError(N_("engine", "The walk is still a straight line: train a little more."))
    lengths = np.sqrt(values[:2])
    directions = (vectors[:, :2].T @ away) / lengths[:, None]
    spread = lengths.max() / np.sqrt(len(walk))
    return Plane(given.origin, spread * directions[0], spread * directions[1], "principal",
                 (N_("engine", "First principal component"), N_("engine", "Second principal component")),
                 values[:2] / values.sum(), given.network.layout.trainable)


def _eigenvectors(given: DirectionInputs, settings: Mapping[str, Any]) -> Plane:
    _needed(given.inputs, N_("engine", "Curvature needs examples to measure on."))
    found = extreme_eigenvectors(given.network, given.origin, given.inputs, given.targets, settings["which"])
    scale = settings["length"] * max(1e-3, float(np.linalg.norm(given.origin)))
    labels = {"largest": (N_("engine", "Largest curvature"), N_("engine", "Second largest curvature")),
              "extremes": (N_("engine", "Largest curvature"), N_("engine", "Smallest curvature"))}
    return Plane(given.origin, scale * found[0], scale * found[1], "eigenvectors", labels[settings["which"]],
                 trainable=given.network.layout.trainable)


def _weights(given: DirectionInputs, settings: Mapping[str, Any]) -> Plane:
    one, other = (weight_place(given.network, settings[name]) if settings[name] else place
                  for place, name in enumerate(("one", "other")))
    if one == other:
        raise LaderaError(N_("engine", "Choose two different weights."))
    first, second = np.zeros((2, given.origin.size))
    first[one], second[other] = settings["length"], settings["length"]
    return Plane(given.origin, first, second, "weights", (weight_name(given.network, one),
                                                          weight_name(given.network, other)),
                 trainable=given.network.layout.trainable)


def weight_name(network: Network, place: int) -> str:
    """A weight by name and index: hidden_1/kernel[0, 3]."""
    entry = next(entry for entry in network.layout if entry.span.start <= place < entry.span.stop)
    index = np.unravel_index(place - entry.offset, entry.shape or (1,))
    return f"{entry.name}[{', '.join(map(str, map(int, index)))}]"


def weight_place(network: Network, name: str) -> int:
    """Where the weight of a name, as `weight_name` gives it, is in the vector. Raises LaderaError."""
    array, _, index = name.removesuffix("]").partition("[")
    entry = next((entry for entry in network.layout if entry.name == array and entry.parameter.trainable), None)
    with suppress(ValueError):
        if entry is not None:
            return entry.offset + int(np.ravel_multi_index([int(part) for part in index.split(",")],
                                                           entry.shape or (1,)))
    raise LaderaError(N_("engine", "There is no weight “{name}”. The first one is {first}."), name=name,
                      first=weight_name(network, 0))


def _between(given: DirectionInputs, settings: Mapping[str, Any]) -> Plane:
    """(1, 0) is the other solution, running statistics and all; (0, 1) the third, or as far away at random. Between
    and beyond them variances stay positive: they change by equal factors."""
    other = _needed(given.other, N_("engine", "There is no other solution to go to."))
    first = np.asarray(other, dtype=np.float64) - given.origin
    if given.third is not None:
        second, label = np.asarray(given.third, dtype=np.float64) - given.origin, N_("engine", "To the third solution")
    else:
        random = filter_normalised(given.network, np.random.default_rng([given.seed, 8]).standard_normal(first.size),
                                   given.origin)
        way = first * (np.arange(first.size) < given.network.layout.trainable)  # running statistics stay
        second = random - (random @ way) / max(way @ way, 1e-300) * way
        second *= np.linalg.norm(way) / max(np.linalg.norm(second), 1e-300)
        label = N_("engine", "Random, across")
    return Plane(given.origin, first, second, "between", (N_("engine", "To the other solution"), label),
                 trainable=given.network.layout.trainable, positive=given.network.layout.positive)


def _needed(value: Any, sentence: str) -> Any:
    if value is None or not len(value):
        raise LaderaError(sentence)
    return value


DIRECTIONS: Mapping[str, DirectionKind] = MappingProxyType({
    "principal": DirectionKind(
        N_("engine", "Where the walk goes"),
        N_("engine", "The two principal components of the walk so far: most of what training does happens in them."),
        _principal, needs="walk"),
    "random": DirectionKind(
        N_("engine", "Random"),
        N_("engine", "Two random directions, each part as long as the weights it changes, so that layers of different "
           "scale can be compared."), _random, (
            fields.Choice("normalisation", "filter", N_("engine", "Lengths"), options=NORMALISATIONS,
                          help=N_("engine", "A direction is as long as the weights it changes: for each neuron and "
                                  "filter, for each layer, or not at all.")),
            fields.Flag("zero_biases", True, N_("engine", "Leave biases alone"),
                        help=N_("engine", "Biases and the scales of normalisations stay as they are.")))),
    "eigenvectors": DirectionKind(
        N_("engine", "Steepest curvature"),
        N_("engine", "Eigenvectors of the Hessian: the directions in which the valley bends most."), _eigenvectors, (
            fields.Choice("which", "largest", N_("engine", "Which"),
                          options={"largest": N_("engine", "The two largest"),
                                   "extremes": N_("engine", "Largest and smallest")},
                          help=N_("engine", "The two largest curvatures, or the largest and the smallest, which shows "
                                  "saddles.")),
            fields.Real("length", 0.3, N_("engine", "Length"), minimum=1e-4, maximum=100.0, logarithmic=True,
                        help=N_("engine", "How far the directions reach, as a share of the weights' length."))),
        "examples", "flipped"),
    "weights": DirectionKind(
        N_("engine", "Two weights"),
        N_("engine", "The loss as a function of two single weights, all others kept as they are."), _weights, (
            Weight("one", "", N_("engine", "One weight"), help=N_("engine", "It changes along α.")),
            Weight("other", "", N_("engine", "The other weight"), help=N_("engine", "It changes along β.")),
            fields.Real("length", 1.0, N_("engine", "Length"), minimum=1e-4, maximum=1000.0, logarithmic=True,
                        help=N_("engine", "By how much a weight changes along its axis."))), refit="kept"),
    "between": DirectionKind(
        N_("engine", "To another solution"),
        N_("engine", "The line between two trained networks, and across it a random direction or a third network."),
        _between,
        needs="other", refit="kept"),
})

__getattr__ = former(__name__, {"Given": "DirectionInputs"})
