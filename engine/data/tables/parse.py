"""The rows of a text as columns, by pandas' reader: numbers where a column holds nothing else, words elsewhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from engine.data.source import Progress
from engine.data.tables.cells import Cells, Numbers, WordList
from engine.data.tables.layout import Layout
from engine.data.tables.records import records
from engine.errors import N_, DataError

_BYTES_AT_ONCE = 2**23
_FEWEST_ROWS = 1_000
_USUAL_GAPS = ("", "NA", "N/A", "NaN", "nan", "NULL", "null", "None", "?", "-", "#N/A")


def read_columns(utf8: bytes, layout: Layout, decimal: str, texts: Collection[int], progress: Progress,
                 only: Sequence[int] | None = None) -> dict[int, Cells]:
    """Columns by their place, or `only` some of them; those in `texts` as words whatever they hold.

    A column that is found not to hold plain numbers after all is read again, as words. Raises DataError with the line
    where a row is longer or shorter than the others, and what `progress` raises.
    """
    import pandas  # here, because its import takes half a second

    numbers: dict[int, list[np.ndarray]] = {}
    words: dict[int, WordList] = {}
    others: set[int] = set()
    for frame in _frames(utf8, layout, decimal, texts, progress, only):
        for place, column in frame.items():
            if place in texts:
                codes, different = pandas.factorize(column.to_numpy(object))
                words.setdefault(place, WordList()).add(different, codes)
            elif place not in others and column.dtype.kind in "iuf":
                numbers.setdefault(place, []).append(column.to_numpy(np.float64))
            else:
                others.add(place)
                numbers.pop(place, None)
    found: dict[int, Cells] = {place: word_list.cells() for place, word_list in words.items()}
    for place in list(numbers):
        found[place] = Numbers(np.concatenate(numbers.pop(place)))
    if others:
        found |= read_columns(utf8, layout, decimal, others, progress, sorted(others))
    if only is None:
        _check_widths(utf8, layout, found)
    return found


def _frames(utf8: bytes, layout: Layout, decimal: str, texts: Collection[int], progress: Progress,
            only: Sequence[int] | None) -> Iterator:
    import pandas

    places = range(layout.width) if only is None else only
    file = io.BytesIO(_without_comments(utf8, layout))
    file.seek(layout.body)
    kinds = dict.fromkeys(texts, object)
    # Few of them, for each is looked for in each column: a column with another one comes in as words.
    gaps = {place: _USUAL_GAPS for place in places if place not in texts}
    quoting = ({"quoting": csv.QUOTE_NONE} if layout.quote == "none" else {"quotechar": layout.quote})
    separator = r"\s+" if layout.delimiter == " " else layout.delimiter
    rows = _BYTES_AT_ONCE * layout.about_rows(utf8) // len(utf8)
    try:
        with pandas.read_csv(
                file, sep=separator, header=None, usecols=only, dtype=kinds, na_values=gaps, keep_default_na=False,
                skipinitialspace=_has_padding(utf8, layout), decimal=decimal, encoding="utf-8", low_memory=False,
                engine="c", chunksize=max(_FEWEST_ROWS, rows), **quoting) as reader:
            for frame in reader:
                if only is None and frame.shape[1] != layout.width:
                    raise_misfit(utf8, layout)
                yield frame
                progress(file.tell() / max(len(utf8), 1))
    except pandas.errors.EmptyDataError as error:
        raise DataError(N_("engine", "The table has names of columns but no rows.")) from error
    except (pandas.errors.ParserError, UnicodeError) as error:
        raise_misfit(utf8, layout)
        raise DataError(N_("engine", "The table cannot be read: {detail}."), detail=str(error)[:100]) from error


def _has_padding(utf8: bytes, layout: Layout) -> bool:
    """Whether spaces stand before cells: looking for them in each takes pandas a fifth of its time."""
    return utf8.startswith(b" ", layout.body) or any(
        utf8.find(mark + b" ", layout.body) >= 0 for mark in (layout.delimiter.encode(), b"\n", b"\r"))


def _without_comments(utf8: bytes, layout: Layout) -> bytes:
    """Lines of comments become blank, so that lines keep their numbers."""
    mark = layout.comment.encode()
    if not mark or utf8.find(b"\n" + mark, layout.body - 1) < 0:
        return utf8
    blank = re.sub(rb"(?m)^" + re.escape(mark) + rb"[^\r\n]*", b"", utf8[layout.body:])
    return utf8[:layout.body] + blank


def rows_of(utf8: bytes, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """The rows of data as texts, with the numbers of their lines."""
    text = _without_comments(utf8, layout)[layout.body:].decode("utf-8")
    return records(text, layout.delimiter, layout.quote, layout.body_line)


def _check_widths(utf8: bytes, layout: Layout, columns: dict[int, Cells]) -> None:
    """pandas fills up a row that is too short. Then its last cell is empty, and there are fewer delimiters."""
    last = columns[layout.width - 1]
    short = np.isnan(last.values).any() if isinstance(last, Numbers) else "" in last.words
    needed = len(last) * (layout.width - 1)
    if short and (layout.delimiter == " " or utf8.count(layout.delimiter.encode(), layout.body) != needed):
        raise_misfit(utf8, layout)


def raise_misfit(utf8: bytes, layout: Layout) -> None:
    """Raise DataError at the first row that is longer or shorter than the others; do nothing if all are alike."""
    for line, row in rows_of(utf8, layout):
        if len(row) != layout.width:
            raise DataError(
                N_("engine", "Line {line} has {found} cells and the first has {expected}. Correct that line, or choose "
                   "another delimiter."),
                line=line, found=len(row), expected=layout.width)
