"""Where trainings are got ready: the one that is carried on, its trainer and its data, and those that were left."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.document.model import Origin
from app.training.known import known
from app.training.shelf import Shelf
from app.training.snapshot import Job
from app.training.training import Training
from engine.data import Data, DataSpec
from engine.device import NUMPY, Device
from engine.errors import LaderaError
from engine.training import Trainer, fit_problems
from engine.training.handover import Task

WINDOW = 1
"""Cores that a training leaves to the window, which draws meanwhile, unless the person asks for more threads."""


class Bench:
    """`training` is number `run` of the document's, where it `is_known` what to train; `trainer` carries it on, on
    `data`, where it `is_ready`. Asked for too early, they raise LookupError. `left(run, training)` is called with each
    that goes to the shelf.

    `make` and `read` are the engine's; tests put others in their place.
    """

    def __init__(self, left: Callable[[int, Training], None], shelf: Shelf, make: Callable[..., Trainer],
                 read: Callable[[DataSpec], Data]) -> None:
        self._left, self._shelf, self._make, self._read = left, shelf, make, read
        self.run = 0
        self._training: Training | None = None
        self._trainer: Trainer | None = None
        self._data: Data | None = None
        self.device: Device = NUMPY
        self.threads = 0  # see `Trainer.threads`
        self._spare: Trainer | None = None  # that of the training before, for one that differs in its weights alone

    @property
    def is_known(self) -> bool:
        return self._training is not None

    @property
    def is_ready(self) -> bool:
        return self._trainer is not None

    @property
    def training(self) -> Training:
        return known(self._training)

    @property
    def trainer(self) -> Trainer:
        return known(self._trainer)

    @property
    def data(self) -> Data:
        return known(self._data)

    @property
    def loaded(self) -> Data | None:
        """The data, where they could be loaded."""
        return self._data

    def choose(self, job: Job, data: DataSpec) -> bool:
        """Have the training that `job` is about, on `data`, at rest until it is `prepared`. Returns whether it goes on
        from where the one before was. Raises KeyError where it is not known; then there is none."""
        task, origin = Task(job.graph, data, job.settings), job.origin
        if self.is_known and job.run == self.run:
            self._change(job, task)
            return True
        if job.run in self._shelf:
            training = self._shelf.take(job.run)
            self._leave_for(job.run, training)
            self._change(job, task)
            return False
        source = self._source(origin)
        if source is not None:
            goes_on = origin.base == self.run and origin.at is None
            self._leave_for(job.run, source.after(task, job.renames, origin, job.parameters))
            return goes_on
        self._leave_for(job.run, None if job.learned is None else Training.of(task, job.learned))
        if not self.is_known:
            raise KeyError(job.run)
        return False

    def prepare(self, loaded: Data | None) -> Iterator[LaderaError]:
        """Get data and trainer ready; yields what keeps the training from going on. `loaded` saves loading when these
        are the data."""
        if self.is_ready:
            return
        spare, self._spare, task = self._spare, None, self.training.task
        if loaded is not None and loaded.spec == task.data:
            self._data = loaded
        if self._data is None or self._data.spec != task.data:
            self._data = None
            try:
                self._data = self._read(task.data)
            except LaderaError as error:
                yield error
        data = self._data
        if data is None:
            yield from task.graph.problems()
            return
        problems = fit_problems(task.graph, data, task.settings)
        if problems:
            yield from problems
            return
        if spare is not None and (spare.graph, spare.settings) == (task.graph, task.settings) and (
                spare.data is data and spare.device is self.device):
            self._take_up(spare)
        else:
            del spare  # its memory is needed
            self._take_up(self._make(task.graph, data, task.settings, self.device))

    def forget_left(self) -> None:
        """Nobody can come back to the trainings that were left."""
        self._shelf.clear()

    def settle(self) -> None:
        """Let the training know what its trainer knows."""
        if self.is_ready:
            trainer, training = self.trainer, self.training
            training.history = trainer.history
            if trainer.steps_done or training.moment is not None:
                training.moment = trainer.snapshot()

    def mark(self) -> None:
        """Keep where the walk has come to."""
        self.training.path.add(self.trainer.steps_done, self.trainer.minibatch_loss, self.trainer.parameters)

    def _source(self, origin: Origin) -> Training | None:
        """The training that another one goes on from, where it is known."""
        if self.is_known and origin.base == self.run:
            self.settle()
            return self.training
        return None if origin.base is None or origin.base not in self._shelf else self._shelf.look(origin.base)

    def _change(self, job: Job, task: Task) -> None:
        """Other names, or settings that change nothing of what was learned."""
        training = self.training
        old, moment = training.task, training.moment
        if (old.graph, old.data) != (task.graph, task.data) or not old.settings.goes_on_as(task.settings):
            self.settle()
            self._training = training.after(task, job.renames, Origin(), None)
            self._training.trained = training.trained
            self._put_down()
        elif self.is_ready:
            training.become(task, self.trainer.epochs_done, self.trainer.steps_done)
            self.trainer.change(task.settings)
        else:
            training.become(task, *((moment.epoch, moment.step) if moment else (0, 0)))

    def _leave_for(self, run: int, other: Training | None) -> None:
        """Put the training on the shelf and have another one."""
        if self.is_known:
            self.settle()
            self._put_down()
            self._left(self.run, self.training)
            self._shelf.put(self.run, self.training)
        self.run, self._training = run, other

    def _put_down(self) -> None:
        """No trainer carries the training on."""
        self._spare, self._trainer = self._trainer or self._spare, None

    def _take_up(self, trainer: Trainer) -> None:
        """Let a trainer carry the training on."""
        training = self.training
        trainer.left_free = WINDOW
        if trainer.threads_wanted != self.threads:
            trainer.threads = self.threads
        if training.moment is None:
            trainer.reset()
        else:
            trainer.restore(training.moment, training.history)
        training.history, self._trainer = trainer.history, trainer
        if not len(training.timeline):
            training.remember(trainer.snapshot())
        if not len(training.path):
            self.mark()
