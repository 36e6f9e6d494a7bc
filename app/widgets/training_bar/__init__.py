"""The bar from which a network is trained."""

from app.widgets.training_bar.bar import TrainingBar

__all__ = ["TrainingBar"]
