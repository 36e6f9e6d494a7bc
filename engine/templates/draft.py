"""A network that is being written down."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt, prod
from typing import Any

from engine.data import Data
from engine.data.symbol_sequences import BLANK
from engine.errors import N_, GraphError
from engine.graph import Graph, LayerSpec, Link
from engine.layers import Shape, shape_text
from engine.losses import first_loss

_ACTIVATIONS = {"binary": "sigmoid", "multiclass": "identity", "regression": "identity", "sequence": "identity"}
_SMALLEST_IMAGE = 8


@dataclass(frozen=True)
class Given:
    """What comes in and what is to be learned: the `shape` of one example, how many `symbols` its numbers stand for, 0
    where they are quantities; the `task` and the `units` of its answer, a row of `steps` where that is a sequence; the
    `inputs` of an example of the data; and the number of the symbol that fills rows up, `blank`, None where none
    does."""

    shape: Shape
    task: str
    units: int
    inputs: Shape
    symbols: int = 0
    steps: int = 0
    blank: int | None = None

    @classmethod
    def of(cls, data: Data) -> Given:
        """What the data give to the whole of a network."""
        return cls(data.input_shape, data.task, prod(data.train.targets.shape[1:]), data.input_shape,
                   len(data.symbols), data.target_shape[0] if data.written else 0,
                   data.symbols.index(BLANK) if BLANK in data.symbols else None)


class Draft:
    """A network that is being written down, from left to right."""

    def __init__(self, given: Given, own_inputs: bool) -> None:
        self.given = given
        self._own_inputs = own_inputs
        self.graph = Graph()
        self.origin = "" if own_inputs else self.add("input", name="origin", shape=given.shape)
        """The layer that a part follows, which stands for one that is there already; "" in a network of its own."""

    def add(self, kind: str, *sources: str, name: str = "", **settings: Any) -> str:
        """Add a layer that is fed by `sources`. Returns its name."""
        name = name or self.graph.free_name(kind)
        self.graph = self.graph.with_layer(LayerSpec(name, kind, settings))
        for port, source in enumerate(sources):
            self.graph = self.graph.with_link(Link(source, name, port))
        return name

    def shape(self, name: str) -> Shape:
        """What leaves a layer."""
        return self.graph.partial_shapes()[name]

    def entrance(self) -> str:
        """What comes in."""
        return self.origin or self.add("input", name="input", shape=self.given.shape)

    def halves(self) -> tuple[str, str]:
        """What comes in by two ways: of a row of numbers each way has one half, else both have all."""
        size = self.given.shape[0]
        if self.origin:
            return self.origin, self.origin
        if len(self.given.shape) > 1 or size < 2:
            both = self.entrance()
            return both, both
        half = (size + 1) // 2
        return (self.add("input", name="input_1", shape=(half,), columns=f"1-{half}"),
                self.add("input", name="input_2", shape=(size - half,), columns=f"{half + 1}-{size}"))

    def row(self, name: str) -> str:
        """The same numbers in one row."""
        return name if len(self.shape(name)) == 1 else self.add("flatten", name)

    def image(self, name: str) -> str:
        """The same numbers as an image. Raises GraphError where they are none."""
        found = image_of(self.shape(name))
        if found is None:
            raise GraphError(N_("engine", "This template reads images of at least 8×8, and {shape} comes in."),
                             shape=shape_text(self.shape(name)))
        return name if self.shape(name) == found else self.add("reshape", name, shape=found)

    def steps(self, name: str, features: int = 16) -> str:
        """The same numbers as a sequence, steps × features: symbols as vectors, images row by row."""
        shape = self.shape(name)
        if self.given.symbols and len(shape) == 1:
            return self.add("embedding", name, vocabulary=self.given.symbols, dimension=features)
        if len(shape) == 2:
            return name
        return self.add("reshape", name, shape=(shape[0], prod(shape[1:])))

    def dense(self, source: str, units: int, activation: str, name: str = "", **settings: Any) -> str:
        """A Dense layer; what comes in as an image is laid in a row first."""
        return self.add("dense", source, name=name, units=units, activation=activation, **settings)

    def conv(self, source: str, filters: int, name: str, size: int = 3, padding: str = "same") -> str:
        """A convolution that begins as He et al. (2015) say, for ReLU."""
        return self.add("conv2d", source, name=name, filters=filters, kernel_size=(size, size), padding=padding,
                        kernel_initializer="he_uniform")

    def answer(self, end: str, suffix: str = "") -> None:
        """What the data ask, said after `end`, and its loss."""
        task = self.given.task
        steps, shape = self.given.steps, self.shape(end)
        if steps and len(shape) == 2 and shape[0] >= steps:  # a step for each that is to be written, at the end
            last = end if shape[0] == steps else self.add("slice", end, name=f"written{suffix}", start=-steps, stop=0)
            head = self.dense(last, self.given.units // steps, "identity", f"head{suffix}")
            self.output(head, first_loss(task), f"output{suffix}")
            return
        head = self.dense(self.row(end), self.given.units, _ACTIVATIONS[task], f"head{suffix}")
        if steps:
            head = self.add("reshape", head, name=f"rows{suffix}",
                            shape=(steps, self.given.units // steps))
        self.output(head, first_loss(task), f"output{suffix}")

    def output(self, end: str, loss: str, name: str = "output", **settings: Any) -> None:
        """An end of the network."""
        self.add("output", end, name=name, loss=loss, **settings)


def image_of(shape: Shape) -> Shape | None:
    """The shape as that of an image, also where its pixels come in a row."""
    side = isqrt(shape[0])
    if len(shape) == 1 and side * side == shape[0] and side >= _SMALLEST_IMAGE:
        return side, side, 1
    return shape if len(shape) == 3 and min(shape[:2]) >= _SMALLEST_IMAGE else None
