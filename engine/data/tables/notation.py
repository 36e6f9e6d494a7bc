"""How the numbers of a column are written: which mark stands before decimals, which between thousands, which unit.

A column is looked at as a whole: “1.050” alone may be more than a thousand or a little more than one, but beside 990 it
is more than a thousand, and beside 0.5 a little more than one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

import numpy as np

from engine.errors import N_

DECIMALS: Mapping[str, str] = MappingProxyType({".": N_("engine", "Point: 1.5"), ",": N_("engine", "Comma: 1,5")})
OTHER = MappingProxyType({".": ",", ",": "."})
_GROUPS = ".,' "
LARGEST_NUMBER = 1e50  # so that variances stay finite in float64

_ALIKE = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "´": "'"})
_CODES = ("USD EUR GBP JPY CHF MXN COP ARS CLP PEN BRL UYU BOB PYG VES CRC GTQ HNL NIO DOP CUP PAB CAD AUD NZD CNY RMB "
          "INR KRW RUB SEK NOK DKK PLN CZK HUF RON TRY ZAR")
_SYMBOLS = ("US$ MX$ CA$ AU$ NZ$ HK$ R$ C$ A$ S/. S/ $ € £ ¥ ₹ ₽ ₩ ₺ ₪ ฿ ₫ ₴ ₦ ₱ ₡ ₲ Bs. Bs kr. kr zł Kč Ft Fr. Fr")
_PERCENT = "% ‰ °C °F °"
_PREFIX = "|".join(map(re.escape, (*_SYMBOLS.split(), *_CODES.split())))
_SUFFIX = "|".join(map(re.escape, (*_PERCENT.split(), *_SYMBOLS.split(), *_CODES.split())))
_PARTS = re.compile(rf"(?P<minus>[-+]?)(?P<open>\(?)(?P<sign>[-+]?)(?P<prefix>{_PREFIX})?\s?"
                    rf"(?P<core>[-+]?[0-9.,][^()%]*?)\s?(?P<suffix>{_SUFFIX})?(?P<close>\)?)(?P<after>-?)")
_SIMPLE = re.compile(r"[+-]?[0-9.,]+(?:[eE][+-]?[0-9]+)?")
_INFINITE = re.compile(r"[+-]?(?:inf|infinity)", re.IGNORECASE)


def is_plain(cell: str, decimal: str) -> bool:
    """Whether `cell` is written as a number without unit and thousands, infinities included."""
    return _plain(decimal).fullmatch(cell) is not None or _INFINITE.fullmatch(cell) is not None


def is_finite(core: str) -> bool:
    """Whether the digits of a cell are a number, whichever marks it is written with."""
    if any(_plain(decimal).fullmatch(core) for decimal in DECIMALS):
        return True
    return any(mark in core for mark in _GROUPS) and any(
        _grouped(decimal, group).fullmatch(core) for decimal in DECIMALS for group in (OTHER[decimal], " ", "'"))


@cache
def _plain(decimal: str) -> re.Pattern[str]:
    mark = re.escape(decimal)
    return re.compile(rf"[+-]?(?:[0-9]+(?:{mark}[0-9]*)?|{mark}[0-9]+)(?:[eE][+-]?[0-9]+)?")


@cache
def _grouped(decimal: str, group: str) -> re.Pattern[str]:
    """Groups of three, or as in India of two and a last one of three."""
    mark, group = re.escape(decimal), re.escape(group)
    return re.compile(rf"[+-]?[0-9]{{1,3}}(?:{group}[0-9]{{2,3}})*{group}[0-9]{{3}}(?:{mark}[0-9]*)?")


def take_apart(cell: str) -> tuple[str, str]:
    """The digits of a cell, with sign and marks, and the unit before or after them; ("", "") for no number at all."""
    if _SIMPLE.fullmatch(cell) or _INFINITE.fullmatch(cell):
        return cell, ""
    parts = _PARTS.fullmatch(cell.translate(_ALIKE))
    if parts is None or bool(parts["open"]) != bool(parts["close"]) or (parts["prefix"] and parts["suffix"]):
        return "", ""
    signs, core = parts["minus"] + parts["sign"] + parts["after"] + "-" * bool(parts["open"]), parts["core"]
    if core[0] in "+-":
        signs, core = signs + core[0], core[1:]
    return (signs + core, parts["prefix"] or parts["suffix"] or "") if len(signs) <= 1 else ("", "")


def may_be_grouped(cell: str, mark: str) -> bool:
    """Whether the marks in a cell may part thousands: 1.050, not 1.05 or 0.105."""
    return _grouped(OTHER[mark], mark).fullmatch(cell) is not None and not cell.lstrip("+-").startswith("0")


@dataclass(frozen=True)
class Doubt:
    """The setting that decides between two ways to read words: its value for the way taken, and for the other one;
    `word` is the place of one that tells them apart, `numbers` what it is either way."""

    setting: str
    taken: str
    other: str
    word: int
    numbers: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Reading:
    """Words as numbers: `values` (M,) float64, NaN for what is none; `unit` of all of them; `said` is the decimal mark
    that they show beyond doubt, or "".

    Where there are two ways to read them, and nothing decides, `doubt` says so.
    """

    values: np.ndarray
    unit: str = ""
    said: str = ""
    doubt: Doubt | None = None

    def among(self, count: int, places: np.ndarray) -> Reading:
        """The same of `count` words, of which these are the ones at `places`; the others are no numbers."""
        values = np.full(count, np.nan)
        values[places] = self.values
        doubt = self.doubt and replace(self.doubt, word=int(places[self.doubt.word]))
        return replace(self, values=values, doubt=doubt)


def read_numbers(words: Sequence[str], counts: np.ndarray, prefer: str = "", delimiter: str = "") -> Reading:
    """How most of `words` (each `counts` times in the column, none of them a gap) are numbers.

    `prefer` is the mark that the person or the rest of the file says; it decides only what the column itself does not.
    """
    written = [take_apart(word) for word in words]
    unit = _unit(written, counts)
    cores = [core if own == unit or (not own and _is_zero(core)) else "" for core, own in written]
    values = {decimal: _values(cores, decimal) for decimal in DECIMALS}
    fits = {decimal: int(counts[~np.isnan(found)].sum()) for decimal, found in values.items()}
    first = max(DECIMALS, key=lambda decimal: (fits[decimal], decimal == prefer))
    second = OTHER[first]
    differ = np.flatnonzero(~np.isnan(values[first]) & (values[first] != values[second]))
    if fits[second] < fits[first] or not len(differ):
        return Reading(values[first], unit, first if any(_has_mark(cores, mark) for mark in DECIMALS) else "")
    said = own_mark(cores, first, second)
    decimal = said or prefer or _usual(cores, delimiter)
    if said or prefer or delimiter == ",":
        return Reading(values[decimal], unit, said)
    word, other = int(differ[0]), OTHER[decimal]
    return Reading(values[decimal], unit, doubt=Doubt("decimal", decimal, other, word, (
        float(values[decimal][word]), float(values[other][word]))))


def _unit(written: Sequence[tuple[str, str]], counts: np.ndarray) -> str:
    """The unit of most cells."""
    tally: dict[str, int] = {}
    for (core, unit), count in zip(written, counts.tolist(), strict=True):
        if core and (unit or not _is_zero(core)):
            tally[unit] = tally.get(unit, 0) + count
    return max(tally, key=tally.get, default="")


def _is_zero(core: str) -> bool:
    return not core.strip("+-0.,")


def _values(cores: Sequence[str], decimal: str) -> np.ndarray:
    """(M,) float64 of cores that are numbers with this mark, grouped by one sign or not at all; else NaN."""
    plain, values = _plain(decimal), np.full(len(cores), np.nan)
    groups = [(sign, _grouped(decimal, sign)) for sign in (OTHER[decimal], " ", "'")]
    used: dict[str, int] = {}
    for place, core in enumerate(cores):
        if plain.fullmatch(core):
            values[place] = float(core.replace(decimal, "."))
        elif core and _INFINITE.fullmatch(core):
            values[place] = np.inf
        else:
            for sign, pattern in groups:
                if sign in core and pattern.fullmatch(core):
                    values[place] = float(core.replace(sign, "").replace(decimal, "."))
                    used[sign] = used.get(sign, 0) + 1
                    break
    if len(used) > 1:  # two ways at once: keep the usual one
        usual = max(used, key=used.get)
        for place, core in enumerate(cores):
            if any(sign != usual and sign in core for sign in used):
                values[place] = np.nan
    return values


def _has_mark(cores: Iterable[str], decimal: str) -> bool:
    return any(decimal in core for core in cores)


def own_mark(cores: Sequence[str], first: str, second: str) -> str:
    """The mark that the column itself says, where each cell could be read with either; "" when it says none.

    Every cell with a mark has one, before exactly three digits. Decimals are either always written out or trimmed:
    neither holds where cells without a mark stand beside one that ends in 0. Thousands are never below 1,000, so that
    a longer number without a mark says that marks stand before decimals.
    """
    mark = first if _has_mark(cores, first) else second
    marked = [core.lstrip("+-") for core in cores if mark in core]
    plain = [core.lstrip("+-") for core in cores if core and mark not in core]
    if any(core.startswith("0") for core in marked) or any(len(core) > 3 for core in plain):
        return mark
    if any(core.strip("0") for core in plain) and any(core.endswith("0") for core in marked):
        return OTHER[mark]
    return ""


def _usual(cores: Sequence[str], delimiter: str) -> str:
    """What is most often meant: thousands where the comma separates cells and stands quoted inside of one."""
    mark = "," if _has_mark(cores, ",") else "."
    return "." if mark == "," and delimiter == "," else mark
