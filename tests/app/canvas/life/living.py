"""Networks that live, and when they have come to rest."""

from __future__ import annotations

from app.canvas.life.life import Life
from engine.data import DataSpec
from engine.graph import LayerSpec, sequential
from engine.project import Project
from engine.training import TrainingSettings


def placed(title: str, *layers: LayerSpec, data: DataSpec, **training: object) -> Project:
    positions = {spec.name: (268.0 * place, 0.0) for place, spec in enumerate(layers)}
    return Project(title, sequential(*layers), data, TrainingSettings(epochs=10**6, **training), positions)


PLANE = placed(
    "plane", LayerSpec("in", "input", {"shape": (2,)}), LayerSpec("hidden", "dense", {"units": 4}),
    LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
    LayerSpec("out", "output", {"loss": "binary_cross_entropy"}),
    data=DataSpec("xor", {"samples": 100}, standardize=False), optimizer_settings={"learning_rate": 0.05})
IMAGE = placed(
    "image", LayerSpec("in", "input", {"shape": (8, 8, 1)}),
    LayerSpec("conv", "conv2d", {"filters": 3, "kernel_size": (3, 3)}), LayerSpec("pool", "pooling2d"),
    LayerSpec("flat", "flatten"), LayerSpec("wide", "dense", {"units": 40}),
    LayerSpec("head", "dense", {"units": 10, "activation": "identity"}),
    LayerSpec("out", "output", {"loss": "categorical_cross_entropy"}), data=DataSpec("digits", {"image": True}))


def settle(qtbot, session, life: Life) -> None:
    """Wait until the training rests and everything is answered and drawn."""
    def done() -> bool:
        return (session.state not in ("running", "empty") and session.is_settled and not life._soon.isActive()
                and bool(life.faces) and all(probe in session.latest.readings for probe in life.probes()))

    qtbot.waitUntil(done, timeout=90_000)
