"""What comes out of a foreign file, and how one is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import FormatError
from engine.formats.pickled import refuse_pickled
from engine.formats.registry import by_suffix
from engine.graph import Graph
from engine.registry import Registry


@dataclass(frozen=True)
class Imported:
    """A network as far as Ladera has its layers.

    `missing` says, layer by layer, what there is nothing for; their places in `graph` are gaps. `parameters` is the
    flat vector of the file's weights, None while there are gaps.
    """

    graph: Graph
    parameters: np.ndarray | None
    missing: tuple[FormatError, ...]


Read = Callable[[Path], Imported]

NETWORK_READERS: Registry[tuple[str, Read]] = Registry("readers of networks")
"""Suffix → title, marked for translation, and what reads such a file."""


def register_reader(suffix: str, title: str, read: Read) -> None:
    """Make a kind of file known."""
    NETWORK_READERS.add(suffix, (title, read))


def import_network(path: Path | str) -> Imported:
    """The network in a file, by its suffix. Nothing in the file is executed. Raises FormatError for a file that is
    broken, too large, of an unknown kind or no network."""
    path = Path(path)
    refuse_pickled(path.name)
    return by_suffix(NETWORK_READERS, path)[1](path)
