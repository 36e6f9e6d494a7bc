"""In how many threads a training computes: its steps, compiled for so many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine import fields
from engine.data import Data
from engine.device import Array, Device, Generator
from engine.errors import N_
from engine.fastest import Stopwatch, fastest, free_cores
from engine.graph import Graph
from engine.layout import ParameterLayout
from engine.optimizers import FullBatchUpdater, Optimizer, Updater
from engine.training.adversarial import adversarial_training
from engine.training.augmentation import augmentation
from engine.training.lesson import Lesson, TaughtUpdater
from engine.training.minibatch import Minibatch
from engine.training.rehearsal import Rehearsal, Work
from engine.training.resident import Resident
from engine.training.row_gradients import RowGradients
from engine.training.settings import TrainingSettings
from engine.training.weight_noise import weight_noise

THREADS = fields.Integer("threads", 0, N_("engine", "Threads"), minimum=0, maximum=1_024)


class InThreads:
    """The part of a `Trainer` that compiles its steps."""

    graph: Graph
    data: Data
    settings: TrainingSettings
    layout: ParameterLayout
    device: Device
    class_weights: Mapping[str, Sequence[float]]
    batch_size: int
    _optimizer: Optimizer
    _noise: Generator
    _parameters: Array
    _gradient: Array
    _lesson: Lesson | None
    _by_rows: RowGradients
    _resident: Resident
    _updater: Updater | TaughtUpdater | FullBatchUpdater
    _update_rule: Callable[[], tuple[Any, Any]]
    _work: dict[int, Work]
    _rehearsal: Callable[[], Rehearsal]
    _wanted: int
    _is_measured: bool
    _count: int
    left_free: int = 0
    """Cores that the fastest number of threads leaves to others, as to the window that shows the training."""

    @property
    def threads(self) -> int:
        """How many threads compute a full step. It may be set between two steps, to 0 for the fastest, which is
        measured before the next epoch; it is one until then, and where the examples cannot be divided.

        The same number gives the same run, bit for bit, and another one the same to rounding. What was the fastest
        stands, also where a snapshot is restored. Raises SettingError for a number that cannot be.
        """
        compiled = self._work.get(self.batch_size)
        return self._count if compiled is None else compiled.batch.threads

    @threads.setter
    def threads(self, count: int) -> None:
        self._wanted = THREADS.check(count)
        self._is_measured = count > 0
        self._divide(max(1, count))

    @property
    def threads_wanted(self) -> int:
        """What `threads` was set to."""
        return self._wanted

    @property
    def _most(self) -> int:
        return max(1, free_cores() - self.left_free)

    def _choose_threads(self) -> None:
        """Divide the next step, a full one, among the threads that are the fastest."""
        self._is_measured = True
        if self.device.beside is not None and self._most > 1:
            self._divide(fastest(self._seconds_in, self._most))

    def _go_on_in(self, count: int) -> None:
        """Divide among as many threads as a snapshot says, unless another number is wanted or there are not so many."""
        if 0 < count <= self._most and not self._wanted:
            self._is_measured = True
            self._divide(count)

    def _seconds_in(self, count: int) -> Stopwatch | None:
        """Measures the next step in so many threads, without taking it; None where it cannot be divided so."""
        self._divide(count)
        rehearsal = self._rehearsal()
        if self._work_for(self.batch_size).batch.threads != count:
            return None

        def measure(clock: Callable[[], float]) -> float:
            with rehearsal as batch:
                begun = clock()
                batch.again()
                return clock() - begun

        return measure

    def _divide(self, count: int) -> None:
        """Compile steps for so many threads from now on."""
        if count == self._count:
            return
        self._count = count
        self._work.clear()
        if self._optimizer.full_batch:  # it measures in a step of its own
            state = self._updater.state()
            self._clip, self._updater = self._update_rule()
            self._updater.restore(state)

    def _work_for(self, rows: int) -> Work:
        """A step for so many examples."""
        return self._work.get(rows) or self._prepare(rows)

    def _prepare(self, rows: int) -> Work:
        """Compile a step for so many examples."""
        settings, device = self.settings, self.device
        batch = Minibatch(self.graph, self.layout, rows, settings.l1, settings.l2, device, self._noise,
                          self._parameters, self._gradient, self._optimizer, self.class_weights, self._lesson,
                          self._by_rows, self._count)
        places = {"input": batch.inputs, "target": batch.targets}
        taken = [(array, places[role][name]) for (role, name), array in self._resident.parts["train"].leaves.items()]
        before, after = weight_noise(device, self.layout, self._parameters, self._noise, settings.weight_noise)
        changes = (*augmentation(self.graph, self.data, settings.augmentation, batch.inputs, self._noise, device),
                   *adversarial_training(device, self.graph, self.data, self.layout, self._parameters, batch.inputs,
                                         batch.targets, self._noise, settings.adversarial))
        self._work[rows] = Work(device, batch, taken, (*changes, *before), after)
        return self._work[rows]
