"""Worker processes of this computer.

The executors of the standard library share queues among their workers, whose semaphores have names in the system that
stay when everything is killed, and their workers wait for ever on a queue whose other end is gone. Here each worker has
a pipe of its own, and a thread that waits for its answers: nothing has a name, and whoever is left alone ends.
"""

from __future__ import annotations

import multiprocessing
import pickle
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from engine.jobs.parent import follow_parent
from engine.recall import Recall, do


class WorkerEndedError(Exception):
    """A worker process ended in the middle of its work."""


class WorkerPool(ThreadPoolExecutor):
    """At most so many processes, started when there is work for them. A piece whose worker dies fails with
    WorkerEndedError; the next piece gets a new worker."""

    def __init__(self, workers: int) -> None:
        super().__init__(workers, thread_name_prefix="worker")
        self._own = threading.local()
        self._starting = threading.Lock()
        self._workers: set[_Worker] = set()
        self._closed = False

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future:
        return super().submit(self._ask, function, args)

    def close(self) -> None:
        """End all workers; what they do is given up."""
        with self._starting:
            self._closed = True
            workers = list(self._workers)
        self.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.end()
        self.shutdown()

    def _ask(self, *order: Any) -> Any:
        """On a thread of the pool: have its worker do something."""
        worker = getattr(self._own, "worker", None) or self._start()
        try:
            good, answer = worker.ask(order)
        except (EOFError, OSError) as error:
            self._own.worker = None
            self._workers.discard(worker)
            worker.end()
            raise WorkerEndedError from error
        if good:
            return answer
        raise answer

    def _start(self) -> _Worker:
        with self._starting:
            if self._closed:
                raise WorkerEndedError
            self._own.worker = worker = _Worker()
            self._workers.add(worker)
            return worker


class _Worker:
    """One process and the pipe to it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name="ladera-worker", daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, order: tuple[Any, ...]) -> tuple[bool, Any]:
        """Whether it went well, with the result or the exception. Raises EOFError or OSError when the worker is gone,
        and what pickling raises for an order that cannot be sent."""
        self._connection.send(order)
        return self._connection.recv()

    def end(self) -> None:
        self._process.kill()
        self._process.join()


def _serve(connection: Connection) -> None:
    """In a worker: one order after the other, with one thread for BLAS, since the processes are the parallelism."""
    follow_parent()
    import engine.network  # noqa: F401
    from engine.blas_threads import one_thread

    one_thread().for_good()
    recall = Recall()
    with suppress(EOFError, OSError):  # the parent is gone
        while True:
            answer = _obeyed(connection.recv_bytes(), recall)
            try:
                connection.send(answer)
            except (TypeError, AttributeError, pickle.PicklingError) as error:
                connection.send((False, TypeError(f"{type(error).__name__}: {error}")))


def _obeyed(order: bytes, recall: Recall) -> tuple[bool, Any]:
    try:
        function, arguments = pickle.loads(order)
        return True, do(function, arguments, recall)
    except Exception as error:
        error.add_note(f"In a worker process:\n{traceback.format_exc()}")
        return False, error
