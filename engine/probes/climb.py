"""What a unit looks for: pictures that are climbed to from noise, along the network's own gradient."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value, gradients
from engine.losses import LOSSES
from engine.probes.attack import Range, check_ranges
from engine.probes.base import Arrays, Chunk, Probe, Scope, need_layer, no_such_unit, register
from engine.probes.examples import Examples, Invented
from engine.probes.scored import check_image

NOISE, SMALL = 0.08, 1e-12
"""The deviation of the noise that a climb begins with, as a share of the range of pixels; and what divides by no 0."""


@register
@dataclass(frozen=True)
class Climb(Probe):
    """Pictures that maximise each of the `units` of `layer` (Erhan et al. 2009): what goes into its activation
    function, of a layer of maps the mean over all places, or at `place` (row, column); of an Output the logit of a
    class.

    "pictures" (units, h, w, c) as the network gets them, "scores" (units,) there, and how much is "done" (). Each of
    `rounds` goes `rate` of the range of pixels along the gradient made to the mean size 1, on a picture that is moved
    by up to `jitter` pixels, and takes off `smooth` · |2 sin πf|² of what has the frequency f along either axis.
    Gradients are the network's own. `ranges` bound the numbers of an Input layer, as in an attack; `image` (h, w, c) is
    how it is seen, where that is not its shape. The start is noise of a `seed`, the same for all units.
    """

    kind: ClassVar[str] = "climb"
    layer: str
    units: tuple[int, ...]
    ranges: tuple[Range, ...] = ()
    place: tuple[int, int] | None = None
    rounds: int = 96
    rate: float = 0.04
    jitter: int = 1
    smooth: float = 0.05
    seed: int = 0
    image: tuple[int, ...] = ()

    @property
    def examples(self) -> Examples:  # type: ignore[override]  # a field of those that are about examples of their own
        return Invented(self.rounds)

    def check(self, graph: Graph) -> None:
        need_layer(graph, self.layer)
        check_ranges(graph, self.ranges)
        check_image(graph, self.image)
        shapes = graph.infer()
        shape, first = shapes[self.layer], graph.of_kind("input")
        inside = bool(self.units) and all(0 <= unit < shape[-1] for unit in self.units)
        if self.place is not None:
            inside = inside and len(shape) == 3 and all(
                0 <= at < length for at, length in zip(self.place, shape, strict=False))
        if not inside:
            raise no_such_unit(self.layer)
        if not first or len(self.image or shapes[first[0].name]) != 3:
            raise GraphError(N_("engine", "The network is given no images: there is nothing to be seen of what a unit "
                                "looks for."))

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        name, leaf = next(iter(scope.net.inputs.items()))
        shape = self.image or leaf.shape[1:]
        low, high = self._ends(name, shape)
        middle, span = (low + high) / 2, float(np.max(high - low))
        draw = np.random.default_rng(self.seed)
        start = middle + draw.standard_normal(shape) * NOISE * span
        start = np.repeat(np.clip(start, low, high)[None], len(self.units), axis=0)
        moves = draw.integers(-self.jitter, self.jitter + 1, (self.rounds, 2))
        shifts = [scope.sequence(np.stack([np.roll(np.eye(length), by, axis=0) for by in moves[:, axis]]))
                  for axis, length in enumerate(shape[:2])] if self.jitter else []

        def follow(pictures: Value) -> Value:
            ir = scope.ir
            score = ir.total(self._scores(scope, name, leaf.shape[1:], self._moved(scope, pictures, shifts)))
            (slope,) = gradients(ir, score, [pictures])
            size = ir.sqrt(ir.mul(ir.sum(ir.square(slope), (-3, -2, -1)), 1.0 / np.prod(shape)))
            climbed = ir.add(pictures, ir.mul(ir.div(slope, ir.add(size, SMALL)), self.rate * span))
            smoothed = ir.sub(climbed, ir.mul(self._rough(scope, climbed), self.smooth))
            ends = (scope.constant(end[None]) for end in (low, high))
            return ir.minimum(ir.maximum(smoothed, next(ends)), next(ends))

        pictures = scope.state(start, follow)
        return {"pictures": pictures, "scores": self._scores(scope, name, leaf.shape[1:], pictures)}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return {**chunks[0].arrays, "done": np.array(chunks[0].done, np.float64)}

    def _ends(self, name: str, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
        """The least and the largest picture; from −2 to 2 where nobody says."""
        for known, low, high in self.ranges:
            if known == name:
                return np.reshape(low, shape), np.reshape(high, shape)
        return np.full(shape, -2.0), np.full(shape, 2.0)

    def _moved(self, scope: Scope, pictures: Value, shifts: Sequence[Value]) -> Value:
        """Pictures moved by the round's jitter; they go round at their edges."""
        if not shifts:
            return pictures
        ir = scope.ir
        planes = ir.transpose(pictures, (-1, -3, -2))
        return ir.transpose(ir.matmul(ir.matmul(shifts[0], planes), shifts[1], tb=True), (-2, -1, -3))

    def _rough(self, scope: Scope, pictures: Value) -> Value:
        """|2 sin πf|² of every frequency, along rows and along columns: minus the second differences."""
        ir = scope.ir
        planes = ir.transpose(pictures, (-1, -3, -2))
        height, width = planes.shape[-2:]
        down, across = (scope.constant(2 * np.eye(length) - np.roll(np.eye(length), 1, axis=0)
                                       - np.roll(np.eye(length), -1, axis=0)) for length in (height, width))
        return ir.transpose(ir.add(ir.matmul(down, planes), ir.matmul(planes, across)), (-2, -1, -3))

    def _scores(self, scope: Scope, name: str, shape: tuple[int, ...], pictures: Value) -> Value:
        """What each picture gives its unit (units,)."""
        ir, count = scope.ir, len(self.units)
        points = {other: ir.constant(0.0, (count, 1, *leaf.shape[1:])) for other, leaf in scope.net.inputs.items()}
        points[name] = ir.reshape(pictures, (count, 1, *shape))
        values = scope.at(points, self._of_units)  # (count, 1, units of the layer)
        chosen = np.zeros((count, 1, values.shape[-1]))
        chosen[np.arange(count), 0, list(self.units)] = 1.0
        return ir.reshape(ir.sum(ir.mul(values, scope.constant(chosen)), (-2, -1)), (count,))

    def _of_units(self, scope: Scope) -> Value:
        """Every unit's number of each example (rows, units)."""
        ir, spec = scope.ir, scope.graph.layer(self.layer)
        if spec.kind == "output":
            (source,) = scope.graph.inputs_of(self.layer)
            values = LOSSES[spec.settings["loss"]].logits(ir, scope.output(source))
        else:
            value, arrange = scope.preactivation(self.layer)
            values = arrange(value)
        if self.place is not None:
            for axis, at in zip((-3, -2), self.place, strict=True):
                values = ir.slice(values, axis, at, at + 1)
        axes = tuple(range(1 - len(values.shape), -1))
        places = np.prod([values.shape[axis] for axis in axes], dtype=int)
        mean = ir.mul(ir.sum(values, axes), 1.0 / places) if axes else values
        return ir.reshape(mean, (values.shape[0], values.shape[-1]))
