"""What is said about a network that cannot be trained, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.document.model import ProjectModel
from engine.errors import LaderaError, LooseEndError, UnfedError, UnusedError

Problem = TypeVar("Problem", bound=LaderaError)


class Complaints(QObject):
    """Loose ends are not complained about while a network is being built: they wait until somebody wants to train it,
    or until it was whole once. What is wrong, and not only unfinished, is said at once."""

    changed = Signal()
    """What waited is said from now on."""

    def __init__(self, model: ProjectModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._patient = True
        model.graph_changed.connect(self._follow)
        model.project_replaced.connect(self._begin_anew)

    @property
    def are_held_back(self) -> bool:
        """Whether there are loose ends that are not complained about yet."""
        graph = self._model.graph
        return self._patient and bool(graph.layers) and any(
            isinstance(problem, LooseEndError) for problem in graph.problems())

    def insist(self) -> None:
        """Training is wanted: say what keeps it from beginning."""
        if self.are_held_back:
            self._patient = False
            self.changed.emit()

    def told(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Those among `problems` that are to be said now. A missing link has two loose ends and is said once: as long
        as layers lack an input, those that nothing follows are not named."""
        problems = tuple(problems)
        if self._patient:
            return tuple(problem for problem in problems if not isinstance(problem, LooseEndError))
        if any(isinstance(problem, UnfedError) for problem in self._model.graph.problems()):
            return tuple(problem for problem in problems if not isinstance(problem, UnusedError))
        return problems

    def _begin_anew(self) -> None:
        self._patient = True
        self._follow()

    def _follow(self) -> None:
        graph = self._model.graph
        self._patient = not graph.layers or (self._patient and bool(graph.problems()))
