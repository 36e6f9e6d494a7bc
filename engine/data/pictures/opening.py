"""What a file or folder with images is."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from engine.data.pictures.album import Album, ArrayAlbum
from engine.data.pictures.arrays import npz_album
from engine.data.pictures.cifar import cifar_album
from engine.data.pictures.folder import folder_album, list_folder
from engine.data.pictures.idx import idx_album, is_idx
from engine.data.pictures.labels import labelled_album
from engine.errors import N_, DataError
from engine.pixels import SUFFIXES

ALBUM_FILES = (".npz", ".bin", ".gz", ".idx", "-ubyte")
"""What the names of files end with that hold many images."""
_ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".7z", ".rar")


def is_album(path: Path) -> bool:
    """Whether it may hold many images, by its name: a folder, or a file of one of these kinds."""
    return path.is_dir() or path.name.lower().endswith(ALBUM_FILES)


def open_album(path: Path, column: str = "") -> Album:
    """The images in a file or folder; where a table of labels lies in the folder its `column` says the classes. Raises
    DataError with what is missing."""
    try:
        if path.is_dir():
            return _in_folder(path, column)
        path.stat()
    except OSError as error:
        raise DataError(N_("engine", "{path} cannot be read: {detail}."), path=path,
                        detail=error.strerror or str(error)) from error
    name = path.name.lower()
    if name.endswith(".npz"):
        return _arrays(npz_album, path)
    if name.endswith(".bin"):
        return _arrays(cifar_album, *_bins(path.parent))
    if name.endswith(_ARCHIVES):
        raise DataError(N_("engine", "{name} is an archive. Unpack it, and choose the folder that comes out."),
                        name=path.name)
    if name.endswith(SUFFIXES):
        raise DataError(N_("engine", "{name} is one picture, and nothing can be learned from that. Choose the folder "
                           "of all pictures."), name=path.name)
    return _arrays(idx_album, *(_idx(path.parent) if is_idx(path) else [path]))


def _in_folder(path: Path, column: str) -> Album:
    listing = list_folder(path)
    if listing.images:
        return labelled_album(listing, column) or folder_album(listing)
    if idx := _idx(path):
        return _arrays(idx_album, *idx)
    if bins := _bins(path):
        return _arrays(cifar_album, *bins)
    arrays = [entry for entry in path.iterdir() if entry.name.lower().endswith(".npz") and entry.is_file()]
    if len(arrays) == 1:
        return _arrays(npz_album, arrays[0])
    raise DataError(N_("engine", "There are no images in the folder {name}, nor below it. It is to hold files of the "
                       "kinds {kinds}, best in a folder for each class."), name=path.name or str(path),
                    kinds=", ".join(suffix[1:] for suffix in SUFFIXES))


def _arrays(read: Callable[..., ArrayAlbum], *paths: Path) -> ArrayAlbum:
    """What such files hold; the newest is kept for the next look, as long as they stay the same."""
    return _kept(read, paths, tuple(path.stat().st_mtime_ns for path in paths))


@lru_cache(maxsize=1)
def _kept(read: Callable[..., ArrayAlbum], paths: tuple[Path, ...], stamps: tuple[int, ...]) -> ArrayAlbum:
    return read(*paths)


def _idx(folder: Path) -> list[Path]:
    """The files of images; of one that is there packed and unpacked the latter."""
    found = sorted(path for path in folder.iterdir() if is_idx(path) and path.is_file())
    return [path for path in found if not (path.suffix.lower() == ".gz" and path.with_suffix("") in found)]


def _bins(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() == ".bin" and path.is_file())
