"""Which data, and how they are prepared."""

from app.widgets.data_panel.panel import DataPanel

__all__ = ["DataPanel"]
