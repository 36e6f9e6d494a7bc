"""The Descent workspace: optimizers racing down a function that one can see."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from app.workspaces.descent.workspace import DescentWorkspace
from app.workspaces.registry import WorkspaceType, register

__all__ = ["DescentWorkspace"]

register(WorkspaceType(
    "descent",
    20,
    QT_TRANSLATE_NOOP("Workspaces", "Descent"),
    QT_TRANSLATE_NOOP("Workspaces", "Race optimizers down a function that you can see"),
    "descent",
    lambda document, session: DescentWorkspace(document),
    lambda workspace: workspace.commands,
    lambda workspace: workspace.settled,
    lambda workspace: workspace.scenes,
    timeline=False,
    race=lambda workspace: workspace.player,
))
