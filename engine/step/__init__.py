"""One step of training, stage by stage, with every number and the rule that gives it.

`stages(graph, optimizer, settings)` are what a step does, in order: forward layer by layer, the loss, back layer by
layer with the gradients of weights, and the update. A stage asks the probes of the engine that trains, and computes
nothing of the network itself: `stage.probes(sight)` goes to a `ProbeReader`, its readings come back to
`stage.columns` and `stage.worked`. In a notebook:

    for stage in stages(graph, "adam", settings):
        readings = trainer.probes.read(stage.probes(Sight(NextStep()), 0))
        print(stage.phase, stage.subject, stage.worked(readings, Sight(NextStep()), 0).numbers)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.graph import Graph
from engine.layout import ParameterLayout
from engine.optimizers import OPTIMIZERS
from engine.step.backward import BackwardStage
from engine.step.forward import ForwardStage
from engine.step.loss import LossStage
from engine.step.mistakes import DeltaParts, Verdict, check_delta
from engine.step.stage import Column, Sight, Stage, Worked, loss_under
from engine.step.weights import GradientStage, UpdateStage
from engine.step.writing import equal_parts

__all__ = ["BackwardStage", "Column", "DeltaParts", "ForwardStage", "GradientStage", "LossStage", "Sight", "Stage",
           "UpdateStage", "Verdict", "Worked", "check_delta", "equal_parts", "stages"]


def stages(graph: Graph, optimizer: str, settings: Mapping[str, Any], *, by_layer: bool = False) -> tuple[Stage, ...]:
    """What a step on `graph` does, in order; `settings` are those of the optimizer. With `by_layer` symbols carry the
    number of their layer. An optimizer that searches its way has no update that could be worked out. Raises GraphError
    when the graph has problems."""
    layout = ParameterLayout(graph)
    trained = [entry for entry in layout if entry.parameter.trainable]
    order = [spec.name for spec in graph.order()]
    heads = [spec.name for spec in graph.of_kind("output")]
    found: list[Stage] = [ForwardStage(graph, name, by_layer=by_layer) for name in order if name not in heads]
    found += [LossStage(graph, name, by_layer=by_layer) for name in heads]
    reached = _reached(graph, {entry.layer for entry in trained})
    for name in reversed(order):
        if name in reached and name not in heads and loss_under(graph, name) is None:
            found.append(BackwardStage(graph, name, by_layer=by_layer))
            found += [GradientStage(graph, name, entry.name, optimizer, by_layer=by_layer) for entry in trained
                      if entry.layer == name]
    if not OPTIMIZERS[optimizer].full_batch:
        found += [UpdateStage(graph, entry.layer, entry.name, optimizer, settings, by_layer=by_layer)
                  for entry in trained]
    return tuple(found)


def _reached(graph: Graph, weighted: set[str]) -> set[str]:
    """The layers with trained weights, their own or another's, and all behind them: as far as the way back goes."""
    reached: set[str] = set()
    for spec in graph.order():
        if graph.owner_of(spec.name) in weighted or any(name in reached for name in graph.inputs_of(spec.name)):
            reached.add(spec.name)
    return reached
