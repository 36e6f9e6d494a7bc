"""A phrase, and which units are on only there: of which layer, from which threshold on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSlider, QVBoxLayout, QWidget

from app.numbers import number
from app.plain import Label
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout

FINE = 100


class PhrasePanel(QWidget):
    """`chosen` when another layer, threshold or rule is wanted."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.layer_box = Choice(8)
        self.layer_box.setToolTip(self.tr("The recurrent layer whose units are looked at"))
        self.heading = Label()
        self.slider = QSlider(Qt.Orientation.Horizontal, minimum=1, maximum=FINE)
        self.slider.setValue(40)
        self.slider.setAccessibleName(self.tr("Threshold"))
        self.slider.setToolTip(self.tr("A unit is on where its state is at least this far from zero"))
        self.strict = QCheckBox(self.tr("Off in all the rest"))
        self.strict.setToolTip(self.tr("On: a unit has to be off at every other step. Off: only at the step before the "
                                       "phrase and the one behind it."))
        self.units, self.about = Label(wordWrap=True), Label(wordWrap=True)
        self.about.setProperty("look", "muted")
        self.about.setText(self.tr(
            "Drag over the steps of a phrase. The units that are on in all of it and off beside it are marked, and "
            "looked for in other examples: where are the same ones on together for as long? What such places have in "
            "common is for you to see; that units are on does not say that the network uses them."))
        form = FormLayout()
        form.setHorizontalSpacing(12)
        form.add(self.tr("Layer"), self.layer_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(form)
        for widget in (self.heading, self.slider, self.strict, self.units, self.about):
            column.addWidget(widget)
        column.addStretch(1)
        self.layer_box.activated.connect(lambda _: self.chosen.emit())
        self.slider.valueChanged.connect(self._choose)
        self.strict.toggled.connect(lambda _: self.chosen.emit())
        self._say()

    @property
    def layer(self) -> str:
        return self.layer_box.currentData() or ""

    @property
    def threshold(self) -> float:
        return self.slider.value() / FINE

    def show_layers(self, layers: tuple[str, ...]) -> None:
        """The layers to choose from; what was chosen stays where it can. Silent."""
        self.layer_box.offer(((name, name) for name in layers), self.layer)

    def _choose(self, _: int) -> None:
        self._say()
        self.chosen.emit()

    def _say(self) -> None:
        self.heading.setText(self.tr("On from |h| ≥ {value}").format(value=number(self.threshold)))
