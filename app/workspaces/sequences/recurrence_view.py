"""Recurrence: a recurrent layer unrolled over the example in hand, and the cell of a unit with its numbers."""

from __future__ import annotations

import numpy as np

from app.canvas.life.scale import rounded
from app.i18n import translate
from app.numbers import number
from app.plain import Label
from app.theme import theme_bus
from app.training.session import TrainingSession
from app.widgets.signed_image import limit_of
from app.workspaces.sequences.cell_picture import CellPicture
from app.workspaces.sequences.recurrence_panel import BACKWARDS, RecurrencePanel
from app.workspaces.sequences.sequence_view import SequenceView
from app.workspaces.sequences.step_map import StepMap
from engine.probes import Probe
from engine.probes.activations import Inner
from engine.probes.memory import StateSlopes
from engine.sequences import SequenceSubject
from engine.sequences.cells import BEFORE


class RecurrenceView(SequenceView):
    """A map of one value at all steps and units; a click asks for a unit at a step."""

    def __init__(self, session: TrainingSession, panel: RecurrencePanel) -> None:
        super().__init__(session)
        self.panel = panel
        self.map = StepMap(self.tr("The layer at every step"))
        self.picture = CellPicture()
        self.heading = Label()
        self.heading.setProperty("look", "heading")
        self._lay_out((self.map, 5), (self.heading, 0), (self.picture, 4), spacing=8)
        self.map.chosen.connect(lambda step, unit: self._draw())
        panel.chosen.connect(self._choose)
        panel.moved.connect(self._move)
        theme_bus.changed.connect(self._draw)
        self._follow()

    def arrays(self) -> dict[str, np.ndarray]:
        """All states and gates (steps, units) of the example in hand, and the loss's slope by its states."""
        values, slopes = self._values(), self._slopes()
        return values if not values or slopes is None else {**values, BACKWARDS: slopes}

    # Asking

    def _probes(self) -> list[Probe]:
        layer = self.panel.layer
        if self.subject is None or not layer:
            return []
        return [*(self._probe(value.name) for value in self.subject.cell(layer).values), self._back()]

    def _back(self) -> StateSlopes:
        return StateSlopes(self.panel.layer, self._session.example_probe())

    def _slopes(self) -> np.ndarray | None:
        """(steps, units) ∂loss/∂hₜ; None until it is there, and where an example made by hand has no target."""
        reading = self._reading(self._back())
        return None if reading is None else reading.first[0]

    def _probe(self, name: str) -> Inner:
        return Inner(self.panel.layer, name, self._session.example_probe())

    def _values(self) -> dict[str, np.ndarray]:
        """By name (steps, units); nothing until all are there."""
        if self.subject is None or not self.panel.layer:
            return {}
        names = [value.name for value in self.subject.cell(self.panel.layer).values]
        readings = {name: self._reading(self._probe(name)) for name in names}
        if any(reading is None for reading in readings.values()):
            return {}
        return {name: reading.first[0] for name, reading in readings.items()}

    def _take_subject(self, subject: SequenceSubject) -> None:
        self.panel.show_layers(subject.layers)
        self._offer()

    def _choose(self) -> None:
        self._offer()
        self._begin_anew()

    def _offer(self) -> None:
        if self.subject is not None and self.panel.layer:
            self.panel.show_cell(self.subject.cell(self.panel.layer))

    # Showing

    def _move(self, by: int) -> None:
        step, unit = self.map.at
        last = len(self.map.values) - 1
        if step + by > last:
            self.panel.show_playing(False)
        self.map.go_to(step + by, unit)
        self._draw()

    def _draw(self, *_: object) -> None:
        values = self._values()
        if not values:
            return
        layer, shown, slopes = self.panel.layer, self.panel.value, self._slopes()
        cell = self.subject.cell(layer)
        limit = self._limit(values)
        labels = self.subject.labels(layer, self._raw())
        if shown == BACKWARDS:
            seen = np.zeros_like(values["hidden"]) if slopes is None else slopes
            scale, title = rounded(limit_of(seen)) or 1.0, self.tr("∂loss/∂hₜ")
        else:
            value = cell.value(shown)
            seen, scale, title = values[shown], limit, f"{translate(value.title)} {value.symbol}"
        self.map.show_values(seen, labels, scale)
        self.panel.legend.show_scale(scale, title)
        step, unit = self.map.at
        numbers = {name: float(array[step, unit]) for name, array in values.items()}
        for name in cell.states:
            numbers[f"{BEFORE}{name}"] = float(values[name][step - 1, unit]) if step else 0.0
        self.picture.show_cell(cell.kind, numbers, self._entering(step), limit)
        self.heading.setText(self.tr("Unit {unit} of {layer} at step {step}").format(
            unit=unit + 1, layer=layer, step=step + 1))
        lines = [f"{translate(value.title)} {value.symbol} = {number(numbers[value.name])}" for value in cell.values]
        if slopes is not None:
            lines.append(f"{self.tr('∂loss/∂hₜ')} = {number(float(slopes[step, unit]))}")
        self.panel.place.setText("\n".join(lines))
        self.panel.sums.setText("\n".join(cell.arithmetic(numbers, lambda value: number(float(f"{value:.3g}")))))

    def _entering(self, step: int) -> str:
        """What is read at a step, in few letters."""
        read = self.subject.read_by(self.panel.layer, self._raw())
        if read is None or read.shape[1] > 1:
            return self.tr("{count} numbers").format(count=self.subject.width(self.panel.layer))
        return f"“{self.map.labels[step]}”" if self.subject.data.symbols else number(float(read[step, 0]))

    @staticmethod
    def _limit(values: dict[str, np.ndarray]) -> float:
        """One scale for all that stands in the cell: gates go up to 1."""
        return max(1.0, rounded(limit_of(*values.values())))
