"""A weight that was clicked: its number, to be changed by hand, its gradient, its last change, and whether it stays."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from app.canvas.life import holding
from app.canvas.life.spot import WeightSpot
from app.canvas.life.wires import SYMBOLS
from app.document.document import Document
from app.numbers import grouped, number
from app.plain import Label, tooltip
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.form_layout import FormLayout
from app.widgets.number_box import NumberBox
from engine.probes import Probe
from engine.probes.examples import SOME
from engine.probes.one_weight import LastChange, WeightFacts

UNKNOWN = "–"


class WeightCard(QFrame):
    """Goes away when the person clicks elsewhere. Every change is a step of the document."""

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._document, self._session = document, session
        self.spot: WeightSpot | None = None
        self.title = Label()
        self.title.setProperty("look", "heading")
        self.value = NumberBox()
        self.value.setToolTip(tooltip(self.tr("The weight; Enter sets it, which can be undone")))
        self.gradient, self.change = Label(UNKNOWN), Label(UNKNOWN)
        self.frozen = QCheckBox(self.tr("Frozen"))
        self.frozen.setToolTip(tooltip(self.tr("Training leaves this weight as it is.")))
        self.note = Label(wordWrap=True)
        self.note.setProperty("look", "muted")
        form = FormLayout()
        form.add(SYMBOLS["weight"], self.value)
        form.addRow(Label(SYMBOLS["gradient"]), self.gradient)
        form.addRow(Label(SYMBOLS["update"]), self.change)
        self.gradient.setToolTip(tooltip(self.tr("How the mean loss of {count} training examples, with its penalty, "
                                                 "changes with this weight.").format(count=grouped(SOME.most))))
        self.change.setToolTip(tooltip(self.tr("What the last step of the training changed.")))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        column = QVBoxLayout(self)
        column.addWidget(self.title)
        column.addLayout(form)
        column.addWidget(self.frozen)
        column.addWidget(self.note)
        self.value.finished.connect(self._set)
        self.frozen.clicked.connect(lambda on: holding.freeze(document, self.spot, on))
        document.model.graph_changed.connect(self._follow_graph)
        session.state_changed.connect(self._follow_state)

    def open(self, spot: WeightSpot, where: QPoint) -> None:
        """Show a weight beside a place of the screen."""
        if spot != self.spot:
            self._know_nothing()
        self.spot = spot
        self.title.setText(self.tr("{source}, unit {from_unit} → {target}, unit {to_unit}").format(
            source=spot.source_layer, from_unit=spot.source + 1, target=spot.layer, to_unit=spot.target + 1))
        self._session.watch(self, self.probes, self.show_snapshot)
        self._follow_graph()
        self._follow_state()
        self.adjustSize()
        room = self.screen().availableGeometry()
        self.move(min(where.x() + 12, room.right() - self.width()), min(where.y() + 12, room.bottom() - self.height()))
        self.show()
        self.value.setFocus()

    @property
    def probes(self) -> tuple[Probe, ...]:
        """What is asked of the weight."""
        return WeightFacts(self.spot.name, self.spot.place, SOME), LastChange(self.spot.name, self.spot.place)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what is known of it now."""
        if self._session.lacks(snapshot, self.probes):
            self._know_nothing()
            return
        facts, change = (snapshot.readings[probe] for probe in self.probes)
        if not facts.error:
            if not self.value.hasFocus() or self._session.state != "running":
                self.value.set_number(float(f"{float(facts['value']):.6g}"))
            self.gradient.setText(number(float(facts["gradient"])))
        self.change.setText(number(float(change.first)) if not change.error else UNKNOWN)

    def _know_nothing(self) -> None:
        """The numbers are of another weight, or of other weights."""
        self.value.clear()
        for label in (self.gradient, self.change):
            label.setText(UNKNOWN)

    def _set(self, value: object) -> None:
        weights = self._session.weights_at_rest
        if isinstance(value, float) and math.isfinite(value) and weights is not None:
            self._document.set_weight(weights, self.spot.name, self.spot.place, value)

    def _follow_graph(self) -> None:
        if self.spot is None:
            return
        graph = self._document.model.graph
        if self.spot.layer not in graph or self.spot.source_layer not in graph:
            self.hide()
            return
        layer = graph.owner_of(self.spot.layer)
        whole = not graph.layer(layer).settings["trainable"]
        self.frozen.setChecked(holding.is_frozen(graph, self.spot))
        self.frozen.setEnabled(not whole)

    def _follow_state(self, *_: object) -> None:
        can = self._session.weights_at_rest is not None
        self.value.setEnabled(can)
        self.note.setText("" if can else self.tr("Pause the training, in the present, to change the weight."))
        self.note.setVisible(not can)
