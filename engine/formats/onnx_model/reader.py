"""ONNX graphs as networks of Ladera. Nothing is executed, and nothing outside the file is read."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from google.protobuf.message import DecodeError
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from engine.errors import N_, FormatError
from engine.formats.archive import damaged, read_file
from engine.formats.budget import Budget
from engine.formats.importing.imported import Imported, register_reader
from engine.formats.importing.sketch import Sketch
from engine.formats.importing.unlike import UnlikeError
from engine.formats.onnx_model.fold_sizes import most_numbers
from engine.formats.onnx_model.folding import FOLDS, MOST_NUMBERS
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.read_rows import ROWS
from engine.formats.onnx_model.values import Operand, Padded, Tensor, channels_first, plain
from engine.graph import MOST_LAYERS

MOST_BYTES = 2**31 - 1  # what a message of protobuf may have
MOST_OPERATORS = 20 * MOST_LAYERS
_DAMAGE = (LookupError, TypeError, ValueError, AttributeError, OverflowError, ZeroDivisionError, MemoryError)
_IMAGES = frozenset({"Conv", "ConvTranspose", "MaxPool", "AveragePool", "Resize", "BatchNormalization",
                     "GlobalAveragePool", "GlobalMaxPool", "InstanceNormalization", "GroupNormalization"})
"""Operators that have channels before places."""
_WEIGHT = re.compile(r"(.+)[./](weight|kernel|alpha|gamma|embeddings)(_\d+)?")
_VIEWS = frozenset({"Identity", "Transpose"})
"""Operators that make no new numbers of constants."""
_NUMBERS = {1, 10, 11, 6, 7}  # TensorProto: float, half, double, whole numbers


def read(path: Path) -> Imported:
    """The network of an `.onnx` file. Raises FormatError."""
    content = read_file(path, MOST_BYTES)
    try:
        model = ModelProto.FromString(content)
    except DecodeError as error:
        raise damaged(path.name) from error
    if not model.graph.node and not model.graph.output:
        raise damaged(path.name)
    try:
        return _Reading(path.name, model, Budget.of(path.name, len(content))).imported()
    except (*_DAMAGE, UnlikeError) as error:
        raise damaged(path.name) from error


class _Reading:
    """The values met so far by name, and the network that they make."""

    def __init__(self, file: str, model: ModelProto, budget: Budget) -> None:
        graph = model.graph
        if len(graph.node) > MOST_OPERATORS:
            raise FormatError(N_("engine", "{name} has too many layers: more than {most}."), name=file,
                              most=MOST_OPERATORS)
        self._graph, self._sketch = graph, Sketch(file, budget)
        self._uses = Counter(name for node in graph.node for name in node.input)
        self._uses.update(value.name for value in graph.output)
        self._readers: dict[str, list[NodeProto]] = defaultdict(list)
        for node in graph.node:
            for name in set(node.input):
                self._readers[name].append(node)
        self._values: dict[str, Operand] = {
            tensor.name: _array(file, tensor) for tensor in graph.initializer}
        self._constants = set(self._values)

    def imported(self) -> Imported:
        for value in self._graph.input:
            if value.name not in self._values:
                self._values[value.name] = self._input(value)
        for node in self._graph.node:
            self._read(node)
        for value in self._graph.output:
            self._end(value.name)
        return self._sketch.imported()

    def _end(self, name: str) -> None:
        try:
            source = plain(self._sketch, name, self._values[name])
        except UnlikeError as error:
            self._sketch.miss(name, "output", (), error.reason)
            source = None
        self._sketch.head(name, source)

    def _input(self, value: Any) -> Tensor:
        """Images come with their channels first where a convolution or its like reads them so."""
        kind = value.type.tensor_type
        sizes = [dimension.dim_value for dimension in kind.shape.dim]
        if kind.elem_type not in _NUMBERS or len(sizes) < 2 or not all(sizes[1:]):
            raise FormatError(N_("engine", "The input {name} has no shape that Ladera can take: one axis for the "
                              "examples, then one to four of known length."), name=value.name)
        readers = self._kinds_of_readers(value.name)
        rank = len(sizes)
        axes = tuple(range(rank))
        if rank > 2 and readers & _IMAGES:
            axes = channels_first(rank)
        shape = [0] * rank
        for place, axis in enumerate(axes):
            shape[axis] = sizes[place]
        return Tensor(self._sketch.layer(value.name, "input", (), {"shape": tuple(shape[1:])}), axes)

    def _kinds_of_readers(self, name: str) -> set[str]:
        """The kinds of operators that read a value, or what is put around it."""
        readers = self._readers[name]
        padded = [output for node in readers if node.op_type == "Pad" for output in node.output]
        return {node.op_type for node in chain(readers, *(self._readers[output] for output in padded))}

    def _read(self, node: NodeProto) -> None:
        attributes = {attribute.name: _attribute(self._sketch.file, attribute) for attribute in node.attribute}
        inputs = [self._values[name] if name else None for name in node.input]
        kind = node.op_type if node.domain in ("", "ai.onnx") else f"{node.domain}.{node.op_type}"
        if kind == "Constant":
            self._values[node.output[0]] = _constant(attributes)
            return
        name = self._name(node)
        operator = Operator(self._sketch, name, node.name or name, kind, attributes, inputs,
                            alone=bool(node.input) and self._uses[node.input[0]] == 1)
        for output in node.output:
            self._values[output] = Tensor()
        try:
            folded = _folded(operator)
            results = (folded,) if folded is not None else self._converted(operator)
        except UnlikeError as error:
            tensors = (value.tensor if isinstance(value, Padded) else value for value in inputs)
            sources = [value.layer for value in tensors if isinstance(value, Tensor)]
            self._sketch.miss(operator.label, kind, sources, error.reason)
            return
        for output, result in zip(node.output, results, strict=False):
            if output and result is not None:
                self._values[output] = result

    def _converted(self, operator: Operator) -> Sequence[Operand | None]:
        if operator.kind not in ROWS:
            raise UnlikeError
        result = ROWS[operator.kind](operator)
        return result if isinstance(result, tuple) else (result,)

    def _name(self, node: NodeProto) -> str:
        """The name of the layer: of its weights (fc1.weight, dense_1/kernel), or of the operator (/conv1/Conv)."""
        for name in node.input:
            if name in self._constants and (found := _WEIGHT.fullmatch(name)):
                return found[1]
        parts = [part for part in node.name.split("/") if part]
        return parts[-2] if len(parts) > 1 else parts[0] if parts else node.op_type


def _folded(operator: Operator) -> np.ndarray | None:
    """The constant that an operator makes of constants."""
    if operator.kind == "Shape" and isinstance(operator.inputs[0], Tensor) and operator.inputs[0].axes:
        lengths = operator.shape(0)
        return np.array(lengths[operator.attributes.get("start", 0):operator.attributes.get("end", len(lengths))],
                        np.int64)
    given = [value for value in operator.inputs if value is not None]
    if operator.kind not in FOLDS or not given or not all(isinstance(value, np.ndarray) for value in given):
        return None
    if operator.kind not in _VIEWS:
        numbers = most_numbers(operator.kind, given, operator.attributes)
        if numbers > MOST_NUMBERS:
            raise UnlikeError(FormatError(N_("engine", "It makes {count} numbers out of constants; at most {most} are "
                                             "computed."), count=numbers, most=MOST_NUMBERS))
        operator.sketch.budget.spend(numbers)
    return np.asarray(FOLDS[operator.kind](given, operator.attributes))


def _constant(attributes: Mapping[str, Any]) -> np.ndarray:
    return np.asarray(next(iter(attributes.values())))


def _attribute(file: str, attribute: Any) -> Any:
    value = helper.get_attribute_value(attribute)
    if isinstance(value, TensorProto):
        return _array(file, value)
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, list):
        return [item.decode() if isinstance(item, bytes) else item for item in value]
    return value


def _array(file: str, tensor: TensorProto) -> np.ndarray:
    if tensor.data_location == TensorProto.EXTERNAL or tensor.external_data:
        raise FormatError(N_("engine", "{name} keeps its weights in other files. Save it with all of them inside."),
                          name=file)
    return numpy_helper.to_array(tensor)


register_reader(".onnx", N_("engine", "ONNX network"), read)
