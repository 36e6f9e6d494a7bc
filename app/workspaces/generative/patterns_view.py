"""How what a Boltzmann machine sees is drawn: images from black at 0 to white at 1."""

from __future__ import annotations

import numpy as np

from app.widgets.signed_image import grey_pixels


def grey_tiles(values: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Pixels (n, h, w) of images in rows (n, v); what lies beyond black and white is drawn as those."""
    height, width = shape
    return grey_pixels(values.reshape(-1, width), 0.0, 1.0).reshape(-1, height, width)
