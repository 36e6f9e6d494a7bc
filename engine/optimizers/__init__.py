"""Optimizers; update rules as documented for torch.optim, or for the source that each names."""

# In order of increasing complexity, which is that of OPTIMIZERS and so of every menu.
# isort: off
from engine.optimizers import sgd, adagrad, rmsprop, adadelta, adam, adamax, nadam, rules
# isort: on

from engine.optimizers.base import OPTIMIZERS, Optimizer
from engine.optimizers.updater import Updater

__all__ = ["OPTIMIZERS", "Optimizer", "Updater", "adadelta", "adagrad", "adam", "adamax", "nadam", "rmsprop", "rules",
           "sgd"]
