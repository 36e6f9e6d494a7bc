"""How sentences quote what they were given: shortened, and with everything visible.

What a file, a table or a person names may be of any length and hold characters that change the text around them. Every
value of a sentence goes through `quoted`; only a `Vocabulary`, which is Ladera's own, stands whole.
"""

from __future__ import annotations

import reprlib
import unicodedata
from collections.abc import Iterable
from numbers import Number
from pathlib import PurePath
from typing import Any

LONGEST = 80
"""Characters of a quotation."""
LONGEST_PATH = 300
HUGE = 10**40
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's categories of what is not seen itself: controls, what turns the direction of writing, halves of pairs."""

_CONTAINERS = reprlib.Repr()
_CONTAINERS.maxlevel = 3
_CONTAINERS.maxtuple = _CONTAINERS.maxlist = _CONTAINERS.maxset = _CONTAINERS.maxfrozenset = 12
_CONTAINERS.maxdict = 4
_CONTAINERS.maxstring = _CONTAINERS.maxother = _CONTAINERS.maxlong = LONGEST


class Vocabulary(str):
    """Words that the program itself knows, with commas between them."""

    def __new__(cls, words: Iterable[str]) -> Vocabulary:
        return super().__new__(cls, ", ".join(words))

    def __reduce__(self) -> tuple:
        return Vocabulary, ((str(self),),)


def quoted(value: Any) -> Any:
    """`value` as a sentence may quote it. Numbers stay numbers, so that they can be formatted, unless they are beyond
    anything that is worth reading digit by digit."""
    match value:
        case Vocabulary():
            return value
        case int():
            return value if abs(value) < HUGE else f"{'-' if value < 0 else ''}10^{_digits(value) - 1}"
        case str():
            return shortened(value)
        case PurePath():
            return path_shortened(str(value))
        case list() | tuple() | dict() | set() | frozenset():
            return shortened(_CONTAINERS.repr(value))
        case None | Number():
            return value
    return shortened(str(value))


def shortened(text: str, most: int = LONGEST) -> str:
    """The beginning of a text, at most `most` characters, in which everything can be seen."""
    seen = visible(text[:most + 1])
    return seen if len(seen) <= most and len(text) <= most else seen[:most - 1] + "…"


def path_shortened(text: str) -> str:
    """The end of a path, which says most."""
    seen = visible(text[-LONGEST_PATH:])
    return seen if len(seen) <= LONGEST_PATH and len(text) <= LONGEST_PATH else "…" + seen[1 - LONGEST_PATH:]


def visible(text: str) -> str:
    """The text with a code, as in Python, in place of each character that is not seen itself."""
    return "".join(character.encode("unicode_escape").decode() if unicodedata.category(character) in _UNSEEN
                   else character for character in text)


def _digits(value: int) -> int:
    """About how many digits a whole number has, which Python would not always write."""
    return int(value.bit_length() * 0.30103) + 1
