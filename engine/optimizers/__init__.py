"""Optimizers, in order of increasing complexity; update rules as documented for torch.optim."""

from engine.optimizers import adam, sgd
from engine.optimizers.base import OPTIMIZERS, Optimizer
from engine.optimizers.updater import Updater

__all__ = ["OPTIMIZERS", "Optimizer", "Updater", "adam", "sgd"]
