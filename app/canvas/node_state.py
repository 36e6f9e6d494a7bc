"""What a card shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What a card is to the link being drawn."""

    NONE = "none"
    CANDIDATE = "candidate"
    MISFIT = "misfit"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class NodeState:
    """Everything that a card shows, as text already translated."""

    name: str
    kind: str
    category: str
    subtitle: str
    footer: str
    inputs: int
    used_inputs: frozenset[int]
    has_output: bool
    problems: tuple[str, ...]
    implicated: bool  # another layer's problem names this one too
    title: str = ""  # what stands there in place of the name

    @property
    def heading(self) -> str:
        """What is written at the top."""
        return self.title or self.name
