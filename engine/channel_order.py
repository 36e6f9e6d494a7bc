"""In which order numbers lie where another program has the channels of an image first.

PyTorch holds an image as (channels, height, width), a sequence behind a convolution as (channels, steps). Flattened,
its numbers stand in another order than here, where channels come last: the weights of what reads that row, or writes
one that becomes an image, have to be put in Ladera's order, or they fit by their shapes and mean something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from math import prod

import numpy as np

from engine.graph import Graph, LayerSpec
from engine.layers import Shape

_ALONG_CHANNELS = {f"{kind}{axes}d{more}" for axes in (1, 2) for kind, more in (
    ("conv", ""), ("conv", "_transpose"), ("depthwise_conv", ""), ("separable_conv", ""), ("pooling", ""),
    ("upsampling", ""))}
"""Layers that PyTorch has along the axes behind the channels."""
_SAME = {"activation", "softmax", "log_softmax", "dropout", "gaussian_noise", "prelu", "batch_normalization",
         "layer_normalization", "group_normalization", "add", "subtract", "multiply", "divide", "average", "maximum",
         "output"}
"""Layers that leave every number where it was."""
_MOVES_SOME = {"slice", "reverse", "repeat_vector", "attention"}
"""Layers that do other things to numbers in another order."""
_PASSING = _SAME | _MOVES_SOME | {"concatenate", "flatten", "reshape", "permute", "global_pooling"}
"""Layers after which numbers stand in an order that follows from the one before; others make numbers of their own."""
_WRITES_UNITS = {"dense": ("kernel", "bias")}
"""Layers whose units may stand in any order, and the arrays whose last axis they are."""
_FEATURES: Mapping[str, Mapping[str, int]] = {
    **{kind: {"kernel": 0} for kind in ("dense", "maxout", "simple_rnn", "lstm", "gru")},
    **{kind: {"kernel": -2} for kind in ("conv1d", "conv2d")},
    **{kind: {"kernel": -1} for kind in ("conv1d_transpose", "conv2d_transpose")},
    "batch_normalization": dict.fromkeys(("gamma", "beta", "moving_mean", "moving_variance"), 0),
    "layer_normalization": {"gamma": 0, "beta": 0}, "prelu": {"alpha": 0},
}
"""By kind, the arrays that have an axis for what comes in along the last axis, and which axis that is."""
_GROUPED = {"conv1d", "conv2d"}

Places = np.ndarray | None


class MixedError(Exception):
    """No order of a layer's weights makes up for the order of what it reads."""


class ChannelOrder:
    """The orders for all layers of `graph` whose shapes are known.

    The places of a value are, for each of its numbers, where that number stands in the row that PyTorch makes of it;
    None where that is the usual place: channels first behind what works along channels, as it is elsewhere.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph, self._shapes = graph, graph.partial_shapes()
        self._order = [spec for spec in graph.order() if spec.name in self._shapes]
        self._readers: dict[str, list[str]] = {spec.name: [] for spec in self._order}
        for spec in self._order:
            for source in graph.inputs_of(spec.name):
                self._readers[source].append(spec.name)
        self._wanted = self._wanted_of_rows()

    def changes(self, name: str) -> bool:
        """Whether the weights of a layer need another order. Raises MixedError where none will do."""
        uses = [spec.name for spec in self._order if self._graph.owner_of(spec.name) == name]
        found = [(self._features(use), self._wanted.get(use)) for use in uses]
        if any(not _alike(mine, first) for pair in found for mine, first in zip(pair, found[0], strict=True)):
            raise MixedError
        features, units = found[0]
        spec = self._graph.layer(name)
        if features is not None and (spec.kind not in _FEATURES or (
                spec.kind in _GROUPED and spec.settings["groups"] > 1)):
            raise MixedError
        return features is not None or units is not None

    def arranged(self, name: str, arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """The arrays of a layer, by role, in the order of this network. Raises MixedError."""
        if not self.changes(name):
            return dict(arrays)
        kind, features, units = self._graph.layer(name).kind, self._features(name), self._wanted.get(name)
        found = dict(arrays)
        if features is not None:
            found |= {role: np.take(arrays[role], features, axis) for role, axis in _FEATURES[kind].items()}
        if units is not None:
            found |= {role: np.take(found[role], units, -1) for role in _WRITES_UNITS[kind] if role in found}
        return found

    def _features(self, name: str) -> Places:
        """The order of what comes in along the last axis, None where it is the same."""
        sources = self._graph.inputs_of(name)
        return None if not sources else _ranks(self._places[sources[0]])

    @cached_property
    def _places(self) -> Mapping[str, Places | MixedError]:
        found: dict[str, Places | MixedError] = {}
        for spec in self._order:
            sources = [found[source] for source in self._graph.inputs_of(spec.name)]
            try:
                found[spec.name] = self._after(spec, sources)
            except MixedError as mixed:
                found[spec.name] = mixed
        return found

    def _after(self, spec: LayerSpec, sources: list[Places | MixedError]) -> Places:
        """The places after a layer, `sources` being those before it."""
        if spec.name in self._wanted:
            return self._wanted[spec.name]
        if spec.kind not in _PASSING:
            return None
        if error := next((source for source in sources if isinstance(source, MixedError)), None):
            raise error
        if spec.kind in _SAME:
            parted = spec.kind == "group_normalization" and spec.settings["groups"] != 1
            if any(not _alike(source, sources[0]) for source in sources) or (parted and _ranks(sources[0]) is not None):
                raise MixedError
            return sources[0]
        if spec.kind == "concatenate":
            return self._joined(spec, sources)
        if spec.kind in ("flatten", "reshape", "permute"):
            return self._moved(spec, sources[0])
        if spec.kind in _MOVES_SOME and any(source is not None for source in sources):
            raise MixedError
        return _ranks(sources[0]) if spec.kind == "global_pooling" else None

    def _moved(self, spec: LayerSpec, before: Places) -> Places:
        (source,), shape = self._graph.inputs_of(spec.name), self._shapes[spec.name]
        places = _usual(self._shapes[source], self._is_channels_first(source)) if before is None else before
        if spec.kind == "permute":
            places = places.transpose([axis - 1 for axis in spec.settings["order"]])
        places = places.reshape(shape)
        usual = _usual(shape, spec.kind != "permute" and self._is_channels_first(spec.name))
        if np.array_equal(places, usual):
            return None
        if len(self._shapes[source]) == 1 and len(shape) > 1:  # PyTorch makes another image of the same row
            raise MixedError
        if spec.kind == "reshape" and len(shape) > 1 and _ranks(places) is None:
            return None  # whole channels behind each other are a sequence, which PyTorch holds as it is
        return places

    def _joined(self, spec: LayerSpec, sources: list[Places]) -> Places:
        if all(source is None for source in sources):
            return None
        shapes = [self._shapes[source] for source in self._graph.inputs_of(spec.name)]
        if any(len(shape) > 1 for shape in shapes):
            raise MixedError
        starts = np.cumsum([0, *(shape[0] for shape in shapes)])
        return np.concatenate([start + (np.arange(shape[0]) if source is None else source)
                               for source, shape, start in zip(sources, shapes, starts, strict=False)])

    def _wanted_of_rows(self) -> dict[str, np.ndarray]:
        """For layers of which an image is made later: the order of their units."""
        wanted: dict[str, np.ndarray] = {}
        for spec in self._order:
            shape = self._shapes[spec.name]
            if spec.kind != "reshape" or len(shape) < 2 or not self._is_channels_first(spec.name):
                continue
            (source,) = self._graph.inputs_of(spec.name)
            order = _usual(shape, True).reshape(-1)
            while self._graph.layer(source).kind in _SAME and len(self._graph.inputs_of(source)) == 1:
                (source,) = self._graph.inputs_of(source)
            kind = self._graph.layer(source).kind
            if len(self._shapes[source]) == 1 and (kind in _WRITES_UNITS or kind == "input") and not np.array_equal(
                    order, np.arange(order.size)):
                wanted[source] = order
        return wanted

    @cached_property
    def _first(self) -> Mapping[str, bool]:
        """Which values PyTorch holds with their channels first, as far as what makes them says."""
        found: dict[str, bool] = {}
        for spec in self._order:
            rank, sources = len(self._shapes[spec.name]), self._graph.inputs_of(spec.name)
            if spec.kind in _ALONG_CHANNELS:
                found[spec.name] = True
            elif spec.kind in _SAME or spec.kind in ("concatenate", "slice", "reverse"):
                found[spec.name] = any(found[source] for source in sources)
            else:
                found[spec.name] = spec.kind in ("input", "reshape") and (
                    rank == 3 or (rank == 2 and self._is_read_along_channels(spec.name)))
        return found

    def _is_channels_first(self, name: str) -> bool:
        return self._first[name]

    def _is_read_along_channels(self, name: str) -> bool:
        """Whether a sequence comes to a convolution before anything changes it."""
        todo = [name]
        for value in todo:
            for reader in self._readers[value]:
                kind = self._graph.layer(reader).kind
                if kind in _ALONG_CHANNELS:
                    return True
                if kind in _SAME and reader not in todo:
                    todo.append(reader)
        return False


def _usual(shape: Shape, channels_first: bool) -> np.ndarray:
    """The places of a value (…, channels) that PyTorch holds as it is, or with its channels first."""
    numbers = np.arange(prod(shape))
    return np.moveaxis(numbers.reshape(shape[-1], *shape[:-1]), 0, -1) if channels_first else numbers.reshape(shape)


def _ranks(places: Places | MixedError) -> Places:
    """The order of the last axis, None where it is the usual one. Raises MixedError where rows differ."""
    if isinstance(places, MixedError):
        raise places
    if places is None:
        return None
    rows = places.reshape(-1, places.shape[-1])
    ranks = np.argsort(np.argsort(rows, axis=-1), axis=-1)
    if (ranks != ranks[0]).any():
        raise MixedError
    return None if np.array_equal(ranks[0], np.arange(ranks.shape[1])) else ranks[0]


def _alike(one: Places, other: Places) -> bool:
    return one is None and other is None if one is None or other is None else np.array_equal(one, other)
