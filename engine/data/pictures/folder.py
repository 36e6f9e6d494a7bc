"""A folder of images: which files there are, and what their places and names say about them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from engine.data.pictures.album import MOST_IMAGES, FileAlbum, natural, numbered
from engine.data.source import TEST, TRAINING, VALIDATION
from engine.errors import N_, DataError, LaderaError
from engine.pixels import SUFFIXES

MOST_ENTRIES = 5 * MOST_IMAGES
PARTS: Mapping[str, int] = MappingProxyType({
    "train": TRAINING, "training": TRAINING, "entrenamiento": TRAINING,
    "val": VALIDATION, "valid": VALIDATION, "validation": VALIDATION, "validación": VALIDATION,
    "validacion": VALIDATION, "test": TEST, "testing": TEST, "prueba": TEST})
"""What folders and cells that name a part are called, in small letters."""
TABLES = (".csv", ".tsv")
_NUMBER = re.compile(r"[\s._\-(]*\d+[\s._\-()\d]*$")
_FIRST_WORD = re.compile(r"[^\s._\-()]+")


@dataclass(frozen=True)
class Listing:
    """The images of a folder, each by the names on the way there from `root`, the first folder in which their ways
    part; `above` are the names from the folder that was chosen to that one. `tables` lie on that way."""

    root: Path
    above: tuple[str, ...]
    images: tuple[tuple[str, ...], ...]
    tables: tuple[Path, ...]

    def path(self, file: Sequence[str]) -> Path:
        return self.root.joinpath(*file)


def list_folder(root: Path) -> Listing:
    """What lies in `root` and below; hidden files and links to folders are passed over. Raises DataError."""
    try:
        files = sorted(_files(root), key=lambda file: [natural(name) for name in file])
    except OSError as error:
        raise DataError(N_("engine", "{path} cannot be read: {detail}."), path=root,
                        detail=error.strerror or str(error)) from error
    images = [file for file in files if file[-1].lower().endswith(SUFFIXES)]
    if len(images) > MOST_IMAGES:
        raise DataError(N_("engine", "{name} holds {images} images; up to {most} are read. Use fewer."), name=root.name,
                        images=len(images), most=MOST_IMAGES)
    way = 0
    while images and all(len(file) > way + 1 and file[:way + 1] == images[0][:way + 1] for file in images):
        way += 1
    above = images[0][:way] if images else ()
    tables = (root.joinpath(*file) for file in files
              if file[-1].lower().endswith(TABLES) and file[:-1] == above[:len(file) - 1])
    return Listing(root.joinpath(*above), above, tuple(file[way:] for file in images), tuple(tables))


def _files(root: Path) -> Iterator[tuple[str, ...]]:
    """The files in `root` and below, each by the names on the way there. Raises DataError where there are too many, and
    OSError."""
    seen, folders = 0, [()]
    while folders:
        above = folders.pop()
        with os.scandir(root.joinpath(*above)) as entries:
            for entry in entries:
                seen += 1
                if seen > MOST_ENTRIES:
                    raise DataError(N_("engine", "{name} holds more than {most} files. Choose the folder of the "
                                       "images."), name=root.name, most=MOST_ENTRIES)
                if entry.name.startswith(".") or entry.name == "__MACOSX":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append((*above, entry.name))
                elif entry.is_file():
                    yield *above, entry.name


def folder_album(listing: Listing) -> FileAlbum:
    """The class of each image is the name of its folder, or else what its own name begins with. Folders of parts, as
    “train” and “test”, may lie around those of the classes. Raises DataError where the classes are too many or too few.
    """
    files, parts = _in_parts(listing.images)
    left_out: list[LaderaError] = []
    deep = [len(file) > 1 for file in files]
    by_folder = sum(deep) * 2 > len(files)
    if by_folder and not all(deep):
        loose = len(files) - sum(deep)
        left_out.append(DataError(N_("engine", "Images that lie beside the folders of the classes are left out: "
                                     "{count}, as {name}."), count=loose, name=files[deep.index(False)][-1]))
    kept = [place for place, is_deep in enumerate(deep) if is_deep or not by_folder]
    words = [files[place][0] if by_folder else class_in_name(files[place][-1]) for place in kept]
    if not by_folder and 2 * len(set(words)) > len(words) > 1:
        raise DataError(N_("engine", "Neither folders nor names, as {name}, tell classes apart. Put the images of each "
                           "class into a folder of its own."), name=files[0][-1])
    labels, class_names = numbered(words)
    return FileAlbum(
        N_("engine", "A folder for each class") if by_folder else N_("engine", "A folder with the class in the names"),
        labels, class_names, None if parts is None else parts[kept],
        titles=tuple("/".join(listing.images[place]) for place in kept), left_out=tuple(left_out),
        paths=tuple(listing.path(listing.images[place]) for place in kept))


def _in_parts(files: Sequence[tuple[str, ...]]) -> tuple[list[tuple[str, ...]], np.ndarray | None]:
    """The files without the folders of their parts, and the parts; None where there are no such folders."""
    tops = {file[0].casefold() if len(file) > 1 else "" for file in files}
    if len(tops) < 2 or not tops <= PARTS.keys() or "" in tops:
        return list(files), None
    parts = np.array([PARTS[file[0].casefold()] for file in files])
    if not (parts == TRAINING).any():
        return list(files), None
    return [file[1:] for file in files], parts


def class_in_name(name: str) -> str:
    """“cat” of “cat.12.jpg”, “cat_012.png” and “cat (12).png”; “7” of “7_00012.png”."""
    stem = name.rpartition(".")[0]
    word = _NUMBER.sub("", stem).strip(" ._-()")
    first = _FIRST_WORD.match(stem)
    return word or (first.group() if first else stem)
