"""The workspace: the plane on one side, curvature on the other, the hill with its path between them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path as FilePath

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate_error
from app.numbers import grouped
from app.surface import Field, FieldView, Mark
from app.theme import theme_bus
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.plot import OrSentence
from app.widgets.training_bar import TrainingBar
from app.workspaces.docked import LEFT, RIGHT, DockedWorkspace
from app.workspaces.landscape.asked import Asked
from app.workspaces.landscape.curvature_panel import CurvaturePanel
from app.workspaces.landscape.live import LivePlane, PictureRequest
from app.workspaces.landscape.loss_sample import FIT, LARGE, LossSample, LossSamples
from app.workspaces.landscape.plane_fitter import PlaneFitter, View
from app.workspaces.landscape.plane_panel import PlanePanel
from app.workspaces.landscape.runs_panel import RunsPanel
from app.workspaces.landscape.sentences import Stand, axis_names, brief, described
from app.workspaces.landscape.surfaces_panel import SurfacesPanel
from app.workspaces.landscape.walk_bar import WalkBar
from app.workspaces.landscape.walks import eigenvector_walk, training_walk
from engine.errors import LaderaError
from engine.landscape import Surface, filled

MOST_WALK, FEW_WALK = 160, 48
"""Points of the walk whose true loss is measured, for small and for large networks."""
PERIOD = 1 / 18
"""Seconds from one live picture to the next: as many as the eye sees, and no more."""
SLOW = 0.2
"""Seconds that a picture takes from which on heights glide to the next; quicker ones are a film by themselves."""
SHARE = 0.5
"""The share of the window's time that drawing live pictures may take; where drawing is dear they come later."""
READING = 250
"""Milliseconds that the sentence below live pictures stays as it is: nobody reads faster."""
LONG_FIT = 5.0
"""Seconds for which directions stay, for the sake of a run that grows, where the picture is not whole yet."""
FRAMES = 90
"""Pictures of a film."""
LEAST_CENTRE = 380
"""Pixels: the docks give way before the picture is narrower."""


class LandscapeWorkspace(DockedWorkspace):
    """Does nothing while it is hidden; while a training runs it asks for the next picture when one is done."""

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._snapshot: Snapshot | None = None
        self._subjects = LossSamples()
        self._picture: PictureRequest | None = None
        self._kept: Surface | None = None  # what is shown, where it is one of the project's
        self._true: dict[int, float] = {}  # step of the walk → its loss, measured as the surface is
        self._walker: np.ndarray | None = None
        self._stop: int | None = None
        self._wanted = False
        self._stand: Stand | None = None
        self._unsaid = False
        self._reading = QTimer(self, singleShot=True, interval=READING)
        self._reading.timeout.connect(lambda: self._say() if self._unsaid else None)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._refresh)
        self.bar = TrainingBar(session, document)
        self.field = FieldView()
        self.panel = PlanePanel()
        self.curvature = CurvaturePanel()
        self.surfaces = SurfacesPanel(document)
        self.runs = RunsPanel(document)
        self.live = LivePlane(self)
        self._sight = PlaneFitter(self)
        self._build_centre()
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
        return self._picture

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

    def _build_centre(self) -> None:
        centre = QWidget()
        centre.setMinimumWidth(LEAST_CENTRE)
        self.walk_bar = WalkBar(self.field)
        self.step, self.scrub = self.walk_bar.step, self.walk_bar.scrub
        self.area = OrSentence(self.field)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.walk_bar)
        column.addWidget(self.area, 1)
        self.setCentralWidget(centre)

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
        self.live.failed.connect(lambda error: self._tell(translate_error(error)))
        self.curvature.walked.connect(self._walk)
        self.curvature.wanted.connect(self._take_weights)
        self.surfaces.shown.connect(self._show_surface)
        self.surfaces.filmed.connect(self._film)
        self.runs.changed.connect(self._see_runs)
        self.runs.grown.connect(self._see_growth)
        self.walk_bar.scrubbed.connect(self._scrub)
        self._document.model.project_replaced.connect(self._go_live)
        theme_bus.changed.connect(self._restyle)

    def _restyle(self, *_: object) -> None:
        if self.isVisible():
            self._draw()

    # The training

    def _follow_state(self, state: str) -> None:
        if state == "empty":
            self._snapshot = self._picture = self._stop = None
            self._subjects.forget()
            self.live.stop()
            self.curvature.set_place(None, None, 0.0)
            self.surfaces.set_place(None, None)
            self.runs.set_place(None, None)
            self.walk_bar.show_step(0, 0)
            problems = self._session.problems
            self.area.say(translate_error(problems[0]) if problems else self.tr("Getting ready…"))
            return
        if self._picture is None:
            self.area.say(self.tr("Getting ready…"))
        if self._newest is not None and self.isVisible():
            self._take(self._newest)
        if state != "running" and self.isVisible() and not self.panel.live.isChecked():
            self._draw()  # it says how old it is

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
        if self._picture is None or (fresh and self.panel.choice.live and not self._again.isActive()):
            self._refresh()

    def _note(self, snapshot: Snapshot) -> None:
        """Know the newest snapshot, and forget what does not hold of it."""
        before, self._snapshot = self._snapshot, snapshot
        if before is not None and (snapshot.run != before.run or (snapshot.present or snapshot).step < (
                before.present or before).step):
            self._true, self._stop = {}, None  # another training: other weights at the same steps, or another loss
        if snapshot.present is not None:
            self._stop = snapshot.path.newest
        elif before is not None and before.present is not None:
            self._stop = None
        if self.subject is not None and snapshot.graph != self.subject.network.graph:
            self._picture = self._kept = None
            self._subjects.forget()

    def _show_place(self) -> None:
        snapshot, now = self._snapshot, self._snapshot.present or self._snapshot
        self.curvature.set_place(self.subject, snapshot.parameters, snapshot.learning_rate)
        self.runs.set_place(self.subject, snapshot)
        self.walk_bar.show_step(now.step if self._stop is None else self._stop, now.step)

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
            self.area.say(translate_error(error))
            return
        if before is not snapshot.graph:
            self.panel.set_network(self.subject.network)
            self._sight.forget()
            self._picture = None
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
        if self._picture is None:
            self.area.say(translate_error(error))
        else:
            self._tell(translate_error(error))

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
        self.area.show_content()
        self._picture, self._kept = picture, None
        self._draw()

    def _is_running(self) -> bool:
        return self._session.state == "running"

    def _draw(self) -> None:
        picture = self._picture
        if picture is None:
            return
        losses = filled(picture.losses)
        field = Field(picture.a, picture.b, np.where(np.isfinite(losses), losses, np.nan), *axis_names(picture.plane),
                      self.tr("loss"))
        self.field.set_field(field, ease=self._is_running() and picture.age > SLOW, stays=not self._is_running())
        self._draw_walks(picture, field)
        self._unsaid = True
        if not (self._is_running() and self._reading.isActive()):
            self._say()

    def _say(self) -> None:
        """Describe what is drawn."""
        picture = self._picture
        if picture is None:
            return
        stale = (self._snapshot is not None and picture.tag.snapshot.step != self._snapshot.step
                 and not self._is_running())
        told = picture, self._kept, self._stand, stale
        self._tell(brief(*told), described(*told))
        self._reading.start()

    def _tell(self, sentence: str, details: str = "") -> None:
        self._unsaid = False
        self.field.say(sentence, details)

    def _draw_walks(self, picture: PictureRequest, field: Field) -> None:
        """All that walks over the field."""
        trails, self._stand = training_walk(picture, field, self._stop)
        self.field.set_trails([*trails, *eigenvector_walk(picture, field, self._walker),
                               *self.runs.trails(picture.plane, field)])
        self.field.set_marks([] if self._stand is not None else [
            Mark("centre", 0.0, 0.0, float(np.nan_to_num(field.at(0.0, 0.0))), self.tr("the centre"))])

    # Walks beside the training

    def _scrub(self, step: int) -> None:
        now = self._snapshot and (self._snapshot.present or self._snapshot)
        self._stand_at(None if now is None or step >= now.step else step)

    def _stand_at(self, step: int | None) -> None:
        """Show the walk up to a step; None for the present."""
        self._stop = step
        if self._snapshot is not None:
            self._show_place()
        self._draw()

    def _walk(self, weights: np.ndarray | None) -> None:
        self._walker = weights
        if self.isVisible():
            self._draw()

    def _take_weights(self, weights: np.ndarray) -> None:
        self._document.set_parameters(weights.astype(np.float32), self.tr("Walk along an eigenvector"))

    def _see_runs(self) -> None:
        self.panel.offer("between", bool(self.runs.ends()))
        if self.panel.choice.kind in ("principal", "between"):
            self._refit()
        elif self.isVisible():
            self._draw()

    def _see_growth(self) -> None:
        """A run has come further: its walk may ask for another plane, though not each time."""
        if not self.isVisible():
            return
        patience = LONG_FIT if self.live.busy else FIT
        if self.panel.choice.kind == "principal" and self._sight.age > patience:
            self._sight.tire()
            self._refresh()
        self._draw()

    def _film(self, path: FilePath) -> None:
        steps = self._picture.tag.walk.steps
        chosen = np.unique(np.linspace(0, len(steps) - 1, FRAMES).round().astype(int))
        self.surfaces.filming.begin(path, steps[chosen].tolist(), self._stand_at, self.field.image)

    def _show_surface(self, surface: Surface) -> None:
        """A surface that was computed in full, in place of the live one."""
        if self._picture is None:
            return
        if surface.plane.origin.size != self._picture.task.network().size:
            self._tell(self.tr("This surface is of another network: it has {count} weights.").format(
                count=grouped(surface.plane.origin.size)))
            return
        self.live.stop()
        with QSignalBlocker(self.panel):
            self.panel.live.setChecked(False)
        walk = self._picture.walk
        picture = PictureRequest(self._picture.task, surface.plane, surface.a, surface.b, walk,
                                 surface.plane.project(walk) if len(walk) else None, self._picture.tag)
        picture.losses[...] = surface.losses
        picture.walk_losses[...] = self._picture.walk_losses
        self._picture, self._kept = picture, surface
        self._draw()
