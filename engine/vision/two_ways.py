"""How a convolution slides that is also shown as a dense matrix, and what both are to learn from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from engine.errors import N_, SettingError
from engine.vision.sliding import PLAIN, Sliding

TIED_PADDINGS = ("valid", "same", "full")
"""With a mirrored edge one input may meet an output through several weights."""
TIED_STRIDES = 3
EXAMPLES = (20, 50, 100, 500)
"""How many digits both may learn from."""


@dataclass(frozen=True)
class TwoWays:
    """Raises SettingError."""

    sliding: Sliding = PLAIN
    examples: int = 50

    def __post_init__(self) -> None:
        slides = replace(self.sliding, stride=1)
        if not (slides in [Sliding(padding=padding) for padding in TIED_PADDINGS]
                and self.sliding.stride <= TIED_STRIDES and self.examples in EXAMPLES):
            raise SettingError(N_("engine", "A layer in two ways has settings that do not exist."))

    def to_json(self) -> dict[str, Any]:
        """As a plain dictionary."""
        return {"stride": self.sliding.stride, "padding": self.sliding.padding, "examples": self.examples}

    @classmethod
    def from_json(cls, value: Any) -> TwoWays:
        """Read what `to_json` wrote. Raises SettingError, LookupError and TypeError."""
        return cls(Sliding(value["stride"], value["padding"]), value["examples"])
