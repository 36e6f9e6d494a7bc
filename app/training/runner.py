"""What the engine's process does for a session: a trainer, and how far and how fast it is to go."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from app.training.meter import Meter
from app.training.past import moments_before, seen_back_at
from app.training.record import Record
from app.training.snapshot import Built, DeviceChanged, Event, Failed, Job, Snapshot, State, StateChanged, WentBack
from app.training.watcher import Sight, Watcher
from engine.data import Data, DataSpec, load
from engine.device import NUMPY, Device, get_device
from engine.errors import LaderaError
from engine.graph import Graph
from engine.landscape import Path
from engine.probes import Probe
from engine.training import Snapshot as Moment
from engine.training import Timeline, Trainer, TrainingSettings, fit_problems
from engine.training.stopping import StopReason

LONGEST_DEBT = 0.25
"""Seconds of steps that a limited speed makes up for when the machine was busy elsewhere; more are forgiven."""


class Runner:
    """Takes one order at a time and reports through `tell`; all calls come from one thread.

    `make`, `read` and `find_device` are the engine's; tests put others in their place.
    """

    def __init__(self, tell: Callable[[Event], None], *, make: Callable[..., Trainer] = Trainer,
                 read: Callable[[DataSpec], Data] = load, find_device: Callable[[str], Device] = get_device,
                 clock: Callable[[], float] = time.perf_counter) -> None:
        self._tell, self._clock = tell, clock
        self._make, self._read, self._find_device = make, read, find_device
        self._meter = Meter(clock)
        self._record = Record()
        self._device = NUMPY
        self._trainer: Trainer | None = None
        self._timeline = Timeline()
        self._path = Path()
        self._restored: dict[int, int | None] = {}  # step → the epoch whose weights were put there in place of its own
        self._past: tuple[Moment, Snapshot] | None = None  # what is looked back at, and as what the window sees it
        self._job: Job | None = None
        self._data: Data | None = None
        self._state: State = "empty"
        self._speed: float | None = None
        self._due = 0.0
        self._goal = 0
        self._one_epoch = False
        self._watcher = Watcher(clock)

    @property
    def state(self) -> State:
        return self._state

    @property
    def is_busy(self) -> bool:
        """Whether there is something to do without a further order."""
        return self._state == "running" or self._watcher.is_behind(self._sight)

    @property
    def epochs_done(self) -> int:
        """Finished epochs, those before the project was opened included."""
        return self._record.epochs + self._trainer.epochs_done

    # Orders

    def build(self, job: Job) -> None:
        """Train `job` from now on.

        The same network goes on with its weights: on the same data with its history too, on other data without.
        """
        old, self._job = self._job, job
        weights = job.parameters
        running = False
        if self._trainer is not None and not job.anew and _same_network(old, job):
            if old.data == job.data:
                self._continue(old, job)
                return
            running = self._state == "running"
            weights = weights if job.edited else self._trainer.parameters
        self._trainer = None
        problems = tuple(self._prepare(job, weights))
        self._tell(Built(job, self._data))
        if problems:
            self._enter("empty", problems)
        else:
            self._goal = job.settings.epochs
            self._enter("running" if running else self._resting())

    def play(self) -> None:
        """Train until the last epoch; once there, for as many epochs again."""
        if self._trainer is not None:
            if self.epochs_done >= self._goal:
                self._goal = self.epochs_done + self._job.settings.epochs
            self._start(one_epoch=False)

    def pause(self) -> None:
        if self._state == "running":
            self._enter(self._resting())

    def step(self) -> None:
        """One minibatch, then rest."""
        trainer = self._trainer
        if trainer is not None:
            epochs = trainer.epochs_done
            trainer.step()
            self._follow()
            over = trainer.epochs_done != epochs and self._epoch_over()
            self._enter(self._resting(), self._why() if over else ())

    def epoch(self) -> None:
        """To the end of the epoch in progress, then rest."""
        if self._trainer is not None:
            self._start(one_epoch=True)

    def reset(self) -> None:
        """Back to the initial weights and an empty history."""
        if self._trainer is not None:
            self._trainer.reset()
            self._record = Record(layers=self._trainer.history.layers)
            self._begin_timeline()
            self._goal = self._job.settings.epochs
            self._enter("ready")

    def go_back(self) -> None:
        """To the epoch with the smallest loss that is still remembered; later ones are forgotten."""
        if self._trainer is None:
            return
        losses = self._trainer.history.columns()["loss"]
        self._return_to(min(self._timeline, key=lambda moment: losses[moment.rows - 1] if moment.rows else np.inf))
        self._enter(self._resting())

    def look_back(self, epoch: int) -> None:
        """Show the training as it was after `epoch`, or the newest moment before that is remembered. It rests
        meanwhile, and nothing about it changes; whatever happens to it next ends the look."""
        if self._trainer is None:
            return
        self.pause()
        self._past = None
        moment = self._timeline.at((epoch - self._record.epochs) * self._trainer.steps_per_epoch)
        if moment is not None:
            restored = None if moment.step else self._restored[0]
            self._past = moment, seen_back_at(moment, self.snapshot(), self._record, restored)

    def return_to_present(self) -> None:
        """Show the training itself again."""
        self._past = None

    def continue_from_here(self) -> None:
        """Train on from the moment that is looked back at; what came after it is forgotten."""
        if self._past is not None:
            self._return_to(self._past[0])
            self.play()

    def set_learning_rate(self, rate: float) -> None:
        if self._trainer is not None:
            self._trainer.learning_rate = rate

    def set_speed(self, steps_per_second: float | None) -> None:
        """At most so many steps per second, evenly spaced; None is flat out."""
        self._speed = steps_per_second
        self._due = self._clock()

    def set_device(self, name: str) -> None:
        """Move the training, optimizer and all. The device stays as it is when there is no such device."""
        try:
            device = self._find_device(name)
        except LaderaError as error:
            self._tell(Failed(error))
            return
        if self._trainer is not None:
            self._trainer.to_device(device)
        self._device = device
        self._tell(DeviceChanged(device.name))

    def watch(self, probes: tuple[Probe, ...]) -> None:
        """Answer these in the snapshots from now on, as often as there is time."""
        self._watcher.watch(probes)

    def give(self, key: str, raw: np.ndarray) -> None:
        """Examples (N, d) of a person's own, in their own units, that probes may be about."""
        self._watcher.give(key, raw)

    def fail(self, error: LaderaError) -> None:
        """An order or a step went wrong: rest, and say so."""
        self._tell(Failed(error))
        if self._trainer is None:
            self._enter("empty", (error,))
        else:
            self._enter("failed")

    # Work

    def run(self, seconds: float) -> float:
        """Steps for about `seconds`; returns how many seconds there is nothing to do after that."""
        trainer, clock = self._trainer, self._clock
        path, end, steps, epochs = self._path, clock() + seconds, 0, trainer.epochs_done
        try:
            while (now := clock()) < end:
                if self._speed is not None:
                    if now < self._due:
                        return self._due - now
                    self._due = max(self._due, now - LONGEST_DEBT) + 1 / self._speed
                trainer.step()
                steps += 1
                if trainer.steps_done % path.every == 0:
                    self._follow()
                if trainer.epochs_done != epochs:
                    epochs = trainer.epochs_done
                    if self._epoch_over() or self._one_epoch:
                        self._enter(self._resting(), self._why())
                        break
        finally:
            self._meter.add(steps)
        return 0.0

    def read(self, seconds: float) -> bool:
        """Answer probes for about `seconds`; whether a snapshot would show more than the last one."""
        return self._watcher.work(self._sight, seconds, running=self._state == "running")

    def snapshot(self) -> Snapshot | None:
        """The training now, or the moment that is looked back at; None when there is none."""
        trainer = self._trainer
        if trainer is None:
            return None
        if self._past is not None:
            return replace(self._past[1], **self._answers())
        self._record.follow(trainer.history)
        return Snapshot(
            graph=self._job.graph, data=self._data,
            epoch=self.epochs_done, step=self._record.steps + trainer.steps_done,
            batch=trainer.steps_done - trainer.epochs_done * trainer.steps_per_epoch, batches=trainer.steps_per_epoch,
            parameters=trainer.parameters, minibatch_loss=trainer.minibatch_loss, history=self._record.columns(),
            learning_rate=trainer.learning_rate, device=self._device.name,
            steps_per_second=self._meter.rate if self._state == "running" else 0.0, path=self._path,
            moments=moments_before(trainer, self._timeline, self._record), minibatch=trainer.minibatch,
            restored=self._restored.get(trainer.steps_done), **self._answers())

    def _answers(self) -> dict[str, object]:
        sight = self._sight
        return {"readings": self._watcher.readings(sight), "answered": not self._watcher.is_behind(sight)}

    @property
    def _sight(self) -> Sight | None:
        """Which weights the window sees."""
        if self._trainer is None:
            return None
        return Sight(self._trainer, self._past and self._past[0], self._record.steps)

    def _return_to(self, moment: Moment) -> None:
        """Everything as it was at a moment of the timeline."""
        self._record.follow(self._trainer.history)
        self._trainer.restore(moment)
        self._restored = {0: self._restored[0]}
        self._timeline.add(moment)
        self._path.truncate(moment.step)
        self._record.rewind(moment.rows)
        self._tell(WentBack(moment.learning_rate))

    def _follow(self) -> None:
        """Keep where the walk has come to, where the path wants it."""
        if self._path.wants(self._trainer.steps_done):
            self._mark()

    def _mark(self) -> None:
        """Keep where the walk has come to."""
        self._path.add(self._trainer.steps_done, self._trainer.minibatch_loss, self._trainer.parameters)

    def _epoch_over(self) -> bool:
        """Keep the end of an epoch, where the timeline wants it; whether the training has come to its end."""
        trainer = self._trainer
        if self._timeline.wants(trainer.epochs_done):
            self._timeline.add(trainer.snapshot())
        if self.epochs_done == self._goal:
            trainer.finish()
        for why in self._why():
            self._restored[trainer.steps_done] = why.weights_epoch
        return bool(trainer.stopped) or self.epochs_done >= self._goal

    def _why(self) -> tuple[StopReason, ...]:
        """Why the training has stopped, epochs counted as the window counts them."""
        stopped = self._trainer.stopped
        return (stopped.after(self._record.epochs),) if stopped else ()

    def _start(self, *, one_epoch: bool) -> None:
        self._one_epoch = one_epoch
        self._due = self._clock()
        self._meter.restart()
        self._enter("running")

    def _resting(self) -> State:
        if self._record.steps + self._trainer.steps_done == 0:
            return "ready"
        return "finished" if self.epochs_done >= self._goal or self._trainer.stopped else "paused"

    def _enter(self, state: State, problems: tuple[LaderaError, ...] = ()) -> None:
        self._state, self._past = state, None
        if state in ("paused", "finished"):
            self._mark()
        self._tell(StateChanged(state, problems))

    # Building

    def _prepare(self, job: Job, weights: np.ndarray | None) -> Iterator[LaderaError]:
        """Get data and trainer ready; yields what keeps the job from being trained."""
        if job.loaded is not None and job.loaded.spec == job.data:
            self._data = job.loaded
        if self._data is None or self._data.spec != job.data:
            self._data = None
            try:
                self._data = self._read(job.data)
            except LaderaError as error:
                yield error
        if self._data is None:
            yield from job.graph.problems()
            return
        problems = fit_problems(job.graph, self._data, job.settings)
        if problems:
            yield from problems
            return
        self._trainer = self._make(job.graph, self._data, job.settings, self._device, weights)
        self._record = Record(job.history if weights is not None else None, self._trainer.history.layers)
        self._begin_timeline(job.weights_epoch if weights is job.parameters else None)

    def _begin_timeline(self, restored: int | None = None) -> None:
        """From the weights as they are, those of the epoch `restored` where it is not the last."""
        self._restored = {0: restored}
        self._timeline = Timeline()
        self._timeline.add(self._trainer.snapshot())
        self._path = Path()
        self._path.add(self._trainer.steps_done, np.nan, self._trainer.parameters)

    def _continue(self, old: Job, job: Job) -> None:
        """The same task with other settings, other names or other weights."""
        self._tell(Built(job, self._data))
        trainer = self._trainer
        if job.graph == old.graph and _hot(old.settings) == _hot(job.settings):
            if job.edited:
                trainer.set_parameters(job.parameters)
                self._restored[trainer.steps_done] = job.weights_epoch
        else:
            self._record.follow(trainer.history)
            weights = job.parameters if job.edited else trainer.parameters
            restored = job.weights_epoch if job.edited else self._restored.get(trainer.steps_done)
            self._trainer = self._make(job.graph, self._data, job.settings, self._device, weights)
            self._record.resume()
            self._begin_timeline(restored)
        self._trainer.learning_rate = job.settings.optimizer_settings["learning_rate"]
        if job.settings.epochs != old.settings.epochs:
            self._goal = job.settings.epochs
        self._enter(self._state if self._state in ("running", "failed") else self._resting())


def _hot(settings: TrainingSettings) -> TrainingSettings:
    """The settings without those that can change between two steps."""
    rest = {name: value for name, value in settings.optimizer_settings.items() if name != "learning_rate"}
    return replace(settings, optimizer_settings=rest, epochs=1)


def _same_network(old: Job, new: Job) -> bool:
    """Whether the weights of one mean the same in the other, and start the same."""
    return (_structure(old.graph) == _structure(new.graph)
            and (old.settings.seed, old.settings.dtype) == (new.settings.seed, new.settings.dtype))


def _structure(graph: Graph) -> tuple[object, ...]:
    """The graph without the names of its layers."""
    place = {spec.name: number for number, spec in enumerate(graph.layers)}
    return (tuple((spec.kind, dict(spec.settings)) for spec in graph.layers),
            sorted((place[link.source], place[link.target], link.port) for link in graph.links))
