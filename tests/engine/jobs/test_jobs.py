"""Long work in pieces: all results come, failures have a sentence, and giving up is at once."""

from __future__ import annotations

import math
import multiprocessing
import operator
import os
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from types import SimpleNamespace

import numpy as np
import pytest

from engine.errors import DeviceError, FormatError
from engine.graph import Graph
from engine.jobs import Job, Workplace
from engine.landscape import DirectionInputs, Task, in_pieces, losses_at, losses_of, make_plane
from engine.network import Network
from tests.engine.networks import examples, perceptron, weights

WORKPLACE = Workplace()


class ByHand(Executor):
    """An executor whose work is done when the test says so."""

    def __init__(self) -> None:
        self.futures: list[Future] = []
        self.calls: list[tuple] = []
        self.broken: Exception | None = None

    def submit(self, function, /, *args):
        if self.broken is not None:
            raise self.broken
        self.calls.append((function, args))
        self.futures.append(Future())
        return self.futures[-1]

    def do(self, place: int) -> None:
        function, args = self.calls[place]
        try:
            self.futures[place].set_result(function(*args))
        except Exception as error:
            self.futures[place].set_exception(error)


@pytest.fixture
def by_hand() -> ByHand:
    return ByHand()


@pytest.fixture
def workers() -> Iterator[Executor]:
    """One worker process, of this test alone."""
    yield WORKPLACE.local(1)
    WORKPLACE.close()


def numbers(count: int) -> list[tuple[int]]:
    return [(number,) for number in range(count)]


def test_all_results_come_with_the_places_of_their_pieces(by_hand: ByHand):
    job = Job(by_hand, operator.neg, numbers(5))
    job.start()
    for place in (3, 0):
        by_hand.do(place)
    assert sorted(job.poll()) == [(0, 0), (3, -3)]
    assert job.poll() == []
    assert (job.done, job.total, job.finished) == (2, 5, False)
    for place in (1, 2, 4):
        by_hand.do(place)
    assert sorted(job.poll()) == [(1, -1), (2, -2), (4, -4)]
    assert job.finished
    assert (job.failed, job.cancelled) == (None, False)


def test_only_some_pieces_wait_in_the_executor(by_hand: ByHand):
    job = Job(by_hand, operator.neg, numbers(20), in_flight=3)
    job.start()
    assert len(by_hand.calls) == 3
    by_hand.do(1)
    job.poll()
    assert len(by_hand.calls) == 4


def test_a_job_without_pieces_is_finished(by_hand: ByHand):
    job = Job(by_hand, operator.neg, [])
    job.start()
    assert job.finished
    assert job.wait() == []


def test_cancelling_gives_up_what_waits_and_looks_at_nothing_more(by_hand: ByHand):
    job = Job(by_hand, operator.neg, numbers(20), in_flight=3)
    job.start()
    assert by_hand.futures[0].set_running_or_notify_cancel()
    job.cancel()
    assert (job.cancelled, job.finished) == (True, True)
    assert [future.cancelled() for future in by_hand.futures] == [False, True, True]
    by_hand.do(0)
    assert job.poll() == []
    assert (job.done, len(by_hand.calls)) == (0, 3)


def test_what_is_finished_cannot_be_cancelled(by_hand: ByHand):
    job = Job(by_hand, operator.neg, numbers(1))
    job.start()
    by_hand.do(0)
    job.poll()
    job.cancel()
    assert not job.cancelled


def test_work_that_others_cancelled_ends_the_job(by_hand: ByHand):
    """As when the executor is closed, or a cluster goes away: nobody waits for ever for what does not come."""
    job = Job(by_hand, operator.neg, numbers(2))
    job.start()
    by_hand.do(0)
    by_hand.futures[1].cancel()
    assert job.poll() == [(0, 0)]
    assert job.finished
    assert "ended unexpectedly" in str(job.failed)


def test_a_piece_that_fails_ends_the_job_with_its_sentence(by_hand: ByHand):
    job = Job(by_hand, Graph.from_json, [({},), (perceptron(1, 1).to_json(),), ({},)], in_flight=2)
    job.start()
    by_hand.do(0)
    job.poll()
    assert isinstance(job.failed, FormatError)
    assert job.finished
    assert by_hand.futures[1].cancelled()
    assert job.poll() == []
    assert len(by_hand.calls) == 2


def test_other_errors_become_a_sentence_with_their_names(by_hand: ByHand):
    job = Job(by_hand, operator.truediv, [(1, 0)])
    job.start()
    by_hand.do(0)
    assert job.wait() == []
    assert isinstance(job.failed, DeviceError)
    assert "ZeroDivisionError: division by zero" in str(job.failed)


def test_an_executor_that_takes_no_more_work_fails_the_job(by_hand: ByHand):
    by_hand.broken = RuntimeError("cannot schedule new futures after shutdown")
    job = Job(by_hand, operator.neg, numbers(3))
    job.start()
    assert job.finished
    assert "after shutdown" in str(job.failed)


def test_the_remaining_time_goes_by_the_pieces_that_are_done(by_hand: ByHand, monkeypatch: pytest.MonkeyPatch):
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr("engine.jobs.job.time", SimpleNamespace(monotonic=lambda: clock.now))
    job = Job(by_hand, operator.neg, numbers(8))
    assert job.elapsed == 0.0
    job.start()
    clock.now = 106.0
    assert (job.elapsed, job.remaining) == (6.0, None)
    by_hand.do(0)
    by_hand.do(1)
    job.poll()
    assert job.remaining == 18.0  # 3 for each of 6
    for place in range(2, 8):
        by_hand.do(place)
    job.poll()
    assert job.remaining == 0.0


def test_waiting_ends_when_the_job_does_or_earlier():
    gate = threading.Event()
    with ThreadPoolExecutor(1) as executor:
        job = Job(executor, gate.wait, [(), ()])
        job.start()
        assert job.wait(seconds=0.0) == []
        assert not job.finished
        gate.set()
        assert sorted(job.wait()) == [(0, True), (1, True)]


# Worker processes


def test_worker_processes_compute_and_their_errors_come_back_whole(workers: Executor):
    job = Job(workers, math.factorial, numbers(30))
    job.start()
    assert dict(job.wait(60)) == {number: math.factorial(number) for number in range(30)}
    job = Job(workers, Graph.from_json, [({},)])
    job.start()
    job.wait(60)
    with pytest.raises(FormatError) as here:
        Graph.from_json({})
    assert type(job.failed) is FormatError
    assert str(job.failed) == str(here.value)


def test_workers_keep_what_they_have_learnt(workers: Executor):
    network = Network(perceptron(2, 6, 1))
    inputs, targets = examples(network, 20)
    plane = make_plane("random", DirectionInputs(network, weights(network)))
    places = np.random.default_rng(0).uniform(-1, 1, (2, 9))
    task = Task.of("in a worker", network, inputs, targets)
    vectors = (plane.origin, plane.first, plane.second)
    job = Job(workers, losses_of, [(task, vectors, *places), (task.key, vectors, *places)], in_flight=1)
    job.start()
    found = dict(job.wait(60))
    np.testing.assert_allclose(found[0], network.population_loss(plane.points(*places).astype("float32"), inputs,
                                                                 targets), rtol=1e-4)
    np.testing.assert_array_equal(found[0], found[1])
    job = Job(workers, losses_at, [("never sent", plane.origin[None])])
    job.start()
    job.wait(60)
    assert "UnknownTaskError: never sent" in str(job.failed)


@pytest.mark.thorough
def test_a_surface_of_501_times_501_places_is_computed_and_can_be_given_up(workers: Executor):
    """A product of two weights and a number: L(a, b) = (a b − 2)², known everywhere."""
    network = Network(perceptron(1, 1, 1, activation="identity"))
    one, two = (next(entry.offset for entry in network.layout if entry.name == f"dense_{layer}/kernel")
                for layer in (1, 2))
    origin, side = np.zeros(network.size), 501
    task = Task.of("long", network, np.ones((3, 1)), np.full((3, 1), 2.0))
    a, b = np.linspace(-2, 2, side), np.linspace(-1, 3, side)
    work = in_pieces(side, side)

    def begun() -> Job:
        vectors = origin, np.eye(network.size)[one], np.eye(network.size)[two]
        job = Job(workers, losses_of, [(task, vectors, a[columns], b[rows]) for rows, columns in work])
        job.start()
        return job

    losses, job = np.full((side, side), np.nan), begun()
    while not job.finished:
        for place, found in job.wait(0.2):
            losses[work[place]] = found
        assert job.done == 0 or job.remaining is not None
    np.testing.assert_allclose(losses, (np.outer(b, a) - 2) ** 2, rtol=1e-4, atol=1e-5)
    job, known = begun(), []
    while not known:
        known = job.wait(0.05)
    job.cancel()
    assert job.cancelled
    assert 0 < len(known) < len(work)
    assert job.poll() == []


def test_workers_are_other_processes_shared_by_all_who_ask(workers: Executor):
    assert WORKPLACE.local(1) is workers is WORKPLACE.open("local:1")
    assert WORKPLACE.local(2) is not workers
    assert workers.submit(os.getpid).result(60) != os.getpid()


def test_a_worker_that_dies_fails_its_job_and_another_takes_its_place(workers: Executor):
    job = Job(workers, os._exit, [(1,), (1,)])
    job.start()
    job.wait(60)
    assert isinstance(job.failed, DeviceError)
    assert "ended unexpectedly" in str(job.failed)
    again = Job(workers, operator.neg, [(7,)])
    again.start()
    assert again.wait(60) == [(0, -7)]


@pytest.mark.parametrize(("function", "piece", "said"), [
    (threading.Lock, (), "TypeError"), (len, (lambda: 0,), "Error"), (open, ("/nowhere/at/all",), "FileNotFoundError")])
def test_what_cannot_be_sent_or_done_fails_its_job_alone(workers: Executor, function, piece, said):
    """An answer and a question that cannot be pickled, and an error that is one of the pipe's too."""
    job = Job(workers, function, [piece])
    job.start()
    job.wait(60)
    assert said in str(job.failed)
    again = Job(workers, operator.neg, [(7,)])
    again.start()
    assert again.wait(60) == [(0, -7)]


def test_closing_ends_the_workers_and_what_they_did(workers: Executor):
    worker = workers.submit(os.getpid).result(60)
    assert worker in {process.pid for process in multiprocessing.active_children()}
    job = Job(workers, time.sleep, [(600,)] * 12)
    job.start()
    WORKPLACE.close()
    assert worker not in {process.pid for process in multiprocessing.active_children()}
    job.wait(60)
    assert isinstance(job.failed, DeviceError)
    assert job.done == 0


# Places to work at


def test_without_dask_a_cluster_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(DeviceError, match="not installed"):
        WORKPLACE.open("tcp://127.0.0.1:8786")


def test_the_chosen_workplace_is_where_work_goes():
    try:
        WORKPLACE.choose("local:3")
        assert WORKPLACE.open() is WORKPLACE.local(3)
        assert WORKPLACE.open("") is WORKPLACE.local()
    finally:
        WORKPLACE.choose("")
