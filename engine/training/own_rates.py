"""Layers that learn at a rate of their own: fine-tuning, and the feature extractor at its end (Yosinski et al. 2014).
"""

from __future__ import annotations

import numpy as np

from engine import fields
from engine.device import Array, Device
from engine.errors import N_
from engine.graph import Graph
from engine.layout import ParameterLayout

EARLY_RATE = fields.Real(
    "early_rate", 1.0, N_("engine", "Rate of earlier layers"), minimum=0.0, maximum=1.0,
    help=N_("engine", "All layers but the last ones with weights learn at this share of the learning rate. 0 leaves "
            "them as they are: a feature extractor. A small share is careful fine-tuning, 1 trains all alike."))


def last_layers(graph: Graph) -> frozenset[str]:
    """The layers with weights of their own, or shared ones, behind which no other has any before the output."""
    found: set[str] = set()
    seen: set[str] = set()
    open_ends = [spec.name for spec in graph.of_kind("output")]
    while open_ends:
        name = open_ends.pop()
        if name in seen:
            continue
        seen.add(name)
        if graph.parameters_of(name):
            found.add(graph.owner_of(name))
        else:
            open_ends += graph.inputs_of(name)
    return frozenset(found)


def shares(graph: Graph, layout: ParameterLayout, early: float) -> dict[str, float]:
    """By which share of its step each trainable array moves, where that is not 1."""
    last = last_layers(graph) if early != 1.0 else ()
    return {entry.name: early for entry in layout
            if early != 1.0 and entry.parameter.trainable and entry.layer not in last}


class OwnRates:
    """Takes back part of each step: `hold` before it, `end` after it."""

    def __init__(self, graph: Graph, layout: ParameterLayout, device: Device, parameters: Array, early: float) -> None:
        found = shares(graph, layout, early)
        self._trained = parameters[:layout.trainable]
        self._shares = None
        if found:
            factors = np.ones(layout.trainable)
            for name, share in found.items():
                factors[layout[name].span] = share
            self._shares = device.upload(factors, str(parameters.dtype))

    def hold(self) -> None:
        """Remember the weights."""
        if self._shares is not None:
            self._kept = self._trained.copy()

    def end(self) -> None:
        """What has moved goes back, but for its share."""
        if self._shares is not None:
            self._trained[...] = self._kept + self._shares * (self._trained - self._kept)
