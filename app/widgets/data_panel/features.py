"""Which derived features the network is given."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from app.plain import tooltip
from engine.data import FEATURES

PLAIN = ("x1", "x2")
"""What an empty choice means: the inputs as they are."""


class FeatureBoxes(QWidget):
    """One box per feature; `changed(names)` after a click. The last one stays checked: a network needs an input."""

    changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.boxes: dict[str, QCheckBox] = {}
        helps = {
            "x1": self.tr("The first coordinate."), "x2": self.tr("The second coordinate."),
            "x1^2": self.tr("Its square: circles become straight lines."),
            "x2^2": self.tr("Its square: circles become straight lines."),
            "x1x2": self.tr("The product: opposite quadrants become one."),
            "sin(x1)": self.tr("A wave along the first coordinate: for spirals and stripes."),
            "sin(x2)": self.tr("A wave along the second coordinate: for spirals and stripes."),
        }
        for place, (name, feature) in enumerate(FEATURES.items()):
            box = QCheckBox(feature.title, toolTip=tooltip(helps.get(name, "")))
            box.clicked.connect(lambda checked, name=name: self._clicked(name, checked))
            self.boxes[name] = box
            layout.addWidget(box, place // 3, place % 3)

    def set_features(self, names: tuple[str, ...]) -> None:
        """Check these, silently."""
        for name, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(name in (names or PLAIN))

    def _clicked(self, name: str, checked: bool) -> None:
        chosen = tuple(each for each, box in self.boxes.items() if box.isChecked())
        if not chosen:
            self.boxes[name].setChecked(True)
            return
        self.changed.emit(() if chosen == PLAIN else chosen)
