"""Watches the training for a scene: which faces its cards have, and what they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.canvas.life.face import Face, Readings
from app.canvas.life.faces import face_of
from app.canvas.life.life_item import spans_of
from app.canvas.life.scale import CHOICES, Ruler, rulers
from app.canvas.life.spot import Spot, WeightSpot
from app.canvas.life.subject import Subject
from app.canvas.life.wires import Wires, WiresDrawn, facts_in_words, limits
from app.document.document import Document
from app.theme import theme_bus
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from engine.errors import GraphError, LaderaError
from engine.graph import Link
from engine.probes import Probe
from engine.probes.link_numbers import MEASURES, Measure
from engine.probes.one_weight import LastChange, WeightFacts
from engine.vision import scale_groups

if TYPE_CHECKING:
    from app.canvas.scene import CanvasScene
    from app.canvas.view import CanvasView

_Made = tuple[Readings, Mapping[str, Ruler], Mapping[Link, WiresDrawn]]
"""Answers, the scale of each face that has one, and what goes along the links."""
_DONE = object()
POINTED = 80
"""Milliseconds that the pointer rests somewhere until that is asked about."""
MOST = 200
"""Cards that live at once: of a larger network those in sight, where they are no more than that."""
LOOKED = 150
"""Milliseconds that the eye rests on a part of a larger network until its cards live."""


class Life(QObject):
    """`view` is where the scene is seen; nobody asks the training for what is not. `came` says that cards have got
    faces which had none, `chosen` that a person wants to see something else, `changed` that something else is shown."""

    came = Signal()
    chosen = Signal()
    refreshed = Signal()
    """Cards have other faces, perhaps: of another network, another example, or for a training that runs."""
    rested = Signal(object)
    """What the pointer rests at, a Spot, or None."""
    changed = Signal()

    def __init__(self, view: CanvasView, document: Document, session: TrainingSession) -> None:
        super().__init__(view)
        self._view, self._scene, self._document, self._session = view, view.canvas, document, session
        self.is_shown = True
        self.scale = "layer"
        self.measure: Measure = "weight"
        self.trouble: LaderaError | None = None
        """Why what goes along links is not known."""
        self.pointed: Spot | None = None
        self.faces: Mapping[str, Face] = {}
        self.rulers: Mapping[str, Ruler] = {}
        self.wires: Mapping[Link, Wires] = {}
        self._weights: dict[Link, tuple[tuple[object, ...], WiresDrawn]] = {}
        self._subject: Subject | None = None
        self._families: Mapping[str, str] = {}
        # What an edit changes in several places is looked at once.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._rests_there = QTimer(self, singleShot=True, interval=POINTED)
        self._rests_there.timeout.connect(self._rest)
        self._rests_here = QTimer(self, singleShot=True, interval=LOOKED)
        self._rests_here.timeout.connect(self._look)
        self._next_piece = QTimer(self, interval=0)
        self._next_piece.timeout.connect(self._prepare)
        self._pieces: Iterator[None] = iter(())
        self._next: _Made = {}, {}, {}
        self._drawing: Snapshot | None = None
        self._coming: Snapshot | None = None
        self._living: frozenset[str] = frozenset()
        self._is_awake = False
        """Whether the network could be trained once, or was opened as one that can be: one that is only being built has
        nothing to show, and its cards stay small."""
        view.looked.connect(self._rests_here.start)
        document.model.project_replaced.connect(self._begin_anew)
        for signal in (session.example_changed, session.state_changed, document.model.graph_changed,
                       self._scene.completed):
            signal.connect(self._refresh_soon)
        theme_bus.changed.connect(self._restyle)
        self._begin_anew()
        self.refresh()

    # What a person chooses

    def set_shown(self, shown: bool) -> None:
        """Show what the network holds, or the bare drawing."""
        if shown != self.is_shown:
            self.is_shown = shown
            self.refresh()
            self.chosen.emit()

    def set_scale(self, choice: str) -> None:
        """What has a scale of its own, one of `CHOICES`. Raises ValueError for anything else."""
        if choice not in CHOICES:
            raise ValueError(f"a scale is one of {', '.join(CHOICES)}; it is {choice}")
        if choice != self.scale:
            self.scale = choice
            self._show_latest()
            self.chosen.emit()

    def set_measure(self, measure: Measure) -> None:
        """What links show, one of `MEASURES`. Raises ValueError for anything else."""
        if measure not in MEASURES:
            raise ValueError(f"links show one of {', '.join(MEASURES)}; it is {measure}")
        if measure != self.measure:
            self.measure = measure
            self.refresh()
            self.chosen.emit()

    def point(self, spot: Spot | None) -> None:
        """The pointer has come to a unit or a weight, or to none: a moment later its facts are asked for."""
        self.pointed = spot
        self._rests_there.start()

    def _rest(self) -> None:
        self._ask()
        self.rested.emit(self.pointed)

    # Following

    def refresh(self) -> None:
        """Choose the faces of the network as it is, and ask for what they show: when all cards are there."""
        self._soon.stop()
        if not self._scene.is_whole:
            return
        had, graph = bool(self.faces), self._document.model.graph
        self._is_awake = bool(graph.layers) and (self._is_awake or self._session.state != "empty")
        self._subject = self._new_subject()
        self._living = self._to_live()
        named = {} if self._subject is None else {
            spec.name: face_of(spec.name, self._subject) for spec in graph.layers if spec.name in self._living}
        self.faces = {name: face for name, face in named.items() if face is not None}
        try:
            self._families = scale_groups(graph)
        except GraphError:  # a circle
            self._families = {}
        wires = {} if self._subject is None else {
            link: Wires.of(link, self._subject, self.measure) for link in graph.links
            if {link.source, link.target} <= self._living}
        self.wires = {link: found for link, found in wires.items() if found is not None}
        self._weights = {}
        self._scene.show_faces(self.faces)
        self._ask()
        self._show_latest()
        self.refreshed.emit()
        if self.faces and not had and len(graph.layers) <= MOST:
            self.came.emit()

    def _to_live(self) -> frozenset[str]:
        """The layers whose cards live."""
        graph = self._document.model.graph
        if len(graph.layers) <= MOST:
            return frozenset(spec.name for spec in graph.layers)
        seen = self._scene.within(self._view.mapToScene(self._view.viewport().rect()).boundingRect())
        return frozenset(name for name in seen if name in graph) if len(seen) <= MOST else frozenset()

    def _look(self) -> None:
        """Another part of the drawing is seen: where the network is large, the cards there live now."""
        if self._scene.is_whole and self._to_live() != self._living:
            self.refresh()

    def probes(self) -> tuple[Probe, ...]:
        """All that is asked for."""
        asked = [probe for face in self.faces.values() for probe in face.probes]
        return tuple(dict.fromkeys([*asked, *(wires.probe for wires in self.wires.values()), *self._facts()]))

    def _facts(self) -> tuple[Probe, ...]:
        """What is asked of the weight that is pointed at."""
        spot = self.pointed
        if self._subject is None or not isinstance(spot, WeightSpot):
            return ()
        return WeightFacts(spot.name, spot.place, self._subject.judged), LastChange(spot.name, spot.place)

    def _ask(self) -> None:
        self._session.watch(self._view.viewport(), self.probes(), self._show, in_turn=False)

    def dress(self, scene: CanvasScene) -> None:
        """Let another scene of the same document show the same."""
        scene.show_faces(self.faces)
        self._show_latest(scene)

    def _new_subject(self) -> Subject | None:
        data, model = self._session.data, self._document.model
        if data is None or data.spec != model.data_spec or not (self.is_shown and self._is_awake):
            return None
        return Subject(model.graph, data, self._session.example, self._session.state == "running")

    def _begin_anew(self) -> None:
        self._is_awake = not self._document.model.graph.problems()
        self._refresh_soon()

    def _refresh_soon(self, *_: object) -> None:
        self._soon.start()

    def _restyle(self, _: object) -> None:
        self._show_latest()

    def _show_latest(self, scene: CanvasScene | None = None) -> None:
        self._see(self._made(self._session.latest), scene or self._scene)

    def _see(self, made: _Made, scene: CanvasScene) -> None:
        self._next_piece.stop()
        readings, self.rulers, weights = made
        scene.show_life(readings, self.rulers, weights, at_rest=self._session.state != "running")
        self._scene.show_facts(self.pointed, facts_in_words(
            self.measure, *(readings.get(probe) for probe in self._facts())))

    def _made(self, snapshot: Snapshot | None) -> _Made:
        readings = snapshot.readings if snapshot is not None and self._is_about(snapshot) else {}
        return readings, rulers(spans_of(self.faces, readings), self._families, self.scale), self._weighed(readings)

    def _is_about(self, snapshot: Snapshot) -> bool:
        """Whether it is of the network and the data that the faces are about: they follow a moment after an edit."""
        subject = self._subject
        return subject is not None and snapshot.graph is subject.graph and snapshot.data is subject.data

    def _weighed(self, readings: Readings) -> Mapping[Link, WiresDrawn]:
        """What goes along the links; what has not changed are the same values."""
        answered = {link: readings[wires.probe] for link, wires in self.wires.items() if wires.probe in readings}
        self.trouble = next((reading.error for reading in answered.values() if reading.error), None)
        known = {link: reading for link, reading in answered.items() if not reading.error}
        ends = limits({link: self.wires[link].span(reading) for link, reading in known.items()}, self.scale)
        before, self._weights = self._weights, {}
        for link, reading in known.items():
            fresh = reading, ends[link], theme_bus.theme
            same = link in before and before[link][0] == fresh
            self._weights[link] = before[link] if same else (fresh, self.wires[link].drawn(reading, ends[link]))
        return {link: drawn for link, (_, drawn) in self._weights.items()}

    def _show(self, snapshot: Snapshot) -> None:
        """While a training runs, what is drawn is got ready a piece at a time, so that between them the window does
        what else there is to do; then all is seen at once. Of what comes meanwhile the newest is next."""
        self._coming = snapshot
        if self._session.state != "running":
            self._finish(self._made(snapshot))
        elif not self._next_piece.isActive():
            self._begin()

    def _begin(self) -> None:
        self._drawing, self._next = self._coming, self._made(self._coming)
        self._pieces = self._scene.preparing_life(*self._next)
        self._next_piece.start()

    def _prepare(self) -> None:
        if next(self._pieces, _DONE) is _DONE:
            self._finish(self._next)
            if self._coming is not self._drawing:
                self._begin()

    def _finish(self, made: _Made) -> None:
        self._see(made, self._scene)
        self.changed.emit()
