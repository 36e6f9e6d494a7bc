"""The computation graph: the primitives of the network with the numbers of the example in hand."""

from app.canvas.computation.panel import ComputationPanel

__all__ = ["ComputationPanel"]
