"""Which layers take the weights of another network, and which of them are trained on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
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
from app.widgets.choice import Box
from engine.graph import Graph
from engine.quoting import shortened
from engine.transfer import Donor, Match, match_layers, shapes_text, unused

LEAVE, TAKE, FREEZE = "leave", "take", "freeze"
WIDTH, HEIGHT = 640, 300
MOST_LISTED = 400  # characters


class TransferDialog(QDialog):
    """The layers of both networks side by side, as far as they fit, and why the others do not.

    `chosen` carries layer → donor and the layers that are to be frozen. Raises TransferError when none of the `donors`,
    which the file called `name` holds, fits.
    """

    chosen = Signal(object, object)

    def __init__(self, name: str, donors: Sequence[Donor], graph: Graph, parent: QWidget | None = None) -> None:
        matches = match_layers(donors, graph)
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Take weights from “{file}”").format(file=name))
        self._graph = graph
        self._fitting = {match.layer: match.donor for match in matches if match.donor is not None}
        self.choices: dict[str, Box] = {}

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
        self.left = _label(self._left_text([donor.name for donor in unused(donors, matches)]), "muted", wrap=True)
        self.left.setVisible(bool(self.left.text()))

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
        layout.addWidget(self.left)
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
        self._grid.addWidget(_label(match.donor.name), row, 1)
        self._grid.addWidget(_label(f"{kind} · {shapes_text(match.donor.shapes)}", "muted", wrap=True), row, 2)
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

    def _left_text(self, names: Iterable[str]) -> str:
        listed = shortened(", ".join(names), MOST_LISTED)
        return self.tr("Nothing here can take the weights of {layers}.").format(layers=listed) if listed else ""

    def _check(self) -> None:
        self._ok.setEnabled(any(box.currentData() != LEAVE for box in self.choices.values()))

    def _finish(self) -> None:
        made = {name: box.currentData() for name, box in self.choices.items()}
        taken = {name: self._fitting[name] for name, choice in made.items() if choice != LEAVE}
        self.accept()
        self.chosen.emit(taken, frozenset(name for name, choice in made.items() if choice == FREEZE))


def _label(text: str, look: str = "", *, wrap: bool = False) -> Label:
    label = Label(text, wordWrap=wrap)
    if look:
        label.setProperty("look", look)
    return label
