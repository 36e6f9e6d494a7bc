"""Next symbol: how likely each is, what the network goes on to write, and a thousand futures of what it read."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.numbers import grouped, number
from app.plain import Label, MarkupLabel, markup
from app.theme import current, theme_bus
from app.training.session import TrainingSession
from app.widgets.chance_bars import ChanceBars
from app.workspaces.sequences.futures_picture import FuturesPicture
from app.workspaces.sequences.sequence_view import SequenceView
from app.workspaces.sequences.writing_panel import WritingPanel
from engine.probes import Probe
from engine.probes.futures import Futures
from engine.probes.predictions import Predictions
from engine.sequences import SequenceSubject
from engine.sequences.writing import bent, spelled, tree

MANY, DEPTH, LONG = 1_000, 8, 120
"""Futures, the symbols of each, and those of a text."""
LEAST = 1 / 2_000
"""The probability from which on a branch is drawn."""


class WritingView(SequenceView):
    """Live: what is asked is answered again with the weights of the moment."""

    def __init__(self, session: TrainingSession, panel: WritingPanel) -> None:
        super().__init__(session)
        self.panel = panel
        self.bars = ChanceBars(12, (self.tr("at T = 1"), self.tr("at this T")))
        self.futures = FuturesPicture()
        self.drawn, self.likeliest = MarkupLabel(wordWrap=True), MarkupLabel(wordWrap=True)
        self.caption = Label()
        self.caption.setProperty("look", "muted")
        texts, left, whole = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        texts.setSpacing(16)
        for title, label in ((self.tr("Drawn"), self.drawn), (self.tr("The likeliest each time"), self.likeliest)):
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setMinimumHeight(5 * self.fontMetrics().height())
            column = QVBoxLayout()
            column.addWidget(self._heading(title))
            column.addWidget(label, 1)
            texts.addLayout(column, 1)
        left.addLayout(texts)
        left.addWidget(self._heading(self.tr("A thousand futures")))
        left.addWidget(self.futures, 1)
        left.addWidget(self.caption)
        right = QVBoxLayout()
        right.addWidget(self._heading(self.tr("Which symbol comes next?")))
        right.addWidget(self.bars, 1)
        whole.setSpacing(18)
        whole.addLayout(left, 3)
        whole.addLayout(right, 1)
        self._lay_out((whole, 1))
        panel.chosen.connect(self._begin_anew)
        theme_bus.changed.connect(self._draw)
        self._follow()

    def arrays(self) -> dict[str, np.ndarray]:
        """Probabilities of the next symbol, and the futures with the probability of each of their symbols."""
        found: dict[str, np.ndarray] = {}
        for name, probe in zip(("next", "drawn", "likeliest", "futures"), self._probes(), strict=False):
            reading = self._reading(probe)
            if reading is not None:
                found |= {f"{name}/{key}": array for key, array in reading.arrays.items()}
        return found

    # Asking

    def _prefix(self) -> tuple[int, ...]:
        return tuple(np.clip(np.rint(self._raw()), 0, len(self.subject.data.symbols) - 1).astype(int).tolist())

    def _probes(self) -> list[Probe]:
        if self.subject is None or not self.subject.writes:
            return []
        head, prefix = self.subject.head, self._prefix()
        heat, seed = self.panel.temperature, self.panel.seed
        return [Predictions(head, self._session.example_probe()), Futures(head, prefix, LONG, 1, heat, seed),
                Futures(head, prefix, LONG, 1, 0.0), Futures(head, prefix, DEPTH, MANY, heat, seed)]

    def _take_subject(self, subject: SequenceSubject) -> None:
        self.panel.prefix.follow()

    def explain(self, subject: SequenceSubject | None) -> str:
        if subject is not None and not subject.writes:
            return self.tr("This network does not say which symbol comes next. Open the example Next letter, or give a "
                           "network that reads a row of symbols a text.")
        return super().explain(subject) if subject is None else ""

    # Showing

    def _draw(self, *_: object) -> None:
        if self.subject is None or not self.subject.writes:
            return
        chances, drawn, likeliest, many = (self._reading(probe) for probe in self._probes())
        data = self.subject.data
        if chances is not None:
            before = chances.first[0]
            self.bars.show_chances(data.class_names, bent(before, self.panel.temperature), None, before)
        for reading, label in ((drawn, self.drawn), (likeliest, self.likeliest)):
            if reading is not None:
                label.setText(self._text(reading["symbols"][0]))
        if many is not None:
            symbols, depth = many["symbols"], many["symbols"].shape[1]
            self.futures.show_tree(tree(symbols, many["chances"], LEAST), data.symbols, len(symbols), DEPTH)
            kinds = len(np.unique(symbols, axis=0)) if depth else 0
            said = self.tr("{count} futures of {length} symbols at T = {heat}; different: {kinds}")
            self.caption.setText(said.format(
                count=grouped(len(symbols)), length=depth, kinds=grouped(kinds),
                heat=number(self.panel.temperature)))

    def _text(self, written: np.ndarray) -> str:
        """What was read, muted, and what was written."""
        symbols = self.subject.data.symbols
        return markup('<span style="color:{muted}">{read}</span>{written}', muted=current().muted,
                      read=spelled(self._prefix(), symbols), written=spelled(written, symbols))

    @staticmethod
    def _heading(text: str) -> Label:
        label = Label(text)
        label.setProperty("look", "heading")
        return label
