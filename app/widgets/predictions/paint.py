"""Predictions as colours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.theme import Theme, diverging, viridis
from app.widgets.plot import class_colours
from engine.data import Data

FIELD = 0.7
"""How strong the colours of the surface are at most: the examples over it have them in full."""


@dataclass(frozen=True)
class Scale:
    """The values of a regression from `low` to `high`; around zero the diverging colours, elsewhere viridis."""

    low: float
    high: float

    @classmethod
    def of(cls, data: Data) -> Scale:
        values = data.restore_targets(data.train.targets)[:, 0]
        low, high = float(values.min()), float(values.max())
        if low < 0 < high:
            low, high = -max(-low, high), max(-low, high)
        return cls(low, high if high > low else low + 1)

    @property
    def diverges(self) -> bool:
        return self.low == -self.high

    def colours(self, values: np.ndarray, theme: Theme, strength: float = 1.0) -> np.ndarray:
        """RGBA uint8 (…, 4); `strength` pales the diverging colours."""
        if self.diverges:
            return diverging(np.clip(values / self.high, -1, 1) * strength, theme)
        return viridis((values - self.low) / (self.high - self.low))


def field_colours(predictions: np.ndarray, data: Data, theme: Theme, strength: float = FIELD) -> np.ndarray:
    """RGBA uint8 (N, 4) for predictions (N, k), in their own units for regression.

    Two classes: the diverging colours from class 0 to class 1. More: the colour of the likeliest class, the paler the
    less likely it is.
    """
    if data.task == "binary":
        return diverging(strength * (2 * predictions[:, 0] - 1), theme)
    if data.task == "regression":
        return Scale.of(data).colours(predictions[:, 0], theme, strength)
    count = predictions.shape[1]
    palette = np.array([colour.getRgb()[:3] for colour in class_colours(theme, count)], dtype=float)
    neutral = np.array([int(theme.neutral[at:at + 2], 16) for at in (1, 3, 5)], dtype=float)
    best = predictions.argmax(axis=1)
    sure = np.clip((predictions.max(axis=1) - 1 / count) / (1 - 1 / count), 0, 1)[:, None]
    rgb = np.rint(neutral + strength * sure * (palette[best] - neutral))
    return np.column_stack([rgb, np.full(len(rgb), 255)]).astype(np.uint8)


def target_colours(targets: np.ndarray, data: Data, theme: Theme) -> np.ndarray:
    """RGBA uint8 (N, 4) for the true targets (N, k) of examples, at full strength; of rows, the first symbol."""
    if data.task == "sequence":
        targets = targets[:, 0]
    values = data.restore_targets(targets) if data.task == "regression" else targets
    return field_colours(values, data, theme, strength=1.0)
