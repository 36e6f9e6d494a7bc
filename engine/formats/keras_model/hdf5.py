"""Arrays in an HDF5 file from a stranger: only what lies in the file itself, as it is."""

from __future__ import annotations

from typing import Any

import h5py
import numpy as np

from engine.formats.budget import Budget


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
    if dataset.dtype.kind != "f" or dataset.dtype.itemsize > 8:
        raise ValueError(name)
    if dataset.nbytes > dataset.id.get_storage_size():  # numbers that are not there cost memory all the same
        raise ValueError(name)
    budget.spend(dataset.size)
    return np.asarray(dataset[()])
