"""The training bar: go, how far it is, and how it is trained."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.document.adapt import fitted
from app.document.document import Document
from app.i18n import translate_error
from app.plain import Label, tooltip
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.training_bar.readouts import Readouts
from app.widgets.training_bar.settings import TrainingSettingsRow
from app.widgets.training_bar.transport import Transport


class TrainingBar(QWidget):
    """Buttons and numbers in one row, settings in the other; while nothing can be trained, why not."""

    def __init__(self, session: TrainingSession, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._document = session, document
        self.transport = Transport(session)
        self.readouts = Readouts()
        self.settings = TrainingSettingsRow(document)
        self._why_not = Label(wordWrap=True, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._why_not.setProperty("look", "warning")
        self._why_not.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.fit = QPushButton(self.tr("Fit to the data"))
        self.fit.setToolTip(self.tr("Give the input the shape, the last layer the units and the output the loss that "
                                    "the data ask for"))
        self.fit.clicked.connect(lambda _=False: document.fit_to_data())
        self._problem = QWidget()
        problem = QHBoxLayout(self._problem)
        problem.setContentsMargins(0, 0, 0, 0)
        problem.addWidget(self._why_not, 1)
        problem.addWidget(self.fit)
        self._state = QStackedWidget()
        self._state.addWidget(self.readouts)
        self._state.addWidget(self._problem)
        self._state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        # One height for numbers and sentences: the canvas below does not jump when one takes the other's place.
        self._state.setFixedHeight(max(self.readouts.sizeHint().height(), 2 * self.fontMetrics().lineSpacing()))
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.transport)
        first.addWidget(self._state, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(6)
        layout.addLayout(first)
        layout.addWidget(self.settings)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

        session.watch(self, (), self.show_snapshot, in_turn=False)
        session.state_changed.connect(self._follow_state)
        self._follow_state(session.state)
        if session.latest is not None:
            self.show_snapshot(session.latest)

    @property
    def why_not(self) -> str:
        """Why nothing can be trained; empty when it can."""
        return self._why_not.text() if self._state.currentWidget() is self._problem else ""

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show its numbers."""
        settings = self._document.model.training_settings
        self.readouts.show_snapshot(snapshot, settings.l1 > 0 or settings.l2 > 0)

    def _follow_state(self, state: str) -> None:
        if state != "empty":
            self._state.setCurrentWidget(self.readouts)
            return
        sentences = [translate_error(problem) for problem in self._document.complaints.told(self._session.problems)]
        more = len(sentences) - 1
        text = (sentences[0] if sentences else self.tr("Still being built. Train says what is missing.")
                if self._document.complaints.are_held_back else
                self.tr("The canvas is empty.") if self._session.problems else self.tr("Getting ready…"))
        if more > 0:
            text += self.tr(" (and {count} more)").format(count=more)
        self._why_not.setText(text)
        self._why_not.setToolTip(tooltip("\n".join(sentences)))
        graph, data = self._document.model.graph, self._session.data
        self.fit.setVisible(bool(sentences) and data is not None and not graph.problems()
                            and fitted(graph, data) != graph)
        self._state.setCurrentWidget(self._problem)
