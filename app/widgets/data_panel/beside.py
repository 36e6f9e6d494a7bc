"""Tables that are large are looked at in another process: reading one keeps Python busy for seconds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from engine.data import Data, DataSpec, Progress, TableGuess, detect, load
from engine.errors import N_
from engine.jobs import GivenUpError, Limits, limited

SMALL = 200_000
"""Bytes of a table that is read in a moment."""
_GROWTH = 8
"""How many times its size a table of short cells takes in memory, next to what other files take."""


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


def detect_beside(name: str, content: bytes, said: Mapping[str, Any], watch: Watch) -> TableGuess:
    """`detect`, for a thread that waits for it; `name` is the table's, for sentences. Raises LaderaError."""
    if len(content) <= SMALL:
        return detect(content, **said, progress=watch.tell)
    return _limited(_detect, content, said, name=name, size=len(content), watch=watch)


def load_beside(name: str, spec: DataSpec, watch: Watch | None = None) -> Data:
    """`load`, in the same way; small sets and those that Ladera makes are loaded here."""
    watch = watch or Watch()
    if spec.content is None or len(spec.content) <= SMALL:
        return load(spec, watch.tell)
    return _limited(load, spec, name=name, size=len(spec.content), watch=watch)


def _limited(function: Callable[..., Any], *arguments: Any, name: str, size: int, watch: Watch) -> Any:
    return limited(function, *arguments, name=name, limits=Limits.of(_GROWTH * size), given_up=watch.given_up,
                   told=watch.tell)


def _detect(content: bytes, said: Mapping[str, Any], progress: Progress) -> TableGuess:
    return detect(content, **said, progress=progress)
