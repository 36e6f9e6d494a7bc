"""The examples that read a row of symbols and write another one: their networks, and their picture."""

from __future__ import annotations

import numpy as np
from example_pictures import HEIGHT, WIDTH
from example_project import Example, blocks, project
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from app.theme import Theme
from app.theme.colormaps import viridis
from engine.data import Data, DataSpec, load
from engine.data.symbol_sequences import BLANK
from engine.graph import Graph
from engine.network import Network
from engine.probes.attention import AttentionWeights
from engine.sequences.translation import Translation
from engine.templates import TEMPLATES, Given
from engine.training import Trainer

EDGE = 30


def of_rows(template: str, spec: DataSpec) -> Graph:
    """One of the templates, for rows of symbols."""
    return TEMPLATES[template].network(Given.of(load(spec)))


def draw_looks(painter: QPainter, theme: Theme, data: Data, trainer: Trainer) -> None:
    """Where attention looks while the longest example of the first fifty is written: what is read above, what is
    written on the left."""
    painter.fillRect(0, 0, WIDTH, HEIGHT, QColor(theme.canvas))
    found = Translation(trainer.graph, data)
    raw = max(data.test.raw[:50], key=lambda row: len("".join(found.read(row)).rstrip(BLANK)))
    network, asked = Network(trainer.graph), found.beams(raw)
    row = network.probe(trainer.parameters, asked)[asked]["symbols"][0].tolist()
    told = raw.copy()
    told[found.length + 1:] = row[:-1]
    probe = AttentionWeights(found.attentions[-1])
    weights = network.probe(trainer.parameters, probe, inputs=found.entering(told[None]))[probe].first[0].mean(axis=0)
    written, read = found.written(row), found.read(raw)
    start = len(weights) - found.steps
    shown = weights[start:start + len(written), :len(read)]
    colours = np.asarray(viridis(shown / max(float(shown.max()), 1e-9)))
    wide, high = (WIDTH - EDGE - 8) / shown.shape[1], (HEIGHT - EDGE - 8) / shown.shape[0]
    font = QFont("monospace")
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(15)
    painter.setFont(font)
    for line in range(shown.shape[0]):
        for column in range(shown.shape[1]):
            painter.fillRect(QRectF(EDGE + column * wide, EDGE + line * high, wide - 1, high - 1),
                             QColor(*colours[line, column].tolist()))
    painter.setPen(QColor(theme.text))
    for column, symbol in enumerate(read):
        painter.drawText(QRectF(EDGE + column * wide, 4, wide, EDGE - 6), Qt.AlignmentFlag.AlignCenter, symbol)
    for line, symbol in enumerate(written):
        painter.drawText(QRectF(2, EDGE + line * high, EDGE - 6, high), Qt.AlignmentFlag.AlignCenter, symbol)


_BACKWARDS = DataSpec("reversing", {"asked": "row", "letters": 10, "length": 8, "samples": 4_000})
_DATES = DataSpec("dates", {"asked": "row", "samples": 4_000})
_TRANSFORMER = of_rows("transformer", _BACKWARDS)

ROWS = {
    "backwards": Example(project(
        "Backwards, with attention",
        "Two to eight letters, and the same ones backwards. The encoder reads them, and the decoder writes; attention "
        "looks, letter by letter, from the end to the beginning, as the page Encoder and decoder of the workspace "
        "Sequences shows. While it learns, each step is told the right letters before it: teacher forcing. What counts "
        "is the share of rows without any mistake. Train it there without attention too.",
        of_rows("seq2seq_attention", _BACKWARDS), _BACKWARDS,
        optimizer="adam", optimizer_settings={"learning_rate": 0.005}, batch_size=32, epochs=20, clip_norm=1.0,
        schedule="cosine", schedule_settings={"length": 20},
    ), 0.98, draw_looks),
    "dates": Example(project(
        "Dates",
        "A date in one of five forms, and the same one as year, month and day. With attention the decoder finds the "
        "year at the end and the month in the middle. Choose Spanish in the data: days come first there. Overwrite "
        "where it looks, or have it begin with another year, on the page Encoder and decoder of the workspace "
        "Sequences.",
        of_rows("seq2seq_attention", _DATES), _DATES,
        optimizer="adam", optimizer_settings={"learning_rate": 0.005}, batch_size=32, epochs=12, clip_norm=1.0,
        schedule="cosine", schedule_settings={"length": 12},
    ), 0.99, draw_looks),
    "small_transformer": Example(project(
        "Small transformer",
        "No recurrence: each letter carries where it stands, and two blocks of attention with four heads look at what "
        "came before. What is read and what is written are one row, of which the second half is learned. Each head "
        "has a matrix of its own on the page Encoder and decoder of the workspace Sequences; what comes later is "
        "crossed out, since a causal mask hides it.",
        _TRANSFORMER, _BACKWARDS, blocks(_TRANSFORMER),
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=32, epochs=20, clip_norm=1.0,
        schedule="cosine", schedule_settings={"length": 20},
    ), 0.98, draw_looks),
}
