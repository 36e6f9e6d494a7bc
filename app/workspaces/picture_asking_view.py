"""What the pages have in common that ask the network about examples which it sees as pictures."""

from __future__ import annotations

from app.workspaces.asking_view import AskingView
from app.workspaces.example_picture import ExamplePicture
from engine.data import Data
from engine.graph import Graph
from engine.probes import Probe
from engine.probes.activations import Activations


class PictureAskingView(AskingView[ExamplePicture]):
    """Its subject is how examples are seen as pictures."""

    def _subject_of(self, graph: Graph, data: Data) -> ExamplePicture:
        return ExamplePicture(graph, data)

    def _given(self) -> Probe:
        """The example in hand as the network gets it."""
        return Activations(self.subject.layer, self._session.example_probe())
