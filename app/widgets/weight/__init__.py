"""One weight: what the loss does along it, and what each example wants of it."""

from app.widgets.weight.panel import WeightPanel

__all__ = ["WeightPanel"]
