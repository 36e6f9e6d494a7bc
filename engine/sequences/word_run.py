"""Vectors of words while they are learned, with several seeds beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from engine.errors import N_
from engine.fields import Choice, Integer, Real, check_settings
from engine.sequences.skip_gram import SkipGram, with_noise
from engine.sequences.vocabulary import PROJECT, Vocabulary, vocabulary_of
from engine.training.finite import require_finite

BATCH, SLICE, LEAST_RATE = 32, 100, 1e-4
"""Pairs of a step, steps between two moments, and the share of the learning rate that is left at the end."""
WORD_FIELDS = (
    Choice("text", "alice", N_("engine", "Text"),
           options={"alice": N_("engine", "Alice (English)"), "quijote": N_("engine", "Quijote (Spanish)"),
                    PROJECT: N_("engine", "The project's text")},
           help=N_("engine", "What the words are learned from: a text that comes with Ladera, or the data of the "
                   "project, where those are a text.")),
    Integer("dimensions", 32, N_("engine", "Dimensions"), minimum=2, maximum=128,
            help=N_("engine", "How many numbers the vector of a word has.")),
    Integer("window", 4, N_("engine", "Window"), minimum=1, maximum=20,
            help=N_("engine", "How far away a neighbour may be, in words. For each word a smaller distance is drawn as "
                    "often as this one, so that near ones count more.")),
    Integer("negatives", 5, N_("engine", "Noise words"), minimum=1, maximum=20,
            help=N_("engine", "How many words drawn by chance stand beside each true neighbour.")),
    Integer("rarest", 5, N_("engine", "Rarest word"), minimum=1, maximum=1_000,
            help=N_("engine", "Words that are less often in the text are left out.")),
    Integer("most", 1_000, N_("engine", "Words at most"), minimum=20, maximum=2_000,
            help=N_("engine", "Of more words than that only the most frequent are taken.")),
    Real("threshold", 1e-3, N_("engine", "Thin out above"), minimum=0.0, maximum=1.0,
         help=N_("engine", "A word whose share f of the text is above this t is left out with the probability "
                 "1 − √(t / f): the and of say little of what stands beside them. With 0 none is left out.")),
    Integer("epochs", 20, N_("engine", "Epochs"), minimum=1, maximum=500,
            help=N_("engine", "How often each goes through the text.")),
    Real("rate", 0.05, N_("engine", "Learning rate"), minimum=1e-4, maximum=1.0, logarithmic=True,
         help=N_("engine", "At the beginning; it falls on a straight line to almost nothing at the end.")),
    Integer("runs", 5, N_("engine", "Seeds"), minimum=1, maximum=10,
            help=N_("engine", "How many times the same is learned from other random numbers. What only some of them "
                    "find is chance.")),
    Integer("seed", 1, N_("engine", "Seed"), minimum=0, maximum=2**31 - 1,
            help=N_("engine", "The first one; the others follow it. The same seed gives the same vectors.")),
)


@dataclass(frozen=True, eq=False)
class WordMoment:
    """Vectors (runs, v, d) of all words after a part of the learning, as words and as neighbours, and the mean loss of
    a pair in each epoch (epochs, runs) that all have behind them. `done` goes from 0 to 1."""

    vocabulary: Vocabulary
    centres: np.ndarray
    contexts: np.ndarray
    losses: np.ndarray
    done: float


class WordRun:
    """One learning of all seeds, epoch by epoch in turn; iterate over it. Raises DataError where the text has too few
    words, and NonFiniteError where a step went too far."""

    def __init__(self, settings: Mapping[str, object], text: str) -> None:
        self.settings = check_settings(WORD_FIELDS, settings)
        self.vocabulary = vocabulary_of(text, self.settings["rarest"], self.settings["most"])
        self._chances = [np.random.default_rng(self.settings["seed"] + run) for run in range(self.settings["runs"])]
        self.models = [SkipGram(len(self.vocabulary.words), self.settings["dimensions"], rng) for rng in self._chances]

    def __iter__(self) -> Iterator[WordMoment]:
        epochs, runs = self.settings["epochs"], self.settings["runs"]
        losses: list[list[float]] = []
        for epoch in range(epochs):
            row: list[float] = []
            for run in range(runs):
                total = 0.0
                for share, loss in self._epoch(run, epoch):
                    total += loss
                    if share < 1.0:
                        yield self._moment(losses, (epoch * runs + run + share) / (epochs * runs))
                row.append(total)
                if run == runs - 1:
                    losses.append(row)
                yield self._moment(losses, (epoch * runs + run + 1) / (epochs * runs))

    def _epoch(self, run: int, epoch: int) -> Iterator[tuple[float, float]]:
        """Some steps at a time: the share of the epoch that is done, and their part of its mean loss of a pair."""
        settings, rng, model = self.settings, self._chances[run], self.models[run]
        pairs = self.vocabulary.pairs(settings["window"], settings["threshold"], rng)
        loss = 0.0
        begins = range(0, len(pairs), BATCH)
        for step, begin in enumerate(begins, start=1):
            done = (epoch + begin / len(pairs)) / settings["epochs"]
            batch = with_noise(pairs[begin:begin + BATCH], self.vocabulary, settings["negatives"], rng)
            loss += model.learn(batch, settings["rate"] * max(LEAST_RATE, 1.0 - done)) / len(pairs)
            if step % SLICE == 0 or step == len(begins):
                require_finite(N_("engine", "Words as vectors"), loss, model.centres, model.contexts)
                yield step / len(begins), loss
                loss = 0.0

    def _moment(self, losses: list[list[float]], done: float) -> WordMoment:
        return WordMoment(self.vocabulary, np.stack([model.centres for model in self.models]),
                          np.stack([model.contexts for model in self.models]),
                          np.array(losses, np.float64).reshape(-1, len(self.models)), done)
