"""How strongly each layer is pulled at: the norm of its gradient, over the epochs and layer by layer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from app.theme import Theme
from app.training.seen import WhenSeen
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.curves import Columns, Curves
from app.widgets.gradients.bars import DepthBars
from app.widgets.gradients.depth import depth_colours
from app.widgets.picture_button import PictureButton
from app.widgets.plot import OrSentence, copy_picture
from app.widgets.steady_label import SteadyLabel
from engine.graph import Graph
from engine.training.gradient_norms import weighted_layers
from engine.training.history import norm_columns


class NormCurves(Curves):
    """A curve for each layer, coloured by depth, on a logarithmic axis."""

    def __init__(self) -> None:
        super().__init__()
        self.set_logarithmic(True)

    def colours(self, theme: Theme) -> Sequence[str]:
        return depth_colours(theme, len(self._curves))


class GradientsPanel(QWidget):
    """Curves over the epochs, and a bar for each layer: at the newest epoch, the one looked back at, or the one under
    the pointer."""

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._graph: Graph | None = None
        self._names: tuple[str, ...] = ()
        self._frozen: frozenset[str] = frozenset()
        self._history: Columns = {}
        self._looked_at: int | None = None
        self.curves = NormCurves()
        self.curves.name_axes(self.tr("epoch"), self.tr("norm"))
        self.curves.setMinimumSize(120, 60)
        self.curves.scene().sigMouseMoved.connect(self._point)
        self.bars = DepthBars()
        self.says = SteadyLabel()
        self.says.label.setProperty("look", "muted")
        self.says.setToolTip(self.tr(
            "Where gradients shrink from layer to layer on their way back, as through many sigmoids, the first layers "
            "hardly learn. Norms are those of the objective's gradient on the last minibatch of an epoch, before "
            "clipping."))
        self.keep = QToolButton(text=self.tr("Keep"), checkable=True, autoRaise=True, toolTip=self.tr(
            "Outline the bars of now, to compare them with those of another network or other settings."))
        self.keep.toggled.connect(self.bars.keep)
        fit = PictureButton("fit", self.tr("Show all epochs again after zooming with the wheel or dragging."))
        fit.clicked.connect(self._fit)
        copy = PictureButton("copy", self.tr("Copy curves and bars as a picture."))
        copy.clicked.connect(lambda: copy_picture(self._content))

        bar = QHBoxLayout()
        bar.setSpacing(2)
        bar.addWidget(self.keep)
        bar.addSpacing(10)
        bar.addWidget(self.says, 1)
        for button in (fit, copy):
            bar.addWidget(button)
        self._content = QSplitter(Qt.Orientation.Horizontal)
        self._content.setChildrenCollapsible(False)
        self._content.addWidget(self.curves)
        self._content.addWidget(self.bars)
        self._content.setSizes([300, 300])
        self.area = OrSentence(self._content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(3)
        layout.addLayout(bar)
        layout.addWidget(self.area, 1)

        self._seen = WhenSeen(self, self._refresh)
        session.show_in_turn(self, self.show_snapshot)
        session.state_changed.connect(self._follow_state)
        self._say_nothing_yet()
        if session.latest is not None:
            self.show_snapshot(session.latest)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw what the snapshot adds; of a look back, the curves to the present with a line at its epoch."""
        self._history = (snapshot.present or snapshot).history
        self._looked_at = snapshot.epoch if snapshot.present else None
        if snapshot.graph is not self._graph:
            self._graph = snapshot.graph
            self._names = weighted_layers(snapshot.graph)
            self._frozen = frozenset(name for name in self._names
                                     if not snapshot.graph.layer(name).settings.get("trainable", True))
        if self._seen.now():
            self._draw(at_once=self._session.state != "running")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() > 1.2 * self.height()
        self._content.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    def _refresh(self) -> None:
        self._draw(at_once=True)

    def _draw(self, *, at_once: bool) -> None:
        columns = norm_columns(self._history)
        if not columns or not len(self._history["epoch"]):
            self._say_nothing_yet()
            return
        if not any(np.isfinite(self._history[name]).any() for name in columns):
            self._say(self.tr("No gradients were kept of these epochs. Train on to see them."))
            return
        self.area.show_content()
        self.keep.setEnabled(True)
        if len(columns) != self.curves.count:
            self.curves.set_columns(columns)
        self.curves.show_history(self._history, at_once=at_once)
        self._show_epoch(self._looked_at)

    def _show_epoch(self, epoch: int | None) -> None:
        """Bars and words for a finished epoch, None for the newest."""
        self.curves.mark(epoch)
        point = self.curves.point_at(self._history["epoch"][-1] if epoch is None else epoch)
        if point is None:
            return
        epoch, norms = point[0], np.array(point[1])
        self.bars.show_norms(self._names, norms, self._frozen)
        self.says.setText(self._words(epoch, norms))

    def _words(self, epoch: int, norms: np.ndarray) -> str:
        known = norms[np.isfinite(norms)]
        if len(known) < 2 or not known[-1] > 0:
            return self.tr("Epoch {epoch}").format(epoch=epoch)
        return self.tr("Epoch {epoch}: the first layer's gradient is {ratio} × the last one's.").format(
            epoch=epoch, ratio=f"{known[0] / known[-1]:.2g}")

    def _point(self, position: QPointF) -> None:
        if self.area.sentence:
            return
        box = self.curves.item.vb
        point = (self.curves.point_at(box.mapSceneToView(position).x())
                 if box.sceneBoundingRect().contains(position) else None)
        self._show_epoch(point[0] if point else self._looked_at)

    def _fit(self) -> None:
        self.curves.eased.follow()
        self.curves.refresh(at_once=True)

    def _follow_state(self, state: str) -> None:
        if state == "empty":
            self._history = {}
            self._say_nothing_yet()
        elif state != "running" and self._seen.now():
            self._refresh()

    def _say_nothing_yet(self) -> None:
        self._say(self.tr("The norm of each layer's gradient appears here after the first epoch. Press Train."))

    def _say(self, sentence: str) -> None:
        self.says.setText("")
        self.keep.setEnabled(False)
        self.area.say(sentence)
