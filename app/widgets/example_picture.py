"""An example that is an image, as a picture."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

from app.widgets.signed_image import grey_pixels, image_of
from engine.data import Data
from engine.data.images import image_shape


def picture_of(raw: np.ndarray, data: Data) -> QImage:
    """Numbers (d,) in their own units, from black at the least of all data to white at the greatest, one pixel each."""
    return image_of(grey_pixels(raw.reshape(image_shape(data, len(raw))), data.raw_range.min(), data.raw_range.max()))
