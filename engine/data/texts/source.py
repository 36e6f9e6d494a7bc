"""Texts as a source of examples: some symbols in a row, and the one that comes next."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from importlib.resources import files
from typing import Any

import numpy as np

from engine.data.registry import register
from engine.data.source import MOST_CLASSES, NEXT, TEST, TRAINING, VALIDATION, Progress, Samples, Source
from engine.data.tables.encodings import guess_encoding
from engine.data.tables.text import to_utf8
from engine.data.texts.cutting import cut, numbered
from engine.errors import N_, DataError
from engine.fields import Choice, Field, Flag, Integer

MOST_BYTES = 5_000_000
OTHER = N_("engine", "(others)")
"""What stands for all symbols that are not among the most frequent."""


def make(settings: Mapping[str, Any], rng: np.random.Generator, content: bytes | None, progress: Progress) -> Samples:
    """Windows of the text, each with the symbol after it.

    The text is divided where it stands, in training, validation and test, one behind the other, and no window reaches
    from one into the next: windows that overlap would be known before they are asked about. What follows on a window is
    never one of the rare symbols that have no number of their own. Raises DataError where the text is too short, or one
    symbol only.
    """
    codes, names = numbered(cut(read_text(content), settings["unit"], settings["lower"]), settings["vocabulary"])
    steps = settings["steps"]
    cuts = np.cumsum([0, *_lengths(len(codes), settings)])
    starts, parts = [], []
    for part, begin, end in zip((TRAINING, VALIDATION, TEST), cuts, cuts[1:], strict=False):
        inside = np.arange(begin, max(begin, end - steps))
        starts.append(inside[codes[inside + steps] < len(names)])
        parts.append(np.full(len(starts[-1]), part))
    places, given = np.concatenate(starts), np.concatenate(parts)
    if len(names) < 2:
        raise DataError(N_("engine", "The text is always the same symbol: there is nothing to tell apart."))
    if len(starts[0]) < 2 or not len(starts[2]):
        raise DataError(N_("engine", "The text is too short: it has {symbols} symbols, and each example takes {steps}. "
                           "Use a longer text, or fewer steps."), symbols=len(codes), steps=steps + 1)
    if len(places) > settings["samples"]:
        chosen = np.sort(rng.choice(len(places), settings["samples"], replace=False))
        places, given = places[chosen], given[chosen]
    rare = bool((codes == len(names)).any())
    return Samples(
        codes[places[:, None] + np.arange(steps)].astype(np.float64), tuple(f"step_{n}" for n in range(1, steps + 1)),
        codes[places + steps], (NEXT,), names, parts=given, symbols=(*names, OTHER) if rare else names)


def _lengths(count: int, settings: Mapping[str, Any]) -> tuple[int, int, int]:
    """How many symbols are for training, validation and test."""
    validation, test = (round(count * settings[name] / 100) for name in ("validation", "test"))
    return count - validation - test, validation, test


def read_text(content: bytes | None) -> str:
    """The text in the bytes of a file, whatever its encoding. Raises DataError."""
    if content is None:
        raise DataError(N_("engine", "The text is not part of this project. Choose the file again."))
    if len(content) > MOST_BYTES:
        raise DataError(N_("engine", "The text has {size} MB; up to {most} MB are read. Use a part of it."),
                        size=len(content) // 1_000_000, most=MOST_BYTES // 1_000_000)
    return to_utf8(content, guess_encoding(content).encoding).decode()


def bundled(name: str) -> bytes:
    """One of the texts that ship."""
    return (files("engine.data.texts") / "bundled" / f"{name}.txt").read_bytes()


def _bundled(name: str, settings: Mapping[str, Any], rng: np.random.Generator, content: bytes | None,
             progress: Progress) -> Samples:
    return make(settings, rng, bundled(name), progress)


FIELDS: tuple[Field, ...] = (
    Choice("unit", "characters", N_("engine", "Symbols"),
           options={"characters": N_("engine", "Characters"), "words": N_("engine", "Words")},
           help=N_("engine", "What the text is a row of: its letters, blanks and marks, or its words.")),
    Integer("steps", 20, N_("engine", "Steps"), minimum=2, maximum=200,
            help=N_("engine", "How many symbols the network sees before it says the next one.")),
    Integer("vocabulary", 60, N_("engine", "Vocabulary"), minimum=2, maximum=MOST_CLASSES,
            help=N_("engine", "The most frequent symbols have a number of their own; all others share one, and are "
                    "never asked for.")),
    Flag("lower", True, N_("engine", "Small letters only"),
         help=N_("engine", "Capitals become small letters: fewer symbols, more examples of each.")),
    Integer("samples", 8_000, N_("engine", "Examples"), minimum=20, maximum=100_000,
            help=N_("engine", "How many places of the text become examples, where it has more.")),
    Integer("validation", 10, N_("engine", "Validation (%)"), minimum=0, maximum=40,
            help=N_("engine", "How much of the text, before that for the test, is kept aside to watch for "
                    "overfitting.")),
    Integer("test", 10, N_("engine", "Test (%)"), minimum=1, maximum=50,
            help=N_("engine", "How much of the end of the text is never trained on.")),
)
_NEXT = N_("engine", "Which symbol comes next? The examples are numbers of symbols, for an embedding: give it a "
           "vocabulary as large as that of the data.")


def _ships(name: str, title: str, about: str, icon: str) -> Source:
    return Source(name=name, title=title, category=N_("engine", "Texts"), help=_NEXT, about=about, fields=FIELDS,
                  task="multiclass", make=partial(_bundled, name), icon=icon)


TEXT = Source(
    name="text", title=N_("engine", "Your text"), category=N_("engine", "Your own"), help=_NEXT,
    about=N_("engine", "Your file. A copy of it stays inside the project."), fields=FIELDS, task="multiclass",
    make=make, icon="text", keeps="text.txt")

register(
    _ships("alice", N_("engine", "Alice (English)"),
           "Lewis Carroll (1865), Alice's Adventures in Wonderland, I–V", "letter-a"),
    _ships("quijote", N_("engine", "Quijote (Spanish)"),
           "Miguel de Cervantes (1605), Don Quijote de la Mancha, I–V", "letter-q"),
    rank=35)
register(TEXT, rank=40)
