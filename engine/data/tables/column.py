"""What a column of a table holds: numbers or categories, how many, and whether it can tell anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from engine.data.source import MOST_CLASSES
from engine.data.tables.cells import Cells, Numbers, Words
from engine.data.tables.dates import read_dates
from engine.data.tables.missing import GAPS, gaps_among
from engine.data.tables.notation import LARGEST_NUMBER, Reading, read_numbers, take_apart
from engine.errors import N_, DataError

Kind = Literal["number", "category"]
TargetTask = Literal["regression", "classification"]
Locate = Callable[[int], tuple[int, Sequence[str]]]
"""Row → number of its line in the file, and its cells as they stand there."""

MOST_NUMBERED_CLASSES = 10
MOST_COUNTED = 1_000
_TRIED = 1_000
_COUNTED_FIRST = 10_000
_SLIPS = 0.1
_FEW_WORDS = 3
_FEW_ROWS = 10

_IDENTIFIES = re.compile(
    r"(.*[ _.\-#])?(id|ids|uuid|guid|key|index|idx|indice|índice|rownames|row|fila|no|nr|nº|n°|num|number|numero|"
    r"número|nummer|code|codigo|código|folio|expediente|matricula|matrícula|dni|ssn|isbn|serial|obs|case|caso|record|registro)"
    r"|id[ _.\-].*|unnamed: ?\d+", re.IGNORECASE)
_ENDS_IN_ID = re.compile(r".*[a-z](Id|ID|Key|Code|Index|No|Nr)")
_COUNTS = re.compile(r"[xtnk]\d*|years?|años?|ano|days?|d[ií]as?|weeks?|semanas?|months?|mes|meses|hours?|horas?|"
                     r"minutes?|minutos?|seconds?|segundos?|time|tiempo|steps?|pasos?|epochs?|épocas?|ages?|edad|dose|dosis|"
                     r"distance|distancia|position|posici[oó]n|temperature|temperatura", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Column:
    """N cells under one name; `reading` gives words of `cells` as numbers, `unit` what one of these numbers is.

    `named` is False where the file gives no name. `locate` finds a row in the file.
    """

    name: str
    cells: Cells
    place: int
    named: bool
    unit: str
    reading: Reading | None = field(repr=False)
    locate: Locate = field(repr=False)

    def __len__(self) -> int:
        return len(self.cells)

    @cached_property
    def kind(self) -> Kind:
        """A column of numbers may have a few slips of the pen, one in ten: `remark` names the first of them."""
        if isinstance(self.cells, Numbers):
            return "number"
        present = self._word_count(self._present)
        slips = self._word_count(self._present & np.isnan(self.reading.values))
        return "number" if present and slips <= _SLIPS * present else "category"

    @cached_property
    def missing(self) -> np.ndarray:
        """(N,) bool."""
        return self.gaps(self.kind == "category")

    def gaps(self, category: bool) -> np.ndarray:
        """(N,) bool: where a value is missing, for a category or for a number: “-” may be a class, but is no number."""
        if isinstance(self.cells, Numbers):
            return np.isnan(self.cells.values)
        gaps = gaps_among(self.cells.words) if category else GAPS
        return np.array([word in gaps for word in self.cells.words], bool)[self.cells.codes]

    @cached_property
    def values(self) -> int | None:
        """How many different values there are; None for more numbers than are counted."""
        if isinstance(self.cells, Words):
            gaps = gaps_among(self.cells.words) if self.kind == "category" else GAPS
            return sum(word not in gaps for word in self.cells.words)
        import pandas

        values = self.cells.values
        if len(values) > _COUNTED_FIRST and len(pandas.unique(values[:_COUNTED_FIRST])) > MOST_COUNTED:
            return None
        different = pandas.unique(values)
        return len(different) - int(np.isnan(different).any())

    @cached_property
    def task(self) -> TargetTask:
        """What learning to predict this column is: classification of words, or of at most ten whole numbers."""
        if self.kind == "category":
            return "classification"
        if self.values is None or self.values > MOST_NUMBERED_CLASSES or self.unit:
            return "regression"
        values = np.unique(self._numbers)
        whole = np.isfinite(values).all() and (values == np.round(values)).all()
        return "classification" if whole else "regression"

    @cached_property
    def text(self) -> bool:
        """Whether it holds texts of several words, hardly one of which is there twice."""
        if self.kind != "category" or 2 * (self.values or 0) < len(self):
            return False
        words = sum(len(text.split()) * count for text, count in zip(self.cells.words, self.cells.counts.tolist(),
                                                                     strict=True))
        return words >= _FEW_WORDS * len(self)

    @property
    def useful(self) -> bool:
        """Whether it is proposed as an input."""
        return self.reason is None

    @cached_property
    def reason(self) -> DataError | None:
        """Why it is proposed to be left out; None where it is not."""
        count = self.values
        if count == 0:
            return DataError(N_("engine", "Left out: it is empty."))
        if count == 1:
            return DataError(N_("engine", "Left out: it is the same in every row."))
        if self.kind == "category":
            if count == len(self) - self.missing.sum():
                return DataError(N_("engine", "Left out: every row has a word of its own, which tells rows apart and "
                                    "nothing else."))
            if count > MOST_CLASSES:
                return DataError(N_("engine", "Left out: it has {values} different words, and a category has at most "
                                    "{most}."), values=count, most=MOST_CLASSES)
            return None
        if self._numbers_rows:
            return DataError(N_("engine", "Left out: it numbers the rows."))
        if self._identifies:
            return DataError(N_("engine", "Left out: every row has a number of its own, which by its name tells rows "
                                "apart and nothing else."))
        return None

    @cached_property
    def remark(self) -> DataError | None:
        """What the person should know before it is used, with the first cell and line; None for nothing."""
        if isinstance(self.cells, Numbers):
            bad = self._bad()
            return self._slip(int(bad.argmax())) if bad.any() else None
        strange = self._present & ~(np.abs(self.reading.values) <= LARGEST_NUMBER)
        numbers = self._word_count(self._present) - self._word_count(strange)
        if not strange.any() or not numbers:
            return None
        row = int(strange[self.cells.codes].argmax())
        if self.kind == "number":
            return self._slip(row)
        if numbers < self._word_count(strange) / 4:
            return None
        return DataError(
            N_("engine", "Taken as a category, of words: line {line}, “{cell}”, and {cells} cells in all are no "
               "numbers like the others."),
            line=self.locate(row)[0], cell=self._text(row), cells=self._word_count(strange))

    def numbers(self, keep: np.ndarray | None = None) -> np.ndarray:
        """Float64 of all rows, or of those in `keep` (N,) bool, NaN where missing. Raises DataError at the first cell
        among them that is no finite number."""
        bad = self._bad() if keep is None else self._bad() & keep
        if bad.any():
            raise self._slip(int(bad.argmax()))
        return self._numbers if keep is None or keep.all() else self._numbers[keep]

    def categories(self, keep: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
        """The different words of the rows `keep`, sorted, and which of them each row has, -1 where it is missing.
        Raises TypeError for a column of numbers."""
        if isinstance(self.cells, Numbers):
            raise TypeError("read the column as words")
        gaps = gaps_among(self.cells.words)
        codes = self.cells.codes[keep]
        used = np.bincount(codes, minlength=len(self.cells.words)) > 0
        words = sorted(word for word, here in zip(self.cells.words, used, strict=True) if here and word not in gaps)
        place = {word: index for index, word in enumerate(words)}
        return tuple(words), np.array([place.get(word, -1) for word in self.cells.words], np.int32)[codes]

    # Inside

    @cached_property
    def _present(self) -> np.ndarray:
        """(M,) bool: the words that would be a value among numbers."""
        return np.array([word not in GAPS for word in self.cells.words], bool)

    def _word_count(self, which: np.ndarray) -> int:
        return int(self.cells.counts[which].sum())

    @property
    def _numbers(self) -> np.ndarray:
        """(N,) float64, NaN for what is missing or no number."""
        return self.cells.values if isinstance(self.cells, Numbers) else self.reading.values[self.cells.codes]

    def _bad(self) -> np.ndarray:
        """(N,) bool: neither missing nor a finite number of use."""
        if isinstance(self.cells, Numbers):
            return np.abs(self.cells.values) > LARGEST_NUMBER
        return (self._present & ~(np.abs(self.reading.values) <= LARGEST_NUMBER))[self.cells.codes]

    def _slip(self, row: int) -> DataError:
        return DataError(
            N_("engine", "Line {line}, column “{column}”: “{cell}” is not a finite number, or is too large. "
               "Correct it, leave the column out, or treat it as a category."),
            line=self.locate(row)[0], column=self.name, cell=self._text(row))

    def _text(self, row: int) -> str:
        """A cell as it stands in the file, or its beginning."""
        cell = (self.cells.words[self.cells.codes[row]] if isinstance(self.cells, Words)
                else self.locate(row)[1][self.place])
        return "".join(letter if letter.isprintable() else "�" for letter in cell[:40])

    @cached_property
    def _whole_and_different(self) -> bool:
        values = self._numbers
        values = values[~np.isnan(values)]
        if len(values) < _FEW_ROWS or self.unit or (values[:_COUNTED_FIRST] % 1 != 0).any():
            return False
        return bool((values % 1 == 0).all()) and len(np.unique(values)) == len(values)

    @property
    def _numbers_rows(self) -> bool:
        """0, 1, 2, … or 1, 2, 3, … in any order, in the first column or one without a name."""
        if (self.named and (self.place or _COUNTS.fullmatch(self.name))) or not self._whole_and_different:
            return False
        if not self.named:
            return True
        values = self._numbers
        return not np.isnan(values).any() and values.min() in (0, 1) and np.ptp(values) == len(values) - 1

    @property
    def _identifies(self) -> bool:
        by_name = _IDENTIFIES.fullmatch(self.name) or _ENDS_IN_ID.fullmatch(self.name)
        return bool(by_name) and self._whole_and_different


def read_words(cells: Words, decimal: str = "", delimiter: str = "", order: str = "") -> Reading:
    """The words as numbers, as dates, or as whatever of them are numbers: (M,), NaN for gaps and all else."""
    place = np.array([index for index, word in enumerate(cells.words) if word not in GAPS], int)
    words = [cells.words[index] for index in place]
    counts = cells.counts[place]
    tried = words[:: max(1, len(words) // _TRIED)]
    nothing = Reading(np.full(len(words), np.nan))
    digits = sum(bool(take_apart(word)[0]) for word in tried)
    reading = read_numbers(words, counts, decimal, delimiter) if 4 * digits > len(tried) else nothing
    if words and counts[~np.isnan(reading.values)].sum() < (1 - _SLIPS) * counts.sum():
        dates = read_dates(words, order)
        if dates is not None and counts[~np.isnan(dates.values)].sum() >= (1 - _SLIPS) * counts.sum():
            reading = dates
    return reading.among(len(cells.words), place)
