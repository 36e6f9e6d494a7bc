"""An ONNX graph that grows, operator by operator, in the spelling of its opset."""

from __future__ import annotations

from random import Random

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

OPSETS = (8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21)
FREE = "N"


class Graph:
    """A graph as it grows; `shapes` are those of its values, without the examples, which come first."""

    def __init__(self, seed: int, examples: int | str = FREE) -> None:
        self.draw = Random(seed)
        self.rng = np.random.default_rng(seed)
        self.opset = self.draw.choice(OPSETS)
        self.examples = examples
        self.nodes, self.arrays, self.inputs = [], {}, {}
        self.shapes: dict[str, tuple[int, ...]] = {}

    def input(self, *shape: int) -> str:
        name = f"x{len(self.inputs)}"
        self.inputs[name] = shape
        self.shapes[name] = shape
        return name

    def constant(self, value: object) -> str:
        name = f"c{len(self.arrays)}"
        self.arrays[name] = np.asarray(value)
        return name

    def numbers(self, *shape: int, scale: float = 1.0) -> str:
        return self.constant((scale * self.rng.normal(size=shape)).astype(np.float32))

    def add(self, kind: str, *inputs: str, shape: tuple[int, ...], **attributes: object) -> str:
        name = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], f"/{kind.lower()}{len(self.nodes)}/{kind}",
                                           **attributes))
        self.shapes[name] = shape
        return name

    def axes(self, kind: str, x: str, axes: list[int], shape: tuple[int, ...], since: int = 13, **rest: object) -> str:
        """An operator whose axes are an attribute before an opset, and an input from then on."""
        if self.opset < since:
            return self.add(kind, x, shape=shape, axes=axes, **rest)
        return self.add(kind, x, self.constant(np.array(axes)), shape=shape, **rest)

    def model(self, outputs: list[str]) -> ModelProto:
        def info(name: str, shape: tuple[int, ...]) -> object:
            return helper.make_tensor_value_info(name, TensorProto.FLOAT, (self.examples, *shape))

        graph = helper.make_graph(
            self.nodes, "net", [info(name, shape) for name, shape in self.inputs.items()],
            [info(name, self.shapes[name]) for name in outputs],
            [numpy_helper.from_array(array, name) for name, array in self.arrays.items()])
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", self.opset)], ir_version=8)
