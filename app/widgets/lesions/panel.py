"""Which units the network needs: the exact change of the loss without each of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import translate_error
from app.numbers import signed
from app.plain import Label
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.lesions.map import LesionMap, Unit
from app.widgets.or_sentence import OrSentence
from app.widgets.picture_button import PictureButton
from app.widgets.signed_image import SignedLegend
from engine.graph import Graph
from engine.probes import Probe, Reading
from engine.probes.lesions import Lesions

MOST_UNITS = 64
"""Units of a layer that are muted one by one; of a wider one the first."""


class LesionsPanel(QWidget):
    """All hidden layers at once, on one scale. Units that are clicked stay muted, those of one layer together, so that
    one sees that effects do not add up; the network itself keeps them."""

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._graph: Graph | None = None
        self._snapshot: Snapshot | None = None
        self._shown: Mapping[Probe, Reading] = {}
        self._layers: tuple[str, ...] = ()
        self._muted: frozenset[Unit] = frozenset()
        self.map = LesionMap()
        self.legend = SignedLegend()
        self.words = Label(wordWrap=True)
        self.clear = PictureButton("reset", self.tr("Mute none"))
        tools = QHBoxLayout()
        tools.addWidget(self.legend)
        tools.addStretch(1)
        tools.addWidget(self.clear)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.map)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True, widget=inside)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(tools)
        column.addWidget(scroll, 1)
        column.addWidget(self.words)
        self.area = OrSentence(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.addWidget(self.area)
        self.map.clicked.connect(self.toggle)
        self.map.looked_at.connect(lambda *_: self._tell())
        self.clear.clicked.connect(lambda: self._mute(frozenset()))
        session.state_changed.connect(self._follow_state)
        self._say_nothing()
        session.watch(self, (), self.show_snapshot)

    @property
    def probes(self) -> tuple[Lesions, ...]:
        """What the engine is asked: each layer with its muted units, and those layers without."""
        plain = tuple(Lesions(layer, most=MOST_UNITS) for layer in self._layers)
        return tuple(dict.fromkeys((*(self._probe(layer, self._muted) for layer in self._layers), *plain)))

    def toggle(self, layer: str, unit: int) -> None:
        """Mute a unit, or no longer; none that only an old map has."""
        if layer in self._layers and unit < self._graph.infer()[layer][-1]:
            self._mute(self._muted ^ {(layer, unit)})

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The changes at the moment that is seen."""
        self._snapshot = snapshot
        if snapshot.graph is not self._graph:
            self._graph, self._muted = snapshot.graph, frozenset()
            self._layers = hidden_layers(snapshot.graph)
            self._ask()
        else:
            self._show_answers()

    @staticmethod
    def _probe(layer: str, muted: frozenset[Unit]) -> Lesions:
        """What is asked about a layer, with those of its units that are `muted`."""
        return Lesions(layer, most=MOST_UNITS, muted=tuple(sorted(unit for name, unit in muted if name == layer)))

    def _mute(self, units: frozenset[Unit]) -> None:
        self._muted = units
        self._ask()

    def _ask(self) -> None:
        self._session.watch(self, self.probes, self.show_snapshot)
        if self._snapshot is not None:
            self._show_answers()

    def _show_answers(self) -> None:
        if not self._layers:
            self.area.say(self.tr("This network has no hidden units that could be muted."))
            return
        if self._session.lacks(self._snapshot, self.probes):
            self.area.wait()
            return
        readings = self._snapshot.readings
        error = next((readings[probe].error for probe in self.probes if readings[probe].error), None)
        if error is not None:
            self.area.say(translate_error(error))
            return
        self.area.show_content()
        self._shown = readings
        self.map.show_changes({layer: readings[self._probe(layer, self._muted)]["changes"] for layer in self._layers},
                              self._muted)
        self.legend.show_scale(self.map.limit, self.tr("change of the loss"))
        self.clear.setEnabled(bool(self._muted))
        self._tell()

    def _tell(self) -> None:
        """The unit of the map that is looked at, and what the muted ones do together and one by one."""
        lines = [self.map.accessibleDescription() or self.tr(
            "Blue units are needed: without them the loss rises. Click units to mute several at once.")]
        for layer in self.map.changes:
            probe, plain = self._probe(layer, self.map.muted), Lesions(layer, most=MOST_UNITS)
            if len(probe.muted) > 1:
                together = float(self._shown[probe]["loss"] - self._shown[plain]["loss"])
                alone = float(self._shown[plain]["changes"][list(probe.muted)].sum())
                lines.append(self.tr("{layer} without {units}: {together} together; one by one they add up to {alone}."
                                     ).format(layer=layer, units=", ".join(str(unit + 1) for unit in probe.muted),
                                              together=signed(together), alone=signed(alone)))
        self.words.setText("\n".join(lines))

    def _follow_state(self, state: str) -> None:
        if state == "empty":
            self._graph = self._snapshot = None
            self._say_nothing()

    def _say_nothing(self) -> None:
        self.area.say(self.tr("Draw a network that can be trained, and see what each of its units is worth."))


def hidden_layers(graph: Graph) -> tuple[str, ...]:
    """The layers with weights of their own whose units others read, but for the last ones before an output."""
    heads = {spec.name for spec in graph.of_kind("output")}
    last = {link.source for link in graph.links if link.target in heads}
    return tuple(spec.name for spec in graph.order()
                 if graph.parameters_of(spec.name) and spec.name not in last | heads)
