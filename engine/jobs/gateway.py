"""The process that talks to a Dask scheduler.

Dask's protocol lets whoever is at the other end send pickles, which run programs when they are read. So its client has
a process of its own, in which nothing is unpickled, and which can be ended at any moment, however long the other end is
silent. What passes between it and the window are plain values (`plain`).

    window → gateway   ("submit", number, piece)   ("cancel", number)
    gateway → window   ("started",)   ("ready",) or ("refused", why), then
                       ("answer", number, bytes)   ("failed", number, why)   ("state", state), once a second
"""

from __future__ import annotations

import _pickle
import builtins
import logging
import os
import pickle
import sys
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from queue import Empty, SimpleQueue
from typing import Any, BinaryIO

from engine.jobs import plain
from engine.jobs.sealed import order

CONNECT = 5.0  # seconds to find a scheduler
ANSWER = 5.0  # seconds that a scheduler has for an answer
SILENT = 8.0  # seconds without a sign of life, after which a worker does not count any more
LOOK = 0.03  # seconds
EVERY = 1.0  # seconds between two questions how things are

WORKING, WAITING, MUTE, GONE = "working", "waiting", "mute", "gone"
"""There are workers; there are none; the scheduler does not answer; it is no longer there."""


@dataclass(frozen=True)
class Tls:
    """The files with which both ends know each other: the authority that signed all certificates, our certificate and
    its key; PEM."""

    authority: str
    certificate: str
    key: str


def main() -> None:
    """In the process: until the window is gone. Orders come in on stdin; the first is (address, files of TLS)."""
    _unpickle_nothing()
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)
    news = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no news
    with suppress(EOFError, OSError):
        address, tls = plain.read(sys.stdin.buffer)
        import distributed.client  # which takes a second, and none of what a scheduler has for its answer

        distributed.client.clean_exception = _read_error
        plain.write(news, ("started",))
        try:
            client = _connect(address, tls)
        except Exception as error:
            plain.write(news, ("refused", f"{type(error).__name__}: {error}"))
        else:
            plain.write(news, ("ready",))
            _Gateway(client, sys.stdin.buffer, news).run()
    os._exit(0)  # whatever Dask still waits for


def _connect(address: str, tls: Tls | None) -> Any:
    from distributed import Client
    from distributed.security import Security

    security = None if tls is None else Security(
        tls_ca_file=tls.authority, tls_client_cert=tls.certificate, tls_client_key=tls.key, require_encryption=True)
    return Client(address, timeout=CONNECT, set_as_default=False, security=security)


class _Gateway:
    def __init__(self, client: Any, orders: BinaryIO, news: BinaryIO) -> None:
        self._client, self._news = client, news
        self._orders: SimpleQueue[tuple[Any, ...]] = SimpleQueue()
        threading.Thread(target=self._listen, args=(orders,), name="orders", daemon=True).start()
        self._futures: dict[int, Any] = {}
        self._signs: dict[str, tuple[float, float]] = {}  # worker → what it said last, and when we saw that
        self._prefix = f"ladera-{uuid.uuid4().hex}"
        self._due = 0.0

    def run(self) -> None:
        while True:
            with suppress(Empty):
                while True:
                    order, number, *piece = self._orders.get(timeout=LOOK)
                    _ORDERS[order](self, number, *piece)
            for number in [number for number, future in self._futures.items() if future.status != "pending"]:
                self._deliver(number, self._futures.pop(number))
            if time.monotonic() >= self._due:
                self._tell("state", self._state())
                self._due = time.monotonic() + EVERY

    def _listen(self, orders: BinaryIO) -> None:
        """On a thread: take orders, and end with the window."""
        try:
            while True:
                self._orders.put(plain.read(orders))
        except (EOFError, OSError, ValueError):
            os._exit(0)

    def _tell(self, *news: Any) -> None:
        plain.write(self._news, news)

    def submit(self, number: int, piece: bytes) -> None:
        self._futures[number] = self._client.submit(
            _pickle.loads, order(piece), key=f"{self._prefix}-{number}", pure=False)

    def cancel(self, number: int) -> None:
        future = self._futures.pop(number, None)
        if future is not None:
            with suppress(Exception):
                self._client.cancel([future])

    def _deliver(self, number: int, future: Any) -> None:
        try:
            content = future.result(timeout=ANSWER)
            if not isinstance(content, bytes):
                raise TypeError("no bytes")
        except Exception as error:
            self._tell("failed", number, f"{type(error).__name__}: {error}")
        else:
            self._tell("answer", number, content)

    def _state(self) -> str:
        try:
            workers = self._ask(self._client.scheduler.identity)["workers"]
            lost = self._without_sign({name: about["last_seen"] for name, about in workers.items()})
            if lost and self._futures:
                self._give_up_on(lost)
        except Exception:
            return MUTE if self._client.status == "running" else GONE
        return WORKING if len(workers) > len(lost) else WAITING

    def _ask(self, question: Any) -> Any:
        return self._client.sync(question, callback_timeout=ANSWER)

    def _without_sign(self, last_seen: dict[str, float]) -> set[str]:
        """The workers that the scheduler has heard nothing of for too long, by our own clock."""
        now = time.monotonic()
        self._signs = {name: sign if (sign := self._signs.get(name)) and sign[0] == seen else (seen, now)
                       for name, seen in last_seen.items()}
        return {name for name, (_, since) in self._signs.items() if now - since > SILENT}

    def _give_up_on(self, lost: set[str]) -> None:
        """Pieces that silent workers have are told to have failed: the scheduler would wait for minutes."""
        held = {key for name, keys in self._ask(self._client.scheduler.processing).items() if name in lost
                for key in keys}
        for number in [number for number, future in self._futures.items() if future.key in held]:
            self.cancel(number)
            self._tell("failed", number, "WorkerSilent")


_ORDERS = {"submit": _Gateway.submit, "cancel": _Gateway.cancel}


# Nothing is unpickled


class _Told(Exception):
    """Stands for an object of any class: its name and what it was made of can be told, and that is all."""

    def __init__(self, *about: Any) -> None:
        super().__init__(*about)

    def __setstate__(self, state: Any) -> None:
        """Leave it."""


def _retold(kind: Any, about: Any, *_: Any) -> Any:
    """An error as Dask packs it, with all that belongs to it: the error alone."""
    return kind(*(about.get("args", ()) if isinstance(about, dict) else about))


class _Unpickler(pickle.Unpickler):
    """What Dask tells a client in pickles is the type of an answer, which is bytes, and errors. Built-in errors are
    read; everything else only by its name."""

    def find_class(self, module: str, name: str) -> Any:
        found = getattr(builtins, name, None) if module == "builtins" else None
        if found is bytes or (isinstance(found, type) and issubclass(found, Exception)):
            return found
        if module == "tblib.pickling_support" and name.startswith("unpickle_exception"):
            return _retold
        return type(name, (_Told,), {"__module__": module})


def _read_error(exception: Any, traceback: Any = None, **_: Any) -> tuple[type[BaseException], BaseException, None]:
    """For Dask's client, in place of its own, which waits for ever where a worker has sent what is no traceback."""
    if isinstance(exception, bytes | bytearray):
        try:
            exception = pickle.loads(exception)
        except Exception as error:
            exception = error
    if not isinstance(exception, BaseException):
        exception = _Told(str(exception))
    return type(exception), exception, None


def _unpickle_nothing() -> None:
    """For the whole process, before Dask is imported: its modules take `loads` from here under many names."""
    def loads(content: Any, /, *, buffers: Any = None, **options: Any) -> Any:
        return _Unpickler(BytesIO(content), buffers=buffers, **options).load()

    pickle.loads = loads
    pickle.load = lambda file, **options: _Unpickler(file, **options).load()

