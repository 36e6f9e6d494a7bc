"""Tables that are kept in other files than texts: the cells of a workbook or a Parquet file, written as a text.

What follows is then the same for all: a row of a sheet is a line, and keeps its number.
"""

from __future__ import annotations

import csv
import datetime
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.data.source import Progress
from engine.data.tables.room import require_room
from engine.errors import N_, DataError

DELIMITER = ","


@dataclass(frozen=True)
class Unpacked:
    """The table as UTF-8 with commas, and the `sheets` that it was one of."""

    utf8: bytes
    sheets: tuple[str, ...] = ()


def unpack(content: bytes, sheet: str, progress: Progress) -> Unpacked | None:
    """The table in a workbook or Parquet file, None for other files. Raises DataError when it cannot be read."""
    for beginning, reader in _READERS.items():
        if content.startswith(beginning):
            return reader(content, sheet, progress)
    return None


def _workbook(content: bytes, sheet: str, progress: Progress) -> Unpacked:
    """The values of one sheet of an .xlsx file; formulas as the spreadsheet last computed them."""
    import openpyxl  # here, because few tables need it

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise zipfile.BadZipFile
            unpacked = sum(entry.file_size for entry in archive.infolist())
        require_room(2 * unpacked + 10 * len(content))
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = tuple(each.title for each in book.worksheets)
        if sheet and sheet not in sheets:
            raise DataError(N_("engine", "The workbook has no sheet “{name}”. Its sheets are: {known}."),
                            name=sheet, known=", ".join(sheets[:20]))
        chosen = book[sheet or sheets[0]]
        text = io.StringIO()
        writer = csv.writer(text, delimiter=DELIMITER, lineterminator="\n")
        rows = chosen.max_row or 0
        for number, row in enumerate(chosen.iter_rows(values_only=True), start=1):
            cells = [_cell(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            writer.writerow(cells or [""]) if any(cells) else text.write("\n")
            if number % 1_000 == 0:
                progress(min(number / max(rows, number), 1.0))
        return Unpacked(_even(text.getvalue()), sheets)
    except DataError:
        raise
    except zipfile.BadZipFile as error:
        raise DataError(N_("engine", "This is a spreadsheet of another kind, or an archive. Open it and save it as "
                           ".xlsx or CSV.")) from error
    except _DAMAGE as error:
        raise DataError(N_("engine", "The workbook is damaged: {detail}. Open it in a spreadsheet and save it again."),
                        detail=type(error).__name__) from error


_DAMAGE = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError, EOFError,
           NotImplementedError, AssertionError, OverflowError, RuntimeError, zlib.error, struct.error)
"""What openpyxl, zipfile and the XML parser (whose ParseError is a SyntaxError) raise at files that are broken."""


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return repr(value).removesuffix(".0")
        case datetime.datetime():
            return value.isoformat(" ") if value.time() != datetime.time() else value.date().isoformat()
        case datetime.timedelta():
            return repr(value.total_seconds() / 3600)
        case _:
            return " ".join(str(value).split())


def _even(text: str) -> bytes:
    """Rows of one width: a sheet ends each of them at its last cell that is not empty."""
    rows = list(csv.reader(io.StringIO(text), delimiter=DELIMITER))
    width = max(map(len, rows), default=0)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=DELIMITER, lineterminator="\n")
    for row in rows:
        if row:
            writer.writerow(row + [""] * (width - len(row)))
        else:
            out.write("\n")
    return out.getvalue().encode()


def _parquet(content: bytes, sheet: str, progress: Progress) -> Unpacked:
    try:
        import pyarrow
        import pyarrow.csv
        import pyarrow.parquet
    except ImportError as error:
        raise DataError(N_("engine", "Parquet files need pyarrow, which is not installed: run “python3 run.py "
                           "--parquet”, or “pip install pyarrow”, and start Ladera again.")) from error
    try:
        file = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(content))
        groups = file.metadata.num_row_groups
        require_room(sum(file.metadata.row_group(group).total_byte_size for group in range(groups)) * 4)
        out = pyarrow.BufferOutputStream()
        writer = None
        for number, batch in enumerate(file.iter_batches(), start=1):
            batch.validate(full=True)  # texts are whatever bytes a damaged file has
            table = _plain(pyarrow.Table.from_batches([batch]))
            if writer is None:
                writer = pyarrow.csv.CSVWriter(out, table.schema)
            writer.write(table)
            progress(min(number * 65_536 / max(file.metadata.num_rows, 1), 1.0))
        if writer is not None:
            writer.close()
        return Unpacked(out.getvalue().to_pybytes())
    except (pyarrow.ArrowException, ValueError, TypeError, OSError) as error:
        raise DataError(N_("engine", "The Parquet file cannot be read: {detail}"), detail=str(error)[:120]) from error


def _plain(table):
    """Dictionaries as their values, and columns that are no single values left to fail with their name."""
    import pyarrow

    columns, kept = [], []
    for name, column in zip(table.column_names, table.columns, strict=True):
        kind = column.type
        if pyarrow.types.is_dictionary(kind):
            column = column.cast(kind.value_type)
        elif pyarrow.types.is_nested(kind) or pyarrow.types.is_binary(kind):
            raise DataError(N_("engine", "“{column}” holds lists, structures or bytes; a table has one value in each "
                               "cell. Leave that column out of the file."), column=name)
        columns.append(column)
        kept.append(name)
    return pyarrow.table(columns, names=kept)


_READERS: Mapping[bytes, Callable[[bytes, str, Progress], Unpacked]] = MappingProxyType(
    {b"PK\x03\x04": _workbook, b"PAR1": _parquet})
