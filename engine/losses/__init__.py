"""Losses. The first of each task is the one that a new head gets."""

from engine.losses import cross_entropy, difference, divergence, hinge
from engine.losses.base import LOSSES, Loss, register

__all__ = ["LOSSES", "Loss", "cross_entropy", "difference", "divergence", "hinge", "register"]
