"""Weights as `.npz`: a zip of NumPy arrays, read with `numpy.load(path)["dense_1/kernel"]`."""

from __future__ import annotations

import io
from pathlib import Path
from tokenize import TokenError

import numpy as np

from engine.errors import N_
from engine.formats.archive import damaged, open_archive, pack
from engine.formats.muting import notes_of_muted
from engine.formats.preparation import Preparation, notes, without_notes
from engine.formats.registry import Exporter, Importer, register
from engine.formats.weights import expect_array, expect_names, flat_vector, most_bytes, named_arrays
from engine.layout import ParameterLayout
from engine.project import Project

_SUFFIX = ".npy"
_HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
_LONGEST_HEADER = 1_000
_OTHER_ENTRIES = 4_096  # notes on the data
_DAMAGE = (ValueError, TypeError, LookupError, SyntaxError, RecursionError, MemoryError, TokenError)


def encode(layout: ParameterLayout, parameters: np.ndarray, project: Project | None = None,
           preparation: Preparation | None = None) -> bytes:
    """What `numpy.savez` would write, with a fixed date, so that equal weights give equal files."""
    arrays = named_arrays(layout, parameters) | notes(preparation) | notes_of_muted(project and project.graph)
    return pack({name + _SUFFIX: _npy(array) for name, array in arrays.items()})


def decode(path: Path, layout: ParameterLayout) -> np.ndarray:
    """The flat parameters. No array is made before its shape and type are known to fit."""
    with open_archive(path, len(layout.entries) + _OTHER_ENTRIES) as archive:
        names = {name.removesuffix(_SUFFIX) for name in archive.names}
        expect_names(layout, without_notes(names), path.name)
        arrays = {entry.name: _array(archive.read(entry.name + _SUFFIX, most_bytes(layout)), entry.name, layout, path)
                  for entry in layout}
    return flat_vector(layout, arrays, path.name)


def _npy(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, version=(1, 0), allow_pickle=False)
    return buffer.getvalue()


def _array(content: bytes, name: str, layout: ParameterLayout, path: Path) -> np.ndarray:
    stream = io.BytesIO(content)
    try:
        read_header = _HEADERS[np.lib.format.read_magic(stream)]
        shape, columns_first, dtype = read_header(stream, max_header_size=_LONGEST_HEADER)
    except _DAMAGE as error:
        raise damaged(path.name, name) from error
    expect_array(layout, name, shape, dtype, path.name)
    data = memoryview(content)[stream.tell():]
    if len(data) != layout[name].size * dtype.itemsize:
        raise damaged(path.name, name)
    return np.frombuffer(data, dtype).reshape(shape, order="F" if columns_first else "C")


register(
    Exporter(".npz", N_("engine", "NumPy arrays"),
             N_("engine", "One array per kernel and bias, for numpy.load. Kernels are (inputs, outputs)."), encode),
    Importer(".npz", N_("engine", "NumPy arrays"), decode),
    rank=50,
)
