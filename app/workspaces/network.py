"""The Network workspace: draw a network, give it data, train it and watch."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from app.canvas.palette import Palette
from app.canvas.render import write_drawing
from app.canvas.view import CanvasView
from app.document.document import Document
from app.inspector import Inspector
from app.training.session import TrainingSession
from app.widgets.data_panel import DataPanel
from app.widgets.loss_plot import LossPlot
from app.widgets.predictions import PredictionsPanel
from app.widgets.training_bar import TrainingBar
from app.workspaces.space_key import SpaceTap

LEFT, RIGHT, BOTTOM = (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea,
                       Qt.DockWidgetArea.BottomDockWidgetArea)


class NetworkWorkspace(QMainWindow):
    """The canvas, with docks around it that move, float and come back; the training bar stands above all of them.

    `saveState` and `restoreState` carry the layout.
    """

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A QMainWindow wants to be a window of its own; here it is a page of another.
        self.setWindowFlags(Qt.WindowType.Widget)
        self._document, self._session = document, session
        self._arranged = self._restored = False
        self.canvas = CanvasView(document)
        self.palette_panel = Palette()
        self.inspector = Inspector(document)
        self.bar = TrainingBar(session, document)
        self.data = DataPanel(document, session)
        self.loss = LossPlot(session)
        self.predictions = PredictionsPanel(session)

        self.setMenuWidget(self.bar)
        self.setCentralWidget(self.canvas)
        self.setDockNestingEnabled(True)
        for corner, area in ((Qt.Corner.BottomLeftCorner, LEFT), (Qt.Corner.BottomRightCorner, RIGHT)):
            self.setCorner(corner, area)
        self._layers = self._dock("layers", self.tr("Layers"), self.palette_panel, LEFT)
        self._data = self._dock("data", self.tr("Data"), self.data, LEFT)
        self._inspector = self._dock("inspector", self.tr("Inspector"), self.inspector, RIGHT)
        self._predictions = self._dock("predictions", self.tr("Predictions"), self.predictions, RIGHT)
        self._loss = self._dock("loss", self.tr("Loss"), self.loss, BOTTOM)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.tabifyDockWidget(self._layers, self._data)
        self._layers.raise_()

        SpaceTap(self.canvas, session.toggle)
        self.palette_panel.activated.connect(self.canvas.add_at_center)
        self.canvas.selection_changed.connect(self._show_selected)
        self.inspector.select_requested.connect(self._select)

    def import_table(self, path: Path) -> None:
        """Ask how a table is meant, and train on it."""
        self._data.show()
        self._data.raise_()
        self.data.own_table.open(path)

    def export_drawing(self, path: Path) -> None:
        """Write the drawing as a picture, by its suffix. Raises LaderaError."""
        write_drawing(self._document, path)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._arranged:
            self._arranged = True
            if not self._restored:
                self._arrange()

    def restoreState(self, state, version: int = 0) -> bool:
        """A layout that was saved; one that is empty or not ours leaves the first one."""
        self._restored = super().restoreState(state, version)
        return self._restored

    def _arrange(self) -> None:
        """The sizes of the first layout, in shares of the window."""
        width, height = self.width(), self.height() - self.bar.height()
        self.resizeDocks([self._layers, self._predictions], [max(236, width // 8), max(330, width // 4)],
                         Qt.Orientation.Horizontal)
        self.resizeDocks([self._inspector, self._predictions], [round(height * 0.42), round(height * 0.58)],
                         Qt.Orientation.Vertical)
        self.resizeDocks([self._loss], [max(200, round(height * 0.33))], Qt.Orientation.Vertical)

    def _dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        # Afloat it is a window of its own, whose painting goes before training too.
        dock.topLevelChanged.connect(lambda afloat: self._session.watch(dock) if afloat else None)
        self.addDockWidget(area, dock)
        return dock

    def _show_selected(self, names: tuple[str, ...]) -> None:
        self.inspector.show_layers(names)
        if names:
            self._inspector.raise_()

    def _select(self, names: tuple[str, ...]) -> None:
        self.canvas.select(names)
        if names:
            self.canvas.reveal(names[0])
