"""Images and labels as arrays of NumPy, in one `.npz` file."""

from __future__ import annotations

import math
import re
import struct
import zipfile
import zlib
from pathlib import Path
from tokenize import TokenError

import numpy as np

from engine.data.pictures.album import ArrayAlbum, numbered
from engine.data.pictures.folder import PARTS
from engine.data.source import TRAINING
from engine.data.tables.room import require_room
from engine.errors import N_, DataError

_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError,
           OverflowError, LookupError, TypeError, SyntaxError, TokenError, OSError)
_MOST_ARRAYS = 100
_IMAGES = frozenset({"x", "image", "images", "img", "data", "input", "inputs"})
_LABELS = frozenset({"y", "label", "labels", "target", "targets", "class", "classes"})


def npz_album(path: Path) -> ArrayAlbum:
    """Arrays of images (N, h, w), (N, h, w, c) or (N, c, h, w), and one of N labels for each, paired by their names as
    x_train and y_train, or train_images and train_labels. Raises DataError."""
    try:
        with zipfile.ZipFile(path) as archive:
            shapes = {entry.filename.removesuffix(".npy"): _shape(archive, entry)
                      for entry in archive.infolist()[:_MOST_ARRAYS] if entry.filename.endswith(".npy")}
            pairs = _pairs(shapes)
            if not pairs:
                raise DataError(
                    N_("engine", "{name} has no images with labels. It needs an array of images, as x_train of shape "
                       "(N, height, width), and one of N labels, as y_train; it has: {known}."), name=path.name,
                    known=", ".join(f"{key} {shape}" for key, shape in list(shapes.items())[:8]))
            sets = [(_pixels(_array(archive, images), path, images), _array(archive, labels), part)
                    for images, labels, part in pairs]
    except DataError:
        raise
    except _DAMAGE as error:
        raise DataError(N_("engine", "{name} is damaged, or holds something else than arrays of numbers."),
                        name=path.name) from error
    if len({images.shape[1:] for images, _, _ in sets}) > 1:
        raise DataError(N_("engine", "{name} holds images of different sizes for training and testing."),
                        name=path.name)
    numbers, names = numbered([name for _, labels, _ in sets for name in _class_names(labels)])
    parts = np.concatenate([np.full(len(images), part) for images, _, part in sets])
    return ArrayAlbum(N_("engine", "Arrays of NumPy"), numbers, names, parts if len(sets) > 1 else None,
                      images=np.concatenate([images for images, _, _ in sets]))


def _shape(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, ...]:
    """Its shape, after a look whether it is as large as that promises."""
    with archive.open(entry) as file:
        version = np.lib.format.read_magic(file)
        read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, _, dtype = read(file)
    if dtype.hasobject or math.prod(shape) * dtype.itemsize > entry.file_size:
        raise ValueError(entry.filename)
    return shape


def _array(archive: zipfile.ZipFile, name: str) -> np.ndarray:
    entry = archive.getinfo(f"{name}.npy")
    require_room(3 * entry.file_size)
    with archive.open(entry) as file:
        return np.lib.format.read_array(file, allow_pickle=False)


def _pairs(shapes: dict[str, tuple[int, ...]]) -> list[tuple[str, str, int]]:
    """Images, labels and part, of all sets, that for training first."""
    pairs: dict[int, tuple[str, str, int]] = {}
    for name, shape in shapes.items():
        words = _words(name)
        part = next((PARTS[word] for word in words if word in PARTS), None)
        if not words & _IMAGES or len(shape) not in (3, 4):
            continue
        for other, labels in shapes.items():
            same = next((PARTS[word] for word in _words(other) if word in PARTS), None) == part
            if same and _words(other) & _LABELS and labels in ((shape[0],), (shape[0], 1)):
                pairs.setdefault(TRAINING if part is None else part, (name, other, TRAINING if part is None else part))
    return [pairs[part] for part in sorted(pairs)] if TRAINING in pairs else []


def _class_names(labels: np.ndarray) -> list[str]:
    """Numbers that are whole are written without a point."""
    if labels.dtype.kind == "f" and bool((np.abs(labels) < 2**53).all() and (labels == np.rint(labels)).all()):
        labels = labels.astype(np.int64)
    if labels.dtype.kind == "S":
        return [label.decode("utf-8", "replace") for label in labels.ravel().tolist()]
    return [str(label) for label in labels.ravel().tolist()]


def _words(name: str) -> set[str]:
    return set(re.split(r"[^a-zñó]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()))


def _pixels(values: np.ndarray, path: Path, name: str) -> np.ndarray:
    """Bytes (N, h, w, 1 or 3); numbers from 0 to 1 are shares of white."""
    if values.ndim == 3:
        values = values[..., None]
    elif values.shape[3] not in (1, 3) and values.shape[1] in (1, 3):
        values = values.transpose(0, 2, 3, 1)
    if values.shape[3] not in (1, 3) or not values.size or values.dtype.kind not in "uifb":
        raise DataError(N_("engine", "The array {array} of {name}, of shape {shape}, holds no images of one channel or "
                           "three."), array=name, name=path.name, shape=values.shape)
    if values.dtype == np.uint8:
        return np.ascontiguousarray(values)
    low, high = float(values.min()), float(values.max())
    if not (low >= 0 and high <= 255):  # NaN is neither
        raise DataError(N_("engine", "The images in {array} of {name} have values from {low:.4g} to {high:.4g}; they "
                           "are to be from 0 to 1, or to 255."), array=name, name=path.name, low=low, high=high)
    white = 255.0 if values.dtype.kind in "fb" and high <= 1 else 1.0
    return np.rint(values * white).astype(np.uint8)
