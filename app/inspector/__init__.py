"""The panel that shows and edits what is selected on the canvas."""

from app.inspector.inspector import Inspector

__all__ = ["Inspector"]
