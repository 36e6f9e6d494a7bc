"""BLAS has one thread while programs of the engine run, and its own number again afterwards."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from threadpoolctl import ThreadpoolController, threadpool_info

import engine
from engine import blas_threads
from engine.blas_threads import OneThread, Pool
from engine.device import NUMPY
from engine.ir import Builder, compile_plan
from engine.network import Network
from engine.training import Trainer
from tests.engine.formats.networks import chain


def threads() -> set[int]:
    """What the libraries would use now; NumPy's and SciPy's are two."""
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


@pytest.fixture
def three_threads():
    pools = blas_threads.one_thread()._pools
    before = [pool.get() for pool in pools]
    for pool in pools:
        pool.set(3)
    yield
    assert threads() == {3}
    for pool, count in zip(pools, before, strict=True):
        pool.set(count)


def test_libraries_have_one_thread_inside_and_their_own_number_outside(three_threads):
    with blas_threads.one_thread():
        assert threads() == {1}
        with blas_threads.one_thread():
            assert threads() == {1}
        assert threads() == {1}
    assert threads() == {3}
    with pytest.raises(ZeroDivisionError), blas_threads.one_thread():
        _ = 1 / 0


def test_whoever_leaves_last_gives_the_threads_back(three_threads):
    inside, leave = threading.Event(), threading.Event()

    def stay() -> None:
        with blas_threads.one_thread():
            inside.set()
            leave.wait(10)

    other = threading.Thread(target=stay)
    other.start()
    inside.wait(10)
    with blas_threads.one_thread():
        leave.set()
        other.join()
        assert threads() == {1}
    assert threads() == {3}


def test_plans_and_trainings_run_with_one_thread_without_the_readers_help(three_threads, monkeypatch):
    """Seen from the functions that a plan calls, and after each step of a training."""
    ir, seen = Builder(), []
    x = ir.leaf("input", "x", (2, 2))
    plan = compile_plan(NUMPY, "float32", [ir.matmul(x, x)], {x: np.eye(2, dtype=np.float32)})
    plan._program = lambda: seen.append(threads())
    plan.run()
    data, graph = engine.load("xor", samples=50), chain((2,), ("dense", {"units": 1, "activation": "sigmoid"}),
                                                        loss="binary_cross_entropy")
    trainer = Trainer(graph, data, epochs=1)
    run = trainer._updater.run
    monkeypatch.setattr(trainer._updater, "run", lambda *rate: (seen.append(threads()), run(*rate)))
    trainer.step()
    trainer.epoch()
    trainer.fit(1, each_step=lambda trainer: seen.append(threads()))
    assert seen == [{1}] * len(seen)
    assert len(seen) > 4
    network = Network(graph)
    network.predict(network.initial_parameters(0), data.test.inputs)
    assert threads() == {3}


def test_a_training_that_fails_gives_the_threads_back(three_threads, monkeypatch):
    data = engine.load("xor", samples=50)
    trainer = Trainer(chain((2,), ("dense", {"units": 1, "activation": "sigmoid"}), loss="binary_cross_entropy"), data)

    def stop(trainer) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        trainer.fit(each_step=stop)


def test_numpy_and_scipy_are_both_seen_and_their_own_functions_found():
    controllers = ThreadpoolController().select(user_api="blas").lib_controllers
    pools = blas_threads.one_thread()._pools
    assert len(pools) == len(controllers) >= 1
    assert [pool.get() for pool in pools] == [library.get_num_threads() for library in controllers]


def test_another_blas_is_asked_through_threadpoolctl():
    class Library:
        internal_api, threading_layer, threads = "mkl", "intel", 4

        def get_num_threads(self) -> int:
            return self.threads

        def set_num_threads(self, count: int) -> None:
            self.threads = count

    library = Library()
    with OneThread([blas_threads._pool(library), Pool(lambda: None, lambda count: pytest.fail("it has no threads"))]):
        assert library.threads == 1
    assert library.threads == 4
