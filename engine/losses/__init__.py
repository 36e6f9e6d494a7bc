"""Losses. Every module of this package is imported, so that a new loss is one new file. The first of each task is the
one that a new head gets."""

from engine.losses.base import ALIASES, LEARNED_AS, LOSSES, Loss, first_loss, register
from engine.registry import discover

discover(__name__, __path__)

__all__ = ["ALIASES", "LEARNED_AS", "LOSSES", "Loss", "first_loss", "register"]
