"""Writing files so that they are there whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from io import RawIOBase
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from engine.errors import N_, FormatError

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be removed
    fcntl = None

Content = bytes | Callable[[BinaryIO], object]
"""The bytes of a file, or what writes them into an open one: large ones need not be in memory twice."""
Check = Callable[[], object]

PIECE = 2**20
"""Bytes that are written between two checks."""
_TEMPORARY = re.compile(r"\.ladera-[0-9a-f]{32}\.tmp")
_UNNAMED = getattr(os, "O_TMPFILE", None)

_NOT_ALLOWED = N_("engine", "{name} was not written: you may not write it in {path}. Choose another folder.")
_NO_FOLDER = N_("engine", "{name} was not written: there is no folder {path}.")
_REASONS: Mapping[int, str] = MappingProxyType({
    errno.ENOSPC: N_("engine", "{name} was not written: the disk is full. Make room, or choose another folder."),
    errno.EDQUOT: N_("engine", "{name} was not written: your share of the disk is used up. Make room, or choose "
                     "another folder."),
    errno.EFBIG: N_("engine", "{name} was not written: it would be larger than files may be here. Choose another "
                    "folder."),
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: N_("engine", "{name} was not written: {path} can only be read. Choose another folder."),
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EISDIR: N_("engine", "{name} was not written: there is a folder of that name in {path}."),
    errno.ENODEV: N_("engine", "{name} was not written: what has that name in {path} is no file."),
    errno.ELOOP: N_("engine", "{name} was not written: it is a link that leads back to itself."),
    errno.ENAMETOOLONG: N_("engine", "{name} was not written: the name is too long."),
    errno.EILSEQ: N_("engine", "{name} was not written: the name holds characters that a file may not have."),
})


def write_atomically(path: Path, content: Content, check: Check | None = None) -> None:
    """Put `content` into `path`; the old file stays until the new one is whole and on disk.

    A link is followed; owner and permissions of a file that is replaced are kept, and one that may not be written is
    left alone. Raises FormatError with the reason when it cannot be done, and then nothing has changed and nothing is
    left over. `check` is called from time to time, and last before the old file goes: what it raises gives the writing
    up.

    A file with several hard links is written in place, once its new content is on disk, and stays one file under all
    its names. Only there can a crash in that very moment leave a part of each.
    """
    write_together({path: content}, check)


def write_together(files: Mapping[Path, Content], check: Check | None = None) -> None:
    """The same for files that belong together, in this order: no old one goes before all new ones are on disk."""
    check = check or (lambda: None)
    with ExitStack() as stack:
        drafts = []
        for path, content in files.items():
            with _in_sentences(path):
                draft = _Draft(_followed(path))
                stack.callback(draft.close)
            with _in_sentences(draft.target):
                draft.write(content, check)
            drafts.append(draft)
        check()
        for draft in drafts:
            with _in_sentences(draft.target):
                draft.publish()


def remove_leftovers(folder: Path) -> None:
    """Remove what programs that were killed while they wrote have left in a folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _remove_unless_held(entry.path)


class _Draft:
    """The new content of one file: on disk, and not yet under its name. Where the system can, it has no name at all
    until it is whole, so that it goes with a program that is killed; its lock tells a name that is left over."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self._old = _replaceable(target)
        self._name: Path | None = None
        self._file = self._open()
        _hold(self._file)

    def write(self, content: Content, check: Check) -> None:
        file = _Watched(self._file, check)
        if callable(content):
            content(file)
        else:
            file.write(content)
        self._file.flush()
        if self._old is not None and hasattr(os, "fchmod"):
            with suppress(OSError):  # a file of somebody else
                os.fchown(self._file.fileno(), self._old.st_uid, self._old.st_gid)
            os.fchmod(self._file.fileno(), stat.S_IMODE(self._old.st_mode))
        os.fsync(self._file.fileno())

    def publish(self) -> None:
        """Put it in the place of the old file."""
        if self._old is not None and self._old.st_nlink > 1:
            self._pour()
            return
        if self._name is None:
            self._give_name()
        if fcntl is None:
            self._file.close()  # Windows moves no file that is open
        os.replace(self._name, self.target)
        self._name = None
        _sync_folder(self.target.parent)

    def close(self) -> None:
        """Nothing stays of it but what was published."""
        with suppress(OSError):
            self._file.close()
        if self._name is not None:
            with suppress(OSError):
                self._name.unlink()

    def _open(self) -> BinaryIO:
        if _UNNAMED is not None:
            with suppress(OSError):  # a file system that has no such files; what is really wrong is said below
                return os.fdopen(os.open(self.target.parent, _UNNAMED | os.O_RDWR, 0o666), "w+b")
        name = self._free_name()
        file = os.fdopen(os.open(name, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o666), "w+b")
        self._name = name
        return file

    def _give_name(self) -> None:
        name = self._free_name()
        # With a folder it is linkat(2), which follows the link in /proc to the file itself.
        folder = os.open("/", os.O_RDONLY)
        try:
            os.link(f"/proc/self/fd/{self._file.fileno()}", name, dst_dir_fd=folder)
        finally:
            os.close(folder)
        self._name = name

    def _free_name(self) -> Path:
        return self.target.with_name(f".ladera-{uuid.uuid4().hex}.tmp")

    def _pour(self) -> None:
        """Write it into the old file; where that fails, the old content goes back."""
        with open(self.target, "r+b", buffering=0) as old:
            before = old.readall()
            try:
                self._file.seek(0)
                old.seek(0)
                while piece := self._file.read(PIECE):
                    _write_all(old, piece)
                old.truncate()
                os.fsync(old.fileno())
            except BaseException:
                old.seek(0)
                _write_all(old, before)
                old.truncate()
                raise


class _Watched:
    """A file that is written piece by piece, with a look between two of them at whether to go on."""

    def __init__(self, file: BinaryIO, check: Check) -> None:
        self._file, self._check = file, check

    def write(self, content: bytes | memoryview) -> int:
        view = memoryview(content)
        for start in range(0, len(view), PIECE):
            self._check()
            self._file.write(view[start:start + PIECE])
        return len(view)

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


def _followed(path: Path) -> Path:
    """Where a link leads. Raises OSError for a name that the system cannot even be asked about."""
    try:
        os.fsencode(path)
        return Path(os.path.realpath(path))
    except ValueError as error:
        raise OSError(errno.EILSEQ, os.strerror(errno.EILSEQ)) from error


def _replaceable(target: Path) -> os.stat_result | None:
    """What there is to replace, None where there is nothing. Raises OSError where it must stay."""
    try:
        old = os.stat(target)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(old.st_mode):
        number = errno.EISDIR if stat.S_ISDIR(old.st_mode) else errno.ENODEV
        raise OSError(number, os.strerror(number))
    os.close(os.open(target, os.O_WRONLY))  # a file that may only be read would be replaced without a word
    return old


@contextmanager
def _in_sentences(target: Path) -> Iterator[None]:
    """What the system says about `target` becomes a FormatError."""
    try:
        yield
    except OSError as error:
        template = _REASONS.get(error.errno, N_("engine", "{name} was not written: {detail}."))
        raise FormatError(template, name=target.name, path=target.parent,
                          detail=error.strerror or str(error)) from error


def _write_all(file: RawIOBase, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[file.write(view):]


def _hold(file: BinaryIO) -> None:
    if fcntl is not None:
        with suppress(OSError):  # some network file systems cannot; their leftovers stay
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove_unless_held(path: str) -> None:
    """Raises OSError while somebody writes there."""
    if fcntl is None:  # Windows removes no file that is open
        os.unlink(path)
        return
    file = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.unlink(path)
    finally:
        os.close(file)


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the system can."""
    if os.name == "posix":
        with suppress(OSError):  # a folder that may not be read, a network file system; the file itself is on disk
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
