"""The person's own table as a source of examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, replace
from itertools import accumulate, compress
from typing import Any

import numpy as np

from engine.data.source import MOST_CLASSES, Samples, Source
from engine.data.tables.cells import DECIMALS, DELIMITERS, MISSING, MOST_COLUMNS
from engine.data.tables.guess import proposed_target
from engine.data.tables.table import Column, Table, read_table
from engine.data.tables.text import ENCODINGS
from engine.errors import N_, DataError, SettingError
from engine.fields import Choice, Field, Text

MOST_ENCODED = 20_000_000  # numbers after one-hot encoding, 160 MB
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


def make(settings: Mapping[str, Any], rng: np.random.Generator, content: bytes | None) -> Samples:
    """The complete rows of the table (or all with a target, to be filled), categories one-hot encoded."""
    if content is None:
        raise DataError(N_("engine", "The table is not part of this project. Choose the file again."))
    table = read_table(content, **_overrides(settings))
    for name in (*settings["categories"], *settings["numbers"]):
        table.column(name)
    target, inputs = _roles(table, settings)
    categories = {column.name for column in (target, *inputs) if _is_category(column, settings)}
    keep = _complete(target, inputs if settings["missing"] == "drop" else [])
    target, *inputs = (_kept(column, keep) for column in (target, *inputs))

    targets, class_names = _targets(target, target.name in categories, settings["task"])
    width = len(class_names) + sum(min(len(column.values), MOST_CLASSES) if column.name in categories else 1
                                   for column in inputs)
    if width * len(targets) > MOST_ENCODED:
        raise DataError(
            N_("engine", "With its categories encoded the table has {columns} columns of {rows} rows, too many. Leave "
               "out categories with many values."),
            columns=width, rows=len(targets))
    blocks = [_one_hot(column) if column.name in categories else ((column.name,), column.numbers()[:, None])
              for column in inputs]
    ends = accumulate(len(names) for names, _ in blocks)
    return Samples(
        raw=np.hstack([values for _, values in blocks]),
        raw_names=tuple(name for names, _ in blocks for name in names),
        targets=targets, target_names=(target.name,), class_names=class_names,
        groups=tuple(tuple(range(end - len(names), end)) for (names, _), end in zip(blocks, ends, strict=True)
                     if len(names) > 1),
        dropped=int((~keep).sum()),
    )


def _overrides(settings: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: settings[name] for name in ("encoding", "delimiter", "decimal") if settings[name] != "auto"}
    header = {"yes": True, "no": False, "auto": None}[settings["header"]]
    return {**said, "header": header}


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


def _complete(target: Column, inputs: list[Column]) -> np.ndarray:
    """(N,) bool: the rows that miss neither target nor input."""
    keep = ~np.any([column.missing for column in (target, *inputs)], axis=0)
    if keep.sum() < 2:
        raise DataError(
            N_("engine", "Only {rows} of {all} rows have all their values. Leave out columns with many gaps, or fill "
               "missing values."),
            rows=int(keep.sum()), all=len(keep))
    return keep


def _kept(column: Column, keep: np.ndarray) -> Column:
    return replace(column, cells=tuple(compress(column.cells, keep)), lines=tuple(compress(column.lines, keep)))


def _one_hot(column: Column) -> tuple[tuple[str, ...], np.ndarray]:
    """Names “colour=red” and (N, values) of 0 and 1, NaN where missing."""
    values = sorted(column.values)
    if not 1 <= len(values) <= MOST_CLASSES:
        raise DataError(
            N_("engine", "“{column}” has {values} different values; a category has from 1 to {most}. Leave that column "
               "out."),
            column=column.name, values=len(values), most=MOST_CLASSES)
    position = {value: index for index, value in enumerate(values)} | dict.fromkeys(MISSING, len(values))
    rows = np.vstack([np.eye(len(values)), np.full(len(values), np.nan)])
    return (tuple(f"{column.name}={value}" for value in values),
            rows[[position[cell] for cell in column.cells]])


def _targets(column: Column, category: bool, task: str) -> tuple[np.ndarray, tuple[str, ...]]:
    """`targets` and `class_names` of Samples, from a column without gaps."""
    if task == "auto":
        task = "classification" if category else column.task
    # Not np.unique on the texts: its arrays are as wide as the longest of them.
    values = column.cells if category and task == "classification" else column.numbers().tolist()
    classes = sorted(set(values))
    if len(classes) < 2:
        raise DataError(
            N_("engine", "The target “{column}” is “{value}” in every row: there is nothing to learn. Choose another "
               "target."),
            column=column.name, value=column.cells[0][:40])
    if task == "regression":
        return np.array(values)[:, None], ()
    if len(classes) > MOST_CLASSES:
        raise DataError(
            N_("engine", "The target “{column}” has {classes} different values; a classification has at most {most} "
               "classes. Choose regression, or another target."),
            column=column.name, classes=len(classes), most=MOST_CLASSES)
    position = {value: index for index, value in enumerate(classes)}
    names = tuple(classes) if category else tuple(str(value).removesuffix(".0") for value in classes)
    return np.array([position[value] for value in values]), names


CSV = Source(
    name="csv",
    title=N_("engine", "Table from a file (CSV)"),
    category=N_("engine", "Your own"),
    help=N_("engine", "Any table of numbers and words: choose the column to predict."),
    about=N_("engine", "Your file. A copy of it stays inside the project."),
    task=None,
    make=make,
    fields=(
        Choice("encoding", "auto", N_("engine", "Encoding"), options=_AUTO | dict(ENCODINGS),
               help=N_("engine", "How letters are stored. Wrong when accents look strange.")),
        Choice("delimiter", "auto", N_("engine", "Delimiter"), options=_AUTO | dict(DELIMITERS),
               help=N_("engine", "What stands between two cells.")),
        Choice("decimal", "auto", N_("engine", "Decimal mark"), options=_AUTO | dict(DECIMALS),
               help=N_("engine", "What stands before the decimals of a number.")),
        Choice("header", "auto", N_("engine", "First row"),
               options=_AUTO | {"yes": N_("engine", "Names of the columns"), "no": N_("engine", "An example")},
               help=N_("engine", "Whether the first row names the columns.")),
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
