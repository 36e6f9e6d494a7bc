"""What is read, how much chance there is in what follows, and what is asked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSlider, QVBoxLayout, QWidget

from app.numbers import number
from app.plain import Label, tooltip
from app.workspaces.sequences.prefix_box import PrefixBox

HOTTEST, TICK = 2.0, 0.05


class WritingPanel(QWidget):
    """`chosen` for another temperature, or other draws."""

    chosen = Signal()

    def __init__(self, prefix: PrefixBox) -> None:
        super().__init__()
        self.prefix, self.seed = prefix, 0
        self.heat, self.slider = Label(), QSlider(Qt.Orientation.Horizontal, minimum=0, maximum=round(HOTTEST / TICK))
        self.slider.setValue(round(0.8 / TICK))
        self.slider.setToolTip(tooltip(self.tr(
            "The temperature T: probabilities become p^(1/T). At 0 the likeliest symbol comes each time, at 1 they "
            "are those of the network, above that what is unlikely comes more often. The random numbers stay the "
            "same.")))
        self.slider.setAccessibleName(self.tr("Temperature"))
        self.again = QPushButton(self.tr("Other draws"))
        self.again.setToolTip(self.tr("The next seed: the same probabilities, other random numbers"))
        self.about = Label(wordWrap=True)
        self.about.setProperty("look", "muted")
        self.about.setText(self.tr(
            "The network says how likely each symbol is; one is drawn, and read as if it had been there. While it is "
            "trained it is always told what really came, so its loss says little about how long such a text holds "
            "together. Bands of the tree are as high as their exact probability; point at one for how many of the "
            "futures went there."))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        for widget in (prefix, self.heat, self.slider, self.again, self.about):
            column.addWidget(widget)
        column.addStretch(1)
        self.slider.valueChanged.connect(self._heat)
        self.again.clicked.connect(lambda _=False: self._next_seed())
        self._say()

    @property
    def temperature(self) -> float:
        return round(self.slider.value() * TICK, 4)

    def _heat(self, _: int) -> None:
        self._say()
        self.chosen.emit()

    def _say(self) -> None:
        self.heat.setText(self.tr("Temperature {value}").format(value=number(self.temperature)))

    def _next_seed(self) -> None:
        self.seed += 1
        self.chosen.emit()
