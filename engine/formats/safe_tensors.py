"""Weights as `.safetensors`: names, shapes and raw numbers, and nothing that could run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from safetensors import SafetensorError, deserialize
from safetensors.numpy import save

from engine.errors import N_
from engine.formats.archive import damaged, read_file
from engine.formats.registry import Exporter, Importer, register
from engine.formats.weights import expect_array, expect_names, flat_vector, most_bytes, named_arrays
from engine.layout import ParameterLayout
from engine.project import Project

_TYPES = {"F16": np.dtype("<f2"), "F32": np.dtype("<f4"), "F64": np.dtype("<f8")}


def encode(layout: ParameterLayout, parameters: np.ndarray, project: Project | None = None) -> bytes:
    """One tensor per array of the layout."""
    return save(named_arrays(layout, parameters), metadata={"format": "np"})


def decode(path: Path, layout: ParameterLayout) -> np.ndarray:
    """The flat parameters."""
    return decode_bytes(read_file(path, most_bytes(layout)), layout, path.name)


def decode_bytes(content: bytes, layout: ParameterLayout, file: str) -> np.ndarray:
    """The flat parameters in the bytes of a file called `file`."""
    try:
        tensors = dict(deserialize(content))
    except (SafetensorError, ValueError, TypeError, OverflowError) as error:
        raise damaged(file) from error
    expect_names(layout, set(tensors), file)
    arrays = {}
    for name, tensor in tensors.items():
        dtype = _TYPES.get(tensor["dtype"], np.dtype(object))
        expect_array(layout, name, tuple(tensor["shape"]), dtype, file)
        arrays[name] = np.frombuffer(tensor["data"], dtype).reshape(tensor["shape"])
    return flat_vector(layout, arrays, file)


register(
    Exporter(".safetensors", N_("engine", "Safetensors"),
             N_("engine", "One tensor per kernel and bias, for the safetensors library. Kernels are (inputs, "
                "outputs)."), encode),
    Importer(".safetensors", N_("engine", "Safetensors"), decode),
)
