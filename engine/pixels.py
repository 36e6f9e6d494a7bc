"""The pixels in the file of a picture, read without trusting a byte of it."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from engine.errors import N_, FormatError

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP", "PPM")
"""What is read. Others start programs, as EPS does, or have no pixels."""
SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp", ".pgm", ".ppm")
MOST_PIXELS = 40_000_000
MOST_BYTES = 200_000_000
LUMA = np.array([0.299, 0.587, 0.114])
"""Red, green and blue in the grey of a colour (ITU-R BT.601), of the stored values."""
_DEEP = {"I;16": 65_535.0, "I;16B": 65_535.0, "I;16L": 65_535.0, "I;16N": 65_535.0}
Change = tuple[str, tuple[tuple[str, str], ...]]
"""A sentence, as its template and what fills it."""


@dataclass(frozen=True, eq=False)
class Pixels:
    """`values` (h, w, 1 or 3) from 0, black, to 1, the `depth` in bits that they are worth keeping in, and what was
    done to those of the file. `frames` counts its pictures, of which this is the first."""

    values: np.ndarray
    depth: int
    changes: tuple[Change, ...]
    frames: int


def picture_bytes(path: Path) -> bytes:
    """The bytes of a file that may be a picture. Raises FormatError where they are too many or cannot be had."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FormatError(N_("engine", "{name} is too large for a picture: {size} MB. Up to {most} MB are read."),
                              name=path.name, size=path.stat().st_size // 1_000_000, most=MOST_BYTES // 1_000_000)
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> FormatError:
    return FormatError(N_("engine", "{name} cannot be read: {detail}."), name=path.name,
                       detail=error.strerror or str(error))


def decode_pixels(content: bytes, name: str, near: tuple[int, int] | None = None) -> Pixels:
    """The first picture in the bytes of a file, upright, on white where it is transparent. Raises FormatError with what
    is the matter with it.

    Where something of (height, width) `near` is to be made of it, a JPEG is decoded at half, a quarter or an eighth of
    its size, as far as it stays twice as large.
    """
    with _opened(io.BytesIO(content), len(content), name) as image:
        return _pixels(image, content, name, near)


def picture_size(path: Path) -> tuple[int, int, bool]:
    """Height and width of the picture in a file, and whether it has colours, as its first bytes promise. Raises
    FormatError."""
    try:
        with path.open("rb") as file, _opened(file, path.stat().st_size, path.name) as image:
            turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            return *(image.size if turned else image.size[::-1]), image.mode not in _GREY
    except OSError as error:
        raise _unreadable(path, error) from error


_GREY = ("1", "L", "LA", "La", "I", "F", *_DEEP)


@contextmanager
def _opened(file: BinaryIO, size: int, name: str) -> Iterator[Image.Image]:
    if not size:
        raise FormatError(N_("engine", "{name} is empty: it has 0 bytes."), name=name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow about sizes and damaged tags: what matters is checked here
            with Image.open(file, formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise _gigantic(name, image.size)
                yield image
    except Image.DecompressionBombError as error:
        raise _gigantic(name) from error
    except UnidentifiedImageError as error:
        raise FormatError(N_("engine", "{name} is no picture that can be read. Pictures are files of the kinds "
                             "{kinds}."), name=name, kinds=", ".join(FORMATS)) from error
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, TypeError, KeyError) as error:
        raise FormatError(N_("engine", "The picture in {name} is damaged or cut off."), name=name) from error


def _gigantic(name: str, size: tuple[int, int] | None = None) -> FormatError:
    most = MOST_PIXELS // 1_000_000
    if size is None:
        return FormatError(N_("engine", "{name} has too many pixels; up to {most} million are read. Make it smaller "
                              "with another program."), name=name, most=most)
    return FormatError(N_("engine", "{name} has too many pixels, {shape}; up to {most} million are read. Make it "
                          "smaller with another program."), name=name, shape="×".join(map(str, size)), most=most)


def _pixels(image: Image.Image, content: bytes, name: str, near: tuple[int, int] | None) -> Pixels:
    changes: list[Change] = []
    frames = getattr(image, "n_frames", 1)
    if frames > 1:
        changes.append((N_("engine", "The first of its {count} pictures."), (("count", str(frames)),)))
    if content[:8] == b"\x89PNG\r\n\x1a\n" and content[24:26] in (b"\x10\x02", b"\x10\x06"):
        changes.append((N_("engine", "Of its 16 bits a channel the upper 8."), ()))
    if near is not None:
        image.draft(None, (2 * max(near), 2 * max(near)))
    image.load()
    upright = ImageOps.exif_transpose(image)
    if upright.size != image.size or image.getexif().get(0x0112, 1) not in (0, 1):
        changes.append((N_("engine", "Turned upright, as the camera says."), ()))
    values, depth, done = _numbers(upright)
    return Pixels(values, depth, (*changes, *done), frames)


def _numbers(image: Image.Image) -> tuple[np.ndarray, int, list[Change]]:
    """(h, w, 1 or 3) from 0 to 1, the bits that they are worth keeping, and what was done."""
    if image.mode in _DEEP:
        return np.asarray(image, np.float32)[..., None] / _DEEP[image.mode], 16, []
    if image.mode in ("I", "F"):
        return _stretched(np.asarray(image, np.float64))
    if "transparency" in image.info or image.mode in ("LA", "La", "PA", "RGBA", "RGBa"):
        blended, done = on_white(np.asarray(image.convert("RGBA"), np.float32) / 255.0)
        return blended, 8, done
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"), np.float32)[..., None] / 255.0, 8, []
    converted = image.mode not in ("RGB", "P")
    done = [(N_("engine", "Turned from {mode} into RGB, without colour profiles."), (("mode", image.mode),))]
    return np.asarray(image.convert("RGB"), np.float32) / 255.0, 8, done if converted else []


def _stretched(values: np.ndarray) -> tuple[np.ndarray, int, list[Change]]:
    """Numbers without a scale of their own, from their least to their largest; whole ones up to 65 535 have one."""
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    done: list[Change] = []
    if lost := values.size - finite.size:
        values = np.nan_to_num(values, nan=low, posinf=high, neginf=low)
        done.append((N_("engine", "Pixels whose number is not finite are black or white: {count}."),
                     (("count", str(lost)),)))
    if low >= 0 and 255 < high <= 65_535 and np.array_equal(finite, np.rint(finite)):
        return values[..., None] / 65_535.0, 16, done
    done.append((N_("engine", "Black is its least number, {low}, and white its largest, {high}."),
                 (("low", f"{low:.4g}"), ("high", f"{high:.4g}"))))
    return (values[..., None] - low) / ((high - low) or 1.0), 16, done


def on_white(rgba: np.ndarray) -> tuple[np.ndarray, list[Change]]:
    """Colours and opacity (h, w, 4) from 0 to 1 on white: (h, w, 3), or (h, w, 1) where there is no colour; and what
    was done."""
    colours, opacity = rgba[..., :3], rgba[..., 3:]
    blended = opacity * colours + (1.0 - opacity)
    if (colours.max(axis=-1) == colours.min(axis=-1)).all():
        blended = blended[..., :1]
    done = [(N_("engine", "White shows through where it is transparent."), ())] if opacity.min() < 1 else []
    return blended, done
