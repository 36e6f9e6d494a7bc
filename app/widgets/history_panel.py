"""A panel of curves over the epochs, which grow while the training runs."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.plain import tooltip
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.changes import told
from app.widgets.curves import Columns, Curves
from app.widgets.or_sentence import OrSentence
from app.widgets.picture_button import PictureButton
from engine.training.marks import Mark

NEAR = 6
"""Pixels from a mark at which it is explained."""


class HistoryPanel(QWidget):
    """A row of tools above `content`, whose parts stand beside each other where there is room. A panel puts its own
    into both, says in `draw`, `take` and `say_nothing_yet` what it shows, and calls `follow` when it is ready."""

    WIDE: ClassVar[float] = 1.6
    """Times its height from which a panel is wide enough for its parts beside each other."""

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.history: Columns = {}
        self.marks: tuple[Mark, ...] = ()
        """What changed on the way."""
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
        present = snapshot.present or snapshot
        self.history, self.marks = present.history, present.marks
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
        """Draw `history`, which has epochs; `at_once` with axes that end where the epochs do."""
        raise NotImplementedError

    def say_nothing_yet(self) -> None:
        """Say what to do to see something here."""
        raise NotImplementedError

    def mark_at(self, plot: Curves, place: QPointF | None) -> Mark | None:
        """What changed where `place`, of the scene of a plot, is near a mark: the newest of several."""
        if self.area.sentence or plot.under(place) is None:
            return None
        far = [(abs(plot.item.vb.mapViewToScene(QPointF(mark.epoch, 0)).x() - place.x()), mark) for mark in self.marks]
        distance, nearest = min(reversed(far), key=lambda pair: pair[0], default=(NEAR + 1, None))
        return nearest if distance <= NEAR else None

    def explain_changes(self, plot: Curves) -> None:
        """Let a tooltip say what changed where the pointer is near a mark of `plot`."""
        def explain(place: QPointF | None) -> None:
            mark = self.mark_at(plot, place)
            plot.viewport().setToolTip(tooltip(told(mark)) if mark else "")

        plot.pointed.connect(explain)

    def running_or(self, ask: str) -> str:
        """`ask`, which says what to do, unless the training runs already."""
        return "" if self._session.state == "running" else f" {ask}"

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
            for plot in self.plots():
                plot.show_changes([mark.epoch for mark in self.marks])
        else:
            self.say_nothing_yet()

    def _fit(self) -> None:
        for plot in self.plots():
            plot.fitted.follow()
            plot.refresh(at_once=True)

    def _follow_state(self, state: str) -> None:
        if state == "empty":
            self.history, self.marks = {}, ()
        if not len(self.history.get("epoch", ())):
            self.say_nothing_yet()
