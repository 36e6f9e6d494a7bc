"""The workspaces of the window: every package of app/workspaces."""

from app import workspaces
from app.workspaces.registry import CONTEXT, WORKSPACES, Commands, WorkspaceType
from engine.registry import discover

discover(workspaces.__name__, workspaces.__path__)

__all__ = ["CONTEXT", "WORKSPACES", "Commands", "WorkspaceType"]
