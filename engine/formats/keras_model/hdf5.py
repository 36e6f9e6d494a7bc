"""Arrays in an HDF5 file from a stranger: only what lies in the file itself, as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import h5py
import numpy as np

from engine.formats.budget import Budget

MOST_ARRAYS = 64
MOST_PARTS = 200
DEEPEST = 6


def entry(group: h5py.Group, place: str) -> Any:
    """A group or an array by its path, None where there is none. Raises ValueError for links that lead elsewhere: the
    link is looked at first, because even to ask whether its target exists would open another file."""
    found: Any = group
    for part in place.split("/"):
        link = found.get(part, getlink=True) if isinstance(found, h5py.Group) else None
        if link is None:
            return None
        if not isinstance(link, h5py.HardLink):
            raise ValueError(place)
        found = found[part]
    return found


def array(group: h5py.Group, name: str, budget: Budget) -> np.ndarray:
    """An array of floating-point numbers. Raises ValueError where it is missing, packed or kept elsewhere, FormatError
    where one array is linked so often that all together are more than the file has."""
    dataset = entry(group, name)
    if not isinstance(dataset, h5py.Dataset) or dataset.is_virtual or dataset.external or dataset.chunks:
        raise ValueError(name)
    short = _is_short(dataset)
    if dataset.dtype.itemsize > 8 or not (short or dataset.dtype.kind == "f"):
        raise ValueError(name)
    if dataset.nbytes > dataset.id.get_storage_size():  # numbers that are not there cost memory all the same
        raise ValueError(name)
    budget.spend(dataset.size)
    numbers = np.asarray(dataset[()])
    return (numbers.view(np.uint16).astype(np.uint32) << 16).view(np.float32) if short else numbers


def _is_short(dataset: h5py.Dataset) -> bool:
    """Whether it holds bfloat16, which NumPy lacks: the first half of a number in single precision."""
    return dataset.dtype.kind == "V" and dataset.dtype.itemsize == 2 and dataset.attrs.get("dtype") == "bfloat16"


def parts(group: h5py.Group, budget: Budget) -> dict[str, tuple[np.ndarray, ...]]:
    """The arrays of each part of a layer, in order, by the part's path. Whole numbers, which count examples or seed
    noise, are left out. Raises ValueError."""
    found = {path: tuple(array(variables, name, budget) for name in sorted(
        list(variables)[:MOST_ARRAYS], key=lambda name: (len(name), name)) if not _is_whole(variables, name))
        for path, variables in _groups(group)}
    return {path: arrays for path, arrays in found.items() if arrays}


def listed(group: h5py.Group, names: Sequence[str], budget: Budget) -> list[np.ndarray]:
    """Arrays by their paths; whole numbers are left out. Raises ValueError."""
    if len(names) > MOST_ARRAYS * MOST_PARTS:
        raise ValueError(group.name)
    return [array(group, name, budget) for name in names if not _is_whole(group, name)]


def _is_whole(group: h5py.Group, name: str) -> bool:
    dataset = entry(group, name)
    return isinstance(dataset, h5py.Dataset) and dataset.dtype.kind in "iub"


def _groups(group: h5py.Group) -> Iterator[tuple[str, h5py.Group]]:
    """The groups `vars` and the paths that they stand under."""
    todo, seen = [("", group)], 0
    while todo:
        path, inner = todo.pop()
        seen += 1
        if seen > MOST_PARTS or path.count("/") > DEEPEST:
            raise ValueError(path)
        for name in list(inner)[:MOST_PARTS]:
            found = entry(inner, name)
            if isinstance(found, h5py.Group) and name == "vars":
                yield path, found
            elif isinstance(found, h5py.Group):
                todo.append((f"{path}/{name}".lstrip("/"), found))
