"""Fork in time: two trainings from one moment that differ in one thing."""

from app.widgets.fork.panel import ForkPanel

__all__ = ["ForkPanel"]
