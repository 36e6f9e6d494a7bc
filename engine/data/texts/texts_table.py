"""Texts of the person's own, each with its class: two columns of a table."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

import numpy as np

from engine.data.registry import register
from engine.data.source import Progress, Samples, Source
from engine.data.symbol_sequences import BLANK
from engine.data.tables.guess import proposed_target
from engine.data.tables.room import require_room_for_cells
from engine.data.tables.source import READING, overrides, targets_of
from engine.data.tables.table import Table, read_table
from engine.data.texts.cutting import cut, numbered
from engine.data.texts.labelled import padded, step_names
from engine.data.texts.source import OTHER
from engine.errors import N_, DataError
from engine.fields import Choice, Field, Flag, Integer, Text


def make(settings: Mapping[str, Any], rng: np.random.Generator, content: bytes | None, progress: Progress) -> Samples:
    """The texts of a column as places in an alphabet of their most frequent symbols, with blanks before those that are
    shorter, and the classes of another one. Rows that miss either, or whose text has no symbol, are left out.
    Raises DataError where there is no table, or none with two such columns."""
    if content is None:
        raise DataError(N_("engine", "The table is not part of this project. Choose the file again."))
    said = overrides(settings)
    text, target = settings["text"], settings["target"]
    if not (text and target):
        text, target = _proposed(read_table(content, **said, progress=progress), text, target)
    if text == target:
        raise DataError(
            N_("engine", "“{column}” is the text and the class at once: the network would only copy it. Choose another "
               "column for one of them."), column=text)
    table = read_table(content, **said, as_words=(text, target), progress=progress)
    column, label = table.column(text), table.column(target)
    pieces = [cut(word, settings["unit"], settings["lower"])[:settings["steps"]] for word in column.cells.words]
    empty = np.array([not symbols for symbols in pieces])[column.cells.codes]
    keep = ~(column.gaps(True) | label.gaps(True) | empty)
    if keep.sum() < 2:
        raise DataError(
            N_("engine", "Only {rows} of {all} rows have both a text in “{text}” and a class in “{target}”. Choose "
               "other columns."), rows=int(keep.sum()), all=len(keep), text=text, target=target)
    targets, class_names = targets_of(label, True, "classification", keep)
    texts = [pieces[code] for code in column.cells.codes[keep].tolist()]
    require_room_for_cells(len(texts), max(map(len, texts)))
    codes, known = numbered(list(chain.from_iterable(texts)), settings["vocabulary"])
    rare = codes == len(known)
    codes[rare] += 1  # behind the blank
    rows = np.split(codes, np.cumsum([len(symbols) for symbols in texts])[:-1])
    return Samples(
        padded([row.tolist() for row in rows], len(known)), step_names(texts), targets, (target,), class_names,
        dropped=int((~keep).sum()), symbols=(*known, BLANK, OTHER) if rare.any() else (*known, BLANK))


def _proposed(table: Table, text: str, target: str) -> tuple[str, str]:
    """The columns of the texts and of their classes, where one of them is not said."""
    target = target or proposed_target(table)
    others = [column for column in table.columns if column.name != target]
    return text or next((column.name for column in others if column.text), others[0].name), target


FIELDS: tuple[Field, ...] = (
    Choice("unit", "words", N_("engine", "Symbols"),
           options={"words": N_("engine", "Words"), "characters": N_("engine", "Characters")},
           help=N_("engine", "What a text is a row of: its words and marks, or its letters.")),
    Integer("steps", 40, N_("engine", "Longest text"), minimum=2, maximum=400,
            help=N_("engine", "How many symbols of a text are read; of longer ones the beginning. Shorter ones have "
                    "blanks in front.")),
    Integer("vocabulary", 1_000, N_("engine", "Vocabulary"), minimum=2, maximum=20_000,
            help=N_("engine", "The most frequent symbols have a number of their own; all others share one.")),
    Flag("lower", True, N_("engine", "Small letters only"),
         help=N_("engine", "Capitals become small letters: fewer symbols, more examples of each.")),
)
"""How texts become rows of symbols."""

TEXTS = Source(
    name="texts", title=N_("engine", "Texts with a class (CSV)"), category=N_("engine", "Your own"),
    help=N_("engine", "A table with a column of texts and one that says of which class each is. The examples are "
            "numbers of symbols, for an embedding: give it a vocabulary as large as that of the data."),
    about=N_("engine", "Your file. A copy of it stays inside the project."), task=None, make=make, icon="texts",
    keeps="texts.csv", fields=(
        *READING,
        Text("text", "", N_("engine", "Text"), help=N_("engine", "The column of the texts; the first that holds "
                                                       "several words if empty.")),
        Text("target", "", N_("engine", "Class"), help=N_("engine", "The column that says the class of each text; the "
                                                          "last one if empty. Rows without it are left out.")),
        *FIELDS))
register(TEXTS, rank=40)
