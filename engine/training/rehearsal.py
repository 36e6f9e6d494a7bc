"""The work of one step, and a step that is got ready, looked at and not taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from engine.device import Array, Device, Generator
from engine.ir.kernels import Call
from engine.training.lesson import Lesson
from engine.training.minibatch import Minibatch
from engine.training.timeline import Checkpoint


@dataclass(frozen=True, eq=False)
class Work:
    """A step for minibatches of one size: which arrays are `taken` into which, and calls around the gradient."""

    device: Device
    batch: Minibatch
    taken: list[tuple[Array, Array]]
    before: tuple[Call, ...]
    after: tuple[Call, ...]

    @property
    def noisy(self) -> bool:
        """Whether random numbers are drawn on the way."""
        return self.batch.noisy or bool(self.before)

    def begin(self, order: Array) -> None:
        """Bring the examples at the places `order` (k,) in, with all that is done to them and to the weights."""
        for examples, place in self.taken:
            self.device.take(examples, order, place)
        for call, arguments in self.before:
            call(*arguments)

    def end(self) -> None:
        """The weights are themselves again."""
        for call, arguments in self.after:
            call(*arguments)


class Rehearsal:
    """The step that comes after a `checkpoint` of a training, or after the present: as a context it gives that step's
    `Minibatch`, whose arrays hold all that the step is going to read, the noise that it is going to draw included.
    Afterwards everything is as it was, also where it cannot be got ready.

    `parameters` are the trainer's own weights, `work` gives what is compiled for so many examples, `upcoming` the
    places of those of the step; `noisy_weights` says whether it measures the gradient at other weights than it moves:
    `still` are those that it moves. `lesson` is what a teacher says of it, with the map of a hint.
    """

    def __init__(self, device: Device, generator: Generator, parameters: Array, work: Callable[[int], Work],
                 upcoming: Callable[[], Array], checkpoint: Checkpoint | None = None,
                 noisy_weights: bool = False, lesson: Lesson | None = None) -> None:
        self.still = parameters.copy() if noisy_weights else parameters
        self._device, self._generator, self._parameters = device, generator, parameters
        self._work, self._upcoming, self._checkpoint, self._lesson = work, upcoming, checkpoint, lesson

    def __enter__(self) -> Minibatch:
        order = self._upcoming()
        work = self._work(len(order))
        moves_weights = self._checkpoint is not None or self.still is not self._parameters
        self._state, self._kept = self._generator.state, self._parameters.copy() if moves_weights else None
        self._map = self._lesson.map.copy() if self._lesson and self._checkpoint else None
        try:
            self._get_ready(work, order)
        except BaseException:
            self._take_back()
            raise
        return work.batch

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 traceback: TracebackType | None) -> None:
        self._take_back()

    def _get_ready(self, work: Work, order: Array) -> None:
        if self._checkpoint is not None:
            self._parameters[...] = self._device.upload(self._checkpoint.parameters)
            if self._checkpoint.noise is not None and self._checkpoint.device == self._device.name:
                self._generator.state = self._checkpoint.noise
            if self._lesson is not None:
                self._lesson.look_back(self._checkpoint.slots)
        if self.still is not self._parameters:
            self.still[...] = self._parameters
        work.begin(order)
        work.batch.draw()

    def _take_back(self) -> None:
        if self._kept is not None:
            self._parameters[...] = self._kept
        if self._map is not None:
            self._lesson.map[...] = self._map
        self._generator.state = self._state
