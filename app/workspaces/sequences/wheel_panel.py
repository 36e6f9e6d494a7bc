"""Take the wheel: which number is overwritten, and by what."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider

from app.numbers import number
from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.workspaces.sequences.layer_panel import CellPanel

FINE = 100


class WheelPanel(CellPanel):
    """`steered(number)` while the person puts another number in the place that is
    marked, `swapped(place)` for another symbol at that step, `taken_back` and `cleared`."""

    steered = Signal(float)
    swapped = Signal(int)
    taken_back = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.symbol_box = Choice(4)
        self.layer_box.setToolTip(self.tr("The recurrent layer that is steered"))
        self.value_box.setToolTip(self.tr("What of it is overwritten: a state, or a gate"))
        self.symbol_box.setToolTip(self.tr("Another symbol at the step that is marked, in the second run alone"))
        self.place, self.number = Label(wordWrap=True), Label()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Number"))
        self.slider.setToolTip(tooltip(self.tr(
            "The number that stands there in the second run, whatever the network makes of it; all that comes later "
            "follows from it")))
        self.back, self.clear = QPushButton(self.tr("Take back")), QPushButton(self.tr("Let go"))
        self.back.setToolTip(self.tr("Take back the newest change"))
        self.clear.setToolTip(self.tr("Take back all changes: both runs are alike again"))
        self.list = Label(wordWrap=True)
        self.about.setText(self.tr(
            "Click a place of the second map and drag the number. The first run goes on untouched, with the same "
            "weights; both take the likeliest symbol each time, so all that differs comes of what you changed."))
        self.form.add(self.tr("Overwrite"), self.value_box)
        self.symbol_label = self.form.add(self.tr("Symbol"), self.symbol_box)
        row = QHBoxLayout()
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back, 1)
        buttons.addWidget(self.clear, 1)
        self._fill(self.place, row, buttons, self.list, self.about)
        self.symbol_box.activated.connect(lambda _: self.swapped.emit(self.symbol_box.currentData()))
        self.slider.valueChanged.connect(self._steer)
        self.back.clicked.connect(lambda _=False: self.taken_back.emit())
        self.clear.clicked.connect(lambda _=False: self.cleared.emit())

    def show_symbols(self, symbols: tuple[str, ...], at: int | None) -> None:
        """The alphabet, and what stands at the step that is marked; no box where there is none. Silent."""
        self.symbol_box.setVisible(at is not None)
        self.symbol_label.setVisible(at is not None)
        if at is not None:
            self.symbol_box.offer(((symbol, place) for place, symbol in enumerate(symbols)), at)

    def show_number(self, value: float, low: float, high: float) -> None:
        """What stands at the place that is marked, between two ends. Silent."""
        with QSignalBlocker(self.slider):
            self.slider.setRange(round(low * FINE), round(high * FINE))
            self.slider.setValue(round(value * FINE))
        self.number.setText(number(float(f"{value:.3g}")))

    def _steer(self, position: int) -> None:
        self.number.setText(number(position / FINE))
        self.steered.emit(position / FINE)
