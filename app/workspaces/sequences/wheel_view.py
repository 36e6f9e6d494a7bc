"""Take the wheel: two runs of one network, the second with numbers that a person has overwritten."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.canvas.life.scale import rounded
from app.i18n import translate
from app.numbers import number
from app.plain import Label, MarkupLabel, markup
from app.theme import current, theme_bus
from app.training.session import TrainingSession
from app.widgets.chance_bars import ChanceBars
from app.widgets.in_words import target_in_words
from app.widgets.signed_image import SignedLegend, limit_of
from app.workspaces.sequences.sequence_view import SequenceView
from app.workspaces.sequences.step_map import StepMap
from app.workspaces.sequences.wheel_panel import WheelPanel
from engine.probes import Given, Probe
from engine.probes.activations import Inner
from engine.probes.futures import Wheel
from engine.probes.predictions import Predictions
from engine.probes.steering import Steered, Touch
from engine.sequences import SequenceSubject
from engine.sequences.writing import spelled

KEY, LONG = "second run", 60
BINARY = 2


class WheelView(SequenceView):
    """`changes` in the order in which they were made: touches of a unit, or (step, place in the alphabet)."""

    def __init__(self, session: TrainingSession, panel: WheelPanel) -> None:
        super().__init__(session)
        self.panel = panel
        self.changes: list[Touch | tuple[int, int]] = []
        self._layer = ""
        self.first, self.second = StepMap(self.tr("Untouched")), StepMap(self.tr("With your changes"))
        self.legend = SignedLegend()
        self.bars = ChanceBars(10, (self.tr("untouched"), self.tr("changed")))
        self.said, self.texts = Label(wordWrap=True), (MarkupLabel(wordWrap=True), MarkupLabel(wordWrap=True))
        left, right, whole = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for place, (title, step_map) in enumerate(((self.tr("Untouched"), self.first),
                                                   (self.tr("With your changes"), self.second))):
            heading = Label(title)
            heading.setProperty("look", "heading")
            left.addWidget(heading)
            left.addWidget(step_map, 1)
            left.addWidget(self.texts[place])
        left.addWidget(self.legend)
        heading = Label(self.tr("What the network says"))
        heading.setProperty("look", "heading")
        for widget, share in ((heading, 0), (self.said, 0), (self.bars, 1)):
            right.addWidget(widget, share)
        right.addStretch()
        whole.setSpacing(18)
        whole.addLayout(left, 3)
        whole.addLayout(right, 1)
        self._lay_out((whole, 1))
        for step_map, other in ((self.first, self.second), (self.second, self.first)):
            step_map.chosen.connect(lambda step, unit, other=other: self._mark(other, step, unit))
        panel.chosen.connect(self._choose)
        panel.steered.connect(self._steer)
        panel.swapped.connect(self._swap)
        panel.taken_back.connect(lambda: self._change(self.changes[:-1]))
        panel.cleared.connect(lambda: self._change([]))
        session.data_loaded.connect(self._hand_over)
        theme_bus.changed.connect(self._draw)
        self._follow()

    @property
    def touches(self) -> tuple[Touch, ...]:
        """The numbers that are overwritten: of one place the newest."""
        touches = (change for change in self.changes if isinstance(change, Touch))
        return tuple({touch[:3]: touch for touch in touches}.values())

    @property
    def swaps(self) -> dict[int, int]:
        """The symbols that are changed, by step."""
        return {change[0]: change[1] for change in self.changes if not isinstance(change, Touch)}

    def arrays(self) -> dict[str, np.ndarray]:
        """The states of both runs (steps, units), and what each goes on to write."""
        found = {}
        for name, probe in self._named().items():
            reading = self._reading(probe)
            if reading is not None:
                found |= {f"{name}/{key}": array for key, array in reading.arrays.items()}
        return found

    # Asking

    def _named(self) -> dict[str, Probe]:
        layer = self.panel.layer
        if self.subject is None or not layer:
            return {}
        here = self._session.example_probe()
        there = Given(KEY) if self.swaps else here
        asked: dict[str, Probe] = {
            "untouched": Inner(layer, self.panel.value, here), "said": Predictions(self.subject.head, here),
            "changed": Steered(layer, self.touches, there)}
        if self.subject.writes:
            before, after = (tuple(row.astype(int).tolist()) for row in (self._raw(), self._changed()))
            asked["written"] = Wheel(self.subject.head, layer, before, after, self.touches, LONG)
        return asked

    def _probes(self) -> list[Probe]:
        return list(self._named().values())

    def _changed(self) -> np.ndarray:
        """The example in hand with the symbols that were changed."""
        raw = self._raw().copy()
        for step, place in self.swaps.items():
            raw[step] = place
        return raw

    def _hand_over(self, *_: object) -> None:
        if self.subject is not None and self.swaps and self._session.data is not None:
            self._session.give(KEY, self._changed()[None])

    def _take_subject(self, subject: SequenceSubject) -> None:
        self.changes = []
        self.panel.show_layers(subject.layers)
        self._layer = self.panel.layer
        if subject.layers:
            self.panel.show_cell(subject.cell(self.panel.layer))

    def _begin_anew(self) -> None:
        """The example in hand is another: changes of numbers stay, those of symbols were of the one before."""
        self.changes = [change for change in self.changes if isinstance(change, Touch)]
        super()._begin_anew()

    def _choose(self) -> None:
        """Another value, or another layer, which has other units."""
        if self.panel.layer != self._layer:
            self._layer = self.panel.layer
            self.changes = [change for change in self.changes if not isinstance(change, Touch)]
        self.panel.show_cell(self.subject.cell(self.panel.layer))
        self._change(self.changes)

    def _steer(self, value: float) -> None:
        step, unit = self.second.at
        touch = Touch(self.panel.value, step, unit, value)
        rest = self.changes
        if rest and isinstance(rest[-1], Touch) and rest[-1][:3] == touch[:3]:
            rest = rest[:-1]
        self._change([*rest, touch])

    def _swap(self, place: int) -> None:
        self._change([*self.changes, (self.second.at[0], place)])

    def _change(self, changes: list[Touch | tuple[int, int]]) -> None:
        self.changes = list(changes)
        self._hand_over()
        self._ask()
        self._draw()

    # Showing

    def _mark(self, other: StepMap, step: int, unit: int) -> None:
        other.go_to(step, unit)
        self._show_place()

    def _draw(self, *_: object) -> None:
        readings = {name: self._reading(probe) for name, probe in self._named().items()}
        if readings.get("untouched") is None:
            return
        values, layer = readings["untouched"].first[0], self.panel.layer
        after = readings["changed"][self.panel.value][0] if readings["changed"] is not None else self.second.values
        limit = max(1.0, rounded(limit_of(values, after)))
        labels = self.subject.labels(layer, self._raw())
        self.first.show_values(values, labels, limit)
        if readings["changed"] is not None:
            self.second.show_values(after, self.subject.labels(layer, self._changed()), limit)
        shown = self.subject.cell(layer).value(self.panel.value)
        self.second.mark(frozenset((touch.step, touch.unit) for touch in self.touches if touch.name == shown.name))
        self.legend.show_scale(limit, f"{translate(shown.title)} {shown.symbol}")
        self._show_place()
        self._show_said(readings)
        self._show_written(readings)

    def _show_place(self) -> None:
        if not self.second.values.size:
            return
        step, unit = self.second.at
        cell = self.subject.cell(self.panel.layer).value(self.panel.value)
        value, limit = float(self.second.values[step, unit]), self.second.limit
        self.panel.place.setText(self.tr("{value}, unit {unit}, step {step}").format(
            value=f"{translate(cell.title)} {cell.symbol}", unit=unit + 1, step=step + 1))
        self.panel.show_number(value, 0.0 if cell.is_gate else -limit, 1.0 if cell.is_gate else limit)
        has_symbols = bool(self.subject.data.symbols) and len(self._raw()) == len(self.second.values)
        self.panel.show_symbols(self.subject.data.symbols, int(self._changed()[step]) if has_symbols else None)
        for button in (self.panel.back, self.panel.clear):
            button.setEnabled(bool(self.changes))
        self.panel.list.setText("\n".join(self._in_words(change) for change in self.changes[-6:]))

    def _in_words(self, change: Touch | tuple[int, int]) -> str:
        if isinstance(change, Touch):
            cell = self.subject.cell(self.panel.layer).value(change.name)
            return self.tr("{symbol} of unit {unit} at step {step}: {value}").format(
                symbol=cell.symbol, unit=change.unit + 1, step=change.step + 1, value=number(change.value))
        return self.tr("Symbol at step {step}: “{symbol}”").format(
            step=change[0] + 1, symbol=self.subject.data.symbols[change[1]])

    def _show_said(self, readings: dict) -> None:
        data, said, changed = self.subject.data, readings["said"], readings["changed"]
        if said is None or changed is None:
            return
        before, after = said.first[0], changed[f"predictions/{self.subject.head}"][0]
        many = len(data.class_names) > BINARY and before.shape == (len(data.class_names),)
        self.bars.setVisible(many)
        if many:
            self.bars.show_chances(data.class_names, after, None, before)
        is_row = data.task == "sequence"
        self.said.setVisible(not many and (before.ndim == 1 or is_row))
        if not many and (before.ndim == 1 or is_row):
            words = [f"{row[0]:.1%}" if data.class_names and not is_row else target_in_words(row, data)
                     for row in (before, after)]
            self.said.setText("\n".join((self.tr("Untouched: {value}").format(value=words[0]),
                                         self.tr("Changed: {value}").format(value=words[1]))))

    def _show_written(self, readings: dict) -> None:
        reading = readings.get("written")
        for place, label in enumerate(self.texts):
            label.setVisible(self.subject.writes)
            if reading is not None:
                raw = (self._raw(), self._changed())[place]
                label.setText(markup('<span style="color:{muted}">{read}</span>{written}', muted=current().muted,
                                     read=spelled(raw, self.subject.data.symbols),
                                     written=spelled(reading["symbols"][place], self.subject.data.symbols)))
