"""The Network workspace: draw a network, give it data, train it and watch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QByteArray, QPoint, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QStackedWidget, QVBoxLayout, QWidget

from app.canvas.computation import ComputationPanel
from app.canvas.life.bar import LifeBar
from app.canvas.life.life import Life
from app.canvas.life.spot import Spot, WeightSpot
from app.canvas.life.unit_view import UnitView
from app.canvas.life.weight_card import WeightCard
from app.canvas.outline import Outline
from app.canvas.palette import Palette
from app.canvas.render import write_drawing
from app.canvas.scales import ScalesBar, ScaleView
from app.canvas.scales.view import LAYERS
from app.canvas.spotlight import Spotlight
from app.canvas.view import CanvasView
from app.canvas.zoomable_view import ZoomableView
from app.document.document import Document
from app.inspector import Inspector
from app.training.session import TrainingSession
from app.training.watches import is_seen
from app.widgets.bent import BentPanel
from app.widgets.data_panel import DataPanel
from app.widgets.example_table import ExamplesPanel
from app.widgets.fork import ForkPanel
from app.widgets.gradients import GradientsPanel
from app.widgets.lesions import LesionsPanel
from app.widgets.loss_plot import LossPlot
from app.widgets.predictions import PredictionsPanel
from app.widgets.step import StepPanel
from app.widgets.training_bar import TrainingBar
from app.widgets.weight import WeightPanel
from app.workspaces.docked import BOTTOM, LEFT, RIGHT, DockedWorkspace
from app.workspaces.registry import WorkspaceType, register
from app.workspaces.space_key import SpaceTap
from engine.data.pictures import is_album
from engine.layout import ParameterLayout

STEP_HEIGHT = 270
"""Pixels that arithmetic needs to be read."""
LOWEST = 60
"""Pixels of a drawing on a low screen: it scrolls."""
LOOKS = ("zoom_in", "zoom_out", "zoom_reset", "fit")
"""Actions that are about the drawing which is seen, at whatever scale of the network."""
NARROWEST = 300
"""Pixels of a dock below the drawing: however much would have to stand in a row there, it must not press its neighbours
together."""


class NetworkWorkspace(DockedWorkspace):
    """The canvas, with docks around it; the training bar stands above all of them."""

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._around: QByteArray | None = None
        self.canvas = CanvasView(document)
        self.life = Life(self.canvas, document, session)
        self.life_bar = LifeBar(self.life, session)
        self.palette_panel = Palette()
        self.inspector = Inspector(document)
        self.bar = TrainingBar(session, document)
        self.data = DataPanel(document, session)
        self.loss = LossPlot(session)
        self.gradients = GradientsPanel(session)
        self.examples = ExamplesPanel(document, session)
        self.step = StepPanel(document, session)
        self.computation = ComputationPanel(session)
        self.weight = WeightPanel(document, session)
        self.lesions = LesionsPanel(session)
        self.bent = BentPanel(session)
        self.fork = ForkPanel(document, session)
        self.predictions = PredictionsPanel(session)

        self.setMenuWidget(self.bar)
        self.scales_bar, self.scales = ScalesBar(), ScaleView(session)
        self._drawings = QStackedWidget()
        for drawing in (self.canvas, self.scales):
            drawing.setMinimumHeight(LOWEST)
            self._drawings.addWidget(drawing)
        self.setCentralWidget(_below_each_other(self.scales_bar, self._drawings, self.life_bar))
        self._layers = self.add_dock("layers", self.tr("Layers"), self.palette_panel, LEFT)
        self.outline = Outline(self.canvas)
        self._outline = self.add_dock("outline", self.tr("List"), self.outline, LEFT)
        self._data = self.add_dock("data", self.tr("Data"), self.data, LEFT)
        self._inspector = self.add_dock("inspector", self.tr("Inspector"), self.inspector, RIGHT)
        self.unit = UnitView(self.life, document, session)
        self.weight_card = WeightCard(document, session, self)
        self._large = QStackedWidget()
        for view in (self.predictions, self.unit):
            self._large.addWidget(view)
        self._predictions = self.add_dock("predictions", self.tr("Predictions"), self._large, RIGHT)
        self._loss = self.add_dock("loss", self.tr("Loss"), self.loss, BOTTOM)
        self._gradients = self.add_dock("gradients", self.tr("Gradients"), self.gradients, BOTTOM)
        self._examples = self.add_dock("examples", self.tr("Examples"), self.examples, BOTTOM)
        self._step = self.add_dock("step", self.tr("Step"), self.step, BOTTOM)
        self._computation = self.add_dock("computation", self.tr("Computation"), self.computation, BOTTOM)
        self._weight = self.add_dock("weight", self.tr("Weight"), self.weight, BOTTOM)
        self._lesions = self.add_dock("lesions", self.tr("Lesions"), self.lesions, BOTTOM)
        self._bent = self.add_dock("bent", self.tr("Space"), self.bent, BOTTOM)
        self._fork = self.add_dock("fork", self.tr("Fork"), self.fork, BOTTOM)
        for panel in (self.step, self.computation, self.weight, self.lesions, self.bent, self.fork):
            panel.setMinimumWidth(NARROWEST)
        below = (self._gradients, self._examples, self._step, self._computation, self._weight, self._lesions,
                 self._bent, self._fork)
        for front, *others in ((self._layers, self._data, self._outline), (self._loss, *below)):
            for behind in others:
                self.tabifyDockWidget(front, behind)
            front.raise_()

        SpaceTap(self.canvas, session.toggle)
        self.palette_panel.activated.connect(self.canvas.add_at_center)
        self.canvas.selection_changed.connect(self._show_selected)
        for stepped in (self.canvas.stepped, self.life_bar.stepped):
            stepped.connect(self.data.in_hand.step)
        self.data.examples_wanted.connect(self.show_examples)
        self.predictions.taken.connect(document.set_example)
        self.predictions.let_go.connect(document.end_gesture)
        self.canvas.pointed.connect(self.life.point)
        self.canvas.touched.connect(self._touch)
        self.canvas.touched.connect(lambda spot, _: self._show_numbers_of(spot))
        self.unit.wanted.connect(lambda shown: self._large.setCurrentWidget(self.unit if shown else self.predictions))
        self.life.came.connect(self.canvas.fit_when_shown)
        self.canvas.dress = self.life.dress
        self.inspector.select_requested.connect(self._select)
        self._spotlight = Spotlight(self.canvas.canvas)
        self.step.layer_shown.connect(self._spotlight.show_layer)
        self._step.visibilityChanged.connect(self._spotlight.set_on)
        self.step.weight_chosen.connect(self.weight.pick)
        self.scales_bar.chosen.connect(self.show_scale)
        self.canvas.zoomed_beyond.connect(self.scales_bar.go)
        self.scales.scale_wanted.connect(self.scales_bar.go)
        self.scales.touched.connect(self._show_number)

    @property
    def commands(self) -> Mapping[str, Callable[[], object]]:
        """The names of `app.actions` that it carries out."""
        looks = {name: lambda name=name: getattr(self._drawing(), name)() for name in LOOKS}
        return {**self.canvas.commands, **looks, "life": lambda: self.life.set_shown(not self.life.is_shown),
                "drawing_only": self.toggle_drawing_only, "step_numbers": self.show_step,
                "next_stage": lambda: self.show_step(1), "previous_stage": lambda: self.show_step(-1)}

    def toggle_drawing_only(self) -> None:
        """Give the drawing all the room there is, or bring back what stood around it."""
        if self._around is None:
            self._around = super().saveState()
            for widget in (*self.findChildren(QDockWidget), self.bar, self.life_bar, self.scales_bar):
                widget.hide()
        else:
            self.restoreState(self._around)
        QTimer.singleShot(0, self.canvas, self.canvas.fit)

    def restoreState(self, state: QByteArray | bytes, version: int = 0) -> bool:
        """Also brings back what stands around the drawing."""
        self._around = None
        for widget in (self.bar, self.life_bar, self.scales_bar):
            widget.show()
        return super().restoreState(state, version)

    def saveState(self, version: int = 0) -> QByteArray:
        """The layout, that with everything around the drawing."""
        return super().saveState(version) if self._around is None else self._around

    def show_scale(self, scale: str) -> None:
        """See the network as LAYERS, which can be changed, as VECTORS or as NUMBERS."""
        self.scales_bar.show_scale(scale)
        if scale != LAYERS:
            self.scales.show_scale(scale)
        self._drawings.setCurrentWidget(self.canvas if scale == LAYERS else self.scales)

    def _drawing(self) -> ZoomableView:
        """What is seen of the network."""
        return self.canvas if self._drawings.currentWidget() is self.canvas else self.scales.view

    def show_step(self, by: int = 0) -> None:
        """Bring the step in numbers to the front, or go `by` stages where it is there already."""
        if by and is_seen(self.step):
            self.step.go(by)
        self._step.show()
        self._step.raise_()
        if not self._step.isFloating() and self._step.height() < STEP_HEIGHT:
            self.resizeDocks([self._step], [STEP_HEIGHT], Qt.Orientation.Vertical)
            QTimer.singleShot(0, self.canvas, self.canvas.fit)

    def _show_numbers_of(self, spot: Spot | None) -> None:
        """What was touched on the drawing, in the panels that are about single numbers."""
        if isinstance(spot, WeightSpot):
            self.weight.pick(spot.name, spot.place)
            units = ParameterLayout(self._document.model.graph)[spot.name].shape[-1]
            self.step.look_at(spot.name, spot.source * units + spot.target)
        elif spot is not None:
            self.step.look_at(spot.layer, spot.unit)

    def _show_number(self, subject: str, place: tuple[int, ...]) -> None:
        """A number of another scale that was clicked: a unit, or a weight."""
        if len(place) == 1:
            self.step.look_at(subject, place[0])
            return
        self.weight.pick(subject, place)
        self.step.look_at(subject, place[0] * ParameterLayout(self._document.model.graph)[subject].shape[-1] + place[1])

    def import_data(self, path: Path) -> None:
        """Ask how a table is meant, or images, and train on them."""
        self._data.show()
        self._data.raise_()
        (self.data.own_images if is_album(path) else self.data.own_table).open(path)

    def show_examples(self) -> None:
        """Bring the table of all examples to the front."""
        self._examples.show()
        self._examples.raise_()
        self.examples.table.setFocus()

    def export_drawing(self, path: Path) -> None:
        """Write the drawing as a picture, by its suffix. Raises LaderaError."""
        write_drawing(self._document, path, self.life.dress)

    def arrange(self) -> None:
        """The sizes of the first layout, in shares of the window."""
        width, height = self.width(), self.height() - self.bar.height()
        self.resizeDocks([self._layers, self._predictions], [max(236, width // 8), max(330, width // 4)],
                         Qt.Orientation.Horizontal)
        self.resizeDocks([self._inspector, self._predictions], [round(height * 0.48), round(height * 0.52)],
                         Qt.Orientation.Vertical)
        self.resizeDocks([self._loss], [max(200, round(height * 0.33))], Qt.Orientation.Vertical)

    def _show_selected(self, names: tuple[str, ...]) -> None:
        self.inspector.show_layers(names)
        self.computation.look_near(names[0] if len(names) == 1 else "")
        if names:
            self._inspector.raise_()

    def _touch(self, spot: Spot | None, where: QPoint) -> None:
        """A click on a unit pins it, one on a weight opens its card."""
        self.unit.pin(spot)
        if isinstance(spot, WeightSpot):
            self.weight_card.open(spot, where)

    def _select(self, names: tuple[str, ...]) -> None:
        self.canvas.select(names)
        if names:
            self.canvas.reveal(names[0])


def _below_each_other(*widgets: QWidget) -> QWidget:
    """Widgets in a column without gaps; a stack takes what the others leave."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget, 1 if isinstance(widget, QStackedWidget) else 0)
    return page


register(WorkspaceType(
    "network",
    10,
    QT_TRANSLATE_NOOP("Workspaces", "Network"),
    QT_TRANSLATE_NOOP("Workspaces", "Draw a network and watch it learn"),
    "network",
    NetworkWorkspace,
    lambda workspace: workspace.commands,
))
