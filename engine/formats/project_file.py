"""The `.ladera` project file: a zip of

    project.json          graph, positions, data, training, notes; with the version of the format
    weights.safetensors   the parameters, by layer, when there are any
    history.json          the columns of the training history, when there are any
    table.csv             the person's own table as it was, when there is one
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from engine.errors import N_, FormatError
from engine.formats import safe_tensors
from engine.formats.archive import damaged, open_archive, pack
from engine.formats.atomic import write_atomically
from engine.formats.weights import most_bytes
from engine.layout import ParameterLayout
from engine.project import Columns, Project

SUFFIX = ".ladera"
PROJECT, WEIGHTS, HISTORY, TABLE = "project.json", "weights.safetensors", "history.json", "table.csv"
LIMITS: Mapping[str, int] = {PROJECT: 4_000_000, HISTORY: 64_000_000, TABLE: 200_000_000}
"""The most bytes, unpacked, of each part but the weights, which the network bounds."""
_LONGEST_NUMBER = 400


def write_project(path: Path | str, project: Project) -> None:
    """Write `project` whole or not at all. Raises FormatError when it cannot be written."""
    entries = {PROJECT: _dump(project.to_json())}
    if project.parameters is not None:
        entries[WEIGHTS] = safe_tensors.encode(ParameterLayout(project.graph), project.parameters)
    if project.history is not None:
        entries[HISTORY] = _dump({name: [value if math.isfinite(value) else None for value in column]
                                  for name, column in project.history.items()})
    if project.data.table is not None:
        entries[TABLE] = project.data.table
    path = Path(path)
    for part, most in LIMITS.items():
        if len(entries.get(part, b"")) > most:
            raise FormatError(N_("engine", "{name} was not written: {part} would have {size} bytes, more than {most}."),
                              name=path.name, part=part, size=len(entries[part]), most=most)
    write_atomically(path, pack(entries, stored=frozenset({WEIGHTS})))


def read_project(path: Path | str) -> Project:
    """Read a project file. Trusts nothing: raises LaderaError, in a sentence, whatever the file holds."""
    path = Path(path)
    with open_archive(path, len(LIMITS) + 1) as archive:
        if unknown := set(archive.names) - {*LIMITS, WEIGHTS}:
            raise FormatError(N_("engine", "{name} is not a project of Ladera, or a damaged one: it holds {file}."),
                              name=path.name, file=repr(min(unknown)))
        description = _load(archive.read(PROJECT, LIMITS[PROJECT]), path)
        table = archive.read(TABLE, LIMITS[TABLE]) if TABLE in archive.names else None
        project = Project.from_json(description, table)
        learned: dict[str, Any] = {}
        if WEIGHTS in archive.names:
            layout = ParameterLayout(project.graph)
            learned["parameters"] = safe_tensors.decode_bytes(
                archive.read(WEIGHTS, most_bytes(layout)), layout, path.name)
        if HISTORY in archive.names:
            learned["history"] = _history(_load(archive.read(HISTORY, LIMITS[HISTORY]), path), path)
    return replace(project, **learned)


def _history(value: Any, path: Path) -> Columns:
    if not isinstance(value, dict) or not all(isinstance(column, list) for column in value.values()):
        raise damaged(path.name)
    return value


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1).encode()


def _load(content: bytes, path: Path) -> Any:
    """JSON without NaN, infinities and numbers of a thousand digits."""
    try:
        return json.loads(content, parse_constant=_refuse, parse_int=_whole, parse_float=_real)
    except (ValueError, RecursionError) as error:
        raise damaged(path.name) from error


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _whole(text: str) -> int:
    if len(text) > 19:  # beyond 64 bits
        raise ValueError(text)
    return int(text)


def _real(text: str) -> float:
    if len(text) > _LONGEST_NUMBER or not math.isfinite(value := float(text)):
        raise ValueError(text)
    return value
