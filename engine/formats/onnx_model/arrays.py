"""Arrays of an ONNX file, in it or in a file beside it."""

from __future__ import annotations

from math import prod
from pathlib import Path, PurePosixPath, PureWindowsPath

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from engine.errors import N_, FormatError
from engine.formats.archive import read_span

MOST_BYTES = 2**32
"""All arrays beside a file together."""
_HALF = (TensorProto.FLOAT16, TensorProto.BFLOAT16)
_SHOWN = 40


class Arrays:
    """The arrays of the file at `path`."""

    def __init__(self, path: Path) -> None:
        self._path, self._left = path, MOST_BYTES

    def array(self, tensor: TensorProto) -> np.ndarray:
        """The numbers of a tensor; half precision as single. Raises FormatError for weights that are not beside the
        file, or not as many as they should be."""
        if tensor.data_location == TensorProto.EXTERNAL or tensor.external_data:
            tensor = self._inside(tensor)
        array = numpy_helper.to_array(tensor)
        return array.astype(np.float32) if tensor.data_type in _HALF else array

    def _inside(self, tensor: TensorProto) -> TensorProto:
        """The same tensor with its numbers in it."""
        said = {entry.key: entry.value for entry in tensor.external_data}
        place, start = self._beside(said.get("location", "")), _number(said.get("offset", "0"))
        bits = helper.tensor_dtype_to_np_dtype(tensor.data_type).itemsize * 8
        length = prod(tensor.dims) * bits // 8
        self._left -= length
        if self._left < 0:
            raise FormatError(N_("engine", "{name} is too large: more than {most} bytes."), name=self._path.name,
                              most=MOST_BYTES)
        content = read_span(place, start, length)
        if len(content) < length or _number(said.get("length", str(length))) != length:
            raise FormatError(N_("engine", "{file} does not hold the weights that {name} says it does."),
                              file=place.name, name=self._path.name)
        return TensorProto(name=tensor.name, dims=tensor.dims, data_type=tensor.data_type, raw_data=content)

    def _beside(self, location: str) -> Path:
        """The file that weights are in: in the folder of the file, or below it, also behind symbolic links."""
        names = (PurePosixPath(location), PureWindowsPath(location))
        folder = self._path.parent.resolve()
        inside = location and "\0" not in location and not any(
            name.is_absolute() or name.drive or ".." in name.parts for name in names)
        place = (folder / location).resolve() if inside else folder
        if not inside or not place.is_relative_to(folder):
            raise FormatError(N_("engine", "{name} asks for weights outside of its folder, in “{file}”. Nothing is "
                                 "read there: save it with all of its weights inside."), name=self._path.name,
                              file=location[:_SHOWN])
        if not place.exists():
            raise FormatError(N_("engine", "{name} keeps its weights in {file}, which is not beside it. Put both into "
                                 "one folder."), name=self._path.name, file=location[:_SHOWN])
        return place


def _number(text: str) -> int:
    """Raises ValueError for what is no count."""
    number = int(text[:20])
    if number < 0:
        raise ValueError(text)
    return number
