"""Where a trained project goes: another project file, or weights in a format that others read, by suffix."""

from __future__ import annotations

from pathlib import Path

from engine.errors import N_, FormatError
from engine.formats import EXPORTERS, SUFFIX, export_weights, longest_suffix, sentence_on_muted, write_project
from engine.layout import ParameterLayout
from engine.project import Project


def check(path: Path) -> None:
    """Before a long training: raises FormatError for a suffix that no format has or a folder that is not there."""
    known = (SUFFIX, *EXPORTERS)
    if longest_suffix(path, known) is None:
        raise FormatError(N_("engine", "{name}: the suffix “{suffix}” is not one of {known}."),
                          name=path.name, suffix=path.suffix, known=", ".join(known))
    if not path.parent.is_dir():
        raise FormatError(N_("engine", "There is no folder {folder} to write {name} into."),
                          folder=str(path.parent), name=path.name)


def write(path: Path, project: Project) -> None:
    """The project itself, or its weights in the format of the suffix. Raises FormatError, also where nothing was
    trained yet."""
    if longest_suffix(path, (SUFFIX,)):
        write_project(path, project)
    else:
        export_weights(path, ParameterLayout(project.graph), project.parameters, project)
        on_muted = sentence_on_muted(path, project.graph)
        if on_muted is not None:
            print(on_muted)
