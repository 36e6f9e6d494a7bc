"""The line at the foot of the window: the network in figures, precision, seed and device."""

from __future__ import annotations

from PySide6.QtWidgets import QStatusBar, QWidget

from app.canvas.wording import layers_text, weights_text
from app.document.document import Document
from app.i18n import translate_error
from app.plain import Label
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot

DEVICES = {"numpy": "NumPy", "cupy": "CuPy"}


class StatusBar(QStatusBar):
    """What an action does while the mouse is on it; at the right, what is being trained and on what."""

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self.setSizeGripEnabled(False)
        self._network, self._precision, self._seed, self._device = (Label() for _ in range(4))
        self._precision.setToolTip(self.tr("The numbers training computes with"))
        self._seed.setToolTip(self.tr("The seed of the initial weights: the same seed gives the same run"))
        self._device.setToolTip(self.tr("Where training computes; the Device menu changes it"))
        for label in (self._network, self._precision, self._seed, self._device):
            self.addPermanentWidget(label)
        model = document.model
        for signal in (model.graph_changed, model.training_changed, model.project_replaced):
            signal.connect(self.refresh)
        session.device_changed.connect(self.refresh)
        self._threads = 1
        session.watch(self._device, (), self._show_threads, in_turn=False)
        session.state_changed.connect(self._say_why_it_stopped)
        self.refresh()

    def refresh(self) -> None:
        """Say it anew."""
        graph, training = self._document.model.graph, self._document.model.training_settings
        self._network.setText(self._in_figures(len(graph.layers), sum(graph.parameter_counts().values())))
        problems = graph.problems() if graph.layers else ()
        self._network.setToolTip("" if problems else self.tr("The layers and the weights that training changes"))
        self._precision.setText(training.dtype)
        self._seed.setText(self.tr("seed {seed}").format(seed=training.seed))
        device = DEVICES[self._session.device]
        self._device.setText(device if self._threads == 1 else self.tr("{device}, {count} threads").format(
            device=device, count=self._threads))

    def _show_threads(self, snapshot: Snapshot) -> None:
        if snapshot.threads != self._threads:
            self._threads = snapshot.threads
            self.refresh()

    def _say_why_it_stopped(self, state: str) -> None:
        problems = self._session.problems if state == "finished" else ()
        self.showMessage(translate_error(problems[0]) if problems else "")

    def _in_figures(self, layers: int, weights: int) -> str:
        if not layers:
            return self.tr("Empty canvas")
        return f"{layers_text(layers)} · {weights_text(weights)}"
