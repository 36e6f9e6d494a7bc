"""A text as a row of symbols: its letters, or its words."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

_WORD = re.compile(r"\w+(?:['’\-]\w+)*|[^\w\s]")
_PARAGRAPHS = re.compile(r"\n\s*\n")
SHOWN = {" ": "␣", "\n": "¶", "·": "‧"}
"""How symbols are called that cannot be seen, and the one that elsewhere fills rows up."""


def cut(text: str, unit: str, lower: bool) -> list[str]:
    """Its "characters", with one space or one end of a paragraph where it has any number of blanks, or its "words" and
    punctuation marks."""
    paragraphs = (" ".join(paragraph.split()) for paragraph in _PARAGRAPHS.split(text.replace("\r\n", "\n")))
    text = "\n".join(paragraph for paragraph in paragraphs if paragraph)
    text = text.lower() if lower else text
    return list(text) if unit == "characters" else _WORD.findall(text)


def numbered(symbols: list[str], most: int) -> tuple[np.ndarray, tuple[str, ...]]:
    """(n,): the place of each symbol among the `most` frequent ones, which come second, the most frequent first; those
    that are rarer are numbered behind them."""
    known = [symbol for symbol, _ in sorted(Counter(symbols).items(), key=lambda row: (-row[1], row[0]))[:most]]
    place = {symbol: number for number, symbol in enumerate(known)}
    return (np.array([place.get(symbol, len(known)) for symbol in symbols], np.int64),
            tuple(SHOWN.get(symbol, symbol) for symbol in known))
