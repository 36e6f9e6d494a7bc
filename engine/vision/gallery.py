"""Pictures that ship: drawn here, photographs that are free for any use, or a digit of scikit-learn's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np

from engine.data.classic import DIGITS
from engine.errors import N_
from engine.vision.images import decode_picture
from engine.vision.picture import SIDE, Picture


@dataclass(frozen=True)
class Exhibit:
    """A picture by name; `author` is who is named with it, and under which licence."""

    name: str
    title: str
    help: str
    draw: Callable[[], Picture]
    author: str = ""


@lru_cache(maxsize=8)
def exhibit(name: str) -> Picture:
    """The picture of that name in GALLERY."""
    return GALLERY[name].draw()


def _point() -> Picture:
    image = np.zeros((15, 15, 1))
    image[7, 7] = 1.0
    return Picture.of(image)


def _digit() -> Picture:
    from sklearn.datasets import load_digits

    return Picture.of(load_digits().images[0][..., None] / 16.0)


def _letter() -> Picture:
    """An F: no turn and no mirror leaves it as it is."""
    image = np.full((32, 32, 1), 0.1)
    image[5:27, 8:12] = image[5:9, 8:25] = image[14:18, 8:21] = 0.95
    return Picture.of(image)


def _shapes() -> Picture:
    y, x = np.indices((128, 128))
    image = np.full((128, 128), 0.15) + 0.25 * x / 127
    image[18:58, 14:54] = 0.9
    image[28:48, 24:44] = 0.4
    image[(x - 90) ** 2 + (y - 38) ** 2 < 24 ** 2] = 0.85
    image[(x - 90) ** 2 + (y - 38) ** 2 < 9 ** 2] = 0.1
    image[(np.abs(x - y + 40) < 3) & (y > 68)] = 1.0
    image[(y > 72) & (y < 116) & (x > 78) & (x < 118) & ((x // 5) % 2 == 0)] = 0.95
    image[112:116, 8:70] = 0.0
    return Picture.of(image[..., None])


def _rings() -> Picture:
    y, x = (np.indices((256, 256)) - 127.5) / 127.5
    return Picture.of(0.5 + 0.5 * np.cos(0.45 * np.pi * 128 * (x ** 2 + y ** 2) / 2)[..., None])


def _wheel() -> Picture:
    """All hues around a middle grey, with a sharp edge of brightness between an inner and an outer ring."""
    y, x = (np.indices((192, 192)) - 95.5) / 95.5
    hue, radius = np.arctan2(y, x), np.hypot(x, y)
    colours = 0.5 + 0.45 * np.cos(hue[..., None] - np.array([0.0, 2.0, 4.0]) * np.pi / 3)
    image = np.where((radius < 0.55)[..., None], 0.55 * colours, colours)
    return Picture.of(np.where((radius > 0.95)[..., None], 0.5, image))


def _photograph(name: str) -> Picture:
    return decode_picture((files(__package__) / "bundled" / f"{name}.jpg").read_bytes(), name, SIDE)


_ROWS = (
    Exhibit("letter", N_("engine", "Letter"),
            N_("engine", "Turned or mirrored it is another picture."), _letter),
    Exhibit("point", N_("engine", "Point"),
            N_("engine", "One bright pixel. A convolution draws its kernel there as it is written, a cross-correlation "
               "draws it turned round."), _point),
    Exhibit("digit", N_("engine", "Digit"),
            N_("engine", "A handwritten zero: small enough to follow every number."), _digit,
            DIGITS),
    Exhibit("shapes", N_("engine", "Shapes"),
            N_("engine", "Edges in all directions, thin lines and stripes on a slope of grey."),
            _shapes),
    Exhibit("rings", N_("engine", "Rings"),
            N_("engine", "Stripes of all directions, ever narrower to the outside: shows which ones a kernel lets "
               "through."), _rings),
    Exhibit("wheel", N_("engine", "Colour wheel"),
            N_("engine", "All hues, and one edge of brightness: for kernels that see colours."), _wheel),
    Exhibit("rocket", N_("engine", "Rocket"),
            N_("engine", "A photograph: a rocket between lattice towers, upright edges of all widths."),
            lambda: _photograph("rocket"), "SpaceX, public domain"),
    Exhibit("photographer", N_("engine", "Photographer"),
            N_("engine", "A photograph in grey: sharp edges, fine lines and grass."),
            lambda: _photograph("photographer"), "Lav Varshney, CC0"),
    Exhibit("cat", N_("engine", "Cat"), N_("engine", "A photograph: fur, and fine lines in all directions."),
            lambda: _photograph("cat"), "Stefan van der Walt, CC0"),
    Exhibit("coffee", N_("engine", "Coffee"), N_("engine", "A photograph: round shapes in few colours."),
            lambda: _photograph("coffee"), "Rachel Michetti, CC0"),
)

GALLERY: Mapping[str, Exhibit] = MappingProxyType({row.name: row for row in _ROWS})
GONE: Mapping[str, str] = MappingProxyType({"pagoda": "rocket", "flower": "coffee"})
"""Pictures of earlier versions, and what a project that has them shows instead."""
