"""Bytes to text: is it text at all, and in which encoding?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from engine.errors import N_, DataError

MOST_BYTES = 64 * 2**20

ENCODINGS: Mapping[str, str] = MappingProxyType({
    "utf-8": "UTF-8",
    "utf-8-sig": N_("engine", "UTF-8 with a byte order mark"),
    "utf-16": "UTF-16",
    "cp1252": N_("engine", "Western European (Windows)"),
    "latin-1": N_("engine", "Western European (ISO 8859-1)"),
})
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\x81\x8d\x8f\x90\x9d]")  # none occurs in a text of ENCODINGS


def guess_encoding(content: bytes) -> str:
    """A key of ENCODINGS: the byte order mark's, else the first that fits of UTF-8, Windows and ISO 8859-1."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return encoding
    for encoding in ("utf-8", "cp1252"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def decode(content: bytes, encoding: str) -> str:
    """The text of `content`. Raises DataError when it is empty, too large, no text, or not in this encoding."""
    if not content.strip():
        raise DataError(N_("engine", "The file is empty."))
    if len(content) > MOST_BYTES:
        raise DataError(
            N_("engine", "The file has {size:.0f} MiB; tables of up to {most} MiB can be read."),
            size=len(content) / 2**20, most=MOST_BYTES // 2**20)
    if content.startswith(_SPREADSHEETS):
        raise DataError(
            N_("engine", "This is a spreadsheet or an archive, not a text table. Open it and save it as CSV."))
    try:
        text = content.decode(encoding).lstrip("\ufeff")
    except UnicodeError as error:
        raise DataError(
            N_("engine", "The file is not a text in {encoding}. Choose another encoding, or save it again as UTF-8."),
            encoding=encoding) from error
    if "\0" in text or len(_CONTROL.findall(text, 0, 1_000_000)) > 3:
        raise DataError(N_("engine", "The file holds binary data, not a text table. Save it as CSV and try again."))
    return text
