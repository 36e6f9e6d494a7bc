"""The formats that weights leave and enter in. A new format is one file that registers itself here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.atomic import write_atomically
from engine.layout import ParameterLayout
from engine.project import Project

Encode = Callable[[ParameterLayout, np.ndarray, Project | None], bytes]
Decode = Callable[[Path, ParameterLayout], np.ndarray]


@dataclass(frozen=True)
class Exporter:
    """`encode(layout, parameters, project)` gives the bytes of a file.

    `needs_project` says that the file describes the network too, so that `project` cannot be None. `title` and `help`
    are marked for translation.
    """

    suffix: str
    title: str
    help: str
    encode: Encode
    needs_project: bool = False


@dataclass(frozen=True)
class Importer:
    """`decode(path, layout)` reads a flat parameter vector. Raises FormatError; trusts nothing."""

    suffix: str
    title: str
    decode: Decode


Entry = TypeVar("Entry", Exporter, Importer)

_exporters: dict[str, Exporter] = {}
_importers: dict[str, Importer] = {}
EXPORTERS: Mapping[str, Exporter] = MappingProxyType(_exporters)
IMPORTERS: Mapping[str, Importer] = MappingProxyType(_importers)


def register(*formats: Exporter | Importer) -> None:
    """Make formats known under their suffixes."""
    for entry in formats:
        table = _exporters if isinstance(entry, Exporter) else _importers
        if entry.suffix in table:
            raise ValueError(f"two formats are called {entry.suffix}")
        table[entry.suffix] = entry


def exporter_for(path: Path | str) -> Exporter:
    """The exporter of the suffix of `path`. Raises FormatError when there is none."""
    return _find(EXPORTERS, Path(path))


def export_weights(path: Path | str, layout: ParameterLayout, parameters: np.ndarray,
                   project: Project | None = None) -> None:
    """Write the parameters of a network, in the format that the suffix of `path` says.

    Raises FormatError for an unknown suffix, for parameters of another network and when the file cannot be written.
    """
    exporter = exporter_for(path)
    if exporter.needs_project and project is None:
        raise FormatError(N_("engine", "A file of type {suffix} describes the network too: give the whole project."),
                          suffix=exporter.suffix)
    write_atomically(Path(path), exporter.encode(layout, parameters, project))


def import_weights(path: Path | str, layout: ParameterLayout) -> np.ndarray:
    """The flat parameters (size,) in a file, checked for names, shapes, types and finite values.

    float64 when the file holds doubles, else float32. Raises FormatError.
    """
    return _find(IMPORTERS, Path(path)).decode(Path(path), layout)


def _find(table: Mapping[str, Entry], path: Path) -> Entry:
    entry = table.get(path.suffix.lower())
    if entry is None:
        raise FormatError(N_("engine", "{name}: the suffix “{suffix}” is not one of {known}."), name=path.name,
                          suffix=path.suffix, known=", ".join(table))
    return entry
