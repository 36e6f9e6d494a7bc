"""The one thing that tells views about changes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.data import DataSpec
from engine.drawing import Drawing
from engine.example import Example
from engine.graph import Graph, Link
from engine.project import Point, Project
from engine.surfaces import KeptRun, Surface
from engine.training import TrainingSettings
from engine.training.kept_fork import KeptFork

if TYPE_CHECKING:
    from app.document.commands import Edit

Renames = Mapping[str, str]


@dataclass(frozen=True)
class Origin:
    """Where a training begins that was not there before.

    It goes on with training number `base`, from its present or from its moment after epoch `at`, with the weights of
    the project where a person has `edited` them. Without a base it begins with what the project says was learned.
    """

    base: int | None = None
    at: int | None = None
    edited: bool = False


@dataclass(frozen=True)
class TaskChange:
    """What is to be trained, or how, is another. `origin` is where the training begins, None where it was there before
    or goes on; `renames` maps old layer names to new ones."""

    origin: Origin | None = None
    renames: Renames = field(default_factory=dict)


class ProjectModel(QObject):
    """Holds the project, an immutable value, and says what changed when another takes its place.

    Signals come after the change, so `graph` is already the new one in every slot. A layer that is renamed keeps its
    links: `layer_renamed` alone tells it, no link is removed or added. Within one edit the order is: links removed,
    layers removed, renamed, added, changed, links added, moved, then `graph_changed` once. `task_changed` comes last,
    once for everything that concerns a training.

    Trainings are numbered: `run` is the one that the project is about. A change that takes weights away, or makes them
    mean something else, begins another one, and undoing it comes back to the number from before.
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
    kernel_bench_changed = Signal()
    boltzmann_changed = Signal()
    gan_changed = Signal()
    surfaces_changed = Signal()
    runs_changed = Signal()
    forks_changed = Signal()
    example_changed = Signal()
    drawing_changed = Signal()
    project_replaced = Signal()
    task_changed = Signal(object)  # a TaskChange

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._runs = itertools.count(1)
        self._run = next(self._runs)
        self.put_aside: WeakValueDictionary[int, Edit] = WeakValueDictionary()
        """By the number of a training, the edit that has put it aside."""

    @property
    def project(self) -> Project:
        return self._project

    @property
    def run(self) -> int:
        """The number of the training."""
        return self._run

    def new_run(self) -> int:
        """A number that no training has had."""
        return next(self._runs)

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
    def example(self) -> Example:
        """The example in hand, perhaps not one of the data; the session has it among those."""
        return self._project.example

    @property
    def drawing(self) -> Drawing:
        """Groups, notes and arrows."""
        return self._project.drawing

    @property
    def surfaces(self) -> tuple[Surface, ...]:
        return self._project.surfaces

    @property
    def runs(self) -> tuple[KeptRun, ...]:
        return self._project.runs

    @property
    def forks(self) -> tuple[KeptFork, ...]:
        return self._project.forks

    @property
    def parameters(self) -> np.ndarray | None:
        return self._project.parameters

    @property
    def history(self) -> Mapping[str, Any] | None:
        return self._project.history

    def load(self, project: Project) -> None:
        """Put another project in place of this one."""
        self._project, self._run = project, self.new_run()
        self.project_replaced.emit()
        self.task_changed.emit(TaskChange(Origin()))

    def apply(self, changes: Mapping[str, Any], renames: Renames | None = None, *, run: int | None = None,
              origin: Origin | None = None) -> None:
        """Give some fields of the project new values. `renames` maps old layer names to new ones, `run` is the training
        that the project is about from now on, `origin` where that begins when it is new.

        For undo commands and for what training learns; views ask the document.
        """
        old, self._project = self._project, self._project.changed(**changes)
        run_before, self._run = self._run, run or self._run
        new = self._project
        for signal, arguments in _differences(self, old, new, renames or {}):
            signal.emit(*arguments)
        if self._run != run_before or old.graph is not new.graph or (old.data, old.training) != (
                new.data, new.training):
            self.task_changed.emit(TaskChange(origin, renames or {}))


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
        (model.example_changed, old.example, new.example),
        (model.drawing_changed, old.drawing, new.drawing),
        (model.kernel_bench_changed, old.kernel_bench, new.kernel_bench),
        (model.boltzmann_changed, old.boltzmann, new.boltzmann),
        (model.gan_changed, old.gan, new.gan),
    ):
        if before != after:
            yield signal, ()
    if old.surfaces is not new.surfaces:
        yield model.surfaces_changed, ()
    if old.runs is not new.runs:
        yield model.runs_changed, ()
    if old.forks is not new.forks:
        yield model.forks_changed, ()
    if old.parameters is not new.parameters or old.history is not new.history:
        yield model.parameters_changed, ()


def _graph_differences(model: ProjectModel, old: Graph, new: Graph,
                       renames: Renames) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    if old is new:
        return
    now = {name: renames.get(name, name) for name in (spec.name for spec in old.layers)}
    same = old.links is new.links and not renames
    links = {} if same else {Link(now[link.source], now[link.target], link.port): link for link in old.links}
    before = {now[spec.name]: spec for spec in old.layers}
    kept = set() if same else set(new.links)
    for renamed, link in links.items():
        if renamed not in kept:
            yield model.link_removed, (link,)
    for name, spec in before.items():
        if name not in new:
            yield model.layer_removed, (spec.name,)
    for source, target in renames.items():
        yield model.layer_renamed, (source, target)
    for spec in new.layers:
        known = before.get(spec.name)
        if known is None:
            yield model.layer_added, (spec.name,)
        elif known is not spec and (spec.kind, spec.settings) != (known.kind, known.settings):
            yield model.layer_changed, (spec.name,)
    for link in () if same else new.links:
        if link not in links:
            yield model.link_added, (link,)
