"""What the objective has beside the losses of the examples: each part by its own symbol, and in words."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import Data
from engine.graph import LayerSpec, sequential
from engine.layout import ParameterLayout
from engine.step import writing
from engine.training.teacher import Teacher
from tests.engine.test_step import BATCH, all_stages, calculated, ending, trained


def test_penalty_layers_and_teacher_have_a_symbol_each(monkeypatch):
    monkeypatch.setattr(writing, "TOLD", 17)
    rng = np.random.default_rng(0)
    data = Data.from_arrays(rng.normal(size=(20, 2)), np.arange(20) % 2, test=(np.ones((2, 2)), [0, 1]),
                            standardize=False)
    graph = sequential(
        LayerSpec("input_1", "input", {"shape": (2,)}), LayerSpec("wide", "dense", {"units": 4}),
        LayerSpec("dense_1", "gaussian_sampling", {"kl_weight": 0.3}),
        LayerSpec("dense_2", "dense", {"units": 1, "activation": "sigmoid"}),
        LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}))
    teacher = Teacher("T", graph, rng.normal(size=ParameterLayout(graph).size))
    taught = {"teacher": teacher, "distillation": 0.7}
    for settings, symbols in (({"l2": 0.05}, r"C + \Omega + K"), (taught, "C + K + T"),
                              (taught | {"l2": 0.05}, r"C + \Omega + K + T")):
        trainer = trained(data, graph, batch_size=3, **settings)
        stages = all_stages(trainer)
        (compared,) = (stage for stage in stages if stage.phase == "loss")
        loss = compared.worked(trainer.probes.read(compared.probes(BATCH)), BATCH, 0)
        assert loss.numbers[-1].startswith(f"J = {symbols} = ")
        assert calculated(loss.numbers[-1]) == pytest.approx(ending(loss.numbers[-1]), rel=1e-9)
        columns = {column.symbol for stage in stages if stage.phase == "gradient"
                   for column in stage.columns(trainer.probes.read(stage.probes(BATCH)), BATCH)}
        assert ("∂Ω/∂w" in columns, "∂T/∂w" in columns) == ("Omega" in symbols, "T" in symbols)
