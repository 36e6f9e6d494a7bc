"""An ONNX graph as it grows.

Values keep Ladera's layout, channels last; what ONNX wants the other way round is transposed, and transposes that undo
each other vanish.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper

from engine.formats.description import Description, Node
from engine.formats.onnx_model.inputs import OWN_PRODUCER
from engine.layers import Shape

OPSET = 18
IR_VERSION = 9  # the newest of both that the runtimes of the last years read
BATCH = "N"


class Writer:
    """Collects operators and weights. A value is its name in the graph, such as `dense_1/Gemm`."""

    def __init__(self, description: Description) -> None:
        self.description = description
        self._operators: list[NodeProto] = []
        self._initializers: dict[str, np.ndarray] = {}
        self._counts: dict[str, int] = {}
        self._transposed: dict[str, tuple[str, tuple[int, ...]]] = {}

    def operator(self, node: Node, kind: str, *inputs: str, outputs: Sequence[str] = (), **attributes: Any) -> str:
        """Write an operator of a layer; its first output. An input that is left out is an empty name."""
        name = self._fresh(f"{node.name}/{kind}")
        outputs = outputs or (name,)
        self._operators.append(helper.make_node(kind, list(inputs), list(outputs), name=name, **attributes))
        return next(filter(None, outputs))

    def output_of(self, node: Node, kind: str, position: int, *inputs: str, **attributes: Any) -> str:
        """Write an operator of which only output number `position` is used."""
        name = f"{node.name}/{kind}"
        return self.operator(node, kind, *inputs, outputs=("",) * position + (self._fresh(name + "_out"),),
                             **attributes)

    def weight(self, node: Node, role: str, array: np.ndarray | None = None) -> str:
        """A weight under its name in Ladera, dense_1/kernel; `array` when ONNX wants it in another layout."""
        array = node.arrays[role] if array is None else array
        return self._stored(f"{node.owner}/{role}", array)

    def constant(self, node: Node, hint: str, value: Any, dtype: str = "float32") -> str:
        """A number or an array that is part of how a layer works."""
        return self._stored(f"{node.name}/{hint}", np.asarray(value, dtype))

    def transpose(self, node: Node, x: str, order: Sequence[int]) -> str:
        """Axis k of the result is axis order[k] of x."""
        order = tuple(order)
        source, before = self._transposed.get(x, (x, tuple(range(len(order)))))
        whole = tuple(before[axis] for axis in order)
        if whole == tuple(range(len(whole))):
            return source
        result = self.operator(node, "Transpose", source, perm=whole)
        self._transposed[result] = (source, whole)
        return result

    def reshape(self, node: Node, x: str, shape: Shape) -> str:
        """x (batch, …) with examples of `shape`."""
        return self.operator(node, "Reshape", x, self.constant(node, "shape", (0, *shape), "int64"))

    def model(self) -> ModelProto:
        """The whole model, without what no output needs. Raises onnx.checker.ValidationError if it is none."""
        description = self.description
        outputs = [node.name for node in description.outputs]
        operators = _needed(self._operators, outputs)
        used = {name for operator in operators for name in operator.input}
        graph = helper.make_graph(
            operators, "ladera",
            [_tensor(node) for node in description.inputs], [_tensor(node) for node in description.outputs],
            [numpy_helper.from_array(array, name) for name, array in self._initializers.items() if name in used],
            doc_string=description.title)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION,
                                  producer_name=OWN_PRODUCER)
        checker.check_model(model)
        return model

    def _fresh(self, name: str) -> str:
        self._counts[name] = self._counts.get(name, 0) + 1
        return name if self._counts[name] == 1 else f"{name}_{self._counts[name]}"

    def _stored(self, name: str, array: np.ndarray) -> str:
        """The name under which an array is stored: layers that share weights find the same one."""
        candidate, number = name, 1
        while (known := self._initializers.get(candidate)) is not None:
            if known.dtype == array.dtype and np.array_equal(known, array):
                return candidate
            number += 1
            candidate = f"{name}_{number}"
        self._initializers[candidate] = np.ascontiguousarray(array) if array.ndim else array
        return candidate


def to_channels_first(rank: int) -> tuple[int, ...]:
    """The order of axes (batch, channels, …) out of (batch, …, channels)."""
    return (0, rank - 1, *range(1, rank - 1))


def to_channels_last(rank: int) -> tuple[int, ...]:
    """The order of axes (batch, …, channels) out of (batch, channels, …)."""
    return (0, *range(2, rank), 1)


def _tensor(node: Node) -> Any:
    return helper.make_tensor_value_info(node.name, TensorProto.FLOAT, [BATCH, *node.shape])


def _needed(operators: Sequence[NodeProto], outputs: Sequence[str]) -> list[NodeProto]:
    wanted, kept = set(outputs), []
    for operator in reversed(operators):
        if wanted.intersection(operator.output):
            kept.append(operator)
            wanted.update(operator.input)
    wanted.discard("")
    return kept[::-1]
