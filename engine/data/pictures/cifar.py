"""The binary version of CIFAR-10 and CIFAR-100: records of one or two labels and 3 × 32 × 32 bytes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from engine.data.pictures.album import ArrayAlbum, numbered
from engine.data.source import TEST, TRAINING
from engine.data.tables.room import require_room
from engine.errors import N_, DataError

_PIXELS = 3 * 32 * 32
_NAMES = {1: "batches.meta.txt", 2: "fine_label_names.txt"}
_LABELS = {1: 10, 2: 100}
_MOST_NAMES = 100_000  # bytes


def cifar_album(*paths: Path) -> ArrayAlbum:
    """The images of all `paths`, of which those for testing, “test”, are the test part; names of the classes from the
    file beside them, where it is there. Raises DataError."""
    images, labels, parts = [], [], []
    width = _width(paths)
    for path in sorted(paths):
        rows = _rows(path, width)
        labels.append(rows[:, width - 1])
        images.append(rows[:, width:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1))
        parts.append(np.full(len(rows), TEST if "test" in path.name.lower() else TRAINING))
    names = _names(paths[0].parent / _NAMES[width], _LABELS[width])
    numbers, class_names = numbered([names[label] for label in np.concatenate(labels).tolist()])
    given = np.concatenate(parts)
    return ArrayAlbum(N_("engine", "CIFAR files"), numbers, class_names,
                      given if len(set(given.tolist())) > 1 else None, images=np.concatenate(images))


def _width(paths: Sequence[Path]) -> int:
    """How many labels a record has."""
    sizes = [path.stat().st_size for path in paths]
    for width in _LABELS:
        if all(size and size % (width + _PIXELS) == 0 for size in sizes):
            return width
    raise DataError(N_("engine", "{name} is no file of CIFAR: its size is no multiple of {one} or {two} bytes."),
                    name=paths[0].name, one=1 + _PIXELS, two=2 + _PIXELS)


def _rows(path: Path, width: int) -> np.ndarray:
    require_room(4 * path.stat().st_size)
    try:
        rows = np.fromfile(path, np.uint8).reshape(-1, width + _PIXELS)
    except (OSError, ValueError) as error:
        raise DataError(N_("engine", "{name} cannot be read: {detail}."), name=path.name, detail=str(error)) from error
    if rows[:, width - 1].max() >= _LABELS[width]:
        raise DataError(N_("engine", "{name} is no file of CIFAR: it has a label {label}, and there are {count} "
                           "classes."), name=path.name, label=int(rows[:, width - 1].max()), count=_LABELS[width])
    return rows


def _names(path: Path, count: int) -> list[str]:
    plain = [str(number) for number in range(count)]
    try:
        with path.open("rb") as file:
            names = [line.strip()[:100] for line in file.read(_MOST_NAMES).decode("utf-8", "replace").splitlines()]
    except OSError:
        return plain
    names = [name for name in names if name]
    return names if len(names) == count == len(set(names)) else plain
