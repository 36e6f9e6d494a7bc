"""IDX, the format of MNIST and its relatives, as it is and packed by gzip."""

from __future__ import annotations

import gzip
import math
import zlib
from pathlib import Path

import numpy as np

from engine.data.pictures.album import ArrayAlbum, numbered
from engine.data.source import TEST, TRAINING
from engine.data.tables.room import require_room
from engine.errors import N_, DataError

_TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
_GZIP = b"\x1f\x8b"
_PIECE = 2**22


def is_idx(path: Path) -> bool:
    """Whether a file of that name may be the images of one."""
    name = path.name.lower()
    return "images" in name and ("idx" in name or "ubyte" in name)


def idx_album(*paths: Path) -> ArrayAlbum:
    """The images in all `paths`, with the labels that lie beside each; files for testing, “t10k” or “test”, are the
    test part. Raises DataError."""
    images, labels, parts = [], [], []
    for path in sorted(paths, key=lambda path: _part(path)):
        pixels = _images(path)
        words = read_idx(_beside(path))
        if words.ndim != 1 or words.dtype.kind not in "iu" or len(words) != len(pixels):
            raise DataError(N_("engine", "{name} holds {images} images, and the file of its labels {labels} labels: "
                               "they do not belong together."), name=path.name, images=len(pixels),
                            labels=words.size)
        images.append(pixels)
        labels.append(words)
        parts.append(np.full(len(pixels), _part(path)))
    if len({each.shape[1:] for each in images}) > 1:
        raise DataError(N_("engine", "The files beside each other hold images of different sizes. Keep each set in a "
                           "folder of its own."))
    numbers, names = numbered([str(label) for label in np.concatenate(labels).tolist()])
    given = np.concatenate(parts)
    return ArrayAlbum(N_("engine", "IDX files"), numbers, names, given if len(set(given.tolist())) > 1 else None,
                      images=np.concatenate(images))


def _part(path: Path) -> int:
    return TEST if "t10k" in path.name.lower() or "test" in path.name.lower() else TRAINING


def _beside(images: Path) -> Path:
    """The file of the labels of these images."""
    wanted = images.name.lower().removesuffix(".gz").replace("images", "labels").replace("idx3", "idx1").replace(
        "idx4", "idx1")
    for path in sorted(images.parent.iterdir()):
        if path.name.lower().removesuffix(".gz") == wanted and path.is_file():
            return path
    raise DataError(N_("engine", "{name} holds images; the file of their labels, {labels}, is to lie beside it."),
                    name=images.name, labels=wanted)


def _images(path: Path) -> np.ndarray:
    values = read_idx(path)
    if values.ndim == 3:
        values = values[..., None]
    if values.ndim != 4 or values.dtype != np.uint8 or values.shape[3] not in (1, 3):
        raise DataError(N_("engine", "{name} holds numbers of shape {shape}, and no images of bytes."), name=path.name,
                        shape=values.shape)
    return values


def read_idx(path: Path) -> np.ndarray:
    """The numbers of one file. Raises DataError when it is no IDX file, or not whole."""
    try:
        with path.open("rb") as plain:
            packed = plain.read(2) == _GZIP
            plain.seek(0)
            with gzip.open(plain) if packed else plain as file:
                head = file.read(4)
                kind, axes = (head[2], head[3]) if len(head) == 4 and head[:2] == b"\0\0" else (0, 0)
                sizes = file.read(4 * axes)
                if kind not in _TYPES or not 1 <= axes <= 4 or len(sizes) != 4 * axes:
                    raise DataError(N_("engine", "{name} is no IDX file."), name=path.name)
                shape = tuple(np.frombuffer(sizes, ">u4").tolist())
                dtype = np.dtype(_TYPES[kind])
                size = math.prod(shape) * dtype.itemsize
                require_room(3 * size)
                content = bytearray()
                while len(content) <= size and (piece := file.read(min(_PIECE, size + 1 - len(content)))):
                    content += piece
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(N_("engine", "{name} cannot be read: {detail}."), name=path.name, detail=str(error)) from error
    if len(content) != size:
        raise DataError(N_("engine", "{name} is damaged or cut off: it promises {size} bytes."), name=path.name,
                        size=size)
    return np.frombuffer(content, dtype).reshape(shape)
