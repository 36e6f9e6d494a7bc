"""The step in numbers: what a training step does, one stage after the other, forwards and backwards."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSplitter, QToolButton, QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate, translate_error
from app.nomenclature import nomenclature
from app.numbers import grouped
from app.plain import Label, tooltip
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.choice import Choice
from app.widgets.number_box import WholeBox
from app.widgets.or_sentence import OrSentence
from app.widgets.picture_button import PictureButton
from app.widgets.signed_image import SignedLegend
from app.widgets.step.arithmetic import Arithmetic
from app.widgets.step.fill_in import FillIn
from app.widgets.step.table import NumbersTable, hide_in
from app.widgets.step.witness import WitnessView
from app.widgets.step.words import meaning, title
from engine.graph import Graph
from engine.losses import LOSSES
from engine.probes import NextStep, Probe
from engine.probes.finite_differences import DeltaWitness, WeightWitness
from engine.step import BackwardStage, GradientStage, Sight, Stage, stages
from engine.step.weights import OfArray

PACE = 1500
"""Milliseconds for a stage while the step goes by itself."""
EXAMPLE, MINIBATCH = "example", "minibatch"


class StepPanel(QWidget):
    """Stages of the step that comes next, of the training or at the moment looked back at, for the example in hand or
    the minibatch. `layer_shown` names the layer whose stage is seen, `weight_chosen` the array and the place of a
    weight whose numbers are."""

    layer_shown = Signal(str)
    weight_chosen = Signal(str, tuple)

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._graph: Graph | None = None
        self._stages: tuple[Stage, ...] = ()
        self._at = self._chosen = 0
        self._snapshot: Snapshot | None = None
        self._known: set[tuple[object, ...]] = set()  # the δ that are no blanks any more
        self._asked: tuple[object, ...] = ()
        self._make()
        self._lay_out()
        self._connect()
        self.area.say(self.tr("Draw a network that can be trained, and its step is taken apart here."))
        self._session.watch(self, (), self.show_snapshot)

    # What is seen

    @property
    def stage(self) -> Stage | None:
        return self._stages[self._at] if self._stages else None

    @property
    def sight(self) -> Sight:
        """Whose numbers."""
        if self.whose.currentData() == MINIBATCH:
            return Sight(NextStep(), self.row.value() - 1)
        return Sight(self._session.example_probe())

    @property
    def probes(self) -> tuple[Probe, ...]:
        """What the engine is asked."""
        stage = self.stage
        if stage is None:
            return ()
        witness = self._witness_probe()
        return (*stage.probes(self.sight, self._chosen), *((witness,) if witness else ()))

    def go(self, by: int) -> None:
        """So many stages forwards or backwards."""
        self.show_stage(self._at + by)

    def show_stage(self, place: int) -> None:
        """A stage by its place."""
        place = max(0, min(place, len(self._stages) - 1))
        if self._stages and place != self._at:
            self._at, self._chosen = place, 0
            self._ask()

    def look_at(self, subject: str, row: int) -> None:
        """See number `row` of a layer, or of an array of weights: in the phase that is seen, or the first that has
        it."""
        places = [place for place, stage in enumerate(self._stages) if stage.subject == subject]
        if places:
            phase = self.stage.phase
            place = next((place for place in places if self._stages[place].phase == phase), places[0])
            self._at, self._chosen = place, row
            self._ask()

    def choose(self, row: int) -> None:
        """See how another number comes about."""
        if row != self._chosen:
            self._chosen = row
            self._ask()

    # Parts

    def _make(self) -> None:
        self.back = PictureButton("step-back", self.tr("One stage back (Alt+Up)"))
        self.forward = PictureButton("step", self.tr("One stage on (Alt+Down)"))
        self.play = PictureButton("play", self.tr("Let the stages go by one after the other, slowly"))
        self.play.setCheckable(True)
        self.stage_choice = Choice(14)
        self.stage_choice.setAccessibleName(self.tr("Stage of the step"))
        self.stage_choice.setToolTip(self.tr("A step goes forward layer by layer to the loss, comes back with δ and "
                                             "the gradients, and then moves the weights."))
        self.whose = Choice(9)
        self.whose.addItem(self.tr("Example in hand"), EXAMPLE)
        self.whose.addItem(self.tr("Next minibatch"), MINIBATCH)
        self.whose.setAccessibleName(self.tr("Whose numbers"))
        self.whose.setToolTip(tooltip(self.tr(
            "The example in hand by itself, as it is measured, or the minibatch that the training takes next, exactly "
            "as that step sees it: with its dropout, augmentation and batch statistics.")))
        self.row = WholeBox(minimum=1, maximum=1)
        self.row.setMaximumWidth(72)
        self.row.setToolTip(self.tr("Which example of the minibatch"))
        self.hide_delta = QToolButton(text=self.tr("Fill in the δ"), checkable=True, autoRaise=True, toolTip=self.tr(
            "Leave the δ blank, to work them out yourself. A wrong one is traced to what is missing."))
        self.witness_on = QToolButton(text=self.tr("Witness"), checkable=True, autoRaise=True, toolTip=self.tr(
            "Beside a derivative: the same by the difference of two real forward passes."))
        self.take = QPushButton(self.tr("Take this step"))
        self.take.setToolTip(self.tr("Let the training take exactly this step, and see the next one."))
        self.table = NumbersTable()
        self.legend = SignedLegend()
        self.some = Label()
        self.some.setProperty("look", "muted")
        self.arithmetic = Arithmetic()
        self.fill_in = FillIn()
        self.witness = WitnessView()
        self._pace = QTimer(self, interval=PACE)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(4)
        for widget in (self.back, self.play, self.forward):
            tools.addWidget(widget)
        tools.addWidget(self.stage_choice, 3)
        tools.addWidget(self.whose, 2)
        tools.addWidget(self.row)
        tools.addStretch(1)
        for widget in (self.hide_delta, self.witness_on, self.take):
            tools.addWidget(widget)
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.addWidget(self.legend)
        below.addStretch(1)
        below.addWidget(self.some)
        column.addLayout(below)
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 2, 8, 2)
        for widget in (self.arithmetic, self.fill_in):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True, widget=right)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QSplitter()
        content.setChildrenCollapsible(False)
        content.addWidget(left)
        content.addWidget(scroll)
        content.addWidget(self.witness)
        content.setSizes([380, 420, 360])
        self.area = OrSentence(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(3)
        layout.addLayout(tools)
        layout.addWidget(self.area, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.go(-1))
        self.forward.clicked.connect(lambda: self.go(1))
        self.play.toggled.connect(self._let_go_by)
        self._pace.timeout.connect(self._go_by)
        self.stage_choice.activated.connect(self.show_stage)
        self.table.chosen.connect(self.choose)
        self.whose.activated.connect(lambda _: self._ask())
        self.row.valueChanged.connect(lambda _: self._ask())
        self.hide_delta.toggled.connect(lambda _: self._show_answers())
        self.witness_on.toggled.connect(lambda _: self._ask())
        self.take.clicked.connect(self._take_step)
        self.fill_in.known.connect(self._note_known)
        self._session.example_changed.connect(self._ask)
        self._session.state_changed.connect(self._follow_state)
        self._document.model.training_changed.connect(self._begin)
        nomenclature.changed.connect(self._begin)

    # Asking

    def _begin(self) -> None:
        """The stages of the network that is trained."""
        if self._graph is None:
            return
        settings = self._document.model.training_settings
        self._stages = stages(self._graph, settings.optimizer, settings.optimizer_settings,
                              by_layer=nomenclature.names_values)
        self._at = min(self._at, len(self._stages) - 1)
        self.stage_choice.clear()
        self.stage_choice.addItems([f"{place}. {title(stage)}" for place, stage in enumerate(self._stages, 1)])
        self.row.setMaximum(settings.rows_per_step(len(self._snapshot.data.train)))
        self._ask()

    def _ask(self, *_: object) -> None:
        stage = self.stage
        if stage is None:
            return
        self.row.setVisible(self.whose.currentData() == MINIBATCH and stage.phase != "update")
        self.stage_choice.setCurrentIndex(self._at)
        self.back.setEnabled(self._at > 0)
        self.forward.setEnabled(self._at < len(self._stages) - 1)
        self.hide_delta.setEnabled(isinstance(stage, BackwardStage))
        self.witness_on.setEnabled(isinstance(stage, BackwardStage | GradientStage))
        self._may_take()
        self.layer_shown.emit(stage.layer)
        if isinstance(stage, OfArray):
            self.weight_chosen.emit(stage.name, stage.place_of(self._chosen))
        self._session.watch(self, self.probes, self.show_snapshot)
        self._show_answers()

    def _witness_probe(self) -> Probe | None:
        stage, sight = self.stage, self.sight
        if not self.witness_on.isChecked():
            return None
        if isinstance(stage, GradientStage):
            return WeightWitness(stage.name, stage.place_of(self._chosen), sight.examples)
        if isinstance(stage, BackwardStage):
            return DeltaWitness(stage.layer, self._chosen, sight.examples, sight.row)
        return None

    # Showing

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The numbers of the moment that is seen."""
        self._snapshot = snapshot
        if snapshot.graph is not self._graph:
            self._graph = snapshot.graph
            self._at = self._chosen = 0
            self._begin()
        self._may_take()
        self._show_answers()

    def _show_answers(self) -> None:
        """What has come of what was asked."""
        stage, sight = self.stage, self.sight
        if stage is None or self._snapshot is None:
            return
        readings, wanted = self._snapshot.readings, stage.probes(sight, self._chosen)
        if self._session.lacks(self._snapshot, wanted):
            self.area.wait()
            return
        error = next((readings[probe].error for probe in wanted if readings[probe].error), None)
        if error is not None:
            self.area.say(translate_error(error))
            return
        self.area.show_content()
        columns = stage.columns(readings, sight)
        rows = len(columns[0].values)
        if self._chosen >= rows:
            self.choose(0)
            return
        is_running = self._session.state == "running"
        blanks = self.hide_delta.isChecked() and isinstance(stage, BackwardStage)
        hide_in(self.table.numbers, ("δ", "∂ℓ/∂a") if blanks else (), lambda row: self._key(row) in self._known)
        self.table.show_columns(columns, stage.name_of)
        self.table.choose(self._chosen, len(columns) - 1)
        column = max(0, self.table.currentIndex().column())
        self.legend.show_scale(self.table.numbers.limits[column], columns[column].symbol)
        self.legend.setVisible(not blanks)
        total = stage.total(readings, sight)
        self.some.setText("" if total <= rows else self.tr("{shown} of {total} shown").format(
            shown=grouped(rows), total=grouped(total)))
        blank = blanks and self._key(self._chosen) not in self._known
        worked = stage.worked(readings, sight, self._chosen)
        notes = [self.tr("The numbers stand in the rule as soon as the training rests.")] if is_running else []
        if is_running or blank:
            worked = worked and worked._replace(numbers=())
        self.arithmetic.show_worked(worked, " ".join(filter(None, (*notes, meaning(worked)))))
        self.fill_in.setVisible(blank)
        if blank:
            self._ask_for_delta(stage, readings, sight)
        witness = self._witness_probe()
        reading = readings.get(witness) if witness else None
        self.witness.show_reading(None if reading is None or reading.error or blank else reading,
                                  "w" if isinstance(stage, GradientStage) else "z")

    def _ask_for_delta(self, stage: BackwardStage, readings: object, sight: Sight) -> None:
        behind = stage.behind or ""
        spec = stage.graph.layer(behind) if behind else None
        loss = translate(LOSSES[spec.settings["loss"]].title) if spec and spec.kind == "output" else ""
        key = self._key(self._chosen)
        self.fill_in.ask(stage.parts(readings, sight, self._chosen), stage.name_of(self._chosen), behind, loss,
                         anew=key != self._asked)
        self._asked = key

    def _key(self, row: int) -> tuple[object, ...]:
        """What one blank is told from others by."""
        return self._at, row, self.sight, self._snapshot.step if self._snapshot else 0

    def _note_known(self) -> None:
        self._known.add(self._key(self._chosen))
        self._show_answers()

    # The step itself

    def _may_take(self) -> None:
        is_at_rest = self._session.state in ("ready", "paused", "finished") and not self._session.is_looking_back
        self.take.setVisible(self.whose.currentData() == MINIBATCH)
        self.take.setEnabled(is_at_rest)

    def _take_step(self) -> None:
        self._session.step()
        self._at = self._chosen = 0
        self._ask()

    def _let_go_by(self, on: bool) -> None:
        self.play.show_picture("pause" if on else "play")
        if on:
            if self._at == len(self._stages) - 1:
                self.show_stage(0)
            self._pace.start()
        else:
            self._pace.stop()

    def _go_by(self) -> None:
        self.go(1)
        if self._at >= len(self._stages) - 1:
            self.play.setChecked(False)

    def _follow_state(self, state: str) -> None:
        if state == "empty":
            self._graph, self._stages, self._snapshot = None, (), None
            self.area.say(self.tr("Draw a network that can be trained, and its step is taken apart here."))
        self._may_take()
        self._show_answers()
