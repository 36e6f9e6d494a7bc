"""Which recurrent layer is looked into, what of it, and at which step."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import translate
from app.plain import Label
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout
from app.widgets.player_button import PlayButton, PlayerButton
from app.widgets.signed_image import SignedLegend
from engine.sequences import Cell

PACE = 450
"""Milliseconds for a step while it plays."""


class RecurrencePanel(QWidget):
    """`chosen` when another layer or value is wanted; `moved(by)` for so many steps forwards."""

    chosen = Signal()
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.layer_box, self.value_box = Choice(8), Choice(8)
        self.layer_box.setToolTip(self.tr("The recurrent layer that is looked into"))
        self.value_box.setToolTip(self.tr("Which of its numbers the map shows: what it passes on, or the gates that "
                                          "decide about that"))
        self.first = PlayerButton("reset", self.tr("To the first step: as it begins, with nothing in its memory"),
                                  lambda: self.moved.emit(-10_000))
        self.back = PlayerButton("step-back", self.tr("A step back (Left)"), lambda: self.moved.emit(-1))
        self.play = PlayButton(self.tr("Play"), self.tr("Pause"), self.tr("Go through the steps one after the other"),
                               self.toggle)
        self.forward = PlayerButton("step", self.tr("A step forward (Right)"), lambda: self.moved.emit(1))
        self.legend = SignedLegend()
        self.place, self.sums, self.about = (Label(wordWrap=True) for _ in range(3))
        self.about.setProperty("look", "muted")
        self.about.setText(self.tr("The map is the layer laid out in time: a column for each step, a row for each "
                                   "unit. Click a place, or go with the arrow keys. The cell shows that unit at that "
                                   "step; all numbers are those of the network as it is now."))
        form = FormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.add(self.tr("Layer"), self.layer_box)
        form.add(self.tr("Shown"), self.value_box)
        buttons = QHBoxLayout()
        for button in (self.first, self.back, self.play, self.forward):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(self.legend)
        column.addLayout(buttons)
        column.addWidget(self.place)
        column.addWidget(self.sums)
        column.addSpacing(4)
        column.addWidget(self.about)
        column.addStretch(1)
        self._clock = QTimer(self, interval=PACE)
        self._clock.timeout.connect(lambda: self.moved.emit(1))
        for box in (self.layer_box, self.value_box):
            box.activated.connect(lambda _: self.chosen.emit())

    @property
    def layer(self) -> str:
        return self.layer_box.currentData() or ""

    @property
    def value(self) -> str:
        """The name of what the map shows."""
        return self.value_box.currentData() or "hidden"

    def show_layers(self, layers: tuple[str, ...]) -> None:
        """The layers to choose from; what was chosen stays where it can. Silent."""
        self.layer_box.offer(((name, name) for name in layers), self.layer)

    def show_cell(self, cell: Cell) -> None:
        """What there is to be seen in the layer. Silent."""
        self.value_box.offer(((f"{translate(value.title)} {value.symbol}", value.name) for value in cell.values),
                             self.value)

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
