"""The training as the window knows it: orders go in, signals come out, on the window's thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.document.document import Document
from app.training.engine import EngineProcess
from app.training.record import storable
from app.training.runner import Runner
from app.training.snapshot import (
    Built,
    DeviceChanged,
    Event,
    Failed,
    Job,
    Lost,
    Snapshot,
    State,
    StateChanged,
    WentBack,
)
from app.training.watches import Watches
from engine.data import Data
from engine.errors import N_, DeviceError, LaderaError
from engine.probes import Probe
from engine.project import Columns, Project

LOOK = 33
"""Milliseconds between two looks into the mailbox."""

PATIENCE = 300
"""Milliseconds that a new job may take, loading its data, before what is shown of the old one goes."""

KEEP = 10.0
"""Seconds of training after which the document hears of the weights, so that autosave has them."""


_ENDED_TRAINING = N_("engine", "The training ended unexpectedly, perhaps for lack of memory. It is ready again with "
                     "the weights seen last; a smaller network or a smaller batch needs less.")
_ENDED_BUILDING = N_("engine", "The network could not be got ready: the process that trains ended unexpectedly, "
                     "perhaps for lack of memory. Make the network or the data smaller.")


class TrainingSession(QObject):
    """Trains what the document holds, in the engine's process.

    Every order returns at once. `snapshot` comes at most every 33 ms; there is no signal per step.
    """

    state_changed = Signal(str)
    snapshot = Signal(object)
    failed = Signal(object)
    device_changed = Signal(str)
    data_loaded = Signal(object)
    _lost = Signal()

    def __init__(self, document: Document, engine: EngineProcess, parent: QObject | None = None, *,
                 make_runner: Callable[..., Runner] = Runner) -> None:
        super().__init__(parent)
        self._document, self._engine, self._make_runner = document, engine, make_runner
        self._state: State = "empty"
        self._problems: tuple[LaderaError, ...] = ()
        self._latest: Snapshot | None = None
        self._data: Data | None = None
        self._device = "numpy"
        self._speed: float | None = None
        self._known: np.ndarray | None = None
        self._known_history: Columns | None = None
        self._storing = False
        self._fresh = True
        self._learned = False
        self._stored_at = 0.0

        self._watches = Watches(self)
        self._watches.asked.connect(lambda probes: self._send("watch", probes))
        self._lost.connect(self._listen)
        self._line = engine.attach(make_runner, self._lost.emit)
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self._look)
        # Zero: one edit may send several signals, and becomes one job.
        self._edited = QTimer(self, singleShot=True, interval=0)
        self._edited.timeout.connect(self._build)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._clear)

        model = document.model
        for changed in (model.graph_changed, model.data_changed, model.training_changed, model.parameters_changed):
            changed.connect(self._edit)
        model.project_replaced.connect(self._replace)
        QCoreApplication.instance().aboutToQuit.connect(self.shutdown)
        self._edited.start()

    # What is known

    @property
    def state(self) -> State:
        return self._state

    @property
    def problems(self) -> tuple[LaderaError, ...]:
        """Why nothing can be trained, when the state is "empty"; none while a job is got ready."""
        return self._problems

    @property
    def latest(self) -> Snapshot | None:
        """The newest snapshot that was shown, perhaps a look back; None while there is nothing to train."""
        return self._latest

    @property
    def present(self) -> Snapshot | None:
        """The training itself, also while the window looks back at an earlier moment of it."""
        return self._latest and (self._latest.present or self._latest)

    @property
    def is_looking_back(self) -> bool:
        """Whether an earlier moment is shown than the one at which training would go on."""
        return self._latest is not None and self._latest.present is not None

    @property
    def is_settled(self) -> bool:
        """Whether every order has been carried out and shown, and at rest every question of a widget answered."""
        answered = self._latest is None or self._latest.answered or self._state == "running"
        return (self._line.is_settled and self._line.mailbox.is_empty and not self._line.events and answered
                and not self._watches.is_pending)

    @property
    def data(self) -> Data | None:
        """The examples of the document's data, None while they are loaded or when they cannot be."""
        return self._data

    @property
    def device(self) -> str:
        return self._device

    @property
    def speed(self) -> float | None:
        """Steps per second, None for flat out."""
        return self._speed

    # Orders

    def play(self) -> None:
        """Train until the last epoch."""
        self._learn("play")

    def pause(self) -> None:
        self._order("pause")

    def toggle(self) -> None:
        """Pause when it runs, play when it does not."""
        if self._state == "running":
            self.pause()
        else:
            self.play()

    def step(self) -> None:
        """One minibatch."""
        self._learn("step")

    def epoch(self) -> None:
        """To the end of the epoch in progress."""
        self._learn("epoch")

    def reset(self) -> None:
        """Back to the same initial weights."""
        self._learn("reset")

    def go_back(self) -> None:
        """To the best epoch that is remembered: the way out when a value is no longer finite."""
        self._learn("go_back")

    def look_back(self, epoch: int) -> None:
        """Show everything as it was after `epoch`, one of the `moments` of the present. The training rests meanwhile
        and stays as it is; any other order goes on from the present."""
        self._order("look_back", epoch)

    def return_to_present(self) -> None:
        """Show the training itself again."""
        self._order("return_to_present")

    def continue_from_here(self) -> None:
        """Train on from the moment that is looked back at, bit for bit as it went then."""
        self._learn("continue_from_here")

    def set_learning_rate(self, rate: float) -> None:
        self._order("set_learning_rate", rate)

    def set_device(self, name: str) -> None:
        """Go on on "numpy" or "cupy"; `device_changed` or `failed` answers."""
        self._order("set_device", name)

    def set_speed(self, steps_per_second: float | None) -> None:
        """At most so many steps per second; None is flat out."""
        self._speed = steps_per_second
        self._order("set_speed", steps_per_second)

    def store(self) -> None:
        """Give the document the newest weights and history: on pause, before saving."""
        latest = self.present
        if latest is None or not self._learned or self._edited.isActive() or not np.isfinite(latest.parameters).all():
            return
        self._storing = True
        try:
            if latest.step == 0:
                self._document.forget_trained()
            else:
                self._document.set_trained(latest.parameters, storable(latest.history), latest.restored)
        finally:
            self._storing = False
        self._learned = self._state == "running"
        self._know(self._document.model.project)
        self._stored_at = time.perf_counter()

    def watch(self, widget: QWidget, probes: Iterable[Probe], show: Callable[[Snapshot], None], *,
              in_turn: bool = True) -> None:
        """`show` snapshots to `widget` whenever it is seen, with the newest answers to `probes`, which take the place
        of those that it watched before. Expensive widgets draw `in_turn` while a training runs."""
        self._watches.join(widget, probes, show, in_turn=in_turn)

    def give(self, key: str, raw: np.ndarray) -> None:
        """Examples (N, d) in their own units, for probes about `Given(key)`."""
        self._order("give", key, raw)

    def shutdown(self) -> None:
        """Let the training go."""
        for timer in (self._timer, self._edited, self._patience):
            timer.stop()
        self._line.close()

    # Between document and process

    def _order(self, name: str, *arguments: object) -> None:
        if self._edited.isActive():
            self._edited.stop()
            self._build()
        self._send(name, *arguments)

    def _learn(self, name: str) -> None:
        self._learned = True
        self._order(name)

    def _send(self, name: str, *arguments: object) -> None:
        self._line.post(name, *arguments)
        self._listen()

    def _listen(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _edit(self) -> None:
        if not self._storing:
            self._edited.start()

    def _replace(self) -> None:
        self._fresh, self._learned = True, False
        self._edited.start()

    def _build(self) -> None:
        project = self._document.model.project
        replaced = project.parameters is not self._known
        # Weights with another history were learned elsewhere, or before the edit that is undone.
        elsewhere = replaced and (project.parameters is None or project.history is not self._known_history)
        self._line.build(Job(
            project.graph, project.data, project.training, project.parameters, project.history, project.weights_epoch,
            anew=self._fresh or elsewhere, edited=replaced,
            loaded=self._document.loaded))
        self._listen()
        self._know(project)
        self._fresh = False
        self._patience.start()

    def _know(self, project: Project) -> None:
        self._known, self._known_history = project.parameters, project.history

    def _clear(self, *problems: LaderaError) -> None:
        """There is nothing to train."""
        self._state, self._problems, self._latest = "empty", problems, None
        self._watches.forget()
        self.state_changed.emit("empty")

    def _look(self) -> None:
        # Events before the mailbox: a snapshot is always there before the event that belongs to it, and what the
        # mailbox holds is newer than the last time that there was nothing to train.
        line = self._line
        events = [line.events.popleft() for _ in range(len(line.events))]
        empty = max((place for place, event in enumerate(events, 1) if _is_empty(event)), default=0)
        for event in events[:empty]:
            self._hear(event)
        self._show()
        for event in events[empty:]:
            self._hear(event)
        if self._state != "running" and self.is_settled:
            self._timer.stop()

    def _show(self) -> None:
        snapshot = self._line.mailbox.take()
        if snapshot is None:
            return
        self._latest = snapshot
        self.snapshot.emit(snapshot)
        self._watches.show(snapshot, running=self._state == "running")
        if self._state == "running" and time.perf_counter() - self._stored_at > KEEP:
            self.store()

    def _hear(self, event: Event) -> None:
        match event:
            case StateChanged(state, problems):
                was_running = self._state == "running"
                self._state, self._problems = state, problems
                if state == "empty":
                    self._latest = None
                    self._watches.forget()
                self._stored_at = time.perf_counter()
                if state != "running":
                    self.store()
                if was_running and state != "running" and self._latest is not None:
                    self._watches.show(self._latest, running=False)
                self.state_changed.emit(state)
            case Failed(error):
                self.failed.emit(error)
            case DeviceChanged(name):
                self._device = name
                self.device_changed.emit(name)
            case WentBack(rate):
                self._adopt(rate)
            case Built(_, data):
                self._patience.stop()
                self._data = data
                if data is not None:
                    self._document.keep_loaded(data)
                self.data_loaded.emit(data)
            case Lost():
                self._start_again()

    def _start_again(self) -> None:
        """The engine's process has ended: with another one, from what was seen last, unless it never got ready."""
        self.store()
        was_ready = self._latest is not None
        error = DeviceError(_ENDED_TRAINING if was_ready else _ENDED_BUILDING)
        self._patience.stop()
        self._clear(error)
        self._line = self._engine.attach(self._make_runner, self._lost.emit)
        self._fresh = True
        if self._device != "numpy":
            self._device = "numpy"
            self.device_changed.emit("numpy")
        self._send("set_speed", self._speed)
        self._send("watch", self._watches.asking)
        if was_ready:
            self._build()
        self.failed.emit(error)

    def _adopt(self, rate: float) -> None:
        """The learning rate of an earlier moment, with the training back there."""
        settings = self._document.model.training_settings.optimizer_settings
        if settings["learning_rate"] != rate:
            self._document.end_gesture()
            self._document.set_training(optimizer_settings={**settings, "learning_rate": rate})


def _is_empty(event: Event) -> bool:
    return isinstance(event, StateChanged) and event.state == "empty"
