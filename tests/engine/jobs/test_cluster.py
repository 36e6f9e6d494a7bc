"""The same job on the workers of a Dask scheduler; and on those that are not there, that die, or that mean harm."""

from __future__ import annotations

import math
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.errors import DeviceError
from engine.jobs import Job, Tls, Workplace
from engine.landscape import DirectionInputs, PlaneLoss, Task, losses_of, make_plane
from engine.network import Network
from tests.cases import for_thorough
from tests.engine.networks import perceptron

WORKPLACE = Workplace()


distributed = pytest.importorskip("distributed")
ROOT = Path(__file__).parents[3]
PATIENCE = 60
NOT_YET = ("has no worker", "does not answer any more")
"""What is said while a worker starts on a busy computer."""


@pytest.fixture
def scheduler():
    """The address of a scheduler with one worker, which is the workplace for a while."""
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, protocol="tcp://",
                                  dashboard_address=None) as cluster:
        WORKPLACE.choose(cluster.scheduler_address)
        yield cluster.scheduler_address
        WORKPLACE.choose("")
        WORKPLACE.close()


@pytest.fixture
def start() -> Iterator:
    """Starts programs of Dask, and ends them."""
    started: list[subprocess.Popen] = []

    def run(program: str, *words: str, **environ: str) -> subprocess.Popen:
        started.append(subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", *words], cwd=ROOT, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environ}))
        return started[-1]

    yield run
    WORKPLACE.close()
    for process in started:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


def start_scheduler(start) -> tuple[subprocess.Popen, str]:
    port = free_port()
    process = start("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return process, f"tcp://127.0.0.1:{port}"
    raise TimeoutError


def start_worker(start, address: str, *words: str, **environ: str) -> subprocess.Popen:
    return start("dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1",
                 *words, **environ)


def outcome(address: str, function, pieces, during=lambda: None) -> Job:
    job = Job(WORKPLACE.open(address), function, pieces)
    job.start()
    during()
    job.wait(PATIENCE)
    assert job.finished
    return job


def test_a_surface_computed_on_a_cluster_is_the_one_computed_here(scheduler):
    network = Network(perceptron(2, 6, 1))
    weights = network.initial_parameters(0)
    rng = np.random.default_rng(0)
    inputs, targets = rng.normal(size=(40, 2)).astype(np.float32), rng.integers(0, 2, (40, 1)).astype(np.float32)
    plane = make_plane("random", DirectionInputs(network, weights))
    a, b = (axis.ravel() for axis in np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-1, 1, 9)))
    task = Task.of("cluster", network, inputs, targets)
    vectors = plane.origin, plane.first, plane.second
    job = Job(WORKPLACE.open(), losses_of, [(task, vectors, a[start:start + 27], b[start:start + 27])
                                           for start in range(0, 81, 27)])
    job.start()
    results = dict(job.wait(PATIENCE))
    assert job.failed is None
    np.testing.assert_array_equal(np.concatenate([results[place] for place in range(3)]),
                                  PlaneLoss(network, inputs, targets).losses(plane, a, b))


def test_one_process_serves_all_jobs_of_an_address(scheduler):
    assert WORKPLACE.open() is WORKPLACE.open(scheduler)


def test_an_error_of_a_piece_is_its_sentence(scheduler):
    assert "ZeroDivisionError" in str(outcome(scheduler, divmod, [(1, 0)]).failed)


def test_a_job_that_is_given_up_leaves_nothing_pending(scheduler):
    executor = WORKPLACE.open()
    job = Job(executor, time.sleep, [(0.2,)] * 8)
    job.start()
    job.cancel()
    assert not executor._pending
    assert outcome(scheduler, math.factorial, [(5,)]).done == 1


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere", "tcp://", "tcp://127.0.0.1:port", "\0",
                                     "http://127.0.0.1:1", "tcp://[::1"])
def test_where_nobody_answers_is_a_sentence(address):
    with pytest.raises(DeviceError, match="No Dask scheduler answers at"):
        WORKPLACE.open(address)


def test_a_scheduler_with_tls_needs_certificates():
    with pytest.raises(DeviceError, match="needs certificates"):
        WORKPLACE.open("tls://127.0.0.1:1")


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\n\r\n" * 50], ids=["nothing", "HTTP"])
def test_a_port_where_something_else_listens_is_a_sentence(said):
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        place.listen(5)
        held = []

        def answer() -> None:
            try:
                while True:
                    held.append(place.accept()[0])
                    held[-1].sendall(said)
            except OSError:
                return

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            with pytest.raises(DeviceError, match="No Dask scheduler answers at"):
                WORKPLACE.open(f"tcp://127.0.0.1:{place.getsockname()[1]}")
        finally:
            place.shutdown(socket.SHUT_RDWR)
            thread.join()
            for connection in held:
                connection.close()


@pytest.mark.thorough
def test_without_workers_a_job_waits_says_so_and_gives_up(start):
    _, address = start_scheduler(start)
    job = Job(WORKPLACE.open(address), math.factorial, [(3,)])
    job.start()
    assert job.waiting
    job.wait(PATIENCE)
    assert "has no worker. Start one with “dask worker" in str(job.failed)
    start_worker(start, address)
    end = time.monotonic() + PATIENCE
    while WORKPLACE.open(address)._state == "waiting" and time.monotonic() < end:
        time.sleep(0.1)
    assert outcome(address, math.factorial, [(3,)]).failed is None


def killed(process: subprocess.Popen, number: int = signal.SIGKILL):
    def do() -> None:
        time.sleep(1)
        process.send_signal(number)
    return do


def ready_worker(start, address: str) -> subprocess.Popen:
    """A worker that has done something."""
    worker = start_worker(start, address)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if outcome(address, math.factorial, [(2,)]).failed is None:
            return worker
    raise TimeoutError


@pytest.mark.thorough
@pytest.mark.skipif(os.name == "nt", reason="needs signals")
@pytest.mark.parametrize(("who", "number", "said"), [
    ("worker", signal.SIGKILL, "has no worker|ended or went silent"),
    ("worker", "SIGSTOP", "went silent in the middle of its work"),
    ("scheduler", signal.SIGKILL, "The connection to the Dask scheduler at .* is lost"),
    ("scheduler", "SIGSTOP", "does not answer any more"),
])
def test_who_dies_or_goes_silent_in_the_middle_is_a_sentence(start, who, number, said):
    scheduler, address = start_scheduler(start)
    victim = {"worker": ready_worker(start, address), "scheduler": scheduler}[who]
    number = getattr(signal, number) if isinstance(number, str) else number
    failed = outcome(address, time.sleep, [(50,)] * 3, killed(victim, number)).failed
    assert isinstance(failed, DeviceError)
    with pytest.raises(DeviceError, match=said):
        raise failed


def test_a_scheduler_that_has_died_is_noticed_when_it_is_opened_again(start):
    scheduler, address = start_scheduler(start)
    WORKPLACE.open(address)
    scheduler.kill()
    scheduler.wait()
    with pytest.raises(DeviceError, match="No Dask scheduler answers at"):
        WORKPLACE.open(address)


@pytest.mark.parametrize("evil", for_thorough(("bomb", "bombs", "throw", "noise", "lie"), lambda evil: evil != "bomb"))
def test_nothing_that_a_worker_sends_runs_here(start, tmp_path, evil):
    """A worker tries its own errors out, by reading them, before it sends them."""
    _, address = start_scheduler(start)
    worker = start_worker(start, address, "--preload", "tests.engine.jobs.evil_worker", EVIL=evil, MARKS=str(tmp_path))
    failed = None
    end = time.monotonic() + PATIENCE
    while failed is None or (any(said in str(failed) for said in NOT_YET) and time.monotonic() < end):
        failed = outcome(address, math.factorial, [(3,)]).failed
    assert isinstance(failed, DeviceError)
    assert "has no worker" not in str(failed)
    assert len(str(failed)) < 300
    assert {mark.name for mark in tmp_path.iterdir()} <= {str(worker.pid)}


def test_workers_that_have_no_ladera_are_a_sentence(start, tmp_path):
    _, address = start_scheduler(start)
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "__init__.py").write_text("")
    start_worker(start, address, PYTHONPATH=str(tmp_path), PYTHONSAFEPATH="1")
    failed = None
    end = time.monotonic() + PATIENCE
    while failed is None or (any(said in str(failed) for said in NOT_YET) and time.monotonic() < end):
        failed = outcome(address, math.factorial, [(3,)]).failed
    assert "do not have this version of Ladera" in str(failed)


def test_certificates_that_are_none_are_a_sentence(start, tmp_path):
    """A scheduler without TLS at an address that says it has."""
    _, address = start_scheduler(start)
    none = tmp_path / "none.pem"
    none.write_text("no certificate")
    with pytest.raises(DeviceError, match="certificates"):
        WORKPLACE.open(address.replace("tcp", "tls"), Tls(*[str(none)] * 3))
