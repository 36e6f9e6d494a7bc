"""The sentence in hand as the sum of the vectors that the network has learned for its words, arrow after arrow."""

from __future__ import annotations

import numpy as np

from app.numbers import number
from app.plain import Label
from app.training.session import TrainingSession
from app.workspaces.sequences.sequence_view import SequenceView
from app.workspaces.sequences.word_map import WordMap
from engine.probes import Probe
from engine.probes.predictions import Predictions
from engine.probes.weights import Weights
from engine.sequences import SequenceSubject
from engine.sequences.sentence_sum import SentenceSum, sentence_sum
from engine.sequences.word_space import WordPlane, principal_plane, summed


class SumView(SequenceView):
    """The words of the alphabet on the plane of their two principal components, and the way of the example in hand."""

    def __init__(self, session: TrainingSession) -> None:
        super().__init__(session)
        self.map, self.said = WordMap(), Label(wordWrap=True)
        self.plane: WordPlane | None = None
        self.shares = np.empty((0, 0))
        self._lay_out((self.map, 1), (self.said, 0))
        self._follow()

    def arrays(self) -> dict[str, np.ndarray]:
        """The map, and what each word of the example adds to the sum (n, d)."""
        return {"map": self.map.places, "sentence": self.map.way, "shares": self.shares}

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
        self.said.setText(self._in_words(readings, places))

    def _in_words(self, readings: list, places: np.ndarray) -> str:
        said = [self.tr("From zero each word adds its vector; the network takes the sum divided by {count}.").format(
            count=len(places)) if self._sum.averaged else self.tr("From zero each word adds its vector.")]
        if self._sum.votes:
            votes = self.shares @ np.asarray(readings[2]["weights"], np.float64)[:, 0]
            bias = float(readings[3]["weights"][0])
            words = " ".join(f"{self.subject.data.symbols[place]} {number(round(float(vote), 2))}"
                             for place, vote in zip(places, votes, strict=True))
            said.append(self.tr("Along the weights of {layer} they vote: {words}; with the bias {bias} together {sum}, "
                                "of which the network makes {said}.").format(
                layer=self._sum.votes, words=words, bias=number(round(bias, 2)),
                sum=number(round(float(votes.sum()) + bias, 2)), said=f"{float(readings[1].first[0].ravel()[0]):.1%}"))
        return "\n".join(said)
