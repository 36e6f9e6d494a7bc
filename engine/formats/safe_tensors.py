"""Weights as `.safetensors`: names, shapes and raw numbers, and nothing that could run."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, deserialize

from engine.errors import N_, FormatError
from engine.formats import strict_json
from engine.formats.archive import damaged, read_file
from engine.formats.muting import notes_of_muted
from engine.formats.preparation import Preparation, metadata
from engine.formats.registry import Exporter, Importer, register
from engine.formats.weights import expect_array, expect_names, flat_vector, most_bytes, named_arrays
from engine.layout import ParameterLayout
from engine.project import Project

_TYPES = {"F16": np.dtype("<f2"), "F32": np.dtype("<f4"), "F64": np.dtype("<f8")}
_BRAIN = "BF16"
_KINDS = {"f2": "F16", "f4": "F32", "f8": "F64", "i4": "I32", "i8": "I64", "u1": "U8", "b1": "BOOL"}
"""NumPy's names of types → those of the format."""


def encode(layout: ParameterLayout, parameters: np.ndarray, project: Project | None = None,
           preparation: Preparation | None = None) -> bytes:
    """One tensor per array of the layout; the notes on the data, and on muted units, are its metadata."""
    muted = {name: json.dumps(units.tolist()) for name, units in notes_of_muted(project and project.graph).items()}
    return saved(named_arrays(layout, parameters), {"format": "np", **metadata(preparation), **muted})


def saved(tensors: Mapping[str, np.ndarray], notes: Mapping[str, str]) -> bytes:
    """A file of `tensors` with `notes` as its metadata. Equal content gives equal bytes, which the library's own
    writing does not."""
    return b"".join(parts(tensors, notes))


def parts(tensors: Mapping[str, np.ndarray], notes: Mapping[str, str]) -> list[bytes | memoryview]:
    """What `saved` puts together: a header, and the numbers where they lie in memory. The widest numbers come first,
    as the format asks, so that all lie where a processor reads them best."""
    arrays = {name: np.asarray(array, array.dtype.newbyteorder("<"), order="C") for name, array in tensors.items()}
    arrays = dict(sorted(arrays.items(), key=lambda item: (-item[1].itemsize, item[0])))
    ends = [0, *itertools.accumulate(array.nbytes for array in arrays.values())]
    header = json.dumps({"__metadata__": dict(notes), **{
        name: {"dtype": _KINDS[array.dtype.str[1:]], "shape": list(array.shape), "data_offsets": [start, end]}
        for (name, array), (start, end) in zip(arrays.items(), itertools.pairwise(ends), strict=True)
    }}, separators=(",", ":")).encode()
    header += b" " * (-len(header) % 8)
    return [len(header).to_bytes(8, "little") + header, *(memoryview(array.reshape(-1).view(np.uint8))
                                                           for array in arrays.values())]


def decode(path: Path, layout: ParameterLayout) -> np.ndarray:
    """The flat parameters."""
    return decode_bytes(read_file(path, most_bytes(layout)), layout, path.name)


def decode_bytes(content: bytes, layout: ParameterLayout, file: str) -> np.ndarray:
    """The flat parameters in the bytes of a file called `file`."""
    tensors = _tensors(content, file)
    expect_names(layout, set(tensors), file)
    arrays = {}
    for name, tensor in tensors.items():
        dtype = _TYPES.get(tensor["dtype"], np.dtype(object))
        expect_array(layout, name, tuple(tensor["shape"]), dtype, file)
        arrays[name] = np.frombuffer(tensor["data"], dtype).reshape(tensor["shape"])
    return flat_vector(layout, arrays, file)


@dataclass(frozen=True)
class Tensors:
    """What a file holds of whatever network: `arrays` of decimals, `others` with their types, such as counts, and the
    `notes` in its header."""

    arrays: Mapping[str, np.ndarray]
    others: Mapping[str, str]
    notes: Mapping[str, Any]


def decode_tensors(content: bytes, file: str) -> Tensors:
    """All that is in the bytes of a file called `file`. Raises FormatError."""
    tensors = _tensors(content, file)
    arrays = {name: _array(tensor) for name, tensor in tensors.items() if tensor["dtype"] in (*_TYPES, _BRAIN)}
    try:
        header = strict_json.load(content[8:8 + int.from_bytes(content[:8], "little")])
    except ValueError as error:
        raise damaged(file) from error
    return Tensors(arrays, {name: tensor["dtype"] for name, tensor in tensors.items() if name not in arrays},
                   header.get("__metadata__") or {})


def _array(tensor: Mapping[str, Any]) -> np.ndarray:
    """The numbers of a tensor. NumPy has no bfloat16, which is the first half of a float32."""
    if tensor["dtype"] == _BRAIN:
        halves = np.frombuffer(tensor["data"], "<u2").astype(np.uint32)
        return (halves << 16).view(np.float32).reshape(tensor["shape"])
    return np.frombuffer(tensor["data"], _TYPES[tensor["dtype"]]).reshape(tensor["shape"])


def no_weights(file: str, name: str, dtype: str) -> FormatError:
    """An array that cannot be weights."""
    return FormatError(N_("engine", "{file}: {name} is of type {dtype}; weights are float16, bfloat16, float32 or "
                          "float64."), file=file, name=name, dtype=dtype)


def _tensors(content: bytes, file: str) -> dict[str, Any]:
    try:
        return dict(deserialize(content))
    except (SafetensorError, ValueError, TypeError, OverflowError) as error:
        raise damaged(file) from error


register(
    Exporter(".safetensors", N_("engine", "Safetensors"),
             N_("engine", "One tensor per kernel and bias, for the safetensors library. Kernels are (inputs, "
                "outputs)."), encode),
    Importer(".safetensors", N_("engine", "Safetensors"), decode),
    rank=40,
)
