"""What of the codes is shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout


class CodesPanel(QWidget):
    """`chosen` when something else is to be shown."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.layer_box = Choice(10)
        self.layer_box.setToolTip(tooltip(self.tr("The layer whose numbers are the code: all that the network knows "
                                                  "when it gives the inputs back has to pass it")))
        self.decoded = self._check(self.tr("What codes become"), self.tr(
            "Behind the dots, what the decoder makes of the codes there"), on=True)
        self.ellipses = self._check(self.tr("Rulers"), self.tr(
            "Ellipses: all steps from their middle to their rim change the decoded example equally much"))
        self.ways = self._check(self.tr("Ways"), self.tr(
            "From the example in hand to the code that was clicked: straight, and the way on which the decoded example "
            "changes least"), on=True)
        self.about = Label(wordWrap=True)
        self.about.setProperty("look", "muted")
        self.about.setText(self.tr("Click the map: the code there is decoded, and a way leads to it from the example "
                                   "in hand. With Shift, a click on a dot takes that example in hand.\n\nBetween "
                                   "examples of an autoencoder without noise nothing was ever learned; the rulers say "
                                   "how much a step on the map means, which the map alone does not."))
        form = FormLayout()
        form.add(self.tr("Code"), self.layer_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(form)
        for widget in (self.decoded, self.ellipses, self.ways, self.about):
            column.addWidget(widget)
        column.addStretch(1)
        self.layer_box.activated.connect(lambda _: self.chosen.emit())

    @property
    def layer(self) -> str:
        return self.layer_box.currentData() or ""

    def show_layers(self, layers: tuple[tuple[str, int], ...]) -> None:
        """The layers to choose from, each with how many numbers it gives; what was chosen stays where it can. Silent.
        """
        self.layer_box.offer(((self.tr("{layer} ({count})").format(layer=name, count=count), name)
                              for name, count in layers), self.layer)

    def _check(self, title: str, tip: str, *, on: bool = False) -> QCheckBox:
        box = QCheckBox(title, checked=on)
        box.setToolTip(tooltip(tip))
        box.toggled.connect(lambda _: self.chosen.emit())
        return box
