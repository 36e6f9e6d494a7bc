"""The workspace: function and start on one side, racers on the other, the hill between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.document.document import Document
from app.i18n import translate, translate_error
from app.numbers import number
from app.surface import CurveView, Field, FieldView, Regions, Trail
from app.surface.walkers import walker_colours
from app.theme import icon, theme_bus
from app.training.session import TrainingSession
from app.widgets.background import Background
from app.workspaces.descent import picture
from app.workspaces.descent.charts import Chart, Charts, IterateTable, short
from app.workspaces.descent.explorers import BasinsPanel, RatesPanel
from app.workspaces.descent.function_panel import FunctionPanel
from app.workspaces.descent.player import Player
from app.workspaces.descent.racers_panel import RacersPanel
from app.workspaces.descent.transport import RaceTransport
from app.workspaces.docked import BOTTOM, LEFT, RIGHT, DockedWorkspace
from engine.descent import SCENES, CriticalPoints, DescentSetup, Racer, Scene, classify_end, find_critical_points
from engine.errors import N_, FormatError, LaderaError

CURVE_POINTS = 801
ENDS_AFTER = 250
"""Milliseconds of rest before the ends of the walks are judged."""
NUMBERS_EVERY = 30
"""Milliseconds between two looks at a curve, or the table and the cards, while something moves: one after the other,
since they are dear, and read slowly."""
ROW = 18
"""Pixels from one line of text on a curve to the next."""
MOST_DRAWN = 1_200
"""Steps of a walk that are drawn while something moves."""


class DescentWorkspace(DockedWorkspace):
    """Shows the document's descent; every change goes through the document, and can be undone."""

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._document = document
        self._setup = document.model.project.descent or DescentSetup()
        self._points: CriticalPoints | None = None
        self._chosen = 0
        self._probe: np.ndarray | None = None
        self._stale = True
        self._dragging = False
        self._owed: list[Callable[[], None]] = []
        self._function = self._setup.function()
        self.player = Player(self._setup, self)
        self.function_panel, self.racers = FunctionPanel(), RacersPanel()
        self.curve, self.field = CurveView(), FieldView()
        self.charts, self.table = Charts(), IterateTable()
        self._show_charts = tuple(partial(self._show_chart, chart) for chart in self.charts.all)
        self.basins, self.rates = BasinsPanel(), RatesPanel()
        self._critical = Background(self)
        self._ends = Background(self)
        self._rest = QTimer(self, singleShot=True, interval=ENDS_AFTER)
        self._later = QTimer(self, singleShot=True, interval=NUMBERS_EVERY)
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
        return {"fit": self._fit, "copy_image": self.copy_image, "export_drawing": self._ask_where}

    def copy_image(self) -> None:
        """The picture on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self._pictures.currentWidget().grab())

    def export_drawing(self, path: Path) -> None:
        """The picture as PNG; as SVG the curve, or the map of a surface. Raises FormatError."""
        shown = self._pictures.currentWidget()
        try:
            if path.suffix.lower() == ".svg":
                shown.write_svg(path)
            else:
                buffer = QBuffer()
                shown.grab().save(buffer, "PNG")
                path.write_bytes(buffer.data().data())
        except OSError as error:
            raise FormatError(N_("engine", "The drawing could not be written to {path}: {detail}."), path=path.name,
                              detail=error.strerror or str(error)) from error

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export drawing"), f"{self._document.title}.png",
                                              self.tr("Pictures (*.png *.svg)"))
        if name:
            try:
                self.export_drawing(Path(name))
            except LaderaError as error:
                self._document.failed.emit(error)

    def arrange(self) -> None:
        width, height = self.width(), self.height()
        self.resizeDocks([self._function_dock, self._racers_dock], [max(250, width // 6), max(296, width // 5)],
                         Qt.Orientation.Horizontal)
        self.resizeDocks([self._charts_dock], [max(170, round(height * 0.26))], Qt.Orientation.Vertical)

    @property
    def settled(self) -> bool:
        """Whether critical points and ends have been found."""
        return not (self._critical.busy or self._ends.busy or self._rest.isActive() or self.basins.busy)

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
        self.note = QLabel(wordWrap=True)
        self.note.setProperty("look", "muted")
        below = QHBoxLayout()
        below.setContentsMargins(10, 0, 8, 2)
        below.addWidget(self.note, 1)
        below.addSpacing(12)
        self._views = QButtonGroup(self)
        for view, text, tip in (("both", self.tr("Both"), self.tr("Surface and map beside each other")),
                                ("surface", self.tr("Surface"), self.tr("The surface in space")),
                                ("map", self.tr("Map"), self.tr("The map from above"))):
            button = QToolButton(text=text, toolTip=tip, checkable=True, autoRaise=True)
            button.setProperty("view", view)
            button.setChecked(view == "both")
            button.clicked.connect(lambda _=False, view=view: self.field.set_view(view))
            self._views.addButton(button)
            below.addWidget(button)
        below.addWidget(self._overlay_button())
        self._pictures = QStackedWidget()
        self._pictures.addWidget(self.field)
        self._pictures.addWidget(self.curve)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._pictures, 1)
        column.addLayout(below)
        self.setCentralWidget(centre)

    def _overlay_button(self) -> QToolButton:
        button = QToolButton(text=self.tr("Show"), autoRaise=True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(self.tr("What to draw beside the walk"))
        button.setIcon(icon("eye"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._show_button = button
        menu = QMenu(button)
        self._overlays: dict[str, QAction] = {}
        menu.setToolTipsVisible(True)
        for name, text, tip in (
                ("gradient", self.tr("Gradient, or tangent of a curve"),
                 self.tr("Where it is steepest; on a curve the tangent with its slope")),
                ("step", self.tr("The next step"), self.tr("Where each optimizer goes next, as long as the step is")),
                ("momentum", self.tr("Momentum's part of the step"),
                 self.tr("The step as the sum of what the gradient asks for and what is remembered; of optimizers with "
                         "momentum")),
                ("accumulated", self.tr("Gathered squares as areas"), ""),
                ("newton", self.tr("Newton's parabola or paraboloid"),
                 self.tr("What slope and curvature here say about everywhere else, and where its bottom is"))):
            action = menu.addAction(text)
            action.setToolTip(tip)
            action.setCheckable(True)
            action.triggered.connect(self._choose_overlays)
            self._overlays[name] = action
        button.setMenu(menu)
        return button

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
        self.racers.selected.connect(self._choose_racer)
        self.rates.chosen.connect(self._choose_rate)
        self.basins.drawn.connect(self._show_basins)
        self.player.moved.connect(self._show_step)
        self.player.played.connect(lambda playing: None if playing else self._show_step())
        for view in (self.field, self.curve):
            view.start_dragged.connect(self._drag_start)
            view.start_released.connect(lambda x, y: self._let_go())
            view.pressed.connect(self._press)
        self._critical.done.connect(self._show_points)
        self._critical.failed.connect(lambda error: self.note.setText(translate_error(error)))
        self._ends.done.connect(self._show_ends)
        self._rest.timeout.connect(self._judge)
        self._later.timeout.connect(self._show_next_number)
        theme_bus.changed.connect(self._restyle)

    def _restyle(self, *_: object) -> None:
        self._show_button.setIcon(icon("eye"))
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
        if (setup.text, setup.domain) != (old.text, old.domain):
            self._function, self._points = setup.function(), None
            self._stale = True
        self._stale |= (setup.resolution, setup.log_height) != (old.resolution, old.log_height) or not self.isVisible()
        self.function_panel.show_setup(setup)
        self.racers.show_setup(setup)
        self.racers.select(self._chosen)
        for name, action in self._overlays.items():
            action.setChecked(name in setup.overlays)
        gathered = self._overlays["accumulated"]
        gathered.setEnabled(setup.dimension == 2)
        gathered.setToolTip(
            self.tr("How much each direction's steps are divided by: Adagrad, RMSprop, Adam and their kin")
            if setup.dimension == 2 else
            self.tr("They compare directions, and a curve has one: choose a surface to see them"))
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

    def _choose_overlays(self) -> None:
        names = tuple(name for name, action in self._overlays.items() if action.isChecked())
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
        surface = setup.dimension == 2
        self._pictures.setCurrentWidget(self.field if surface else self.curve)
        for button in self._views.buttons():
            button.setEnabled(surface)
        try:
            if surface:
                x, y, z = self._function.grid(setup.domain, setup.resolution)
                self.field.set_log(setup.log_height)
                self.field.set_field(Field(x, y, np.where(np.isfinite(z), z, np.nan), "x", "y", "f"), ease=False)
            else:
                x, z = self._function.grid(setup.domain, CURVE_POINTS)
                self.curve.set_curve(x, np.where(np.isfinite(z), z, np.nan))
        except LaderaError as error:
            self.note.setText(translate_error(error))
            return
        self.rates.set_racer(setup, self._chosen)
        if self._points is None:
            self.note.setText(self.tr("Looking for critical points…"))
            self._show_marks()
            self._critical.ask(lambda: (setup, find_critical_points(setup.function(), setup.domain)))
        else:
            self._show_marks()
        self._show_step()

    def _show_points(self, answer: tuple[DescentSetup, CriticalPoints]) -> None:
        setup, points = answer
        if (setup.text, setup.domain) != (self._setup.text, self._setup.domain):
            return
        self._points = points
        self.charts.measure_from_minima(bool(points.of_kind("minimum")))
        self.note.setText(self._count_sentence(points))
        self._show_marks()
        self._show_step()

    def _count_sentence(self, points: CriticalPoints) -> str:
        counts = points.counts
        if len(points.points) == counts["pole"]:
            return self.tr("No critical points in this domain.")
        sentence = self.tr("Minima: {minima}, saddles: {saddles}, maxima: {maxima}").format(
            minima=counts["minimum"], saddles=counts["saddle"], maxima=counts["maximum"])
        others = counts["degenerate"] + counts["not_smooth"]
        if others:
            sentence += self.tr(", degenerate or not smooth: {others}").format(others=others)
        if points.complete and others + counts["pole"]:
            sentence += ". " + self.tr("Their turns add up to {sum}, as the border demands: none is "
                                       "missing.").format(sum=number(points.sum_of_turns))
        elif points.complete:
            sentence += ". " + self.tr("Minima − saddles + maxima = {sum}, as the border demands: none is "
                                       "missing.").format(sum=number(points.sum_of_turns))
        elif points.complete is None:
            sentence += ". " + self.tr("Whether that is all of them cannot be told from the border.")
        else:
            sentence += ". " + self.tr("The border says that some are missing.")
        return sentence

    def _show_marks(self) -> None:
        found = picture.marks(self._points)
        self.field.set_marks(found)
        self.curve.set_marks(found)

    @np.errstate(over="ignore", invalid="ignore")  # of walkers that fly away
    def _show_step(self) -> None:
        if not self.isVisible():
            return
        setup, race, step = self._setup, self.player.race, self.player.known
        colours = walker_colours()
        moving = self._dragging or self.player.playing
        every = 1 + step // MOST_DRAWN if moving else 1
        self.transport.show_drawn(step, every)
        walks = picture.trails(race, setup, step, colours, every)
        now = picture.moments(race, step)
        if setup.dimension == 2:
            if self._probe is not None:
                walks.append(Trail("", colours[self._chosen], self._probe, self._function.value(self._probe)))
            self.field.set_trails(walks)
            self.field.set_start(setup.start)
            self.field.set_arrows(picture.arrows(now, setup, colours))
            self.field.set_patches(picture.patches(now, setup, colours))
            seen = now[self._chosen] if setup.racers[self._chosen].shown else None
            self.field.set_extra_surface(seen and picture.newton_surface(self._function, seen, setup))
        else:
            self.curve.set_trails(walks)
            self.curve.set_start((setup.start[0], float(self._function.value(np.array(setup.start)))))
            row = ROW / max(1, self.curve.height()) * float(np.ptp(self.curve.item.vb.viewRange()[1]))
            self.curve.set_lines(picture.lines(self._function, now, setup, colours, named=self._chosen, row=row))
        self._show_numbers(at_once=not moving)
        self._rest.start()

    def _show_numbers(self, *, at_once: bool) -> None:
        """Curves, table and cards, at once or one after the other."""
        pieces = (self._show_cards, *self._show_charts)
        if at_once:
            self._owed.clear()
            for show in pieces:
                show()
        else:
            self._owed += [show for show in pieces if show not in self._owed]
            if not self._later.isActive():
                self._later.start()

    def _show_next_number(self) -> None:
        if self._owed:
            self._owed.pop(0)()
            self._later.start()

    @np.errstate(over="ignore", invalid="ignore")
    def _show_chart(self, chart: Chart) -> None:
        if chart.isVisible():
            chart.show_tracks(self.player.race.tracks, self.player.known, self._targets(),
                              [racer.shown for racer in self._setup.racers])

    @np.errstate(over="ignore", invalid="ignore")
    def _show_cards(self) -> None:
        if not self.isVisible():
            return
        race, step, targets = self.player.race, self.player.known, self._targets()
        self._show_table()
        for place, here in enumerate(picture.moments(race, step)):
            far = "" if targets[place] is None else "\n" + self.tr("to the minimum {distance}").format(
                distance=short(float(np.linalg.norm(here.position - targets[place]))))
            self.racers.say(place, "" if self.player.playing else self.racers.cards[place].sentence.text(),
                            self.tr("f = {value} · |∇f| = {slope}").format(
                                value=short(here.value), slope=short(float(np.linalg.norm(here.gradient)))) + far)

    def _show_table(self) -> None:
        if self.player.race.steps_done == self.player.step:
            self.player.race.step()  # the length of the step from the last place is known only at the next
        self.table.show_track(self.player.race.tracks[self._chosen], self.player.known)

    def _targets(self) -> list[np.ndarray | None]:
        """For each racer the minimum that is nearest to where it is now."""
        minima = () if self._points is None else self._points.of_kind("minimum")
        if not minima:
            return [None] * len(self._setup.racers)
        places = np.array([point.position for point in minima])
        now = [np.nan_to_num(track.positions[self.player.known, 0]) for track in self.player.race.tracks]
        return [places[int(np.linalg.norm(places - here, axis=1).argmin())] for here in now]

    # Ends

    def _judge(self) -> None:
        """What each walker has come to: from the Hessian, not from having stopped."""
        if self.player.playing or self.player.known < self.player.step or not self.isVisible():
            return
        setup, step = self._setup, self.player.step
        ends = [track.positions[step, 0].copy() for track in self.player.race.tracks]

        def judge() -> tuple[DescentSetup, int, list[str]]:
            function = setup.function()
            found = [classify_end(function, point, setup.domain) for point in ends]
            return setup, step, [translate(end.sentence).format(**end.values) for end in found]

        self._ends.ask(judge)

    def _show_ends(self, answer: tuple[DescentSetup, int, list[str]]) -> None:
        setup, step, sentences = answer
        if setup == self._setup and step == self.player.step:
            for place, sentence in enumerate(sentences):
                self.racers.cards[place].sentence.setText(sentence)

    def _fit(self) -> None:
        (self.field if self._setup.dimension == 2 else self.curve).fit()
