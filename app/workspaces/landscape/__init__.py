"""The Landscape workspace: the loss of the network being trained, as a hill with the path walked on it."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from app.workspaces.landscape.workspace import LandscapeWorkspace
from app.workspaces.registry import WorkspaceType, register

__all__ = ["LandscapeWorkspace"]

register(WorkspaceType(
    "landscape",
    30,
    QT_TRANSLATE_NOOP("Workspaces", "Landscape"),
    QT_TRANSLATE_NOOP("Workspaces", "See the loss of the network as a hill, with the path walked so far"),
    "landscape",
    LandscapeWorkspace,
    lambda workspace: workspace.commands,
    lambda workspace: workspace.settled,
))
