"""What is told of images before they are taken: how many of what there are, how large, and what is the matter."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import prod
from pathlib import Path

import numpy as np

from engine.data.pictures.album import Album, ArrayAlbum
from engine.data.pictures.form import LEAST_SIDE, Form
from engine.data.pictures.opening import open_album
from engine.data.source import TEST, TRAINING, VALIDATION, Progress, silent
from engine.errors import LaderaError

MOST_LOOKED_AT = 2_000
MOST_SAID = 100
SHOWN = 12
THUMB = 160
USUAL_SIDE = 64
LARGEST_KEPT = 128
"""Images of one size up to this keep it, as a proposal."""


@dataclass(frozen=True)
class Survey:
    """`images` are those that can be used, `classes` names and numbers of them, `parts` those for training, validation
    and test where the images come in parts. `sizes` are the commonest (height, width) and how many images have them;
    there are `different` ones, and `extremes` are the smallest and the largest. `problems` are sentences about images
    that cannot be used or are left out, `damaged` how many cannot. `form` is a proposal, and `shown` are images to
    show. `columns` may say the class, `column` does."""

    kind: str
    images: int
    classes: tuple[tuple[str, int], ...]
    parts: tuple[int, int, int] | None
    sizes: tuple[tuple[tuple[int, int], int], ...]
    different: int
    extremes: tuple[tuple[int, int], tuple[int, int]]
    problems: tuple[LaderaError, ...]
    damaged: int
    form: Form
    shown: tuple[int, ...]
    columns: tuple[str, ...] = ()
    column: str = ""


@dataclass(frozen=True, eq=False)
class Shown:
    """One image before, at most THUMB large, and after it is brought to the form: both (h, w, 1 or 3), bytes; or the
    `error` that it gives."""

    title: str
    class_name: str
    before: np.ndarray | None
    after: np.ndarray | None
    error: LaderaError | None = None


def survey(path: Path, column: str = "", progress: Progress = silent) -> Survey:
    """Look at a file or folder with images. Raises DataError when nothing can be learned from it."""
    album = open_album(path, column)
    sizes: Counter[tuple[int, int]] = Counter()
    problems, coloured, damaged = list(album.left_out), 0, set()
    looked = _spread(len(album), 1 if isinstance(album, ArrayAlbum) else MOST_LOOKED_AT)
    for number, place in enumerate(looked):
        try:
            height, width, colours = album.size(place)
        except LaderaError as error:
            problems.append(error)
            damaged.add(place)
            continue
        sizes[height, width] += 1
        coloured += colours
        if number % 200 == 0:
            progress(number / len(looked))
    if not sizes:
        raise problems[-1]  # every album has images, and this one's all gave a sentence
    usable = np.ones(len(album), bool)
    usable[list(damaged)] = False
    counts = np.bincount(np.asarray(album.labels)[usable], minlength=len(album.class_names)).tolist()
    parts = None
    if album.parts is not None:
        parts = tuple(int((album.parts[usable] == part).sum()) for part in (TRAINING, VALIDATION, TEST))
    return Survey(
        kind=album.kind, images=int(usable.sum()),
        classes=tuple((name, count) for name, count in zip(album.class_names, counts, strict=True) if count),
        parts=parts,
        sizes=tuple(sizes.most_common(3)), different=len(sizes),
        extremes=(min(sizes, key=prod), max(sizes, key=prod)),
        problems=tuple(problems[:MOST_SAID]), damaged=len(damaged), form=_proposal(sizes, coloured > 0),
        shown=_of_all_classes(album, damaged), columns=album.columns, column=album.column)


def show(path: Path, column: str, form: Form, places: tuple[int, ...], progress: Progress = silent) -> list[Shown]:
    """Some images as they are and as `form` makes them, as far as they are still there. Raises DataError."""
    album = open_album(path, column)
    shown = []
    places = tuple(place for place in places if place < len(album))
    for number, place in enumerate(places):
        title = album.titles[place] if album.titles else str(place + 1)
        name = album.class_names[album.labels[place]]
        try:
            pixels, _ = album.pixels(place, form.shape[:2])
            shown.append(Shown(title, name, _thumb(pixels), form.bring(pixels)))
        except LaderaError as error:
            shown.append(Shown(title, name, None, None, error))
        progress((number + 1) / len(places))
    return shown


def _thumb(pixels: np.ndarray) -> np.ndarray:
    height, width = pixels.shape[:2]
    scale = min(1.0, THUMB / max(height, width))
    size = (max(LEAST_SIDE, round(length * scale)) for length in (height, width))
    return pixels if scale == 1.0 else Form(*size, "rgb" if pixels.shape[2] == 3 else "grey", "stretch").bring(pixels)


def _proposal(sizes: Counter[tuple[int, int]], colours: bool) -> Form:
    """The size that all have, where it is small; else a usual one."""
    (height, width), _ = sizes.most_common(1)[0]
    keeps = len(sizes) == 1 and min(height, width) >= LEAST_SIDE and max(height, width) <= LARGEST_KEPT
    height, width = (height, width) if keeps else (USUAL_SIDE, USUAL_SIDE)
    return Form(height, width, "rgb" if colours else "grey", "crop")


def _spread(count: int, most: int) -> list[int]:
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int)).tolist()


def _of_all_classes(album: Album, damaged: set[int]) -> tuple[int, ...]:
    """The first images of each class in turn."""
    turns: list[list[int]] = []
    for number in range(len(album.class_names)):
        members = np.flatnonzero(album.labels == number)[:SHOWN + len(damaged)].tolist()
        turns.append([place for place in members if place not in damaged])
    order = [members[turn] for turn in range(SHOWN) for members in turns if turn < len(members)]
    return tuple(sorted(order[:SHOWN], key=lambda place: (album.labels[place], place)))
