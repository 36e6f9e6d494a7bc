"""What explains the score of a class, and the image that it is traced back to."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value
from engine.losses import LOSSES
from engine.probes.base import Probe, Scope
from engine.probes.examples import FIRST, Examples
from engine.probes.predictions import need_head

ImageShape = tuple[int, ...]


def classes_said(graph: Graph, head: str) -> int:
    """How many classes `head` tells apart: one number between 0 and 1 tells two. Raises GraphError for a head that
    gives more than one row."""
    shape = graph.infer()[head]
    if len(shape) != 1:
        raise GraphError(N_("engine", "{name} says several things of an example, one for each place: there is no one "
                            "score to explain."), name=head, layers=(head,))
    two = shape[0] == 1 and LOSSES[graph.layer(head).settings["loss"]].task == "binary"
    return 2 if two else shape[0]


def check_image(graph: Graph, image: ImageShape) -> None:
    """Raises GraphError for an `image` (h, w, c), empty for the input's own shape, that the first input cannot be."""
    inputs = [spec.name for spec in graph.layers if spec.layer.reads_data]
    if image and (not inputs or math.prod(image) != math.prod(graph.infer()[inputs[0]])):
        raise GraphError(N_("engine", "The network is given no pictures of {image}."), image="×".join(map(str, image)))


@dataclass(frozen=True)
class Scored(Probe):
    """Base of what is about `head` saying class number `target`; of a head for numbers, its number `target`.

    The score of a class is its logit, what goes into the link function; of the first of two classes that share one
    number it is minus that. `image` (h, w, c) is how the first input is seen, where that is not its own shape.
    """

    head: str
    target: int
    examples: Examples = FIRST
    image: ImageShape = ()

    def check(self, graph: Graph) -> None:
        need_head(graph, self.head)
        check_image(graph, self.image)
        count = classes_said(graph, self.head)
        if not 0 <= self.target < count:
            raise GraphError(N_("engine", "{name} has no class number {target}; its classes are 0 to {last}."),
                             name=self.head, target=self.target, last=count - 1, layers=(self.head,))

    def score(self, scope: Scope) -> Value:
        """The logit of the class for each example (rows,)."""
        (source,) = scope.graph.inputs_of(self.head)
        loss = LOSSES[scope.graph.layer(self.head).settings["loss"]]
        logits = loss.logits(scope.ir, scope.output(source))
        return self._of_class(scope, logits, scope.ir.neg)

    def said(self, scope: Scope) -> Value:
        """What the head says of the class (rows,): its probability, or the number itself."""
        return self._of_class(scope, scope.output(self.head), lambda value: scope.ir.sub(1.0, value))

    def _of_class(self, scope: Scope, values: Value, other: Callable[[Value], Value]) -> Value:
        ir = scope.ir
        shared = values.shape[-1] == 1 and classes_said(scope.graph, self.head) == 2
        at = 0 if shared else self.target
        value = ir.reshape(ir.slice(values, -1, at, at + 1), (scope.rows,))
        return other(value) if shared and self.target == 0 else value

    def picture(self, scope: Scope) -> Value:
        """The first input as an image (rows, h, w, c). Raises GraphError where it is none."""
        name, leaf = next(iter(scope.net.inputs.items()))
        shape = self.image or leaf.shape[1:]
        if len(shape) != 3 or math.prod(shape) != math.prod(leaf.shape[1:]):
            raise GraphError(N_("engine", "{name} is given no image: there is no place to cover up."), name=name,
                             layers=(name,))
        return scope.ir.reshape(leaf, (scope.rows, *shape))

    def instead(self, scope: Scope, pictures: Value) -> dict[str, Value]:
        """Other pictures (K, rows, h, w, c) in the place of the first input, and the other inputs as they are."""
        ir, many = scope.ir, pictures.shape[0]
        first = next(iter(scope.net.inputs))
        return {name: ir.reshape(pictures, (many, *leaf.shape)) if name == first else
                ir.broadcast(leaf, (many, *leaf.shape)) for name, leaf in scope.net.inputs.items()}


@dataclass(frozen=True)
class Explanation(Scored):
    """Base of what says how much each number of the first input counts."""

    def relevance(self, scope: Scope) -> Value:
        """How much each pixel of the first input counts (rows, h, w), as one number that pixels are put in order by;
        (rows, d) where it is no image."""
        raise NotImplementedError

    def over_channels(self, scope: Scope, values: Value) -> Value:
        """Attributions of the first input (rows, …) added up over its channels."""
        ir, shape = scope.ir, self.image or values.shape[1:]
        if len(shape) != 3:
            return values
        summed = ir.sum(ir.reshape(values, (scope.rows, *shape)), (-1,))
        return ir.reshape(summed, (scope.rows, *shape[:2]))


def enlarged(scope: Scope, grid: Value, shape: tuple[int, int]) -> Value:
    """A map (rows, h', w') in blocks as large as an image of `shape`: (rows, h, w). Nothing is made up in between."""
    down, across = (scope.constant(_blocks(few, many)) for few, many in zip(grid.shape[1:], shape, strict=True))
    return scope.ir.matmul(scope.ir.matmul(down, grid), across, tb=True)


def _blocks(few: int, many: int) -> np.ndarray:
    """1 where one of `many` places lies in the block of one of `few`: (many, few)."""
    return np.eye(few)[np.arange(many) * few // many]
