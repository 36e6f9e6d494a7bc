"""Weights of another network, layer by layer, from a project or from its weights alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from engine.errors import N_, FormatError
from engine.formats import safe_tensors
from engine.formats.archive import read_file
from engine.formats.project_file import SUFFIX, read_project
from engine.formats.registry import longest_suffix
from engine.graph import MOST_LAYERS, MOST_PARAMETERS
from engine.quoting import Vocabulary
from engine.transfer import Donor, donors_of

_MOST_BYTES = 8 * MOST_PARAMETERS + 2**20


def read_donors(path: Path | str) -> tuple[Donor, ...]:
    """The layers in a file that have weights, from inputs to outputs as far as the file says. Trusts nothing: raises
    FormatError for a file that is broken, of another kind, or without weights."""
    path = Path(path)
    suffix = longest_suffix(path, DONOR_READERS)
    if suffix is None:
        raise FormatError(N_("engine", "{name}: the suffix “{suffix}” is not one of {known}."), name=path.name,
                          suffix=path.suffix, known=Vocabulary(DONOR_READERS))
    return DONOR_READERS[suffix][1](path)


def _from_project(path: Path) -> tuple[Donor, ...]:
    project = read_project(path)
    if project.parameters is None:
        raise FormatError(N_("engine", "{name} has no trained weights. Open it, train it, save it, and choose it "
                             "again."), name=path.name)
    return donors_of(project.graph, project.parameters)


def _from_weights(path: Path) -> tuple[Donor, ...]:
    layers = safe_tensors.decode_layers(read_file(path, _MOST_BYTES), path.name)
    if len(layers) > MOST_LAYERS:
        raise FormatError(N_("engine", "{name} has too many layers: more than {most}."), name=path.name,
                          most=MOST_LAYERS)
    return tuple(Donor(name, None, layers[name]) for name in sorted(layers, key=_counted))


def _counted(name: str) -> list[tuple[bool, int, str]]:
    """Sorts dense_2 before dense_10."""
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", name)]


DONOR_READERS: Mapping[str, tuple[str, Callable[[Path], tuple[Donor, ...]]]] = {
    SUFFIX: (N_("engine", "Ladera project"), _from_project),
    ".safetensors": (N_("engine", "Weights of a project"), _from_weights),
}
"""Suffix → title, marked for translation, and what reads such a file."""
