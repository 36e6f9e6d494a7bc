"""Tables that are large are looked at in another process: reading one keeps Python busy for seconds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from engine.data import Data, DataSpec, TableGuess, detect, load
from engine.jobs import Limits, limited

SMALL = 200_000
"""Bytes of a table that is read in a moment."""
_GROWTH = 8
"""How many times its size a table of short cells takes in memory, next to what other files take."""


def detect_beside(name: str, content: bytes, said: Mapping[str, Any], given_up: threading.Event) -> TableGuess:
    """`detect`, for a thread that waits for it; `name` is the table's, for sentences. Raises LaderaError."""
    if len(content) <= SMALL:
        return detect(content, **said)
    return _limited(_detect, content, said, name=name, size=len(content), given_up=given_up)


def load_beside(name: str, spec: DataSpec, given_up: threading.Event | None = None) -> Data:
    """`load`, in the same way; small sets and those that Ladera makes are loaded here."""
    if spec.table is None or len(spec.table) <= SMALL:
        return load(spec)
    return _limited(load, spec, name=name, size=len(spec.table), given_up=given_up)


def _limited(function: Callable[..., Any], *arguments: Any, name: str, size: int,
             given_up: threading.Event | None) -> Any:
    return limited(function, *arguments, name=name, limits=Limits.of(_GROWTH * size), given_up=given_up)


def _detect(content: bytes, said: Mapping[str, Any]) -> TableGuess:
    return detect(content, **said)
