"""The training as the window knows it: orders go in, signals come out, on the window's thread."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeGuard

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.document.document import Document
from app.document.model import Origin, Renames, TaskChange
from app.training.engine import EngineProcess
from app.training.keeping import Keeping
from app.training.known import known
from app.training.runner import Runner
from app.training.runner_client import RunnerClient
from app.training.snapshot import (
    Answer,
    Built,
    DeviceChanged,
    Event,
    Failed,
    Job,
    Kept,
    Lost,
    Snapshot,
    State,
    StateChanged,
    Wanted,
    WentBack,
)
from app.training.watches import Watches
from engine.data import Data
from engine.errors import N_, DeviceError, LaderaError
from engine.example import IN_HAND, Example
from engine.probes import Examples, Probe

LOOK = 33
"""Milliseconds between two looks into the mailbox."""

PATIENCE = 300
"""Milliseconds that a new job may take, loading its data, before what is shown of the old one goes."""

STORE = 1.0
"""Seconds that saving waits for what was learned; a longer step leaves its optimizer out."""

_ENDED_TRAINING = N_("engine", "The training ended unexpectedly, perhaps for lack of memory. It is ready again with "
                     "the weights seen last; a smaller network or a smaller batch needs less.")
_ENDED_BUILDING = N_("engine", "The network could not be got ready: the process that trains ended unexpectedly, "
                     "perhaps for lack of memory. Make the network or the data smaller.")


class TrainingSession(QObject):
    """Trains what the document holds, in the engine's process.

    Every order returns at once. `snapshot` comes at most every 33 ms; there is no signal per step. Each answer says
    which job it is about, and nothing is taken from answers to jobs that the document has gone beyond.
    """

    state_changed = Signal(str)
    snapshot = Signal(object)
    failed = Signal(object)
    device_changed = Signal(str)
    data_loaded = Signal(object)
    example_changed = Signal()  # another one is in hand, or the data are others
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
        self._keeping = Keeping(document)
        self._learning = 0  # the number of the last order to train
        self._replaced = False  # the project, since the engine was told
        self._asked_past: int | None = None  # the epoch that is looked back at, as soon as the engine has heard of it

        self._watches = Watches(self)
        self._watches.asked.connect(lambda *asking: self._post(Runner.watch, *asking))
        self._lost.connect(self._listen)
        self._line = engine.attach(make_runner, self._lost.emit)
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self._look)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._clear)

        document.model.project_replaced.connect(self._note_replaced)
        document.complaints.changed.connect(self._tell_what_can_be_wanted)
        document.model.task_changed.connect(self._follow)
        for signal in (document.model.example_changed, document.model.project_replaced):
            signal.connect(self._hand_over_example)
        known(QCoreApplication.instance()).aboutToQuit.connect(self.shutdown)
        self._build_anew()

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
    def weights_at_rest(self) -> np.ndarray | None:
        """The weights (n,) of a training that rests in its present, which a person may change; None of any other."""
        return None if self._state == "running" or self.is_looking_back or self._latest is None else (
            self._latest.parameters)

    @property
    def is_settled(self) -> bool:
        """Whether every order has been carried out and shown, and at rest every question of a widget answered."""
        answered = self._latest is None or self._latest.answered or self._state == "running"
        return (self._line.is_settled and self._line.mailbox.is_empty and not self._line.answers and answered
                and not self._watches.is_pending)

    @property
    def data(self) -> Data | None:
        """The examples of the document's data, None while they are loaded or when they cannot be."""
        return self._data

    @property
    def example(self) -> Example:
        """The example in hand, among the data as soon as they are known."""
        example = self._document.model.example
        return example if self._data is None else example.within(self._data)

    def example_probe(self) -> Examples:
        """What probes ask for that are about the example in hand."""
        return self.example.examples

    @property
    def can_be_wanted(self) -> bool:
        """Whether there is something to train, or something to say about why not that was not said yet."""
        return self._state != "empty" or self._document.complaints.are_held_back

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
        self._learn(Runner.play)

    def pause(self) -> None:
        self._order(Runner.pause)

    def toggle(self) -> None:
        """Pause when it runs, play when it does not."""
        if self._state == "running":
            self.pause()
        else:
            self.play()

    def step(self) -> None:
        """One minibatch."""
        self._learn(Runner.step)

    def epoch(self) -> None:
        """To the end of the epoch in progress."""
        self._learn(Runner.epoch)

    def reset(self) -> None:
        """Back to the same initial weights. A step of the document, which can be undone."""
        present = self.present
        moved = present is not None and present.step > 0
        if moved or self._keeping.pending or self._document.model.parameters is not None:
            self._document.restart()

    def go_back(self) -> None:
        """To the best epoch that is remembered: the way out when a value is no longer finite. A step of the document,
        which can be undone."""
        present = self.present
        if present is not None:
            self._document.go_back(present.best_epoch())

    def look_back(self, epoch: int) -> None:
        """Show everything as it was after `epoch`, one of the `moments` of the present. The training rests meanwhile
        and stays as it is; any other order goes on from the present."""
        self._order(Runner.look_back, epoch)
        self._asked_past = epoch if self._latest is not None else None

    def return_to_present(self) -> None:
        """Show the training itself again."""
        self._order(Runner.return_to_present)

    def continue_from_here(self) -> None:
        """Train on from the moment that is looked back at, bit for bit as it went then where settings are those of
        then. A step of the document, which can be undone."""
        latest, asked = self._latest, self._asked_past
        if latest is not None and self.is_looking_back and asked in (None, latest.epoch):
            self._document.go_back(latest.epoch, latest.learned(), latest.learning_rate)
            self.play()
        elif asked is not None:  # what was asked for has not come yet
            self._document.go_back(asked)
            self.play()

    def set_device(self, name: str) -> None:
        """Go on on "numpy" or "cupy"; `device_changed` or `failed` answers."""
        self._order(Runner.set_device, name)

    def set_speed(self, steps_per_second: float | None) -> None:
        """At most so many steps per second; None is flat out."""
        self._speed = steps_per_second
        self._order(Runner.set_speed, steps_per_second)

    def store(self) -> None:
        """Have the document know what was learned until now: before saving. Waits for the end of a step; of one that
        takes long the document gets what is seen."""
        if not self._keeping.pending:
            return
        self._keep()
        if self._line.settle(STORE):
            self._look()
        else:
            self._keep_what_is_seen()

    def watch(self, widget: QWidget, probes: Iterable[Probe], show: Callable[[Snapshot], None], *,
              in_turn: bool = True, weights: bool = False) -> None:
        """`show` snapshots to `widget` whenever it is seen, with the newest answers to `probes`, which take the place
        of those that it watched before. Expensive widgets draw `in_turn` while a training runs. Who needs all `weights`
        and the path says so."""
        self._watches.join(widget, probes, show, in_turn=in_turn, weights=weights)

    def give(self, key: str, raw: np.ndarray) -> None:
        """Examples (N, d) in their own units, for probes about `Given(key)`."""
        self._post(Runner.give, key, raw)

    def _hand_over_example(self) -> None:
        """What a person made the engine knows only from here."""
        values = self.example.values
        if values and self._data is not None:
            self.give(IN_HAND, np.array([values]))
        self.example_changed.emit()

    def shutdown(self) -> None:
        """Let the training go."""
        for timer in (self._timer, self._patience):
            timer.stop()
        self._line.close()

    # Between document and process

    def _order(self, order: Callable[..., object], *arguments: object) -> None:
        self._asked_past = None
        self._post(order, *arguments)

    def _post(self, order: Callable[..., object], *arguments: object) -> None:
        self._line.post(order, *arguments)
        self._listen()

    def _learn(self, order: Callable[..., object]) -> None:
        if self._document.complaints.are_held_back:
            self._document.complaints.insist()
            return
        self._keeping.pending = True
        self._order(order)
        self._learning = self._line.posted

    def _keep(self) -> None:
        self._keeping.ask()
        self._post(Runner.keep)

    def _keep_what_is_seen(self) -> None:
        present = self.present
        if self._is_current(present):
            self._keeping.take_seen(present)

    def _listen(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _follow(self, change: TaskChange) -> None:
        """Something about the task is another: have it got ready. What was learned goes along where the engine cannot
        know it."""
        origin, knows = change.origin, self._line.knows
        self._build(origin or Origin(), change.renames,
                    whole=not knows(self._document.model.run if origin is None else origin.base))
        if self._replaced:  # no step of another project can be undone
            self._replaced = False
            self._post(Runner.forget_left)

    def _tell_what_can_be_wanted(self) -> None:
        self.state_changed.emit(self._state)

    def _note_replaced(self) -> None:
        """What was said and shown of the project before is not said of this one."""
        self._replaced = True
        self._clear()

    def _build(self, origin: Origin, renames: Renames, *, whole: bool) -> None:
        model = self._document.model
        project = model.project
        self._line.build(Job(
            project.graph, project.data, project.training, model.run, origin,
            parameters=project.parameters if origin.edited and not whole else None,
            learned=project.learned if whole else None, renames=renames, loaded=self._document.loaded))
        self._asked_past = None
        self._listen()
        self._patience.start()

    def _build_anew(self) -> None:
        """The engine knows nothing of the training."""
        self._build(Origin(), {}, whole=True)

    def _clear(self, *problems: LaderaError) -> None:
        """There is nothing to train."""
        self._state, self._problems, self._latest = "empty", problems, None
        self._watches.forget()
        self.state_changed.emit("empty")

    def _look(self) -> None:
        # Answers before the mailbox: a snapshot is always there before the event that belongs to it, and what the
        # mailbox holds is newer than the last time that there was nothing to train.
        line = self._line
        answers = [line.answers.popleft() for _ in range(len(line.answers))]
        empty = max((place for place, answer in enumerate(answers, 1) if _is_empty(answer.event)), default=0)
        for answer in answers[:empty]:
            self._guarded(self._hear, answer, line)
        self._guarded(self._show, line.mailbox.take())
        for answer in answers[empty:]:
            self._guarded(self._hear, answer, line)
        if self._state != "running" and self.is_settled:
            self._timer.stop()

    def _guarded(self, take: Callable[..., None], *news: Any) -> None:
        """One answer that goes wrong is reported, and the others are heard all the same."""
        try:
            take(*news)
        except Exception:
            sys.excepthook(*sys.exc_info())

    def _is_current(self, snapshot: Snapshot | None) -> TypeGuard[Snapshot]:
        """Whether a snapshot is of the job that was sent last."""
        return snapshot is not None and snapshot.job == self._line.newest

    def _show(self, snapshot: Snapshot | None) -> None:
        if not self._is_current(snapshot):
            return
        self._latest = snapshot
        self.snapshot.emit(snapshot)
        self._watches.show(snapshot, running=self._state == "running")
        if self._state == "running" and self._keeping.is_due:
            self._keep()

    def _hear(self, answer: Answer, line: RunnerClient) -> None:
        """Take an answer that came on `line`, unless it is about a job from before."""
        timely = line is self._line and answer.job == line.newest
        match answer.event:
            case Kept() as kept:
                self._keeping.take(kept)
            case DeviceChanged(name):
                self._device = name
                self.device_changed.emit(name)
            case Lost():
                self._start_again()
            case event if timely:
                self._take(event)

    def _take(self, event: Event) -> None:
        """Take an answer to the job that was sent last."""
        match event:
            case StateChanged(state, problems):
                was_running = self._state == "running"
                self._state, self._problems = state, problems
                self._keeping.ask()
                self._keeping.pending = state == "running" or not self._line.has_handled(self._learning)
                if state == "empty":
                    self._latest = None
                    self._watches.forget()
                elif was_running and state != "running" and self._latest is not None:
                    self._watches.show(self._latest, running=False)
                self.state_changed.emit(state)
            case Failed(error):
                self.failed.emit(error)
            case WentBack(rate):
                self._document.take_rate(rate)
            case Built(_, data):
                self._patience.stop()
                self._data = data
                if data is not None:
                    self._document.keep_loaded(data)
                self.data_loaded.emit(data)
                self._hand_over_example()
            case Wanted():
                self._build_anew()

    def _start_again(self) -> None:
        """The engine's process has ended: with another one, from what is known, unless it never got ready."""
        was_ready = self._latest is not None
        if self._keeping.pending:
            self._keep_what_is_seen()
        self._keeping.pending, self._learning = False, 0
        error = DeviceError(_ENDED_TRAINING if was_ready else _ENDED_BUILDING)
        self._patience.stop()
        self._clear(error)
        self._line = self._engine.attach(self._make_runner, self._lost.emit)
        if self._device != "numpy":
            self._device = "numpy"
            self.device_changed.emit("numpy")
        self._post(Runner.set_speed, self._speed)
        self._post(Runner.watch, *self._watches.asking)
        if was_ready:
            self._build_anew()
        self.failed.emit(error)


def _is_empty(event: Event) -> bool:
    return isinstance(event, StateChanged) and event.state == "empty"
