"""Shows a scale of the network with the numbers of the moment that is seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsScene, QHBoxLayout, QToolTip, QVBoxLayout, QWidget

from app.canvas.scales.numbers import Numbers
from app.canvas.scales.picture import Block, Dot, Part, Sheet, Turn, Wire
from app.canvas.scales.scale import Scale
from app.canvas.scales.vectors import Vectors
from app.canvas.zoomable_view import ZoomableView
from app.nomenclature import nomenclature
from app.plain import tooltip
from app.theme import current, theme_bus
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.caption import Caption
from app.widgets.or_sentence import OrSentence
from app.widgets.own_keys import OwnKeys
from app.widgets.signed_image import SignedLegend
from engine.errors import LaderaError
from engine.graph import Graph

LAYERS, VECTORS, NUMBERS = "layers", "vectors", "numbers"
SCALES = (LAYERS, VECTORS, NUMBERS)
DRAWN = {VECTORS: Vectors, NUMBERS: Numbers}
READABLE = 0.55
"""Pixels for a unit of the drawing from which on its words can be read."""
CLOSE = 2.0
"""The size beyond which one who zooms in wants to see the next scale."""


class _View(ZoomableView):
    """`clicked(part)` for what lies under a click; `beyond(by)` where somebody zooms on at either end."""

    clicked = Signal(object)
    beyond = Signal(int)

    def __init__(self) -> None:
        self._scene = QGraphicsScene()
        super().__init__(self._scene)
        self.sheet = Sheet()
        self._scene.addItem(self.sheet)
        self._pressed = None
        self.setDragMode(_View.DragMode.ScrollHandDrag)
        OwnKeys(self)

    def drawing_rect(self) -> QRectF:
        return self.sheet.boundingRect()

    def part_at(self, place) -> Part | None:
        return self.sheet.at(self.mapToScene(place))

    def fit_when_shown(self) -> None:
        """Show all of it where it can be read then, or else its beginning."""
        super().fit_when_shown()
        if self.isVisible() and self.navigator.scale < READABLE:
            self.navigator.zoom_at(READABLE / self.navigator.scale, self.viewport().rect().center())
            rect, room = self.drawing_rect(), self.viewport().width() / READABLE
            self.centerOn(rect.left() + room / 2 - 12, rect.center().y())
            self._fitted = self.navigator.goal()

    def wheelEvent(self, event) -> None:
        up, scale, rect = event.angleDelta().y(), self.navigator.scale, self.drawing_rect()
        whole = min(1.0, self.viewport().width() / max(1.0, rect.width()), self.viewport().height() / max(
            1.0, rect.height()))
        if (up > 0 and scale >= CLOSE) or (up < 0 and scale <= 0.9 * whole):
            self.beyond.emit(1 if up > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event) -> None:
        super().mouseReleaseEvent(event)
        there = event.position().toPoint()
        if self._pressed is not None and (there - self._pressed).manhattanLength() < 4:
            self.clicked.emit(self.part_at(there))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            part = self.part_at(event.pos())
            words = part.says(self.mapToScene(event.pos())) if isinstance(part, Block) else part.tip if isinstance(
                part, Dot | Wire) else ""
            if words:
                QToolTip.showText(event.globalPos(), tooltip(words), self.viewport())
                return True
        return super().viewportEvent(event)


class ScaleView(QWidget):
    """The scale of vectors or that of numbers. `touched(subject, place)` names a number that was clicked: a layer and
    the place in what it gives, or an array of weights; `scale_wanted(by)` where zooming goes on beyond this one."""

    touched = Signal(str, tuple)
    scale_wanted = Signal(int)

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._graph: Graph | None = None
        self._snapshot: Snapshot | None = None
        self._first: dict[str, int] = {}
        self.choice = VECTORS
        self.scale: Scale | None = None
        self.view = _View()
        self.view.setAccessibleName(self.tr("The network as vectors or as numbers"))
        self.weights, self.values = SignedLegend(bar=70), SignedLegend(bar=70)
        self.words = Caption()
        content = QWidget()
        below = QHBoxLayout()
        below.setContentsMargins(8, 0, 8, 2)
        below.addWidget(self.words, 1)
        below.addWidget(self.weights, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.values, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.view, 1)
        column.addLayout(below)
        self.area = OrSentence(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.view.clicked.connect(self._click)
        self.view.beyond.connect(self.scale_wanted)
        session.example_changed.connect(self._begin)
        session.state_changed.connect(self._follow_state)
        nomenclature.changed.connect(self._begin)
        theme_bus.changed.connect(self._restyle)
        self._say_nothing()
        self._restyle()
        session.watch(self, (), self.show_snapshot)

    def show_scale(self, choice: str) -> None:
        """VECTORS or NUMBERS."""
        if choice != self.choice:
            self.choice = choice
            self._begin(fit=True)

    def fit(self) -> None:
        """Show the whole drawing."""
        self.view.fit()

    def turn(self, layer: str, by: int) -> None:
        """Move the window onto a layer."""
        first, _ = self.scale.window(layer)
        self._first[layer] = max(0, first + by)
        self._begin()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The numbers of the moment that is seen."""
        self._snapshot = snapshot
        if snapshot.graph is not self._graph:
            self._graph, self._first = snapshot.graph, {}
            self._begin(fit=True)
        self._draw()

    def _begin(self, *_: object, fit: bool = False) -> None:
        if self._graph is None:
            return
        try:
            self.scale = DRAWN[self.choice](self._graph, self._session.example_probe(),
                                            names_values=nomenclature.names_values, first=self._first)
        except LaderaError:  # a drawing that was never trained
            self._say_nothing()
            return
        self._session.watch(self, self.scale.probes, self.show_snapshot)
        self.words.say(*self.scale.caption())
        self._draw()
        if fit:
            self.view.fit_when_shown()

    def _draw(self) -> None:
        if self.scale is None:
            return
        readings = self._snapshot.readings if self._snapshot is not None else {}
        self.view.sheet.show_parts(self.scale.parts(readings))
        rect = self.view.sheet.boundingRect()
        self.view.scene().setSceneRect(rect.adjusted(-rect.width(), -rect.height(), rect.width(), rect.height()))
        weights, values = self.scale.limits(readings)
        self.weights.show_scale(weights, self.tr("weights"))
        self.values.show_scale(values, self.tr("values"))
        self.area.show_content()
        if self._snapshot is not None and self._session.lacks(self._snapshot, self.scale.probes):
            self.area.wait()

    def _click(self, part: Part | None) -> None:
        if isinstance(part, Turn):
            self.turn(part.layer, part.by)
        elif isinstance(part, Dot | Wire) and part.place is not None:
            self.touched.emit(*part.place)

    def _follow_state(self, state: str) -> None:
        if state == "empty":
            self._graph = self._snapshot = self.scale = None
            self._say_nothing()

    def _say_nothing(self) -> None:
        self.area.say(self.tr("Draw a network that can be trained, and see its vectors and its numbers."))

    def _restyle(self, *_: object) -> None:
        self.view.setBackgroundBrush(QColor(current().canvas))
        self._draw()
