"""Which plane is looked at, from where, how finely, and on which examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.i18n import translate
from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.widgets.equation import Equation
from app.widgets.form_layout import FormLayout
from app.widgets.forms import FieldForm
from app.widgets.number_box import NumberBox
from app.widgets.upright_scroll import UprightScroll
from app.widgets.weight_picker import WeightPicker
from engine.landscape import DIRECTIONS, Weight
from engine.network import Network

RESOLUTIONS = (21, 41, 61, 101)

Ranges = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class PlaneChoice:
    """What the panel asks for. `ranges` is None for automatic ones."""

    kind: str = "principal"
    settings: Mapping[str, Any] = field(default_factory=dict)
    centre: str = "current"
    seed: int = 0
    resolution: int = 41
    sample: str = "auto"
    ranges: Ranges | None = None
    log: bool = False
    live: bool = True


class PlanePanel(QWidget):
    """`changed` when something else is asked for; `refit` when the plane shall be made anew from the present."""

    changed = Signal()
    refit = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._seed = 0
        self.live = QCheckBox(self.tr("Keep up with the training"))
        self.live.setChecked(True)
        self.live.setToolTip(self.tr("Compute the landscape anew while the network learns, coarse first; without "
                                     "it the picture stays as it is"))
        self.kind = Choice()
        self.kind.setAccessibleName(self.tr("Directions"))
        self.kind.setToolTip(self.tr("A network has thousands of weights; a picture shows two directions among them"))
        for name, row in DIRECTIONS.items():
            self.kind.addItem(translate(row.title), name)
        self.help = Label(wordWrap=True)
        self.help.setProperty("look", "muted")
        self.forms = {name: FieldForm(each for each in row.fields if not isinstance(each, Weight))
                      for name, row in DIRECTIONS.items()}
        chosen = [each for each in DIRECTIONS["weights"].fields if isinstance(each, Weight)]
        self.pickers = {each.name: WeightPicker(translate(each.label), translate(each.help), place)
                        for place, each in enumerate(chosen)}
        self.weights = QWidget()
        self.fresh = QPushButton(self.tr("Other random directions"))
        self.fresh.setToolTip(self.tr("The next seed: the valley looks different from another side"))
        self.seed = Label()
        self.seed.setProperty("look", "muted")
        self.again = QPushButton(self.tr("Fit anew"))
        self.again.setToolTip(self.tr("Make the plane from where the training is now"))
        self.centre = Choice()
        self.centre.setToolTip(self.tr("The weights in the middle of the plane"))
        for name, text in (("current", self.tr("The weights now")), ("start", self.tr("The start of the walk")),
                           ("end", self.tr("Where the walk last rested"))):
            self.centre.addItem(text, name)
        self.resolution = Choice()
        self.resolution.setToolTip(self.tr("Places along each axis; coarse pictures come first"))
        for count in RESOLUTIONS:
            self.resolution.addItem(f"{count} × {count}", count)
        self.resolution.setCurrentIndex(RESOLUTIONS.index(41))
        self.sample = Choice()
        self.sample.setToolTip(self.tr("On which examples the loss is measured: fewer are faster"))
        for name, text in (("auto", self.tr("A fixed sample")), ("all", self.tr("All training examples")),
                           ("minibatch", self.tr("Newest minibatch"))):
            self.sample.addItem(text, name)
        self.by_hand = QCheckBox(self.tr("Range by hand"))
        self.by_hand.setToolTip(self.tr("Otherwise the whole walk is in the picture"))
        self.spans = tuple(NumberBox() for _ in range(4))
        first, last = self.tr("Where the picture begins"), self.tr("Where the picture ends")
        for box, value, tip in zip(self.spans, (-1.0, 1.0, -1.0, 1.0), (first, last) * 2, strict=True):
            box.set_number(value)
            box.setToolTip(tooltip(tip))
            box.setMinimumWidth(52)
            box.setEnabled(False)
        self.log = QCheckBox(self.tr("Logarithmic height"))
        self.log.setToolTip(self.tr("Show small differences near the bottom as well as large ones far above"))
        self.equation = Equation(r"L(\alpha, \beta) = L(\theta^* + \alpha\,\delta + \beta\,\eta)")
        self._lay_out()
        self._connect()
        self._show_kind()
        self.offer("between", False)

    @property
    def choice(self) -> PlaneChoice:
        """What is asked for now."""
        kind = self.kind.currentData()
        weights = {name: picker.name for name, picker in self.pickers.items()} if kind == "weights" else {}
        numbers = [box.number() for box in self.spans]
        ranges = None
        if self.by_hand.isChecked() and all(isinstance(value, float) for value in numbers) and (
                numbers[0] < numbers[1] and numbers[2] < numbers[3]):
            ranges = (numbers[0], numbers[1]), (numbers[2], numbers[3])
        return PlaneChoice(kind, {**self.forms[kind].values(), **weights}, self.centre.currentData(), self._seed,
                           self.resolution.currentData(), self.sample.currentData(), ranges, self.log.isChecked(),
                           self.live.isChecked())

    def set_network(self, network: Network) -> None:
        """Whose weights can be chosen. Silent."""
        for picker in self.pickers.values():
            picker.set_network(network)

    def show_weights(self, parameters: np.ndarray) -> None:
        """What the chosen weights are, among all (n,)."""
        if self.kind.currentData() == "weights":
            for picker in self.pickers.values():
                picker.show_value(parameters)

    def show_ranges(self, ranges: Ranges) -> None:
        """The automatic ranges, where they are in force. Silent."""
        if not self.by_hand.isChecked():
            for box, value in zip(self.spans, (*ranges[0], *ranges[1]), strict=True):
                box.set_number(float(f"{value:.3g}"))

    def offer(self, kind: str, on: bool) -> None:
        """Whether directions of a kind can be had; where those in force cannot any more, the first kind is taken."""
        place = self.kind.findData(kind)
        item = self.kind.model().item(place)
        item.setEnabled(on)
        item.setToolTip("" if on else self.tr("Let another run end first: “Runs”, on the right"))
        if not on and self.kind.currentIndex() == place:
            self.kind.setCurrentIndex(0)
            self._show_kind()
            self.changed.emit()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(7)
        column.addWidget(self.live)
        column.addWidget(self.equation)
        column.addWidget(self.kind)
        column.addWidget(self.help)
        column.addWidget(self.weights)
        for each in self.forms.values():
            column.addWidget(each)
        column.addWidget(self.fresh)
        column.addWidget(self.seed)
        column.addWidget(self.again)
        weights = QVBoxLayout(self.weights)
        weights.setContentsMargins(0, 0, 0, 0)
        weights.setSpacing(7)
        for picker in self.pickers.values():
            weights.addWidget(picker)
        form = FormLayout()
        form.setVerticalSpacing(7)
        for text, widget in ((self.tr("Centre"), self.centre), (self.tr("Grid"), self.resolution),
                             (self.tr("Examples"), self.sample)):
            form.add(text, widget)
        column.addLayout(form)
        column.addWidget(self.by_hand)
        grid = QGridLayout()
        for row, name in enumerate(("α", "β")):
            grid.addWidget(Label(self.tr("{axis} from").format(axis=name)), row, 0)
            grid.addWidget(self.spans[2 * row], row, 1)
            grid.addWidget(Label(self.tr("to")), row, 2)
            grid.addWidget(self.spans[2 * row + 1], row, 3)
        column.addLayout(grid)
        column.addWidget(self.log)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(UprightScroll(content))

    def _connect(self) -> None:
        self.kind.activated.connect(lambda _: self._show_kind())
        for combo in (self.kind, self.centre, self.resolution, self.sample):
            combo.activated.connect(lambda _: self.changed.emit())
        for box in (self.live, self.log):
            box.toggled.connect(lambda _: self.changed.emit())
        for picker in self.pickers.values():
            picker.changed.connect(self.changed)
        for form in self.forms.values():
            form.changed.connect(lambda *_: self.changed.emit())
        for box in self.spans:
            box.finished.connect(lambda _: self.changed.emit())
        self.by_hand.toggled.connect(self._take_ranges)
        self.fresh.clicked.connect(self._next_seed)
        self.again.clicked.connect(self.refit)

    def _show_kind(self) -> None:
        kind = self.kind.currentData()
        self.help.setText(translate(DIRECTIONS[kind].help))
        for name, form in self.forms.items():
            form.setVisible(name == kind and bool(form.names()))
        self.weights.setVisible(kind == "weights")
        for widget in (self.fresh, self.seed):
            widget.setVisible(kind == "random")
        self.seed.setText(self.tr("seed {seed}").format(seed=self._seed))

    def _next_seed(self) -> None:
        self._seed += 1
        self._show_kind()
        self.changed.emit()

    def _take_ranges(self, on: bool) -> None:
        for box in self.spans:
            box.setEnabled(on)
        self.changed.emit()
