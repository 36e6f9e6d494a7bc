"""What a file makes known by being there: layers, losses, optimizers, probes, data sources, formats.

A package calls `discover` on itself once, and every module in it adds its rows to a `Registry`. So a new row is a new
file, and no list has to name it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Generic, Protocol, TypeVar

from engine.spelling import unknown

Entry = TypeVar("Entry")


class Registry(Mapping[str, Entry], Generic[Entry]):
    """Entries by name, in the order of their ranks; those of one rank in the order in which they came.

    `what` is what the entries are, in the plural, for the message of the ValueError that a second one of the same name
    raises.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._entries: dict[str, Entry] = {}
        self._ranks: dict[str, int] = {}

    def add(self, name: str, entry: Entry, rank: int = 0) -> None:
        """Make `entry` known. Raises ValueError where there is one of that name."""
        if name in self._entries:
            raise ValueError(f"two {self._what} are called {name}")
        self._ranks[name] = rank
        entries = {**self._entries, name: entry}
        self._entries = {key: entries[key] for key in sorted(entries, key=self._ranks.__getitem__)}

    def remove(self, name: str) -> None:
        """Forget one again. Raises KeyError where there is none."""
        del self._entries[name], self._ranks[name]

    def __getitem__(self, name: str) -> Entry:
        """Raises UnknownNameError, with the list and the nearest."""
        if name not in self._entries:
            raise unknown(name, self._entries)
        return self._entries[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        return f"Registry({', '.join(self._entries)})"


class Titled(Protocol):
    @property
    def title(self) -> str: ...


class Titles(Mapping[str, str]):
    """What the entries of a registry are called for people, those too that come later."""

    def __init__(self, entries: Mapping[str, Titled]) -> None:
        self._entries = entries

    def __getitem__(self, name: str) -> str:
        """Raises UnknownNameError, with the list and the nearest."""
        return self._entries[name].title

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def discover(package: str, path: list[str]) -> None:
    """Import every module of a package: `discover(__name__, __path__)` in its `__init__`."""
    for module in iter_modules(path):
        import_module(f"{package}.{module.name}")
