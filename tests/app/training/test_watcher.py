"""Readings beside a training: whose weights, how often, and how much of its time."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from app.training.lane import OFTEN, WeightSource
from app.training.watcher import QUICK, SHARE, Watcher
from engine.data import Data, DataSpec, load
from engine.errors import UnexpectedError
from engine.graph import Graph, LayerSpec, sequential
from engine.ir import Value
from engine.probes import Given, OfPart, OnPlane, ProbeReader
from engine.probes.base import Arrays, Chunk, Scope
from engine.probes.predictions import Losses, MeanLoss, Predictions
from engine.probes.weights import Weights
from engine.training import Checkpoint, Trainer, TrainingSettings
from tests.engine.fake_device import Fake

GRAPH = sequential(LayerSpec("x", "input"), LayerSpec("hidden", "dense", {"units": 3, "activation": "tanh"}),
                   LayerSpec("last", "dense", {"units": 1, "activation": "identity"}),
                   LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))
KERNEL = Weights("hidden/kernel")


class Clock:
    """Every look at it takes `tick` seconds."""

    def __init__(self) -> None:
        self.now, self.tick = 0.0, 0.0

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


@pytest.fixture(scope="module")
def data() -> Data:
    return load(DataSpec("gaussian", {"samples": 80}))


@pytest.fixture
def trainer(data: Data) -> Trainer:
    return Trainer(GRAPH, data, TrainingSettings(batch_size=8, dtype="float64"))


def source(trainer: Trainer, moment: object = None) -> WeightSource:
    return WeightSource(trainer, moment)


def settled(watcher: Watcher, seen: WeightSource) -> dict:
    while watcher.is_behind(seen):
        watcher.work(seen, 1.0, running=False)
    return dict(watcher.readings(seen))


def test_at_rest_every_question_is_answered_once(trainer: Trainer):
    watcher, seen = Watcher(), source(trainer)
    assert not watcher.is_behind(seen)
    watcher.watch((KERNEL, MeanLoss()))
    assert watcher.is_behind(seen)
    first = settled(watcher, seen)
    np.testing.assert_array_equal(first[KERNEL].first, trainer.layout.view(trainer.parameters, "hidden/kernel"))
    assert first[KERNEL].step == 0
    assert not watcher.work(seen, 1.0, running=False)
    assert watcher.readings(seen)[KERNEL] is first[KERNEL]
    trainer.step()
    assert watcher.is_behind(seen)
    assert settled(watcher, seen)[KERNEL].step == 1


def test_that_all_is_answered_is_news_also_where_the_last_answer_came_before(trainer: Trainer):
    clock = Clock()
    watcher, seen = Watcher(clock), source(trainer)
    watcher.watch((KERNEL, MeanLoss()))
    clock.tick = 1.0  # a piece at each call
    told = []
    while watcher.is_behind(seen):
        told.append(watcher.work(seen, 0.5, running=False))
    assert told[-1]


def test_weights_put_there_by_hand_are_read_though_no_step_was_made(trainer: Trainer):
    watcher, seen = Watcher(), source(trainer)
    watcher.watch((KERNEL,))
    settled(watcher, seen)
    trainer.set_parameters(np.ones(trainer.layout.size))
    assert settled(watcher, seen)[KERNEL].first.tolist() == np.ones((2, 3)).tolist()


def test_looking_back_the_weights_of_then_are_read(trainer: Trainer):
    watcher, moment = Watcher(), trainer.snapshot()
    trainer.epoch()
    watcher.watch((KERNEL, Losses(OfPart("test"))))
    now, past = source(trainer), source(trainer, moment)
    newest, then = settled(watcher, now), settled(watcher, past)
    assert not watcher.readings(now)
    np.testing.assert_array_equal(then[KERNEL].first, trainer.layout.view(moment.parameters, "hidden/kernel"))
    assert (then[KERNEL].step, newest[KERNEL].step) == (0, trainer.steps_done)
    trainer.restore(moment)
    np.testing.assert_allclose(settled(watcher, source(trainer))[Losses(OfPart("test"))].first,
                               then[Losses(OfPart("test"))].first, rtol=1e-12)


def test_readings_of_another_network_are_gone(trainer: Trainer, data: Data):
    watcher, other = Watcher(), Trainer(GRAPH, data, trainer.settings)
    watcher.watch((KERNEL,))
    settled(watcher, source(trainer))
    assert not watcher.readings(source(other))
    assert not watcher.readings(None)


def test_what_does_not_fit_is_answered_with_the_reason_and_harms_nobody(trainer: Trainer):
    watcher, seen = Watcher(), source(trainer)
    missing = Weights("gone/kernel")
    watcher.watch((missing, KERNEL, Predictions("y", Given("nobody")), MeanLoss()))
    answers = settled(watcher, seen)
    assert "gone/kernel" in str(answers[missing].error)
    assert "nobody" in str(answers[Predictions("y", Given("nobody"))].error)
    assert answers[KERNEL].error is answers[MeanLoss()].error is None


@dataclass(frozen=True)
class Mistaken(Losses):
    """A probe with a mistake in one of its methods."""

    where: str = "answer"

    def check(self, graph: Graph) -> None:
        self._fall("check")

    def ask(self, scope: Scope) -> dict[str, Value]:
        self._fall("ask")
        return super().ask(scope)

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        self._fall("answer")
        return super().answer(chunks)

    def _fall(self, where: str) -> None:
        if self.where == where:
            raise ValueError(f"wrong in {where}")


@pytest.mark.parametrize("where", ["check", "ask", "answer"])
def test_a_mistake_in_a_probe_costs_no_other_its_answer_and_is_reported_once(trainer: Trainer, where: str,
                                                                             caplog: pytest.LogCaptureFixture,
                                                                             monkeypatch: pytest.MonkeyPatch):
    # A library that sets up its own log, in another test of this process, may have switched off those it found.
    monkeypatch.setattr(logging.getLogger("app.training.watcher"), "disabled", False)
    caplog.set_level(logging.ERROR, logger="app.training.watcher")
    told: list[UnexpectedError] = []
    watcher, seen = Watcher(report=told.append), source(trainer)
    mistaken, sound = Mistaken(where=where), (Losses(), MeanLoss(), KERNEL)
    watcher.watch((mistaken, *sound))
    for _ in range(3):
        answers = settled(watcher, seen)
        assert str(answers[mistaken].error) == f"Something unexpected went wrong: ValueError: wrong in {where}"
        assert all(answers[probe].error is None and answers[probe].step == trainer.steps_done for probe in sound)
        trainer.step()
    assert len(told) == 1
    [record] = caplog.records
    assert "Mistaken" in record.message
    assert isinstance(record.exc_info[1], ValueError)


def test_in_a_notebook_a_mistake_in_a_probe_is_raised_with_its_cause(trainer: Trainer):
    with pytest.raises(UnexpectedError, match="wrong in ask") as raised:
        trainer.reader().read([Losses(), Mistaken(where="ask")])
    assert isinstance(raised.value.__cause__, ValueError)


def test_weights_that_cannot_be_read_are_said_once_and_others_are_read(trainer: Trainer,
                                                                      monkeypatch: pytest.MonkeyPatch):
    def reader(trainer: Trainer, moment: Checkpoint | None = None) -> ProbeReader:
        if moment is not None:
            raise MemoryError
        return read(trainer)

    read = Trainer.reader
    monkeypatch.setattr(Trainer, "reader", reader)
    watcher, past, now = Watcher(), source(trainer, trainer.snapshot()), source(trainer)
    watcher.watch((KERNEL,))
    with pytest.raises(MemoryError):
        watcher.work(past, 1.0, running=False)
    assert not watcher.is_behind(past)
    assert not watcher.work(past, 1.0, running=False)
    assert not watcher.readings(past)
    assert settled(watcher, now)[KERNEL].error is None
    with pytest.raises(MemoryError):
        watcher.work(past, 1.0, running=False)  # perhaps there is memory now


def test_questions_that_nobody_asks_any_more_have_no_answers(trainer: Trainer):
    watcher, seen = Watcher(), source(trainer)
    watcher.watch((KERNEL, MeanLoss()))
    settled(watcher, seen)
    watcher.watch((MeanLoss(),))
    assert set(watcher.readings(seen)) == {MeanLoss()}


def test_examples_of_a_persons_own_are_in_their_own_units(trainer: Trainer, data: Data):
    watcher, seen, probe = Watcher(), source(trainer), Predictions("y", Given("hand"))
    watcher.watch((probe, Predictions("y", OnPlane(1, (1.0, 2.0), (1.0, 2.0)))))
    for raw in ([[3.0, -1.0]], [[1.0, 2.0]]):
        watcher.give("hand", np.array(raw))
        answers = settled(watcher, seen)
        point = Trainer(GRAPH, data, trainer.settings)
        expected = point.reader().read([Predictions("y", OnPlane(1, tuple(raw[0]), tuple(raw[0])))])
        np.testing.assert_allclose(answers[probe].first, next(iter(expected.values())).first, rtol=1e-12)


@pytest.fixture
def slow_pieces(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Every piece that is read takes 0.1 seconds, and a step nothing."""
    clock, pieces = Clock(), ProbeReader.pieces

    def slowly(reader: ProbeReader, probes: Sequence) -> Iterator[dict]:
        for some in pieces(reader, probes):
            clock.now += 0.1
            yield some

    monkeypatch.setattr(ProbeReader, "pieces", slowly)
    return clock


@pytest.mark.parametrize("asked", [(KERNEL,), (MeanLoss(),), (KERNEL, MeanLoss())], ids=["quick", "slow", "both"])
def test_beside_a_training_readings_keep_to_their_share(trainer: Trainer, slow_pieces: Clock, asked: tuple):
    watcher, seen, spent = Watcher(slow_pieces), source(trainer), 0.0
    watcher.watch(asked)
    while slow_pieces.now < 100.0:
        trainer.step()
        before = slow_pieces.now
        watcher.work(seen, 0.001, running=True)
        spent += slow_pieces.now - before
        slow_pieces.now += 0.01
    assert 0.8 * SHARE < spent / 100.0 < 1.1 * SHARE


def test_quick_questions_have_the_larger_part(trainer: Trainer, slow_pieces: Clock):
    watcher, seen, answered = Watcher(slow_pieces), source(trainer), {KERNEL: 0, MeanLoss(): 0}
    watcher.watch(tuple(answered))
    steps = dict.fromkeys(answered, 0)
    while slow_pieces.now < 200.0:
        trainer.step()
        watcher.work(seen, 0.001, running=True)
        slow_pieces.now += 0.01
        for probe, reading in watcher.readings(seen).items():
            answered[probe] += reading.step != steps[probe]
            steps[probe] = reading.step
    assert answered[KERNEL] / sum(answered.values()) == pytest.approx(QUICK, abs=0.05)


def test_what_is_quick_goes_on_while_thousands_of_examples_are_read(trainer: Trainer, slow_pieces: Clock,
                                                                    monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("engine.chunks.MOST_ROWS", 2)  # 32 pieces
    watcher, seen, whole = Watcher(slow_pieces), source(trainer), Losses(OfPart("train"))
    watcher.watch((whole, KERNEL))
    steps = set()
    while whole not in watcher.readings(seen):
        trainer.step()
        watcher.work(seen, 0.001, running=True)
        slow_pieces.now += 0.01
        steps |= {reading.step for probe, reading in watcher.readings(seen).items() if probe == KERNEL}
    assert len(steps) > 10
    then = Trainer(GRAPH, trainer.data, trainer.settings)
    for _ in range(watcher.readings(seen)[whole].step):
        then.step()
    np.testing.assert_array_equal(watcher.readings(seen)[whole].first, then.reader().read([whole])[whole].first)
    assert {reading.step for reading in settled(watcher, seen).values()} == {trainer.steps_done}


def test_beside_a_training_nothing_is_read_more_often_than_the_window_looks(trainer: Trainer):
    clock = Clock()
    watcher, seen, steps = Watcher(clock), source(trainer), set()
    watcher.watch((KERNEL,))
    while clock.now < 1.0:
        trainer.step()
        watcher.work(seen, 0.001, running=True)
        clock.now += 0.001
        steps.add(watcher.readings(seen)[KERNEL].step)
    assert 25 <= len(steps) <= 1 / OFTEN + 1


def test_beside_a_training_pieces_are_read_in_turns(trainer: Trainer, monkeypatch: pytest.MonkeyPatch):
    """A part that takes many chunks does not hold up the training: one piece per slice."""
    monkeypatch.setattr("engine.chunks.MOST_ROWS", 10)
    watcher, seen = Watcher(), source(trainer)
    whole = Losses(OfPart("train"))
    watcher.watch((whole,))
    pieces = 0
    while not watcher.readings(seen):
        watcher.work(seen, 0.0, running=False)
        pieces += 1
        assert pieces < 100
    assert pieces >= len(trainer.data.train) // 10
    assert len(watcher.readings(seen)[whole].first) == len(trainer.data.train)


def test_on_another_device_the_readings_are_those_of_its_weights(trainer: Trainer):
    watcher, seen = Watcher(), source(trainer)
    watcher.watch((KERNEL,))
    settled(watcher, seen)
    trainer.to_device(Fake().device)
    trainer.step()
    np.testing.assert_array_equal(settled(watcher, seen)[KERNEL].first,
                                  trainer.layout.view(trainer.parameters, "hidden/kernel"))
