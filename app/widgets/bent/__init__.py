"""How a layer bends the space of the inputs."""

from app.widgets.bent.panel import BentPanel

__all__ = ["BentPanel"]
