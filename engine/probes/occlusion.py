"""Occlusion: how much of the score goes when a patch is covered up."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy import ndimage

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value
from engine.probes.base import Scope, register
from engine.probes.fills import filled
from engine.probes.scored import Explanation

MOST = 1_024
"""Patches of a picture at most."""


def patches(shape: tuple[int, int], window: int, stride: int) -> np.ndarray:
    """Where patches of `window` × `window` pixels lie, `stride` apart, in an image (h, w): true (rows, columns, h, w)
    for what each covers. The last ones end at the edge, as in captum."""
    counts = [1 + max(0, math.ceil((length - window) / stride)) for length in shape]
    covered = [(np.arange(length) >= at * stride) & (np.arange(length) < at * stride + window)
               for length, count in zip(shape, counts, strict=True) for at in range(count)]
    down, across = np.array(covered[:counts[0]]), np.array(covered[counts[0]:])
    return down[:, None, :, None] & across[None, :, None, :]


@register
@dataclass(frozen=True)
class Occlusion(Explanation):
    """Score minus score without a patch (Zeiler, Fergus 2014), of patches `window` pixels high and wide, `stride`
    apart, all channels at once, covered by a `fill`.

    "map" (N, h, w) is for each pixel the mean over the patches that cover it, as captum has it; "drops" (N, rows,
    columns) what was measured, one number a patch; "score" (N,).
    """

    kind: ClassVar[str] = "occlusion"
    window: int = 4
    stride: int = 2
    fill: str = "mean"
    seed: int = 0

    def members(self, graph: Graph) -> int:
        shape = self.image or graph.infer()[graph.of_kind("input")[0].name]
        return max(1, math.prod(patches(shape[:2], self.window, self.stride).shape[:2])) if len(shape) == 3 else 1

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        drops, shape = self._drops(scope)
        by_grid = scope.ir.reshape(drops, (scope.rows, *shape))
        return {"map": self.relevance(scope), "drops": by_grid, "score": self.score(scope)}

    def relevance(self, scope: Scope) -> Value:
        ir, (drops, _) = scope.ir, self._drops(scope)
        covered = self._covered(scope)
        flat = covered.reshape(-1, math.prod(covered.shape[2:])).astype(float)
        share = scope.constant(flat / np.maximum(flat.sum(axis=0), 1.0))
        return ir.reshape(ir.matmul(drops, share), (scope.rows, *covered.shape[2:]))

    def _covered(self, scope: Scope) -> np.ndarray:
        height, width = self.picture(scope).shape[1:3]
        if not (1 <= self.window <= min(height, width) and self.stride >= 1):
            raise GraphError(N_("engine", "A patch of {window} pixels does not fit into a picture of {height} × "
                                "{width}."), window=self.window, height=height, width=width)
        covered = patches((height, width), self.window, self.stride)
        if math.prod(covered.shape[:2]) > MOST:
            raise GraphError(N_("engine", "Patches of {window} pixels, {stride} apart, are {count} for one picture; "
                                "{most} are the most. Take them further apart."), window=self.window,
                             stride=self.stride, count=math.prod(covered.shape[:2]), most=MOST)
        return covered

    def _drops(self, scope: Scope) -> tuple[Value, tuple[int, ...]]:
        """Score minus score without (rows, patches), and rows and columns of the patches."""
        ir, image, covered = scope.ir, self.picture(scope), self._covered(scope)
        grid = covered.shape[:2]
        masks = covered.reshape(-1, 1, *covered.shape[2:], 1).astype(float)
        mask = scope.constant(masks)
        fill = (self._around(scope, image, masks) if self.fill == "neighbour"
                else filled(scope, image, self.fill, self.seed))
        without = ir.add(image, ir.mul(mask, ir.sub(fill, image)))
        scores = scope.at(self.instead(scope, without), self.score)
        return ir.transpose(ir.sub(self.score(scope), scores), (-1, -2)), grid

    def _around(self, scope: Scope, image: Value, masks: np.ndarray) -> Value:
        """The mean of the pixels that touch each patch, by channel (patches, rows, 1, 1, c)."""
        touching = np.stack([ndimage.binary_dilation(mask[0, ..., 0] > 0, np.ones((3, 3))) for mask in masks])
        ring = touching[:, None, ..., None] & (masks == 0)
        share = ring / np.maximum(ring.sum(axis=(2, 3), keepdims=True), 1)
        return scope.ir.sum(scope.ir.mul(image, scope.constant(share)), (-3, -2))
