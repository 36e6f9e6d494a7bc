"""Reading a picture from any file, as one that fits on the bench."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.errors import N_
from engine.pixels import Change, decode_pixels, picture_bytes
from engine.vision.picture import SIDE, Picture, shrunk


def read_picture(path: Path | str, side: int = SIDE) -> Picture:
    """The picture in a file, its first one where there are several, upright, on white where it is transparent, with at
    most `side` rows and columns. Raises FormatError with what is the matter with it."""
    path = Path(path)
    return decode_picture(picture_bytes(path), path.name, side)


def decode_picture(content: bytes, name: str, side: int = SIDE) -> Picture:
    """The same of the bytes of a file."""
    pixels = decode_pixels(content, name)
    array, changes = pixels.values, list[Change](pixels.changes)
    if max(array.shape[:2]) > side:
        small = shrunk(array, side)
        changes.append((N_("engine", "Made smaller, from {before} to {after} pixels, by means of the stored values."),
                        (("before", _size(array)), ("after", _size(small)))))
        array = small
    return Picture.of(array, name, depth=pixels.depth, changes=tuple(changes))


def _size(array: np.ndarray) -> str:
    return f"{array.shape[1]}×{array.shape[0]}"
