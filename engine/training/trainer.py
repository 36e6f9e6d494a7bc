"""The training loop."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from time import perf_counter
from typing import Any

import numpy as np

from engine.data import Data
from engine.device import NUMPY, Array, Device
from engine.errors import NonFiniteError
from engine.graph import Graph
from engine.layout import ParameterLayout
from engine.metrics import METRICS
from engine.network import Network
from engine.optimizers import OPTIMIZERS, FullBatchUpdater, Updater
from engine.probes import ProbeReader
from engine.probes.predictions import Penalty
from engine.schedules import SCHEDULES
from engine.training.balance import class_weights
from engine.training.clipping import clipping
from engine.training.feeds import head_data
from engine.training.finite import check_numbers, not_finite
from engine.training.fit import fit_problems
from engine.training.frozen import Frozen, free_masks
from engine.training.full_batch import FullBatchObjective
from engine.training.gradient_norms import GradientNorms
from engine.training.history import History
from engine.training.in_threads import THREADS, InThreads
from engine.training.last_step import LastStep
from engine.training.lesson import Lesson, TaughtUpdater, with_lesson
from engine.training.loop import Loop
from engine.training.order import ExampleOrder
from engine.training.own_rates import OwnRates, shares
from engine.training.questions import Questions
from engine.training.rehearsal import Rehearsal, Work
from engine.training.resident import Resident
from engine.training.row_gradients import RowGradients
from engine.training.settings import TrainingSettings, takes_settings
from engine.training.step_rule import StepRule
from engine.training.stopping import Stopping, StopReason
from engine.training.timeline import Checkpoint
from engine.training.watch import watch


class Trainer(Loop, InThreads, Questions):
    """Trains `graph` on `data`; `parameters` continues from given weights instead of those of the seed. `threads` are
    among how many the examples of a step are divided, by default the fastest number. `settings` may be given in part or
    whole by name, those of the optimizer too: Trainer(graph, data, optimizer="adam", learning_rate=0.003, patience=5).

    `heads` are the data as each head sees them, `metric` is what is measured on the first. `learning_rate` may be
    changed between any two steps; the schedule multiplies it. `version` is another number whenever the weights, or what
    the next step does, may be others, and `probes` reads whatever is asked of them and of the data. `history` has a row
    per epoch. `stopped` says, after an epoch, why to stop now, where the settings give a reason; whoever trains looks
    at it, and calls `finish` after the last epoch. `restored` is the epoch whose weights these are, where the best ones
    came back.

    Raises the first of `fit_problems` when network and data do not fit together, SettingError, DataError where the data
    hold what is no finite number in the precision of the training. All methods belong to one thread.
    """

    @takes_settings
    def __init__(self, graph: Graph, data: Data, settings: TrainingSettings | None = None, device: Device = NUMPY,
                 parameters: np.ndarray | None = None, threads: int = 0, **changes: Any) -> None:
        settings = (settings or TrainingSettings()).changed(**changes)
        problems = fit_problems(graph, data, settings)
        if problems:
            raise problems[0]
        check_numbers(data, settings.dtype)
        self.graph, self.data, self.settings = graph, data, settings
        self.layout = ParameterLayout(graph)
        self._norms = GradientNorms(graph, self.layout)
        self._optimizer = OPTIMIZERS[settings.optimizer]
        self.learning_rate: float = settings.optimizer_settings["learning_rate"]
        self.heads = head_data(graph, data)
        self.metric = METRICS[next(iter(self.heads.values())).task]
        self.class_weights = {name: class_weights(settings.class_weights, head) for name, head in self.heads.items()}
        self._orders = ExampleOrder(data, settings)
        self._wanted, self._count = THREADS.check(threads), max(1, threads)
        self.stopped: StopReason | None = None
        self.version = 0
        self._build(device)
        self.reset()
        if parameters is not None:
            self.set_parameters(parameters)

    # State

    def reset(self) -> None:
        """Back to the weights of the seed, before the first step."""
        self._rewind_generators()
        self.history = History(self._norms.count)
        self.steps_done = self.epochs_done = self._updates = 0
        self._position, self._newest, self.restored = 0, None, None
        self._watch = watch(self.device, self.settings.dtype)
        self.set_parameters(self.layout.initial(self.settings.seed))
        self._updater.clear()
        self._stopping, self.stopped, self._seconds = Stopping(self.settings), None, 0.0

    def to_device(self, device: Device) -> None:
        """Go on with the same weights, optimizer state and order of examples on another device.

        Noise (dropout, for example) starts a new stream there: every device has its own generator.
        """
        if device is self.device:
            return
        self._settle()
        parameters, order, newest, loss = self.parameters, self._order, self.minibatch, self.minibatch_loss
        state = self._updater.state()
        if self._position:
            order = self.device.to_host(order)
        self._build(device)
        self._watch = watch(device, self.settings.dtype)
        self._watch.last = loss
        self._parameters[...] = device.upload(parameters)
        self._updater.restore(state)
        self._newest = None if newest is None else device.upload(newest)
        if self._position:
            self._order = device.upload(order)

    @property
    def parameters(self) -> np.ndarray:
        """A copy of the weights as they are now, in main memory."""
        return np.array(self.device.to_host(self._parameters))

    def set_parameters(self, parameters: np.ndarray) -> None:
        """Replace the weights. Raises LaderaError when their number is not that of the network."""
        self._parameters[...] = self.device.upload(self.layout.checked(parameters), self.settings.dtype)
        self._last_step.forget()
        self._by_rows.forget()
        self.version += 1
        self.restored = None

    def change(self, settings: TrainingSettings) -> None:
        """Go on with settings that this training's `goes_on_as`."""
        self.settings = settings
        self.learning_rate = settings.optimizer_settings["learning_rate"]
        self._stopping.change(settings)
        self.version += 1

    @property
    def batch(self) -> int:
        """The minibatches of the epoch in progress that are done."""
        return math.ceil(self._position / self.batch_size)

    @property
    def scheduled_rate(self) -> float:
        """The learning rate of the next step: `learning_rate` times the factor of the schedule."""
        return self._rate_at(self)

    @property
    def minibatch_loss(self) -> float:
        """The newest known loss of a minibatch, before its step and without penalty; NaN before the first."""
        return self._watch.last

    @property
    def minibatch(self) -> np.ndarray | None:
        """The examples of the newest step, as places (k,) in the training part; None before the first."""
        return None if self._newest is None else np.array(self.device.to_host(self._newest))

    # Time travel

    def snapshot(self) -> Checkpoint:
        """What the training is at this moment."""
        return Checkpoint(
            epoch=self.epochs_done, step=self.steps_done, position=self._position, updates=self._updates,
            learning_rate=self.learning_rate, minibatch_loss=self.minibatch_loss, parameters=self.parameters,
            slots=self._updater.state(), order=np.array(self.device.to_host(self._order)) if self._position else None,
            shuffler=self._shuffler.bit_generator.state, noise=self._noise.state, device=self.device.name,
            best=self._stopping.best, waited=self._stopping.waited, minibatch=self.minibatch,
            seconds=self._seconds, restored=self.restored, threads=self._count if self._is_measured else 0)

    def restore(self, snapshot: Checkpoint, history: History | None = None) -> None:
        """Go back, or forward again, to a snapshot of this training; history after it is forgotten. A trainer that
        takes over from another one is given the history until then."""
        self.epochs_done, self.steps_done, self._updates = snapshot.epoch, snapshot.step, snapshot.updates
        self.learning_rate = snapshot.learning_rate
        if history is not None:
            self.history = history
        self.history.truncate(snapshot.epoch)
        self._watch = watch(self.device, self.settings.dtype)
        self._watch.last = snapshot.minibatch_loss
        self.set_parameters(snapshot.parameters)
        self._updater.restore(snapshot.slots)
        self._order, self._newest = (None if places is None else self.device.upload(places)
                                     for places in self._known(snapshot.order, snapshot.minibatch))
        self._position = 0 if self._order is None else snapshot.position
        self._rewind_generators()
        if snapshot.shuffler is not None:
            self._shuffler.bit_generator.state = snapshot.shuffler
        if snapshot.noise is not None and snapshot.device == self.device.name:
            self._noise.state = snapshot.noise
        self._stopping.best, self._stopping.waited, self.stopped = snapshot.best, snapshot.waited, None
        self._seconds, self.restored = snapshot.seconds, snapshot.restored
        self._go_on_in(snapshot.threads)

    # Looking at it

    def reader(self, moment: Checkpoint | None = None) -> ProbeReader:
        """Reads whatever is asked of the weights as they are, or were at a `moment` of this training, of the examples
        of the data, and of the step that comes next; it is of no use any more after a change of the device."""
        settings, device = self.settings, self.device
        weights = self._parameters if moment is None else device.upload(moment.parameters, settings.dtype)
        slots = self._updater.slots if moment is None else {name: device.upload(slot, settings.dtype)
                                                            for name, slot in moment.slots.items()}
        last = self._last_step if moment is None else LastStep()
        rule = StepRule(self._optimizer, settings, self.layout, device, slots, lambda: self._numbers_of_step(moment),
                        last.before, free_masks(self.graph, self.layout),
                        shares(self.graph, self.layout, settings.early_rate))
        return ProbeReader(self.graph, device, weights, self._resident, settings.l1, settings.l2,
                           lambda: self.steps_done if moment is None else moment.step, rule,
                           self._rehearsal(moment), lambda: self._count)

    # Training

    def step(self) -> None:
        """One minibatch. Raises NonFiniteError when the loss or its gradient is not finite; on a synchronous device
        everything then is as it was before the step: weights, running statistics, and what is drawn next."""
        with self.device.running:
            self._step()

    def finish(self) -> None:
        """Whoever trains says that the epoch just done was the last: the best weights come back where the settings want
        it, and `stopped` says so. Nothing happens where the training has stopped by itself."""
        if not self.stopped:
            self._stop(self._stopping.end())

    # Inside

    def _step(self) -> None:
        start = self._position
        if not (self._is_measured or start):
            self._choose_threads()
        started = perf_counter()
        shuffler = None if start else self._begin_epoch()
        stop = min(start + self.batch_size, len(self._order))
        work = self._work_for(stop - start)
        before = shuffler, self._noise.state if work.noisy else None, self.minibatch_loss
        batch, order = work.batch, self._order[start:stop]
        self._last_step.begin()
        self._frozen.hold()
        self._own_rates.hold()
        work.begin(order)
        batch.run()
        work.end()
        if not self._watch.finite(batch.loss, batch.squared_norm):
            self._take_back(*before)
            raise self._not_finite()
        last = stop == len(self._order)
        norms = self._norms.measure(self.device.to_host(self._gradient)) if last else ()
        self._frozen.clear()
        self._clip()
        rate = self.scheduled_rate
        try:
            self._updater.run(rate, self._updates + 1, batch.seen)
        except FloatingPointError:
            self._take_back(*before)
            raise self._not_finite() from None
        self._own_rates.end()
        batch.follow()
        self._frozen.put_back()
        self._last_step.end(batch.seen)
        self.steps_done += 1
        self.version += 1
        self._updates += 1
        self._position, self._newest, self.restored = stop, order, None
        self._seconds += perf_counter() - started
        if last:
            self._end_epoch(rate, norms)

    def _build(self, device: Device) -> None:
        """Allocate and compile for `device`; contents come after."""
        dtype = self.settings.dtype
        self.device = device
        self._parameters = device.zeros(self.layout.size, dtype)
        self._last_step = LastStep(self._parameters)
        self._gradient = device.zeros(self.layout.trainable, dtype)
        self._by_rows = RowGradients(self._optimizer, device, self._gradient, self.batch_size)
        self._frozen = Frozen(self.graph, self.layout, device, self._parameters, self._gradient)
        self._own_rates = OwnRates(self.graph, self.layout, device, self._parameters, self.settings.early_rate)
        self._lesson = Lesson(self.graph, self.settings, device) if self.settings.teacher else None
        self._noise = device.generator(self.settings.seed)
        self._resident = Resident(self.graph, self.data, self.heads, device, dtype)
        self._order: Array = None
        self._is_measured = self._wanted > 0
        self._network: Network | None = None
        self._work: dict[int, Work] = {}
        self._clip, self._updater = self._update_rule()
        self.probes = self.reader()

    def _update_rule(self) -> tuple[Callable[[], object], Updater | TaughtUpdater | FullBatchUpdater]:
        """What comes after the gradient: clipping, and the optimizer. Full-batch optimizers measure for themselves."""
        settings, trained = self.settings, self._parameters[:self.layout.trainable]
        if not self._optimizer.full_batch:
            return (clipping(self.device, self._gradient, settings.clip_value, settings.clip_norm),
                    with_lesson(Updater(self._optimizer, settings.optimizer_settings, self.device, trained,
                                        self._gradient), self._lesson))
        objective = FullBatchObjective(self.device, self.layout, self._prepare(self.batch_size).batch,
                                       self._penalty, self._parameters, self._gradient)
        return lambda: None, FullBatchUpdater(self._optimizer, settings.optimizer_settings, objective)

    def _rehearsal(self, moment: Checkpoint | None = None) -> Rehearsal:
        return Rehearsal(self.device, self._noise, self._parameters, self._work_for, lambda: self._upcoming(moment),
                         moment, self.settings.weight_noise > 0, self._lesson)

    def _penalty(self) -> float:
        (reading,) = self.probes.read([Penalty()]).values()
        return float(reading.first)

    def _known(self, order: np.ndarray | None, minibatch: np.ndarray | None) -> Iterator[np.ndarray | None]:
        """The same where they are places of examples that there are: from a file may come those of others."""
        examples = len(self.data.train)
        yield order if order is not None and len(order) == examples else None
        yield minibatch if minibatch is not None and minibatch.max(initial=0) < examples else None

    def _rate_at(self, moment: Trainer | Checkpoint) -> float:
        """The learning rate of the step after a moment."""
        done = moment.epoch if isinstance(moment, Checkpoint) else moment.epochs_done
        steps = moment.step if isinstance(moment, Checkpoint) else moment.steps_done
        return moment.learning_rate * SCHEDULES[self.settings.schedule].factor(self.settings.schedule_settings, steps,
                                                                               done)

    def _numbers_of_step(self, moment: Checkpoint | None) -> tuple[float, int]:
        """The learning rate and the number, for the optimizer, of the step after a moment, by default the present."""
        return self._rate_at(moment or self), (self._updates if moment is None else moment.updates) + 1

    def _upcoming(self, moment: Checkpoint | None) -> Array:
        """The examples of the step after a moment, by default the present, as places (k,) on the device."""
        if moment is None and self._position:
            return self._order[self._position:self._position + self.batch_size]
        if moment is not None and moment.position and moment.order is not None:
            return self.device.upload(moment.order[moment.position:moment.position + self.batch_size])
        shuffler = np.random.default_rng([self.settings.seed, 1])
        state = self._shuffler.bit_generator.state if moment is None else moment.shuffler
        if state is not None:
            shuffler.bit_generator.state = state
        epoch = self.epochs_done if moment is None else moment.epoch
        return self.device.upload(self._orders.of(epoch, shuffler)[:self.batch_size])

    def _rewind_generators(self) -> None:
        self._shuffler = np.random.default_rng([self.settings.seed, 1])
        self._noise.state = self.device.generator(self.settings.seed).state

    def _begin_epoch(self) -> Mapping[str, Any]:
        """Draw the order of the examples; the state of the generator before."""
        state = self._shuffler.bit_generator.state
        self._order = self.device.upload(self._orders.of(self.epochs_done, self._shuffler))
        return state

    def _take_back(self, shuffler: Mapping[str, Any] | None, noise: Any, loss: float) -> None:
        """What a step changes before it is known to be sound: the generators of which a state is given, and the newest
        loss."""
        self._watch.last = loss
        if shuffler is not None:
            self._shuffler.bit_generator.state = shuffler
        if noise is not None:
            self._noise.state = noise

    def _end_epoch(self, rate: float, norms: Sequence[float]) -> None:
        self._settle()
        self._position = 0
        self.epochs_done += 1
        train, validation = self.evaluate("train"), self.evaluate("validation")
        row = self.history.append(norms, epoch=self.epochs_done, step=self.steps_done, loss=train.loss,
                                  penalty=train.penalty, metric=train.metric, validation_loss=validation.loss,
                                  validation_metric=validation.metric, learning_rate=rate)
        self._stop(self._stopping.look(row, self._seconds, lambda: self.parameters))

    def _stop(self, reason: StopReason | None) -> None:
        self.stopped = reason
        if reason and reason.weights is not None:
            self.set_parameters(reason.weights)
            self.restored = reason.weights_epoch

    def _settle(self) -> None:
        if not self._watch.settle():
            raise self._not_finite()

    def _not_finite(self) -> NonFiniteError:
        return not_finite(Network(self.graph, dtype=self.settings.dtype), self.parameters, self.data,
                          begun=self.steps_done > 0)
