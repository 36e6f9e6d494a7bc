"""The workspaces of the window, as a table: a new one is a row here and a widget in app/workspaces."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QWidget

from app.document.document import Document
from app.shell.playing import Playable
from app.training.session import TrainingSession
from app.workspaces.convolution import ConvolutionWorkspace
from app.workspaces.descent import DescentWorkspace
from app.workspaces.landscape import LandscapeWorkspace
from app.workspaces.network import NetworkWorkspace

CONTEXT = "Workspaces"
Commands = Mapping[str, Callable[[], object]]


@dataclass(frozen=True)
class WorkspaceType:
    """One row. `title` and `tip` are marked for translation; `commands` are the actions that it carries out itself.

    An action of the canvas is switched off in a workspace without that command. `settled` says whether a picture of it
    would be finished; `timeline` whether it shows the network that is trained, as it is or as it was; `scenes`, name →
    what shows it, are what it has to show by itself, beside the network that is trained, which `shows_network` turns to
    where there is something to be seen of it; `race` is what play, step and reset move there in place of the training.
    """

    name: str
    title: str
    tip: str
    icon: str
    build: Callable[[Document, TrainingSession], QWidget]
    commands: Callable[[QWidget], Commands]
    settled: Callable[[QWidget], bool] = lambda workspace: True
    scenes: Callable[[QWidget], Commands] | None = None
    timeline: bool = True
    shows_network: Callable[[QWidget], bool] | None = None
    race: Callable[[QWidget], Playable | None] = lambda workspace: None


WORKSPACES = (
    WorkspaceType(
        "network",
        QT_TRANSLATE_NOOP("Workspaces", "Network"),
        QT_TRANSLATE_NOOP("Workspaces", "Draw a network and watch it learn"),
        "network",
        NetworkWorkspace,
        lambda workspace: workspace.commands,
    ),
    WorkspaceType(
        "descent",
        QT_TRANSLATE_NOOP("Workspaces", "Descent"),
        QT_TRANSLATE_NOOP("Workspaces", "Race optimizers down a function that you can see"),
        "descent",
        lambda document, session: DescentWorkspace(document),
        lambda workspace: workspace.commands,
        lambda workspace: workspace.settled,
        lambda workspace: workspace.scenes,
        timeline=False,
        race=lambda workspace: workspace.player,
    ),
    WorkspaceType(
        "landscape",
        QT_TRANSLATE_NOOP("Workspaces", "Landscape"),
        QT_TRANSLATE_NOOP("Workspaces", "See the loss of the network as a hill, with the path walked so far"),
        "landscape",
        LandscapeWorkspace,
        lambda workspace: workspace.commands,
        lambda workspace: workspace.settled,
    ),
    WorkspaceType(
        "convolution",
        QT_TRANSLATE_NOOP("Workspaces", "Convolution"),
        QT_TRANSLATE_NOOP("Workspaces", "Slide kernels over images by hand, and look at those of the network"),
        "convolution",
        ConvolutionWorkspace,
        lambda workspace: workspace.commands,
        lambda workspace: workspace.settled,
        lambda workspace: workspace.scenes,
        shows_network=lambda workspace: workspace.look_inside(),
    ),
)
