"""The images of the example “Three textures”: squares cut from pictures of walls, lawns and paths (see
textures/README.md).

Training and test have different pictures. Those of the training are cut into squares that overlap, so that there are
more of them; of those of the test no two share a pixel.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from engine.data import DataSpec
from engine.data.pictures import Form, Images, encode
from engine.data.source import TEST, TRAINING

FOLDER = Path(__file__).resolve().parent / "textures"
NAMES = ("brick", "grass", "gravel")
WIDE, FOR_TRAINING = 128, 6
"""Pixels along a picture, and how many of each kind are for the training."""
SIDE, STEP = 32, 16
"""Pixels along a square, and from one of the training to the next."""


def textures(**preparation: object) -> DataSpec:
    """All squares of all pictures, row by row."""
    pixels, labels, parts, titles = [], [], [], []
    for label, name in enumerate(NAMES):
        strip = np.asarray(Image.open(FOLDER / f"{name}.png").convert("L"))
        for number in range(strip.shape[1] // WIDE):
            picture, trains = strip[:, number * WIDE:(number + 1) * WIDE], number < FOR_TRAINING
            places = range(0, WIDE - SIDE + 1, STEP if trains else SIDE)
            for row in places:
                for column in places:
                    pixels.append(picture[row:row + SIDE, column:column + SIDE, None])
                    labels.append(label)
                    parts.append(TRAINING if trains else TEST)
                    titles.append(f"{name} {number + 1}, row {row}, column {column}")
    images = Images(np.stack(pixels), np.array(labels, np.uint8), NAMES, np.array(parts, np.uint8),
                    Form(SIDE, SIDE, "grey"), "textures", "", tuple(titles))
    return DataSpec("pictures", content=encode(images), **preparation)
