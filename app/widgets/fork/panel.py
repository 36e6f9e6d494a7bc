"""Fork in time: what would have happened if one thing had been otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate_error
from app.numbers import grouped, number
from app.plain import Label, tooltip
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.choice import Choice
from app.widgets.fork.change import ChangeForm
from app.widgets.fork.figures import ForkFigures, metric_title
from app.widgets.fork.kept import KeptForks, differences
from app.widgets.fork.pictures import DifferencePicture, ForkCurves
from app.widgets.in_words import part_in_words
from app.widgets.long_work import LongWork, WorkBar
from app.widgets.number_box import WholeBox
from app.widgets.or_sentence import OrSentence
from app.widgets.picture_button import PictureButton
from app.widgets.sentence import ErrorSentence
from app.widgets.signed_image import SignedLegend, limit_of
from engine.data import Data
from engine.errors import LaderaError
from engine.example import Example
from engine.graph import Graph
from engine.layout import ParameterLayout
from engine.training import Checkpoint, TrainingSettings
from engine.training.feeds import head_data, metric_of
from engine.training.fork import Disagreement, Fork, ForkProgress, fork_leg
from engine.training.kept_fork import LONGEST_NAME, MOST_EPOCHS, MOST_FORKS, KeptFork
from engine.training.progress import begun

EPOCHS, EPOCHS_WIDTH = 10, 78
LEG = 0.3
"""Seconds of training between two looks."""


class ForkPanel(QWidget):
    """A goes on as the training would, B with one thing changed, both from the moment that is seen: now, or the one
    looked back at. The training itself is left alone."""

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._graph: Graph | None = None
        self._data: Data | None = None
        self._forked: int | None = None
        """The training that was forked, by its number."""
        self._snapshot: Snapshot | None = None
        self.progress: ForkProgress | None = None
        self._layout: ParameterLayout | None = None
        self._limits: dict[str, float] = {}
        self._metric = ""
        self.work = LongWork(session.workplace, self)
        self.change = ChangeForm()
        self.epochs = WholeBox(minimum=1, maximum=MOST_EPOCHS, value=EPOCHS)
        self.epochs.setToolTip(self.tr("How many epochs both go on"))
        self.epochs.setMaximumWidth(EPOCHS_WIDTH)
        self.begin = QPushButton(self.tr("Fork here"))
        self.begin.setToolTip(tooltip(self.tr(
            "Let two trainings go on from the moment that is seen: as it would, and with this changed. The training "
            "itself waits where it is.")))
        self.keep = PictureButton("save", self.tr("Keep this fork beside others, under a name, with the project"))
        self.compare = PictureButton("plot", self.tr(
            "See the forks that are kept: their curves over each other, their figures, and what differs in their "
            "settings"))
        self.compare.setCheckable(True)
        self.kept = KeptForks(document)
        self._seconds = 0.0
        self._clock = QElapsedTimer()
        self.moment = Label()
        self.moment.setProperty("look", "muted")
        self.refusal = ErrorSentence()
        self.curves = ForkCurves()
        self.curves.setToolTip(tooltip(self.tr(
            "A, which goes on unchanged, and B on the training part; dashed on the validation part, or on the test "
            "part where there is no other. Drag the line, or use the left and the right key, to go through both at "
            "once.")))
        self.quantity = Choice(9)
        self.quantity.setAccessibleName(self.tr("Curves"))
        self.quantity.setToolTip(self.tr("What the curves and the figures below them show"))
        self.figures = ForkFigures()
        self.figures.setToolTip(self.tr("Both trainings at the epoch of the line"))
        self.words = Label(wordWrap=True)
        self.first = Label(wordWrap=True)
        self.take = QPushButton(self.tr("Take it in hand"))
        self.take.setToolTip(self.tr("Make this example the one that all pictures are about"))
        self.array = Choice(14)
        self.array.setAccessibleName(self.tr("Weights"))
        self.array.setToolTip(self.tr("Of which weights the difference is shown"))
        self.picture = DifferencePicture()
        self.legend = SignedLegend(bar=50)
        self._lay_out()
        self._connect()
        self._say_nothing()
        session.watch(self, (), self.show_snapshot)

    def _lay_out(self) -> None:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.moment)
        row.addWidget(self.change, 3)
        row.addWidget(self.epochs)
        row.addWidget(Label(self.tr("epochs")))
        for button in (self.begin, self.keep, self.compare):
            row.addWidget(button)
        beside = QSplitter()
        beside.setChildrenCollapsible(False)
        for part in (self.curves, _column(self.quantity, self.figures),
                     _column(self.array, self.picture, self.legend, high=self.picture)):
            beside.addWidget(part)
        beside.setSizes([320, 230, 230])
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(beside, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.first, 1)
        row.addWidget(self.take)
        column.addLayout(row)
        self.area = OrSentence(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(3)
        for widget in (tools, WorkBar(self.work, low=True, instead_of=tools), self.refusal):
            layout.addWidget(widget)
        self._pages = QStackedWidget()
        for page in (self.area, self.kept):
            self._pages.addWidget(page)
        layout.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.begin.clicked.connect(self.fork)
        self.keep.clicked.connect(self.keep_this)
        self.compare.toggled.connect(lambda on: self._pages.setCurrentWidget(self.kept if on else self.area))
        for changed in (self._document.model.forks_changed, self._document.model.project_replaced):
            changed.connect(self._may_begin)
        self.change.changed.connect(self._may_begin)
        self.curves.moved.connect(lambda _: self._show_moment())
        self.quantity.activated.connect(lambda _: self._show_quantity())
        self.array.activated.connect(lambda _: self._show_moment())
        self.take.clicked.connect(self._take_first)
        self.work.advanced.connect(lambda results: self._take(results[0][1]))
        self.work.finished.connect(self._may_begin)
        self.work.failed.connect(lambda error: self.refusal.say(translate_error(error)))
        self.work.ended.connect(self._may_begin)
        self._session.state_changed.connect(self._follow_state)
        self._document.model.training_changed.connect(self._follow_settings)

    # Before

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """From which moment one would fork."""
        before, self._snapshot = self._snapshot, snapshot
        if snapshot.graph is not self._graph or snapshot.data is not self._data:
            self._graph, self._data = snapshot.graph, snapshot.data
            self.work.stop()
            self.progress = None
            self._metric = metric_of(snapshot.graph, snapshot.data).name
            self.quantity.offer([(self.tr("Loss"), "loss"), (metric_title(self._metric), "metric")],
                                self.quantity.currentData())
            self._show_quantity()
            self._say_nothing()
            self._follow_settings()
        elif before is not None and before.run != snapshot.run and self.progress is not None and (
                len(self.progress.rows["epoch"])):
            self._show_moment()
        self.moment.setText(self.tr("From epoch {epoch}").format(epoch=grouped(snapshot.epoch)))
        self._may_begin()

    def _follow_settings(self) -> None:
        if self._graph is not None:
            self.change.follow(self._document.model.training_settings)

    def _may_begin(self) -> None:
        is_at_rest = self._session.state in ("ready", "paused", "finished")
        self.keep.setEnabled(self.progress is not None and not self.work.busy
                             and all(fork.rows is not self.progress.rows for fork in self.kept.forks)
                             and len(self.progress.rows["epoch"]) > 1)
        self.compare.setEnabled(bool(self.kept.forks))
        if not self.kept.forks:
            self.compare.setChecked(False)
        self.begin.setEnabled(self._snapshot is not None and is_at_rest and self.change.is_other and not self.work.busy)

    def keep_this(self) -> None:
        """Keep the fork that is seen, under what it changed."""
        if self.kept.is_full:
            self.refusal.say(self.tr("A project keeps {most} forks. Remove one of them first.").format(
                most=MOST_FORKS))
            return
        progress = self.progress
        settings = tuple(TrainingSettings.from_json(each) for each in progress.fork.settings)
        fork = KeptFork("", settings, progress.rows, progress.compared, self._seconds, progress.fork.fresh,
                        self._metric)
        self.kept.keep(replace(fork, name=(", ".join(differences(fork)) or self.tr("Fork"))[:LONGEST_NAME].strip()))

    # The way

    def fork(self) -> None:
        """Let both trainings go on."""
        self.refusal.say(self.change.error)
        if self.change.error:
            return
        try:
            other = self.change.settings()
        except LaderaError as error:
            self.refusal.say(translate_error(error))
            return
        settings = self._document.model.training_settings
        fork = Fork(self._snapshot.graph.to_json(), self._snapshot.data, (settings.to_json(), other.to_json()),
                    self.epochs.value(), self._start(), self.change.fresh)
        self.progress, self._seconds, self._forked = ForkProgress(fork), 0.0, self._snapshot.run
        self.compare.setChecked(False)
        self._layout = ParameterLayout(self._snapshot.graph)
        self.array.offer(((entry.name, entry.name) for entry in self._layout), self.array.currentData())
        self.work.begin_legs(fork_leg, self._next_leg, self._share)
        self._may_begin()

    def _start(self) -> Checkpoint | None:
        """The moment that is seen, as far as it is known: with the state of the optimizer, or its weights alone."""
        self._session.store()
        project, seen = self._document.model.project, self._snapshot
        if seen.step == 0 and project.parameters is None:
            return None
        known = project.progress
        moments = () if known is None else (*known.moments, known.now)
        found = next((moment for moment in reversed(moments) if moment.step == seen.step), None)
        if found is None:
            return begun(seen.parameters, seen.history, project.training, seen.restored)
        return found

    def _next_leg(self) -> list[tuple[object, ...]]:
        if self.progress is None or self.progress.over:
            return []
        self._clock.start()
        return [self.progress.next(LEG)]

    def _share(self) -> float:
        """How much of both ways has been gone."""
        return (len(self.progress.rows["epoch"]) - 1) / self.progress.fork.epochs

    def _take(self, leg: object) -> None:
        progress = self.progress
        follows = self.curves.place >= len(self.curves.epochs) - 1
        progress.take(leg)
        self._seconds += self._clock.elapsed() / 1000
        self._limits = {}
        self.area.show_content()
        self.curves.show_rows(progress.rows)
        self.curves.go_to(len(self.curves.epochs) - 1 if follows else self.curves.place)
        self._tell_first(progress.first)
        if progress.failed is not None:
            self.refusal.say(self.tr("{which}: {reason}").format(which=progress.whose.upper(),
                                                                 reason=translate_error(progress.failed)))

    # What is seen

    def _show_moment(self) -> None:
        """Both trainings at the handle."""
        progress, place = self.progress, self.curves.place
        row = {name: float(column[place]) for name, column in progress.rows.items()}
        nearest, difference = progress.difference(place)
        self.figures.show_row(row)
        said = self.tr("Epoch {epoch}: ‖w_B − w_A‖ = {distance}.").format(
            epoch=grouped(row["epoch"]), distance=number(row["distance"]))
        if np.isfinite(row["differing"]):
            said += " " + self.tr("{differing} of {compared} predictions differ.").format(
                differing=grouped(row["differing"]), compared=grouped(progress.compared))
        if nearest != place:
            said += " " + self.tr("The picture is of epoch {epoch}.").format(
                epoch=grouped(progress.rows["epoch"][nearest]))
        if self._snapshot.run != self._forked:
            said += " " + self.tr("What was forked is the training before it was changed.")
        self.words.setText(said)
        name = self.array.currentData()
        if name:
            limit = self._limit_of(name)
            self.picture.show_values(self._layout.view(difference, name), limit)
            self.legend.show_scale(limit, "w_B − w_A")

    def _show_quantity(self) -> None:
        self.curves.show_quantity(self.quantity.currentData(), self.quantity.currentText())
        self.figures.show_quantity(self.quantity.currentData())

    def _limit_of(self, name: str) -> float:
        """The largest difference at any moment that is kept: one scale for the whole way."""
        if name not in self._limits:
            self._limits[name] = limit_of(*(self._layout.view(difference, name)
                                            for difference in self.progress.differences))
        return self._limits[name]

    def _tell_first(self, first: Disagreement | None) -> None:
        self.take.setVisible(first is not None)
        if first is None:
            self.first.setText(self.tr("No prediction differs so far.")
                               if np.isfinite(self.progress.rows["differing"]).all() else "")
            return
        said = self._names()
        self.first.setText(self.tr(
            "The first to differ, after epoch {epoch}: example {place} of {part}, for A {a}, for B {b}.").format(
                epoch=grouped(first.epoch), place=grouped(first.place + 1), part=part_in_words(first.part),
                a=said(first.a), b=said(first.b)))

    def _names(self) -> Callable[[int], str]:
        names = next(iter(head_data(self._snapshot.graph, self._snapshot.data).values())).class_names
        return lambda place: names[place] if place < len(names) else str(place)

    def _take_first(self) -> None:
        first = self.progress.first
        self._document.set_example(Example(first.part, first.place))
        self._document.end_gesture()

    def _follow_state(self, state: str) -> None:
        if state == "empty":
            self._graph = self._snapshot = self.progress = None
            self.work.stop()
            self._say_nothing()
        self._may_begin()

    def _say_nothing(self) -> None:
        self.area.say(self.tr("Choose one thing to change, give it another value, and fork: two trainings go on from "
                              "the moment that is seen, and their curves, weights and predictions are compared."))


def _column(*widgets: QWidget, high: QWidget | None = None) -> QWidget:
    """Widgets below each other, one of them as high as there is room."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(4, 0, 4, 0)
    column.setSpacing(3)
    for widget in widgets:
        column.addWidget(widget, int(widget is high))
    if high is None:
        column.addStretch(1)
    return page
