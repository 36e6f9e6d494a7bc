"""Layers bend space: the grid of the inputs, as chosen units of a layer see it, while the network learns."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import translate_error
from app.plain import Label, tooltip
from app.theme import current, theme_bus
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.bent.picture import SIDE, BentPicture
from app.widgets.choice import Choice
from app.widgets.or_sentence import OrSentence
from app.widgets.picture_button import PictureButton
from app.widgets.plot import copy_picture
from app.widgets.predictions.paint import target_colours
from engine.graph import Graph
from engine.probes import Examples, OfPart, OnPlane
from engine.probes.chosen_units import ChosenUnits

MOST_DOTS = 300
AROUND = 0.08
"""How much of the plane is seen around the examples, as a share of their range."""


class BentPanel(QWidget):
    """Two units are a plane, three are space. A layer with weights turns, stretches and shifts the grid; its activation
    function bends it, so that classes come apart which no line parts among the inputs."""

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._graph: Graph | None = None
        self._snapshot: Snapshot | None = None
        self.layer = Choice(12)
        self.layer.setAccessibleName(self.tr("Layer"))
        self.layer.setToolTip(self.tr("Whose units see the inputs"))
        self.units = tuple(Choice(7) for _ in range(3))
        for axis, choice in enumerate(self.units, 1):
            choice.setAccessibleName(self.tr("Unit along axis {axis}").format(axis=axis))
            choice.setToolTip(tooltip(self.tr(
                "The unit along axis {axis}; with a third one the picture is in space").format(axis=axis)))
        self.copy = PictureButton("image", self.tr("Copy as image"))
        self.picture = BentPicture()
        self.words = Label(wordWrap=True)
        self.words.setProperty("look", "muted")
        tools = QHBoxLayout()
        tools.setSpacing(4)
        for widget in (self.layer, *self.units):
            tools.addWidget(widget)
        tools.addStretch(1)
        tools.addWidget(self.copy)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(tools)
        column.addWidget(self.picture, 1)
        column.addWidget(self.words)
        self.area = OrSentence(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.addWidget(self.area)
        self.layer.activated.connect(lambda _: self._offer_units())
        for choice in self.units:
            choice.activated.connect(lambda _: self._ask())
        self.copy.clicked.connect(lambda: copy_picture(self.picture))
        session.example_changed.connect(self._ask)
        session.state_changed.connect(self._follow_state)
        theme_bus.changed.connect(self._restyle)
        self._say_nothing()
        session.watch(self, (), self.show_snapshot)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The units that are the axes, from 0."""
        return tuple(choice.currentData() for choice in self.units if choice.currentData() is not None)

    @property
    def plane(self) -> OnPlane | None:
        """The grid over the inputs, where there are two."""
        data = self._session.data
        if data is None or len(data.raw_names) != 2:
            return None
        low, high = data.raw_range.T
        margin = AROUND * np.where(high > low, high - low, 1.0)
        return OnPlane(SIDE, tuple((low - margin).tolist()), tuple((high + margin).tolist()))

    @property
    def probes(self) -> tuple[ChosenUnits, ...]:
        """What the engine is asked: of some examples, of the one in hand, and of the grid where there is one."""
        if not self.layer.currentText() or len(self.chosen) < 2:
            return ()
        about: list[Examples] = [OfPart(most=MOST_DOTS), self._session.example_probe()]
        if self.plane is not None:
            about.append(self.plane)
        return tuple(ChosenUnits(self.layer.currentData(), self.chosen, examples) for examples in about)

    def choose(self, layer: str, *units: int) -> None:
        """See the inputs through these units, two or three, from 0."""
        self.layer.setCurrentIndex(self.layer.findData(layer))
        self._offer_units()
        for choice, unit in zip(self.units, (*units, None), strict=False):
            choice.setCurrentIndex(choice.findData(unit))
        self._ask()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The weights of the moment that is seen."""
        self._snapshot = snapshot
        if snapshot.graph is not self._graph:
            self._graph = snapshot.graph
            self._offer_layers()
        self._draw()

    def _offer_layers(self) -> None:
        shapes = self._graph.infer()
        wide = [spec.name for spec in self._graph.order() if len(shapes[spec.name]) == 1 and shapes[spec.name][0] > 1]
        weighted = [name for name in wide if self._graph.parameters_of(name)]
        chosen = self.layer.currentData() if self.layer.currentData() in wide else next(iter([*weighted, *wide]), None)
        self.layer.offer([(name, name) for name in wide], chosen)
        if wide:
            self._offer_units()
        else:
            self.area.say(self.tr("No layer of this network gives two numbers or more for an example."))

    def _offer_units(self) -> None:
        count = self._graph.infer()[self.layer.currentData()][0]
        rows = [(self.tr("unit {unit}").format(unit=unit + 1), unit) for unit in range(count)]
        for axis, choice in enumerate(self.units[:2]):
            choice.offer(rows, choice.currentData(), min(axis, count - 1))
        third = self.units[2]
        third.offer([("–", None), *rows], third.currentData())
        self._ask()

    def _ask(self, *_: object) -> None:
        if self._graph is not None:
            self._session.watch(self, self.probes, self.show_snapshot)
            self._draw()

    def _draw(self) -> None:
        probes, snapshot = self.probes, self._snapshot
        if not probes or snapshot is None:
            return
        if self._session.lacks(snapshot, probes):
            self.area.wait()
            return
        readings = [snapshot.readings[probe] for probe in probes]
        error = next((reading.error for reading in readings if reading.error), None)
        if error is not None:
            self.area.say(translate_error(error))
            return
        dots, ring, *grid = (reading.first for reading in readings)
        data = snapshot.data
        colours = [QColor(*rgba) for rgba in target_colours(data.train.targets[:len(dots)], data, current()).tolist()]
        self.area.show_content()
        self.picture.show_space(grid[0].reshape(SIDE, SIDE, -1) if grid else None, dots, colours, ring[0],
                                [self.tr("unit {unit}").format(unit=unit + 1) for unit in self.chosen])
        said = [self.tr("The grid is that of the inputs {first} and {second}; each line goes through {side} points."
                        ).format(first=data.raw_names[0], second=data.raw_names[1], side=SIDE) if grid else
                self.tr("There are {count} inputs, so there is no grid: the examples alone show where they come to."
                        ).format(count=len(data.raw_names))]
        if len(data.train) > len(dots):
            said.append(self.tr("The first {shown} of {total} training examples.").format(
                shown=len(dots), total=len(data.train)))
        if len(self.chosen) == 3:
            said.append(self.tr("Drag to turn it."))
        self.words.setText(" ".join(said))

    def _follow_state(self, state: str) -> None:
        if state == "empty":
            self._graph = self._snapshot = None
            self._say_nothing()

    def _say_nothing(self) -> None:
        self.area.say(self.tr(
            "Draw a network that can be trained, and see how its layers bend the plane of the inputs."))

    def _restyle(self, *_: object) -> None:
        self._draw()
