"""How counts are written, everywhere in the window and in both languages.

Thousands are parted by a narrow space that does not break, from five digits on, and decimals follow a point: 1000,
61 706, 0.05. That is what ISO 80000-1 asks for and what Spanish spelling allows; a comma would part thousands for one
reader and decimals for the next.
"""

from __future__ import annotations

SPACE = "\u202f"
"""Narrow no-break space."""
GROUPED_FROM = 10_000


def grouped(number: float) -> str:
    """61706 as 61 706; rounded to a whole number."""
    whole = round(number)
    return f"{whole:,}".replace(",", SPACE) if abs(whole) >= GROUPED_FROM else str(whole)
