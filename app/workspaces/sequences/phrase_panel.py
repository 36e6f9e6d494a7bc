"""A phrase, and which units are on only there: of which layer, from which threshold on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSlider

from app.numbers import number
from app.plain import Label
from app.workspaces.sequences.layer_panel import LayerPanel

FINE = 100


class PhrasePanel(LayerPanel):
    """`chosen` for another threshold or rule too."""

    def __init__(self) -> None:
        super().__init__()
        self.layer_box.setToolTip(self.tr("The recurrent layer whose units are looked at"))
        self.heading = Label()
        self.slider = QSlider(Qt.Orientation.Horizontal, minimum=1, maximum=FINE)
        self.slider.setValue(40)
        self.slider.setAccessibleName(self.tr("Threshold"))
        self.slider.setToolTip(self.tr("A unit is on where its state is at least this far from zero"))
        self.strict = QCheckBox(self.tr("Off in all the rest"))
        self.strict.setToolTip(self.tr("On: a unit has to be off at every other step. Off: only at the step before the "
                                       "phrase and the one behind it."))
        self.units = Label(wordWrap=True)
        self.about.setText(self.tr(
            "Drag over the steps of a phrase. The units that are on in all of it and off beside it are marked, and "
            "looked for in other examples: where are the same ones on together for as long? What such places have in "
            "common is for you to see; that units are on does not say that the network uses them."))
        self._fill(self.heading, self.slider, self.strict, self.units, self.about)
        self.slider.valueChanged.connect(self._choose)
        self.strict.toggled.connect(lambda _: self.chosen.emit())
        self._say()

    @property
    def threshold(self) -> float:
        return self.slider.value() / FINE

    def _choose(self, _: int) -> None:
        self._say()
        self.chosen.emit()

    def _say(self) -> None:
        self.heading.setText(self.tr("On from |h| ≥ {value}").format(value=number(self.threshold)))
