"""Bytes to text: is it text at all, and in which encoding?"""

from __future__ import annotations

import re

from engine.data.tables.encodings import ENCODINGS
from engine.errors import N_, DataError

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")  # none occurs in a text
_MOST_CONTROLS = 3
_OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"


def to_utf8(content: bytes, encoding: str, known: bool = False) -> bytes:
    """`content` as UTF-8 without a mark. Raises DataError when it is empty, no text, or not in this encoding; `known`
    says that it is."""
    if not content or content.isspace():
        raise DataError(N_("engine", "The file is empty."))
    if content.startswith(_OLD_SPREADSHEET):
        raise DataError(N_("engine", "This is an old spreadsheet (.xls). Open it and save it as .xlsx or CSV."))
    try:
        utf8 = content if known and encoding == "utf-8" else content.decode(encoding).lstrip("\ufeff").encode()
    except UnicodeError as error:
        place = getattr(error, "start", 0)
        raise DataError(
            N_("engine", "The file is not a text in {encoding}: line {line} has letters that are none there. Choose "
               "another encoding, or save it again as UTF-8."),
            encoding=ENCODINGS.get(encoding, encoding), line=content.count(b"\n", 0, place) + 1) from error
    if not utf8 or utf8.isspace():
        raise DataError(N_("engine", "The file is empty."))
    if b"\0" in utf8 or sum(1 for _ in _CONTROL.finditer(utf8, 0, 1_000_000)) > _MOST_CONTROLS:
        raise DataError(N_("engine", "The file holds binary data and no text. Save it as text, a table as CSV, and try "
                           "again."))
    return utf8
