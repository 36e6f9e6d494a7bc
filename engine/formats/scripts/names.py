"""Names of layers as names in a program."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_TAKEN = frozenset(keyword.kwlist) | frozenset(keyword.softkwlist) | frozenset(dir(builtins))


def variables(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Name of a layer → a name of its own in Python: the same where it is plain ASCII and neither a word of Python nor
    one of those `taken`; else one made from it."""
    used, found = {*_TAKEN, *taken}, {}
    names = list(names)
    for name in names:
        if _PLAIN.fullmatch(name) and name not in used:
            found[name] = name
    used |= set(found)
    for name in names:
        if name not in found:
            found[name] = _free(_in_ascii(name), used)
            used.add(found[name])
    return found


def _in_ascii(name: str) -> str:
    """Without accents and signs: ñandú → nandu."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"\W+", "_", letters).strip("_")
    return plain if _PLAIN.fullmatch(plain) else f"layer_{plain}".strip("_")


def _free(base: str, used: set[str]) -> str:
    candidate, number = base, 1
    if base in used:
        base = candidate = f"{base}_layer"
    while candidate in used:
        number += 1
        candidate = f"{base}_{number}"
    return candidate
