"""Images in one form as the content of a project: bytes, one after the other, behind a description.

    MAGIC, the length of the description (8 bytes), the description (JSON), labels (N bytes), parts (N bytes, where
    there are any), pixels (N · height · width · channels bytes)
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from engine.data.pictures.form import Form
from engine.data.pictures.opening import open_album
from engine.data.source import MOST_CLASSES, TEST, TRAINING, Progress, silent
from engine.data.tables.room import require_room
from engine.errors import N_, DataError, LaderaError, SettingError

MAGIC = b"Ladera images 1\n"
MOST_SAID = 100
LONGEST_NAME = 200
_LENGTH = 8
_MOST_DESCRIBED = 100_000_000
_PER_BYTE = 12
"""Bytes of memory for each of pixels: here, in the document, in the engine, and there once more as float32, twice."""
_OFTEN = 50


@dataclass(frozen=True, eq=False)
class Images:
    """N images `pixels` (N, h, w, c) with `labels` (N,) and, where they come in parts, `parts` (N,); both bytes.
    `origin` is the name of the folder or file that they were in, not the way there, which is nobody else's business;
    `column` is which one of a table of labels said their classes; `titles` name them, or ()."""

    pixels: np.ndarray
    labels: np.ndarray
    class_names: tuple[str, ...]
    parts: np.ndarray | None
    form: Form
    origin: str
    column: str
    titles: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Packing:
    """The `content` of a project, what could not be taken (`left_out` sentences about the first of `lost` images), and
    of how many files with several pictures only the first was."""

    content: bytes
    images: int
    lost: int
    left_out: tuple[LaderaError, ...]
    animated: int


def pack(path: Path, column: str, form: Form, progress: Progress = silent) -> Packing:
    """Read all images of a file or folder and bring them to one form. Those that cannot be read are left out, with a
    sentence. Raises DataError when nothing can be learned from the rest."""
    album = open_album(path, column)
    require_room(_PER_BYTE * len(album) * int(np.prod(form.shape)))
    pixels = np.empty((len(album), *form.shape), np.uint8)
    kept: list[int] = []
    left_out: list[LaderaError] = []
    animated = 0
    for place in range(len(album)):
        try:
            image, frames = album.pixels(place, form.shape[:2])
        except LaderaError as error:
            left_out.append(error)
            continue
        pixels[len(kept)] = form.bring(image)
        kept.append(place)
        animated += frames > 1
        if place % _OFTEN == 0:
            progress(place / len(album))
    there, labels = np.unique(album.labels[kept], return_inverse=True)
    if len(there) < 2:
        raise left_out[0] if left_out else DataError(
            N_("engine", "There are images of one class only: there is nothing to tell apart."))
    images = Images(
        pixels[:len(kept)], labels.astype(np.uint8), tuple(album.class_names[place] for place in there),
        None if album.parts is None else album.parts[kept].astype(np.uint8), form, path.name, album.column,
        tuple(album.titles[place] for place in kept) if album.titles else ())
    return Packing(encode(images), len(kept), len(left_out), tuple(left_out[:MOST_SAID]), animated)


def encode(images: Images) -> bytes:
    """`images` as the content of a project."""
    described = json.dumps({
        "count": len(images.labels), "form": asdict(images.form), "origin": images.origin[:LONGEST_NAME],
        "column": images.column, "classes": [name[:LONGEST_NAME] for name in images.class_names],
        "titles": [title[-LONGEST_NAME:] for title in images.titles], "parts": images.parts is not None}).encode()
    parts = b"" if images.parts is None else np.ascontiguousarray(images.parts, np.uint8).data
    return b"".join([MAGIC, len(described).to_bytes(_LENGTH, "little"), described,
                     np.ascontiguousarray(images.labels, np.uint8).data, parts,
                     np.ascontiguousarray(images.pixels).data])


def decode(content: bytes) -> Images:
    """Read what `encode` wrote; the arrays lie in `content` itself. Trusts nothing: raises DataError."""
    start = len(MAGIC) + _LENGTH
    length = int.from_bytes(content[len(MAGIC):start], "little")
    if not content.startswith(MAGIC) or length > min(_MOST_DESCRIBED, len(content) - start):
        raise _damaged()
    try:
        told = json.loads(content[start:start + length])
        form, count = Form.of(told["form"]), told["count"]
        if type(count) is not int:  # and no row of anything, so many times as long
            raise _damaged()
        names, titles = _texts(told["classes"]), _texts(told["titles"])
        origin, column, in_parts = told["origin"], told["column"], told["parts"]
        sizes = [count, count if in_parts else 0, count * int(np.prod(form.shape))]
    except (ValueError, TypeError, LookupError, RecursionError, SettingError, OverflowError) as error:
        raise _damaged() from error
    sound = (count > 0 and type(in_parts) is bool and isinstance(origin, str) and isinstance(column, str)
             and 2 <= len(names) <= MOST_CLASSES and len(set(names)) == len(names) and len(titles) in (0, count)
             and start + length + sum(sizes) == len(content))
    if not sound:
        raise _damaged()
    ends = start + length + np.cumsum([0, *sizes])
    labels, parts, pixels = (np.frombuffer(content, np.uint8, size, begin)
                             for size, begin in zip(sizes, ends.tolist(), strict=False))
    if labels.max(initial=0) >= len(names) or parts.max(initial=TRAINING) > TEST or (
            in_parts and not (parts == TRAINING).any()):
        raise _damaged()
    return Images(pixels.reshape(count, *form.shape), labels, names, parts if in_parts else None, form, origin, column,
                  titles)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or not all(isinstance(text, str) and len(text) <= LONGEST_NAME
                                                  for text in value):
        raise ValueError
    return tuple(value)


def _damaged() -> DataError:
    return DataError(N_("engine", "The images in the project are damaged. Choose them again."))
