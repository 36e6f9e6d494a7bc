"""The `.ladera` project file: a zip of

    project.json          graph, positions, data, training, notes, epoch of the weights; with the version of the format
    weights.safetensors   the parameters, by layer, when there are any
    history.json          the columns of the training history, when there are any
    training.json         how far the training has come, and earlier moments of it, when it goes on from there
    training.safetensors  their arrays, by the numbers that training.json calls them
    table.csv             the person's own table as it was, when there is one
    images.bin            the person's own images in one form, when there are any (engine/data/pictures/packed.py)
    text.txt              the person's own text as it was, when there is one
    arrays.safetensors    the arrays that a notebook trained on, when there are any (engine/data/arrays.py)
    surfaces.json         what the surfaces of the loss are, when there are any
    surfaces.safetensors  their arrays, by their place in surfaces.json
    runs.json             what the other trainings of the network are, when there are any
    runs.safetensors      their walks, by their place in runs.json
    forks.json            what the forks in time are that are kept, when there are any
    forks.safetensors     their figures, by their place in forks.json
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.data import SOURCES
from engine.errors import N_, FormatError
from engine.formats import forks, progress, runs, safe_tensors, strict_json, surfaces
from engine.formats.archive import Archive, Part, damaged, open_archive, pack_into, size
from engine.formats.atomic import Check, write_atomically
from engine.formats.weights import most_bytes, named_arrays
from engine.layout import ParameterLayout
from engine.project import Columns, Project
from engine.training.history import thinned

SUFFIX = ".ladera"
PROJECT, WEIGHTS, HISTORY = "project.json", "weights.safetensors", "history.json"
CONTENTS = tuple(source.keeps for source in SOURCES.values() if source.keeps)
TRAINING, MOMENTS = "training.json", "training.safetensors"
SURFACES, GRIDS = "surfaces.json", "surfaces.safetensors"
RUNS, WALKS = "runs.json", "runs.safetensors"
FORKS, FIGURES = "forks.json", "forks.safetensors"
LIMITS: Mapping[str, int] = {PROJECT: 4_000_000, HISTORY: 16_000_000, TRAINING: 4_000_000, MOMENTS: 1_000_000_000,
                             SURFACES: 1_000_000, GRIDS: 1_000_000_000, RUNS: 100_000, WALKS: 300_000_000,
                             FORKS: 400_000, FIGURES: 32_000_000,
                             **dict.fromkeys(CONTENTS, 4_000_000_000)}
"""The most bytes, unpacked, of each part but the weights, which the network bounds."""
MOST_PACKED = 100_000_000
"""Bytes of a person's own file beyond which it is not packed: then it cannot become larger than its file."""
_STORED = frozenset({WEIGHTS, MOMENTS, GRIDS, WALKS, FIGURES})
"""Parts that are not packed: their numbers would not become fewer, and their size is then that of the file."""
_SMALL_DESCRIPTION, _SMALL = 60_000, 5_000_000  # bytes: about a tenth of a second


def write_project(path: Path | str, project: Project, check: Check | None = None, *, quickly: bool = False) -> None:
    """Write `project` whole or not at all; `quickly` packs nothing. `check` as in `write_atomically`. Raises
    FormatError when it cannot be written."""
    entries: dict[str, Part] = {PROJECT: strict_json.dump(project.to_json())}
    if project.parameters is not None:
        entries[WEIGHTS] = safe_tensors.parts(named_arrays(ParameterLayout(project.graph), project.parameters),
                                              {"format": "np"})
    if project.history is not None:
        entries[HISTORY] = strict_json.dump(
            {name: [value if math.isfinite(value) else None for value in column.tolist()]
             for name, column in thinned(project.history).items()})
    if project.progress is not None:
        entries[TRAINING], entries[MOMENTS] = progress.encode(project.progress)
    content = SOURCES[project.data.source].keeps
    if content and project.data.content is not None:
        entries[content] = project.data.content
    if project.surfaces:
        entries[SURFACES], entries[GRIDS] = surfaces.encode(project.surfaces)
    if project.runs:
        entries[RUNS], entries[WALKS] = runs.encode(project.runs)
    if project.forks:
        entries[FORKS], entries[FIGURES] = forks.encode(project.forks)
    path = Path(path)
    for part, most in LIMITS.items():
        if (bytes_of := size(entries.get(part, b""))) > most:
            raise FormatError(N_("engine", "{name} was not written: {part} would have {size} bytes, more than {most}."),
                              name=path.name, part=part, size=bytes_of, most=most)
    large = {part for part in CONTENTS if size(entries.get(part, b"")) > MOST_PACKED}
    stored = frozenset(entries) if quickly else _STORED | large
    write_atomically(path, lambda file: pack_into(file, entries, stored), check)


def read_project(path: Path | str) -> Project:
    """Read a project file. Trusts nothing: raises LaderaError, in a sentence, whatever the file holds."""
    path = Path(path)
    with open_archive(path, len(LIMITS) + 1) as archive:
        if unknown := set(archive.names) - {*LIMITS, WEIGHTS}:
            raise FormatError(N_("engine", "{name} is not a project of Ladera, or a damaged one: it holds {file}."),
                              name=path.name, file=repr(min(unknown)))
        description = archive.read_json(PROJECT, LIMITS[PROJECT])
        content = None
        for part in sorted({*CONTENTS} & {*archive.names}):
            if content is not None:
                raise damaged(path.name, part)
            content = archive.read(part, MOST_PACKED if archive.is_packed(part) else LIMITS[part])
        project = Project.from_json(description, content)
        learned: dict[str, Any] = {}
        if any(archive.is_packed(part) for part in _STORED.intersection(archive.names)):
            raise FormatError(N_("engine", "{name} is encrypted or packed in a way that cannot be read."),
                              name=path.name)
        if WEIGHTS in archive.names:
            layout = ParameterLayout(project.graph)
            learned["parameters"] = safe_tensors.decode_bytes(
                archive.read(WEIGHTS, most_bytes(layout)), layout, path.name)
        if HISTORY in archive.names:
            learned["history"] = _history(archive.read_json(HISTORY, LIMITS[HISTORY]), path)
        if TRAINING in archive.names and "parameters" in learned:
            learned["progress"] = progress.decode(
                archive.read_json(TRAINING, LIMITS[TRAINING]), archive.read(MOMENTS, LIMITS[MOMENTS]),
                learned["parameters"], layout.trainable, project.training, path.name)
        if SURFACES in archive.names:
            learned["surfaces"] = _listed(archive, SURFACES, GRIDS, surfaces.decode, path)
        if RUNS in archive.names:
            learned["runs"] = _listed(archive, RUNS, WALKS, runs.decode, path)
        if FORKS in archive.names:
            learned["forks"] = _listed(archive, FORKS, FIGURES, forks.decode, path)
    return replace(project, **learned)


def is_small(path: Path | str) -> bool:
    """Whether nothing in a project file can take long to read, however much it promises: what is described in words
    unpacks to little, and the numbers are few. A file that is none is refused at once."""
    try:
        with open_archive(Path(path), len(LIMITS) + 1) as archive:
            sizes = archive.sizes
    except FormatError:
        return True
    described = sum(size for part, size in sizes.items() if part.endswith(".json"))
    return described <= _SMALL_DESCRIPTION and sum(sizes.values()) <= _SMALL


def _history(value: Any, path: Path) -> Columns:
    if not isinstance(value, dict) or not all(isinstance(column, list) for column in value.values()):
        raise damaged(path.name, HISTORY)
    return value


def _listed(archive: Archive, rows: str, arrays: str, decode: Callable[[Any, bytes], tuple[Any, ...]],
            path: Path) -> tuple[Any, ...]:
    try:
        return decode(archive.read_json(rows, LIMITS[rows]), archive.read(arrays, LIMITS[arrays]))
    except ValueError as error:
        raise damaged(path.name, rows) from error
