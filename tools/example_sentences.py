"""The example “Praise or blame”: its network, and its picture."""

from __future__ import annotations

import numpy as np
from example_pictures import HEIGHT, WIDTH, dot
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.theme import Theme, diverging_colour
from engine.data import Data
from engine.graph import Graph, LayerSpec, sequential
from engine.network import Network
from engine.training import Trainer


def word_votes(steps: int, words: int, dimension: int) -> Graph:
    """A vector for each word, their average, and one neuron: what it says is the average of what it says of each."""
    return sequential(
        LayerSpec("input", "input", {"shape": (steps,)}),
        LayerSpec("words", "embedding", {"vocabulary": words, "dimension": dimension}),
        LayerSpec("average", "global_pooling", {"function": "average"}),
        LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
        LayerSpec("output", "output", {"loss": "binary_cross_entropy"}),
    )


def draw_votes(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Sentences of the test part, each word on the colour of its vote; the dot before them is what all say together."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    arrays = Network(trainer.graph).layout.arrays(trainer.parameters)
    votes = (arrays["words/embeddings"] @ arrays["head/kernel"])[:, 0]
    votes = np.clip(votes / np.abs(votes).max(), -1, 1)
    said = trainer.evaluate("test").predictions[:, 0]
    font = QFont()
    font.setPixelSize(17)
    painter.setFont(font)
    lines = ((index, _words(row, data, QFontMetricsF(font))) for index, row in enumerate(data.test.raw.astype(int)))
    fitting = [(index, words) for index, words in lines if sum(wide + 4 for _, wide in words) < WIDTH - 56]
    for row, (index, words) in enumerate(fitting[:6]):
        middle, left = 29 + 41 * row, 46.0
        dot(painter, QPointF(24, middle), diverging_colour(float(2 * said[index] - 1), theme).name(), theme.border, 9)
        for place, wide in words:
            box = QRectF(left, middle - 15, wide, 30)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(diverging_colour(0.75 * float(votes[place]), theme))
            painter.drawRoundedRect(box, 5, 5)
            painter.setPen(QColor(theme.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, data.symbols[place])
            left = box.right() + 4


def _words(row: np.ndarray, data: Data, metrics: QFontMetricsF) -> list[tuple[int, float]]:
    """The words of a sentence, without blanks and marks, and how wide each is drawn."""
    return [(place, metrics.horizontalAdvance(data.symbols[place]) + 10) for place in row.tolist()
            if data.symbols[place][0].isalnum()]
