"""What stands in the place of pixels that are taken away. Nothing is no colour: every choice is one, and is said."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from engine.errors import N_, GraphError
from engine.ir import Builder, Value
from engine.probes.base import Scope


def extent(ir: Builder, values: Value) -> tuple[Value, Value]:
    """The least and the largest number of each example of (rows, …), as (rows, 1, …)."""
    axes = range(1 - len(values.shape), 0)
    return ir.neg(ir.max(ir.neg(values), axes)), ir.max(values, axes)


def _zero(scope: Scope, image: Value, seed: int) -> Value:
    return scope.ir.constant(0.0, image.shape)


def _grey(scope: Scope, image: Value, seed: int) -> Value:
    least, most = extent(scope.ir, image)
    return scope.ir.broadcast(scope.ir.mul(scope.ir.add(least, most), 0.5), image.shape)


def _mean(scope: Scope, image: Value, seed: int) -> Value:
    return scope.ir.broadcast(_mean_of_channels(scope.ir, image), image.shape)


def _noise(scope: Scope, image: Value, seed: int) -> Value:
    ir, mean = scope.ir, _mean_of_channels(scope.ir, image)
    spread = ir.sqrt(_mean_of_channels(ir, ir.square(ir.sub(image, mean))))
    draw = scope.constant(np.random.default_rng(seed).standard_normal((1, *image.shape[1:])))
    return ir.add(mean, ir.mul(spread, draw))


def _mean_of_channels(ir: Builder, image: Value) -> Value:
    """The mean of each channel over all places (rows, 1, 1, c)."""
    axes = tuple(range(1 - len(image.shape), -1))
    return ir.mul(ir.sum(image, axes), 1.0 / math.prod(image.shape[1:-1]))


_FILLS: Mapping[str, Callable[[Scope, Value, int], Value]] = {
    "zero": _zero, "grey": _grey, "mean": _mean, "noise": _noise}
FILLS: Mapping[str, str] = MappingProxyType({
    "mean": N_("engine", "the mean of the picture"), "grey": N_("engine", "the grey in the middle of its range"),
    "noise": N_("engine", "noise like the picture's"), "zero": N_("engine", "the network's zero"),
    "neighbour": N_("engine", "what lies around")})
"""Titles by name: the mean of each channel of the example itself; halfway between its least and its largest number;
normal noise of the mean and deviation of each channel; 0 as the network gets it, which of standardised data is the mean
of all examples; and the mean of the pixels that touch what is covered, which only a patch has."""


def filled(scope: Scope, image: Value, fill: str, seed: int = 0) -> Value:
    """What stands in the place of a whole `image` (rows, h, w, c). Raises GraphError for a fill that is none."""
    if fill not in _FILLS:
        raise GraphError(N_("engine", "Pixels cannot be replaced by {fill} here; choose one of: {known}."), fill=fill,
                         known=", ".join(_FILLS))
    return _FILLS[fill](scope, image, seed)
