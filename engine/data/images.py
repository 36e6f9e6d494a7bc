"""Which examples are images, also those whose pixels come in a row."""

from __future__ import annotations

import math

from engine.data.dataset import Data

PIXEL = "pixel_"
"""How the names of pixels begin that come in a row."""


def image_shape(data: Data, size: int | None = None) -> tuple[int, ...] | None:
    """(height, width, channels) of an example of `size` numbers, by default as many as one has; None where it is no
    image."""
    size = math.prod(data.input_shape) if size is None else size
    if len(data.input_shape) == 3 and math.prod(data.input_shape) == size:
        return data.input_shape
    side = math.isqrt(size)
    flat = side * side == size and len(data.feature_names) == size and all(
        name.startswith(PIXEL) for name in data.feature_names)
    return (side, side, 1) if flat else None
