"""Trainings that were left, to be taken up again."""

from __future__ import annotations

from collections import OrderedDict

from app.training.training import Training

BUDGET = 256 * 2**20  # bytes, of arrays that are shared counted once
MOST = 200


class Shelf:
    """Trainings by the number that the document gives them. Where there is no room for all, those that were left first
    lose what there is to look back at, and then go; the document keeps what they have learned."""

    def __init__(self, budget: int = BUDGET, most: int = MOST) -> None:
        self._budget, self._most = budget, most
        self._trainings: OrderedDict[int, Training] = OrderedDict()

    def __contains__(self, run: int) -> bool:
        return run in self._trainings

    def put(self, run: int, training: Training) -> None:
        """Keep what rests; where nothing was learned there is nothing to look back at."""
        self._trainings[run] = training if training.moment is not None else training.without_moments()
        while len(self._trainings) > self._most:
            self._trainings.popitem(last=False)
        for old in tuple(self._trainings):
            if self._bytes() <= self._budget:
                return
            self._trainings[old] = self._trainings[old].without_moments()
        while self._bytes() > self._budget and self._trainings:
            self._trainings.popitem(last=False)

    def clear(self) -> None:
        """Keep none of them any longer."""
        self._trainings.clear()

    def look(self, run: int) -> Training:
        """A training that stays. Raises KeyError where there is none."""
        return self._trainings[run]

    def take(self, run: int) -> Training:
        """A training that goes on. Raises KeyError where there is none."""
        return self._trainings.pop(run)

    def _bytes(self) -> int:
        return sum({id(array): array.nbytes for training in self._trainings.values()
                    for array in training.arrays()}.values())
