"""The hill in the middle, with all that walks over it and the sentence below."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.numbers import grouped
from app.surface import Field, FieldView, Mark
from app.theme import theme_bus
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.or_sentence import OrSentence
from app.workspaces.landscape.live import PictureRequest
from app.workspaces.landscape.runs_panel import RunsPanel
from app.workspaces.landscape.sentences import Stand, axis_names, brief, described
from app.workspaces.landscape.walk_bar import WalkBar
from app.workspaces.landscape.walks import eigenvector_walk, training_walk
from engine.landscape import Surface, filled

SLOW = 0.2
"""Seconds that a picture takes from which on heights glide to the next; quicker ones are a film by themselves."""
READING = 250
"""Milliseconds that the sentence below live pictures stays as it is: nobody reads faster."""
LEAST_WIDTH = 380
"""Pixels: the docks give way before the picture is narrower."""


class HillView(QWidget):
    """Shows one picture, `picture`, which is `kept` where it is a surface of the project. `stopped` is called when
    another step of the walk is stood at."""

    def __init__(self, session: TrainingSession, runs: RunsPanel, stopped: Callable[[], object]) -> None:
        super().__init__()
        self._session, self._runs, self._stopped = session, runs, stopped
        self.picture: PictureRequest | None = None
        self.kept: Surface | None = None
        self._snapshot: Snapshot | None = None
        self._walker: np.ndarray | None = None
        self._stop: int | None = None
        self._stand: Stand | None = None
        self._unsaid = False
        self._reading = QTimer(self, singleShot=True, interval=READING)
        self._reading.timeout.connect(lambda: self._say() if self._unsaid else None)
        self.setMinimumWidth(LEAST_WIDTH)
        self.field = FieldView()
        self.walk_bar = WalkBar(self.field)
        self.area = OrSentence(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.walk_bar)
        column.addWidget(self.area, 1)
        self.walk_bar.scrubbed.connect(self._scrub)
        theme_bus.changed.connect(self.redraw)

    # What is shown

    def follow(self, snapshot: Snapshot, *, another_training: bool) -> None:
        """The newest snapshot. Of `another_training` one stands at the present; a look back is stood at."""
        before, self._snapshot = self._snapshot, snapshot
        if another_training:
            self._stop = None
        if snapshot.present is not None:
            self._stop = snapshot.path.newest
        elif before is not None and before.present is not None:
            self._stop = None

    def show_step(self) -> None:
        """Say at which step one stands."""
        now = self._snapshot.present or self._snapshot
        self.walk_bar.show_step(now.step if self._stop is None else self._stop, now.step)

    def clear(self) -> None:
        """There is nothing to be seen."""
        self._snapshot = self._stop = None
        self.drop()
        self.walk_bar.show_step(0, 0)

    def drop(self) -> None:
        """What is shown is of another network."""
        self.picture = self.kept = None

    def show_picture(self, picture: PictureRequest) -> None:
        """A live one."""
        self.area.show_content()
        self.picture, self.kept = picture, None
        self.draw()

    def show_surface(self, surface: Surface) -> None:
        """A surface that was computed in full, in place of the live one, of the same network."""
        shown = self.picture
        picture = PictureRequest(shown.task, surface.plane, surface.a, surface.b, shown.walk,
                                 surface.plane.project(shown.walk) if len(shown.walk) else None, shown.tag)
        picture.losses[...] = surface.losses
        picture.walk_losses[...] = shown.walk_losses
        self.picture, self.kept = picture, surface
        self.draw()

    def refuse(self, surface: Surface) -> None:
        """Say that a surface is of another network."""
        self.tell(self.tr("This surface is of another network: it has {count} weights.").format(
            count=grouped(surface.plane.origin.size)))

    def stand_at(self, step: int | None) -> None:
        """Show the walk up to a step; None for the present."""
        self._stop = step
        if self._snapshot is not None:
            self._stopped()
        self.draw()

    def walk(self, weights: np.ndarray | None) -> None:
        """Show the ball that walks along an eigenvector at these weights (n,); None takes it away."""
        self._walker = weights
        self.redraw()

    def _scrub(self, step: int) -> None:
        now = self._snapshot and (self._snapshot.present or self._snapshot)
        self.stand_at(None if now is None or step >= now.step else step)

    # Drawing

    def redraw(self, *_: object) -> None:
        """Draw what is shown anew, where it is seen."""
        if self.isVisible():
            self.draw()

    def draw(self) -> None:
        """Draw what is shown, also for a film that nobody watches."""
        picture = self.picture
        if picture is None:
            return
        losses, running = filled(picture.losses), self._is_running()
        field = Field(picture.a, picture.b, np.where(np.isfinite(losses), losses, np.nan), *axis_names(picture.plane),
                      self.tr("loss"))
        self.field.set_field(field, ease=running and picture.age > SLOW, stays=not running)
        self._draw_walks(picture, field)
        self._unsaid = True
        if not (running and self._reading.isActive()):
            self._say()

    def _draw_walks(self, picture: PictureRequest, field: Field) -> None:
        """All that walks over the field."""
        trails, self._stand = training_walk(picture, field, self._stop)
        self.field.set_trails([*trails, *eigenvector_walk(picture, field, self._walker),
                               *self._runs.trails(picture.plane, field)])
        self.field.set_marks([] if self._stand is not None else [
            Mark("centre", 0.0, 0.0, float(np.nan_to_num(field.at(0.0, 0.0))), self.tr("the centre"))])

    def _is_running(self) -> bool:
        return self._session.state == "running"

    # Sentences

    def say(self, sentence: str) -> None:
        """Say it in place of a picture."""
        self.area.say(sentence)

    def tell(self, sentence: str, details: str = "") -> None:
        """Say it below the picture."""
        self._unsaid = False
        self.field.say(sentence, details)

    def _say(self) -> None:
        """Describe what is drawn."""
        picture = self.picture
        if picture is None:
            return
        stale = (self._snapshot is not None and picture.tag.snapshot.step != self._snapshot.step
                 and not self._is_running())
        told = picture, self.kept, self._stand, stale
        self.tell(brief(*told), described(*told))
        self._reading.start()
