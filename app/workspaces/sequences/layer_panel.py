"""What the panels beside the pages have in common: a recurrent layer is chosen there, and often a value of its cell."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from app.i18n import translate
from app.plain import Label
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout
from engine.sequences import Cell


class LayerPanel(QWidget):
    """`chosen` when something else is to be shown. A subclass says what its rows are for, and fills the column."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.layer_box = Choice(8)
        self.about = Label(wordWrap=True)
        self.about.setProperty("look", "muted")
        self.form = FormLayout()
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        self.form.add(self.tr("Layer"), self.layer_box)
        self.layer_box.activated.connect(lambda _: self.chosen.emit())

    @property
    def layer(self) -> str:
        return self.layer_box.currentData() or ""

    def show_layers(self, layers: tuple[str, ...]) -> None:
        """The layers to choose from; what was chosen stays where it can. Silent."""
        self.layer_box.offer(((name, name) for name in layers), self.layer)

    def _fill(self, *parts: QWidget | QLayout | int) -> None:
        """The form, and below it widgets, rows, and so many pixels of room."""
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(self.form)
        for part in parts:
            if isinstance(part, int):
                column.addSpacing(part)
            elif isinstance(part, QLayout):
                column.addLayout(part)
            else:
                column.addWidget(part)
        column.addStretch(1)


class CellPanel(LayerPanel):
    """Of the layer a value is chosen too: a state, or a gate."""

    def __init__(self) -> None:
        super().__init__()
        self.value_box = Choice(8)
        self.value_box.activated.connect(lambda _: self.chosen.emit())

    @property
    def value(self) -> str:
        """The name of the value that is chosen."""
        return self.value_box.currentData() or "hidden"

    def show_cell(self, cell: Cell) -> None:
        """The values that the layer has. Silent."""
        self.value_box.offer(((f"{translate(value.title)} {value.symbol}", value.name) for value in cell.values),
                             self.value)
