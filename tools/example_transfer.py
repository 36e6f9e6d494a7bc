"""The example “Transfer”: what it takes over, and its picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from example_pictures import HEIGHT, WIDTH
from example_project import Example, project
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.theme import Theme
from engine.data import Data, DataSpec, load
from engine.formats import read_project
from engine.graph import Graph, LayerSpec, sequential
from engine.layout import ParameterLayout
from engine.training import Trainer
from engine.training.fork import Fork, ForkProgress, fork_leg
from engine.training.progress import begun
from engine.transfer import donors_of, with_weights

FEW = DataSpec("digits", {"samples": 400}, test_fraction=0.95)
"""Twenty digits to learn from, and 380 to be tested with."""
CLOSED = "0, 6, 8, 9"
TOP, LEFT = 18, 24


def reader(head: LayerSpec, output: LayerSpec) -> Graph:
    """Two hidden layers that read digits, below a head for one question."""
    return sequential(
        LayerSpec("input", "input", {"shape": (64,)}), LayerSpec("drop", "dropout", {"rate": 0.3}),
        LayerSpec("hidden_1", "dense", {"units": 64, "activation": "relu"}),
        LayerSpec("hidden_2", "dense", {"units": 32, "activation": "relu"}), head, output)


def closed_lines() -> Graph:
    """Is there a closed line in the digit?"""
    return reader(LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
                  LayerSpec("output", "output", {"loss": "binary_cross_entropy", "columns": CLOSED}))


def taken_over(path: Path, seed: int) -> np.ndarray:
    """The weights that the project which lies there begins with, so that they stay the same on every machine; where
    there is no such file yet, hidden layers that have learned to tell apart the ten digits that FEW has not."""
    if path.exists():
        return read_project(path).parameters
    few, all_digits = load(FEW), load(DataSpec("digits"))
    drawn = {row.tobytes() for part in (few.train, few.test) for row in part.raw}
    raw = np.concatenate([all_digits.train.raw, all_digits.test.raw])
    classes = np.concatenate([all_digits.train.targets, all_digits.test.targets]).argmax(axis=1)
    left = np.array([row.tobytes() not in drawn for row in raw])
    donor = Trainer(reader(LayerSpec("digit", "dense", {"units": 10, "activation": "identity"}),
                           LayerSpec("output", "output", {"loss": "categorical_cross_entropy"})),
                    Data.from_arrays(raw[left], classes[left]), optimizer="adam", learning_rate=0.003, epochs=40)
    donor.fit()
    graph = closed_lines()
    own = ParameterLayout(graph).initial(seed).astype(np.float32)
    donors = {donor.name: donor for donor in donors_of(donor.graph, donor.parameters) if donor.name != "digit"}
    return with_weights(graph, own, donors)[1]


def three_ways(trainer: Trainer, start: np.ndarray) -> dict[str, np.ndarray]:
    """Accuracy on the test part after each epoch, (T,): fine-tuned, as feature extractor, and from scratch."""
    settings = trainer.settings
    found = {}
    for name, other, fresh in (("extractor", settings.changed(early_rate=0.0), False), ("scratch", settings, True)):
        progress = ForkProgress(Fork(trainer.graph.to_json(), trainer.data, (settings.to_json(), other.to_json()),
                                     settings.epochs, begun(start, None, settings), fresh))
        progress.take(fork_leg(*progress.next()))
        found |= {"tuned": progress.rows["test_metric_a"], name: progress.rows["test_metric_b"]}
    return found


def draw_ways(start: np.ndarray):
    """The three ways from `start`: how much of the test part is right after each epoch."""

    def draw(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
        painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
        ways = three_ways(trainer, start)
        low, high = 0.4, max(float(way.max()) for way in ways.values())
        painter.setPen(QPen(QColor(theme.strong_border), 2))
        painter.drawLine(QPointF(LEFT, HEIGHT - TOP), QPointF(WIDTH - LEFT, HEIGHT - TOP))
        for name, colour in (("scratch", theme.negative), ("tuned", theme.classes[2]), ("extractor", theme.positive)):
            way = ways[name]
            share = (np.clip(way, low, high) - low) / (high - low)
            painter.setPen(QPen(QColor(colour), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPolyline([QPointF(x, HEIGHT - TOP - (HEIGHT - 2 * TOP) * y) for x, y in zip(
                np.linspace(LEFT, WIDTH - LEFT, len(way)), share.tolist(), strict=True)])

    return draw


def transfer(path: Path) -> Mapping[str, Example]:
    """The example, whose file is to lie there."""
    start = taken_over(path, seed=0)
    made = project(
        "Transfer",
        "Is there a closed line in a digit, as in 0, 6, 8 and 9? There are twenty digits to learn it from. The hidden "
        "layers come from a network that has learned to tell ten digits apart, from others than these; only the head "
        "is new. Three ways, in the dock Fork, before the first step: choose Rate of earlier layers, 0, fork for 40 "
        "epochs and keep it: the hidden layers stay as they are, a feature extractor. Choose From scratch, fork and "
        "keep it: nothing is taken over. A, which both go on beside, is fine-tuned. Compare shows the three over each "
        "other. On average over ten draws of the digits, 81 % of the test part are right from scratch, 86 % fine- "
        "tuned, and 92 % with the feature extractor: try other seeds of the data. Reset begins from scratch too; undo "
        "brings back what was taken over.",
        closed_lines(), FEW,
        optimizer="adam", optimizer_settings={"learning_rate": 0.01}, batch_size=5, epochs=40)
    return {"transfer": Example(replace(made, parameters=start), 0.8, draw_ways(start))}
