"""Units and phrases: which units are on only in a phrase, and where else they are on together."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.canvas.life.scale import rounded
from app.document.document import Document
from app.numbers import grouped
from app.plain import Label, readable
from app.theme import theme_bus
from app.training.session import TrainingSession
from app.widgets.in_words import in_symbols
from app.widgets.signed_image import limit_of
from app.workspaces.sequences.phrase_panel import PhrasePanel
from app.workspaces.sequences.sequence_view import SequenceView
from app.workspaces.sequences.step_map import StepMap
from engine.example import Example
from engine.probes import Probe, Reading
from engine.probes.activations import Inner
from engine.probes.examples import OfPart
from engine.probes.matches import Matches
from engine.sequences import SequenceSubject
from engine.sequences.phrases import most_telling, on_only_there

SEARCHED, MOST_UNITS = 2_000, 8
NO_PHRASE = 0, 0
MARKS = "⟦", "⟧"


class PhraseView(SequenceView):
    """`span` are the steps of the phrase, at first that in which most units are on only there, `units` those units,
    `matches` the examples of the part of the example in hand in which the same are on together."""

    def __init__(self, document: Document, session: TrainingSession, panel: PhrasePanel) -> None:
        super().__init__(session)
        self._document, self.panel = document, panel
        self.span = NO_PHRASE
        self.units: tuple[int, ...] = ()
        self._shown: Reading | None = None
        self.map = StepMap(self.tr("The state at every step"), spans=True)
        self.list = QListWidget()
        self.list.setToolTip(self.tr("Double-click one to take that example in hand"))
        self.heading = Label()
        self.heading.setProperty("look", "heading")
        self._lay_out((self.map, 4), (self.heading, 0), (self.list, 3), spacing=8)
        self.map.spanned.connect(self._select)
        self.list.itemActivated.connect(self._take_in_hand)
        panel.chosen.connect(self._begin_anew)
        theme_bus.changed.connect(self._draw)
        self._follow()

    def arrays(self) -> dict[str, np.ndarray]:
        """The states of the example in hand (steps, units), the units, and what matches."""
        hidden = self._hidden()
        found = {} if hidden is None else {"hidden": hidden, "units": np.array(self.units), "span": np.array(self.span)}
        reading = self._reading(self._matches())
        return found | ({} if reading is None else dict(reading.arrays))

    # Asking

    def _probes(self) -> list[Probe]:
        if self.subject is None or not self.panel.layer:
            return []
        return [probe for probe in (Inner(self.panel.layer, "hidden", self._session.example_probe()), self._matches())
                if probe is not None]

    def _matches(self) -> Matches | None:
        if not self.units or not self.panel.layer:
            return None
        start, stop = self.span
        examples = OfPart(self._session.example.part, most=SEARCHED)
        return Matches(self.panel.layer, self.units[:MOST_UNITS], self.panel.threshold, stop - start, examples)

    def _hidden(self) -> np.ndarray | None:
        reading = self._reading(self._probes()[0]) if self._probes() else None
        return None if reading is None else reading.first[0]

    def _take_subject(self, subject: SequenceSubject) -> None:
        self.panel.show_layers(subject.layers)
        self.units, self.span = (), NO_PHRASE

    def _select(self, start: int, stop: int) -> None:
        self.span = start, stop
        self._draw()

    # Showing

    def _draw(self, *_: object) -> None:
        hidden = self._hidden()
        if hidden is None:
            return
        if self.span == NO_PHRASE:
            self.span = most_telling(hidden, self.panel.threshold)
        start, stop = min(self.span[0], len(hidden) - 1), min(self.span[1], len(hidden))
        units = on_only_there(hidden, start, stop, self.panel.threshold, all_else=self.panel.strict.isChecked())
        labels = self.subject.labels(self.panel.layer, self._raw())
        self.map.show_values(hidden, labels, max(1.0, rounded(limit_of(hidden))))
        touched = frozenset((step, unit) for unit in units for step in range(start, stop))
        self.map.mark(touched, (start, stop))
        if units != self.units:
            self.units = units
            self._ask()
        self._say(labels[start:stop])
        self._list()

    def _say(self, labels: tuple[str, ...]) -> None:
        phrase = ("" if all(len(label) == 1 for label in labels) else " ").join(labels)
        if not self.units:
            self.panel.units.setText(self.tr("No unit is on only in “{phrase}”: take another phrase, or a lower "
                                             "threshold.").format(phrase=phrase))
            return
        said = ", ".join(str(unit + 1) for unit in self.units)
        text = self.tr("On only in “{phrase}”: units {units}.").format(phrase=phrase, units=said)
        if len(self.units) > MOST_UNITS:
            text += " " + self.tr("The strongest {most} are looked for.").format(most=MOST_UNITS)
        self.panel.units.setText(text)

    def _list(self) -> None:
        reading = self._reading(self._matches())
        if reading is None:
            self.heading.setText(self.tr("Where else?"))
            self.list.clear()
            self._shown = None
            return
        if reading is self._shown:
            return
        self._shown = reading
        self.heading.setText(self.tr("Where else? {found} of {searched} examples").format(
            found=grouped(int(reading["found"])), searched=grouped(int(reading["searched"]))))
        part, data = self._session.example.part, self.subject.data
        with QSignalBlocker(self.list):
            self.list.clear()
            for place, (start, stop) in zip(reading["places"].tolist(), reading["spans"].tolist(), strict=True):
                item = QListWidgetItem(readable(self._row(getattr(data, part).raw[place], start, stop)))
                item.setData(Qt.ItemDataRole.UserRole, (place, start, stop))
                self.list.addItem(item)

    def _row(self, raw: np.ndarray, start: int, stop: int) -> str:
        """An example with its span in brackets; steps where there are no symbols."""
        data = self.subject.data
        if not data.symbols or len(raw) != len(self.map.values):
            return self.tr("steps {first} to {last}").format(first=start + 1, last=stop)
        before, inside, after = (in_symbols(np.asarray(raw[piece]), data)
                                 for piece in (slice(start), slice(start, stop), slice(stop, None)))
        return f"{before}{MARKS[0]}{inside}{MARKS[1]}{after}"

    def _take_in_hand(self, item: QListWidgetItem) -> None:
        place, start, stop = item.data(Qt.ItemDataRole.UserRole)
        self.span = start, stop
        self._document.set_example(Example(self._session.example.part, place))
        self._document.end_gesture()
