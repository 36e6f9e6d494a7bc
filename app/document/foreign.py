"""Files from elsewhere as projects that a document can show; what takes long of it is done where the file is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.document.layout import placed
from engine.errors import FormatError
from engine.formats import import_network, read_project
from engine.project import LONGEST_TITLE, Project, new_project


def project_in(path: Path) -> Project:
    """A project file, every layer with its place on the canvas, and what is wrong with its network known. Raises
    LaderaError."""
    project = placed(read_project(path))
    project.graph.problems()
    return project


def network_in(path: Path) -> tuple[Project, tuple[FormatError, ...]]:
    """The network that another program wrote as a new project, and what Ladera has no layer for. Raises FormatError."""
    imported = import_network(path)
    project = replace(new_project(), title=path.stem[:LONGEST_TITLE], graph=imported.graph,
                      parameters=imported.parameters)
    return placed(project), imported.missing
