"""JSON from strangers: no NaN, no infinities, no numbers of a thousand digits, no broken text."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

_LONGEST_WHOLE = 19  # digits and sign of a 64-bit number
_LONGEST_REAL = 400


def load(content: bytes) -> Any:
    """The value in `content`, which must be UTF-8. Raises ValueError for anything else."""
    try:
        text = content.decode()
        value = json.loads(text, parse_constant=_refuse, parse_int=_whole, parse_float=_real)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if "\\u" in text:
        dump(value)  # half a surrogate pair is no text: it could be neither shown nor written again
    return value


def dump(value: Any) -> bytes:
    """`value` as UTF-8, readable by people. Raises ValueError for what `load` would not read."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1).encode()


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _whole(text: str) -> int:
    if len(text) > _LONGEST_WHOLE:
        raise ValueError(text)
    return int(text)


def _real(text: str) -> float:
    if len(text) > _LONGEST_REAL or not math.isfinite(value := float(text)):
        raise ValueError(text)
    return value
