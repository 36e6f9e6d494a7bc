"""The inputs of an ONNX graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import cached_property
from itertools import chain
from typing import Any

from onnx import ModelProto, NodeProto, TensorProto

from engine.errors import N_, FormatError
from engine.formats.importing.builder import ImportBuilder
from engine.formats.onnx_model.values import Tensor, channels_first, natural

_TYPES = {**dict.fromkeys((TensorProto.FLOAT, TensorProto.FLOAT16, TensorProto.DOUBLE, TensorProto.BFLOAT16), "float"),
          **dict.fromkeys((TensorProto.INT32, TensorProto.INT64), "whole"),
          **dict.fromkeys((TensorProto.INT16, TensorProto.INT8, TensorProto.UINT8, TensorProto.UINT16,
                           TensorProto.UINT32, TensorProto.UINT64), "narrow"),
          TensorProto.BOOL: "bool"}
_IMAGES = frozenset({"Conv", "ConvTranspose", "MaxPool", "AveragePool", "Resize", "Upsample", "BatchNormalization",
                     "GlobalAveragePool", "GlobalMaxPool", "InstanceNormalization", "GroupNormalization"})
"""Operators that have channels before places."""
_RECURRENT = frozenset({"RNN", "LSTM", "GRU"})
OWN_PRODUCER = "Ladera"
_EXAMPLES = (97, 101)
"""What is computed from the number of examples is computed for these, and so known for any."""


class Inputs:
    """Those that are not `constants`."""

    def __init__(self, builder: ImportBuilder, model: ModelProto, constants: Collection[str]) -> None:
        self._builder, graph = builder, model.graph
        self._is_own = model.producer_name == OWN_PRODUCER
        self._readers: dict[str, list[NodeProto]] = defaultdict(list)
        for node in graph.node:
            for name in set(node.input):
                self._readers[name].append(node)
        self._given = [value for value in graph.input if value.name not in constants]
        self._batch = {value.name: self._batch_axis(value) for value in self._given}

    @cached_property
    def examples(self) -> tuple[int, int]:
        """Two numbers of examples: those that the file is for, or two of any."""
        counts = {_sizes(value)[self._batch[value.name]] for value in self._given if _sizes(value)}
        fixed = counts.pop() if len(counts) == 1 else 0
        return (fixed, fixed) if fixed else _EXAMPLES

    def values(self) -> dict[str, Tensor]:
        """Input layers, by the names of the inputs. Raises FormatError where a shape is not known."""
        return {value.name: self._layer(value) for value in self._given}

    def _batch_axis(self, value: Any) -> int:
        """The axis of the examples: the only free one; the second one for a recurrent layer; else the first."""
        sizes = _sizes(value)
        free = [axis for axis, size in enumerate(sizes) if not size]
        if len(free) == 1 and len(sizes) > 1:
            return free[0]
        steps_first = any(node.op_type in _RECURRENT and node.input[0] == value.name and not any(
            attribute.name == "layout" and attribute.i for attribute in node.attribute)
            for node in self._readers[value.name])
        return 1 if steps_first and len(sizes) == 3 and free in ([], [0, 1]) else 0

    def _layer(self, value: Any) -> Tensor:
        """Images come with their channels first where a convolution or its like reads them so, but for files of
        Ladera, which have them last: there an axis was turned on purpose."""
        kind, sizes, batch = value.type.tensor_type, _sizes(value), self._batch[value.name]
        inner = [size for axis, size in enumerate(sizes) if axis != batch]
        if kind.elem_type not in _TYPES or not sizes or not all(inner) or len(inner) > 4 or (
                len(sizes) == 1 and sizes[0]):
            raise FormatError(N_("engine", "The input {name} has no shape that Ladera can take: one axis for the "
                              "examples, then one to four of known length."), name=value.name)
        rank, dtype = len(sizes), _TYPES[kind.elem_type]
        if rank > 2 and batch == 0 and not self._is_own and self._kinds_of_readers(value.name) & _IMAGES:
            axes = channels_first(rank)
        else:
            rest = iter(range(1, rank))
            axes = tuple((0,) if axis == batch else (next(rest),) for axis in range(rank))
        shape = {axes[axis][0]: size for axis, size in enumerate(sizes)}
        layer = self._builder.layer(value.name, "input", (), {
            "shape": tuple(shape[place] for place in range(1, rank)) or (1,)})
        return Tensor(layer, axes, dtype) if rank > 1 else natural(self._builder, layer).moved(((0,),))

    def _kinds_of_readers(self, name: str) -> set[str]:
        """The kinds of operators that read a value, or what is put around it."""
        readers = self._readers[name]
        padded = [output for node in readers if node.op_type == "Pad" for output in node.output]
        return {node.op_type for node in chain(readers, *(self._readers[output] for output in padded))}


def _sizes(value: Any) -> list[int]:
    """The lengths of its axes, 0 for a free one."""
    return [dimension.dim_value for dimension in value.type.tensor_type.shape.dim]
