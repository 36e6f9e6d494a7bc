"""How numbers are written, everywhere in the window and in both languages.

Thousands are parted by a narrow space that does not break, from five digits on, and decimals follow a point: 1000,
61 706, 0.05. That is what ISO 80000-1 asks for and what Spanish spelling allows; a comma would part thousands for one
reader and decimals for the next. What a person writes is read more kindly: `read_number`.
"""

from __future__ import annotations

import re

SPACE = "\u202f"
"""Narrow no-break space."""
GROUPED_FROM = 10_000


def grouped(number: float) -> str:
    """61706 as 61 706; rounded to a whole number."""
    whole = round(number)
    text = f"{whole:,}".replace(",", SPACE) if abs(whole) >= GROUPED_FROM else str(whole)
    return text.replace("-", "−")


def number(value: float) -> str:
    """A number for an axis or a legend, to four digits; beyond 100 000 and below a thousandth to two, with the power of
    ten: 1.2e5."""
    value += 0.0  # −0 is 0
    if 9_999.5 <= abs(value) < 1e5:
        return typeset(str(round(value)))
    return typeset(f"{value:.2g}" if value and not 1e-3 <= abs(value) < 1e5 else f"{value:.4g}")


def typeset(text: str) -> str:
    """A number as programs write it, -1e-05 or 20000, as people do: −1e−5, 20 000."""
    if text.lstrip("-").isdecimal():
        text = grouped(int(text))
    return text.replace("e-0", "e-").replace("e+0", "e").replace("e+", "e").replace("-", "−")


def signed(value: float) -> str:
    """The same of a change: a + before what is more than 0."""
    return f"{'+' if value > 0 else ''}{number(value)}"


# Reading

class Ambiguous(str):
    """A text that is one number with a mark for thousands, and another one with a decimal mark."""


_BLANKS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", SPACE: " ", "\u2009": " ", "’": "'"})
_PARTED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:([ ',.])[0-9]{3})(?:\1[0-9]{3})*(?![0-9])")
_ZEROS = re.compile(r"\.00+$")  # a thousand with a slip, rather than one without decimals
_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?inf", re.IGNORECASE)


def read_number(text: str, language: str, whole: bool = False) -> float | str:
    """The number that a person has written, with a point or a comma before decimals, and thousands parted by spaces,
    apostrophes or as their language has it: 1,000 in English, 1.000 in Spanish. The text itself when it is none.

    One mark before three digits can be either; the language says which. Where it says decimals and a `whole` number
    is wanted, it is neither; nor is it 1.000 in Spanish where decimals may stand, for the window writes them with a
    point: the answer is then Ambiguous.
    """
    written = text.strip().translate(_BLANKS)
    thousands = "," if language == "en" else "."
    parted = _PARTED.match(written)
    if parted is not None:
        mark, once = parted[1], parted[0].count(parted[1]) == 1
        rest = written[parted.end():]
        if rest[:1] == mark:
            return text
        if mark in ",." and once and not rest and (mark != thousands if whole else mark == "." == thousands):
            return Ambiguous(text)
        if mark in " '" or not once or mark == thousands or (rest and rest[0] in ",." and rest[0] != mark):
            written = parted[0].replace(mark, "") + rest
    written = written.replace(",", ".")
    if not _PLAIN.fullmatch(written) or (whole and _ZEROS.search(written)):
        return text or "“”"
    return float(written)
