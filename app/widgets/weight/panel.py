"""One weight of the network: the loss along it, and what each example wants of it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate_error
from app.numbers import grouped, number, typeset
from app.plain import Label, tooltip
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.training.watches import is_seen
from app.widgets.or_sentence import OrSentence
from app.widgets.scale_slider import ScaleSlider
from app.widgets.signed_image import SignedLegend
from app.widgets.weight.bend import BendPlot
from app.widgets.weight.votes import Votes, VoteStrip, VoteTable
from app.widgets.weight_picker import WeightPicker
from engine.example import Example
from engine.graph import Graph
from engine.layout import ParameterLayout
from engine.network import Network
from engine.probes.examples import SOME
from engine.probes.one_weight import LossAlong, Nudges

VALUES = 65
"""Values at which the loss is measured: the weight itself, and 32 to either side."""
FARTHEST = 100.0


class WeightPanel(QWidget):
    """Dragging the weight shows the true loss; letting it go sets it, which can be undone. A training that runs keeps
    its weights: there the loss is only looked at."""

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._graph: Graph | None = None
        self._wanted: tuple[str, tuple[int, ...]] | None = None
        self._snapshot: Snapshot | None = None
        self.picker = WeightPicker(self.tr("Weight"), self.tr("Which weight"), 0)
        self.reach = ScaleSlider(0.01, FARTHEST)
        self.reach.set_number(1.0)
        self.reach.setToolTip(self.tr("How far to either side of the weight the loss is measured"))
        self.reach.setAccessibleName(self.tr("How far"))
        self._reach = 1.0
        self.plot = BendPlot()
        self.plot.setToolTip(tooltip(self.tr(
            "The true loss along this weight, all others staying where they are, with its tangent (dashed) and the "
            "parabola of slope and curvature (dotted). Drag the line, or move it with the left and the right key and "
            "press Enter.")))
        self.words = Label(wordWrap=True)
        self.votes_say = Label(wordWrap=True)
        self.strip = VoteStrip()
        self.table = VoteTable()
        self.legend = SignedLegend()
        self._lay_out()
        self.picker.changed.connect(self._ask)
        self.reach.chosen.connect(self._reach_to)
        self.plot.held.connect(lambda _: self._tell())
        self.plot.dropped.connect(self._set_weight)
        self.strip.clicked.connect(self._take)
        self.table.taken.connect(self._take)
        session.state_changed.connect(self._follow_state)
        self._say_nothing()
        session.watch(self, (), self.show_snapshot)

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(3)
        row = QHBoxLayout()
        row.addWidget(self.picker, 2)
        row.addWidget(Label("±"))
        row.addWidget(self.reach, 1)
        column.addLayout(row)
        column.addWidget(self.plot, 1)
        column.addWidget(self.words)
        column = QVBoxLayout(right)
        column.setContentsMargins(4, 0, 0, 0)
        column.setSpacing(3)
        for widget in (self.votes_say, self.strip):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.legend)
        content = QSplitter()
        content.setChildrenCollapsible(False)
        content.addWidget(left)
        content.addWidget(right)
        content.setSizes([460, 380])
        self.area = OrSentence(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.addWidget(self.area)

    @property
    def probes(self) -> tuple[LossAlong, Nudges] | tuple[()]:
        """What the engine is asked."""
        entry = self.picker.entry
        if entry is None:
            return ()
        place = self.picker.place
        return LossAlong(entry.name, place, self._reach, VALUES, SOME), Nudges(entry.name, place, SOME)

    def pick(self, name: str, place: tuple[int, ...]) -> None:
        """Look at a weight, as soon as the panel is seen."""
        self._wanted = name, place
        if is_seen(self):
            self._take_wanted()

    def _take_wanted(self) -> None:
        if self._wanted is not None and self._graph is not None:
            wanted, self._wanted = self._wanted, None
            self.picker.pick(*wanted)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """What the engine has found out, of the moment that is seen."""
        self._snapshot = snapshot
        self._follow_graph(snapshot)
        self._take_wanted()
        self._show_answers()

    def _follow_graph(self, snapshot: Snapshot) -> None:
        if snapshot.graph is not self._graph:
            self._graph = snapshot.graph
            known = self.picker.name
            self.picker.set_network(Network(snapshot.graph))
            if self.picker.name != known:
                self._begin_with(snapshot.graph)
            self._ask()

    def _begin_with(self, graph: Graph) -> None:
        """The first weight of the last layer: what comes from it is easily seen."""
        kernels = [entry for entry in ParameterLayout(graph)
                   if entry.parameter.trainable and entry.parameter.penalised]
        if kernels:
            self.picker.pick(kernels[-1].name, (0,) * len(kernels[-1].shape))

    def _ask(self, *_: object) -> None:
        if self._snapshot is not None:
            self._session.watch(self, self.probes, self.show_snapshot)
            self._show_answers()

    def _reach_to(self, reach: float) -> None:
        self._reach = reach
        self._ask()

    def _show_answers(self) -> None:
        if self.picker.entry is None:
            self.area.say(self.tr("This network has no weights that are trained."))
            return
        if self._session.lacks(self._snapshot, self.probes):
            self.area.wait()
            return
        along, nudges = (self._snapshot.readings[probe] for probe in self.probes)
        error = along.error or nudges.error
        if error is not None:
            self.area.say(translate_error(error))
            return
        self.area.show_content()
        if not self.plot.is_held:
            self._along = along
            self.plot.show_reading(along)
            self._tell()
        votes = Votes(nudges.first)
        self.strip.show_votes(votes)
        self.table.votes.show_votes(votes, self._snapshot.data)
        self.legend.show_scale(votes.limit, self.tr("wants"))
        up, down = int((votes.wishes > 0).sum()), int((votes.wishes < 0).sum())
        self.votes_say.setText(self.tr(
            "Of {count} examples {up} want it larger and {down} smaller; on average {mean}, which is minus the slope "
            "of their loss.").format(count=grouped(len(votes.wishes)), up=grouped(up), down=grouped(down),
                                     mean=number(float(votes.wishes.mean()))))

    def _tell(self) -> None:
        """The loss where the weight stands, and what tangent and parabola say of it."""
        reading, place = self._along, self.plot.place
        weight, loss = float(self.plot.weights[place]), float(self.plot.losses[place])
        slope, curvature = float(reading["slope"]), float(reading["curvature"])
        self.picker.value.setText(f"= {number(float(reading['value']))}")
        here = self.tr("w = {weight}: loss {loss}\ntangent {tangent}, parabola {parabola}").format(
            weight=number(weight), loss=typeset(f"{loss:.6g}"),
            tangent=typeset(f"{self.plot.tangent[place]:.6g}"),
            parabola=typeset(f"{self.plot.parabola[place]:.6g}"))
        if self.plot.is_held and self._session.weights_at_rest is None:
            there = self.tr("Pause the training, and be in its present, to set the weight.")
        else:
            bottom = self.tr("lowest at {weight}").format(
                weight=number(float(reading["value"]) - slope / curvature)) if curvature > 0 else self.tr(
                    "no lowest point")
            there = self.tr("Slope {slope}, curvature {curvature}: {bottom}.").format(
                slope=number(slope), curvature=number(curvature), bottom=bottom)
        self.words.setText(f"{here}\n{there}")

    def _set_weight(self, place: int) -> None:
        """The weight becomes what it was dragged to."""
        weights = self._session.weights_at_rest
        if weights is None or not self._along["offsets"][place]:
            self._show_answers()
            return
        self._document.set_weight(weights, self.picker.entry.name, self.picker.place, float(self.plot.weights[place]))

    def _take(self, place: int) -> None:
        """An example in hand, by its place in the order."""
        votes = self.strip.votes
        if votes is not None and place < len(votes.order):
            self._document.set_example(Example("train", int(votes.order[place])))
            self._document.end_gesture()

    def _follow_state(self, state: str) -> None:
        if state == "empty":
            self._graph = self._snapshot = None
            self._say_nothing()

    def _say_nothing(self) -> None:
        self.area.say(self.tr("Draw a network that can be trained, and see what the loss does along one of its "
                              "weights."))
