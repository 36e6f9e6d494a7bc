"""Above the drawing: at which scale the network is seen, and what its nodes are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from app.canvas.scales.view import LAYERS, NUMBERS, SCALES, VECTORS
from app.nomenclature import nomenclature
from app.plain import tooltip
from engine.naming import NEURONS, VALUES


class ScalesBar(QWidget):
    """`chosen(scale)` when a person wants another one of SCALES."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = LAYERS
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(2)
        self.scales = self._group(row, (
            (LAYERS, self.tr("Layers"), self.tr("The network as layers, to be drawn and changed")),
            (VECTORS, self.tr("Vectors"), self.tr("The same network as vectors and matrices with their shapes: W, b, Z "
                                                  "and A of each layer, drawn to proportion")),
            (NUMBERS, self.tr("Numbers"), self.tr("The same network as single numbers: units and weights"))),
            self._choose)
        row.addStretch(1)
        self.nodes = self._group(row, (
            (NEURONS, self.tr("Neurons"), self.tr("Neurons are nodes, synapses are edges")),
            (VALUES, self.tr("Values"), self.tr("Values are nodes, and layers, which are functions, are edges: X, A¹, "
                                                "A², Ŷ"))), nomenclature.choose)
        nomenclature.changed.connect(self._follow)
        self.show_scale(LAYERS)
        self._follow()

    def show_scale(self, scale: str) -> None:
        """Show which scale is seen."""
        self.scale = scale
        self.scales[scale].setChecked(True)

    def go(self, by: int) -> None:
        """To a finer scale, or to a coarser one; at either end nothing happens."""
        place = SCALES.index(self.scale) + by
        if 0 <= place < len(SCALES):
            self._choose(SCALES[place])

    def _group(self, row: QHBoxLayout, rows: tuple[tuple[str, str, str], ...],
               choose: Callable[[str], object]) -> dict[str, QToolButton]:
        group, found = QButtonGroup(self), {}
        for name, title, help in rows:
            button = found[name] = QToolButton(text=title, toolTip=tooltip(help), checkable=True, autoRaise=True)
            button.clicked.connect(lambda _=False, name=name: choose(name))
            group.addButton(button)
            row.addWidget(button)
        return found

    def _choose(self, scale: str) -> None:
        self.show_scale(scale)
        self.chosen.emit(scale)

    def _follow(self) -> None:
        self.nodes[nomenclature.choice].setChecked(True)
