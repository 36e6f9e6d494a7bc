"""What the training has come to, in numbers."""

from __future__ import annotations

import math
from collections import defaultdict

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import translate
from app.numbers import grouped, typeset
from app.training.snapshot import Snapshot
from app.widgets.training_bar.readout import NOTHING, Readout
from engine.data import Data
from engine.graph import Graph
from engine.metrics import Metric
from engine.training.feeds import metric_of


class Readouts(QWidget):
    """Loss and metric are what was measured of the weights last, on whole parts: at the end of the last finished epoch,
    or of the one whose weights came back; blank where that holds no longer. The minibatch loss is live. Where there is
    no room for all, the least important are left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.epoch = Readout(self.tr("Epoch"), self.tr("Passes over the training examples, and where training stops."),
                             "00000 / 00000")
        self.batch = Readout(self.tr("Minibatch"), self.tr("How many minibatches of this epoch have been used."),
                             "000 / 000")
        self.minibatch = Readout(self.tr("Minibatch loss"), self.tr(
            "The loss of the newest minibatch, without penalty: noisy, because it sees few examples."))
        self.loss = Readout("", self.tr(
            "The mean loss over all training examples at the end of the last epoch, without L1 and L2 penalty."))
        self.objective = Readout(self.tr("Loss + penalty"), self.tr(
            "What training makes small: the loss and the L1 and L2 penalty together."))
        self.validation = Readout(self.tr("Validation loss"), self.tr(
            "The loss on examples that are not trained on. When it rises while the other falls, the network learns by "
            "heart."))
        self.score = Readout(self.tr("Accuracy"), self.tr(
            "How many training examples are right; in regression, R²: the share of the variation that is explained."),
            "100.0 %")
        self.validation_score = Readout(self.tr("Validation"), self.tr("The same on the validation examples."),
                                         "100.0 %")
        self.speed = Readout(self.tr("Steps/s"), self.tr("Minibatches per second."), grouped(100_000))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._all = (self.epoch, self.batch, self.minibatch, self.loss, self.objective, self.validation, self.score,
                     self.validation_score, self.speed)
        self._least_first = (self.speed, self.batch, self.minibatch, self.validation_score, self.score, self.validation,
                             self.objective)
        self._left_out: set[Readout] = set()
        self._told: tuple[object, ...] = ()
        self._measured: tuple[Graph, Data] | None = None
        self._metric: Metric | None = None
        for readout in self._all:
            layout.addWidget(readout)
        layout.addStretch(1)
        self._name_loss(penalty=False, epoch=None)

    def show_snapshot(self, snapshot: Snapshot, penalised: bool) -> None:
        """`penalised` says whether the loss has an L1 or L2 penalty."""
        self._name_loss(penalised, snapshot.restored)
        last = defaultdict(lambda: math.nan, snapshot.figures)
        if (snapshot.graph, snapshot.data) != self._measured:
            self._measured = snapshot.graph, snapshot.data
            self._metric = metric_of(*self._measured)
            self.score.set_name(translate(self._metric.title))
        as_text = _number if self._metric.name == "r2" else _percent
        self._want(bool(len(snapshot.data.validation)), self.validation, self.validation_score)
        self.epoch.set_text(f"{grouped(snapshot.epoch)} / {grouped(max(snapshot.goal, snapshot.epoch))}")
        told = self._left_out.copy(), self.loss.name, self.score.name, self.epoch.sizeHint()
        if told != self._told:  # their widths are not measured 25 times a second
            self._told = told
            self._fit()
        self.batch.set_text(f"{grouped(snapshot.batch)} / {grouped(snapshot.batches)}")
        self.minibatch.set_text(_number(snapshot.minibatch_loss))
        self.loss.set_text(_number(last["loss"]))
        self.objective.set_text(_number(last["loss"] + last["penalty"]))
        self.validation.set_text(_number(last["validation_loss"]))
        self.score.set_text(as_text(last["metric"]))
        self.validation_score.set_text(as_text(last["validation_metric"]))
        self.speed.set_text(grouped(snapshot.steps_per_second) if snapshot.steps_per_second else NOTHING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _want(self, wanted: bool, *readouts: Readout) -> None:
        if wanted:
            self._left_out.difference_update(readouts)
        else:
            self._left_out.update(readouts)

    def _fit(self) -> None:
        shown = [readout for readout in self._all if readout not in self._left_out]
        needed = sum(readout.sizeHint().width() for readout in shown)
        for readout in self._least_first:
            if needed <= self.width():
                break
            if readout in shown:
                shown.remove(readout)
                needed -= readout.sizeHint().width()
        for readout in self._all:
            readout.setVisible(readout in shown)

    def _name_loss(self, penalty: bool, epoch: int | None) -> None:
        self._want(penalty, self.objective)
        name = self.tr("Loss, no penalty") if penalty else self.tr("Loss")
        self.loss.set_name(name if epoch is None else self.tr("{name}, epoch {epoch}").format(name=name, epoch=epoch))


def _number(value: float) -> str:
    return typeset(f"{value:.4g}") if math.isfinite(value) else NOTHING


def _percent(value: float) -> str:
    return f"{value:.1%}" if math.isfinite(value) else NOTHING
