"""All examples of the data as rows, part after part, with what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import numpy as np

from engine.data import Data, Part
from engine.example import PARTS, Example
from engine.probes import OfPart, Probe, Reading
from engine.probes.predictions import Losses, Predictions

MOST_RUNNING, MOST_RESTING = 2_000, 200_000
"""Examples of each part of which the network is asked: while a training runs, and once it rests."""
MOST_TARGETS = 6
"""Targets of a head up to which there is a column for each. What is predicted of more is no row of numbers."""


class ExampleRows:
    """`heads` are the data as each head sees them. Of what the network has not said yet there is NaN.

    One row stands behind those of the data, N: the example that a person has `made`, of which nobody knows the truth.
    """

    def __init__(self, data: Data, heads: Mapping[str, Data]) -> None:
        self.data = data
        self.heads = {name: head for name, head in heads.items()
                      if head.class_names or head.written or len(head.target_names) <= MOST_TARGETS}
        self.parts = tuple(part for part in PARTS if len(getattr(data, part)))
        self.counts = tuple(len(getattr(data, part)) for part in self.parts)
        self._starts = dict(zip(self.parts, np.cumsum((0, *self.counts)).tolist(), strict=False))
        self.made: Example | None = None
        self.losses = np.full(len(self) + 1, np.nan, np.float32)
        self.said = {name: np.full((len(self) + 1, head.train.targets[0].size), np.nan, np.float32)
                     for name, head in self.heads.items()}

    def __len__(self) -> int:
        return sum(self.counts)

    # Which is which

    def span(self, part: str) -> slice:
        """The rows of a part."""
        start = self._starts[part]
        return slice(start, start + len(getattr(self.data, part)))

    def example(self, row: int) -> Example:
        """The example of a row."""
        if row == len(self):
            return self.made
        part = next(name for name in reversed(self.parts) if row >= self._starts[name])
        return Example(part, row - self._starts[part])

    def row_of(self, example: Example) -> int:
        """The row of an example."""
        return len(self) if example.values else self._starts[example.part] + example.place

    # What is known

    def raw(self, column: int) -> np.ndarray:
        """A raw column (N + 1,), in its own units."""
        return np.concatenate([*(part.raw[:, column] for part in self._of(self.data)), [np.nan]])

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What the examples are called, as files are; () where they have no names."""
        return tuple(title for part in self._of(self.data) for title in part.titles)

    @cached_property
    def title_ranks(self) -> np.ndarray:
        """(N + 1,): the places of the titles in their order."""
        order = sorted(range(len(self)), key=self.titles.__getitem__)
        ranks = np.full(len(self) + 1, np.nan)
        ranks[order] = np.arange(len(self))
        return ranks

    @cached_property
    def truths(self) -> Mapping[str, np.ndarray]:
        """The targets (N + 1, k) of each head, as a network learns them."""
        known = {name: np.concatenate([part.targets.reshape(len(part), -1) for part in self._of(head)])
                 for name, head in self.heads.items()}
        return {name: np.append(values, np.full((1, values.shape[1]), np.nan), axis=0)
                for name, values in known.items()}

    def wrong(self) -> np.ndarray:
        """(N + 1,) whether some head takes an example for another class than it is, or writes another row."""
        found = np.zeros(len(self) + 1, bool)
        for name, head in self.heads.items():
            said, true = self.said[name], self.truths[name]
            known = np.isfinite(said).all(axis=1)
            if head.class_names:
                found |= known & (head.classes_of(said) != head.classes_of(true))
            elif head.written:
                said, true = (values.reshape(len(values), -1, head.written) for values in (said, true))
                wrong = (said.argmax(axis=-1) != true.argmax(axis=-1)) & (true.max(axis=-1) > 0)
                found |= known & wrong.any(axis=-1)
        found[-1] = False
        return found

    @property
    def has_classes(self) -> bool:
        """Whether there is a head that can be mistaken."""
        return any(head.class_names or head.written for head in self.heads.values())

    def known(self) -> int:
        """Of how many examples the network has said how wrong it is."""
        return int(np.count_nonzero(np.isfinite(self.losses)))

    # Asking

    def probes(self, most: int) -> Iterator[Probe]:
        """What is asked about the first `most` examples of each part, and about what was made."""
        for part, count in zip(self.parts, self.counts, strict=True):
            examples = OfPart(part) if count <= most else OfPart(part, most=most)
            yield Losses(examples)
            yield from (Predictions(head, examples) for head in self.heads)
        if self.made is not None:
            yield from (Predictions(head, self.made.examples) for head in self.heads)

    def take(self, probes: Iterable[Probe], readings: Mapping[Probe, Reading]) -> None:
        """Take what was answered. What is asked no longer holds no longer."""
        for probe in probes:
            reading = readings.get(probe)
            if reading is None or reading.error:
                continue
            kept = self.losses if isinstance(probe, Losses) else self.said[probe.head]
            rows = self.span(probe.examples.part) if isinstance(probe.examples, OfPart) else slice(-1, None)
            values = reading.first
            kept[rows] = np.nan
            kept[rows][:len(values)] = values.reshape(len(values), *kept.shape[1:])

    def _of(self, data: Data) -> list[Part]:
        return [getattr(data, part) for part in self.parts]
