"""The curves of a training: loss, accuracy or R², and the learning rate, epoch by epoch."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QWidget

from app.i18n import translate, translate_error
from app.numbers import grouped, typeset
from app.plain import Label, MarkupLabel, markup
from app.theme import Theme, current, theme_bus
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.curves import MOST_POINTS, Curves
from app.widgets.elided_label import ElidedLabel
from app.widgets.history_panel import HistoryPanel
from app.widgets.in_words import part_in_words
from app.widgets.picture_button import PictureButton, toggle
from app.widgets.plot import copy_picture
from app.widgets.save_file import ask_where
from engine.data import Data
from engine.errors import FormatError
from engine.formats.atomic import write_atomically
from engine.graph import Graph
from engine.training.feeds import metric_of
from engine.training.gradient_norms import weighted_layers
from engine.training.history import norm_columns


class LossPlot(HistoryPanel):
    """Loss and metric of the session's training, with what can be done with the curves."""

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._data: Data | None = None
        self._graph = Graph()
        self.loss_curves = Curves(("loss", "validation_loss"))
        self.metric_curves = Curves(("metric", "validation_metric"), in_sight=1.0, leader=self.loss_curves)
        self.rate_curve = Curves(("learning_rate",), in_sight=0.0, leader=self.loss_curves)
        self.loss_curves.name_axes(self.tr("epoch"), self.tr("loss"))
        self.metric_curves.name_axes(self.tr("epoch"), self.tr("accuracy"))
        self.rate_curve.name_axes(self.tr("epoch"), self.tr("learning rate"))

        self._log = toggle(self.tr("Log"), self.tr(
            "Logarithmic loss axis: shows whether the loss still falls when it is already small."))
        self._log.toggled.connect(self.loss_curves.set_logarithmic)
        self._second = toggle(self.tr("Metric"), self.tr(
            "A second plot for the accuracy, or R² in regression: what the loss stands for, in units people read."))
        self._second.setChecked(True)
        self._rate = toggle(self.tr("Rate"), self.tr(
            "A plot of the learning rate: what the schedule made of it, and what you did. A smaller one often shows in "
            "the loss at once."))
        self.rate_curve.hide()
        for button, plot in ((self._second, self.metric_curves), (self._rate, self.rate_curve)):
            button.toggled.connect(lambda on, plot=plot: self._show_plot(plot, on))
        copy = PictureButton("copy", self.tr("Copy the curves as a picture."))
        copy.clicked.connect(lambda: copy_picture(self.content))
        export = PictureButton("export", self.tr("Save the history as a table (CSV), one row per epoch."))
        export.clicked.connect(self._ask_export)
        self._export = export

        self._legend = MarkupLabel()
        self._readout = ElidedLabel(alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._readout.setProperty("look", "muted")
        for button in (self._log, self._second, self._rate):
            self.tools.addWidget(button)
        self.tools.addSpacing(10)
        self.tools.addWidget(self._legend)
        self.tools.addWidget(self._readout, 1)
        for button in (self.fit_button(), copy, export):
            self.tools.addWidget(button)

        for plot in self.plots():
            plot.setMinimumSize(120, 60)
            self.content.addWidget(plot)
            plot.pointed.connect(lambda place, plot=plot: self._read(plot, place))
            self.explain_changes(plot)
        self.content.setSizes([300, 300, 300])
        self.caption = Label()
        self.caption.setProperty("look", "muted")
        self.caption.hide()
        self.layout().addWidget(self.caption)
        theme_bus.changed.connect(self._restyle)
        self.follow()

    def plots(self) -> tuple[Curves, ...]:
        return self.loss_curves, self.metric_curves, self.rate_curve

    def take(self, snapshot: Snapshot) -> None:
        self._mark(self.looked_at)
        self._export.setEnabled(bool(len(self.history["epoch"])))
        self._name(snapshot.graph, snapshot.data)

    def export_csv(self, path: Path) -> None:
        """Write the whole history, not only the points drawn, as UTF-8 with a header. Raises FormatError."""
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        names = dict(zip(norm_columns(self.history), weighted_layers(self._graph), strict=False))
        writer.writerow(f"gradient_norm/{names[name]}" if name in names else name for name in self.history)
        writer.writerows(zip(*(column.tolist() for column in self.history.values()), strict=True))
        write_atomically(path, text.getvalue().encode())

    def draw(self, *, at_once: bool) -> None:
        self.area.show_content()
        thinned = self.loss_curves.show_history(self.history, at_once=at_once)
        for plot in (self.metric_curves, self.rate_curve):
            if not plot.isHidden():
                plot.show_history(self.history, at_once=at_once)
        epochs, rows = self.history["epoch"], len(self.history["epoch"])
        said = []
        if rows < epochs[-1] - epochs[0] + 1:
            said.append(self.tr("Of {epochs} epochs the figures of {rows} are kept: all of the newest, fewer of the "
                                "older ones.").format(epochs=grouped(epochs[-1]), rows=grouped(rows)))
        if thinned:
            said.append(self.tr("{epochs} epochs, drawn as lows and highs of {points} stretches.").format(
                epochs=grouped(rows), points=grouped(MOST_POINTS // 2)))
        self.caption.setVisible(bool(said))
        self.caption.setText(" ".join(said))

    def say_nothing_yet(self) -> None:
        self.caption.hide()
        self._readout.clear()
        self._export.setEnabled(False)
        self.area.say(self.tr("The loss appears here after the first epoch.")
                      + self.running_or(self.tr("Press Train.")))

    def _show_plot(self, plot: Curves, on: bool) -> None:
        plot.setVisible(on)
        self.refresh()

    def _read(self, plot: Curves, place: QPointF | None) -> None:
        under = plot.under(place)
        point = None if under is None else plot.point_at(under.x())
        self._mark(point[0] if point else self.looked_at)
        if point is None:
            self._readout.clear()
            return
        first, *validation = point[1]
        text = self.tr("epoch {epoch}: {value}").format(epoch=grouped(point[0]), value=typeset(f"{first:.4g}"))
        if np.isfinite(validation).any():
            text += self.tr(", validation {value}").format(value=typeset(f"{validation[0]:.4g}"))
        self._readout.setText(text)

    def _mark(self, epoch: int | None) -> None:
        for plot in self.plots():
            plot.mark(epoch)

    def _ask_export(self) -> None:
        path = ask_where(self, self.tr("Save the history"), "history.csv", self.tr("Table (*.csv)"))
        if path is None:
            return
        try:
            self.export_csv(path)
        except FormatError as error:
            self.caption.setText(translate_error(error))
            self.caption.show()

    def _name(self, graph: Graph, data: Data) -> None:
        """Axis and legend for what learns from these data; naming an axis draws it anew."""
        if data is not self._data or graph is not self._graph:
            self._data, self._graph = data, graph
            metric = metric_of(graph, data)
            title = translate(metric.title)
            self.metric_curves.name_axis("left", title.lower() if metric.name == "accuracy" else title)
            self._name_curves()

    def _name_curves(self) -> None:
        """The legend, in the colours of the curves: a row above them covers none."""
        if self._data is None:
            return
        names = map(part_in_words, ("train", "validation")[:2 if len(self._data.validation) else 1])
        self._legend.setText(markup("&nbsp;&nbsp; ").join(
            markup('<span style="color: {colour}">━</span> {name}', colour=colour, name=name)
            for name, colour in zip(names, current().plots, strict=False)))

    def _restyle(self, _: Theme) -> None:
        self._name_curves()
