"""Networks that read sequences: what they remember, and what they write."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from app.workspaces.registry import WorkspaceType, register
from app.workspaces.sequences.workspace import SequencesWorkspace

__all__ = ["SequencesWorkspace"]

register(WorkspaceType(
    "sequences",
    50,
    QT_TRANSLATE_NOOP("Workspaces", "Sequences"),
    QT_TRANSLATE_NOOP("Workspaces", "Look into networks that read sequences: what they remember, and what they write"),
    "sequences",
    SequencesWorkspace,
    lambda workspace: workspace.commands,
    lambda workspace: workspace.settled,
    lambda workspace: workspace.scenes,
    race=lambda workspace: workspace.playable,
    views=lambda workspace: workspace.inside,
    turned=lambda workspace: workspace.turned,
))
