"""The one thing that tells views about changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.data import DataSpec
from engine.graph import Graph, Link
from engine.project import Point, Project
from engine.surfaces import KeptRun, Surface
from engine.training import TrainingSettings

Renames = Mapping[str, str]


class ProjectModel(QObject):
    """Holds the project, an immutable value, and says what changed when another takes its place.

    Signals come after the change, so `graph` is already the new one in every slot. A layer that is renamed keeps its
    links: `layer_renamed` alone tells it, no link is removed or added. Within one edit the order is: links removed,
    layers removed, renamed, added, changed, links added, moved, then `graph_changed` once.
    """

    layer_added = Signal(str)
    layer_removed = Signal(str)
    layer_changed = Signal(str)
    layer_renamed = Signal(str, str)
    layers_moved = Signal(tuple)
    link_added = Signal(object)
    link_removed = Signal(object)
    graph_changed = Signal()
    data_changed = Signal()
    training_changed = Signal()
    parameters_changed = Signal()
    descent_changed = Signal()
    surfaces_changed = Signal()
    runs_changed = Signal()
    project_replaced = Signal()

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project

    @property
    def project(self) -> Project:
        return self._project

    @property
    def graph(self) -> Graph:
        return self._project.graph

    @property
    def positions(self) -> Mapping[str, Point]:
        return self._project.positions

    @property
    def data_spec(self) -> DataSpec:
        return self._project.data

    @property
    def training_settings(self) -> TrainingSettings:
        return self._project.training

    @property
    def surfaces(self) -> tuple[Surface, ...]:
        return self._project.surfaces

    @property
    def runs(self) -> tuple[KeptRun, ...]:
        return self._project.runs

    @property
    def parameters(self) -> np.ndarray | None:
        return self._project.parameters

    @property
    def history(self) -> Mapping[str, Any] | None:
        return self._project.history

    def load(self, project: Project) -> None:
        """Put another project in place of this one."""
        self._project = project
        self.project_replaced.emit()

    def apply(self, changes: Mapping[str, Any], renames: Renames | None = None) -> None:
        """Give some fields of the project new values. `renames` maps old layer names to new ones.

        For undo commands and for what training learns; views ask the document.
        """
        old, self._project = self._project, replace(self._project, **changes)
        for signal, arguments in _differences(self, old, self._project, renames or {}):
            signal.emit(*arguments)


def _differences(model: ProjectModel, old: Project, new: Project,
                 renames: Renames) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """The signals that lead a view from `old` to `new`."""
    yield from _graph_differences(model, old.graph, new.graph, renames)
    moved = tuple(name for name, at in new.positions.items()
                  if old.positions.get(name, at) != at)
    if moved:
        yield model.layers_moved, (moved,)
    if old.graph is not new.graph:
        yield model.graph_changed, ()
    for signal, before, after in (
        (model.data_changed, old.data, new.data),
        (model.training_changed, old.training, new.training),
        (model.descent_changed, old.descent, new.descent),
    ):
        if before != after:
            yield signal, ()
    if old.surfaces is not new.surfaces:
        yield model.surfaces_changed, ()
    if old.runs is not new.runs:
        yield model.runs_changed, ()
    if old.parameters is not new.parameters or old.history is not new.history:
        yield model.parameters_changed, ()


def _graph_differences(model: ProjectModel, old: Graph, new: Graph,
                       renames: Renames) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    if old is new:
        return
    now = {name: renames.get(name, name) for name in (spec.name for spec in old.layers)}
    links = {Link(now[link.source], now[link.target], link.port): link for link in old.links}
    before = {now[spec.name]: spec for spec in old.layers}
    kept = set(new.links)
    for renamed, link in links.items():
        if renamed not in kept:
            yield model.link_removed, (link,)
    for name, spec in before.items():
        if name not in new:
            yield model.layer_removed, (spec.name,)
    for source, target in renames.items():
        yield model.layer_renamed, (source, target)
    for spec in new.layers:
        if spec.name not in before:
            yield model.layer_added, (spec.name,)
        elif (spec.kind, spec.settings) != (before[spec.name].kind, before[spec.name].settings):
            yield model.layer_changed, (spec.name,)
    for link in new.links:
        if link not in links:
            yield model.link_added, (link,)
