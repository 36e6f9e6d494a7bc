"""Small sequences that are made on the spot: what a network has to remember, and where it has to look.

Each is a task that literature uses to show what recurrence and attention are for, small enough to be learned in
seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import numpy as np

from engine.data.registry import register
from engine.data.source import Make, Progress, Samples, Source
from engine.errors import N_
from engine.fields import Field, Integer

LABELS = 10
"""How many different labels the drawers may have."""

_SAMPLES = Integer("samples", 1200, N_("engine", "Examples"), minimum=20, maximum=20_000,
                   help=N_("engine", "How many sequences are made. More of them leave less to chance."))


def _steps(default: int) -> Field:
    return Integer("steps", default, N_("engine", "Steps"), minimum=2, maximum=200,
                   help=N_("engine", "How long each sequence is. The longer, the more there is to remember."))


def wave(settings: Mapping[str, object], rng: np.random.Generator, content: bytes | None,
         progress: Progress) -> Samples:
    """Sines of 0.5 to 1.5 in height, 6 to 25 steps long and of any phase, seen with noise; the target is the value
    that comes next, without noise."""
    count, steps = settings["samples"], settings["steps"]
    height, turn, phase = (rng.uniform(low, high, (count, 1))
                           for low, high in ((0.5, 1.5), (2 * np.pi / 25, 2 * np.pi / 6), (0, 2 * np.pi)))
    values = height * np.sin(phase + turn * np.arange(steps + 1))
    seen = values[:, :-1] + rng.normal(0, 1, (count, steps)) * settings["noise"] / 100
    return Samples(seen, _numbered("value", steps), values[:, -1:], ("next",), shape=(steps, 1))


def adding(settings: Mapping[str, object], rng: np.random.Generator, content: bytes | None,
           progress: Progress) -> Samples:
    """Steps of a number from 0 to 1 and a mark, which is 1 in one step of the first half and in one of the second;
    the target is the sum of the two marked numbers."""
    count, steps = settings["samples"], settings["steps"]
    values, marks = rng.uniform(0, 1, (count, steps)), np.zeros((count, steps))
    for first, last in ((0, steps // 2), (steps // 2, steps)):
        marks[np.arange(count), rng.integers(first, last, count)] = 1
    pairs = zip(_numbered("number", steps), _numbered("mark", steps), strict=True)
    return Samples(np.stack([values, marks], axis=-1).reshape(count, -1), tuple(chain.from_iterable(pairs)),
                   (values * marks).sum(axis=1, keepdims=True), ("sum",), shape=(steps, 2))


def drawers(settings: Mapping[str, object], rng: np.random.Generator, content: bytes | None,
            progress: Progress) -> Samples:
    """The label that is asked for, the labels of the drawers, all different and from 0 to 9, and their contents from
    −1 to 1; the target is the content of the drawer that is asked for."""
    count, size = settings["samples"], settings["drawers"]
    labels = rng.permuted(np.tile(np.arange(LABELS), (count, 1)), axis=1)[:, :size]
    contents, asked = rng.uniform(-1, 1, (count, size)), rng.integers(0, size, (count, 1))
    raw = np.column_stack([np.take_along_axis(labels, asked, axis=1), labels, contents]).astype(np.float64)
    return Samples(raw, ("asked", *_numbered("label", size), *_numbered("content", size)),
                   np.take_along_axis(contents, asked, axis=1), ("content",))


def _numbered(name: str, count: int) -> tuple[str, ...]:
    return tuple(f"{name}_{place}" for place in range(1, count + 1))


def _source(make: Make, icon: str, title: str, help: str, about: str, *fields: Field) -> Source:
    return Source(name=make.__name__, title=title, category=N_("engine", "Sequences"), help=help, about=about,
                  fields=(_SAMPLES, *fields), task="regression", make=make,
                  icon=icon)


register(
    _source(wave, "wave", N_("engine", "Waves"),
            N_("engine", "What comes next? Some values of a wave, of which neither length nor height is known."),
            N_("engine", "Made on the spot from the seed."),
            _steps(12),
            Integer("noise", 5, N_("engine", "Noise (%)"), minimum=0, maximum=50,
                    help=N_("engine", "How much chance is added to the values that are seen; what is asked for stays "
                            "without it."))),
    _source(adding, "adding", N_("engine", "Adding problem"),
            N_("engine", "A row of numbers of which two are marked: what is their sum? The network has to remember the "
               "first until the second comes."),
            "Hochreiter and Schmidhuber (1997), Long short-term memory",
            _steps(10)),
    _source(drawers, "drawers", N_("engine", "Drawers"),
            N_("engine", "Drawers with labels and a number in each: what is in the one that is asked for? Attention "
               "finds it. The labels are whole numbers for an embedding, so leave them as they are: standardise "
               "nothing."),
            N_("engine", "Made on the spot from the seed."),
            Integer("drawers", 5, N_("engine", "Drawers"), minimum=2, maximum=LABELS,
                    help=N_("engine", "How many drawers there are to look into."))),
    rank=30,
)
