"""A panel of curves over the epochs, which grow while the training runs."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.curves import Columns, Curves
from app.widgets.picture_button import PictureButton
from app.widgets.plot import OrSentence


class HistoryPanel(QWidget):
    """A row of tools above `content`, whose parts stand beside each other where there is room. A panel puts its own
    into both, says in `draw`, `take` and `say_nothing_yet` what it shows, and calls `follow` when it is ready."""

    WIDE: ClassVar[float] = 1.6
    """Times its height from which a panel is wide enough for its parts beside each other."""

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.history: Columns = {}
        self.looked_at: int | None = None
        """The epoch that is looked back at; None at the present."""
        self.tools = QHBoxLayout()
        self.tools.setSpacing(2)
        self.content = QSplitter()
        self.content.setChildrenCollapsible(False)
        self.area = OrSentence(self.content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(3)
        layout.addLayout(self.tools)
        layout.addWidget(self.area, 1)

    def follow(self) -> None:
        """Show the session's training from now on."""
        self.say_nothing_yet()
        self._session.watch(self, (), self.show_snapshot)
        self._session.state_changed.connect(self._follow_state)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw what the snapshot adds; of a look back, the curves to the present with a line at its epoch."""
        self.history = (snapshot.present or snapshot).history
        self.looked_at = snapshot.epoch if snapshot.present else None
        self.take(snapshot)
        self._show(at_once=self._session.state != "running")

    def refresh(self) -> None:
        """Draw all there is."""
        self._show(at_once=True)

    def plots(self) -> tuple[Curves, ...]:
        """The curves of the panel."""
        raise NotImplementedError

    def take(self, snapshot: Snapshot) -> None:
        """Keep what the panel needs of a snapshot."""
        raise NotImplementedError

    def draw(self, *, at_once: bool) -> None:
        """Draw `history`, which has epochs; `at_once` without easing."""
        raise NotImplementedError

    def say_nothing_yet(self) -> None:
        """Say what to do to see something here."""
        raise NotImplementedError

    def fit_button(self) -> PictureButton:
        """A button that shows all epochs."""
        fit = PictureButton("fit", self.tr("Show all epochs again after zooming with the wheel or dragging."))
        fit.clicked.connect(self._fit)
        return fit

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() > self.WIDE * self.height()
        self.content.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    def _show(self, *, at_once: bool) -> None:
        if len(self.history.get("epoch", ())):
            self.draw(at_once=at_once)
        else:
            self.say_nothing_yet()

    def _fit(self) -> None:
        for plot in self.plots():
            plot.eased.follow()
            plot.refresh(at_once=True)

    def _follow_state(self, state: str) -> None:
        if state == "empty":
            self.history = {}
            self.say_nothing_yet()
