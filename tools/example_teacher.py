"""The teacher of the example about distillation."""

from __future__ import annotations

from pathlib import Path

from example_networks import chain

from engine.data import DataSpec, load
from engine.formats import read_project
from engine.training import Trainer
from engine.training.teacher import Teacher


def teacher_of(path: Path) -> Teacher:
    """The teacher of the example that lies there, so that it stays the same on every machine; a new one where there is
    no such file yet."""
    if path.exists():
        return read_project(path).training.teacher
    graph = chain((64,), ((64, "relu"),), (10, "identity"), "categorical_cross_entropy")
    trainer = Trainer(graph, load(DataSpec("digits", seed=1)), optimizer="adam", learning_rate=0.003, epochs=40)
    trainer.fit()
    return Teacher("Teacher", graph, trainer.parameters)
