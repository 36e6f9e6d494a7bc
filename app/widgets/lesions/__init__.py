"""The lesion map: what the loss would be without each unit."""

from app.widgets.lesions.panel import LesionsPanel

__all__ = ["LesionsPanel"]
