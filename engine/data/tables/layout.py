"""How a table lies in its file: what is above it, what stands between its cells, whether its first row names them."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from engine.data.tables.header import DOUBT, header_odds, is_number
from engine.data.tables.missing import GAPS
from engine.data.tables.records import DELIMITERS, LONGEST_RECORD, records
from engine.errors import N_, DataError

_ROWS, _CELLS = 500, 100_000  # that are looked at, the fewer of them
_FEWEST_ROWS = 30
_JUDGED = 1_000  # cells of which some are numbers
MOST_ABOVE = 100  # rows above a table
_COMMENTS = ("#", "%", "//")
_SEPARATOR = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)

Rows = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class Layout:
    """The table begins in line `begins`; its rows of data begin at byte `body`, which is line `body_line`.

    `names` are as in the file, "" where there is none; `units` those under them, or (). Lines that begin with `comment`
    are none of the table. `sample` holds the first rows of data as texts. `header_sure` is False where the first row
    may as well be an example.
    """

    delimiter: str
    quote: str
    begins: int
    header: bool
    names: tuple[str, ...]
    units: tuple[str, ...]
    comment: str
    body: int
    body_line: int
    sample: tuple[tuple[str, ...], ...]
    header_sure: bool = True

    @property
    def width(self) -> int:
        return len(self.names)

    def about_rows(self, utf8: bytes) -> int:
        """How many rows there are, if all are as long as those of the sample."""
        letters = sum(len(cell) + 1 for row in self.sample for cell in row)
        return (len(utf8) - self.body) * len(self.sample) // letters + 1


def guess_layout(utf8: bytes, *, delimiter: str | None = None, quote: str | None = None, begins: int | None = None,
                 header: bool | None = None) -> Layout:
    """Look at the beginning of a text; what is not None is said. Raises DataError where there is no table."""
    text = _head(utf8)
    said = _SEPARATOR.fullmatch(text.split("\n", 1)[0].strip())
    if said and delimiter is None and said[1] in DELIMITERS:
        delimiter = said[1]
    first_line = begins or (2 if said else 1)
    text = _from_line(text, first_line)
    comment = next((mark for mark in _COMMENTS if text.lstrip().startswith(mark)), "")
    delimiter, quote = _guess_cuts(text, comment, delimiter, quote)
    rows = _rows(text, delimiter, quote, first_line)
    above = [row for row in rows if comment and row[1][0].startswith(comment)]
    rows = [row for row in rows if not (comment and row[1][0].startswith(comment))]
    if not rows:
        raise DataError(N_("engine", "The file is empty."))
    start, width = (0, _usual_width(rows)) if begins else _start(rows)
    rows = rows[start:]
    if not comment and any(len(row) != width and row[0].startswith("#") for _, row in rows):
        comment = "#"
        rows = [row for row in rows if not row[1][0].startswith(comment)]
    row_names = len(rows) > 1 and len(rows[0][1]) == width - 1
    top = rows[0][1]
    if row_names and not rows[1][1][-1] and not any(row[-1] for _, row in rows[1:] if len(row) == width):
        row_names, top = False, [*top, ""]  # a delimiter ends each line but the first
    elif row_names:
        top = ["", *top]
    elif len(top) > width > 1 and not any(top[width:]):
        top = top[:width]
    body = [row for _, row in rows[1:] if len(row) == len(top)]
    odds = header_odds(top, body) if header is None and body and len(top) > 1 else 0.0
    heads = odds > 0 or row_names if header is None else header
    if header is None and not body:
        heads = not any(map(is_number, top))
    if not heads and above and header is not False and (named := _named_above(text, above[-1], first_line, delimiter,
                                                                            comment, len(top))):
        return _layout(utf8, delimiter, quote, rows, above[-1][0], True, named, comment, True, data=0)
    return _layout(utf8, delimiter, quote, rows, rows[0][0], heads, top if heads else [""] * len(top), comment,
                   header is not None or row_names or not body or abs(odds) >= DOUBT, data=int(heads))


def _layout(utf8: bytes, delimiter: str, quote: str, rows: Rows, begins: int, header: bool, names: list[str],
            comment: str, sure: bool, data: int) -> Layout:
    body = [row for _, row in rows[data:]]
    units = tuple(body[0]) if header and _are_units(body) else ()
    data += bool(units)
    body_line = rows[data][0] if data < len(rows) else rows[-1][0] + 1
    offset = _offset(utf8, body_line) if data < len(rows) else len(utf8)
    return Layout(delimiter, quote, begins, header, tuple(names), units, comment, offset, body_line,
                  tuple(map(tuple, body[bool(units):])), sure)


def _head(utf8: bytes) -> str:
    head = utf8[:LONGEST_RECORD]
    if len(utf8) > len(head):
        head = head[:max(head.rfind(b"\n"), head.rfind(b"\r")) + 1] or head
    return head.decode("utf-8", "ignore")


def _from_line(text: str, line: int) -> str:
    return "".join(islice(io.StringIO(text, newline=""), line - 1, None))


def _offset(utf8: bytes, line: int) -> int:
    return sum(len(each.encode()) for each in islice(io.StringIO(_head(utf8), newline=""), line - 1))


def _rows(text: str, delimiter: str, quote: str, first_line: int = 1) -> Rows:
    rows, cells = [], 0
    for line, row in islice(records(text, delimiter, quote, first_line), _ROWS):
        rows.append((line, row))
        cells += len(row)
        if cells > _CELLS and len(rows) >= _FEWEST_ROWS:
            break
    return rows


# Cells

def _guess_cuts(text: str, comment: str, delimiter: str | None, quote: str | None) -> tuple[str, str]:
    """The delimiter and the quotation mark that cut most rows alike, then make most cells numbers; the order of
    DELIMITERS breaks ties. Single quotes are taken where a whole column is in them, or where they alone make rows
    alike."""
    delimiters = DELIMITERS if delimiter is None else (delimiter,)
    quotes = ('"', "'") if quote is None and "'" in text else (quote or '"',)
    fitness = {(each, mark): _fitness(text, each, mark, comment) for each in delimiters for mark in quotes}
    best = max(((each, quotes[0]) for each in delimiters), key=fitness.get)
    if len(quotes) > 1:
        single = max(((each, "'") for each in delimiters), key=fitness.get)
        if fitness[single][:2] > fitness[best][:2] or _wrapped(text, best[0], comment):
            return single
    return best


def _fitness(text: str, delimiter: str, quote: str, comment: str) -> tuple[bool, int, bool, float, float]:
    try:
        rows = [row for row in _rows(text, delimiter, quote) if not (comment and row[1][0].startswith(comment))]
    except DataError:
        rows = []
    if not rows:
        return False, -MOST_ABOVE, False, 0.0, 0.0
    start, width = _start(rows)
    if width < 2 or (start and start == len(rows) - 1):  # a single line under others is no table
        return False, -MOST_ABOVE, False, 0.0, 0.0
    rows = [row for _, row in rows[start:]]
    alike = sum(len(row) == width for row in rows)
    cells = [cell for row in rows[1:] or rows for cell in row if cell not in GAPS][:_JUDGED]
    numbers = sum(map(is_number, cells))
    whole = alike >= len(rows) - (len(rows[0]) == width - 1)
    return (whole, -start - (len(rows[0]) != width), alike >= 0.9 * len(rows), numbers / max(len(cells), 1),
            alike / len(rows))


def _wrapped(text: str, delimiter: str, comment: str) -> bool:
    """Whether a column holds nothing but cells in single quotes."""
    try:
        rows = [row for _, row in _rows(text, delimiter, '"') if not (comment and row[0].startswith(comment))]
    except DataError:
        return False
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    body = [row for row in rows[1:] if len(row) == width]
    return len(body) > 1 and any(all(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in column)
                                 for column in zip(*body, strict=True))


# Rows

def _usual_width(rows: Rows) -> int:
    return Counter(len(row) for _, row in rows).most_common(1)[0][0]


def _start(rows: Rows) -> tuple[int, int]:
    """Where the table begins among `rows`, and how wide it is: at the first row of the width of its longest stretch,
    or at the one before, if that lacks nothing but a name for the names of the rows."""
    widths = [len(row) for _, row in rows]
    width, longest, run, start = widths[0], 0, 0, 0
    for place, each in enumerate(widths):
        run = run + 1 if place and each == widths[place - 1] else 1
        if each > 1 and run > longest:
            width, longest, start = each, run, place - run + 1
    if 2 * widths[:start].count(width) >= start:  # not by chance: lines of a table with a slip
        start = widths.index(width)
    if start > MOST_ABOVE:
        return 0, width
    if start and _lacks_a_name(rows[start - 1][1], rows[start][1]):
        return start - 1, width
    if start and widths[start - 1] > width and not any(rows[start - 1][1][width:]):
        return start - 1, width
    while width > 2 and start + 1 < len(rows) and _is_title(rows[start][1]) and len(rows[start + 1][1]) == width:
        start += 1
    return start, width


def _lacks_a_name(names: Sequence[str], row: Sequence[str]) -> bool:
    """Whether `names` are those of `row` but for the first cell, which names the row: so does R write tables."""
    cuts = any(mark in names[0] for mark in DELIMITERS)
    return (len(names) == len(row) - 1 and all(names) and not (len(names) == 1 and cuts)
            and any(map(is_number, row)) and not any(map(is_number, names)))


def _is_title(row: Sequence[str]) -> bool:
    """A row of a wide table in which only the first cell is used, or none."""
    return not any(row[1:]) and not is_number(row[0])


def _named_above(text: str, above: tuple[int, list[str]], first_line: int, delimiter: str, comment: str,
                 width: int) -> list[str] | None:
    """The names in the last comment, as NumPy's savetxt writes them; None where it names something else."""
    line = next(islice(io.StringIO(text, newline=""), above[0] - first_line, None), "")
    row = next((row for _, row in records(line.lstrip().lstrip(comment), delimiter)), [])
    return row if len(row) == width and all(row) and not any(map(is_number, row)) else None


def _are_units(body: Sequence[Sequence[str]]) -> bool:
    """Whether the first row under the names says units: words only, over columns of numbers."""
    first, rest = body[0] if body else (), [row for row in body[1:] if len(row) == len(body[0])]
    if len(rest) < 2:
        return False
    rest = rest[:_FEWEST_ROWS]
    over = []
    for top, column in zip(first, zip(*rest, strict=True), strict=True):
        cells = [cell for cell in column if cell not in GAPS]
        if cells and sum(map(is_number, cells)) >= 0.9 * len(cells):
            over.append(top)
        elif top in cells:
            return False
    return any(top not in GAPS for top in over) and not any(map(is_number, over)) and all(len(top) < 20 for top in over)
