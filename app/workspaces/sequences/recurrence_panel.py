"""Which recurrent layer is looked into, what of it, and at which step."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.i18n import translate
from app.plain import Label, tooltip
from app.widgets.player_button import PlayButton, PlayerButton
from app.widgets.signed_image import SignedLegend
from app.workspaces.sequences.layer_panel import CellPanel
from engine.sequences import Cell

BACKWARDS = "slope"
"""What is shown where it is no value of the cell: what comes back through time."""
PACE = 450
"""Milliseconds for a step while it plays."""


class RecurrencePanel(CellPanel):
    """`moved(by)` for so many steps forwards."""

    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.layer_box.setToolTip(self.tr("The recurrent layer that is looked into"))
        self.value_box.setToolTip(tooltip(self.tr(
            "Which of its numbers the map shows: what it passes on, or the gates that decide about that; or the "
            "slope of the loss by each state, which comes back through time")))
        self.first = PlayerButton("reset", self.tr("To the first step: as it begins, with nothing in its memory"),
                                  lambda: self.moved.emit(-10_000))
        self.back = PlayerButton("step-back", self.tr("A step back (Left)"), lambda: self.moved.emit(-1))
        self.play = PlayButton(self.tr("Play"), self.tr("Pause"), self.tr("Go through the steps one after the other"),
                               self.toggle)
        self.forward = PlayerButton("step", self.tr("A step forward (Right)"), lambda: self.moved.emit(1))
        self.legend = SignedLegend()
        self.place, self.sums = Label(wordWrap=True), Label(wordWrap=True)
        self.about.setText(self.tr("The map is the layer laid out in time: a column for each step, a row for each "
                                   "unit. Click a place, or go with the arrow keys. The cell shows that unit at that "
                                   "step; all numbers are those of the network as it is now."))
        self.form.add(self.tr("Shown"), self.value_box)
        buttons = QHBoxLayout()
        for button in (self.first, self.back, self.play, self.forward):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._fill(self.legend, buttons, self.place, self.sums, 4, self.about)
        self._clock = QTimer(self, interval=PACE)
        self._clock.timeout.connect(lambda: self.moved.emit(1))

    def show_cell(self, cell: Cell) -> None:
        """The values that the layer has, and what comes back to its states. Silent."""
        self.value_box.offer([*((f"{translate(value.title)} {value.symbol}", value.name) for value in cell.values),
                              (self.tr("What comes back: ∂loss/∂hₜ"), BACKWARDS)], self.value)

    def toggle(self) -> None:
        """Play, or pause."""
        self.show_playing(not self._clock.isActive())

    def show_playing(self, playing: bool) -> None:
        if playing:
            self._clock.start()
        else:
            self._clock.stop()
        self.play.show_playing(playing)

    def hideEvent(self, event) -> None:
        self.show_playing(False)
        super().hideEvent(event)
