"""Large tables, and images, are looked at in another process: reading them keeps Python busy for seconds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import prod
from pathlib import Path
from typing import Any

from engine.data import Data, DataSpec, Progress, TableGuess, detect, load
from engine.data.pictures import Form, Packing, Shown, Survey, pack, show, survey
from engine.errors import N_, LaderaError
from engine.jobs import GivenUpError, Limits, Readers

TABLES = ("csv", "texts")
"""Sources whose content is a table."""
SMALL = 200_000
"""Bytes of a table that is read in a moment."""
_GROWTH = 8
"""How many times its size a table of short cells takes in memory, next to what other files take."""
_SECONDS = 300.0
_SECONDS_PER_IMAGE = 1.0
_COPIES = 6
"""Of images, that are in memory while they are packed and sent."""


class Watch:
    """Is told on one thread how much is done, from 0 to 1, and looked at on another, which may also give it up."""

    def __init__(self) -> None:
        self.share = 0.0
        self.given_up = threading.Event()

    def tell(self, share: float) -> None:
        """A Progress. Raises GivenUpError when nobody waits any more."""
        self.share = share
        if self.given_up.is_set():
            raise GivenUpError(N_("engine", "The table was not read to its end."))


def detect_beside(readers: Readers, name: str, content: bytes, said: Mapping[str, Any], watch: Watch) -> TableGuess:
    """`detect`, for a thread that waits for it; `name` is the table's, for sentences. Raises LaderaError."""
    if len(content) <= SMALL:
        return detect(content, **said, progress=watch.tell)
    return _limited(readers, _detect, content, said, name=name, size=len(content), watch=watch)


def load_beside(readers: Readers, name: str, spec: DataSpec, watch: Watch | None = None) -> Data:
    """`load`, in the same way; small tables, images, which are packed already, and what Ladera makes are loaded
    here."""
    watch = watch or Watch()
    if spec.source not in TABLES or spec.content is None or len(spec.content) <= SMALL:
        return load(spec, watch.tell)
    return _limited(readers, load, spec, name=name, size=len(spec.content), watch=watch)


def survey_beside(readers: Readers, path: Path, column: str, watch: Watch) -> Survey:
    """`survey`, for a thread that waits for it. Raises LaderaError."""
    return readers.limited(survey, path, column, name=path.name, limits=_limits(path), given_up=watch.given_up,
                           told=watch.tell)


def show_beside(readers: Readers, path: Path, told: Survey, form: Form) -> list[Shown]:
    """`show`, in the same way. It is short, and not given up for what is asked next: that would need a new process."""
    return readers.limited(show, path, told.column, form, told.shown, name=path.name, limits=_limits(path))


def take_beside(readers: Readers, path: Path, told: Survey, form: Form, spec: DataSpec,
                watch: Watch) -> tuple[Packing, Data]:
    """`pack`, in the same way, and the data that `spec` makes of it."""
    packing = readers.limited(pack, path, told.column, form, name=path.name, given_up=watch.given_up, told=watch.tell,
                              limits=_limits(path, told.images, told.images * prod(form.shape)))
    return packing, load(replace(spec, source="pictures", settings={}, features=(), content=packing.content))


def _limits(path: Path, images: int = 0, size: int = 0) -> Limits:
    """For so many images that become so many bytes, from a folder, or from a file that is unpacked as a whole."""
    try:
        packed = path.stat().st_size if path.is_file() else 0
    except OSError as error:
        raise LaderaError(N_("engine", "{path} cannot be read: {detail}."), path=path,
                          detail=error.strerror or str(error)) from error
    return Limits(_SECONDS + _SECONDS_PER_IMAGE * images, 2**30 + 20 * packed + _COPIES * size)


def _limited(readers: Readers, function: Callable[..., Any], *arguments: Any, name: str, size: int,
             watch: Watch) -> Any:
    return readers.limited(function, *arguments, name=name, limits=Limits.of(_GROWTH * size), given_up=watch.given_up,
                           told=watch.tell)


def _detect(content: bytes, said: Mapping[str, Any], progress: Progress) -> TableGuess:
    return detect(content, **said, progress=progress)
