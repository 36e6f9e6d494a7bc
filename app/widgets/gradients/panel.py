"""How strongly each layer is pulled at: the norm of its gradient, over the epochs and layer by layer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QToolButton, QWidget

from app.numbers import typeset
from app.plain import tooltip
from app.theme import Theme
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.curves import Curves
from app.widgets.gradients.bars import DepthBars
from app.widgets.gradients.depth import depth_colours
from app.widgets.history_panel import HistoryPanel
from app.widgets.picture_button import PictureButton
from app.widgets.plot import copy_picture
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


class GradientsPanel(HistoryPanel):
    """Curves over the epochs, and a bar for each layer: at the newest epoch, the one looked back at, or the one under
    the pointer."""

    WIDE = 1.2

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._graph: Graph | None = None
        self._names: tuple[str, ...] = ()
        self._frozen: frozenset[str] = frozenset()
        self.curves = NormCurves()
        self.curves.name_axes(self.tr("epoch"), self.tr("norm"))
        self.curves.setMinimumSize(120, 60)
        self.curves.pointed.connect(self._point)
        self.explain_changes(self.curves)
        self.bars = DepthBars()
        self.says = SteadyLabel()
        self.says.label.setProperty("look", "muted")
        self.says.setToolTip(tooltip(self.tr(
            "Where gradients shrink from layer to layer on their way back, as through many sigmoids, the first layers "
            "hardly learn. Norms are those of the objective's gradient on the last minibatch of an epoch, before "
            "clipping.")))
        self.keep = QToolButton(text=self.tr("Keep"), checkable=True, autoRaise=True, toolTip=self.tr(
            "Outline the bars of now, to compare them with those of another network or other settings."))
        self.keep.toggled.connect(self.bars.keep)
        copy = PictureButton("copy", self.tr("Copy curves and bars as a picture."))
        copy.clicked.connect(lambda: copy_picture(self.content))

        self.tools.addWidget(self.keep)
        self.tools.addSpacing(10)
        self.tools.addWidget(self.says, 1)
        for button in (self.fit_button(), copy):
            self.tools.addWidget(button)
        self.content.addWidget(self.curves)
        self.content.addWidget(self.bars)
        self.content.setSizes([300, 300])
        self.follow()

    def plots(self) -> tuple[Curves, ...]:
        return (self.curves,)

    def take(self, snapshot: Snapshot) -> None:
        if snapshot.graph is not self._graph:
            self._graph = snapshot.graph
            self._names = weighted_layers(snapshot.graph)
            self._frozen = frozenset(name for name in self._names
                                     if not snapshot.graph.layer(name).settings.get("trainable", True))

    def draw(self, *, at_once: bool) -> None:
        columns = norm_columns(self.history)
        if not any(np.isfinite(self.history[name]).any() for name in columns):
            self._say(self.tr("No gradients were kept of these epochs. Train on to see them."))
            return
        self.area.show_content()
        self.keep.setEnabled(True)
        if len(columns) != self.curves.count:
            self.curves.set_columns(columns)
        self.curves.show_history(self.history, at_once=at_once)
        self._show_epoch(self.looked_at)

    def _show_epoch(self, epoch: int | None) -> None:
        """Bars and words for a finished epoch, None for the newest."""
        self.curves.mark(epoch)
        point = self.curves.point_at(self.history["epoch"][-1] if epoch is None else epoch)
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
            epoch=epoch, ratio=typeset(f"{known[0] / known[-1]:.2g}"))

    def _point(self, position: QPointF | None) -> None:
        if self.area.sentence or not len(self.history["epoch"]):
            return
        under = self.curves.under(position)
        point = None if under is None else self.curves.point_at(under.x())
        self._show_epoch(point[0] if point else self.looked_at)

    def say_nothing_yet(self) -> None:
        self._say(self.tr("The norm of each layer's gradient appears here after the first epoch.")
                  + self.running_or(self.tr("Press Train.")))

    def _say(self, sentence: str) -> None:
        self.says.setText("")
        self.keep.setEnabled(False)
        self.area.say(sentence)
