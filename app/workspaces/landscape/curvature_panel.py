"""How the loss bends where the weights are, and a walk along an eigenvector."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFormLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from app.i18n import translate, translate_error
from app.numbers import grouped, number
from app.plain import Label, tooltip
from app.theme import Theme, current
from app.widgets.choice import Choice
from app.widgets.long_work import LongWork, WorkBar
from app.widgets.plot import Plot
from app.widgets.upright_scroll import UprightScroll
from app.workspaces.landscape.loss_sample import LossSample
from app.workspaces.landscape.profile import Profile
from engine.jobs import Workplace
from engine.landscape import LABELS, Curvature, Part, assembled, curvature_part, histogram, losses_at, pieces
from engine.network import Network

STEPS = 61
REACH = 0.5
"""How far the walk along an eigenvector goes, as a share of the weights' length."""


class CurvaturePanel(QWidget):
    """`walked(weights or None)` while the slider is away from the middle; `wanted(weights)` to train on from there."""

    walked = Signal(object)
    wanted = Signal(object)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._subject: LossSample | None = None
        self._parameters: np.ndarray | None = None
        self._found: Curvature | None = None
        self._origin: np.ndarray | None = None
        self._rate = 0.0
        self._network: Network | None = None  # what is being measured
        self._parts: dict[int, Part] = {}
        self.work = LongWork(workplace, self)
        self._line = LongWork(workplace, self)
        self.measure = QPushButton(self.tr("Measure here"))
        self.measure.setToolTip(self.tr("Eigenvalues of the exact Hessian, in double precision, at the weights as they "
                                        "are now"))
        self.bar = WorkBar(self.work)
        self.sentence = Label(wordWrap=True)
        self.rows = {name: Label() for name in ("gradient", "largest", "smallest", "trace", "negative", "rate")}
        for label in self.rows.values():
            label.setProperty("look", "number")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.density = _Density()
        self.which = Choice()
        self.which.setToolTip(self.tr("The eigenvector of the Hessian that the slider walks along"))
        self.which.addItem(self.tr("along the largest curvature"), 0)
        self.which.addItem(self.tr("along the smallest curvature"), 1)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS - 1)
        self.slider.setValue(STEPS // 2)
        self.slider.setToolTip(self.tr("Walk through weight space along an eigenvector; the training stays where "
                                       "it is"))
        self.profile = Profile(self.tr("way"))
        self.take = QPushButton(self.tr("Set these weights"))
        self.take.setToolTip(self.tr("Train on from where the slider is; can be undone"))
        self.note = Label(wordWrap=True)
        self.note.setProperty("look", "muted")
        self._lay_out()
        self.measure.clicked.connect(self.begin)
        self.work.began.connect(lambda: self.measure.setEnabled(False))
        self.work.advanced.connect(lambda results: self._parts.update(results))
        self.work.finished.connect(self._finish)
        for work in (self.work, self._line):
            work.failed.connect(lambda error: self.sentence.setText(translate_error(error)))
        self.work.ended.connect(lambda: self.measure.setEnabled(self._subject is not None))
        self._line.advanced.connect(self._take_line)
        self.slider.valueChanged.connect(self._walk)
        self.which.activated.connect(lambda _: self._ask_line())
        self.take.clicked.connect(lambda: self.wanted.emit(self._walker()))
        self._show(None)

    def set_place(self, subject: LossSample | None, parameters: np.ndarray | None, rate: float) -> None:
        """Where the training is; what was measured elsewhere says so."""
        stale = self._subject is not None and subject is not None and (
            subject.network.graph != self._subject.network.graph)
        self._subject, self._parameters, self._rate = subject, parameters, rate
        self.measure.setEnabled(subject is not None and not self.work.busy)
        if subject is None or stale:
            self._show(None)
        elif self._found is not None:
            self._show_rate()
            moved = not np.array_equal(self._origin, parameters)
            self.note.setText(self.tr("The training has moved on since this was measured.") if moved
                              else self._how(self._found))

    def begin(self) -> None:
        """Measure at the weights as they are now."""
        if self._subject is None:
            return
        self._origin = np.array(self._parameters, dtype=np.float64)
        self._network, self._parts = self._subject.network, {}
        self.work.begin(curvature_part, [(self._subject.task, self._origin, piece)
                                         for piece in range(pieces(self._network))], in_flight=2)

    # Inside

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.measure, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.bar)
        column.addWidget(self.sentence)
        column.addWidget(self.note)
        form = QFormLayout()
        form.setVerticalSpacing(4)
        for name, text, tip in (
                ("gradient", self.tr("Gradient"), self.tr("Its length: near zero at a critical point")),
                ("largest", "λ max", self.tr("The largest eigenvalue of the Hessian")),
                ("smallest", "λ min", self.tr("The smallest: negative where there is a way down")),
                ("trace", self.tr("Trace"), self.tr("The sum of all eigenvalues")),
                ("negative", self.tr("Negative"), self.tr("How many eigenvalues are negative")),
                ("rate", "2/λ max", self.tr("The largest learning rate with which plain gradient descent is stable "
                                            "here, beside the one in use"))):
            label = Label(text)
            label.setToolTip(tooltip(tip))
            form.addRow(label, self.rows[name])
        column.addLayout(form)
        column.addWidget(self.density)
        column.addWidget(self.which)
        column.addWidget(self.slider)
        column.addWidget(self.profile)
        column.addWidget(self.take)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(UprightScroll(content))

    def _finish(self) -> None:
        self._show(assembled(self._network, [part for _, part in sorted(self._parts.items())]))
        self._ask_line()

    def _take_line(self, results: list[tuple[int, np.ndarray]]) -> None:
        (_, losses), = results
        self.profile.show_losses(self._reaches(), losses)
        self._walk()

    def _show(self, found: Curvature | None) -> None:
        self._found = found
        for widget in (self.density, self.which, self.slider, self.profile, self.take):
            widget.setVisible(found is not None)
        if found is None:
            self.sentence.setText(self.tr("Measure how the loss bends where the training is: minimum, saddle, slope or "
                                          "plateau."))
            self.note.setText("")
            for label in self.rows.values():
                label.setText("—")
            self.walked.emit(None)
            return
        self.sentence.setText(self.tr("The weights are {place}.").format(
            place=translate(LABELS[found.label]).format(**{name: grouped(count)
                                                           for name, count in found.values.items()})))
        self.rows["gradient"].setText(number(found.gradient_norm))
        self.rows["largest"].setText(number(found.largest))
        self.rows["smallest"].setText(number(found.smallest))
        self.rows["trace"].setText(number(found.trace) if found.exact
                                   else f"{number(found.trace)} ± {number(found.trace_error)}")
        self.rows["negative"].setText(self._counted(found))
        self._show_rate()
        self.density.show_curvature(found)
        self.note.setText(self._how(found))

    def _counted(self, found: Curvature) -> str:
        least, most = found.negative_range
        if least == most:
            return self.tr("{count} of {all}").format(count=grouped(found.negative), all=grouped(found.weights))
        return self.tr("≈ {count} of {all} ({least} to {most})").format(
            count=grouped(found.negative), all=grouped(found.weights), least=grouped(least), most=grouped(most))

    def _how(self, found: Curvature) -> str:
        count = self._subject.examples
        if found.exact:
            return self.tr("From the whole Hessian, on {count} examples.").format(count=count)
        return self.tr("λ from exact products (Lanczos); trace, density and count are estimates. On {count} examples."
                       ).format(count=count)

    def _show_rate(self) -> None:
        limit, label = self._found.stable_rate, self.rows["rate"]
        label.setText(self.tr("{limit} (in use: {rate})").format(limit=number(limit), rate=number(self._rate)))
        label.setStyleSheet(f"color: {current().warning};" if self._rate > limit else "")

    def _reaches(self) -> np.ndarray:
        return np.linspace(-REACH, REACH, STEPS) * max(1e-6, float(np.linalg.norm(self._origin)))

    def _ask_line(self) -> None:
        direction = self._found.vectors[self.which.currentData()]
        points = self._origin + self._reaches()[:, None] * direction
        self.slider.setValue(STEPS // 2)
        self._line.begin(losses_at, [(self._subject.task, points)])

    def _walker(self) -> np.ndarray:
        direction = self._found.vectors[self.which.currentData()]
        return self._origin + self._reaches()[self.slider.value()] * direction

    def _walk(self) -> None:
        if self._found is None:
            return
        place = self.slider.value()
        self.profile.mark((place, lambda: QColor(current().accent)))
        self.take.setEnabled(place != STEPS // 2)
        self.walked.emit(self._walker() if place != STEPS // 2 else None)


class _Density(Plot):
    """The spectrum as bars, with a logarithmic share: most eigenvalues are near zero."""

    def __init__(self) -> None:
        self._bars = pg.BarGraphItem(x=[0], height=[0], width=1)
        super().__init__()
        self.item.addItem(self._bars)
        self.setFixedHeight(130)
        self.name_axes("λ", self.tr("log share"))

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._bars.setOpts(brush=theme.plots[0], pen=None)

    def show_curvature(self, found: Curvature) -> None:
        edges, shares = histogram(found)
        floor = 0.3 / found.weights
        heights = np.where(shares > 0, np.log10(np.maximum(shares, floor) / floor), 0.0)
        self._bars.setOpts(x=0.5 * (edges[1:] + edges[:-1]), height=heights, width=np.diff(edges))
