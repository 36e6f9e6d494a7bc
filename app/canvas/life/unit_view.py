"""One unit, large: its map, and the sum that it is, with the numbers in it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app import theme
from app.canvas.life import holding
from app.canvas.life.face import Face
from app.canvas.life.life import Life
from app.canvas.life.spot import Spot, UnitSpot
from app.canvas.life.terms import Terms
from app.document.document import Document
from app.nomenclature import nomenclature
from app.numbers import number
from app.plain import Label, tooltip
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.or_sentence import OrSentence
from app.widgets.picture_button import PictureButton
from app.widgets.predictions.surface import DecisionSurface
from app.widgets.signed_image import SignedLegend, signed_image
from engine.data import Data
from engine.probes import OnPlane, Probe
from engine.probes.activations import UnitMaps
from engine.probes.step import Forward
from engine.probes.window import ActivationWindow
from engine.step import ForwardStage, Sight

SIDES = (48, 128)
"""Points along each axis of a map: while a training runs, and once it rests."""
LINGER = 350
"""Milliseconds for which a unit stays that the pointer has left: to the next one it is often a short way."""
TERMS = 4
"""Terms of the sum that are written, those that matter most; and the bias."""
LONGEST = 128


class UnitView(QWidget):
    """Shows the unit that the pointer is over, or the one that was `pinned` by a click. `wanted(shown)` says whether
    there is one to be shown."""

    wanted = Signal(bool)

    def __init__(self, life: Life, document: Document, session: TrainingSession,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._life, self._document, self._session = life, document, session
        self.spot: UnitSpot | None = None
        self.pinned: UnitSpot | None = None
        self._data: Data | None = None
        self._snapshot: Snapshot | None = None
        self.title = Label()
        self.title.setProperty("look", "heading")
        self.mute = PictureButton("mute", self.tr("Mute the unit: it gives 0 whatever comes in, while training too"))
        self.mute.setCheckable(True)
        self.leave = PictureButton("close", self.tr("Back to the predictions"))
        self.surface, self.map, self.terms = DecisionSurface(), MapView(), Terms()
        self._pictures = QStackedWidget()
        for view in (self.surface, self.map, self.terms):
            self._pictures.addWidget(view)
        self.legend = SignedLegend(bar=60)
        self.formula = Label(wordWrap=True)
        self.formula.setToolTip(tooltip(self.tr("The sum that the unit is for the example in hand: weights times what "
                                                "comes in. Of many terms those that matter most are written.")))
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.legend)
        head.addWidget(self.mute)
        head.addWidget(self.leave)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._pictures, 1)
        column.addWidget(self.formula)
        self.area = OrSentence(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        self._left = QTimer(self, singleShot=True, interval=LINGER)
        self._left.timeout.connect(lambda: self._show_spot(self.pinned))
        self.mute.clicked.connect(lambda on: holding.mute(document, self.spot, on))
        self.leave.clicked.connect(lambda: self.pin(None))
        life.rested.connect(self.point)
        life.changed.connect(self._draw)
        life.refreshed.connect(self._ask)
        theme.theme_bus.changed.connect(self._draw)
        nomenclature.changed.connect(self._draw)

    # Which unit

    def point(self, spot: Spot | None) -> None:
        """The pointer rests at something else."""
        if isinstance(spot, UnitSpot):
            self._left.stop()
            self._show_spot(spot)
        elif self.spot != self.pinned:
            self._left.start()

    def pin(self, spot: Spot | None) -> None:
        """A click: this unit stays; without one the view goes with the pointer again."""
        self.pinned = spot if isinstance(spot, UnitSpot) else None
        self._show_spot(self.pinned)

    def _show_spot(self, spot: UnitSpot | None) -> None:
        if spot is not None and self.face_of(spot) is None:
            spot = None
        if spot != self.spot:
            self.spot = spot
            self._snapshot = None
            self.wanted.emit(spot is not None)
            self._ask()

    def face_of(self, spot: UnitSpot) -> Face | None:
        """What the card of its layer shows; None where it shows nothing, or fewer units."""
        face = self._life.faces.get(spot.layer)
        return face if face is not None and spot.unit < face.shape[-1] else None

    # What is asked

    @property
    def map_probe(self) -> Probe | None:
        """Asks for the map of the unit."""
        face = self.face_of(self.spot)
        if len(face.shape) == 3:
            return ActivationWindow(self.spot.layer, face.subject.examples, self.spot.unit + 1, LONGEST)
        plane = face.subject.plane
        if len(face.shape) != 1 or plane is None:
            return None
        side = SIDES[self._session.state != "running"]
        return UnitMaps(self.spot.layer, OnPlane(side, plane.low, plane.high), 1, self.spot.unit)

    @property
    def stage(self) -> ForwardStage:
        """The sum that it is."""
        return ForwardStage(self.face_of(self.spot).subject.graph, self.spot.layer)

    @property
    def sight(self) -> Sight:
        return Sight(self._session.example_probe())

    def probes(self) -> tuple[Probe, ...]:
        """All that is asked for."""
        if self.spot is None or self.face_of(self.spot) is None:
            return ()
        flat = len(self.face_of(self.spot).shape) == 1
        return tuple(filter(None, (self.map_probe, *(self.stage.probes(self.sight, self.spot.unit) if flat else ()))))

    def _ask(self) -> None:
        if self.spot is not None and self.face_of(self.spot) is None:
            self.pin(None)
        self._session.watch(self, self.probes(), self.show_snapshot)

    # What is shown

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the newest answers."""
        self._snapshot = snapshot
        self._draw()

    def _draw(self, *_: object) -> None:
        snapshot = self._snapshot
        face = None if self.spot is None else self.face_of(self.spot)
        if face is None:
            self.pin(None)
            return
        subject = face.subject
        if snapshot is None or snapshot.graph is not subject.graph or snapshot.data is not subject.data:
            return
        self.title.setText(subject.unit_in_words(self.spot.layer, self.spot.unit))
        graph = face.subject.graph
        self.mute.setVisible(holding.can_be_muted(graph, self.spot))
        self.mute.setChecked(holding.is_muted(graph, self.spot))
        if self._session.lacks(snapshot, self.probes()):
            self.area.wait()
            return
        self.area.show_content()
        ruler = self._life.rulers.get(self.spot.layer)
        limit = ruler.limit_of(self.spot.unit) if ruler is not None else 0.0
        probe = self.map_probe
        reading = snapshot.readings[probe] if probe is not None else None
        if reading is not None and not reading.error:
            self._show_map(reading.first, limit, flat=len(face.shape) == 1)
        self._show_formula(snapshot, has_map=probe is not None)
        self.legend.show_scale(self.terms.limit if probe is None else limit, "" if probe else "w·a")

    def _show_map(self, values: np.ndarray, limit: float, *, flat: bool) -> None:
        if not flat:
            self._pictures.setCurrentWidget(self.map)
            self.map.show_map(values[0, ..., -1], limit)
            return
        data = self._session.data
        if data is not self._data:
            self._data = data
            self.surface.set_data(data)
            for side in ("left", "bottom"):  # their names stand in the plot of the predictions
                self.surface.item.getAxis(side).showLabel(False)
        self._pictures.setCurrentWidget(self.surface)
        self.surface.show_in_hand(self._session.example.raw(data))
        self.surface.show_unit(values[0], limit)

    def _show_formula(self, snapshot: Snapshot, *, has_map: bool) -> None:
        probes = self.probes()
        asked = probes[1:] if has_map else probes
        known = [snapshot.readings[probe] for probe in asked]
        if not known or any(reading.error for reading in known):
            self.formula.clear()
            return
        worked = self.stage.worked(snapshot.readings, self.sight, self.spot.unit)
        if worked is None:
            self.formula.clear()
            return
        forward = known[0]
        values = [float(forward[name][self.spot.unit]) for name in ("z", "a") if name in forward.arrays]
        subject = self.face_of(self.spot).subject
        above = subject.naming.number(self.spot.layer) if nomenclature.names_values else ""
        text = written(self.spot.unit, worked.terms, *values, above=above)
        if self.mute.isChecked():
            text = text.splitlines()[0] + "\n" + self.tr("It is muted: a = 0.")
        self.formula.setText(text)
        if not has_map:
            self._pictures.setCurrentWidget(self.terms)
            source = next((probe.layer for probe in asked[1:] if isinstance(probe, Forward)), "")
            self.terms.show_terms(worked.terms if self.stage.is_dense else (), source)


def written(unit: int, terms: Sequence[Sequence[float]], *values: float, above: str = "") -> str:
    """The sum of a unit, from 0, with its numbers: of many terms (w, a) those that matter most, the bias (b,) behind
    them; `values` are z and a, or a alone, which have the number of their layer `above`."""
    name = above + str(unit + 1).translate(_BELOW)
    *z, a = values
    lines = []
    if terms and z:
        pairs = sorted((term for term in terms if len(term) == 2), key=lambda term: -abs(term[0] * term[1]))
        shown = [f"{number(w)}·{_bracketed(x)}" for w, x in pairs[:TERMS]]
        shown += ["…"] * (len(pairs) > TERMS) + [number(term[0]) for term in terms if len(term) == 1]
        lines.append(f"z{name} = {_summed(shown)} = {number(z[0])}")
    lines.append(f"a{name} = f({number(z[0])}) = {number(a)}" if z else f"a{name} = {number(a)}")
    return "\n".join(lines)


_BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def _bracketed(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)


def _summed(terms: Sequence[str]) -> str:
    text = terms[0]
    for term in terms[1:]:
        text += f" − {term[1:]}" if term.startswith("−") else f" + {term}"
    return text


class MapView(QWidget):
    """A feature map, as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._values, self._limit = np.zeros((1, 1)), 0.0

    def show_map(self, values: np.ndarray, limit: float) -> None:
        """Numbers (h, w) on a scale up to `limit`."""
        self._values, self._limit = values, limit
        low, high = float(values.min()), float(values.max())
        self.setAccessibleDescription(self.tr("From {low} to {high}").format(low=number(low), high=number(high)))
        self.update()

    def picture_rect(self) -> QRectF:
        """Where the map is."""
        height, width = self._values.shape
        pixel = max(1.0, math.floor(min(self.width() / width, self.height() / height)))
        size = width * pixel, height * pixel
        return QRectF((self.width() - size[0]) / 2, (self.height() - size[1]) / 2, *size)

    def paintEvent(self, _: QPaintEvent) -> None:
        with QPainter(self) as painter:
            place = self.picture_rect()
            painter.drawImage(place, signed_image(self._values, self._limit))
            painter.setPen(QPen(QColor(theme.current().strong_border), 1))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
