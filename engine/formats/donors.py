"""Weights of another network, layer by layer, from a project or from its weights alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from engine.errors import N_, FormatError
from engine.formats import safe_tensors, torch_state
from engine.formats.archive import read_file
from engine.formats.pickled import refuse_pickled
from engine.formats.project_file import SUFFIX, read_project
from engine.formats.registry import by_suffix
from engine.formats.weights import expect_finite
from engine.graph import MOST_LAYERS, MOST_PARAMETERS
from engine.transfer import Donor, donors_of

_MOST_BYTES = 8 * MOST_PARAMETERS + 2**20


def read_donors(path: Path | str) -> tuple[Donor, ...]:
    """The layers in a file that have weights, from inputs to outputs as far as the file says. Trusts nothing: raises
    FormatError for a file that is broken, of another kind, or without weights."""
    path = Path(path)
    refuse_pickled(path.name)
    return by_suffix(DONOR_READERS, path)[1](path)


def _from_project(path: Path) -> tuple[Donor, ...]:
    project = read_project(path)
    if project.parameters is None:
        raise FormatError(N_("engine", "{name} has no trained weights. Open it, train it, save it, and choose it "
                             "again."), name=path.name)
    return donors_of(project.graph, project.parameters)


def _from_weights(path: Path) -> tuple[Donor, ...]:
    content = read_file(path, _MOST_BYTES)
    try:
        tensors = safe_tensors.decode_tensors(content, path.name)
    except FormatError:
        refuse_pickled(path.name, content)
        raise
    is_state = torch_state.is_state((*tensors.arrays, *tensors.others))
    for name, dtype in tensors.others.items():
        if not is_state or dtype.startswith("F"):  # a state dict also counts
            raise safe_tensors.no_weights(path.name, name, dtype)
    first = is_state and tensors.notes.get(torch_state.CHANNELS) != "last"
    arrays = {name: tensors.arrays[name] for name in sorted(tensors.arrays, key=_counted)}
    layers = torch_state.layers(arrays) if is_state else _layers(arrays, path.name).items()
    found = [Donor(name, None, own, first, is_state and torch_state.is_backwards(name)) for name, own in layers]
    if len({donor.name for donor in found}) > MOST_LAYERS:
        raise FormatError(N_("engine", "{name} has too many layers: more than {most}."), name=path.name,
                          most=MOST_LAYERS)
    for donor in found:
        for role, array in donor.arrays.items():
            if not is_state or role in torch_state.ROLES:
                expect_finite(f"{donor.name}/{role}", array, path.name)
    return tuple(found)


def _layers(arrays: Mapping[str, np.ndarray], file: str) -> dict[str, dict[str, np.ndarray]]:
    """The arrays of a Ladera network, by layer and role."""
    layers: dict[str, dict[str, np.ndarray]] = {}
    for name, array in arrays.items():
        if not re.fullmatch(r"[^/]+/[^/]+", name):
            raise FormatError(N_("engine", "{file} holds {name}, which is no array of a Ladera network, like "
                                 "dense_1/kernel, nor of a state dict of PyTorch, like fc1.weight."), file=file,
                              name=repr(name))
        layer, role = name.split("/")
        layers.setdefault(layer, {})[role] = array
    return layers


def _counted(name: str) -> list[tuple[bool, int, str]]:
    """Sorts dense_2 before dense_10."""
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", name)]


DONOR_READERS: Mapping[str, tuple[str, Callable[[Path], tuple[Donor, ...]]]] = {
    SUFFIX: (N_("engine", "Ladera project"), _from_project),
    ".safetensors": (N_("engine", "Weights of Ladera or PyTorch"), _from_weights),
}
"""Suffix → title, marked for translation, and what reads such a file."""
