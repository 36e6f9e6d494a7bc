"""What of a training goes on when network, data or settings become others in its midst."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from engine.data import DataSpec
from engine.graph import Graph, Link
from engine.layout import ParameterLayout
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.training.settings import TrainingSettings
from engine.training.teacher import HINT
from engine.training.timeline import Checkpoint

_OF_LOSS, _OF_METRIC = ("loss", "penalty", "validation_loss"), ("metric", "validation_metric")


class Task(NamedTuple):
    """What is trained, on what, and how."""

    graph: Graph
    data: DataSpec
    settings: TrainingSettings


_HELD = frozenset({"trainable", "frozen"})
"""Settings of a layer that say which of its weights stay; the function is the same."""


class Handover:
    """From one task to another whose network has the same arrays, perhaps in another order; `renames` maps old names of
    layers to new ones. Raises KeyError when the arrays are others.

    Weights go on, and so do the counts of epochs and steps. The optimizer goes on as far as what it remembers still
    means the same, the map of a hint between the same layers of the same two networks, the order of the examples as
    long as the examples are the same, patience as long as the function is.
    """

    def __init__(self, old: Task, new: Task, renames: Mapping[str, str]) -> None:
        self._old, self._new = old, new
        before, after = ParameterLayout(old.graph), ParameterLayout(new.graph)
        spans = {(renames.get(entry.layer, entry.layer), entry.role): entry for entry in before}
        moved = [spans.pop((entry.layer, entry.role)) for entry in after]
        if spans or any(was.shape != entry.shape for was, entry in zip(moved, after, strict=True)):
            raise KeyError(*spans)
        self._same_order = all(was.offset == entry.offset for was, entry in zip(moved, after, strict=True))
        self._index = None if self._same_order else np.concatenate(
            [np.arange(was.span.start, was.span.stop) for was in moved])
        self._same_part = self._same_order and before.trainable == after.trainable
        self._same_data = old.data == new.data
        self.same_function = self._same_data and _drawn(old.graph, renames) == _drawn(new.graph, {})
        """Whether equal weights give equal figures, but for penalties and rounding."""
        self._same_hint = _hint(old.settings, renames) == _hint(new.settings, {})

    def weights(self, parameters: np.ndarray) -> np.ndarray:
        """Parameters (n,) of the old network as those of the new one."""
        return parameters if self._index is None else parameters[self._index]

    @property
    def spoilt(self) -> tuple[str, ...]:
        """The columns of the history that measured something else before."""
        losses = [[spec.settings["loss"] for spec in task.graph.of_kind("output")] for task in (self._old, self._new)]
        tasks = [[LOSSES[name].task for name in names] for names in losses]
        return (*(_OF_LOSS if losses[0] != losses[1] else ()), *(_OF_METRIC if tasks[0] != tasks[1] else ()))

    def moment(self, moment: Checkpoint) -> Checkpoint:
        """A moment of the old training as one of the new; the very same where nothing about it changes."""
        changes = dict(self._changes)
        if not self._same_hint and any(name.startswith(HINT) for name in moment.slots):
            changes.setdefault("slots", {name: slot for name, slot in moment.slots.items()
                                         if not name.startswith(HINT)})
        if not self._same_order:
            changes["parameters"] = self.weights(moment.parameters)
            if moment.best is not None:
                changes.setdefault("best", replace(moment.best, parameters=self.weights(moment.best.parameters)))
        return replace(moment, **changes) if changes else moment

    @cached_property
    def _changes(self) -> dict[str, object]:
        old, new = self._old.settings, self._new.settings
        optimizers = OPTIMIZERS[old.optimizer], OPTIMIZERS[new.optimizer]
        changes: dict[str, object] = {}
        keeps_optimizer = optimizers[0] is optimizers[1] and self._same_part and (
            not optimizers[0].full_batch or (self.same_function and old.goes_on_as(new)))
        if not keeps_optimizer:
            changes |= {"slots": {}, "updates": 0}
        if optimizers[0] is not optimizers[1]:
            changes |= {"learning_rate": new.optimizer_settings["learning_rate"]}
        if old.seed != new.seed:
            changes |= {"shuffler": None, "noise": None}
        if not self._same_data or optimizers[0].full_batch != optimizers[1].full_batch:
            changes |= {"order": None, "position": 0}
        if not self._same_data:
            changes |= {"minibatch": None}
        if not self.same_function:
            changes |= {"best": None, "waited": 0, "minibatch_loss": np.nan}
        return changes


def _hint(settings: TrainingSettings, renames: Mapping[str, str]) -> tuple[object, ...]:
    """Between which layers of which networks a hint is learned, and whether it is."""
    return (settings.teacher, settings.hint > 0, settings.hint_from,
            renames.get(settings.hint_to, settings.hint_to))


def _drawn(graph: Graph, renames: Mapping[str, str]) -> tuple[frozenset[object], frozenset[Link]]:
    """The graph as a function of its weights: no order of layers, and other names."""
    def named(name: str) -> str:
        return renames.get(name, name)

    return (frozenset((named(spec.name), spec.kind, *(
                (setting, named(value) if setting == "shared_with" else value)
                for setting, value in spec.settings.items() if setting not in _HELD)) for spec in graph.layers),
            frozenset(Link(named(link.source), named(link.target), link.port) for link in graph.links))
