"""Optimizers; update rules as documented for torch.optim, or for the source that each names. Every module
of this package is imported, so that a new optimizer is one new file."""

from engine.optimizers.base import OPTIMIZERS, Optimizer, register
from engine.optimizers.full_batch import FullBatchUpdater
from engine.optimizers.seen_rows import SeenRows, spans_beside
from engine.optimizers.updater import Updater
from engine.registry import discover

discover(__name__, __path__)

__all__ = ["OPTIMIZERS", "FullBatchUpdater", "Optimizer", "SeenRows", "Updater", "register", "spans_beside"]
