"""Whole numbers from 0 to 9999 in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_ENGLISH_TENS = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPANISH = (
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
    "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno",
    "veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve")
_SPANISH_TENS = (
    "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
_SPANISH_HUNDREDS = (
    "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos", "ochocientos",
    "novecientos")


def english(number: int) -> str:
    """1234 is one thousand two hundred thirty-four."""
    if number < 20:
        return _ENGLISH[number]
    if number < 100:
        return _joined(_ENGLISH_TENS[number // 10 - 2], number % 10, english, "-")
    if number < 1000:
        return _joined(f"{_ENGLISH[number // 100]} hundred", number % 100, english)
    return _joined(f"{english(number // 1000)} thousand", number % 1000, english)


def spanish(number: int) -> str:
    """1234 is mil doscientos treinta y cuatro."""
    if number < 30:
        return _SPANISH[number]
    if number < 100:
        return _joined(_SPANISH_TENS[number // 10 - 3], number % 10, spanish, " y ")
    if number == 100:
        return "cien"
    if number < 1000:
        return _joined(_SPANISH_HUNDREDS[number // 100 - 1], number % 100, spanish)
    return _joined("mil" if number < 2000 else f"{spanish(number // 1000)} mil", number % 1000, spanish)


def _joined(first: str, rest: int, spell: Callable[[int], str], between: str = " ") -> str:
    return f"{first}{between}{spell(rest)}" if rest else first


SPELLED: Mapping[str, Callable[[int], str]] = {"english": english, "spanish": spanish}
