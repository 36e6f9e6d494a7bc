"""A row of numbers that a person pastes."""

from __future__ import annotations

import math
import re

from app.i18n import installed_language
from app.numbers import read_number

_LONGEST = 1_000_000
_GAPS = (re.compile(r"\t"), re.compile(r";"), re.compile(r",\s*"), re.compile(r"\s+"))


def row_of_text(text: str, count: int) -> tuple[float, ...] | None:
    """The `count` numbers of a row that is parted by tabs, semicolons, commas or spaces; None where it is none."""
    text = text.strip()
    if len(text) > _LONGEST or "\n" in text:
        return None
    for gap in _GAPS:
        pieces = gap.split(text)
        if len(pieces) == count:
            values = [read_number(piece, installed_language()) for piece in pieces]
            if all(isinstance(value, float) and math.isfinite(value) for value in values):
                return tuple(values)
    return None
