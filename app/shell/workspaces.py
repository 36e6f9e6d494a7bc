"""The workspaces of the window: every package of app/workspaces, each made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtWidgets import QWidget

from app import workspaces
from app.document.document import Document
from app.training.session import TrainingSession
from app.workspaces.registry import CONTEXT, WORKSPACES, Commands, WorkspaceType
from engine.registry import discover

discover(workspaces.__name__, workspaces.__path__)


class Workspaces(Mapping[str, QWidget]):
    """The workspaces of one window by name. Who asks for one that is not there yet has it made, and `take_in(row,
    workspace)` puts it into the window: a window is there the sooner, above all in another language."""

    def __init__(self, document: Document, session: TrainingSession,
                 take_in: Callable[[WorkspaceType, QWidget], None]) -> None:
        self._document, self._session, self._take_in = document, session, take_in
        self._made: dict[str, QWidget] = {}

    def __getitem__(self, name: str) -> QWidget:
        if name not in self._made:
            row = WORKSPACES[name]
            workspace = self._made[name] = row.build(self._document, self._session)
            self._take_in(row, workspace)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(WORKSPACES)

    def __len__(self) -> int:
        return len(WORKSPACES)

    @property
    def made(self) -> Mapping[str, QWidget]:
        """Those that are there."""
        return self._made


__all__ = ["CONTEXT", "WORKSPACES", "Commands", "WorkspaceType", "Workspaces"]
