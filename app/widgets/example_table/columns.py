"""The columns of the table: a number of each example to sort by, and what is written of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.numbers import grouped, number
from app.widgets.example_table.rows import ExampleRows
from app.widgets.in_words import in_symbols, part_in_words, row_in_symbols
from engine.data import Data
from engine.data.images import image_shape

UNKNOWN = "…"

translate = QCoreApplication.translate


@dataclass(frozen=True, eq=False)
class Column:
    """`numbers` gives (N + 1,) numbers as `ExampleRows` has them, `words` what stands in a row. `names` are those of
    classes, which the numbers then are; `raw` is the column of the data, which a person may change. Of what a person
    has made nobody knows more than what `of_made` says."""

    title: str
    numbers: Callable[[], np.ndarray]
    words: Callable[[int], str]
    names: tuple[str, ...] = ()
    raw: int | None = None
    is_said: bool = False
    of_made: bool = False
    is_picture: bool = False
    is_text: bool = False


def columns_of(rows: ExampleRows) -> tuple[Column, ...]:
    """Place and part, the picture of an image, what is true and what is said for each head, the loss, and the numbers
    of what is no image."""
    return tuple(_columns(rows))


def _columns(rows: ExampleRows) -> Iterator[Column]:
    data = rows.data
    is_image = image_shape(data, len(data.raw_names)) is not None
    yield Column(translate("ExamplesPanel", "example"), lambda: np.arange(len(rows) + 1),
                 lambda row: grouped(rows.example(row).place + 1), is_picture=is_image)
    yield Column(translate("ExamplesPanel", "part"), lambda: _numbered(rows),
                 lambda row: part_in_words(rows.example(row).part), is_text=True)
    if rows.titles:
        yield Column(translate("ExamplesPanel", "file"), lambda: rows.title_ranks, lambda row: rows.titles[row],
                     is_text=True)
    for name, head in rows.heads.items():
        beside = f" · {name}" if len(rows.heads) > 1 else ""
        columns = _of_classes if head.class_names else _of_rows if head.written else _of_targets
        yield from columns(rows, name, head, beside)
    yield Column(translate("ExamplesPanel", "loss"), lambda: rows.losses, lambda row: said(rows.losses[row]),
                 is_said=True)
    if not is_image:
        yield from (_of_raw(rows, column, name) for column, name in enumerate(data.raw_names))


def _numbered(rows: ExampleRows) -> np.ndarray:
    return np.append(np.repeat(np.arange(len(rows.counts)), rows.counts), -1)


def _of_classes(rows: ExampleRows, name: str, head: Data, beside: str) -> Iterator[Column]:
    names, truths = head.class_names, rows.truths[name]

    def predicted() -> np.ndarray:
        values = rows.said[name]
        return np.where(np.isfinite(values).all(axis=1), head.classes_of(values), np.nan)

    def sure() -> np.ndarray:
        values = rows.said[name]
        return np.maximum(values[:, 0], 1.0 - values[:, 0]) if head.task == "binary" else values.max(axis=1)

    def predicted_in_words(row: int) -> str:
        values = rows.said[name][row:row + 1]
        return names[int(head.classes_of(values)[0])] if np.isfinite(values).all() else UNKNOWN

    def sure_in_words(row: int) -> str:
        values = rows.said[name][row]
        chance = float(max(values[0], 1.0 - values[0]) if head.task == "binary" else values.max())
        return f"{chance:.1%}" if np.isfinite(chance) else UNKNOWN

    yield Column(translate("ExamplesPanel", "true") + beside, lambda: head.classes_of(truths),
                 lambda row: names[int(head.classes_of(truths[row:row + 1])[0])], names)
    yield Column(translate("ExamplesPanel", "predicted") + beside, predicted, predicted_in_words, names,
                 is_said=True, of_made=True)
    yield Column(translate("ExamplesPanel", "confidence") + beside, sure, sure_in_words, is_said=True, of_made=True)


def _of_rows(rows: ExampleRows, name: str, head: Data, beside: str) -> Iterator[Column]:
    """Rows of symbols, in the order of their first ones."""
    def first(values: np.ndarray) -> np.ndarray:
        return np.where(np.isfinite(values).all(axis=1), values[:, :head.written].argmax(axis=1), np.nan)

    def words(values: np.ndarray) -> str:
        return row_in_symbols(values, head) if np.isfinite(values).all() else UNKNOWN

    yield Column(translate("ExamplesPanel", "true") + beside, lambda: first(rows.truths[name]),
                 lambda row: words(rows.truths[name][row]), is_text=True)
    yield Column(translate("ExamplesPanel", "predicted") + beside, lambda: first(rows.said[name]),
                 lambda row: words(rows.said[name][row]), is_said=True, of_made=True, is_text=True)


def _of_targets(rows: ExampleRows, name: str, head: Data, beside: str) -> Iterator[Column]:
    for place, target in enumerate(head.target_names):
        def column(values: np.ndarray, place: int = place) -> np.ndarray:
            return head.restore_targets(values)[:, place]

        def cell(values: np.ndarray, row: int, column=column) -> str:
            return said(column(values[row:row + 1])[0])

        yield Column(translate("ExamplesPanel", "true {target}").format(target=target) + beside,
                     lambda column=column: column(rows.truths[name]),
                     lambda row, cell=cell: cell(rows.truths[name], row))
        yield Column(translate("ExamplesPanel", "predicted {target}").format(target=target) + beside,
                     lambda column=column: column(rows.said[name]),
                     lambda row, cell=cell: cell(rows.said[name], row), is_said=True, of_made=True)


def _of_raw(rows: ExampleRows, column: int, name: str) -> Column:
    def words(row: int) -> str:
        raw = rows.example(row).raw(rows.data)[column:column + 1]
        return in_symbols(raw, rows.data) or number(float(raw[0]))

    return Column(name, lambda: rows.raw(column), words, raw=column, of_made=True)


def said(value: float) -> str:
    """A number, or that it is not known yet."""
    return UNKNOWN if np.isnan(value) else number(float(value))
