"""Other trainings of the same network, on the same plane, and the straight line to where they ended."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.i18n import translate, translate_error
from app.surface import Field, Trail
from app.surface.heights import number
from app.surface.walkers import walker_colours
from app.theme import theme_bus
from app.training.snapshot import Snapshot
from app.widgets.form_layout import FormLayout
from app.widgets.long_work import LongWork, WorkBar
from app.widgets.number_box import NumberBox, number_text, parse_number
from app.widgets.plot import OrSentence
from app.workspaces.landscape.profile import Profile
from app.workspaces.landscape.subject import Subject
from engine.errors import LaderaError
from engine.landscape import Plane, Run, barrier, line_points, losses_at, run
from engine.optimizers import OPTIMIZERS
from engine.training import TrainingSettings

MOST = 7
"""Runs at once: one colour each, the first is the training's own."""
DOT = 12


@dataclass(eq=False)
class Rival:
    """One run: its settings, and what is known of it so far. `losses` (T,) are the true ones of its walk, measured as
    the surface of `subject` is; None until they are."""

    name: str
    settings: TrainingSettings
    colour: int
    training: LongWork
    measuring: LongWork
    subject: Subject | None = None
    found: Run | None = None
    losses: np.ndarray | None = None
    error: LaderaError | None = None
    _plane: Plane | None = None
    _coordinates: np.ndarray | None = None

    def coordinates(self, plane: Plane) -> np.ndarray:
        """The walk on a plane (T, 2); the last answer is kept."""
        if self._plane is not plane:
            self._plane, self._coordinates = plane, plane.project(self.found.walk.points).coordinates
        return self._coordinates


class RunsPanel(QWidget):
    """`changed` when other runs are to be seen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._snapshot: Snapshot | None = None
        self._settings = TrainingSettings()
        self._rivals: list[Rival] = []
        self._line = LongWork(self)
        self._line_to: Rival | None = None
        self.optimizer = QComboBox()
        self.optimizer.setToolTip(self.tr("The rule that turns gradients into steps"))
        for name, kind in OPTIMIZERS.items():
            self.optimizer.addItem(translate(kind.title), name)
        self.optimizer.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.rate = NumberBox(logarithmic=True, limits=(0.0, 100.0))
        self.rate.setToolTip(self.tr("The learning rate of the run"))
        self.start = QComboBox()
        self.start.setToolTip(self.tr("From the same weights optimizers are compared; from other seeds one sees how "
                                      "many valleys there are"))
        self.start.addItem(self.tr("the same start"), "same")
        self.start.addItem(self.tr("another seed"), "other")
        self.start.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.begin = QPushButton(self.tr("Let it run"))
        self.begin.setToolTip(self.tr("Train the same network on the same data with these settings, on a process of "
                                      "its own; the training of the window goes on"))
        self.list = QListWidget(wordWrap=True)
        self.list.setToolTip(self.tr("Runs of this session; the marked ones are on the plane"))
        self.remove = QPushButton(self.tr("Remove"))
        self.remove.setToolTip(self.tr("Forget this run and its path"))
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setProperty("look", "muted")
        self.profile = Profile(self.tr("from here (0) to there (1)"))
        self.line = OrSentence(self.profile)
        self._lay_out()
        self._connect()
        self._show_optimizer()
        self._say()
        self.set_place(None, None, self._settings)

    @property
    def rivals(self) -> tuple[Rival, ...]:
        return tuple(self._rivals)

    @property
    def busy(self) -> bool:
        return any(rival.training.busy or rival.measuring.busy for rival in self._rivals) or self._line.busy

    def set_place(self, subject: Subject | None, snapshot: Snapshot | None, settings: TrainingSettings) -> None:
        """What would be trained. Runs of another network go away."""
        if subject is None or (self._subject is not None and subject.network.graph != self._subject.network.graph):
            self.clear()
        before, self._settings = self._settings, settings
        if (settings.optimizer, settings.optimizer_settings) != (before.optimizer, before.optimizer_settings):
            self._show_optimizer()
        measured_anew = subject is not self._subject
        self._subject, self._snapshot = subject, snapshot
        self.begin.setEnabled(subject is not None and len(self._rivals) < MOST)
        if subject is not None and measured_anew:
            for rival in self._rivals:
                self._measure(rival)

    def clear(self) -> None:
        while self._rivals:
            self._drop(0)

    def walks(self) -> np.ndarray | None:
        """The points (T, n) of all runs that are shown; None where there are none."""
        points = [rival.found.walk.points for rival in self._shown()]
        return np.concatenate(points) if points else None

    def ends(self) -> tuple[np.ndarray, ...]:
        """Where the runs that are shown ended, the chosen one first."""
        shown = self._shown()
        chosen = self._chosen()
        return tuple(rival.found.end for rival in sorted(shown, key=lambda rival: rival is not chosen))

    def trails(self, plane: Plane, field: Field) -> list[Trail]:
        """The runs on a plane, at their true losses."""
        colours = walker_colours()
        trails = []
        for rival in self._shown():
            if rival.losses is None:
                continue
            known = np.isfinite(rival.losses)
            xy = rival.coordinates(plane)[known]
            below = field.below(xy)
            trails.append(Trail(rival.name, colours[rival.colour], xy, rival.losses[known],
                                drop=below if np.isfinite(below).all() else None))
        return trails

    # Putting together

    def _lay_out(self) -> None:
        form = FormLayout()
        form.add(self.tr("Optimizer"), self.optimizer)
        form.add(self.tr("Learning rate"), self.rate)
        form.add(self.tr("From"), self.start)
        buttons = QHBoxLayout()
        buttons.addWidget(self.begin, 1)
        buttons.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.addLayout(form)
        column.addLayout(buttons)
        column.addWidget(self.list, 1)
        column.addWidget(self.line)
        column.addWidget(WorkBar(self._line))
        column.addWidget(self.sentence)

    def _connect(self) -> None:
        self.optimizer.activated.connect(lambda _: self._show_rate())
        self.begin.clicked.connect(self._begin)
        self.remove.clicked.connect(lambda: self._drop(self.list.currentRow()))
        self.list.itemChanged.connect(lambda _: self.changed.emit())
        self.list.currentRowChanged.connect(lambda _: self._ask_line())
        self._line.advanced.connect(self._take_line)
        self._line.failed.connect(lambda error: self.line.say(translate_error(error)))
        theme_bus.changed.connect(self._restyle)

    def _show_optimizer(self) -> None:
        self.optimizer.setCurrentIndex(self.optimizer.findData(self._settings.optimizer))
        self._show_rate()

    def _show_rate(self) -> None:
        """The rate of the training for its own optimizer, for others the one they come with."""
        rates = [row for row in OPTIMIZERS[self.optimizer.currentData()].fields if row.name == "learning_rate"]
        own = self._settings.optimizer_settings if self.optimizer.currentData() == self._settings.optimizer else {}
        self.rate.setEnabled(bool(rates))
        for row in rates:
            self.rate.set_number(own.get("learning_rate", row.default))

    # Runs

    def _begin(self) -> None:
        name, rate = self.optimizer.currentData(), parse_number(self.rate.text())
        same = self.start.currentData() == "same"
        used = {self._settings.seed, *(rival.settings.seed for rival in self._rivals)}
        seed = self._settings.seed if same else next(seed for seed in itertools.count() if seed not in used)
        own = self._settings.optimizer_settings if name == self._settings.optimizer else {}
        try:
            settings = replace(self._settings, optimizer=name, seed=seed, optimizer_settings={
                **own, **({"learning_rate": rate} if self.rate.isEnabled() else {})})
        except LaderaError as error:
            self.sentence.setText(translate_error(error))
            return
        first = self._snapshot.path.seen(0).points
        start = np.array(first[0]) if same and len(first) else None
        colour = next(place for place in range(1, MOST + 1) if place not in {rival.colour for rival in self._rivals})
        title = translate(OPTIMIZERS[name].title)
        described = f"{title}, η {number_text(rate)}" if self.rate.isEnabled() else title
        rival = Rival(described if same else self.tr("{run}, seed {seed}").format(run=described, seed=seed),
                      settings, colour, LongWork(self), LongWork(self))
        self._rivals.append(rival)
        item = QListWidgetItem()
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
        self.list.addItem(item)
        self._describe(rival)
        rival.training.advanced.connect(lambda results: self._take_run(rival, results[0][1]))
        rival.measuring.advanced.connect(lambda results: self._take_losses(rival, results[0][1]))
        for work in (rival.training, rival.measuring):
            work.failed.connect(lambda error: self._refuse(rival, error))
        rival.training.begin(run, [(self._snapshot.graph.to_json(), self._snapshot.data, settings.to_json(), start)])
        self.set_place(self._subject, self._snapshot, self._settings)
        self._say()

    def _take_run(self, rival: Rival, found: Run) -> None:
        rival.found, rival.error = found, found.failed
        self._measure(rival)

    def _measure(self, rival: Rival) -> None:
        """Ask for the true losses of its walk."""
        if rival.found is not None:
            rival.subject, rival.losses = self._subject, None
            rival.measuring.begin(losses_at, [(self._subject.task, rival.found.walk.points)])

    def _take_losses(self, rival: Rival, losses: np.ndarray) -> None:
        rival.losses = losses
        self._describe(rival)
        if self._chosen() is None:
            self.list.setCurrentRow(self._rivals.index(rival))
        else:
            self._ask_line()
        self.changed.emit()

    def _refuse(self, rival: Rival, error: LaderaError) -> None:
        rival.error = error
        self._describe(rival)

    def _drop(self, place: int) -> None:
        if 0 <= place < len(self._rivals):
            rival = self._rivals.pop(place)
            for work in (rival.training, rival.measuring):
                work.stop()
                work.deleteLater()
            self.list.takeItem(place)
            self.begin.setEnabled(self._subject is not None)
            self._say()
            self.changed.emit()

    def _shown(self) -> list[Rival]:
        return [rival for place, rival in enumerate(self._rivals) if rival.found is not None
                and self.list.item(place).checkState() == Qt.CheckState.Checked]

    def _chosen(self) -> Rival | None:
        row = self.list.currentRow()
        return self._rivals[row] if 0 <= row < len(self._rivals) else None

    def _describe(self, rival: Rival) -> None:
        item = self.list.item(self._rivals.index(rival))
        state = self.tr("training…")
        if rival.losses is not None:
            state = self.tr("loss {loss}").format(loss=number(float(rival.losses[-1])))
        if rival.error is not None:
            state = translate_error(rival.error)
        item.setText(f"{rival.name}: {state}")
        item.setToolTip(item.text())
        item.setIcon(_dot(walker_colours()[rival.colour]))

    def _restyle(self, *_: object) -> None:
        for rival in self._rivals:
            self._describe(rival)

    def _say(self) -> None:
        self.remove.setEnabled(bool(self._rivals))
        self.line.setVisible(bool(self._rivals))
        self.sentence.setText("" if self._rivals else self.tr(
            "Let other optimizers or other seeds train the same network, and see their ways on this plane. The line to "
            "where one ended shows whether a valley leads there or a hill lies between."))

    # The line between two solutions

    def _ask_line(self) -> None:
        rival = self._chosen()
        if rival is None or rival.found is None or self._subject is None:
            self.line.say(self.tr("Choose a run that has ended."))
            return
        self._line_to = rival
        _, points = line_points(np.array(self._snapshot.parameters), rival.found.end)
        self._line.begin(losses_at, [(self._subject.task, points)])

    def _take_line(self, results: list[tuple[int, np.ndarray]]) -> None:
        (_, losses), = results
        t, _ = line_points(np.zeros(1), np.ones(1))
        self.line.show_content()
        self.profile.show_losses(t, losses)
        self.profile.mark(int(np.argmin(abs(t))), int(np.argmin(abs(t - 1))))
        height = barrier(t, losses)
        self.sentence.setText(self.tr(
            "On the straight line from the weights now to {run} the loss rises by {height} above its ends.").format(
                run=self._line_to.name, height=number(height)) if np.isfinite(height) else self.tr(
            "On the straight line to {run} the loss is not finite everywhere.").format(run=self._line_to.name))


def _dot(colour: QColor) -> QIcon:
    picture = QPixmap(QSize(DOT, DOT))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(1, 1, DOT - 2, DOT - 2)
    painter.end()
    return QIcon(picture)
