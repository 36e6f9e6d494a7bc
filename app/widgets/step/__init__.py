"""The step in numbers: forward, loss, back, gradient and update, each number with the arithmetic that gives it."""

from app.widgets.step.panel import StepPanel

__all__ = ["StepPanel"]
