"""Simple RNN, LSTM and GRU beside each other: the same network, data, settings and seed, and only the kind of its
recurrent layers another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.data import Data
from engine.errors import LaderaError
from engine.graph import Graph, LayerSpec, Link
from engine.layers import LAYERS
from engine.layers.recurrence import Recurrent
from engine.probes.memory import Memory
from engine.sequences.cells import CELLS
from engine.training import Checkpoint, Trainer, TrainingSettings

FEWEST = 20
"""Steps between two looks, at the least."""
LOOKS = 4
"""Looks in an epoch."""


@dataclass(frozen=True, eq=False)
class Contestant:
    """A network with layers of one `kind`, and settings, as `to_json` writes them, trained on `data`; `layer` is the
    one whose memory is measured. All can be sent."""

    kind: str
    graph: Mapping[str, Any]
    data: Data
    settings: Mapping[str, Any]
    layer: str


@dataclass(frozen=True, eq=False)
class Heat:
    """Where a contestant has come to: so many epochs and parts of one, the loss on what it does not train on (or does,
    where there is no validation part), how much the states of earlier steps mean, as `Memory` says it, and the `moment`
    from which it goes on, None once another heat has gone on from it. `failed` says why it ended before its time."""

    kind: str
    epochs: float
    loss: float
    memory: Mapping[str, np.ndarray]
    moment: Checkpoint | None
    over: bool
    failed: LaderaError | None = None


def with_kind(graph: Graph, kind: str) -> Graph:
    """`graph` with all its recurrent layers of this kind and as many units; what else only another kind has is lost.
    What one begins with becomes each of its states, or the first of what it begins with its only one."""
    known = {field.name for field in LayerSpec("x", kind).layer.fields}
    layers = tuple(replace(spec, kind=kind, settings={name: value for name, value in spec.settings.items()
                                                      if name in known})
                   if isinstance(spec.layer, Recurrent) and spec.kind != kind else spec for spec in graph.layers)
    links = tuple(link for spec in graph.layers for link in _entering(graph, spec, kind))
    return Graph(layers, links)


def _entering(graph: Graph, spec: LayerSpec, kind: str) -> list[Link]:
    """The links to a layer, once it is of this kind."""
    links = sorted((link for link in graph.links if link.target == spec.name), key=lambda link: link.port)
    if not isinstance(spec.layer, Recurrent) or spec.kind == kind:
        return links
    mask = links[-1:] if spec.settings["masked"] else []
    states = links[1:len(links) - len(mask)]
    begin = (states * LAYERS[kind].states)[:LAYERS[kind].states]
    return [replace(link, port=port) for port, link in enumerate((*links[:1], *begin, *mask))]


def contestants(graph: Graph, data: Data, settings: TrainingSettings, layer: str) -> tuple[Contestant, ...]:
    """One of each kind. Raises GraphError where the network is none with another kind of layer."""
    found = []
    for kind in CELLS:
        other = with_kind(graph, kind)
        other.infer()
        found.append(Contestant(kind, other.to_json(), data, settings.to_json(), layer))
    return tuple(found)


def heat(contestant: Contestant, moment: Checkpoint | None = None) -> Heat:
    """Train on a part of an epoch from a moment; without one say where it begins."""
    trainer, over, failed = trained_on(contestant.graph, contestant.data, contestant.settings, moment)
    probe = Memory(contestant.layer)
    reading = trainer.probes.read([probe])[probe]
    part = "validation" if len(contestant.data.validation) else "train"
    return Heat(contestant.kind, trainer.steps_done / trainer.steps_per_epoch, trainer.evaluate(part).loss,
                reading.arrays, trainer.snapshot(), over, failed)


def trained_on(graph: Mapping[str, Any], data: Data, settings: Mapping[str, Any], moment: Checkpoint | None
               ) -> tuple[Trainer, bool, LaderaError | None]:
    """A training that has gone on from a moment for a part of an epoch, or stands where it begins; whether it is over,
    and why it ended before its time."""
    trainer = Trainer(Graph.from_json(graph), data, TrainingSettings.from_json(settings))
    failed: LaderaError | None = None
    if moment is not None:
        trainer.restore(moment)
        try:
            for _ in range(max(FEWEST, -(-trainer.steps_per_epoch // LOOKS))):
                if _is_over(trainer):
                    break
                trainer.step()
        except LaderaError as error:
            failed = error
    over = failed is not None or _is_over(trainer)
    if over and failed is None:
        trainer.finish()
    return trainer, over, failed


def _is_over(trainer: Trainer) -> bool:
    return trainer.epochs_done >= trainer.settings.epochs or trainer.stopped is not None
