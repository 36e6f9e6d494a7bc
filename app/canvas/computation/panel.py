"""The computation graph: what the network is to the engine, with the numbers of the example in hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.canvas.computation.picture import ComputationPicture
from app.canvas.computation.words import head_of, look_of, rule_of
from app.i18n import translate_error
from app.numbers import grouped
from app.plain import Label, tooltip
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.background import Background
from app.widgets.choice import Choice
from app.widgets.or_sentence import OrSentence
from app.widgets.picture_button import PictureButton
from app.widgets.plot import copy_picture
from app.widgets.step.table import NumbersTable
from engine.errors import LaderaError
from engine.graph import Graph
from engine.probes import Reading
from engine.probes.computation import MOST_NODES, Computation, Computed, computation
from engine.step import Column


class ComputationPanel(QWidget):
    """A window onto the program, the whole of it or a layer's part; each primitive with what it gives and what comes
    back to it. One that is chosen tells all of its numbers and its rule."""

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._graph: Graph | None = None
        self._snapshot: Snapshot | None = None
        self._layer, self._first, self._chosen = "", 0, -1
        self._near = ""
        self.program: Computed | None = None
        """What is drawn a part of; None until it is lowered, which is done beside the window."""
        self._wanted: tuple[Graph, bool] | None = None
        self._lowering = Background(self)
        self._lowering.done.connect(self._take)
        self._lowering.failed.connect(self._refuse)
        self.picture = ComputationPicture()
        self.layers = Choice(14)
        self.layers.setAccessibleName(self.tr("Part of the computation graph"))
        self.layers.setToolTip(self.tr("The whole program, or what one layer is made of"))
        self.back = PictureButton("chevron-left", self.tr("The primitives before these"))
        self.forward = PictureButton("chevron-right", self.tr("The primitives after these"))
        self.words = Label()
        self.words.setProperty("look", "muted")
        self.words.setToolTip(tooltip(self.tr(
            "These are the primitives that are handed to the compiler for one example, as it is measured: none left "
            "out and none put together. Compiled for a device, several may be computed at once; the numbers are the "
            "same, to rounding.")))
        self.fit = PictureButton("fit", self.tr("Show the whole graph"))
        self.copy = PictureButton("image", self.tr("Copy as image"))
        self.rule = Label(wordWrap=True)
        self.rule.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table = NumbersTable()
        self.some = Label(wordWrap=True)
        self.some.setProperty("look", "muted")
        self._lay_out()
        self.layers.activated.connect(lambda _: self.show_part(self.layers.currentData()))
        self.back.clicked.connect(lambda: self.show_part(self._layer, self._first - MOST_NODES))
        self.forward.clicked.connect(lambda: self.show_part(self._layer, self._first + MOST_NODES))
        self.fit.clicked.connect(self.picture.fit)
        self.copy.clicked.connect(lambda: copy_picture(self.picture))
        self.picture.chosen.connect(self._choose)
        session.state_changed.connect(self._follow_state)
        session.example_changed.connect(self._lower)
        self._say_nothing()
        session.watch(self, (), self.show_snapshot)

    @property
    def probe(self) -> Computation:
        """What the engine is asked."""
        has_truth = self.program is not None and self.program.loss is not None
        return Computation(self._layer, self._first, has_truth, self._session.example_probe())

    def show_part(self, layer: str, first: int = 0) -> None:
        """See the primitives of a layer, or with "" of all, from number `first` on."""
        self._layer, self._first = layer, max(0, first)
        self._ask()

    def look_near(self, layer: str) -> None:
        """Look at what a layer is made of: in the whole network, or as the part that is seen."""
        self._near = layer
        program = self.program
        if program is None or layer not in program.gives:
            return
        places = program.of_layer(layer)
        if self._layer not in ("", layer):
            self.show_part(layer)
        elif self._layer == "" and places:
            self._chosen = places[0]
            self.show_part("", places[0] // MOST_NODES * MOST_NODES)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The numbers of the moment that is seen."""
        self._snapshot = snapshot
        if snapshot.graph is not self._graph:
            self._graph, self._first, self._chosen = snapshot.graph, 0, -1
            self._lower()
        self._show_answer()

    @property
    def _has_truth(self) -> bool:
        data = self._session.data
        return data is not None and self._session.example.targets(data) is not None

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.addWidget(self.layers)
        tools.addWidget(self.back)
        tools.addWidget(self.words)
        tools.addWidget(self.forward)
        tools.addStretch(1)
        tools.addWidget(self.fit)
        tools.addWidget(self.copy)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(6, 2, 2, 2)
        column.addWidget(self.rule)
        column.addWidget(self.table, 1)
        column.addWidget(self.some)
        content = QSplitter()
        content.setChildrenCollapsible(False)
        content.addWidget(self.picture)
        content.addWidget(beside)
        content.setSizes([760, 260])
        content.setStretchFactor(0, 1)
        self.area = OrSentence(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(3)
        layout.addLayout(tools)
        layout.addWidget(self.area, 1)

    def _lower(self, *_: object) -> None:
        """Take the network apart, once for what it is and whether the truth about the example is known."""
        if self._graph is None:
            return
        wanted = self._graph, self._has_truth
        if wanted == self._wanted:
            self._ask()
            return
        self._wanted, self.program = wanted, None
        self.words.setText(self.tr("The network is taken apart…"))
        if not self.picture.boxes:
            self.area.say(self.words.text())
        self._lowering.ask(lambda: (wanted, computation(*wanted)))

    def _refuse(self, error: LaderaError) -> None:
        self.program = None
        self.words.setText("")
        self.picture.show_nodes({})
        self._session.watch(self, (), self.show_snapshot)
        self.area.say(translate_error(error))

    def _take(self, answer: tuple[tuple[Graph, bool], Computed]) -> None:
        """The program: all of it where that is not too much, or else the layer looked at, or the first with weights."""
        wanted, self.program = answer
        if wanted != self._wanted:
            return
        graph = wanted[0]
        names = [spec.name for spec in graph.order()]
        small = len(self.program.nodes) <= MOST_NODES
        if not small and (self._layer not in names or not self._layer):
            first = next((name for name in names if graph.parameters_of(name)), names[0])
            self._layer = self._near if self._near in names else first
        elif small and self._layer not in names:
            self._layer = ""
        self.layers.offer([(self.tr("Whole network"), ""), *((name, name) for name in names)], self._layer)
        self._ask()

    def _ask(self, *_: object) -> None:
        program = self.program
        if program is None:
            return
        total = len(program.of_layer(self._layer))
        self._first = min(self._first, max(0, (total - 1) // MOST_NODES * MOST_NODES))
        last = min(total, self._first + MOST_NODES)
        self.layers.setCurrentIndex(self.layers.findData(self._layer))
        self.words.setText(self.tr("{count} primitives").format(count=grouped(total)) if total <= MOST_NODES else
                           self.tr("primitives {first} to {last} of {count}").format(
                               first=grouped(self._first + 1), last=grouped(last), count=grouped(total)))
        for button, can in ((self.back, self._first > 0), (self.forward, last < total)):
            button.setVisible(total > MOST_NODES)
            button.setEnabled(can)
        self._session.watch(self, (self.probe,), self.show_snapshot)
        self._show_answer()

    def _show_answer(self) -> None:
        program, snapshot = self.program, self._snapshot
        if program is None or snapshot is None:
            return
        if self._session.lacks(snapshot, (self.probe,)):
            self.area.wait()
            return
        reading = snapshot.readings[self.probe]
        if reading.error is not None:
            self.area.say(translate_error(reading.error))
            return
        self.area.show_content()
        window = program.window(self._layer, self._first)
        around = program.around(window)
        shown = sorted({*window, *around})
        reads = {place: () if place in around else tuple(dict.fromkeys(program.nodes[place].inputs))
                 for place in shown}
        self.picture.show_nodes(reads)
        for place in shown:
            self.picture.boxes[place].show_look(
                look_of(program.nodes[place], program, self._graph, reading, place in around))
        if self._chosen not in shown:
            self._chosen = self._beginning(program, shown)
        self.picture.choose(self._chosen)
        self._tell(reading)

    def _beginning(self, program: Computed, shown: list[int]) -> int:
        """The first primitive of the layer that is looked at, or what enters, or the first that is seen."""
        near = [place for place in shown if program.nodes[place].layer == self._near]
        enters = [place for place in shown if program.nodes[place].role == "input"]
        return next(iter((*near, *enters, *shown)))

    def _choose(self, place: int) -> None:
        self._chosen = place
        reading = self._snapshot.readings.get(self.probe) if self._snapshot is not None else None
        if reading is not None and not reading.error:
            self._tell(reading)

    def _tell(self, reading: Reading) -> None:
        """All that is known of the primitive that is chosen."""
        node = self.program.nodes[self._chosen]
        rule = rule_of(node)
        lines = [head_of(node) if node.op in ("leaf", "constant") else f"{node.op}: {rule.forward}"]
        if node.inputs:
            named = ", ".join(f"{letter} = {head_of(self.program.nodes[read])}"
                              for letter, read in zip("abcdefgh", node.inputs, strict=False))
            lines += [named, rule.back or self.tr("Nothing comes back through it.")]
        self.rule.setText("\n".join(lines))
        values = reading[f"value/{node.place}"]
        columns = [Column("y", values)]
        if f"gradient/{node.place}" in reading.arrays:
            columns.append(Column("∂ℓ/∂y", reading[f"gradient/{node.place}"]))
        self.table.show_columns(columns, lambda place: str(place + 1))
        notes = []
        if node.count > len(values):
            notes.append(self.tr("{shown} of {total} shown").format(shown=grouped(len(values)),
                                                                     total=grouped(node.count)))
        if len(columns) == 1:
            notes.append(self.tr(
                "Nobody knows the truth about this example: there is no loss, and nothing comes back."))
        self.some.setText("\n".join(notes))
        self.some.setVisible(bool(notes))

    def _follow_state(self, state: str) -> None:
        if state == "empty":
            self._graph = self._snapshot = self.program = self._wanted = None
            self._say_nothing()

    def _say_nothing(self) -> None:
        self.words.setText("")
        self.area.say(self.tr("Draw a network that can be trained, and see the operations that it is made of."))
