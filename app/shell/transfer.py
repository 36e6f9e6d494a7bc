"""Which layers take the weights of another network, and which of them are trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.i18n import translate, translate_error
from app.plain import Label, tooltip
from app.widgets.choice import Box, Choice
from engine.graph import Graph
from engine.quoting import shortened
from engine.transfer import PYTORCH_EPSILON, Donor, Match, match_layers, other_epsilons, shapes_text, unused

LEAVE, TAKE, FREEZE = "leave", "take", "freeze"
WIDTH, HEIGHT = 720, 320
MOST_LISTED = 400  # characters


class TransferDialog(QDialog):
    """The layers of both networks side by side, as far as they fit, and why the others do not. Where several of the
    other network fit, one is proposed and all can be chosen.

    `chosen` carries layer → donor, the layers that are to be frozen, and layer → settings that go with the weights.
    Raises TransferError when none of the `donors`, which the file called `name` holds, fits.
    """

    chosen = Signal(object, object, object)

    def __init__(self, name: str, donors: Sequence[Donor], graph: Graph, parent: QWidget | None = None) -> None:
        matches = match_layers(donors, graph)
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Take weights from “{file}”").format(file=name))
        self._graph, self._donors = graph, donors
        self._matches = {match.layer: match for match in matches if match.donor is not None}
        self.choices: dict[str, Box] = {}
        self.sources: dict[str, Choice] = {}

        what = Label(self.tr("Layers begin with what the other network has learned. A frozen one keeps it: only the "
                              "others are trained, as on top of a fixed feature extractor."), wordWrap=True)
        what.setProperty("look", "muted")
        rows = QWidget()
        self._grid = QGridLayout(rows)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)
        for column, title in enumerate((self.tr("Here"), self.tr("There"), self.tr("Weights"), self.tr("What to do"))):
            self._grid.addWidget(_label(title, "heading"), 0, column)
        for row, match in enumerate(matches, 1):
            self._add(row, match)
        self._grid.setRowStretch(len(matches) + 1, 1)
        area = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        area.setWidget(rows)
        area.setMinimumHeight(min(HEIGHT, rows.sizeHint().height() + 4))
        self.left, self.unsure = _label("", "muted", wrap=True), _label(self.tr(
            "Files of PyTorch do not say in which order the layers follow each other: where several fit, they are "
            "proposed in the order of their names. Look whether they are the right ones."), "muted", wrap=True)
        self.unsure.setVisible(bool(self.sources) and donors[0].channels_first)
        self.epsilon = QCheckBox(self.tr("Normalise with PyTorch's ε, 0.00001"), checked=True, toolTip=tooltip(self.tr(
            "Weights do not say what is added to the variance. PyTorch adds 0.00001 unless it is told to add something "
            "else; layers here add another number, and would give slightly other results")))
        self.epsilon.setVisible(bool(other_epsilons(graph, self._taken())))

        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(self.tr("Take weights"))
        last = QHBoxLayout()
        for choice, text, tip in (
                (TAKE, self.tr("Take all"), self.tr("All that fit begin with these weights and train on")),
                (FREEZE, self.tr("Freeze all"), self.tr("All that fit keep these weights while other layers learn"))):
            button = QPushButton(text, autoDefault=False, toolTip=tooltip(tip))
            button.setProperty("look", "quiet")
            button.clicked.connect(lambda _=False, choice=choice: self.choose_all(choice))
            last.addWidget(button)
        last.addStretch(1)
        last.addWidget(self.buttons)
        self.buttons.accepted.connect(self._finish)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(what)
        layout.addWidget(area, 1)
        for widget in (self.unsure, self.left, self.epsilon):
            layout.addWidget(widget)
        layout.addLayout(last)
        self.setMinimumWidth(WIDTH)
        self._check()
        next(iter(self.choices.values())).setFocus()

    def choose_all(self, choice: str) -> None:
        """"leave", "take" or "freeze" for every layer that fits."""
        for box in self.choices.values():
            box.setCurrentIndex(box.findData(choice))

    # Inside

    def _add(self, row: int, match: Match) -> None:
        self._grid.addWidget(_label(match.layer, "number"), row, 0)
        if match.donor is None:
            self._grid.addWidget(_label(translate_error(match.reason), "muted", wrap=True), row, 1, 1, 3)
            return
        kind = translate(self._graph.layer(match.layer).layer.title)
        weights = f"{kind} · {shapes_text(match.donor.shapes)}"
        if match.reordered:
            weights = self.tr("{weights} · put in order: PyTorch has channels first").format(weights=weights)
        self._grid.addWidget(self._source(match) if len(match.candidates) > 1 else _label(match.donor.name), row, 1)
        self._grid.addWidget(_label(weights, "muted", wrap=True), row, 2)
        box = Box()
        box.setAccessibleName(match.layer)
        box.setToolTip(tooltip(self.tr("What becomes of the weights of {layer}").format(layer=match.layer)))
        for choice, text, tip in (
            (TAKE, self.tr("Take"), self.tr("Begin with these weights and train them on")),
            (FREEZE, self.tr("Take and freeze"), self.tr("Keep these weights: training leaves them as they are")),
            (LEAVE, self.tr("Leave"), self.tr("Keep the weights that the layer has here")),
        ):
            box.addItem(text, choice)
            box.setItemData(box.count() - 1, tooltip(tip), Qt.ItemDataRole.ToolTipRole)
        box.currentIndexChanged.connect(self._check)
        self.choices[match.layer] = box
        self._grid.addWidget(box, row, 3)

    def _source(self, match: Match) -> Choice:
        """A box with all layers there that fit."""
        box = Choice()
        box.setAccessibleName(self.tr("Source of {layer}").format(layer=match.layer))
        box.setToolTip(tooltip(self.tr("Which layer there {layer} takes the weights of").format(layer=match.layer)))
        for donor in match.candidates:
            box.addItem(shortened(donor.name))
        box.setCurrentIndex(next(place for place, donor in enumerate(match.candidates) if donor is match.donor))
        box.currentIndexChanged.connect(lambda place: self._choose(match.layer, match.candidates[place]))
        self.sources[match.layer] = box
        return box

    def _choose(self, layer: str, donor: Donor) -> None:
        self._matches[layer] = replace(self._matches[layer], donor=donor)
        self._check()

    def _taken(self) -> dict[str, Donor]:
        return {name: self._matches[name].donor for name, box in self.choices.items() if box.currentData() != LEAVE}

    def _check(self) -> None:
        names = shortened(", ".join(donor.name for donor in unused(self._donors, self._matches.values())), MOST_LISTED)
        self.left.setText(self.tr("Nothing here can take the weights of {layers}.").format(layers=names))
        self.left.setVisible(bool(names))
        self._ok.setEnabled(any(box.currentData() != LEAVE for box in self.choices.values()))

    def _finish(self) -> None:
        taken = self._taken()
        settings = {name: {"epsilon": PYTORCH_EPSILON} for name in other_epsilons(self._graph, taken)
                    if self.epsilon.isChecked()}
        self.accept()
        self.chosen.emit(taken, frozenset(name for name, box in self.choices.items() if box.currentData() == FREEZE),
                         settings)


def _label(text: str, look: str = "", *, wrap: bool = False) -> Label:
    label = Label(text, wordWrap=wrap)
    if look:
        label.setProperty("look", look)
    return label
