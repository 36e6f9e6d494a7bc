"""The person's own table as a source of examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from functools import reduce
from itertools import accumulate
from typing import Any

import numpy as np

from engine.data.registry import register
from engine.data.source import MOST_CLASSES, Progress, Samples, Source
from engine.data.tables.column import Column
from engine.data.tables.dates import ORDERS
from engine.data.tables.encodings import ENCODINGS
from engine.data.tables.guess import doubt_cell, proposed_target
from engine.data.tables.notation import DECIMALS
from engine.data.tables.records import DELIMITERS, QUOTES
from engine.data.tables.room import require_room_for_cells
from engine.data.tables.table import Table, read_table
from engine.errors import N_, DataError, SettingError
from engine.fields import Choice, Field, Integer, Text

MOST_COLUMNS = 1_000_000
_AUTO = {"auto": N_("engine", "As detected")}


@dataclass(frozen=True)
class Columns(Field):
    """Names of columns of a table, each at most once; as a list in files."""

    _: KW_ONLY
    longest: int = MOST_COLUMNS

    def check(self, value: object) -> tuple[str, ...]:
        names = isinstance(value, (tuple, list)) and all(isinstance(name, str) for name in value)
        if not names or len(value) > self.longest or len(set(value)) != len(value):
            raise SettingError(
                N_("engine", "“{field}” must be a list of at most {longest} different names; it is {value}."),
                field=self.label, longest=self.longest, value=value)
        return tuple(value)


def make(settings: Mapping[str, Any], rng: np.random.Generator, content: bytes | None, progress: Progress) -> Samples:
    """The complete rows of the table (or all with a target, to be filled), categories one-hot encoded. Raises DataError
    where there is no table, or none that fits."""
    if content is None:
        raise DataError(N_("engine", "The table is not part of this project. Choose the file again."))
    table = read_table(content, **overrides(settings), as_words=settings["categories"], progress=progress)
    for name in (*settings["categories"], *settings["numbers"]):
        table.column(name)
    target, inputs = _roles(table, settings)
    _require_sure(table, (target, *inputs))
    categories = {column.name for column in (target, *inputs) if _is_category(column, settings)}
    keep = _complete(target, inputs if settings["missing"] == "drop" else [], categories)
    targets, class_names = targets_of(target, target.name in categories, settings["task"], keep)
    blocks = [_classes(column, keep) if column.name in categories else None for column in inputs]
    ends = list(accumulate(1 if block is None else len(block[0]) for block in blocks))
    require_room_for_cells(len(targets), ends[-1])
    columns = np.empty((ends[-1], len(targets)))
    names: list[str] = []
    for column, block in zip(inputs, blocks, strict=True):
        if block is None:
            columns[len(names)] = column.numbers(keep)
            names.append(_with_unit(column))
        else:
            _fill_one_hot(columns[len(names):len(names) + len(block[0])], block[1])
            names += (f"{column.name}={value}" for value in block[0])
    return Samples(
        raw=np.ascontiguousarray(columns.T), raw_names=tuple(names), targets=targets, class_names=class_names,
        target_names=(target.name if class_names else _with_unit(target),),
        groups=tuple(tuple(range(end - len(block[0]), end)) for block, end in zip(blocks, ends, strict=True)
                     if block is not None and len(block[0]) > 1),
        dropped=int((~keep).sum()),
    )


def overrides(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What the settings of READING say, for `read_table`."""
    said = {name: settings[name] for name in ("encoding", "delimiter", "quote", "decimal", "dates")
            if settings[name] != "auto"}
    header = {"yes": True, "no": False, "auto": None}[settings["header"]]
    return {**said, "header": header, "begins": settings["begins"] or None, "sheet": settings["sheet"]}


def _require_sure(table: Table, used: tuple[Column, ...]) -> None:
    """Nothing is guessed silently: a column that can be read in two ways is asked about."""
    for column, doubt in table.doubts:
        if column in used:
            cell, line = doubt_cell(column, doubt)
            raise DataError(
                N_("engine", "“{cell}” in column “{column}”, line {line}, can be read in two ways, and nothing in the "
                   "table decides which. Say it with the setting “{setting}”."),
                cell=cell, column=column.name, line=line, setting=_FIELDS[doubt.setting].label)


def _with_unit(column: Column) -> str:
    return f"{column.name} ({column.unit})" if column.unit else column.name


def _roles(table: Table, settings: Mapping[str, Any]) -> tuple[Column, list[Column]]:
    target = table.column(settings["target"] or proposed_target(table))
    if target.name in settings["columns"]:
        raise DataError(
            N_("engine", "“{column}” is the target and an input at once: the network would only copy it. Leave it out "
               "of the inputs."),
            column=target.name)
    if settings["columns"]:
        return target, [table.column(name) for name in settings["columns"]]
    inputs = [column for column in table.columns if column is not target and column.useful]
    if not inputs:
        raise DataError(
            N_("engine", "No column can serve as input beside the target “{column}”: one is needed that holds numbers "
               "or at most {most} different words, not always the same."),
            column=target.name, most=MOST_CLASSES)
    return target, inputs


def _is_category(column: Column, settings: Mapping[str, Any]) -> bool:
    if column.name in settings["numbers"]:
        return False
    return column.name in settings["categories"] or column.kind == "category"


def _complete(target: Column, inputs: list[Column], categories: set[str]) -> np.ndarray:
    """(N,) bool: the rows that miss neither target nor input."""
    keep = ~reduce(np.logical_or, (column.gaps(column.name in categories) for column in (target, *inputs)))
    if keep.sum() < 2:
        raise DataError(
            N_("engine", "Only {rows} of {all} rows have all their values. Leave out columns with many gaps, or fill "
               "missing values."),
            rows=int(keep.sum()), all=len(keep))
    return keep


def _classes(column: Column, keep: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """The values of a category, and which of them each row has, -1 where it is missing."""
    values, codes = column.categories(keep)
    if not 1 <= len(values) <= MOST_CLASSES:
        raise DataError(
            N_("engine", "“{column}” has {values} different values; a category has from 1 to {most}. Leave that column "
               "out."),
            column=column.name, values=len(values), most=MOST_CLASSES)
    return values, codes


def _fill_one_hot(rows: np.ndarray, codes: np.ndarray) -> None:
    """`rows` (values, N): 1 for the value of each column, 0 for the others, NaN where it is missing."""
    for value, row in enumerate(rows):
        np.equal(codes, value, out=row, casting="unsafe")
    rows[:, codes < 0] = np.nan


def targets_of(column: Column, category: bool, task: str, keep: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    """`targets` and `class_names` of Samples, from the rows `keep`, in which the column has no gaps.
    Raises DataError where nothing can be learned from them."""
    if task == "auto":
        task = "classification" if category else column.task
    if category and task == "classification":
        classes, positions = column.categories(keep)
        first = classes[0]
    else:
        values = column.numbers(keep)
        if task == "regression" and values.min() < values.max():
            return values[:, None], ()
        classes, positions = np.unique(values, return_inverse=True)
        first = _number_text(classes[0])
    if len(classes) < 2:
        raise DataError(
            N_("engine", "The target “{column}” is “{value}” in every row: there is nothing to learn. Choose another "
               "target."),
            column=column.name, value=first[:40])
    if len(classes) > MOST_CLASSES:
        raise DataError(
            N_("engine", "The target “{column}” has {classes} different values; a classification has at most {most} "
               "classes. Choose regression, or another target."),
            column=column.name, classes=len(classes), most=MOST_CLASSES)
    names = classes if category else tuple(map(_number_text, classes.tolist()))
    return positions, names


def _number_text(value: float) -> str:
    return repr(float(value)).removesuffix(".0")


READING: tuple[Field, ...] = (
    Choice("encoding", "auto", N_("engine", "Encoding"), options=_AUTO | dict(ENCODINGS),
           help=N_("engine", "How letters are stored. Wrong when accents look strange.")),
    Choice("delimiter", "auto", N_("engine", "Delimiter"), options=_AUTO | dict(DELIMITERS),
           help=N_("engine", "What stands between two cells.")),
    Choice("quote", "auto", N_("engine", "Quotation marks"), options=_AUTO | dict(QUOTES),
           help=N_("engine", "What stands around a cell that holds the delimiter.")),
    Integer("begins", 0, N_("engine", "First line"), minimum=0, maximum=1_000,
            help=N_("engine", "The line in which the table begins; what is above it is left out. 0 finds it.")),
    Text("sheet", "", N_("engine", "Sheet"), help=N_("engine", "Which sheet of a workbook; the first if empty.")),
    Choice("decimal", "auto", N_("engine", "Decimal mark"), options=_AUTO | dict(DECIMALS),
           help=N_("engine", "What stands before the decimals of a number; the other mark parts thousands.")),
    Choice("dates", "auto", N_("engine", "Dates"), options=_AUTO | dict(ORDERS),
           help=N_("engine", "Which comes first in dates like 3/4/2025.")),
    Choice("header", "auto", N_("engine", "First row"),
           options=_AUTO | {"yes": N_("engine", "Names of the columns"), "no": N_("engine", "An example")},
           help=N_("engine", "Whether the first row names the columns.")),
)
"""How a table is read: what is a setting of whatever learns from one."""

CSV = Source(
    name="csv",
    title=N_("engine", "Table from a file (CSV)"),
    category=N_("engine", "Your own"),
    help=N_("engine", "Any table of numbers and words: choose the column to predict."),
    about=N_("engine", "Your file. A copy of it stays inside the project."),
    task=None,
    make=make,
    keeps="table.csv",
    fields=(
        *READING,
        Text("target", "", N_("engine", "Target"),
             help=N_("engine", "The column to predict; the last one if empty. Rows without it are left out.")),
        Choice("task", "auto", N_("engine", "Task"),
               options=_AUTO | {"regression": N_("engine", "Regression: predict a number"),
                                "classification": N_("engine", "Classification: predict a class")},
               help=N_("engine", "Words and up to ten whole numbers are classes, other numbers are quantities.")),
        Columns("columns", (), N_("engine", "Inputs"),
                help=N_("engine", "The columns to predict from; every useful one if empty.")),
        Columns("categories", (), N_("engine", "Taken as categories"),
                help=N_("engine", "Columns of numbers that are only codes: each value becomes an input of its own.")),
        Columns("numbers", (), N_("engine", "Taken as numbers"),
                help=N_("engine", "Columns that hold numbers, whatever was detected.")),
        Choice("missing", "drop", N_("engine", "Missing values"),
               options={"drop": N_("engine", "Leave out the row"),
                        "fill": N_("engine", "Fill in the mean or the most frequent of the training part")},
               help=N_("engine", "What to do with a row in which an input is missing.")),
    ),
)
register(CSV, rank=40)
_FIELDS = {field.name: field for field in CSV.fields}
