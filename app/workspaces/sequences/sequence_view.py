"""What the pages about networks that read sequences have in common."""

from __future__ import annotations

import numpy as np

from app.workspaces.asking_view import AskingView
from engine.data import Data
from engine.graph import Graph
from engine.sequences import SequenceSubject


class SequenceView(AskingView[SequenceSubject]):
    """What the pages share: the example in hand, and a sentence where there is nothing to see."""

    def _follow(self) -> None:
        """Hear of the training from now on."""
        self._session.example_changed.connect(self._begin_anew)
        self._session.state_changed.connect(self._follow_state)
        self._follow_state(self._session.state)
        self._ask()

    def _subject_of(self, graph: Graph, data: Data) -> SequenceSubject:
        return SequenceSubject(graph, data)

    def _take(self, subject: SequenceSubject) -> None:
        self.subject = subject
        self._take_subject(subject)
        self._tell()
        self._ask()

    def _follow_state(self, state: str) -> None:
        if state == "empty":
            self.subject, self._snapshot = None, None
        self._tell()
        self._ask()

    def _tell(self) -> None:
        why = self.explain(self.subject)
        if why:
            self.content.say(why)
        else:
            self.content.show_content()

    def _raw(self) -> np.ndarray:
        """The example in hand (d,), in its own units."""
        return np.asarray(self._session.example.raw(self.subject.data), np.float64)

    def _take_subject(self, subject: SequenceSubject) -> None:
        """Another network, or other data."""

    def explain(self, subject: SequenceSubject | None) -> str:
        """Why there is nothing to be seen here; "" where there is something."""
        if subject is None:
            return self.tr("There is no network to look into yet. Open an example such as Next letter, or draw a "
                           "network with a recurrent layer.")
        if not subject.layers:
            return self.tr("This network has no recurrent layer. Open an example such as Next letter, or put a Simple "
                           "RNN, an LSTM or a GRU into it.")
        return ""

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers."""
        raise NotImplementedError
