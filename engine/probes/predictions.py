"""What a head says of examples, and how wrong it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value
from engine.probes.base import Arrays, Chunk, Probe, Scope, means, need_layer, register
from engine.probes.examples import TRAINING, Examples


def need_head(graph: Graph, name: str) -> None:
    """Raises GraphError where `name` is no output of the network."""
    need_layer(graph, name)
    if graph.layer(name).kind != "output":
        raise GraphError(N_("engine", "{name} is no head of the network."), name=name, layers=(name,))


@register
@dataclass(frozen=True)
class Predictions(Probe):
    """The predictions of `head`, after its link (probabilities for cross-entropies): (N, …)."""

    kind: ClassVar[str] = "predictions"
    plain: ClassVar[bool] = True
    head: str
    examples: Examples = TRAINING

    def check(self, graph: Graph) -> None:
        need_head(graph, self.head)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        return {"predictions": scope.output(self.head)}


@register
@dataclass(frozen=True)
class Losses(Probe):
    """The loss of each example, all heads together by their weights, without penalty: (N,)."""

    kind: ClassVar[str] = "losses"
    plain: ClassVar[bool] = True
    examples: Examples = TRAINING

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        return {"losses": scope.losses}


@register
@dataclass(frozen=True)
class MeanLoss(Probe):
    """The mean loss of the examples without penalty: "loss" (), for each head its own, "head/NAME" (), and beside it
    what L1 and L2 add, the "penalty" ()."""

    kind: ClassVar[str] = "mean_loss"
    plain: ClassVar[bool] = True
    examples: Examples = TRAINING

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        heads = {f"head/{name}": loss for name, loss in scope.net.losses.items()}
        return {"loss": scope.net.loss, "penalty": scope.net.penalty, **heads}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return means(chunks)


@register
@dataclass(frozen=True)
class Penalty(Probe):
    """What L1 and L2 add to the loss: ()."""

    kind: ClassVar[str] = "penalty"
    plain: ClassVar[bool] = True

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        return {"penalty": scope.net.penalty}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return means(chunks)
