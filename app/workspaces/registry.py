"""What a workspace says of itself. A new one is a package here with a widget, and a row that its `__init__`
registers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from app.document.document import Document
from app.training.session import TrainingSession
from engine.registry import Registry

CONTEXT = "Workspaces"
Commands = Mapping[str, Callable[[], object]]


class Playable(Protocol):
    """A race, or a machine that learns by itself: it is played, stepped and taken back."""

    played: SignalInstance
    """Emitted with whether it plays now."""
    words: Mapping[str, tuple[str, str]]
    """Of the actions play, step and reset: what they are called, and what they do; marked for translation in the
    context "Playing"."""

    @property
    def playing(self) -> bool: ...

    def toggle(self) -> None: ...

    def move(self, by: int) -> None: ...

    def restart(self) -> None: ...


@dataclass(frozen=True)
class WorkspaceType:
    """One row. `title` and `tip` are marked for translation; `rank` is its place in the window, `commands` are the
    actions that it carries out itself.

    An action of the canvas is switched off in a workspace without that command. `settled` says whether a picture of it
    would be finished; `timeline` whether it shows the network that is trained, as it is or as it was; `scenes`, name →
    what shows it, are what it has to show by itself, beside the network that is trained, of which `views` are what it
    has to show, where there is something to be seen; `race` is what play, step and reset move there in place of the
    training, and `turned` is emitted when that is something else.
    """

    name: str
    rank: int
    title: str
    tip: str
    icon: str
    build: Callable[[Document, TrainingSession], QWidget]
    commands: Callable[[QWidget], Commands]
    settled: Callable[[QWidget], bool] = lambda workspace: True
    scenes: Callable[[QWidget], Commands] | None = None
    timeline: bool = True
    views: Callable[[QWidget], Commands] | None = None
    race: Callable[[QWidget], Playable | None] = lambda workspace: None
    turned: Callable[[QWidget], SignalInstance | None] = lambda workspace: None


WORKSPACES: Registry[WorkspaceType] = Registry("workspaces")


def register(row: WorkspaceType) -> None:
    """Give the window a workspace."""
    WORKSPACES.add(row.name, row, row.rank)
