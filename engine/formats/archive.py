"""Zip files from strangers: nothing is extracted, names and sizes are checked before and while reading."""

from __future__ import annotations

import errno
import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from engine.errors import N_, FormatError
from engine.formats import strict_json
from engine.formats.atomic import PIECE

_DIRECTORY_BYTES_PER_ENTRY = 1_024
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError,
           OverflowError, LookupError)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same content gives the same file


class Archive:
    """An open zip file; `names` are its entries. Raises FormatError where its directory cannot be true."""

    def __init__(self, zipped: zipfile.ZipFile, name: str, size: int, most_entries: int) -> None:
        self._zip, self._name = zipped, name
        entries = zipped.infolist()
        if any(entry.compress_size > size for entry in entries):
            raise damaged(name)
        self._entries = {entry.filename: entry for entry in entries}
        if len(self._entries) < len(entries) or len(entries) > most_entries:
            raise damaged(name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    @property
    def sizes(self) -> Mapping[str, int]:
        """Entry → the bytes that it says to unpack to; `read` gives no more."""
        return {name: entry.file_size for name, entry in self._entries.items()}

    def is_packed(self, entry: str) -> bool:
        """Whether an entry may unpack to more bytes than the file has."""
        return self._entries[entry].compress_type != zipfile.ZIP_STORED

    def read(self, entry: str, most: int) -> bytes:
        """The bytes of an entry. Raises FormatError when it is missing, damaged or larger than `most` bytes.

        What is not packed cannot be larger than the file, so for such entries there is always a second bound.
        """
        info = self._entries.get(entry)
        if info is None:
            raise FormatError(N_("engine", "{name} is damaged: the part {file} is missing."), name=self._name,
                              file=entry)
        if info.flag_bits & 1 or info.compress_type not in _METHODS:
            raise FormatError(N_("engine", "{name} is encrypted or packed in a way that cannot be read."),
                              name=self._name)
        if info.compress_type == zipfile.ZIP_STORED and info.compress_size != info.file_size:
            raise damaged(self._name, entry)
        if info.file_size > most:
            raise FormatError(N_("engine", "{name} is damaged or hostile: its part {file} has {size} bytes, more than "
                              "{most}."), name=self._name, file=entry, size=info.file_size, most=most)
        try:
            with self._zip.open(info) as stream:
                content = stream.read(info.file_size + 1)
        except _DAMAGE as error:
            raise damaged(self._name, entry) from error
        if len(content) != info.file_size:
            raise damaged(self._name, entry)
        return content

    def read_json(self, entry: str, most: int) -> Any:
        """The value in an entry that is JSON. Raises FormatError as `read` does, and where it is none."""
        try:
            return strict_json.load(self.read(entry, most))
        except strict_json.NumberError as error:
            raise FormatError(N_("engine", "{name} is damaged: its part {file} holds {value} for a number."),
                              name=self._name, file=entry, value=str(error)) from error
        except strict_json.NestingError as error:
            raise FormatError(N_("engine", "{name} is damaged or hostile: its part {file} has lists within lists "
                              "without end."), name=self._name, file=entry) from error
        except ValueError as error:
            raise damaged(self._name, entry) from error


@contextmanager
def open_archive(path: Path, most_entries: int) -> Iterator[Archive]:
    """Open a zip file of at most `most_entries` entries. Raises FormatError when it cannot be read or is none."""
    try:
        with _open(path) as file:
            guarded = _Guarded(file, most_entries * _DIRECTORY_BYTES_PER_ENTRY + 0x20000)
            try:
                zipped = zipfile.ZipFile(guarded)
            except _DAMAGE as error:
                raise damaged(path.name) from error
            guarded.most = None
            with zipped:
                yield Archive(zipped, path.name, os.fstat(file.fileno()).st_size, most_entries)
    except OSError as error:
        raise unreadable(path, error) from error


class _Guarded(io.BufferedIOBase):
    """A file of which no single read gives more than `most` bytes: a directory of a million entries is not parsed."""

    def __init__(self, file: io.BufferedReader, most: int | None) -> None:
        self._file, self.most = file, most

    def read(self, size: int | None = -1) -> bytes:
        if self.most is None:
            return self._file.read(size)
        content = self._file.read(self.most + 1 if size is None or size < 0 else min(size, self.most + 1))
        if len(content) > self.most:
            raise zipfile.BadZipFile("the directory is too large")
        return content

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


Part = bytes | Sequence[bytes | memoryview]
"""The content of an entry, whole or in pieces that follow each other: large arrays are written where they lie."""


def pieces(part: Part) -> list[memoryview]:
    """What a part consists of, one after the other."""
    return [memoryview(piece) for piece in ([part] if isinstance(part, bytes) else part)]


def size(part: Part) -> int:
    """Its bytes."""
    return sum(map(len, pieces(part)))


def pack(entries: Mapping[str, Part], stored: frozenset[str] = frozenset()) -> bytes:
    """A zip file of `entries`, compressed but for those in `stored`. Equal entries give equal bytes."""
    buffer = io.BytesIO()
    pack_into(buffer, entries, stored)
    return buffer.getvalue()


def pack_into(file: BinaryIO, entries: Mapping[str, Part], stored: frozenset[str] = frozenset()) -> None:
    """The same, written piece by piece: other threads get their turn."""
    with zipfile.ZipFile(file, "w") as zipped:
        for name, content in entries.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.file_size = size(content)
            with zipped.open(info, "w") as entry:
                for piece in pieces(content):
                    for start in range(0, len(piece), PIECE):
                        entry.write(piece[start:start + PIECE])


def read_file(path: Path, most: int) -> bytes:
    """The bytes of a file. Raises FormatError when it cannot be read or has more than `most`."""
    try:
        with _open(path) as file:
            content = file.read(min(most, os.fstat(file.fileno()).st_size) + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(content) > most:
        raise FormatError(N_("engine", "{name} is too large: more than {most} bytes."), name=path.name, most=most)
    return content


def read_span(path: Path, start: int, length: int) -> bytes:
    """So many bytes of a file from `start` on, fewer where it ends before. Raises FormatError when it cannot be read.
    """
    try:
        with _open(path) as file:
            size = os.fstat(file.fileno()).st_size
            file.seek(min(start, size))
            return file.read(max(0, min(length, size - start)))
    except OSError as error:
        raise unreadable(path, error) from error


def _open(path: Path) -> BinaryIO:
    """Open a regular file: a pipe would wait for ever, a device never end. Raises FormatError for what is none, OSError
    where the system says no."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError as error:  # no name of a file, and nothing to ask the system
        raise OSError(errno.EILSEQ, os.strerror(errno.EILSEQ)) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise FormatError(N_("engine", "{path} cannot be read: it is not a file."), path=path)
    return os.fdopen(handle, "rb")


def unreadable(path: Path, error: OSError) -> FormatError:
    """A file that the system does not give."""
    if isinstance(error, FileNotFoundError):
        return FormatError(N_("engine", "There is no file {path}."), path=path)
    return FormatError(N_("engine", "{path} cannot be read: {detail}."), path=path,
                       detail=error.strerror or repr(error))


def damaged(name: str, part: str = "") -> FormatError:
    """A file that is not what its suffix says, as a whole or in one of its parts."""
    if part:
        return FormatError(N_("engine", "{name} is damaged: its part {file} cannot be read."), name=name, file=part)
    return FormatError(N_("engine", "{name} is damaged, or not what its suffix says."), name=name)
