"""Writing a file so that it is there whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import uuid
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from engine.errors import N_, FormatError

_REASONS: Mapping[int, str] = MappingProxyType({
    errno.ENOSPC: N_("engine", "{name} was not written: the disk is full. Make room, or choose another folder."),
    errno.EDQUOT: N_("engine", "{name} was not written: your share of the disk is used up. Make room, or choose "
                     "another folder."),
    errno.EACCES: N_("engine", "{name} was not written: you may not write in {path}. Choose another folder."),
    errno.EPERM: N_("engine", "{name} was not written: you may not write in {path}. Choose another folder."),
    errno.EROFS: N_("engine", "{name} was not written: {path} can only be read. Choose another folder."),
    errno.ENOENT: N_("engine", "{name} was not written: there is no folder {path}."),
    errno.ENOTDIR: N_("engine", "{name} was not written: there is no folder {path}."),
    errno.EISDIR: N_("engine", "{name} was not written: there is a folder of that name in {path}."),
    errno.ENAMETOOLONG: N_("engine", "{name} was not written: the name is too long."),
})


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` into `path` through a temporary file beside it; the old file stays until the new one is on disk.

    A link is followed, and the permissions of a file that is replaced are kept. Raises FormatError with the reason when
    it cannot be done, and then nothing has changed.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".ladera-{uuid.uuid4().hex}.tmp")
    try:
        try:
            with open(temporary, "xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                shutil.copymode(target, temporary)
            os.replace(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        template = _REASONS.get(error.errno, N_("engine", "{name} was not written: {detail}."))
        raise FormatError(template, name=target.name, path=target.parent, detail=error.strerror) from error
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError:  # some network file systems cannot; the file itself is on disk
            pass
        finally:
            os.close(handle)
