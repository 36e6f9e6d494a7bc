"""Autoencoders that Ladera offers do what their names say."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.network import Network
from engine.templates import TEMPLATES, Given
from engine.training import Trainer, TrainingSettings


def learned(name: str, epochs: int, **settings: object) -> Trainer:
    data = load(DataSpec("digits"))
    graph = TEMPLATES[name].network(Given.of(data))
    for layer, changes in settings.items():
        graph = graph.with_settings(layer, changes)
    trainer = Trainer(graph, data, TrainingSettings(batch_size=32, optimizer="adam",
                                                    optimizer_settings={"learning_rate": 0.003}))
    for _ in range(epochs):
        trainer.epoch()
    return trainer


@pytest.mark.thorough
def test_what_a_denoising_autoencoder_makes_of_noisy_digits_is_closer_to_them_than_those_are():
    trainer = learned("denoising_autoencoder", 40)
    clean = np.array(trainer.data.test.inputs)
    noisy = clean + 0.5 * np.random.default_rng(0).standard_normal(clean.shape)
    made = Network(trainer.graph).predict(trainer.parameters, noisy)
    before, after = (float(((images - clean) ** 2).mean()) for images in (noisy, made))
    assert before == pytest.approx(0.25, rel=0.05)
    assert after < 0.75 * before


@pytest.mark.thorough
def test_codes_of_a_variational_autoencoder_stay_closer_to_a_standard_normal_distribution():
    spread = {}
    for weight in (0.2 / 64, 0.0):
        trainer = learned("variational_autoencoder", 40, code={"kl_weight": weight})
        codes = Network(trainer.graph).activations(trainer.parameters, trainer.data.test.inputs)["code"]
        spread[weight] = float(np.abs(codes).mean())
    assert spread[0.2 / 64] < 3.0
    assert spread[0.2 / 64] < 0.5 * spread[0.0]
