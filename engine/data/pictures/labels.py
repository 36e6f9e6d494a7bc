"""A table beside the images that says what is on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

import numpy as np

from engine.data.pictures.album import FileAlbum, numbered
from engine.data.pictures.folder import PARTS, Listing
from engine.data.source import MOST_CLASSES, TRAINING
from engine.data.tables.encodings import guess_encoding
from engine.data.tables.guess import TARGET_NAMES
from engine.data.tables.layout import guess_layout
from engine.data.tables.parse import rows_of
from engine.data.tables.text import to_utf8
from engine.errors import N_, DataError, FormatError, LaderaError
from engine.pixels import picture_bytes

_MOST_TABLES = 8
_FEWEST = 0.5
"""Share of the images that a table must name."""


def labelled_album(listing: Listing, column: str = "") -> FileAlbum | None:
    """The images that a table in their folder names, with the class in its `column`, by default the likeliest; None
    where there is no such table. Raises DataError where its column tells no classes apart."""
    for path in listing.tables[:_MOST_TABLES]:
        try:
            names, rows = _cells(picture_bytes(path))
        except (DataError, FormatError):
            continue  # it is about something else
        found = _match(listing, rows, len(names))
        if found is not None:
            return _album(listing, path.name, names, rows, *found, column)
    return None


def _cells(content: bytes) -> tuple[list[str], list[list[str]]]:
    encoding = guess_encoding(content).encoding
    utf8 = to_utf8(content, encoding, known=True)
    layout = guess_layout(utf8, header=None)
    names = [name or f"c{place}" for place, name in enumerate(layout.names, start=1)]
    return names, [row for _, row in rows_of(utf8, layout) if len(row) == len(names)]


def _match(listing: Listing, rows: Sequence[Sequence[str]], width: int) -> tuple[int, list[int | None]] | None:
    """The column that names the images, and the image of each row."""
    known = _by_name(listing)
    best: tuple[int, int, list[int | None]] = (0, 0, [])
    for column in range(width):
        images = [known.get(_key(row[column])) for row in rows]
        found = len({image for image in images if image is not None})
        if found > best[0]:
            best = found, column, images
    return best[1:] if best[0] > _FEWEST * len(listing.images) and width > 1 else None


def _by_name(listing: Listing) -> Mapping[str, int]:
    """Images by all names that a table may call them, as far as they are the name of one only."""
    names: dict[str, int] = {}
    shared = Counter()
    for place, file in enumerate(listing.images):
        ways = ("/".join(listing.above + file), "/".join(file), file[-1])
        for name in {_key(text) for way in ways for text in (way, way.rpartition(".")[0])}:
            shared[name] += 1
            names[name] = place
    return {name: place for name, place in names.items() if shared[name] == 1}


def _key(cell: str) -> str:
    return PurePosixPath(cell.strip().replace("\\", "/")).as_posix().casefold()


def _album(listing: Listing, table: str, names: list[str], rows: list[list[str]], own: int,
           images: list[int | None], column: str) -> FileAlbum:
    columns = {name: [row[place].strip() for row in rows] for place, name in enumerate(names) if place != own}
    part = next((name for name, cells in columns.items() if {cell.casefold() for cell in cells} <= PARTS.keys()), None)
    able = [name for name, cells in columns.items() if name != part and 2 <= len(set(cells) - {""}) <= MOST_CLASSES]
    if column not in able:
        named = [name for name in able if name.casefold() in TARGET_NAMES]
        if not able:
            raise DataError(N_("engine", "No column of {table} tells the images apart: one is needed with 2 to {most} "
                               "different words."), table=table, most=MOST_CLASSES)
        column = (named or able)[0]
    taken = {image: row for row, image in enumerate(images) if image is not None and columns[column][row]}
    order = sorted(taken)
    labels, class_names = numbered([columns[column][taken[image]] for image in order])
    parts = None
    if part is not None:
        parts = np.array([PARTS[columns[part][taken[image]].casefold()] for image in order])
    files = [listing.images[image] for image in order]
    return FileAlbum(N_("engine", "A folder with a table of labels"), labels, class_names,
                     parts if parts is not None and (parts == TRAINING).any() else None,
                     titles=tuple("/".join(file) for file in files),
                     left_out=tuple(_missing(listing, table, images, len(order))), columns=tuple(able), column=column,
                     paths=tuple(map(listing.path, files)))


def _missing(listing: Listing, table: str, images: list[int | None], taken: int) -> list[LaderaError]:
    said: list[LaderaError] = []
    if absent := images.count(None):
        said.append(DataError(N_("engine", "{table} names images that are not there: {count}."), table=table,
                              count=absent))
    if unnamed := len(listing.images) - taken:
        said.append(DataError(N_("engine", "Images that {table} gives no class are left out: {count}."), table=table,
                              count=unnamed))
    return said
