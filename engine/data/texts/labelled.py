"""Short texts that ship, each of a class: names of two languages, and sentences that praise or blame."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence, Sized
from importlib.resources import files
from itertools import chain

import numpy as np

from engine.data.registry import register
from engine.data.source import TEST, TRAINING, VALIDATION, Progress, Samples, Source
from engine.data.symbol_sequences import BLANK, LANGUAGE
from engine.data.texts.cutting import cut, numbered
from engine.data.texts.source import OTHER
from engine.errors import N_
from engine.fields import Flag, Integer

_OURS = N_("engine", "Written for Ladera (CC0)")


def names(settings: Mapping[str, object], rng: np.random.Generator, content: bytes | None,
          progress: Progress) -> Samples:
    """First names of either language in small letters, (N, length of the longest), with blanks before those that are
    shorter: what is read last is the end of the name."""
    lists = [[name.lower() for name in lines(f"names_{language}")] for language in ("english", "spanish")]
    if not settings["accents"]:
        lists = [[_plain(name) for name in written] for written in lists]
    both = [*lists[0], *lists[1]]
    letters = sorted(set("".join(both)))
    place = {letter: number for number, letter in enumerate(letters)}
    return Samples(padded([[place[letter] for letter in name] for name in both], len(letters)), step_names(both),
                   np.repeat([0, 1], [len(written) for written in lists]), (N_("engine", "language"),),
                   ("English", "Spanish"), symbols=(*letters, BLANK))


def sentiment(settings: Mapping[str, object], rng: np.random.Generator, content: bytes | None,
              progress: Progress) -> Samples:
    """Sentences of a language as words in small letters, with blanks before those that are shorter. The most frequent
    words have a number of their own, all others share one.

    Two sentences about one subject, of which one praises and one blames it, stay in one part: else the words of the
    subject, known from the other sentence, would speak for the wrong class.
    """
    written = lines(f"sentences_{settings['language']}")
    sentences = [cut(line[2:], "words", lower=True) for line in written]
    codes, known = numbered(list(chain.from_iterable(sentences)), settings["vocabulary"])
    symbols = (*known, BLANK, OTHER)
    codes[codes == len(known)] += 1
    pairs = len(written) // 2
    validation, test = (round(pairs * settings[name] / 100) for name in ("validation", "test"))
    parts = rng.permutation(np.repeat([TRAINING, VALIDATION, TEST], [pairs - validation - test, validation, test]))
    rows = np.split(codes, np.cumsum([len(sentence) for sentence in sentences])[:-1])
    return Samples(padded([row.tolist() for row in rows], len(known)), step_names(sentences),
                   np.array([line.startswith("+") for line in written], np.int64), (N_("engine", "opinion"),),
                   ("negative", "positive"), parts=np.repeat(parts, 2), symbols=symbols)


def lines(name: str) -> list[str]:
    """The lines of a file that ships."""
    return (files("engine.data.texts") / "bundled" / f"{name}.txt").read_text("utf-8").splitlines()


def padded(rows: list[list[int]], blank: int) -> np.ndarray:
    """Rows of different lengths as one array (N, longest), with blanks in front."""
    longest = max(map(len, rows))
    return np.array([[blank] * (longest - len(row)) + row for row in rows], np.float64)


def _plain(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


def step_names(texts: Sequence[Sized]) -> tuple[str, ...]:
    """What the columns of texts are called that are padded."""
    return tuple(f"step_{number}" for number in range(1, max(map(len, texts)) + 1))


register(
    Source(name="names", title=N_("engine", "Names"), category=N_("engine", "Texts"),
           help=N_("engine", "Is a first name English or Spanish? The network sees it letter by letter. Names that "
                   "both languages have, as Daniel, were left out."),
           about=_OURS, task="binary", make=names, icon="person", fields=(
               Flag("accents", True, N_("engine", "Accents"),
                    help=N_("engine", "An accent or ñ gives a Spanish name away; without them its other letters have "
                            "to.")),)),
    Source(name="sentiment", title=N_("engine", "Sentiment"), category=N_("engine", "Texts"),
           help=N_("engine", "240 short sentences, word by word: does somebody praise or blame? Each subject is "
                   "praised once and blamed once, so only how it is spoken of decides."),
           about=_OURS, task="binary", make=sentiment, icon="smile", fields=(
               LANGUAGE,
               Integer("vocabulary", 500, N_("engine", "Vocabulary"), minimum=10, maximum=1_000,
                       help=N_("engine", "The most frequent words have a number of their own; all others share one.")),
               Integer("validation", 15, N_("engine", "Validation (%)"), minimum=5, maximum=40,
                       help=N_("engine", "How many of the sentences are kept aside to watch for overfitting.")),
               Integer("test", 20, N_("engine", "Test (%)"), minimum=5, maximum=50,
                       help=N_("engine", "How many of the sentences are never trained on. Two about one subject stay "
                               "together, here and there.")))),
    rank=35)
