"""The formats that weights leave and enter in. A new format is one file that registers itself here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from engine.data import Data
from engine.errors import N_, FormatError, LaderaError
from engine.formats.atomic import Check, write_together
from engine.formats.muting import what_became_of_muted
from engine.formats.preparation import Preparation, preparation_of
from engine.graph import Graph
from engine.layout import ParameterLayout
from engine.project import Project
from engine.quoting import Vocabulary
from engine.registry import Registry

Encode = Callable[[ParameterLayout, np.ndarray, Project | None, Preparation | None], bytes]
Decode = Callable[[Path, ParameterLayout], np.ndarray]


@dataclass(frozen=True)
class Exporter:
    """`encode(layout, parameters, project, preparation)` gives the bytes of a file.

    `needs_project` says that the file describes the network too, so that `project` cannot be None. `title` and `help`
    are marked for translation. A generated script reads its weights from a file `beside` it, which has the same name
    but for the last suffix and is written with it: that suffix, and what gives its bytes.
    """

    suffix: str
    title: str
    help: str
    encode: Encode
    needs_project: bool = False
    beside: tuple[str, Encode] | None = None

    def written(self, path: Path) -> tuple[Path, ...]:
        """The files that an export to `path` writes, that one first."""
        return (path,) if self.beside is None else (path, path.with_suffix(self.beside[0]))


@dataclass(frozen=True)
class Importer:
    """`decode(path, layout)` reads a flat parameter vector. Raises FormatError; trusts nothing."""

    suffix: str
    title: str
    decode: Decode


Entry = TypeVar("Entry")

EXPORTERS: Registry[Exporter] = Registry("formats")
IMPORTERS: Registry[Importer] = Registry("formats")


def register(*formats: Exporter | Importer, rank: int = 100) -> None:
    """Make formats known under their suffixes; `rank` is their place in menus."""
    for entry in formats:
        if isinstance(entry, Exporter):
            EXPORTERS.add(entry.suffix, entry, rank)
        else:
            IMPORTERS.add(entry.suffix, entry, rank)


def exporter_for(path: Path | str) -> Exporter:
    """The exporter of the suffix of `path`. Raises FormatError when there is none."""
    return by_suffix(EXPORTERS, Path(path))


def export_weights(path: Path | str, layout: ParameterLayout, parameters: np.ndarray,
                   project: Project | None = None, data: Data | None = None) -> None:
    """Write the parameters of a network, in the format that the suffix of `path` says.

    `data` are the examples of `project` where they are loaded already. Raises FormatError for an unknown suffix, for
    parameters of another network and when the file cannot be written.
    """
    write_encoded(encode_weights(path, layout, parameters, project, data))


def encode_weights(path: Path | str, layout: ParameterLayout, parameters: np.ndarray, project: Project | None = None,
                   data: Data | None = None) -> Mapping[Path, bytes]:
    """The files that `export_weights` writes, `path` first. Raises FormatError as it does, and writes nothing."""
    exporter = exporter_for(path)
    if exporter.needs_project and project is None:
        raise FormatError(N_("engine", "A file of type {suffix} describes the network too: give the whole project."),
                          suffix=exporter.suffix)
    preparation = preparation_of(project, data)
    encoders = (exporter.encode,) if exporter.beside is None else (exporter.encode, exporter.beside[1])
    return {file: encode(layout, parameters, project, preparation)
            for file, encode in zip(exporter.written(Path(path)), encoders, strict=True)}


def sentence_on_muted(path: Path | str, graph: Graph) -> LaderaError | None:
    """What an export to `path` makes of the muted units of a network, as a person reads it; None where there are none.
    Raises FormatError for an unknown suffix."""
    return what_became_of_muted(graph, Path(path).name, exporter_for(path).needs_project)


def write_encoded(files: Mapping[Path, bytes], check: Check | None = None) -> None:
    """Write what `encode_weights` gave, all files or none; `check` as in `write_atomically`. Raises FormatError."""
    write_together({file: files[file] for file in reversed(files)}, check)  # a script comes after its weights


def import_weights(path: Path | str, layout: ParameterLayout) -> np.ndarray:
    """The flat parameters (size,) in a file, checked for names, shapes, types and finite values.

    float64 when the file holds doubles, else float32. Raises FormatError.
    """
    return by_suffix(IMPORTERS, Path(path)).decode(Path(path), layout)


def longest_suffix(path: Path | str, known: Iterable[str]) -> str | None:
    """The longest of the `known` suffixes that the name of `path` ends in: .torch.safetensors before .safetensors."""
    name = Path(path).name.lower()
    return max((suffix for suffix in known if name.endswith(suffix) and name != suffix), key=len, default=None)


def by_suffix(table: Mapping[str, Entry], path: Path) -> Entry:
    """The entry of the longest suffix of a file's name. Raises FormatError, with the list, where none fits."""
    suffix = longest_suffix(path, table)
    if suffix is None:
        raise FormatError(N_("engine", "{name}: the suffix “{suffix}” is not one of {known}."), name=path.name,
                          suffix=path.suffix, known=Vocabulary(table))
    return table[suffix]
