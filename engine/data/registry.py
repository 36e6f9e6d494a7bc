"""All sources of examples, in the order in which they are offered: those of one category stand together."""

from __future__ import annotations

from engine.data.source import Source
from engine.registry import Registry

SOURCES: Registry[Source] = Registry("sources of data")


def register(*sources: Source, rank: int) -> None:
    """Make sources of one category known; `rank` is its place among the categories."""
    for source in sources:
        SOURCES.add(source.name, source, rank)
