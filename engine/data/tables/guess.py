"""What a file seems to be, for the person who is asked to confirm it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.data.tables.table import Kind, Table, TargetTask, read_table

PREVIEW = 20


@dataclass(frozen=True)
class ColumnGuess:
    """`values` counts the different ones; `useful` is False for a column that is constant or names single examples;
    `task` is what it would be as a target."""

    name: str
    kind: Kind
    task: TargetTask
    values: int
    missing: int
    useful: bool


@dataclass(frozen=True)
class TableGuess:
    """How a file was understood. `preview` holds the first rows under the header, as texts; `target` the name of the
    column that is proposed as target, the last useful one."""

    encoding: str
    delimiter: str
    decimal: str
    header: bool
    columns: tuple[ColumnGuess, ...]
    rows: int
    preview: tuple[tuple[str, ...], ...]
    target: str

    def settings(self) -> dict[str, Any]:
        """The guess as settings of the source “csv”."""
        return {
            "encoding": self.encoding, "delimiter": self.delimiter, "decimal": self.decimal,
            "header": "yes" if self.header else "no", "target": self.target,
            "columns": tuple(column.name for column in self.columns if column.useful and column.name != self.target),
        }


def detect(content: bytes, *, encoding: str | None = None, delimiter: str | None = None,
           decimal: str | None = None, header: bool | None = None) -> TableGuess:
    """Look at a file; what the person has said already is not guessed. Raises DataError when it is no table."""
    table = read_table(content, encoding=encoding, delimiter=delimiter, decimal=decimal, header=header)
    columns = tuple(ColumnGuess(column.name, column.kind, column.task, len(column.values), int(column.missing.sum()),
                                column.useful)
                    for column in table.columns)
    return TableGuess(
        encoding=table.encoding, delimiter=table.delimiter, decimal=table.decimal, header=table.header,
        columns=columns, rows=len(table.columns[0].cells), target=proposed_target(table),
        preview=tuple(zip(*(column.cells[:PREVIEW] for column in table.columns), strict=True)),
    )


def proposed_target(table: Table) -> str:
    """The last column that is useful; the last of all when none is."""
    useful = [column.name for column in table.columns if column.useful]
    return useful[-1] if useful else table.columns[-1].name
