"""One form for images of all sizes and colours: what a person chooses, and how it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from PIL import Image

from engine.errors import N_
from engine.fields import Choice, Integer, check_settings
from engine.pixels import LUMA

LEAST_SIDE, MOST_SIDE = 4, 512

FORM_FIELDS = (
    Integer("height", 64, N_("engine", "Height"), minimum=LEAST_SIDE, maximum=MOST_SIDE,
            help=N_("engine", "Rows of pixels that every image gets. Four times the pixels take four times the memory "
                    "and time.")),
    Integer("width", 64, N_("engine", "Width"), minimum=LEAST_SIDE, maximum=MOST_SIDE,
            help=N_("engine", "Columns of pixels that every image gets.")),
    Choice("colour", "rgb", N_("engine", "Colour"),
           options={"rgb": N_("engine", "Red, green and blue"), "grey": N_("engine", "Grey")},
           help=N_("engine", "Three channels, or one: the brightness. Grey is enough where colour tells nothing, and "
                   "takes a third of the memory.")),
    Choice("fit", "crop", N_("engine", "Other proportions"),
           options={"crop": N_("engine", "Crop to the middle"), "fit": N_("engine", "Fit, with bars"),
                    "stretch": N_("engine", "Stretch")},
           help=N_("engine", "Crop cuts off what is beyond the middle. Fit keeps all of it and fills the rest with the "
                   "image's mean colour. Stretch keeps all of it and changes its proportions.")),
)


@dataclass(frozen=True)
class Form:
    """`height` × `width` pixels of `colour` "grey" or "rgb"; `fit` says what happens to images of other proportions.
    Raises SettingError."""

    height: int = 64
    width: int = 64
    colour: str = "rgb"
    fit: str = "crop"

    def __post_init__(self) -> None:
        for name, value in check_settings(FORM_FIELDS, asdict(self)).items():
            object.__setattr__(self, name, value)

    @property
    def shape(self) -> tuple[int, int, int]:
        """(height, width, channels)."""
        return self.height, self.width, 3 if self.colour == "rgb" else 1

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Form:
        """From the values of FORM_FIELDS, by name."""
        return cls(**values)

    def bring(self, pixels: np.ndarray) -> np.ndarray:
        """Bytes (h, w, 1 or 3) as bytes of `shape`. What gets smaller becomes means over areas, so that nothing is left
        out; what gets larger is interpolated."""
        if self.colour == "grey" and pixels.shape[2] == 3:
            pixels = np.rint(pixels @ LUMA).astype(np.uint8)[..., None]
        if pixels.shape[:2] != (self.height, self.width):
            pixels = self._sized(pixels)
        if pixels.shape[2] < self.shape[2]:
            pixels = np.repeat(pixels, 3, axis=2)
        return pixels

    def _sized(self, pixels: np.ndarray) -> np.ndarray:
        height, width = pixels.shape[:2]
        image = Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels)
        if self.fit == "fit":
            scale = min(self.height / height, self.width / width)
            rows, columns = (max(1, round(length * scale)) for length in (height, width))
            inner = _channels(image.resize((columns, rows), Image.Resampling.BILINEAR))
            whole = np.empty((self.height, self.width, inner.shape[2]), np.uint8)
            whole[...] = np.rint(inner.mean(axis=(0, 1)))
            top, left = (self.height - rows) // 2, (self.width - columns) // 2
            whole[top:top + rows, left:left + columns] = inner
            return whole
        box = (0.0, 0.0, float(width), float(height))
        if self.fit == "crop":
            scale = min(height / self.height, width / self.width)
            rows, columns = self.height * scale, self.width * scale
            box = ((width - columns) / 2, (height - rows) / 2, (width + columns) / 2, (height + rows) / 2)
        return _channels(image.resize((self.width, self.height), Image.Resampling.BILINEAR, box))


def _channels(image: Image.Image) -> np.ndarray:
    values = np.asarray(image)
    return values[..., None] if values.ndim == 2 else values
