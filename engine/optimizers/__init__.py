"""Optimizers; update rules as documented for torch.optim, or for the source that each names."""

# In order of increasing complexity, which is that of OPTIMIZERS and so of every menu.
# isort: off
from engine.optimizers import sgd, adagrad, rmsprop, adadelta, adam, adamax, nadam, rules
from engine.optimizers import conjugate_gradient, bfgs, newton
# isort: on

from engine.optimizers.base import OPTIMIZERS, Optimizer
from engine.optimizers.full_batch import FullBatchUpdater
from engine.optimizers.updater import Updater

__all__ = ["OPTIMIZERS", "FullBatchUpdater", "Optimizer", "Updater", "adadelta", "adagrad", "adam", "adamax", "bfgs",
           "conjugate_gradient", "nadam", "newton", "rmsprop", "rules", "sgd"]
