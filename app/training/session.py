"""The training as the window knows it: orders go in, signals come out, on the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from app.document.document import Document
from app.training.connection import Connection
from app.training.engine import EngineProcess
from app.training.keeping import Keeping
from app.training.known import known
from app.training.runner import Runner
from app.training.snapshot import (
    Built,
    DeviceChanged,
    Event,
    Failed,
    Kept,
    Lost,
    Snapshot,
    State,
    StateChanged,
    Wanted,
    WentBack,
)
from app.training.submitter import Submitter
from app.training.watches import Watches
from engine.data import Data
from engine.errors import N_, DeviceError, LaderaError
from engine.example import IN_HAND, Example
from engine.jobs import Workplace
from engine.probes import Examples, Probe

_ENDED_TRAINING = N_("engine", "The training ended unexpectedly, perhaps for lack of memory. It is ready again with "
                     "the weights seen last; a smaller network or a smaller batch needs less.")
_ENDED_BUILDING = N_("engine", "The network could not be got ready: the process that trains ended unexpectedly, "
                     "perhaps for lack of memory. Make the network or the data smaller.")


class TrainingSession(QObject):
    """Trains what the document holds, in the engine's process.

    What takes longer than a step of it, surfaces and other runs, is done at the `workplace`.

    Every order returns at once. `snapshot` comes at most every 40 ms; there is no signal per step. Each answer says
    which job it is about, and nothing is taken from answers to jobs that the document has gone beyond.
    """

    state_changed = Signal(str)
    snapshot = Signal(object)
    failed = Signal(object)
    device_changed = Signal(str)
    data_loaded = Signal(object)
    speed_changed = Signal()
    example_changed = Signal()  # another one is in hand, or the data are others

    def __init__(self, document: Document, engine: EngineProcess, parent: QObject | None = None, *,
                 make_runner: Callable[..., Runner] = Runner, workplace: Workplace | None = None) -> None:
        super().__init__(parent)
        self.workplace = workplace or Workplace()
        self._document = document
        self._state: State = "empty"
        self._problems: tuple[LaderaError, ...] = ()
        self._latest: Snapshot | None = None
        self._data: Data | None = None
        self._device = "numpy"
        self._speed: float | None = None
        self._asked_past: int | None = None  # the epoch that is looked back at, as soon as the engine has heard of it
        self._connection = Connection(engine, make_runner, self._show, self._hear, self)
        self._connection.looked.connect(self._rest)
        self._keeping = Keeping(document, self._connection)
        self._watches = Watches(self)
        self._watches.asked.connect(lambda *asking: self._connection.post_standing(Runner.watch, *asking))

        document.model.project_replaced.connect(self._clear)  # what was shown of the one before is not said of this one
        document.complaints.changed.connect(self._tell_what_can_be_wanted)
        self._submitter = Submitter(document, self._connection, self)
        self._submitter.submitted.connect(self._look_ahead)
        self._submitter.waited_for.connect(self._clear)
        for signal in (document.model.example_changed, document.model.project_replaced):
            signal.connect(self._hand_over_example)
        known(QCoreApplication.instance()).aboutToQuit.connect(self.shutdown)
        self._submitter.submit_anew()

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
        return self._connection.is_settled and answered and not self._watches.is_pending

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

    def set_threads(self, count: int) -> None:
        """Compute steps in so many threads of the processor, 0 for as many as are the fastest."""
        self._connection.post_standing(Runner.set_threads, count)

    def set_speed(self, steps_per_second: float | None) -> None:
        """At most so many steps per second; None is flat out."""
        self._speed = steps_per_second
        self._asked_past = None
        self._connection.post_standing(Runner.set_speed, steps_per_second)
        self.speed_changed.emit()

    def store(self) -> None:
        """Have the document know what was learned until now: before saving. Waits for the end of a step; of one that
        takes long the document gets what is seen."""
        self._keeping.store(self.present)

    def watch(self, widget: QWidget, probes: Iterable[Probe], show: Callable[[Snapshot], None], *,
              in_turn: bool = True, weights: bool = False) -> None:
        """`show` snapshots to `widget` whenever it is seen, with the newest answers to `probes`, which take the place
        of those that it watched before. Expensive widgets draw `in_turn` while a training runs. Who needs all `weights`
        and the path says so."""
        self._watches.join(widget, probes, show, in_turn=in_turn, weights=weights)

    def lacks(self, snapshot: Snapshot, probes: Iterable[Probe]) -> bool:
        """Whether an answer to one of `probes` is not there yet or is old. What was shown before is old then."""
        probes = tuple(probes)
        return any(probe not in snapshot.readings for probe in probes) or self.has_old(snapshot, probes)

    def has_old(self, snapshot: Snapshot, probes: Iterable[Probe]) -> bool:
        """Whether at rest one of the answers to `probes` that are there is about other weights than those of the
        snapshot."""
        readings = [snapshot.readings[probe] for probe in probes if probe in snapshot.readings]
        if self._state == "running" or snapshot.answered or not readings:
            return False
        return snapshot.restored is not None or any(reading.step != snapshot.step for reading in readings)

    def give(self, key: str, raw: np.ndarray) -> None:
        """Examples (N, d) in their own units, for probes about `Given(key)`."""
        self._connection.post(Runner.give, key, raw)

    def _hand_over_example(self) -> None:
        """What a person made the engine knows only from here."""
        values = self.example.values
        if values and self._data is not None:
            self.give(IN_HAND, np.array([values]))
        self.example_changed.emit()

    def shutdown(self) -> None:
        """Let the training go."""
        self._submitter.stop_waiting()
        self._connection.close()

    # Between document and process

    def _order(self, order: Callable[..., object], *arguments: object) -> None:
        self._look_ahead()
        self._connection.post(order, *arguments)

    def _learn(self, order: Callable[..., object]) -> None:
        if self._document.complaints.are_held_back:
            self._document.complaints.insist()
            return
        self._look_ahead()
        self._keeping.post(order)

    def _look_ahead(self) -> None:
        self._asked_past = None

    def _tell_what_can_be_wanted(self) -> None:
        self.state_changed.emit(self._state)

    def _clear(self, *problems: LaderaError) -> None:
        """There is nothing to train."""
        self._state, self._problems, self._latest = "empty", problems, None
        self._watches.forget()
        self.state_changed.emit("empty")

    def _show(self, snapshot: Snapshot) -> None:
        self._latest = snapshot
        self.snapshot.emit(snapshot)
        self._watches.show(snapshot, running=self._state == "running")
        if self._state == "running" and self._keeping.is_due:
            self._keeping.ask()

    def _rest(self) -> None:
        if self._state != "running" and self.is_settled:
            self._connection.rest()

    def _hear(self, event: Event) -> None:
        match event:
            case StateChanged(state, problems):
                self._enter(state, problems)
            case Failed(error):
                self.failed.emit(error)
            case WentBack(rate):
                self._document.take_rate(rate)
            case Built(_, data):
                self._take_data(data)
            case Wanted():
                self._submitter.submit_anew()
            case Kept() as kept:
                self._keeping.take(kept)
            case DeviceChanged(name):
                self._device = name
                self.device_changed.emit(name)
            case Lost():
                self._start_again()

    def _enter(self, state: State, problems: tuple[LaderaError, ...]) -> None:
        was_running = self._state == "running"
        self._state, self._problems = state, problems
        self._keeping.follow(state)
        if state == "empty":
            self._latest = None
            self._watches.forget()
        elif was_running and state != "running" and self._latest is not None:
            self._watches.show(self._latest, running=False)
        self.state_changed.emit(state)

    def _take_data(self, data: Data | None) -> None:
        self._submitter.stop_waiting()
        self._data = data
        if data is not None:
            self._document.keep_loaded(data)
        self.data_loaded.emit(data)
        self._hand_over_example()

    def _start_again(self) -> None:
        """The engine's process has ended: with another one, from what is known, unless it never got ready."""
        was_ready = self._latest is not None
        error = DeviceError(_ENDED_TRAINING if was_ready else _ENDED_BUILDING)
        self._keeping.lose(self.present)
        self._submitter.stop_waiting()
        self._clear(error)
        self._connection.begin_anew()
        if self._device != "numpy":
            self._device = "numpy"
            self.device_changed.emit("numpy")
        if was_ready:
            self._submitter.submit_anew()
        self.failed.emit(error)
