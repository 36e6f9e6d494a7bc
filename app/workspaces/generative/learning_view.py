"""A machine while it learns: its filters, samples of it, and what is true beside what is usually shown."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.numbers import grouped
from app.plain import Label, MarkupLabel, markup, tooltip
from app.theme import Theme, current, theme_bus
from app.widgets.choice import Choice
from app.widgets.curves import Curves
from app.widgets.mosaic_view import MosaicView
from app.widgets.signed_image import SignedLegend, limit_of
from app.workspaces.generative.patterns_view import grey_tiles
from engine.generative import COLUMNS, Moment, mean_field

MOST = 64
"""Samples that are drawn."""
SAMPLES, MEAN_FIELD = "samples", "mean_field"


class LearningView(QWidget):
    """Shows one moment after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.moment: Moment | None = None
        self.filters, self.samples = MosaicView(self.tr("Filters")), MosaicView(self.tr("Samples"))
        self.legend, self.note = SignedLegend(), Label()
        self.note.setProperty("look", "muted")
        self.note.setMinimumWidth(1)
        self.kind = Choice(9)
        self.kind.addItem(self.tr("Samples"), SAMPLES)
        self.kind.addItem(self.tr("Mean field"), MEAN_FIELD)
        self.kind.setToolTip(tooltip(self.tr("What Gibbs sampling has drawn; or one step more in which chances are "
                                             "handed on in place of draws, which is smoother than any sample")))
        self.likelihood = Curves(("likelihood", "held"))
        self.error = Curves(("error",), in_sight=0.0, leader=self.likelihood)
        self.angle = AngleCurve(("angle",), in_sight=0.0, leader=self.likelihood)
        self.best = pg.InfiniteLine(angle=0)
        self.likelihood.item.addItem(self.best, ignoreBounds=True)
        for plot, name in ((self.likelihood, self.tr("log-likelihood")), (self.error, self.tr("reconstruction error")),
                           (self.angle, self.tr("angle (°)"))):
            plot.name_axes(self.tr("epoch"), name)
            plot.setMinimumSize(120, 90)
        self.names, self.about = MarkupLabel(wordWrap=True), Label(wordWrap=True)
        self.about.setProperty("look", "muted")
        self._lay_out()
        self.kind.activated.connect(lambda _: self.refresh())
        theme_bus.changed.connect(self.refresh)

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers: the machine, its particles and its course with a column for each name."""
        if self.moment is None:
            return {}
        rbm = self.moment.rbm
        return {"weights": rbm.weights, "visible": rbm.visible, "hidden": rbm.hidden,
                "particles": self.moment.particles,
                **{name: self.moment.course[:, place] for place, name in enumerate(COLUMNS)}}

    def show_moment(self, moment: Moment) -> None:
        """Draw this one."""
        self.moment = moment
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Draw anew."""
        moment = self.moment
        if moment is None:
            return
        shape = moment.setup.patterns.shape
        weights = moment.rbm.weights.T.reshape(-1, *shape)
        limit = limit_of(weights)
        self.filters.show_tiles(weights, limit)
        self.legend.show_scale(limit, self.tr("weight"))
        self._show_samples(moment, shape)
        course = {name: moment.course[:, place] for place, name in enumerate(COLUMNS)}
        small = moment.setup.is_small
        self.likelihood.setVisible(small)
        self.angle.setVisible(small)
        at_once = len(moment.course) < 3
        self._name(moment, small)
        for plot in (self.likelihood, self.error, self.angle):
            plot.show_history(course, at_once=at_once)

    def _show_samples(self, moment: Moment, shape: tuple[int, int]) -> None:
        drawn = moment.particles[:MOST]
        if self.kind.currentData() == MEAN_FIELD:
            drawn = mean_field(moment.rbm, drawn, 1)
            self.note.setText(self.tr("No samples: chances, handed on in place of draws"))
        else:
            self.note.setText(self.tr("{steps} Gibbs steps from chance, while it learned").format(
                steps=grouped(moment.sweeps)))
        self.samples.show_pixels(grey_tiles(drawn, shape))

    def _name(self, moment: Moment, small: bool) -> None:
        theme = current()
        rows = [(theme.plots[0], self.tr("learned examples"))]
        if len(moment.setup.patterns.held):
            rows.append((theme.plots[1], self.tr("examples kept apart")))
        bound = moment.setup.patterns.are_all and moment.setup.settings["units"] == "bernoulli"
        best = -math.log(len(moment.setup.patterns.learned)) if bound else None
        self.best.setVisible(bound)
        self.likelihood.keep_in_sight(best)
        if bound:
            rows.append((theme.muted, self.tr("the most there can be (dashed)")))
            self.best.setValue(best)
            self.best.setPen(pg.mkPen(theme.muted, width=1, style=Qt.PenStyle.DashLine))
        self.names.setText(markup(" &nbsp; ").join(
            markup('<span style="color:{colour}">■</span>&nbsp;{name}', colour=colour, name=name)
            for colour, name in rows) if small else "")
        self.about.setText(
            self.tr("Log-likelihood in nats, exact: all states are summed. The angle is between the exact gradient and "
                    "what the machine learns by; beyond 90° a step goes down. A step that moves nothing has none."
                    ) if small else
            self.tr("More than 16 hidden units: the partition function, and with it log-likelihood and exact gradient, "
                    "would take too long. The reconstruction error alone says little about the model."))

    def _lay_out(self) -> None:
        left, right, pictures, plots = QVBoxLayout(), QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        heading = Label(self.tr("Filters: the weights of each hidden unit"))
        heading.setMinimumWidth(1)
        below, above = QHBoxLayout(), QHBoxLayout()
        below.addWidget(self.legend)
        below.addStretch(1)
        above.addWidget(self.kind)
        above.addWidget(self.note, 1)
        left.addWidget(heading)
        left.addWidget(self.filters, 1)
        left.addLayout(below)
        right.addLayout(above)
        right.addWidget(self.samples, 1)
        for column in (left, right):
            column.setSpacing(4)
            pictures.addLayout(column, 1)
        pictures.setSpacing(14)
        for plot in (self.likelihood, self.error, self.angle):
            plots.addWidget(plot, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 8, 14, 8)
        whole.setSpacing(6)
        whole.addLayout(pictures, 5)
        whole.addWidget(self.names)
        whole.addLayout(plots, 4)
        whole.addWidget(self.about)


class AngleCurve(Curves):
    """A right angle is marked: beyond it a step makes the examples less likely."""

    def __init__(self, *arguments: object, **options: object) -> None:
        self._right = pg.InfiniteLine(angle=0, pos=90.0)
        super().__init__(*arguments, **options)
        self.item.addItem(self._right, ignoreBounds=True)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._right.setPen(pg.mkPen(theme.muted, width=1, style=Qt.PenStyle.DashLine))
