"""One weight of a network, chosen by its layer and its place there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.numbers import number
from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.widgets.number_box import WholeBox
from engine.errors import LaderaError
from engine.landscape import weight_place
from engine.layout import Entry
from engine.network import Network

AXES = 4
"""The most axes that an array of weights has."""


def shown_weight(name: str) -> str:
    """A weight as the window names it: places count from 1 there, as units do. Other texts stay as they are."""
    array, bracket, index = name.removesuffix("]").partition("[")
    places = index.split(",")
    if not bracket or not all(place.strip().isdecimal() for place in places):
        return name
    return f"{array} ({', '.join(str(int(place) + 1) for place in places)})"


class WeightPicker(QWidget):
    """Under its `title`; `changed` when the person chose another. `first` is the place of the one it begins with. A
    person counts from 1, a `name` and a `place` from 0."""

    changed = Signal()

    def __init__(self, title: str, help: str, first: int) -> None:
        super().__init__(toolTip=tooltip(help))
        self._first = first
        self._network: Network | None = None
        self.array = Choice()
        self.array.setAccessibleName(title)
        self.array.setToolTip(self.tr("The layer, and what it is in it"))
        self.index = tuple(WholeBox(toolTip=tooltip(help)) for _ in range(AXES))
        self.value = Label()
        self.value.setProperty("look", "number")
        top, row = QHBoxLayout(), QHBoxLayout()
        top.addWidget(Label(title), 1)
        top.addWidget(self.value)
        row.setSpacing(4)
        for box in self.index:
            box.setMinimumWidth(50)
            box.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.hide()
            row.addWidget(box, 1)
            box.valueChanged.connect(lambda _: self.changed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.array)
        column.addLayout(row)
        self.array.activated.connect(self._choose)

    @property
    def name(self) -> str:
        """The one that is chosen: hidden_1/kernel[0, 3]; "" before there is a network."""
        entry = self.array.currentData()
        if entry is None:
            return ""
        return f"{entry.name}[{', '.join(map(str, self._index(entry.shape or (1,))))}]"

    @property
    def place(self) -> tuple[int, ...]:
        """Where it lies in its array."""
        return self._index(self.array.currentData().shape)

    @property
    def entry(self) -> Entry | None:
        """The array that it is in; None before there is a network."""
        return self.array.currentData()

    def pick(self, name: str, place: Sequence[int]) -> None:
        """Choose a weight of an array, as a person would."""
        row = next((row for row in range(self.array.count()) if self.array.itemData(row).name == name), None)
        if row is not None:
            with QSignalBlocker(self.array):
                self.array.setCurrentIndex(row)
            self._fit_index(place or (0,))
            self.changed.emit()

    def set_network(self, network: Network) -> None:
        """Choose among its weights; the one that is chosen stays where there is one of that name. Silent."""
        name, self._network = self.name, network
        with QSignalBlocker(self.array):
            self.array.clear()
            for entry in network.layout:
                if entry.parameter.trainable:
                    self.array.addItem(f"{entry.name} ({' × '.join(map(str, entry.shape or (1,)))})", entry)
        try:
            place = weight_place(network, name)
        except LaderaError:
            place = min(self._first, network.layout.trainable - 1)
        self._show(place)

    def show_value(self, parameters: np.ndarray) -> None:
        """What it is, among weights (n,)."""
        if self.array.count():
            self.value.setText(f"= {number(float(parameters[weight_place(self._network, self.name)]))}")

    def _show(self, place: int) -> None:
        entries = [self.array.itemData(row) for row in range(self.array.count())]
        if not entries:
            return
        row = next(row for row, entry in enumerate(entries) if entry.span.start <= place < entry.span.stop)
        with QSignalBlocker(self.array):
            self.array.setCurrentIndex(row)
        self._fit_index(np.unravel_index(place - entries[row].offset, entries[row].shape or (1,)))

    def _choose(self) -> None:
        self._fit_index((0,) * AXES)
        self.changed.emit()

    def _fit_index(self, index: Sequence[int]) -> None:
        entry = self.array.currentData()
        shape = entry.shape or (1,)
        for axis, box in enumerate(self.index):
            box.setVisible(axis < len(shape))
            if axis < len(shape):
                with QSignalBlocker(box):
                    box.setRange(1, shape[axis])
                    box.setValue(int(index[axis]) + 1)
                box.setToolTip(tooltip(self.tr("From 1 to {last}").format(last=shape[axis])))

    def _index(self, shape: Sequence[int]) -> tuple[int, ...]:
        return tuple(box.value() - 1 for box in self.index[:len(shape)])
