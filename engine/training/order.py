"""In which order the examples of an epoch are taken."""

from __future__ import annotations

import numpy as np

from engine.data import Data
from engine.training.curriculum import NO_CURRICULUM, difficulties, epoch_order, ranked, share_at
from engine.training.settings import TrainingSettings


class ExampleOrder:
    """All examples, shuffled where the settings want it, or what a curriculum has come to. Raises GraphError where its
    measure says nothing of these examples."""

    def __init__(self, data: Data, settings: TrainingSettings) -> None:
        self._count, self._settings = len(data.train), settings
        self._ranks = None if settings.curriculum == NO_CURRICULUM else ranked(
            difficulties(settings.curriculum, data, settings.teacher), settings.curriculum_reversed)

    def of(self, epoch: int, shuffler: np.random.Generator) -> np.ndarray:
        """The places (N,) of an epoch, from 0; all chance comes from `shuffler`."""
        settings = self._settings
        if self._ranks is not None:
            share = share_at(epoch, settings.curriculum_share, settings.curriculum_epochs)
            return epoch_order(self._ranks, share, shuffler if settings.shuffle else None)
        return shuffler.permutation(self._count) if settings.shuffle else np.arange(self._count)
