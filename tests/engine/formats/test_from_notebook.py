"""What was trained in a notebook, on arrays of its own, as a project: whole, and going on where it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine import Data, Dense, Input, Output, Sequential, Trainer
from engine.data import load
from engine.formats import export_weights, read_project, write_project
from engine.layout import ParameterLayout
from engine.project import Project


@pytest.fixture
def trainer() -> Trainer:
    rng = np.random.default_rng(0)
    data = Data.from_arrays(rng.normal(size=(60, 3)), rng.integers(0, 3, 60), class_names=("a", "b", "c"))
    trainer = Trainer(Sequential([Input(3), Dense(8, "tanh"), Dense(3), Output("cce")]), data, epochs=6, seed=2)
    trainer.fit(3)
    return trainer


def test_a_project_has_the_arrays_the_weights_and_what_comes_next(trainer, tmp_path):
    path = tmp_path / "mine.ladera"
    write_project(path, Project.of(trainer, "Mine"))
    project = read_project(path)
    data = load(project.data)
    assert (project.title, project.graph, project.training) == ("Mine", trainer.graph, trainer.settings)
    assert data.train.inputs.tobytes() == trainer.data.train.inputs.tobytes()
    assert data.class_names == ("a", "b", "c")
    assert project.history["loss"].tobytes() == trainer.history["loss"].tobytes()
    again = Trainer(project.graph, data, project.training)
    again.restore(replace(project.progress.now, parameters=project.parameters))
    trainer.fit()
    again.fit()
    assert again.parameters.tobytes() == trainer.parameters.tobytes()


def test_a_training_that_has_not_begun_is_a_project_too(trainer, tmp_path):
    trainer.reset()
    path = tmp_path / "mine.ladera"
    write_project(path, Project.of(trainer))
    assert read_project(path).history is None


def test_weights_leave_with_how_the_arrays_were_prepared(trainer, tmp_path):
    path = tmp_path / "weights.npz"
    export_weights(path, ParameterLayout(trainer.graph), trainer.parameters, Project.of(trainer))
    with np.load(path) as notes:
        np.testing.assert_array_equal(notes["mean"], trainer.data.input_scaling.mean)
        assert notes["columns"].tolist() == ["x1", "x2", "x3"]
