"""A training as far as it has come, apart from the trainer that carries it on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from app.document.model import Origin, Renames
from engine.landscape import TrajectoryRecorder
from engine.project import Learned
from engine.training import Checkpoint, History, Timeline
from engine.training.gradient_norms import weighted_layers
from engine.training.handover import Handover, Task
from engine.training.history import MOST_STORED, thinned
from engine.training.marks import WEIGHTS, Change, Mark, changes, marked, spoil_figures
from engine.training.progress import BUDGET, MOST_MOMENTS, Progress, begun, kept

Figures = Mapping[str, float]


@dataclass(eq=False)
class Training:
    """What is trained is `task`. `moment` is where the training rests, None before anything was learned; while a
    trainer carries it on, the trainer knows better. `timeline` has moments to be looked back at, `album` those that a
    project keeps, `path` the walk. `figures` are what was measured of the weights, None where the last row of the
    history is that. `told` is whether the document knows what was learned, `trained` whether steps were made since.
    """

    task: Task
    moment: Checkpoint | None = None
    history: History = field(default_factory=History)
    timeline: Timeline = field(default_factory=Timeline)
    album: Timeline = field(default_factory=lambda: Timeline(BUDGET, MOST_MOMENTS))
    path: TrajectoryRecorder = field(default_factory=TrajectoryRecorder)
    marks: tuple[Mark, ...] = ()
    figures: Figures | None = None
    goal: int = 0
    told: bool = True
    trained: bool = False

    @classmethod
    def of(cls, task: Task, learned: Learned) -> Training:
        """The training of which the document keeps `learned`."""
        training, progress = cls(task, goal=task.settings.epochs), learned.progress
        if learned.parameters is None:
            return training
        training.history = History.of(learned.history, len(weighted_layers(task.graph)))
        if progress is None:
            training.moment = begun(learned.parameters, learned.history, task.settings, learned.weights_epoch)
            return training
        rate = task.settings.optimizer_settings["learning_rate"]
        training.moment = replace(progress.now, parameters=learned.parameters, restored=learned.weights_epoch,
                                  learning_rate=rate)
        for moment in progress.moments:
            training.remember(moment)
            training.path.add(moment.step, moment.minibatch_loss, moment.parameters)
        training.marks, training.goal = progress.marks, max(progress.goal, training.goal)
        return training

    def after(self, task: Task, renames: Renames, origin: Origin, parameters: np.ndarray | None) -> Training:
        """Another training that goes on with what this one has learned until now, or until epoch `origin.at` where that
        is remembered, perhaps with other weights. Raises KeyError when the networks have other arrays."""
        over = Handover(self.task, task, renames)
        if self.moment is None:  # nothing was learned
            return Training.of(task, Learned(parameters))
        start = (self.timeline.at(origin.at) if origin.at is not None else None) or self.moment
        moment = over.moment(start)
        if origin.at is None:
            moment = replace(moment, learning_rate=task.settings.optimizer_settings["learning_rate"])
        found = changes(self.task, task, renames)
        if parameters is not None:
            moment, found = replace(moment, parameters=parameters, restored=None), (*found, Change(WEIGHTS))
        history = self.history.copy(*over.spoilt)
        history.truncate(moment.epoch)
        path = self.path.until(moment.step)
        other = Training(
            task, moment, history, self.timeline.until(moment.step, over.moment),
            self.album.until(moment.step, over.moment), path if over.same_function else path.moved(over.weights),
            marked(self.marks, moment.epoch, moment.step, found) if moment.step else (), told=False)
        if origin.at is None:
            other.figures = {} if spoil_figures(found) else self.figures
        elif spoil_figures(found) or self.spoilt_since(start):
            other.figures = {}
        other.goal = self.goal if task.settings.epochs == self.task.settings.epochs else task.settings.epochs
        return other

    def spoilt_since(self, moment: Checkpoint) -> bool:
        """Whether figures measured at a moment of the past are not those of the same weights today."""
        return any(spoil_figures(mark.changes) for mark in self.marks if mark.step >= moment.step)

    def become(self, task: Task, epoch: int, step: int) -> None:
        """Go on, after so many epochs and steps, with settings that change nothing of what was learned."""
        old, self.task = self.task, task
        if task.settings.epochs != old.settings.epochs:
            self.goal = task.settings.epochs
        if self.moment is not None:
            self.moment = replace(self.moment, learning_rate=task.settings.optimizer_settings["learning_rate"])
        found = changes(old, task, {})
        if step and found:
            self.marks, self.told = marked(self.marks, epoch, step, found), False

    def wants(self, epoch: int) -> bool:
        """Whether a moment at the end of `epoch` would be kept."""
        return self.timeline.wants(epoch) or self.album.wants(epoch)

    def remember(self, moment: Checkpoint) -> None:
        """Keep a moment where timeline and album want it, the first in any case."""
        for kept_in in (self.timeline, self.album):
            if not len(kept_in) or kept_in.wants(moment.epoch):
                kept_in.add(moment)

    def learned(self) -> Learned:
        """What the document is to keep."""
        moment = self.moment
        if moment is None:
            return Learned()
        progress = Progress(kept(moment), tuple(earlier for earlier in self.album if earlier.step < moment.step),
                            self.marks, self.goal)
        history = thinned(self.history.columns(), MOST_STORED) if len(self.history) else None
        return Learned(moment.parameters, history, moment.restored, progress)

    def without_moments(self) -> Training:
        """The same with nothing to look back at."""
        return replace(self, timeline=Timeline(), album=Timeline(BUDGET, MOST_MOMENTS), path=TrajectoryRecorder())

    def arrays(self) -> Iterator[np.ndarray]:
        """All that it holds; what it shares with other trainings too."""
        moments = (*self.timeline, *self.album, *([self.moment] if self.moment else ()))
        for moment in moments:
            yield moment.parameters
            yield from moment.slots.values()
            if moment.best is not None:
                yield moment.best.parameters
        for _, _, point in self.path.rows:
            yield point
