"""The gradient of each layer, epoch by epoch: where it vanishes, and where it explodes."""

from app.widgets.gradients.panel import GradientsPanel

__all__ = ["GradientsPanel"]
