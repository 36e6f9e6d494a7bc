"""JSON from strangers: no NaN, no infinities, no endless numbers, no broken text, nothing nested deeply."""

from __future__ import annotations

import json
import math
from itertools import accumulate
from typing import Any, NoReturn

DEEPEST = 100
"""Brackets inside brackets. How deep Python's own reader can go depends on its version and on who calls it."""
MOST_CONTAINERS = 1_000_000
"""Lists and objects: an empty one is three characters in a file and eighty in memory."""
_LONGEST_WHOLE = 20  # digits and sign of a 64-bit number
_LONGEST_REAL = 400
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


class NumberError(ValueError):
    """A number that is none (NaN, infinities) or beyond what can be computed with."""


class NestingError(ValueError):
    """Lists and objects too deep within each other, or too many of them."""


def load(content: bytes) -> Any:
    """The value in `content`, which must be UTF-8. Raises ValueError for anything else, on every Python."""
    _check_nesting(content)
    text = content.decode()
    value = json.loads(text, parse_constant=_refuse, parse_int=_whole, parse_float=_real)
    if "\\u" in text:
        dump(value)  # half a surrogate pair is no text: it could be neither shown nor written again
    return value


def dump(value: Any) -> bytes:
    """`value` as UTF-8, readable by people. Raises ValueError for what `load` would not read."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1).encode()


def _check_nesting(content: bytes) -> None:
    """Raises NestingError. It holds as far as this is JSON: behind the first mistake nobody reads on."""
    plain = content.replace(rb"\\", b"").replace(rb'\"', b"")
    brackets = b"".join(plain.split(b'"')[::2]).translate(None, _NO_BRACKETS)
    if len(brackets) > 2 * MOST_CONTAINERS or max(accumulate(map(_STEPS.get, brackets)), default=0) > DEEPEST:
        raise NestingError


def _refuse(text: str) -> NoReturn:
    raise NumberError(text)


def _whole(text: str) -> int:
    if len(text) > _LONGEST_WHOLE:
        raise NumberError(text)
    return int(text)


def _real(text: str) -> float:
    if len(text) > _LONGEST_REAL or not math.isfinite(value := float(text)):
        raise NumberError(text)
    return value
