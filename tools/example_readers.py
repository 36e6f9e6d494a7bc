"""The examples that read a row of symbols and then say of which class it is: a name, brackets, and a letter that was
seen long ago."""

from __future__ import annotations

import numpy as np
from example_pictures import HEIGHT, WIDTH, dot
from example_project import Example, project
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.theme import Theme, diverging_colour
from engine.data import Data, DataSpec
from engine.data.symbol_sequences import BLANK
from engine.graph import Graph, LayerSpec, sequential
from engine.probes.activations import Inner
from engine.probes.examples import OfPart
from engine.training import Trainer


def reader(steps: int, symbols: int, dimension: int, kind: str, units: int, classes: int) -> Graph:
    """A vector for each symbol, a memory that reads them one after the other, and what it says in the end."""
    binary = classes == 2
    return sequential(
        LayerSpec("input", "input", {"shape": (steps,)}),
        LayerSpec("symbols", "embedding", {"vocabulary": symbols, "dimension": dimension}),
        LayerSpec("memory", kind, {"units": units}),
        LayerSpec("head", "dense", {"units": 1 if binary else classes, "activation": "sigmoid" if binary else
                                    "identity"}),
        LayerSpec("output", "output", {"loss": "binary_cross_entropy" if binary else "categorical_cross_entropy"}),
    )


def draw_names(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Names of the test part on the colour of what the network says of each."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    font = QFont()
    font.setPixelSize(18)
    painter.setFont(font)
    metrics, left, top = QFontMetricsF(font), 16.0, 16.0
    for row, said in zip(data.test.raw.astype(int), trainer.evaluate("test").predictions[:, 0], strict=True):
        name = "".join(data.symbols[place] for place in row if data.symbols[place] != BLANK).capitalize()
        wide = metrics.horizontalAdvance(name) + 18
        if left + wide > WIDTH - 12:
            left, top = 16.0, top + 40
            if top > HEIGHT - 40:
                return
        box = QRectF(left, top, wide, 32)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(diverging_colour(float(0.8 * (2 * said - 1)), theme))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(QColor(theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        left = box.right() + 8


def draw_brackets(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Rows of the test part, each bracket joined by an arc to the one that closes it; what closes nothing, or is not
    closed, is marked, and a dot says what the network says of the row."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    said = trainer.evaluate("test").predictions[:, 0]
    font = QFont("monospace")
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(26)
    painter.setFont(font)
    for row, raw in enumerate(data.test.raw[:5].astype(int)):
        foot = 44 + 50 * row
        dot(painter, QPointF(32, foot - 6), diverging_colour(float(2 * said[row] - 1), theme).name(), theme.border, 11)
        arcs, lone = _matched(raw.tolist())
        for first, last in arcs:
            painter.setPen(QColor(theme.muted))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            middle, half = 84 + 38 * (first + last) / 2, 19 * (last - first)
            painter.drawArc(QRectF(middle - half, foot - 23 - 1.6 * (last - first), 2 * half, 3.2 * (last - first) + 6),
                            0, 180 * 16)
        for place, symbol in enumerate(raw.tolist()):
            painter.setPen(QColor(theme.negative if place in lone else theme.text))
            painter.drawText(QRectF(68 + 38 * place, foot - 20, 32, 30), Qt.AlignmentFlag.AlignCenter,
                             data.symbols[symbol])


def _matched(row: list[int]) -> tuple[list[tuple[int, int]], set[int]]:
    """The pairs of a row of brackets, where an even number opens and the next closes, and what belongs to none."""
    stack: list[int] = []
    arcs, lone = [], set()
    for place, symbol in enumerate(row):
        if symbol % 2 == 0:
            stack.append(place)
        elif stack and row[stack[-1]] == symbol - 1:
            arcs.append((stack.pop(), place))
        else:
            lone.add(place)
    return arcs, lone | set(stack)


def draw_memory(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Rows of the test part, and below each the cells of the memory step by step: the letter comes, and stays."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    steps, shown, probe = data.input_shape[0], 3, Inner("memory", "cell", OfPart("test", most=3))
    cells = trainer.probes.read([probe])[probe].first
    said = trainer.evaluate("test").predictions.argmax(axis=1)
    telling = np.argsort(-np.abs(cells[:, -2]).mean(axis=0))[:6]
    wide, font = (WIDTH - 60) / steps, QFont()
    font.setPixelSize(17)
    painter.setFont(font)
    limit = float(np.abs(cells[..., telling]).max())
    for row in range(shown):
        top = 12 + 84 * row
        for step, place in enumerate(data.test.raw[row].astype(int).tolist()):
            symbol = data.symbols[place]
            painter.setPen(QColor(theme.muted if symbol == BLANK else theme.text))
            painter.drawText(QRectF(12 + wide * step, top, wide, 22), Qt.AlignmentFlag.AlignCenter, symbol)
            for line, unit in enumerate(telling.tolist()):
                painter.fillRect(QRectF(12 + wide * step, top + 24 + 8 * line, wide - 2, 7),
                                 diverging_colour(float(cells[row, step, unit]) / limit, theme))
        painter.setPen(QColor(theme.positive))
        painter.drawText(QRectF(WIDTH - 46, top + 24, 32, 48), Qt.AlignmentFlag.AlignCenter,
                         data.class_names[said[row]])


_STEADY = {"optimizer": "adam", "optimizer_settings": {"learning_rate": 0.01}, "batch_size": 32, "clip_norm": 1.0,
           "schedule": "cosine"}

READERS = {
    "names": Example(project(
        "English or Spanish",
        "A GRU reads a first name letter by letter, and says in the end of which language it is. Accents were taken "
        "away, else they would tell. Open Recurrence in the workspace Sequences, and see at which letter the network "
        "makes up its mind; switch the accents on, and see how much they tell.",
        reader(12, 27, 8, "gru", 24, 2),
        DataSpec("names", {"accents": False}, standardize=False, validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.005}, batch_size=32, epochs=30, l2=0.002,
        schedule="cosine", schedule_settings={"length": 30},
    ), 0.8, draw_names),
    "brackets": Example(project(
        "Brackets",
        "Is every bracket closed by its own kind, in the right order? With two kinds it is not enough to count: what "
        "was opened last has to be closed first. An LSTM learns it for rows of ten. Take six pairs, and it does not in "
        "the same time; take a simple recurrent layer, and it hardly does at all.",
        reader(10, 4, 8, "lstm", 32, 2),
        DataSpec("brackets", {"half": 5, "kinds": 2, "samples": 4_000}, standardize=False, validation_fraction=0.15),
        **_STEADY, epochs=30, schedule_settings={"length": 30},
    ), 0.97, draw_brackets),
    "recall": Example(project(
        "A letter long ago",
        "A letter, twelve steps of nothing, and a question: which letter was it? The cells of an LSTM keep it all that "
        "time. Make the delay longer, and open “How far does it remember?” in the workspace Sequences: what the loss "
        "still means to the first steps, while it trains.",
        reader(14, 8, 8, "lstm", 24, 6),
        DataSpec("recall", {"delay": 12}, standardize=False, validation_fraction=0.15),
        **_STEADY, epochs=40, schedule_settings={"length": 40},
    ), 0.97, draw_memory),
}
