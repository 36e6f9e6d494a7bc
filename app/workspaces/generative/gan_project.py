"""The networks of a game as projects of their own: with data that say what they do, and their weights."""

from __future__ import annotations

import numpy as np

from engine.data import Data
from engine.generative.gan import Weights
from engine.generative.gan_setup import GanSetup
from engine.network import Network
from engine.project import Project
from engine.training import TrainingSettings

COUNT = 400
"""Examples of each kind."""


def discriminator_project(title: str, setup: GanSetup, weights: Weights, real: np.ndarray, fake: np.ndarray,
                          class_names: tuple[str, str] = ("fake", "real")) -> Project:
    """The discriminator, with `fake` (n, 2) and `real` (m, 2) points as examples of two classes."""
    said = np.repeat([0, 1], [len(fake), len(real)])
    data = Data.from_arrays(np.concatenate([fake, real]), said, standardize=False, class_names=class_names)
    return _project(title, setup, setup.discriminator, weights.discriminator, data, "critic_rate")


def generator_project(title: str, setup: GanSetup, weights: Weights) -> Project:
    """The generator, with noise as inputs and the points that it makes of it as targets."""
    noise = np.random.default_rng([setup.settings["seed"], 3]).standard_normal((COUNT, setup.settings["noise"]))
    graph = setup.generator
    points = Network(graph, dtype="float64").predict(weights.generator, noise)
    data = Data.from_arrays(noise, points, task="regression", standardize=False,
                            feature_names=[f"z{place + 1}" for place in range(noise.shape[1])],
                            target_names=("x1", "x2"))
    return _project(title, setup, graph, weights.generator, data, "generator_rate")


def _project(title, setup, graph, vector, data, rate) -> Project:
    training = TrainingSettings(batch_size=setup.settings["batch"], epochs=20, seed=setup.settings["seed"],
                                optimizer=setup.settings["optimizer"],
                                optimizer_settings=setup.optimizer_settings(setup.settings[rate]))
    return Project(title, graph, data.spec, training, parameters=vector.astype(np.float32), gan=setup)
