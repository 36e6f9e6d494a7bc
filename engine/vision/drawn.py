"""Images for a network that a person draws or brings, made like those that it has learned from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image

from engine.data import Data
from engine.data.images import image_shape
from engine.errors import N_
from engine.example import MOST_VALUES
from engine.vision.picture import LUMA

FINE = 5
"""Points along each side of a pixel at which it is asked whether a stroke covers it."""
WIDTH = 0.16
"""The width of a stroke, as a share of the image: about that of a digit's."""
LOOKED_AT = 256
"""Training images that are looked at to see what images of this kind are like."""
_APART, _EVEN = 0.25, 0.2
"""Shares of the range: from the ground on, what differs more is ink; corners that differ less are one ground."""

INVERTED = N_("engine", "Dark and light are exchanged, as in the data.")
CROPPED = N_("engine", "What is drawn is as large and as strong as in the data.")
GREY = N_("engine", "Colours are grey.")


@dataclass(frozen=True, eq=False)
class ImageKind:
    """What the images of a data set have in common: `shape` (h, w, c), and the numbers of black and of white."""

    data: Data
    shape: tuple[int, int, int]
    low: float
    high: float

    @classmethod
    def of(cls, data: Data) -> ImageKind | None:
        """None where the examples are no images, or larger ones than can be made by hand."""
        shape = image_shape(data, len(data.raw_names))
        if shape is None or len(data.raw_names) > MOST_VALUES:
            return None
        return cls(data, shape, float(data.raw_range.min()), float(data.raw_range.max()))

    @cached_property
    def _some(self) -> np.ndarray:
        """Training images (n, h, w, c), from 0, black, to 1."""
        raw = self.data.train.raw[:LOOKED_AT].reshape(-1, *self.shape)
        return (raw - self.low) / ((self.high - self.low) or 1.0)

    @cached_property
    def ground(self) -> float | None:
        """What lies behind the things in the images, 0 or 1; None where that is neither always dark nor light."""
        return _ground(self._some.mean(axis=-1))

    @cached_property
    def filled(self) -> float:
        """The longer side of what is drawn, as a share of the image, on average."""
        boxes = [_box(image, self.ground) for image in self._some.mean(axis=-1)]
        return float(np.mean([max((bottom - top) / self.shape[0], (right - left) / self.shape[1])
                              for top, bottom, left, right in filter(None, boxes)] or [1.0]))

    def blank(self) -> np.ndarray:
        """An empty sheet (d,), in the units of the data."""
        return np.full(int(np.prod(self.shape)), self.high if self.ground == 1.0 else self.low)

    def stroke(self, raw: np.ndarray, start: tuple[float, float], end: tuple[float, float], *,
               erase: bool = False) -> np.ndarray:
        """`raw` (d,) with a round stroke from `start` to `end`, (x, y) in pixels from the upper left corner. Each pixel
        takes as much ink as its area is covered, and none loses any; `erase` takes as much away, twice as wide."""
        height, width, _ = self.shape
        radius = WIDTH * max(height, width) * (1.0 if erase else 0.5)
        covered = _covered(height, width, start, end, radius)[..., None]
        image = raw.reshape(self.shape)
        dark_ink = (self.ground == 1.0) != erase
        drawn = (np.minimum(image, self.high - covered * (self.high - self.low)) if dark_ink else
                 np.maximum(image, self.low + covered * (self.high - self.low)))
        return drawn.ravel()

    def fitted(self, picture: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
        """A picture (H, W, 1 or 3) from 0, black, to 1 as an example (d,), and what was done to it, as sentences: where
        the data have one ground, dark and light are as there, and what is drawn is as large as there and where it is
        there. Areas are averaged."""
        height, width, channels = self.shape
        done: list[str] = []
        if channels != 3 and picture.shape[2] == 3:
            picture = (picture @ LUMA)[..., None]
            done.append(GREY)
        here = _ground(picture.mean(axis=-1)[None])
        if None not in (self.ground, here) and here != self.ground:
            picture = 1.0 - picture
            done.append(INVERTED)
        scale = min(height / picture.shape[0], width / picture.shape[1])
        corner = (np.array(picture.shape[:2]) - np.array([height, width]) / scale) / 2
        ground = float(np.median(picture))
        if None not in (self.ground, here):
            picture, ground = _even(picture, self.ground), self.ground
            mean = picture.mean(axis=-1)
            box = _box(mean, ground)
            if box is not None:
                top, bottom, left, right = box
                scale = self.filled * min(height / (bottom - top), width / (right - left))
                # Its box begins between two pixels of the example, as in the data: half pixels would blur it.
                room = np.array([height - (bottom - top) * scale, width - (right - left) * scale])
                begins = np.rint(np.clip(self._seat - (_weight_centre(mean, ground) - (top, left)) * scale, 0.0, room))
                corner = np.array([top, left]) - begins / scale
                done.append(CROPPED)
        sheet = _seen(picture, corner, (height, width), scale, ground)
        return (self.low + np.clip(sheet, 0.0, 1.0) * (self.high - self.low)).ravel(), tuple(done)

    @cached_property
    def _seat(self) -> np.ndarray:
        """Where the centre of mass of what is drawn is, on average: rows and columns from the upper left corner; the
        middle where nothing is drawn."""
        centres = [_weight_centre(image, self.ground) for image in self._some.mean(axis=-1) if _box(image, self.ground)]
        return np.mean(centres or [np.divide(self.shape[:2], 2)], axis=0)


def _covered(height: int, width: int, start: tuple[float, float], end: tuple[float, float],
             radius: float) -> np.ndarray:
    """The share of each pixel (height, width) that a round stroke covers, at FINE × FINE points of it."""
    y, x = np.indices((height * FINE, width * FINE))
    points = np.stack([(x + 0.5) / FINE, (y + 0.5) / FINE], axis=-1)
    begin, along = np.array(start), np.subtract(end, start)
    length = float(along @ along)
    share = np.clip((points - begin) @ along / length, 0.0, 1.0)[..., None] if length else 0.0
    inside = np.linalg.norm(points - begin - share * along, axis=-1) <= radius
    return inside.reshape(height, FINE, width, FINE).mean(axis=(1, 3))


def _corners(images: np.ndarray) -> np.ndarray:
    return images[:, [0, 0, -1, -1], [0, -1, 0, -1]]


def _ground(images: np.ndarray) -> float | None:
    corners = _corners(images)
    middle = float(np.median(corners))
    even = np.mean(np.abs(corners - middle) < _EVEN) > 0.8
    return float(round(middle)) if even and abs(middle - 0.5) > _APART else None


def _box(image: np.ndarray, ground: float | None) -> tuple[int, int, int, int] | None:
    """Top, bottom, left and right of what differs from the ground; None where nothing does."""
    ink = np.abs(image - (ground or 0.0)) > _APART
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return (int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1) if len(rows) else None


def _even(picture: np.ndarray, ground: float) -> np.ndarray:
    """The picture with its ground at `ground` and its strongest ink at the other end: paper is never quite white."""
    paper = float(np.median(_corners(picture.mean(axis=-1)[None])))
    ink = np.clip((picture - paper) / (1.0 - 2.0 * ground), 0.0, None)
    ink /= max(float(np.quantile(ink[ink > _APART / 2], 0.98)) if (ink > _APART / 2).any() else 1.0, _APART)
    return np.abs(ground - np.clip(np.where(ink > _APART / 2, ink, 0.0), 0.0, 1.0))


def _weight_centre(image: np.ndarray, ground: float) -> np.ndarray:
    """The centre of mass of the ink in an image, in rows and columns from the upper left corner."""
    ink = np.abs(image - ground)
    ink = np.where(ink > _APART, ink, 0.0)
    return np.array([(along + 0.5) @ ink.sum(axis=other) for along, other in (
        (np.arange(ink.shape[0]), 1), (np.arange(ink.shape[1]), 0))]) / ink.sum()


def _seen(picture: np.ndarray, corner: np.ndarray, shape: tuple[int, int], scale: float, ground: float) -> np.ndarray:
    """The part of a picture (h, w, c) that begins at `corner` (row, column), `scale` times as large, each pixel the
    mean of what it covers; beyond the picture there is ground."""
    size = np.array(shape) / scale
    before = np.maximum(np.ceil(-corner), 0).astype(int)
    after = np.maximum(np.ceil(corner + size - picture.shape[:2]), 0).astype(int)
    padded = np.pad(picture, (*zip(before, after, strict=True), (0, 0)), constant_values=ground)
    (top, left), (bottom, right) = corner + before, np.minimum(corner + before + size, padded.shape[:2])
    planes = [np.asarray(Image.fromarray(np.ascontiguousarray(padded[..., channel], np.float32)).resize(
        shape[::-1], Image.Resampling.BOX, (left, top, right, bottom))) for channel in range(picture.shape[2])]
    return np.stack(planes, axis=-1).astype(np.float64)
