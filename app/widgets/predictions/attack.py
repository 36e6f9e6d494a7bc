"""One example, attacked: how little must change until the network says something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from app.numbers import typeset
from app.plain import Label
from app.theme import Theme, current, diverging, theme_bus
from app.widgets.number_box import WholeBox
from engine.data import Data
from engine.data.images import image_shape
from engine.graph import Graph
from engine.probes import OfPart, Reading
from engine.probes.attack import GradientSignAttack
from engine.training.adversarial import input_ranges
from engine.training.feeds import input_arrays

STEPS = 200
STRONGEST = 0.5
"""The strongest attack, as a share of the range of the inputs."""


@dataclass(frozen=True, eq=False)
class Attack:
    """What the fast gradient sign method does to one example: the inputs `before` and `after` as one row (d,), images
    in their own units, else as the network gets them; and what the network says of both (k,)."""

    epsilon: float
    before: np.ndarray
    after: np.ndarray
    said_before: np.ndarray
    said_after: np.ndarray


class Attacker:
    """What attacks on `data` through `head` of `graph` have in common. `ranges` bound the inputs as
    the network gets them; `strongest` is the largest ε worth a look."""

    def __init__(self, graph: Graph, data: Data, head: str) -> None:
        self._graph, self._data, self._head = graph, data, head
        low, high = input_ranges(graph, data)
        self.ranges = tuple((name, tuple(low[name].ravel().tolist()), tuple(high[name].ravel().tolist()))
                             for name in low)
        ranges = np.concatenate([(high[name] - low[name]).ravel() for name in low])
        self.strongest = STRONGEST * float(np.median(ranges[ranges > 0])) if (ranges > 0).any() else 1.0

    def probe(self, part: str, place: int, epsilon: float) -> GradientSignAttack:
        """Asks for the attack on one example."""
        return GradientSignAttack(self._head, epsilon, OfPart(part, (place,)), self.ranges)

    def attack(self, reading: Reading) -> Attack:
        """The answer, for the eye."""
        examples = reading.probe.examples
        inputs = getattr(self._data, examples.part).some(np.array(examples.places)).astype(reading.first.dtype)
        before = input_arrays(self._graph, self._data, inputs)
        after = {name: reading[f"moved/{name}"] for name in before}
        return Attack(reading.probe.epsilon, self._row(before), self._row(after), reading["before"][0].ravel(),
                      reading["said"][0].ravel())

    def _row(self, arrays: dict[str, np.ndarray]) -> np.ndarray:
        flat = np.concatenate([array.reshape(-1) for array in arrays.values()]).astype(np.float64)
        return self._data.input_scaling.undo(flat) if image_shape(self._data, flat.size) else flat


class AttackView(QWidget):
    """The example, what is added, and the sum; `changed` when another attack is wanted."""

    changed = Signal()

    def __init__(self, describe: Callable[[np.ndarray], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._describe = describe
        self._strongest = 1.0
        self.example = WholeBox(minimum=1, maximum=1)
        self.example.setToolTip(self.tr("Which example of the part"))
        self.strength = QSlider(Qt.Orientation.Horizontal, maximum=STEPS, value=STEPS // 5)
        self.strength.setToolTip(self.tr("How far each input may be moved, at most"))
        self.strength.setAccessibleName(self.tr("Strength of the attack"))
        self.epsilon_text = Label()
        self.epsilon_text.setProperty("look", "number")
        self.pictures = _Pictures()
        self.sentence = Label(wordWrap=True)
        bar = QHBoxLayout()
        bar.addWidget(Label(self.tr("Example")))
        bar.addWidget(self.example)
        bar.addWidget(self.strength, 1)
        bar.addWidget(self.epsilon_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bar)
        column.addWidget(self.pictures, 1)
        column.addWidget(self.sentence)
        self.example.valueChanged.connect(lambda _: self.changed.emit())
        self.strength.valueChanged.connect(lambda _: self.changed.emit())

    @property
    def place(self) -> int:
        """The chosen example, from 0."""
        return self.example.value() - 1

    @property
    def epsilon(self) -> float:
        return self._strongest * self.strength.value() / STEPS

    def set_bounds(self, examples: int, strongest: float) -> None:
        """How many there are, and the strongest attack. Silent."""
        self._strongest = strongest
        self.example.blockSignals(True)
        self.example.setMaximum(max(1, examples))
        self.example.blockSignals(False)

    def show_attack(self, attack: Attack, data: Data) -> None:
        """What an attack on an example of `data` did."""
        self.epsilon_text.setText(f"ε = {typeset(f'{attack.epsilon:.3g}')}")
        self.pictures.show_rows(attack, image_shape(data, attack.before.size))
        before, after = self._describe(attack.said_before), self._describe(attack.said_after)
        self.sentence.setText(self.tr("The network said {before}; now it says {after}.").format(before=before,
                                                                                               after=after))


class _Pictures(QWidget):
    """Before, what is added, after: as images where the example is one, else as bars."""

    def __init__(self) -> None:
        super().__init__()
        self._attack: Attack | None = None
        self._shape: tuple[int, ...] | None = None
        self.setMinimumSize(180, 90)
        theme_bus.changed.connect(self._restyle)

    def show_rows(self, attack: Attack, shape: tuple[int, ...] | None) -> None:
        self._attack, self._shape = attack, shape
        self.update()

    def _restyle(self, *_: object) -> None:
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(current().surface))
            if self._attack is not None:
                self._paint(painter, current(), self._attack)

    def _paint(self, painter: QPainter, theme: Theme, attack: Attack) -> None:
        change = attack.after - attack.before
        low, high = (extreme(np.concatenate([attack.before, attack.after])) for extreme in (np.min, np.max))
        widest = float(np.abs(change).max()) or 1.0
        width = self.width() / 3
        for place, (values, text) in enumerate(((attack.before, self.tr("before")), (change, self.tr("added")),
                                                (attack.after, self.tr("after")))):
            box = QRectF(place * width + 4, 18, width - 8, self.height() - 22)
            painter.setPen(QColor(theme.muted))
            painter.drawText(QRectF(box.x(), 0, box.width(), 18), Qt.AlignmentFlag.AlignCenter, text)
            centred = place == 1
            shares = values / widest if centred else (values - low) / (high - low or 1.0)
            if self._shape is None:
                self._bars(painter, box, shares, centred)
            else:
                self._image(painter, box, shares.reshape(self._shape), centred)

    def _image(self, painter: QPainter, box: QRectF, shares: np.ndarray, centred: bool) -> None:
        if centred:
            rgba = diverging(shares.mean(axis=-1))
        else:
            grey = np.clip(np.broadcast_to(shares, (*shares.shape[:2], 3)) * 255, 0, 255)
            rgba = np.concatenate([grey, np.full((*shares.shape[:2], 1), 255.0)], axis=-1)
        rgba = np.ascontiguousarray(rgba, dtype=np.uint8)
        rows, columns = rgba.shape[:2]
        side = min(box.width() / columns, box.height() / rows)
        target = QRectF(0, 0, side * columns, side * rows)
        target.moveCenter(box.center())
        painter.drawImage(target, QImage(rgba.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888))

    def _bars(self, painter: QPainter, box: QRectF, shares: np.ndarray, centred: bool) -> None:
        theme, width = current(), box.width() / len(shares)
        zero = box.center().y() if centred else box.bottom()
        room = box.height() / (2 if centred else 1)
        for place, share in enumerate(np.clip(shares, -1.0, 1.0).tolist()):
            colour = theme.plots[0] if not centred else theme.positive if share > 0 else theme.negative
            painter.fillRect(QRectF(box.x() + place * width, zero - max(share, 0.0) * room, max(1.0, width - 1),
                                    abs(share) * room), QColor(colour))
