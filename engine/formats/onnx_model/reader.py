"""ONNX graphs as networks of Ladera. Nothing is executed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from google.protobuf.message import DecodeError
from onnx import AttributeProto, ModelProto, NodeProto, TensorProto, defs, helper

from engine.errors import N_, FormatError
from engine.formats.archive import damaged, read_file
from engine.formats.budget import Budget
from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.imported import Imported, register_reader
from engine.formats.importing.unsupported import UnfitError, UnsupportedError
from engine.formats.onnx_model.arrays import Arrays
from engine.formats.onnx_model.elementwise import elementwise, expected_type
from engine.formats.onnx_model.folding import FOLDS, folded
from engine.formats.onnx_model.inputs import Inputs
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.read_rows import ROWS
from engine.formats.onnx_model.read_shapes import MOVING
from engine.formats.onnx_model.soundness import is_sound
from engine.formats.onnx_model.values import Counted, Elementwise, Label, Operand, Tensor
from engine.graph import MOST_LAYERS

MOST_BYTES = 2**31 - 1  # what a message of protobuf may have
MOST_OPERATORS = 20 * MOST_LAYERS
_DAMAGE = (LookupError, TypeError, ValueError, AttributeError, OverflowError, ArithmeticError, MemoryError)
_WEIGHT = re.compile(r"(.+)[./](weight|kernel|alpha|gamma|embeddings|positions)(_\d+)?")
_MAIN = ("", "ai.onnx")
_LABELS = frozenset({"Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten"})


def read(path: Path) -> Imported:
    """The network of an `.onnx` file. Raises FormatError."""
    content = read_file(path, MOST_BYTES)
    try:
        model = ModelProto.FromString(content)
    except DecodeError as error:
        raise damaged(path.name) from error
    if not model.graph.node and not model.graph.output:
        raise damaged(path.name)
    return _Reading(path, model, Budget.of(path.name, len(content))).imported()


class _Reading:
    """The values met so far by name, and the network that they make."""

    def __init__(self, path: Path, model: ModelProto, budget: Budget) -> None:
        graph = model.graph
        if len(graph.node) > MOST_OPERATORS:
            raise FormatError(N_("engine", "{name} has too many layers: more than {most}."), name=path.name,
                              most=MOST_OPERATORS)
        self._model, self._graph, self._builder = model, graph, ImportBuilder(path.name, budget)
        self._arrays = Arrays(path)
        self._versions = {opset.domain if opset.domain not in _MAIN else "": opset.version
                          for opset in model.opset_import}
        self._read = {name for node in graph.node for name in node.input} | {value.name for value in graph.output}
        self._values: dict[str, Operand] = {}
        self._constants: set[str] = set()
        self._examples = (1, 1)

    def imported(self) -> Imported:
        """The network, as far as it can be read. What the format's own checker refuses is damaged."""
        try:
            inputs = self._begin()
            for node in self._graph.node:
                self._read_node(node)
            self._end([self._values[value.name] for value in self._graph.output])
            self._expect_all(inputs)
            if self._builder.is_doubtful and not is_sound(self._model):
                raise damaged(self._builder.file)
            return self._builder.imported()
        except UnfitError as error:
            raise self._refusal(error.values["reason"]) from error
        except _DAMAGE as error:
            raise self._refusal(type(error).__name__) from error

    def _refusal(self, reason: object) -> FormatError:
        """What is said of a file as a whole."""
        if not is_sound(self._model):
            return damaged(self._builder.file)
        return FormatError(N_("engine", "{file} holds no network that Ladera can take. {reason}"),
                           file=self._builder.file, reason=reason)

    def _begin(self) -> Mapping[str, Tensor]:
        """Weights and inputs; the inputs."""
        self._values = {tensor.name: self._arrays.array(tensor) for tensor in self._graph.initializer}
        for sparse in self._graph.sparse_initializer:
            raise FormatError(N_("engine", "{file}: the weights {name} are sparse, and Ladera's are not."),
                              file=self._builder.file, name=sparse.values.name)
        self._constants = set(self._values)
        inputs = Inputs(self._builder, self._model, self._constants)
        self._examples = inputs.examples
        values = inputs.values()
        self._values |= values
        return values

    def _expect_all(self, inputs: Mapping[str, Tensor]) -> None:
        """An input that counts in the file, and not only by its shape, must not have been left out of the network."""
        counts = {value.name for value in self._graph.output}
        for node in reversed(self._graph.node):
            if counts.intersection(node.output) and node.op_type not in ("Shape", "Size"):
                counts.update(node.input)
        reached = self._builder.reached()
        for name, tensor in inputs.items():
            if name in counts and tensor.layer not in reached:
                self._builder.miss(name, "input", (tensor.layer,), FormatError(
                    N_("engine", "What reads it is set by numbers of the file in Ladera.")))

    def _end(self, values: Sequence[Operand]) -> None:
        """Outputs. Labels need none beside the probabilities that they are made of."""
        labels = [value for value in values if isinstance(value, Label)]
        for info, value in zip(self._graph.output, values, strict=True):
            if len(labels) == len(values):
                value = labels[0].miss()
            if not isinstance(value, Label):
                operator = Operator(self._builder, info.name, info.name, "output", 0, {}, [value], self._examples)
                self._builder.head(info.name, self._attempted(operator, operator.plain))

    def _read_node(self, node: NodeProto) -> None:
        kind = node.op_type if node.domain in _MAIN else f"{node.domain}.{node.op_type}"
        if any(name and name not in self._values for name in node.input):
            raise LookupError("a value that nothing gives")
        operator = self._operator(node, kind)
        results = self._attempted(operator, lambda: self._results(operator)) or ()
        for place, name in enumerate(node.output):
            if name in self._values:
                raise ValueError("two operators give one value")
            if name:
                self._values[name] = results[place] if place < len(results) and results[place] is not None else Tensor()
                if results and isinstance(self._values[name], Tensor) and self._values[name] == Tensor():
                    self._unread(operator, place, name, results)

    def _unread(self, operator: Operator, place: int, name: str, results: Sequence[Operand | None]) -> None:
        """An output that Ladera's layer does not have, where something reads it."""
        if name in self._read and (place >= len(results) or results[place] is None):
            operator.miss(FormatError(N_("engine", "Its output number {place} is read."), place=place + 1))

    def _operator(self, node: NodeProto, kind: str) -> Operator:
        domain = "" if node.domain in _MAIN else node.domain
        version, attributes = self._version(node.op_type, domain)
        attributes |= {attribute.name: self._attribute(attribute) for attribute in node.attribute}
        if kind != "Constant":  # which is its only attribute
            attributes |= {"outputs": len(node.output),
                           "read": tuple(bool(name) and name in self._read for name in node.output)}
        inputs = [self._values[name] if name else None for name in node.input]
        name = self._name(node)
        return Operator(self._builder, name, node.name or name, kind, version, attributes, inputs, self._examples)

    def _version(self, kind: str, domain: str) -> tuple[int, dict[str, Any]]:
        """The version of an operator that counts in this file, and what it says where a node says nothing."""
        newest = self._versions.get(domain, defs.onnx_opset_version() if not domain else 1)
        try:
            schema = defs.get_schema(kind, newest, domain)
        except defs.SchemaError:
            return newest, {}
        return schema.since_version, {name: self._attribute(attribute.default_value)
                                      for name, attribute in schema.attributes.items()
                                      if attribute.default_value.type != AttributeProto.UNDEFINED}

    def _results(self, operator: Operator) -> Sequence[Operand | None]:
        """One value for each output."""
        if operator.kind == "Constant":
            return (_constant(operator.attributes),)
        if any(isinstance(value, Label) for value in operator.inputs) and operator.kind in _LABELS:
            return (next(value for value in operator.inputs if isinstance(value, Label)),)
        if (folded := self._folded(operator)) is not None:
            return folded
        result = elementwise(operator) if operator.kind not in MOVING else _moved(operator)
        if result is None:
            if operator.kind not in ROWS:
                raise UnsupportedError
            dtype = expected_type(operator)
            result = ROWS[operator.kind](operator)
            if isinstance(result, Tensor) and dtype:
                result = replace(result, dtype=dtype)
        return result if isinstance(result, tuple) else (result,)

    def _folded(self, operator: Operator) -> Sequence[Operand] | None:
        """The constants that an operator makes of constants, for both numbers of examples where they differ."""
        values: list[Operand | None] = list(operator.inputs)
        if operator.kind in ("Shape", "Size") and values and isinstance(_tensor(values[0]), Tensor):
            tensor = operator.known()
            values = [Counted(tuple(np.broadcast_to(0, [pair[run] for pair in operator.lengths(tensor)])
                                    for run in (0, 1)))]
        given = [value for value in values if value is not None]
        if operator.kind not in FOLDS or not given or not all(
                isinstance(value, np.ndarray | Counted) for value in given):
            return None
        runs = []
        for run in (0, 1) if any(isinstance(value, Counted) for value in given) else (0,):
            arrays = [value.arrays[run] if isinstance(value, Counted) else value for value in values]
            runs.append(folded(operator.kind, arrays, operator.attributes, self._builder.budget))
        if len(runs) == 1:
            return runs[0]
        return [few if np.array_equal(few, many) else Counted((few, many)) for few, many in zip(*runs, strict=True)]

    def _attempted(self, operator: Operator, make: Callable[[], Any]) -> Any:
        """What `make` gives, None where it cannot: a sound file has an operator there that Ladera lacks."""
        try:
            found = operator.attempt(make)
        except _DAMAGE as error:
            if not is_sound(self._model):
                raise
            found = operator.miss(FormatError(N_("engine", "It is used in a way that Ladera does not know: {detail}."),
                                              detail=type(error).__name__))
        return None if isinstance(found, Tensor) else found

    def _attribute(self, attribute: AttributeProto) -> Any:
        value = helper.get_attribute_value(attribute)
        if isinstance(value, TensorProto):
            return self._arrays.array(value)
        if isinstance(value, bytes):
            return value.decode()
        if isinstance(value, list | tuple) or hasattr(value, "append"):
            return [item.decode() if isinstance(item, bytes) else item for item in value]
        return value

    def _name(self, node: NodeProto) -> str:
        """The name of the layer: of its weights (fc1.weight, dense_1/kernel), or of the operator (/conv1/Conv)."""
        for name in node.input:
            if name in self._constants and (found := _WEIGHT.fullmatch(name)):
                return found[1]
        parts = [part for part in node.name.split("/") if part]
        return parts[-2] if len(parts) > 1 else parts[0] if parts else node.op_type


def _tensor(value: Operand | None) -> Operand | None:
    return value.tensor if hasattr(value, "tensor") and not isinstance(value, Tensor) else value


def _moved(operator: Operator) -> Elementwise | None:
    """Whole numbers and truth values stay what they are when they move; what reads them decides what they become."""
    value = operator.inputs[0]
    if not isinstance(value, Elementwise):
        return None
    base, samples = next((base, samples) for base, samples in value.samples.items() if isinstance(base, Tensor))
    if (samples.dtype.kind == "f" and value.compared is None) or value.over:
        return None

    def move(tensor: Tensor) -> Tensor:
        return ROWS[operator.kind](operator.of(tensor, *operator.inputs[1:]))

    compared = value.compared and replace(value.compared, tensor=move(value.compared.tensor))
    return Elementwise({move(base): samples}, value.depth, None, lambda _: move(value.tensor), compared)


def _constant(attributes: Mapping[str, Any]) -> np.ndarray:
    (value,) = attributes.values()
    array = np.asarray(value)
    if array.dtype.kind not in "fiub":
        raise UnsupportedError
    return array.astype(np.float32) if isinstance(value, float) or (isinstance(value, list)
                                                                    and array.dtype.kind == "f") else array


register_reader(".onnx", N_("engine", "ONNX network"), read)
