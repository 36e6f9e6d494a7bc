"""Training: the loop, its settings and its history."""

from engine.former import former
from engine.training.evaluation import Evaluation
from engine.training.fit import fit_problems
from engine.training.history import History
from engine.training.settings import FIELDS, TrainingSettings
from engine.training.timeline import Checkpoint, Timeline
from engine.training.trainer import Trainer

__all__ = ["FIELDS", "Checkpoint", "Evaluation", "History", "Timeline", "Trainer", "TrainingSettings", "fit_problems"]

__getattr__ = former(__name__, {"Snapshot": "Checkpoint"})
