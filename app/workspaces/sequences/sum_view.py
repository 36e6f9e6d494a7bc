"""The sentence in hand as the sum of the vectors that the network has learned for its words, arrow after arrow."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QHBoxLayout

from app.numbers import number
from app.plain import Label
from app.training.session import TrainingSession
from app.workspaces.sequences.sequence_view import SequenceView
from app.workspaces.sequences.vote_steps import VoteSteps
from app.workspaces.sequences.word_map import WordMap
from engine.probes import Probe
from engine.probes.predictions import Predictions
from engine.probes.weights import Weights
from engine.sequences import SequenceSubject
from engine.sequences.sentence_sum import SentenceSum, sentence_sum
from engine.sequences.word_space import WordPlane, principal_plane, summed


class SumView(SequenceView):
    """The words of the alphabet on the plane of their two principal components, and the way of the example in hand.
    Where one unit reads the sum: what each word adds to it."""

    def __init__(self, session: TrainingSession) -> None:
        super().__init__(session)
        self.map, self.votes, self.said = WordMap(), VoteSteps(), Label(wordWrap=True)
        self.plane: WordPlane | None = None
        self.shares = np.empty((0, 0))
        beside = QHBoxLayout()
        beside.addWidget(self.map, 3)
        beside.addWidget(self.votes, 2)
        self._lay_out((beside, 1), (self.said, 0))
        self._follow()

    def arrays(self) -> dict[str, np.ndarray]:
        """The map, what each word of the example adds to the sum (n, d), and where the votes end (n + 2,)."""
        return {"map": self.map.places, "sentence": self.map.way, "shares": self.shares, "votes": self.votes.ends}

    @property
    def _sum(self) -> SentenceSum | None:
        return None if self.subject is None or self.explain(self.subject) else sentence_sum(self.subject.graph)

    def _probes(self) -> list[Probe]:
        found = self._sum
        if found is None:
            return []
        asked: list[Probe] = [Weights(f"{found.embedding}/embeddings"),
                              Predictions(self.subject.head, self._session.example_probe())]
        return asked if not found.votes else [*asked, Weights(f"{found.votes}/kernel"), Weights(f"{found.votes}/bias")]

    def _take_subject(self, subject: SequenceSubject) -> None:
        self.plane = None

    def explain(self, subject: SequenceSubject | None) -> str:
        if subject is None or sentence_sum(subject.graph) is None or not subject.data.symbols:
            return self.tr("No network here adds up the vectors of words. Open the example Praise or blame: an "
                           "embedding, and the average of what it gives.")
        return ""

    def _draw(self, *_: object) -> None:
        found, probes = self._sum, self._probes()
        readings = [self._reading(probe) for probe in probes]
        if found is None or any(reading is None for reading in readings):
            return
        data, places = self.subject.data, np.rint(self._raw()).astype(int)
        table = np.asarray(readings[0]["weights"], np.float64)[:len(data.symbols)]
        self.shares = found.shares(table, places)
        self.plane = principal_plane(table, self.plane)
        counts = np.bincount(data.train.raw.astype(int).ravel(), minlength=len(table))
        self.map.show_words(self.plane.places(table), data.symbols, counts, self.plane.shares)
        self.map.mark(tuple(dict.fromkeys(places.tolist())))
        self.map.show_way(self.plane.places(summed(table[places])), tuple(data.symbols[place] for place in places))
        self.votes.setVisible(bool(found.votes))
        said = [self.tr("From zero each word adds its vector; the network takes the sum divided by {count}.").format(
            count=len(places)) if found.averaged else self.tr("From zero each word adds its vector.")]
        if found.votes:
            said.append(self._show_votes(found.votes, readings, places))
        self.said.setText("\n".join(said))

    def _show_votes(self, layer: str, readings: list, places: np.ndarray) -> str:
        """Draw what each word adds to the number of the one unit, and say what becomes of that."""
        votes = self.shares @ np.asarray(readings[2]["weights"], np.float64)[:, 0]
        bias = float(readings[3]["weights"][0])
        self.votes.show_votes([*(self.subject.data.symbols[place] for place in places), self.tr("bias")],
                              np.append(votes, bias))
        return self.tr("Along the weights of {layer} each word votes; with the bias they add up to {sum}, of which the "
                       "network makes {said}.").format(
            layer=layer, sum=number(round(float(self.votes.ends[-1]), 2)),
            said=f"{float(readings[1].first[0].ravel()[0]):.1%}")
