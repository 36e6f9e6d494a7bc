"""The images of the example “Three textures”: squares cut from three photographs (see textures/README.md).

There is one photograph of each texture, so that training and test are different regions of it and nothing else: the
left three quarters, and the rest. No two squares share a pixel.
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
SIDE, BORDER = 32, 384
"""Pixels along a square, and the column from which on squares are for the test."""


def textures(**preparation: object) -> DataSpec:
    """All squares of all photographs, row by row."""
    pixels, labels, parts, titles = [], [], [], []
    for label, name in enumerate(NAMES):
        photograph = np.asarray(Image.open(FOLDER / f"{name}.png").convert("L"))
        height, width = photograph.shape
        for row in range(0, height, SIDE):
            for column in range(0, width, SIDE):
                pixels.append(photograph[row:row + SIDE, column:column + SIDE, None])
                labels.append(label)
                parts.append(TEST if column >= BORDER else TRAINING)
                titles.append(f"{name}, row {row}, column {column}")
    images = Images(np.stack(pixels), np.array(labels, np.uint8), NAMES, np.array(parts, np.uint8),
                    Form(SIDE, SIDE, "grey"), "textures", "", tuple(titles))
    return DataSpec("pictures", content=encode(images), **preparation)
