"""One network at three scales: as layers, which is the canvas, as vectors, and as numbers."""

from app.canvas.scales.bar import ScalesBar
from app.canvas.scales.view import ScaleView

__all__ = ["ScaleView", "ScalesBar"]
