"""What is known of a unit besides its sum: where it really looks, who excites it, and what it is worth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.numbers import number
from app.plain import Label, tooltip
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.mosaic_view import MosaicView
from app.widgets.picture_view import short
from app.widgets.tile import Tile
from app.workspaces.convolution.network_panel import Unit
from app.workspaces.example_picture import ExamplePicture
from engine.probes import Probe, Reading
from engine.probes.effective_field import EffectiveField
from engine.probes.lesions import Lesions
from engine.probes.strongest import StrongestExamples
from engine.vision import receptive_field

HEIGHT, SHOWN = 132, 6


class UnitFacts(QWidget):
    """Hidden while no unit is chosen. Asked when the training rests, since all of it is about many examples.
    `example_chosen(place)` when the person wants one of the training examples in hand."""

    example_chosen = Signal(int)

    def __init__(self, session: TrainingSession) -> None:
        super().__init__()
        self._session = session
        self._unit: Unit | None = None
        self._snapshot: Snapshot | None = None
        self.field = Tile(self.tr("Effective receptive field"), self.tr(
            "The mean of |∂unit/∂pixel| over training examples, within the frame of what the unit can see at all: it "
            "looks at the middle more than at the rim"), small=True)
        self.strongest, self.weakest = _Row(self.tr("Strongest examples"), self.tr(
            "The training examples in which this filter answers most, at its largest place. Click one to take it in "
            "hand")), _Row(self.tr("Weakest examples"), self.tr(
                "The training examples in which this filter answers least. Click one to take it in hand"))
        self.lesion = Label(wordWrap=True)
        self.lesion.setToolTip(tooltip(self.tr("The exact change of the loss if this filter gave 0 everywhere")))
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(16)
        row.addWidget(self.field, 3)
        for part in (self.strongest, self.weakest):
            row.addWidget(part, 5)
            part.view.chosen.connect(part.choose)
            part.chosen.connect(self.example_chosen)
        row.addWidget(self.lesion, 3)
        session.state_changed.connect(self._follow_state)
        self.show_unit(None)

    def show_unit(self, unit: Unit | None) -> None:
        """Ask about this one."""
        self._unit = unit
        self.setVisible(unit is not None)
        self._clear()
        self._ask()

    @property
    def probes(self) -> tuple[EffectiveField, StrongestExamples, Lesions] | None:
        """What is asked about the unit."""
        unit = self._unit
        return None if unit is None else (
            EffectiveField(unit.layer, (unit.row, unit.column, unit.channel)),
            StrongestExamples(unit.layer, unit.channel, SHOWN), Lesions(unit.layer, first=unit.channel, most=1))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The training at one moment."""
        self._snapshot = snapshot
        if self._unit is None or self._unit.layer not in snapshot.graph:
            return
        if self._session.has_old(snapshot, self.probes):
            self._clear()
            return
        picture = ExamplePicture(snapshot.graph, snapshot.data)
        field, strongest, lesion = map(self._reading, self.probes)
        if field is not None:
            self._show_field(field, picture)
        if strongest is not None and picture.shape:
            for row, values, places in ((self.strongest, "strongest", "places"),
                                        (self.weakest, "weakest", "weak_places")):
                chosen = strongest[places].tolist()
                given = snapshot.data.train.some(np.array(chosen, np.intp))
                row.show_examples(list(map(picture.pixels, given)), strongest[values], chosen)
        if lesion is not None:
            loss, change = float(lesion["loss"]), float(lesion["changes"][0])
            self.lesion.setText(self.tr("Without this filter the loss goes from {before} to {after}: {change}.").format(
                before=short(loss), after=short(loss + change), change=f"{'+' if change >= 0 else ''}{short(change)}"))

    # Inside

    def _ask(self) -> None:
        asked: Sequence[Probe] = self.probes or ()
        self._session.watch(self, asked if self._session.state != "running" else (), self.show_snapshot)

    def _reading(self, probe: Probe) -> Reading | None:
        found = self._snapshot.readings.get(probe)
        return None if found is None or found.error is not None else found

    def _show_field(self, found: Reading, picture: ExamplePicture) -> None:
        values = found[f"field/{picture.layer}"].astype(np.float64)
        if values.ndim != 3:
            return
        values = values.sum(axis=-1)
        self.field.show_values(values)
        place = self._unit.row, self._unit.column
        possible = receptive_field(picture.graph, self._unit.layer, place).get(picture.layer)
        if possible is not None:
            self.field.view.mark(np.flatnonzero(possible.any(axis=1)), np.flatnonzero(possible.any(axis=0)))
        self.field.note.setText(self.tr("0 to {limit}").format(limit=short(self.field.legend.limit)))

    def _follow_state(self, state: str) -> None:
        if state == "running":
            self._clear()
        self._ask()

    def _clear(self) -> None:
        self.field.clear()
        self.field.view.mark()
        for row in (self.strongest, self.weakest):
            row.show_examples([], np.empty(0), [])
        self.lesion.setText(self.tr("Asked when the training rests.") if self._session.state == "running" else "…")


class _Row(QWidget):
    """A few examples with their numbers below. `chosen(place)` for one that is clicked."""

    chosen = Signal(int)

    def __init__(self, title: str, tip: str) -> None:
        super().__init__()
        heading = Label(title, alignment=Qt.AlignmentFlag.AlignHCenter)
        heading.setToolTip(tooltip(tip))
        heading.setMinimumWidth(1)
        self.view, self.numbers = MosaicView(title), Label(alignment=Qt.AlignmentFlag.AlignHCenter)
        self.numbers.setProperty("look", "muted")
        self.numbers.setMinimumWidth(1)
        self.view.setMinimumSize(80, 40)
        self.view.setToolTip(tooltip(tip))
        self.places: list[int] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(heading)
        column.addWidget(self.view, 1)
        column.addWidget(self.numbers)

    def show_examples(self, pictures: list[np.ndarray], values: np.ndarray, places: list[int]) -> None:
        """Pictures in a row, their numbers, and where they are among the training examples."""
        self.places = places
        if pictures:
            self.view.show_pixels(np.stack(pictures), len(pictures))
            ends = [number(float(f"{value:.3g}")) for value in (values[0], values[-1])]
            self.numbers.setText(self.tr("{first} to {last}").format(first=ends[0], last=ends[1]))
        else:
            self.view.clear()
            self.numbers.setText("")

    def choose(self, tile: int, *_: int) -> None:
        """The example that was clicked."""
        if tile < len(self.places):
            self.chosen.emit(self.places[tile])
