"""What a source of examples is, and what it hands over.

A source makes `Samples`: every example in its own units, before features, standardisation and the split, which are the
same for all sources (see `dataset`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.errors import N_
from engine.fields import Field

Task = Literal["regression", "binary", "multiclass", "sequence"]
MOST_CLASSES = 100
TRAINING, VALIDATION, TEST = range(3)
NEXT = N_("engine", "next")
"""What is learned by the name of the symbol that comes next: read behind the others, it has another one come next."""


@dataclass(frozen=True, eq=False)
class Samples:
    """N examples as a source gives them.

    `raw` (N, d) float64, NaN where a value is missing, or bytes, of images; `targets` (N, k) float64 for regression,
    (N,) class numbers for classification; `target_names` names the k targets, or what is classified. Columns of `raw`
    that together one-hot encode a category are listed in `groups`. `shape` is that of one example when it is not (d,).
    `dropped` counts the examples that the source left out because they were incomplete. `unit` is the number that the
    network gets as 1 where nothing is standardised. `parts` (N,) says TRAINING, VALIDATION or TEST for each example
    where the source comes in parts, with no example in those that are still to be drawn. `titles` (N,) name the
    examples, () where they have no names. Where `raw` are places in an alphabet, `symbols` is that: such numbers are
    never standardised. Where the first `written` of them make up an answer of several steps, the task is "sequence":
    `targets` (N, steps) are places among those, −1 at steps that do not count, as behind the end of a short answer.
    """

    raw: np.ndarray
    raw_names: tuple[str, ...]
    targets: np.ndarray
    target_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()
    shape: tuple[int, ...] | None = None
    dropped: int = 0
    unit: float = 1.0
    parts: np.ndarray | None = None
    titles: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    written: int = 0

    @property
    def task(self) -> Task:
        if self.written:
            return "sequence"
        if not self.class_names:
            return "regression"
        return "binary" if len(self.class_names) == 2 else "multiclass"


Progress = Callable[[float], None]
"""Told every now and then how much is done, from 0 to 1. What it raises ends the work: that is how to cancel."""


def silent(done: float) -> None:
    """Progress that nobody watches."""


Make = Callable[[Mapping[str, object], np.random.Generator, bytes | None, Progress], Samples]


@dataclass(frozen=True)
class Source:
    """One entry of SOURCES.

    `help` says what one learns from it and `about` where the numbers come from; all texts are marked for translation
    (a citation stays as it is). `fields` declare its settings, `make(settings, generator, content, progress)` its
    samples. `task` is None when it depends on the file, or on the settings. `features` are the derived features it
    offers.
    `icon` is a drawing in assets/icons, for sets that are no points in the plane. `keeps` is the name, in a project
    file, of the file with the person's own data, "" where the source has none. What only a program can give is not
    `offered` to a person. `credit` is who is to be named with a picture of its examples, and under which licence.
    """

    name: str
    title: str
    category: str
    help: str
    about: str
    fields: tuple[Field, ...]
    task: Task | None
    make: Make
    features: tuple[str, ...] = ()
    icon: str = "table"
    keeps: str = ""
    offered: bool = True
    credit: str = ""
