"""What a letter of a text that was never read costs an LSTM, in bits."""

from __future__ import annotations

import math

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from engine.data import DataSpec, load
from engine.graph import LayerSpec, sequential
from engine.training import Trainer, TrainingSettings


@pytest.mark.thorough
def test_a_character_lstm_needs_less_than_three_bits_for_a_letter_of_alice_after_one_reading():
    """2.93 bits, where the frequency of letters alone leaves 4.32."""
    data = load(DataSpec("alice", {"steps": 30, "samples": 40_000}, standardize=False))
    often = np.bincount(data.train.targets.argmax(axis=1), minlength=len(data.class_names)) / len(data.train)
    by_frequency = -np.log2(np.maximum(often[data.test.targets.argmax(axis=1)], 1e-9)).mean()
    graph = sequential(
        LayerSpec("input", "input", {"shape": data.input_shape}),
        LayerSpec("letters", "embedding", {"vocabulary": len(data.symbols), "dimension": 24}),
        LayerSpec("memory", "lstm", {"units": 128}),
        LayerSpec("head", "dense", {"units": len(data.class_names), "activation": "identity"}),
        LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}))
    trainer = Trainer(graph, data, TrainingSettings(
        optimizer="adam", optimizer_settings={"learning_rate": 0.005}, batch_size=64, epochs=4, schedule="cosine",
        schedule_settings={"length": 4}, clip_norm=1.0))
    with threadpool_limits(1, "blas"):
        trainer.epoch()
    bits = trainer.evaluate("test").loss / math.log(2)
    assert bits < 3.0
    assert by_frequency == pytest.approx(4.32, abs=0.01)
