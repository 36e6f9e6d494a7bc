"""What the network says, beside what is true."""

from app.widgets.predictions.panel import PredictionsPanel

__all__ = ["PredictionsPanel"]
