"""The Landscape workspace: the loss of the network being trained, as a hill with the path walked on it."""

from app.workspaces.landscape.workspace import LandscapeWorkspace

__all__ = ["LandscapeWorkspace"]
