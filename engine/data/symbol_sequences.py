"""Rows of symbols that are made on the spot: what has to be counted, and what has to be kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from engine.data.registry import register
from engine.data.source import NEXT, Make, Progress, Samples, Source, Task
from engine.errors import N_
from engine.fields import Choice, Field, Integer

PAIRS = ("()", "[]", "{}")
BLANK, ASK, END = "·", "?", "■"
LANGUAGE = Choice("language", "english", N_("engine", "Language"),
                  options={"english": N_("engine", "English"), "spanish": N_("engine", "Spanish")},
                  help=N_("engine", "The language in which the examples are written."))

_SAMPLES = Integer("samples", 2_000, N_("engine", "Examples"), minimum=20, maximum=20_000,
                   help=N_("engine", "How many sequences are made. More of them leave less to chance."))


def brackets(settings: Mapping[str, object], rng: np.random.Generator, content: bytes | None,
             progress: Progress) -> Samples:
    """Brackets of several kinds, opened and closed; the target is whether each is closed by its own kind in the right
    order. Half of them are right; the others are right ones of which one bracket was changed into another."""
    pairs = PAIRS[:settings["kinds"]]
    symbols = tuple("".join(pairs))
    half = settings["half"]
    raw = np.array([_balanced(half, len(pairs), rng) for _ in range(settings["samples"])])
    right = np.arange(len(raw)) % 2 == 0
    places = rng.integers(0, 2 * half, len(raw))
    shifts = rng.integers(1, len(symbols), len(raw))
    wrong = np.flatnonzero(~right)
    raw[wrong, places[wrong]] = (raw[wrong, places[wrong]] + shifts[wrong]) % len(symbols)
    return Samples(raw.astype(np.float64), _numbered("bracket", 2 * half), right.astype(np.int64),
                   (N_("engine", "balanced"),), ("wrong", "right"), symbols=symbols)


def _balanced(half: int, kinds: int, rng: np.random.Generator) -> list[int]:
    """Places in the symbols of `half` pairs: an opening bracket of kind k is 2k, its closing one 2k + 1."""
    row: list[int] = []
    stack: list[int] = []
    while len(row) < 2 * half:
        left = 2 * half - len(row)
        if stack and (left == len(stack) or rng.random() < 0.5):
            row.append(2 * stack.pop() + 1)
        else:
            stack.append(int(rng.integers(kinds)))
            row.append(2 * stack[-1])
    return row


def recall(settings: Mapping[str, object], rng: np.random.Generator, content: bytes | None,
           progress: Progress) -> Samples:
    """One letter somewhere in the first steps, blanks, and a question mark at the end; the target is the letter. The
    memory task of Hochreiter and Schmidhuber, in its smallest form."""
    count, letters, delay = settings["samples"], settings["letters"], settings["delay"]
    names = tuple("abcdefghijklmnopqrstuvwxyz"[:letters])
    wanted, places = rng.integers(0, letters, count), rng.integers(0, max(1, delay // 4) + 1, count)
    raw = np.full((count, delay + 2), letters)
    raw[np.arange(count), places] = wanted
    raw[:, -1] = letters + 1
    return Samples(raw.astype(np.float64), _numbered("step", delay + 2), wanted, (N_("engine", "letter"),), names,
                   symbols=(*names, BLANK, ASK))


def rewriting(rewrite: Callable[[np.ndarray], np.ndarray], settings: Mapping[str, object], rng: np.random.Generator,
              content: bytes | None, progress: Progress) -> Samples:
    """Letters in a row, and what `rewrite` makes of them, (N, length) → (N, length): asked for symbol by symbol as
    `asked` does, or, as `answered_whole` does, in whole rows of 2 to `length` letters, none of them twice."""
    count, letters, length = settings["samples"], settings["letters"], settings["length"]
    words, said = rng.integers(0, letters, (count, length)), rng.integers(0, length, count)
    alphabet = tuple("abcdefghijklmnopqrstuvwxyz"[:letters])
    if settings["asked"] == "symbol":
        return asked(words, rewrite(words), said, alphabet)
    lengths = rng.integers(2, length + 1, count).tolist()
    rows = list({bytes(row): row for row in (word[:size] for word, size in zip(words, lengths, strict=True))}.values())
    return answered_whole(rows, [rewrite(row[None])[0] for row in rows], length, length, alphabet)


def answered_whole(given: Sequence[Sequence[int]], written: Sequence[Sequence[int]], longest: int, most: int,
                   classes: tuple[str, ...], others: tuple[str, ...] = ()) -> Samples:
    """Rows of up to `longest` symbols that are given, and of up to `most` that are to be written of them.

    An example is the row that is given, with blanks behind it, then a mark and the row that is to be written, which is
    what its own step is told of before (teacher forcing); the target is that row, and the end behind it. Steps behind
    the end do not count. Symbols are places in `classes`, the end, `others`, the blank and the mark; the first two can
    be written.
    """
    end, blank, mark = len(classes), len(classes) + 1 + len(others), len(classes) + 2 + len(others)
    raw, targets = np.full((len(given), longest + most + 1), blank), np.full((len(given), most + 1), -1)
    raw[:, longest] = mark
    for row, target, read, answer in zip(raw, targets, given, written, strict=True):
        row[:len(read)], row[longest + 1:longest + 1 + len(answer)] = read, answer
        target[:len(answer)], target[len(answer)] = answer, end
    names = (*(f"read_{place}" for place in range(1, longest + 1)),
             *(f"told_{place}" for place in range(1, most + 2)))
    return Samples(raw.astype(np.float64), names, targets, _numbered("written", most + 1),
                   symbols=(*classes, END, *others, BLANK, ASK), written=end + 1)


def asked(given: np.ndarray, written: np.ndarray, said: np.ndarray, classes: tuple[str, ...],
          others: tuple[str, ...] = ()) -> Samples:
    """A row that is given (N, L), a mark, and the first `said` (N,) symbols of what is to be written of it (N, length);
    the target is the symbol that comes next in that. So a whole sequence is written symbol by symbol, with what was
    said before given each time. Symbols are places in `classes`, which can be asked for, and behind them in `others`
    and the blank."""
    length, blank = written.shape[1], len(classes) + len(others)
    raw = np.full((len(given), given.shape[1] + length), blank)
    raw[:, :given.shape[1]] = given
    raw[:, given.shape[1]] = blank + 1
    shown = np.arange(length - 1) < said[:, None]
    raw[:, given.shape[1] + 1:][shown] = written[:, :-1][shown]
    return Samples(raw.astype(np.float64), _numbered("step", raw.shape[1]), written[np.arange(len(said)), said],
                   (NEXT,), classes, symbols=(*classes, *others, BLANK, ASK))


def _numbered(name: str, count: int) -> tuple[str, ...]:
    return tuple(f"{name}_{place}" for place in range(1, count + 1))


ASKED = Choice("asked", "symbol", N_("engine", "Asked"),
               options={"symbol": N_("engine", "One symbol"), "row": N_("engine", "The whole row")},
               help=N_("engine", "One symbol: what is written so far is read, and one more is asked. The whole row, of "
                       "different lengths: all symbols and the end are learned at once, for an encoder and a decoder. "
                       "Each step is told the right symbols before it (teacher forcing)."))
_LETTERS = Integer("letters", 6, N_("engine", "Letters"), minimum=2, maximum=26,
                   help=N_("engine", "How many different letters there are."))
_LENGTH = Integer("length", 6, N_("engine", "Length"), minimum=2, maximum=50,
                  help=N_("engine", "How many letters there are."))


def made_of_symbols(name: str, make: Make, icon: str, title: str, help: str, task: Task | None,
                    *fields: Field) -> Source:
    """A source that makes its rows when it is asked for them; `task` is None where its settings say it."""
    return Source(name=name, title=title, category=N_("engine", "Sequences"), help=help,
                  about=N_("engine", "Made on the spot from the seed."), fields=(_SAMPLES, *fields), task=task,
                  make=make, icon=icon)


register(
    made_of_symbols("brackets", brackets, "brackets", N_("engine", "Brackets"),
            N_("engine", "Is every bracket closed by its own kind, in the right order? With one kind counting is "
               "enough, with several a stack is needed."), "binary",
            Integer("half", 5, N_("engine", "Pairs"), minimum=1, maximum=50,
                    help=N_("engine", "How many brackets are opened, and closed again.")),
            Integer("kinds", 2, N_("engine", "Kinds"), minimum=1, maximum=len(PAIRS),
                    help=N_("engine", "How many kinds of brackets there are."))),
    made_of_symbols("recall", recall, "recall", N_("engine", "Memory task"),
            N_("engine", "A letter, a long nothing, and a question: which letter was it? The longer the nothing, the "
               "harder it is for a gradient to come back."), "multiclass",
            _LETTERS,
            Integer("delay", 20, N_("engine", "Delay"), minimum=1, maximum=200,
                    help=N_("engine", "How many steps there are before the question."))),
    made_of_symbols("reversing", partial(rewriting, np.fliplr), "reverse", N_("engine", "Reverse"),
            N_("engine", "Letters in a row, a mark, and the same letters backwards, as far as they are written: which "
               "one comes next?"), None, _LETTERS, _LENGTH, ASKED),
    made_of_symbols("sorting", partial(rewriting, partial(np.sort, axis=1)), "sort", N_("engine", "Sort"),
            N_("engine", "Letters in a row, a mark, and the same letters in alphabetical order, as far as they are "
               "written: which one comes next?"), None, _LETTERS, _LENGTH, ASKED),
    made_of_symbols("copying", partial(rewriting, np.copy), "copying", N_("engine", "Copy after a mark"),
            N_("engine", "Letters in a row, a mark, and the same letters again, as far as they are written: which one "
               "comes next? Nothing has to be worked out, but each letter kept as long as the row is."), None, _LETTERS,
            _LENGTH, ASKED),
    rank=30)
