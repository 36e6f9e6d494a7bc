"""A picture as a value that can be compared, sent and written into a project."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from PIL import Image

from engine.errors import N_, FormatError
from engine.pixels import LUMA

SIDE = 512
"""The most rows and columns of a picture on the bench; a larger one is made smaller."""
LONGEST = 200
_TYPES = {8: np.dtype(np.uint8), 16: np.dtype("<u2")}


@dataclass(frozen=True)
class Picture:
    """`shape` (h, w, c) with one channel or three, `depth` 8 or 16 bits for each, and the numbers as `data`.

    `changes` are sentences about what was done to the file's own pixels, as templates with their values;
    they are not part of the value. Raises FormatError.
    """

    title: str
    shape: tuple[int, int, int]
    depth: int
    data: bytes = field(repr=False)
    changes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        whole = len(self.shape) == 3 and all(type(length) is int for length in self.shape)
        if not (whole and min(self.shape) >= 1 and max(self.shape[:2]) <= SIDE and self.shape[2] in (1, 3)
                and self.depth in _TYPES and isinstance(self.title, str) and len(self.title) <= LONGEST
                and len(self.data) == _bytes(self.shape, self.depth)):
            raise FormatError(N_("engine", "The picture in the project is damaged."))

    @cached_property
    def array(self) -> np.ndarray:
        """(h, w, c) float64 from 0, black, to 1."""
        values = np.frombuffer(self.data, _TYPES[self.depth]).reshape(self.shape) / (2 ** self.depth - 1)
        values.setflags(write=False)
        return values

    @cached_property
    def grey(self) -> np.ndarray:
        """(h, w, 1) float64: the brightness of the stored values."""
        values = self.array if self.shape[2] == 1 else (self.array @ LUMA)[..., None]
        values.setflags(write=False)
        return values

    @classmethod
    def of(cls, array: np.ndarray, title: str = "", *, depth: int = 8, changes: tuple = ()) -> Picture:
        """From numbers (h, w, c) between 0 and 1."""
        top = 2 ** depth - 1
        whole = np.rint(np.clip(np.nan_to_num(array), 0.0, 1.0) * top).astype(_TYPES[depth])
        return cls(title[:LONGEST], tuple(whole.shape), depth, np.ascontiguousarray(whole).tobytes(), changes)

    def to_json(self) -> dict[str, Any]:
        return {"title": self.title, "shape": list(self.shape), "depth": self.depth,
                "zlib": base64.b64encode(zlib.compress(self.data)).decode("ascii")}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Picture:
        """Read what `to_json` wrote. Trusts nothing: raises FormatError."""
        try:
            shape, depth = tuple(value["shape"]), value["depth"]
            blank = cls(value["title"], shape, depth, bytes(min(_bytes(shape, depth), _bytes((SIDE, SIDE, 3), 16))))
            reader = zlib.decompressobj()
            data = reader.decompress(base64.b64decode(value["zlib"], validate=True), len(blank.data) + 1)
            return cls(blank.title, shape, depth, data)
        except (LookupError, TypeError, ValueError, OverflowError, zlib.error) as error:
            raise FormatError(N_("engine", "The picture in the project is damaged.")) from error


def _bytes(shape: tuple[int, ...], depth: int) -> int:
    return int(np.prod(shape, dtype=np.int64)) * _TYPES[depth].itemsize


def shrunk(array: np.ndarray, side: int) -> np.ndarray:
    """`array` (h, w, c) with at most `side` rows and columns: means of the stored values over equal areas."""
    height, width = array.shape[:2]
    if max(height, width) <= side:
        return array
    size = tuple(max(1, round(length * side / max(height, width))) for length in (width, height))
    planes = [np.asarray(Image.fromarray(np.ascontiguousarray(array[..., channel], np.float32)).resize(
        size, Image.Resampling.BOX)) for channel in range(array.shape[2])]
    return np.stack(planes, axis=-1).astype(np.float64)
