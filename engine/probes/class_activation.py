"""Grad-CAM: which places of a layer's maps speak for a class, and which against it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value, gradients
from engine.probes.base import Scope, need_layer, register
from engine.probes.scored import Explanation, enlarged


@register
@dataclass(frozen=True)
class ClassActivation(Explanation):
    """Grad-CAM (Selvaraju et al. 2017) of a `layer` that gives maps (h', w', c): "map" (N, h', w') is Σ αᵢ Aᵢ on the
    layer's own grid, where αᵢ, "weights" (N, c), is the mean of ∂score/∂Aᵢ over all places; and the "score" (N,).

    Nothing is cut off, stretched or smoothed: what speaks against the class is negative, and a map that is nowhere
    positive says that nothing speaks for it.
    """

    kind: ClassVar[str] = "class_activation"
    layer: str = ""

    def check(self, graph: Graph) -> None:
        super().check(graph)
        need_layer(graph, self.layer)
        if len(graph.infer()[self.layer]) != 3:
            raise GraphError(N_("engine", "{layer} gives no maps: Grad-CAM needs a layer that keeps places apart, such "
                                "as a convolution."), layer=self.layer, layers=(self.layer,))

    @property
    def masked(self) -> tuple[str, ...]:
        # As in OutputGradient: behind a mask, a pooling reads what the layer gives.
        return (self.layer,)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        grid, weights = self._grid(scope)
        return {"map": grid, "weights": weights, "score": self.score(scope)}

    def relevance(self, scope: Scope) -> Value:
        _, height, width, _ = self.picture(scope).shape
        return enlarged(scope, self._grid(scope)[0], (height, width))

    def _grid(self, scope: Scope) -> tuple[Value, Value]:
        ir, maps = scope.ir, scope.output(self.layer)
        (slopes,) = gradients(ir, ir.total(self.score(scope)), [maps])
        weights = ir.mul(ir.sum(slopes, (-3, -2)), 1.0 / math.prod(maps.shape[1:3]))
        grid = ir.sum(ir.mul(maps, weights), (-1,))
        return ir.reshape(grid, maps.shape[:-1]), ir.reshape(weights, (scope.rows, maps.shape[-1]))
