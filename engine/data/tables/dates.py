"""Dates and times of a column as numbers: days since 1970, or hours of the day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from engine.data.tables.notation import Doubt, Reading
from engine.errors import N_

DAYS = "d, 1970-01-01 = 0"
HOURS = "h"
UNITS: Mapping[str, str] = MappingProxyType({
    DAYS: N_("engine", "days since 1970-01-01"), HOURS: N_("engine", "hours")})
"""What the units of dates and times mean, in words."""
ORDERS: Mapping[str, str] = MappingProxyType({
    "dmy": N_("engine", "Day first: 31/12/2025"), "mdy": N_("engine", "Month first: 12/31/2025")})

_MONTHS = {name: month for month, names in enumerate((
    "january jan enero ene januar janvier janv janeiro jan gennaio gen januari",
    "february feb febrero februar février févr fevrier fevereiro fev febbraio februari",
    "march mar marzo märz mär maerz mars março maart mrt",
    "april apr abril abr avril avr aprile",
    "may mayo mai maio maggio mag mei",
    "june jun junio juni juin junho giugno giu",
    "july jul julio juli juillet juil julho luglio lug",
    "august aug agosto ago août aout augustus",
    "september sep sept septiembre setiembre set septembre setembro settembre",
    "october oct octubre oktober okt octobre outubro out ottobre ott",
    "november nov noviembre novembre novembro",
    "december dec diciembre dic dezember dez décembre déc decembre dezembro dicembre",
), start=1) for name in names.split()}

_CLOCK = (r"(?P<hour>\d{1,3})[:h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d(?:[.,]\d+)?))?s?"
          r"(?:\s?(?P<half>[ap])\.?\s?m\.?)?")
_ZONE = r"(?:\s?(?:Z|UTC|GMT|(?P<zone>[+-]\d{2}):?(?P<zone_minute>\d{2})?))?"
_NAME = r"(?P<name>[^\W\d_]{3,10})\.?"
_OF = r"(?:[-/. ]|,\s?| de | del )+"
_DATES = (
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
    r"(?P<a>\d{1,2})(?P<mark>[-/])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})",
    r"(?P<a>\d{1,2})(?P<mark>\.)\s?(?P<b>\d{1,2})\.\s?(?P<year>\d{4})",
    r"(?P<a>\d{2})(?P<mark>\.)(?P<b>\d{2})\.(?P<year>\d{2})",
    rf"(?P<day>\d{{1,2}})\.?{_OF}{_NAME}{_OF}(?P<year>\d{{4}}|\d{{2}})",
    rf"{_NAME}[-/. ]\s?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s?|\s|-)(?P<year>\d{{4}})",
    r"(?P<year>\d{4})[-/](?P<month>\d{1,2})",
    r"(?P<month>\d{1,2})/(?P<year>\d{4})",
    rf"{_NAME}{_OF}(?P<year>\d{{4}})",
)
_SHAPES = (*(re.compile(rf"{date}(?:(?:T|,?\s+){_CLOCK}{_ZONE})?", re.IGNORECASE | re.ASCII if "name" not in date
                        else re.IGNORECASE) for date in _DATES), re.compile(_CLOCK, re.IGNORECASE | re.ASCII))
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_TRIED = 50


def read_dates(words: Sequence[str], prefer: str = "") -> Reading | None:
    """`words` (none of them a gap) as numbers, NaN for those of another shape than most; None when they are no dates.

    Day or month first is decided over all words, and where they do not decide, by `prefer`; as pandas does, the month
    is taken for the first then, with a doubt.
    """
    tried = words[:: max(1, len(words) // _TRIED)]
    shape = max(_SHAPES, key=lambda shape: sum(shape.fullmatch(word) is not None for word in tried))
    if sum(shape.fullmatch(word) is not None for word in tried) < 0.8 * len(tried):
        return None
    found = [match.groupdict() if (match := shape.fullmatch(word)) else {} for word in words]
    if "a" not in shape.groupindex:
        return Reading(np.array([_number(parts) for parts in found]), DAYS if "year" in shape.groupindex else HOURS)
    values = {order: np.array([_number(_in_order(parts, order)) for parts in found]) for order in ORDERS}
    fits = {order: np.count_nonzero(~np.isnan(value)) for order, value in values.items()}
    if fits["dmy"] != fits["mdy"]:
        return Reading(values[max(fits, key=fits.get)], DAYS)
    differ = np.flatnonzero(~np.isnan(values["dmy"]) & (values["dmy"] != values["mdy"]))
    dotted = next((parts["mark"] for parts in found if parts), "") == "."
    order = prefer or ("dmy" if dotted else "mdy")
    if prefer or dotted or not len(differ):
        return Reading(values[order], DAYS)
    word, other = int(differ[0]), "dmy" if order == "mdy" else "mdy"
    return Reading(values[order], DAYS, doubt=Doubt("dates", order, other, word, (
        float(values[order][word]), float(values[other][word]))))


def _in_order(parts: dict[str, str | None], order: str) -> dict[str, str | None]:
    return parts | dict(zip(("day", "month") if order == "dmy" else ("month", "day"), (parts["a"], parts["b"]),
                            strict=True)) if parts else parts


def _number(parts: dict[str, str | None]) -> float:
    """Days since 1970, with the time of day as their fraction; hours, where there is no date."""
    if not parts:
        return np.nan
    hours = _hours(parts)
    if "year" not in parts:
        return hours
    month = _MONTHS.get(parts["name"].lower(), 0) if parts.get("name") else int(parts["month"])
    year, day = int(parts["year"]), int(parts.get("day") or 1)
    if len(parts["year"]) == 2:
        year += 2000 if year < 69 else 1900
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= month <= 12 or not 1 <= day <= _LENGTHS[month - 1] - (month == 2 and not leap) or hours >= 24:
        return np.nan
    return _days(year, month, day) + hours / 24 - _zone(parts) / 24


def _days(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 in the Gregorian calendar, year 0 included."""
    year, month = (year, month - 3) if month > 2 else (year - 1, month + 9)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 719469


def _hours(parts: dict[str, str | None]) -> float:
    if not parts.get("hour"):
        return 0.0
    hour = int(parts["hour"])
    if parts["half"]:
        if not 1 <= hour <= 12:
            return np.nan
        hour = hour % 12 + 12 * (parts["half"].lower() == "p")
    return hour + int(parts["minute"]) / 60 + float((parts["second"] or "0").replace(",", ".")) / 3600


def _zone(parts: dict[str, str | None]) -> float:
    """Hours ahead of UTC."""
    if not parts.get("zone"):
        return 0.0
    hours = int(parts["zone"])
    return hours + (-1 if parts["zone"][0] == "-" else 1) * int(parts["zone_minute"] or 0) / 60
