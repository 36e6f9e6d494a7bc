"""The Descent workspace: optimizers racing down a function that one can see."""

from app.workspaces.descent.workspace import DescentWorkspace

__all__ = ["DescentWorkspace"]
