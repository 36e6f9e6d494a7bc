"""The workspace: the plane on one side, curvature on the other, the hill with its path between them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path as FilePath

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.document.document import Document
from app.i18n import translate_error
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.training_bar import TrainingBar
from app.workspaces.docked import LEFT, RIGHT, DockedWorkspace
from app.workspaces.landscape.asked import Asked
from app.workspaces.landscape.curvature_panel import CurvaturePanel
from app.workspaces.landscape.hill_view import HillView
from app.workspaces.landscape.live import LivePlane, PictureRequest
from app.workspaces.landscape.loss_sample import FIT, LARGE, LossSample, LossSamples
from app.workspaces.landscape.plane_fitter import PlaneFitter, View
from app.workspaces.landscape.plane_panel import PlanePanel
from app.workspaces.landscape.runs_panel import RunsPanel
from app.workspaces.landscape.surfaces_panel import SurfacesPanel
from engine.errors import LaderaError
from engine.landscape import Surface

MOST_WALK, FEW_WALK = 160, 48
"""Points of the walk whose true loss is measured, for small and for large networks."""
PERIOD = 1 / 18
"""Seconds from one live picture to the next: as many as the eye sees, and no more."""
SHARE = 0.5
"""The share of the window's time that drawing live pictures may take; where drawing is expensive they come later."""
LONG_FIT = 5.0
"""Seconds for which directions stay, for the sake of a run that grows, where the picture is not whole yet."""
FRAMES = 90
"""Pictures of a film."""


class LandscapeWorkspace(DockedWorkspace):
    """Does nothing while it is hidden; while a training runs it asks for the next picture when one is done."""

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._snapshot: Snapshot | None = None
        self._subjects = LossSamples()
        self._true: dict[int, float] = {}  # step of the walk → its loss, measured as the surface is
        self._wanted = False
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._refresh)
        self.bar = TrainingBar(session, document)
        self.panel = PlanePanel()
        self.curvature = CurvaturePanel(session.workplace)
        self.surfaces = SurfacesPanel(document, session.workplace)
        self.runs = RunsPanel(document, session.workplace)
        self.live = LivePlane(session.workplace, self)
        self._sight = PlaneFitter(self)
        self.hill = HillView(session, self.runs, self._show_place)
        self.field = self.hill.field
        self.setCentralWidget(self.hill)
        self.setMenuWidget(self.bar)
        self._plane_dock = self.add_dock("landscape-plane", self.tr("Plane"), self.panel, LEFT)
        self._curvature_dock = self.add_dock("landscape-curvature", self.tr("Curvature"), self.curvature, RIGHT)
        for name, title, widget in (("landscape-runs", self.tr("Runs"), self.runs),
                                    ("landscape-surfaces", self.tr("Surfaces"), self.surfaces)):
            self.tabifyDockWidget(self._curvature_dock, self.add_dock(name, title, widget, RIGHT))
        self._curvature_dock.raise_()
        self._connect()
        self._follow_state(session.state)

    @property
    def commands(self) -> dict[str, Callable[[], object]]:
        """The window's actions that this workspace carries out."""
        return {"fit": self.field.fit, "copy_image": self.field.copy_image}

    @property
    def settled(self) -> bool:
        """Whether the picture is as fine as it will become."""
        return not (self.live.busy or self._sight.busy or self._wanted) or self._snapshot is None

    @property
    def subject(self) -> LossSample | None:
        """What the landscape is of."""
        return self._subjects.now

    @property
    def picture(self) -> PictureRequest | None:
        """What is shown."""
        return self.hill.picture

    @property
    def _newest(self) -> Snapshot | None:
        """The training as it was seen last; None until its weights have come."""
        latest = self._session.latest
        return None if latest is None or latest.parameters is None else latest

    def arrange(self) -> None:
        width = self.width()
        self.resizeDocks([self._plane_dock, self._curvature_dock],
                         [max(min(248, width // 4), width // 6), max(min(312, 5 * width // 16), width // 5)],
                         Qt.Orientation.Horizontal)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self._refresh()

    def hideEvent(self, event) -> None:
        super().hideEvent(event)
        self.live.stop()

    # Putting together

    def _connect(self) -> None:
        session = self._session
        session.watch(self, (), self._take, in_turn=False, weights=True)
        session.state_changed.connect(self._follow_state)
        self.panel.changed.connect(self._choose)
        self.panel.refit.connect(self._refit)
        self._sight.found.connect(self._ask)
        self._sight.missed.connect(self._refresh)
        self._sight.failed.connect(self._no_plane)
        self.live.advanced.connect(self._show)
        self.live.finished.connect(self._finish)
        self.live.failed.connect(lambda error: self.hill.tell(translate_error(error)))
        self.curvature.walked.connect(self.hill.walk)
        self.curvature.wanted.connect(self._take_weights)
        self.surfaces.shown.connect(self._show_surface)
        self.surfaces.filmed.connect(self._film)
        self.runs.changed.connect(self._see_runs)
        self.runs.grown.connect(self._see_growth)
        self._document.model.project_replaced.connect(self._go_live)

    # The training

    def _follow_state(self, state: str) -> None:
        if state == "empty":
            self._snapshot = None
            self.hill.clear()
            self._subjects.forget()
            self.live.stop()
            self.curvature.set_place(None, None, 0.0)
            self.surfaces.set_place(None, None)
            self.runs.set_place(None, None)
            problems = self._session.problems
            self.hill.say(translate_error(problems[0]) if problems else self.tr("Getting ready…"))
            return
        if self.picture is None:
            self.hill.say(self.tr("Getting ready…"))
        if self._newest is not None and self.isVisible():
            self._take(self._newest)
        if state != "running" and not self.panel.live.isChecked():
            self.hill.redraw()  # it says how old it is

    def _go_live(self) -> None:
        """A project came: what is shown is the training, not a surface of the project before."""
        self.panel.live.setChecked(True)

    def _take(self, snapshot: Snapshot) -> None:
        if snapshot.parameters is None:  # they are on their way
            return
        before = self._snapshot
        fresh = before is None or snapshot.step != before.step or snapshot.graph is not before.graph
        self._note(snapshot)
        self._show_place()
        if self.picture is None or (fresh and self.panel.choice.live and not self._again.isActive()):
            self._refresh()

    def _note(self, snapshot: Snapshot) -> None:
        """Know the newest snapshot, and forget what does not hold of it."""
        before, self._snapshot = self._snapshot, snapshot
        another = before is not None and (snapshot.run != before.run or (snapshot.present or snapshot).step < (
            before.present or before).step)
        if another:  # other weights at the same steps, or another loss
            self._true = {}
        self.hill.follow(snapshot, another_training=another)
        if self.subject is not None and snapshot.graph != self.subject.network.graph:
            self.hill.drop()
            self._subjects.forget()

    def _show_place(self) -> None:
        snapshot = self._snapshot
        self.curvature.set_place(self.subject, snapshot.parameters, snapshot.learning_rate)
        self.runs.set_place(self.subject, snapshot)
        self.hill.show_step()

    # Pictures

    def _choose(self) -> None:
        self.field.set_log(self.panel.choice.log)
        self._refresh()

    def _refit(self) -> None:
        self._sight.tire()
        self._refresh()

    def _refresh(self) -> None:
        """Ask for a picture of the present, as soon as the one in work allows it."""
        if self._newest is None or not self.isVisible():
            return
        if self._newest is not self._snapshot:
            self._note(self._newest)
        if self._sight.busy or not self.live.worth_replacing:
            self._wanted = True
            return
        self._wanted = False
        snapshot, before, running = self._snapshot, self._subjects.graph, self._is_running()
        try:
            if self._subjects.follow(snapshot, self._document.model.training_settings, self.panel.choice.sample,
                                     running=running):
                self._true = {}
        except LaderaError as error:
            self.hill.say(translate_error(error))
            return
        if before is not snapshot.graph:
            self.panel.set_network(self.subject.network)
            self._sight.forget()
            self.hill.drop()
        self._show_place()
        most = FEW_WALK if self.subject.network.size > LARGE else MOST_WALK
        asked = Asked(snapshot, self.subject, self.panel.choice, (snapshot.present or snapshot).path.seen(most=most),
                      self.runs.walks(), self.runs.ends())
        if self._sight.look(asked, steady=running):
            self.panel.show_weights(snapshot.parameters)

    def _ask(self, view: View) -> None:
        """Ask for the losses on a plane."""
        asked = view.asked
        self.panel.show_ranges(view.ranges)
        axes = [np.linspace(*span, asked.choice.resolution) for span in view.ranges]
        picture = PictureRequest(asked.subject.task, view.plane, *axes, asked.walk.points, view.walk, asked)
        picture.walk_losses[...] = [self._true.get(step, np.nan) for step in asked.walk.steps.tolist()]
        self.live.ask(picture)

    def _no_plane(self, error: LaderaError) -> None:
        """Say why; until the walk can give a plane, look around in random directions."""
        if self.panel.choice.kind == "principal" and self._snapshot is not None:
            choice = replace(self.panel.choice, kind="random", settings={}, seed=0)
            walk = (self._snapshot.present or self._snapshot).path.seen(most=FEW_WALK)
            asked = Asked(self._snapshot, self.subject, choice, walk, None, (), translate_error(error))
            self._sight.look_about(asked)
            return
        if self.picture is None:
            self.hill.say(translate_error(error))
        else:
            self.hill.tell(translate_error(error))

    def _show(self, picture: PictureRequest) -> None:
        if not self.isVisible():
            return
        self._present(picture)
        if self.live.worth_replacing and (self._wanted or (self._is_running() and self.panel.choice.live)):
            self._refresh()

    def _finish(self, picture: PictureRequest) -> None:
        begun = time.perf_counter()
        self._present(picture)
        self.surfaces.set_place(picture.tag.subject, picture)
        if self._wanted or (self._is_running() and self.panel.choice.live):
            QTimer.singleShot(0, self, lambda: self._pace(picture, begun))

    def _pace(self, picture: PictureRequest, begun: float) -> None:
        """The picture is painted, which was `begun` then: ask for the next one, when the window can bear it."""
        drawing = time.perf_counter() - begun
        self._again.start(max(0, round(1000 * (max(PERIOD, drawing / SHARE) - picture.age))))

    def _present(self, picture: PictureRequest) -> None:
        known = np.isfinite(picture.walk_losses)
        self._true.update(zip(picture.tag.walk.steps[known].tolist(), picture.walk_losses[known].tolist(), strict=True))
        self.hill.show_picture(picture)

    def _is_running(self) -> bool:
        return self._session.state == "running"

    def _take_weights(self, weights: np.ndarray) -> None:
        self._document.set_parameters(weights.astype(np.float32), self.tr("Walk along an eigenvector"))

    def _see_runs(self) -> None:
        self.panel.offer("between", bool(self.runs.ends()))
        if self.panel.choice.kind in ("principal", "between"):
            self._refit()
        else:
            self.hill.redraw()

    def _see_growth(self) -> None:
        """A run has come further: its walk may ask for another plane, though not each time."""
        if not self.isVisible():
            return
        patience = LONG_FIT if self.live.busy else FIT
        if self.panel.choice.kind == "principal" and self._sight.age > patience:
            self._sight.tire()
            self._refresh()
        self.hill.draw()

    def _film(self, path: FilePath) -> None:
        steps = self.picture.tag.walk.steps
        chosen = np.unique(np.linspace(0, len(steps) - 1, FRAMES).round().astype(int))
        self.surfaces.filming.begin(path, steps[chosen].tolist(), self.hill.stand_at, self.field.image)

    def _show_surface(self, surface: Surface) -> None:
        """A surface that was computed in full, in place of the live one."""
        if self.picture is None:
            return
        if surface.plane.origin.size != self.picture.task.network().size:
            self.hill.refuse(surface)
            return
        self.live.stop()
        with QSignalBlocker(self.panel):
            self.panel.live.setChecked(False)
        self.hill.show_surface(surface)
