"""What the pages have in common that ask the network about the example in hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.or_sentence import OrSentence
from app.widgets.upright_scroll import Lowest, UprightScroll
from engine.data import Data
from engine.graph import Graph
from engine.probes import Probe, Reading


class Seen(Protocol):
    """What a page sees in a network and its data."""

    @property
    def graph(self) -> Graph: ...

    @property
    def data(self) -> Data: ...


Subject = TypeVar("Subject", bound=Seen)


class AskingView(QWidget, Generic[Subject]):
    """A page says what it sees in a network and its data (`_subject_of`), what it asks
    (`_probes`), what it makes of another network or other data (`_take`), and how it shows what is known (`_draw`).
    `subject` is None while there is no network; `content` has the sentence why there is nothing to see."""

    content: OrSentence

    def __init__(self, session: TrainingSession) -> None:
        super().__init__()
        self._session = session
        self.subject: Subject | None = None
        self._snapshot: Snapshot | None = None

    def _lay_out(self, *rows: tuple[QWidget | QLayout, int], spacing: int = 10) -> None:
        """Rows below each other, each with its share of the height."""
        whole = Lowest()
        column = QVBoxLayout(whole)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(spacing)
        for row, share in rows:
            if isinstance(row, QLayout):
                column.addLayout(row, share)
            else:
                column.addWidget(row, share)
        self.content = OrSentence(UprightScroll(whole))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.content)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The training at one moment."""
        self._snapshot = snapshot
        if self.subject is None or self.subject.graph != snapshot.graph or self.subject.data is not snapshot.data:
            self._take(self._subject_of(snapshot.graph, snapshot.data))
        self._show()

    def _begin_anew(self) -> None:
        """Something else is asked."""
        self._ask()
        self._show()

    def _show(self) -> None:
        """Draw what is known, marked while it is about earlier weights."""
        self._draw()
        if self._snapshot is not None:
            self.content.mark(self._session.has_old(self._snapshot, self._probes()))

    def _follow_state(self, state: str) -> None:
        """The training does something else now; perhaps there is no network any more."""
        if state == "empty":
            self.subject, self._snapshot = None, None
            self._say_nothing()
        self._ask()

    def _say_nothing(self) -> None:
        """Forget the network, and say how to come by one."""

    def _ask(self) -> None:
        self._session.watch(self, self._probes(), self.show_snapshot)

    def _reading(self, probe: Probe | None) -> Reading | None:
        """What is answered; None where nothing is yet, or it was refused."""
        found = self._snapshot.readings.get(probe) if self._snapshot is not None and probe is not None else None
        return found if found is not None and found.error is None and len(found.first) else None

    def _subject_of(self, graph: Graph, data: Data) -> Subject:
        raise NotImplementedError

    def _probes(self) -> Sequence[Probe]:
        raise NotImplementedError

    def _take(self, subject: Subject) -> None:
        raise NotImplementedError

    def _draw(self, *_: object) -> None:
        raise NotImplementedError
