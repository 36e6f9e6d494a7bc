"""Colours by depth: from the inputs, dark, to the outputs, bright."""

from __future__ import annotations

import numpy as np

from app.theme import Theme
from app.theme.colormaps import viridis

LIGHT, DARK = (0.0, 0.86), (0.2, 1.0)
"""The part of viridis that can be told from a light and from a dark background."""


def depth_colours(theme: Theme, layers: int) -> list[str]:
    """One colour "#rrggbb" for each layer, the first being the nearest to the inputs."""
    low, high = DARK if theme.is_dark else LIGHT
    return [f"#{red:02x}{green:02x}{blue:02x}"
            for red, green, blue, _ in viridis(np.linspace(low, high, layers)).tolist()]
