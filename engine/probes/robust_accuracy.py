"""How often a head is right under attack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.device import NUMPY
from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value
from engine.losses import LOSSES
from engine.metrics import METRICS
from engine.probes.attack import GradientSignAttack, Range, check_ranges
from engine.probes.base import Arrays, Chunk, Probe, Scope, register
from engine.probes.examples import SOME, Examples
from engine.probes.predictions import need_head


@register
@dataclass(frozen=True)
class RobustAccuracy(Probe):
    """The share of the examples whose class `head` still says when each is attacked with each of the `epsilons`:
    "accuracy" (k,). The attack is that of GradientSignAttack; what was wrong without it counts as wrong."""

    kind: ClassVar[str] = "robust_accuracy"
    head: str
    epsilons: tuple[float, ...]
    examples: Examples = SOME
    ranges: tuple[Range, ...] = ()
    steps: int = 1

    def check(self, graph: Graph) -> None:
        need_head(graph, self.head)
        check_ranges(graph, self.ranges)
        if LOSSES[graph.layer(self.head).settings["loss"]].task == "regression":
            raise GraphError(N_("engine", "{name} tells no classes apart: it is not right or wrong."), name=self.head,
                             layers=(self.head,))

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        attacks = [GradientSignAttack(self.head, epsilon, self.examples, self.ranges, self.steps)
                   for epsilon in self.epsilons]
        said = {f"said/{place}": attack.ask(scope)["said"] for place, attack in enumerate(attacks)}
        return {"targets": scope.net.targets[self.head], **said}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        found = super().answer(chunks)
        true = found["targets"]
        accuracy = METRICS["binary" if true.shape[-1] == 1 else "multiclass"]
        return {"accuracy": np.array([accuracy.measure(NUMPY, found[f"said/{place}"], true)
                                      for place in range(len(self.epsilons))])}
