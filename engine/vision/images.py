"""Reading a picture from any file, as one that fits on the bench."""

from __future__ import annotations

from collections.abc import Iterable
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
    return fitted_picture(pixels.values, name, pixels.depth, pixels.changes, side)


def fitted_picture(array: np.ndarray, title: str, depth: int = 8, changes: Iterable[Change] = (),
                   side: int = SIDE) -> Picture:
    """A picture of numbers (h, w, 1 or 3) from 0 to 1, with at most `side` rows and columns; to the `changes` that were
    made of it comes that one."""
    changes = [*changes]
    if max(array.shape[:2]) > side:
        small = shrunk(array, side)
        changes.append((N_("engine", "Made smaller, from {before} to {after} pixels, by means of the stored values."),
                        (("before", _size(array)), ("after", _size(small)))))
        array = small
    return Picture.of(array, title, depth=depth, changes=tuple(changes))


def _size(array: np.ndarray) -> str:
    return f"{array.shape[1]}×{array.shape[0]}"
