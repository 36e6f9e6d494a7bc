"""One pair in steps: forwards, backwards, and the update, each with its numbers."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.numbers import number
from app.plain import Label, tooltip
from engine.sequences.skip_gram import Pair
from engine.sequences.word_run import WordMoment

DRAWN, FORWARDS, BACKWARDS, UPDATED = range(4)
ROWS = 6
"""Candidates that are seen without scrolling."""


class PairBox(QWidget):
    """`pair` is what is shown, with the vectors of the first seed; `stage` how far it has been gone through,
    `after` the pair behind the update. It all happens to copies: what is learned stays as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.pair: Pair | None = None
        self.after: Pair | None = None
        self.stage, self._number, self._rate = DRAWN, 0, 0.0
        self._moment: WordMoment | None = None
        self._settings: dict[str, object] = {}
        self.heading, self.said = Label(), Label(wordWrap=True)
        self.heading.setProperty("look", "heading")
        self.said.setProperty("look", "muted")
        self.other = QPushButton(self.tr("Other pair"))
        self.other.setToolTip(self.tr("Another word of the text with one of its neighbours, and other noise"))
        self.steps = [QPushButton(text) for text in (self.tr("Forwards"), self.tr("Backwards"), self.tr("Update"))]
        for button, tip in zip(self.steps, (
                self.tr("How well does the vector v of the word tell its neighbour from noise?"),
                self.tr("How each number would have to change for a smaller loss: the exact gradient"),
                self.tr("Take a step against the gradient, of the learning rate, on a copy of these vectors")),
                strict=True):
            button.setToolTip(tooltip(tip))
        self.table = QTableWidget(0, 7)
        self.table.setHorizontalHeaderLabels([self.tr("candidate"), "y", "u·v", "σ(u·v)", self.tr("loss"), "σ − y",
                                              self.tr("u·v after")])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 5)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height()
                                  + ROWS * self.table.verticalHeader().defaultSectionSize() + 2)
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.addWidget(self.heading, 1)
        for button in (self.other, *self.steps):
            row.addWidget(button)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.said)
        self.other.clicked.connect(lambda _=False: self._draw_other())
        for stage, button in enumerate(self.steps, start=FORWARDS):
            button.clicked.connect(lambda _=False, stage=stage: self._go_to(stage))

    def show_moment(self, moment: WordMoment, settings: dict[str, object]) -> None:
        """The same pair, with the vectors of another moment, before anything is done with it."""
        self._moment, self._settings = moment, settings
        self._rate = float(settings["rate"])
        self.pair = Pair.drawn(moment.vocabulary, moment.centres[0], moment.contexts[0], window=settings["window"],
                               negatives=settings["negatives"], seed=self._number)
        self._go_to(DRAWN)

    def arrays(self) -> dict[str, np.ndarray]:
        """The pair's vectors, and what has been worked out of it."""
        if self.pair is None:
            return {}
        found = {"pair/word": np.array(self.pair.word), "pair/candidates": self.pair.candidates,
                 "pair/signs": self.pair.signs, "pair/v": self.pair.centre, "pair/u": self.pair.vectors}
        if self.stage >= FORWARDS:
            found |= {f"pair/{name}": array for name, array in self.pair.forwards()._asdict().items()}
        if self.stage >= BACKWARDS:
            gradient = self.pair.backwards()
            found |= {"pair/errors": gradient.errors, "pair/dv": gradient.centre, "pair/du": gradient.candidates}
        return found

    def _draw_other(self) -> None:
        if self._moment is not None:
            self._number += 1
            self.show_moment(self._moment, self._settings)

    def _go_to(self, stage: int) -> None:
        if self.stage == UPDATED and stage == FORWARDS and self.after is not None:
            self.pair = self.after  # once more, from where the update has led
        self.stage = stage
        self.after = self.pair.updated(self._rate) if stage == UPDATED else None
        allowed = {DRAWN: FORWARDS, FORWARDS: BACKWARDS, BACKWARDS: UPDATED, UPDATED: FORWARDS}[stage]
        for place, button in enumerate(self.steps, start=FORWARDS):
            button.setEnabled(place == allowed)
        self._show()

    def _show(self) -> None:
        pair, stage, words = self.pair, self.stage, self._moment.vocabulary.words
        self.heading.setText(self.tr("One pair in steps: {word} → {other}").format(
            word=words[pair.word], other=words[pair.candidates[0]]))
        forward, backward = pair.forwards(), pair.backwards()
        later = None if self.after is None else self.after.forwards()
        columns = [(FORWARDS, forward.scores), (FORWARDS, forward.chances), (FORWARDS, forward.losses),
                   (BACKWARDS, backward.errors), (UPDATED, None if later is None else later.scores)]
        self.table.setRowCount(len(pair.candidates))
        for row, (place, sign) in enumerate(zip(pair.candidates.tolist(), pair.signs.tolist(), strict=True)):
            label = {1.0: "1", -1.0: "0"}.get(sign, self.tr("not counted"))
            texts = [words[place], label] + [
                number(float(f"{values[row]:.4g}")) if stage >= needed and values is not None else ""
                for needed, values in columns]
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.said.setText(self._sentence(float(forward.losses.sum()), backward,
                                         None if later is None else float(later.losses.sum())))

    def _sentence(self, loss: float, backward, later: float | None) -> str:
        if self.stage == DRAWN:
            return self.tr("y is 1 for the true neighbour and 0 for noise. Copies of the vectors of the first seed.")
        if self.stage == FORWARDS:
            return self.tr("Loss: −ln σ(u·v) of the neighbour and −ln σ(−u·v) of noise, together {loss}").format(
                loss=number(round(loss, 4)))
        if self.stage == BACKWARDS:
            return self.tr("∂loss/∂u = (σ − y) v, ∂loss/∂v = Σ (σ − y) u, whose length is {length}").format(
                length=number(float(f"{np.linalg.norm(backward.centre):.4g}")))
        return self.tr("With the learning rate {rate} the loss goes from {before} to {after}").format(
            rate=number(self._rate), before=number(round(loss, 4)), after=number(round(later, 4)))
