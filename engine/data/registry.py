"""All sources of examples, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.data.classic import CLASSIC
from engine.data.playground import PLAYGROUND
from engine.data.sequences import SEQUENCES
from engine.data.source import Source
from engine.data.tables.source import CSV

SOURCES: Mapping[str, Source] = MappingProxyType(
    {source.name: source for source in (*PLAYGROUND, *CLASSIC, *SEQUENCES, CSV)})
