"""The workspace: function and start on one side, racers on the other, the hill between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate, translate_error
from app.surface import Regions
from app.theme import theme_bus
from app.widgets.background import Background
from app.widgets.save_file import ask_and_write
from app.workspaces.descent.basins_panel import BasinsPanel
from app.workspaces.descent.ends import Ends
from app.workspaces.descent.function_panel import FunctionPanel
from app.workspaces.descent.player import Player
from app.workspaces.descent.race_view import RaceView
from app.workspaces.descent.racers_panel import RacersPanel
from app.workspaces.descent.rates_panel import RatesPanel
from app.workspaces.descent.scoreboard import Scoreboard
from app.workspaces.descent.sentences import counted, judged
from app.workspaces.descent.transport import RaceTransport
from app.workspaces.docked import BOTTOM, LEFT, RIGHT, DockedWorkspace
from engine.descent import SCENES, CriticalPoints, DescentSetup, Racer, Scene, find_critical_points
from engine.errors import LaderaError

MOST_DRAWN = 1_200
"""Steps of a walk that are drawn while something moves."""


class DescentWorkspace(DockedWorkspace):
    """Shows the document's descent; every change goes through the document, and can be undone."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._setup = document.model.project.descent or DescentSetup()
        self._points: CriticalPoints | None = None
        self._chosen = 0
        self._probe: np.ndarray | None = None
        self._stale = True
        self._dragging = False
        self._function = self._setup.function()
        self.player = Player(self._setup, self)
        self.function_panel, self.racers = FunctionPanel(), RacersPanel()
        self._view = view = RaceView()
        self.curve, self.field, self.note = view.curve, view.field, view.note
        self.views, self.overlays = view.views, view.overlays
        self._numbers = Scoreboard(self.player, self.racers, self)
        self.charts, self.table = self._numbers.charts, self._numbers.table
        self.basins, self.rates = BasinsPanel(), RatesPanel()
        self._critical = Background(self)
        self._ends = Ends(self.player, self)
        self._build_centre()
        self._build_docks()
        self._connect()
        self._take(self._setup)

    @property
    def setup(self) -> DescentSetup:
        return self._setup

    @property
    def commands(self) -> dict[str, Callable[[], None]]:
        """The window's actions that this workspace carries out."""
        return {"fit": self._view.fit, "copy_image": self.copy_image, "export_drawing": self._ask_where}

    def copy_image(self) -> None:
        """The picture on the clipboard."""
        self._view.copy_image()

    def export_drawing(self, path: Path) -> None:
        """The picture as PNG; as SVG the curve, or the map of a surface. Raises FormatError."""
        self._view.export(path)

    def _ask_where(self) -> None:
        ask_and_write(self, self.tr("Export drawing"), f"{self._document.title}.png",
                      self.tr("Pictures (*.png *.svg)"), self.export_drawing, self._document.failed.emit)

    def arrange(self) -> None:
        width, height = self.width(), self.height()
        self.resizeDocks([self._function_dock, self._racers_dock], [max(250, width // 6), max(296, width // 5)],
                         Qt.Orientation.Horizontal)
        self.resizeDocks([self._charts_dock], [max(170, round(height * 0.26))], Qt.Orientation.Vertical)

    @property
    def settled(self) -> bool:
        """Whether critical points and ends have been found."""
        return not (self._critical.busy or self._ends.busy or self.basins.busy)

    @property
    def scenes(self) -> dict[str, Callable[[], None]]:
        """The ready scenes, each walked as far as it is worth."""
        return {name: lambda scene=scene: self._show_scene(scene) for name, scene in SCENES.items()}

    def _show_scene(self, scene: Scene) -> None:
        self._document.set_descent(replace(scene.setup, scene=scene.name), translate(scene.title))
        self.player.go(scene.steps)
        if scene.basins:
            self.basins.begin()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh_all()

    def hideEvent(self, event) -> None:
        super().hideEvent(event)
        self.player.pause()

    # Putting together

    def _build_centre(self) -> None:
        centre = QWidget()
        self.transport = RaceTransport(self.player, self)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 4)
        bar.setSpacing(6)
        bar.addWidget(self.transport, 1)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._view, 1)
        self.setCentralWidget(centre)

    def _build_docks(self) -> None:
        self._function_dock = self.add_dock("descent-function", self.tr("Function"), self.function_panel, LEFT)
        self._racers_dock = self.add_dock("descent-racers", self.tr("Optimizers"), self.racers, RIGHT)
        self._charts_dock = self.add_dock("descent-charts", self.tr("Course"), self.charts, BOTTOM)
        table = self.add_dock("descent-table", self.tr("Iterates"), self.table, BOTTOM)
        rates = self.add_dock("descent-rates", self.tr("Learning rate"), self.rates, BOTTOM)
        basins = self.add_dock("descent-basins", self.tr("Basins"), self.basins, BOTTOM)
        for dock in (table, rates, basins):
            self.tabifyDockWidget(self._charts_dock, dock)
        self._charts_dock.raise_()

    def _connect(self) -> None:
        model = self._document.model
        model.descent_changed.connect(self._follow)
        model.project_replaced.connect(self._follow)
        for panel in (self.function_panel, self.racers):
            panel.chosen.connect(self._document.set_descent)
            panel.left.connect(self._document.end_gesture)
        self.overlays.chosen.connect(self._choose_overlays)
        self.racers.selected.connect(self._choose_racer)
        self.rates.chosen.connect(self._choose_rate)
        self.basins.drawn.connect(self._show_basins)
        self.player.moved.connect(self._show_step)
        self.player.played.connect(lambda playing: None if playing else self._show_step())
        self._view.start_dragged.connect(self._drag_start)
        self._view.start_released.connect(lambda x, y: self._let_go())
        self._view.pressed.connect(self._press)
        self._critical.done.connect(self._show_points)
        for work in (self._critical, self._ends):
            work.failed.connect(lambda error: self.note.say(translate_error(error)))
        self._ends.found.connect(self._numbers.say_ends)
        theme_bus.changed.connect(self._restyle)

    def _restyle(self, *_: object) -> None:
        if self.isVisible():
            self._refresh_all()

    # Changes

    def _follow(self) -> None:
        setup = self._document.model.project.descent or DescentSetup()
        if setup != self._setup:
            self._take(setup)

    def _take(self, setup: DescentSetup) -> None:
        old, self._setup = self._setup, setup
        self._chosen = min(self._chosen, len(setup.racers) - 1)
        self._probe = None
        self._ends.forget()
        if (setup.text, setup.domain) != (old.text, old.domain):
            self._function, self._points = setup.function(), None
            self._numbers.measure_from(None)
            self._stale = True
        self._stale |= (setup.resolution, setup.log_height) != (old.resolution, old.log_height) or not self.isVisible()
        self.function_panel.show_setup(setup)
        self.racers.show_setup(setup)
        self.racers.select(self._chosen)
        self.overlays.show_setup(setup)
        self.player.set_setup(setup, hurry=self._dragging)
        self.basins.set_racer(setup, self._chosen)
        if not self.isVisible():
            return
        if self._stale:
            self._refresh_all()
        else:
            self.rates.set_racer(setup, self._chosen)
            self._show_step()

    def _drag_start(self, x: float, y: float) -> None:
        place = (x, y)[:self._setup.dimension]
        inside = tuple(float(np.clip(value, *span)) for value, span in zip(place, self._setup.domain, strict=True))
        self._dragging = True
        self._document.set_descent(replace(self._setup, start=inside, scene=self._setup.scene),
                                   self.tr("Move the start"))

    def _let_go(self) -> None:
        self._dragging = False
        self.player.catch_up()
        self._show_step()
        self._document.end_gesture()

    def _press(self, x: float, y: float) -> None:
        if self.basins.basins is not None:
            self._probe = self.basins.basins.path(np.array([x, y]))
            self._show_step()

    def _choose_overlays(self, names: tuple[str, ...]) -> None:
        self._document.set_descent(replace(self._setup, overlays=names), self.tr("Choose what is drawn"))
        self._document.end_gesture()

    def _choose_racer(self, place: int) -> None:
        self._chosen = place
        self.racers.select(place)
        self.basins.set_racer(self._setup, place)
        self.rates.set_racer(self._setup, place)
        self._show_step()

    def _choose_rate(self, racer: Racer) -> None:
        racers = list(self._setup.racers)
        racers[self._chosen] = racer
        self._document.set_descent(replace(self._setup, racers=tuple(racers), scene=""),
                                   self.tr("Choose a learning rate"))
        self._document.end_gesture()

    def _show_basins(self, regions: Regions | None) -> None:
        self.field.set_regions(regions)
        if regions is None and self._probe is not None:
            self._probe = None
            self._show_step()

    # Pictures

    def _refresh_all(self) -> None:
        """Draw everything anew: another function, or the first time that it is seen."""
        self._stale = False
        setup = self._setup
        try:
            self._view.show_function(self._function, setup)
        except LaderaError as error:
            self.note.say(translate_error(error))
            return
        self.rates.set_racer(setup, self._chosen)
        self._view.show_points(self._points)
        if self._view.gap.text():
            self.note.say("")
        elif self._points is None:
            self.note.say(self.tr("Looking for critical points…"))
            self._critical.ask(lambda: (setup, find_critical_points(setup.function(), setup.domain)))
        self._show_step()

    def _show_points(self, answer: tuple[DescentSetup, CriticalPoints]) -> None:
        setup, points = answer
        if (setup.text, setup.domain) != (self._setup.text, self._setup.domain):
            return
        self._points = points
        self._numbers.measure_from(points)
        self.note.say(counted(points), judged(points))
        self._view.show_points(points)
        self._show_step()

    @np.errstate(over="ignore", invalid="ignore")  # of walkers that fly away
    def _show_step(self) -> None:
        if not self.isVisible():
            return
        step, moving = self.player.known, self._dragging or self.player.playing
        every = 1 + step // MOST_DRAWN if moving else 1
        self.transport.show_drawn(step, every)
        self._view.show_moment(self._function, self._setup, self.player.race, step, chosen=self._chosen, every=every,
                               probe=self._probe)
        self._numbers.show_step(self._setup, self._chosen, at_once=not moving)
        self._ends.wait(self._setup)
