"""Networks that make what they have seen."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from app.workspaces.generative.workspace import GenerativeWorkspace
from app.workspaces.registry import WorkspaceType, register

__all__ = ["GenerativeWorkspace"]

register(WorkspaceType(
    "generative",
    60,
    QT_TRANSLATE_NOOP("Workspaces", "Generative"),
    QT_TRANSLATE_NOOP("Workspaces", "Energies and samples of Boltzmann machines, adversarial networks, and codes "
                      "of autoencoders"),
    "generative",
    GenerativeWorkspace,
    lambda workspace: workspace.commands,
    lambda workspace: workspace.settled,
    lambda workspace: workspace.scenes,
    timeline=False,
    race=lambda workspace: workspace.playable,
    views=lambda workspace: workspace.inside,
    turned=lambda workspace: workspace.turned,
))
