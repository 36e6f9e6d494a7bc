"""Kernels over images, by hand."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from app.workspaces.convolution.workspace import ConvolutionWorkspace
from app.workspaces.registry import WorkspaceType, register

__all__ = ["ConvolutionWorkspace"]

register(WorkspaceType(
    "convolution",
    40,
    QT_TRANSLATE_NOOP("Workspaces", "Convolution"),
    QT_TRANSLATE_NOOP("Workspaces", "Slide kernels over images by hand, and look at those of the network"),
    "convolution",
    ConvolutionWorkspace,
    lambda workspace: workspace.commands,
    lambda workspace: workspace.settled,
    lambda workspace: workspace.scenes,
    views=lambda workspace: workspace.inside,
))
