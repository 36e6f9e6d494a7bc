"""Images moved by a shift, a rotation and a zoom, in one bilinear interpolation."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine.device import Array, Device

Amount = Array | float


def warp(device: Device, images: Array, *, down: Amount = 0.0, right: Amount = 0.0, degrees: Amount = 0.0,
         zoom: Amount = 1.0, outside: str = "edge") -> Array:
    """`images` (N, height, width, channels), enlarged by `zoom` and turned counter-clockwise by `degrees` about their
    centre, then shifted by `down` and `right` pixels; each amount is one number or an array (N, 1, 1, 1).

    Beyond the edge stands the pixel at the edge ("edge") or 0 ("zero"): modes "nearest" and "grid-constant" of
    scipy.ndimage with order=1. What moves by whole pixels keeps its values exactly.
    """
    xp, dtype = device.xp, images.dtype
    count, height, width, channels = images.shape
    middle, centre = (height - 1) / 2, (width - 1) / 2
    # Where each pixel comes from: the motion backwards. Rows run downwards, so counter-clockwise is as in scipy.
    rows = xp.arange(height, dtype=dtype).reshape(1, height, 1, 1) - middle - down
    columns = xp.arange(width, dtype=dtype).reshape(1, 1, width, 1) - centre - right
    cosine, sine = _cosine_and_sine(xp, degrees)
    y = (rows * cosine + columns * sine) / zoom + middle
    x = (columns * cosine - rows * sine) / zoom + centre
    pixels = images.reshape(count * height * width, channels)
    first = xp.arange(count).reshape(count, 1, 1, 1) * (height * width)
    near_columns = tuple(_neighbours(xp, x, width, outside))
    moved, found = device.zeros(images.shape, dtype), device.empty(images.shape, dtype)
    for row, row_share in _neighbours(xp, y, height, outside):
        line = first + row * width
        for column, column_share in near_columns:
            device.take(pixels, (line + column).reshape(-1), found.reshape(pixels.shape))
            xp.multiply(found, row_share * column_share, found)
            xp.add(moved, found, moved)
    return moved


def _cosine_and_sine(xp: object, degrees: Amount) -> tuple[Amount, Amount]:
    if isinstance(degrees, (int, float)):
        return math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    radians = degrees * (math.pi / 180)
    return xp.cos(radians), xp.sin(radians)


def _neighbours(xp: object, place: Array, size: int, outside: str) -> Iterator[tuple[Array, Array]]:
    """The two pixels next to each `place` along one axis, inside the image, and how much of each is taken."""
    if outside == "edge":
        place = xp.clip(place, 0.0, size - 1.0)
    lower = xp.floor(place)
    share = place - lower
    for pixel, part in ((lower, 1.0 - share), (lower + 1.0, share)):
        if outside == "zero":
            part = part * ((pixel >= 0.0) & (pixel <= size - 1.0))
        yield xp.clip(pixel, 0.0, size - 1.0).astype("int64"), part
