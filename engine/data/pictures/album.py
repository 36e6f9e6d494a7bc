"""Images with their classes as somebody keeps them, before they are brought to one form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from pathlib import Path

import numpy as np

from engine.data.source import MOST_CLASSES
from engine.errors import N_, DataError, LaderaError
from engine.pixels import decode_pixels, picture_bytes, picture_size

MOST_IMAGES = 200_000


@dataclass(frozen=True, eq=False)
class Album:
    """N images. `labels` (N,) are places in `class_names`; `parts` (N,) says TRAINING, VALIDATION or TEST for each,
    None where the album does not come in parts. `titles` name the images, () where they have no names; `left_out` are
    sentences about files that are no part of it. `kind` says what it is, marked for translation.

    `columns` are those of a table of labels that may say the class, and `column` the one that does.
    """

    kind: str
    labels: np.ndarray
    class_names: tuple[str, ...]
    parts: np.ndarray | None = None
    _: KW_ONLY
    titles: tuple[str, ...] = ()
    left_out: tuple[LaderaError, ...] = ()
    columns: tuple[str, ...] = ()
    column: str = ""

    def __len__(self) -> int:
        return len(self.labels)

    def size(self, place: int) -> tuple[int, int, bool]:
        """Height, width, and whether there are colours. Raises FormatError."""
        raise NotImplementedError

    def pixels(self, place: int, near: tuple[int, int] | None = None) -> tuple[np.ndarray, int]:
        """Bytes (h, w, 1 or 3), and how many pictures there are of which this is the first. `near` as in
        `decode_pixels`. Raises FormatError."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False)
class FileAlbum(Album):
    """One file for each image."""

    paths: tuple[Path, ...] = ()

    def size(self, place: int) -> tuple[int, int, bool]:
        return picture_size(self.paths[place])

    def pixels(self, place: int, near: tuple[int, int] | None = None) -> tuple[np.ndarray, int]:
        path = self.paths[place]
        pixels = decode_pixels(picture_bytes(path), path.name, near)
        return np.rint(np.clip(pixels.values, 0.0, 1.0) * 255).astype(np.uint8), pixels.frames


@dataclass(frozen=True, eq=False)
class ArrayAlbum(Album):
    """Images of one size: `images` (N, h, w, 1 or 3), bytes."""

    images: np.ndarray = None

    def size(self, place: int) -> tuple[int, int, bool]:
        return *self.images.shape[1:3], self.images.shape[3] == 3

    def pixels(self, place: int, near: tuple[int, int] | None = None) -> tuple[np.ndarray, int]:
        return self.images[place], 1


def natural(name: str) -> list[tuple[int, str]]:
    """What to sort names by, so that “2.png” comes before “10.png”."""
    pieces = [piece.lstrip("0") if piece.isdecimal() else piece.casefold() for piece in re.split(r"(\d+)", name)[:20]]
    return [(len(piece) if piece.isdecimal() else 0, piece) for piece in pieces]


def numbered(labels: Sequence[str]) -> tuple[np.ndarray, tuple[str, ...]]:
    """Class names as `labels` and `class_names`, in their natural order. Raises DataError where they are too many or
    too few for a classification."""
    names = tuple(sorted(set(labels), key=lambda name: (natural(name), name)))
    if len(names) < 2:
        raise DataError(
            N_("engine", "All images are of one class, “{name}”: there is nothing to tell apart. Put the images of "
               "each class into a folder of its own."), name=names[0] if names else "")
    if len(names) > MOST_CLASSES:
        raise DataError(
            N_("engine", "There would be {classes} classes, as “{first}” and “{second}”; a classification has at most "
               "{most}. Put the images of each class into a folder of its own."),
            classes=len(names), first=names[0], second=names[1], most=MOST_CLASSES)
    place = {name: number for number, name in enumerate(names)}
    return np.array([place[label] for label in labels]), names
