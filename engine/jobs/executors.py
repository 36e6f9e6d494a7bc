"""Where long work is done: processes of this computer, or a Dask cluster. All are `concurrent.futures` executors."""

from __future__ import annotations

import atexit
import os
import socket
from concurrent.futures import Executor
from typing import Any
from urllib.parse import urlsplit

from engine.errors import N_, DeviceError
from engine.jobs.pool import WorkerPool

TIMEOUT = 5.0  # seconds to find a scheduler

_local: dict[int, WorkerPool] = {}
_clients: dict[str, Any] = {}  # address → distributed.Client
_workplace = ""


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def local_executor(workers: int | None = None) -> Executor:
    """Worker processes, as many as there are cores unless it is said; those of one number are shared by all who ask.

    They start when there is work for them, and end with this process, however it ends.
    """
    count = workers or cores()
    if count not in _local:
        _local[count] = WorkerPool(count)
    return _local[count]


def close_executors() -> None:
    """End all worker processes and leave all clusters; what they do is given up."""
    while _clients:
        _, client = _clients.popitem()
        client.close(timeout=TIMEOUT)
    while _local:
        _, pool = _local.popitem()
        pool.close()


def dask_executor(address: str) -> Executor:
    """The workers of a Dask scheduler, `tcp://host:8786`, which must have Ladera installed. Raises DeviceError when it
    cannot be used."""
    try:
        from distributed import Client
    except ImportError as error:
        raise DeviceError(N_("engine", "Dask is not installed. Close Ladera and start it once with "
                             "“python3 run.py --cluster”, or choose this computer.")) from error
    client = _clients.get(address)
    if client is None or client.status != "running":
        try:
            _knock(address)
            client = _clients[address] = Client(address, timeout=TIMEOUT, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise DeviceError(N_("engine", "No Dask scheduler answers at {address}. Check the address, or choose this "
                                 "computer."), address=address) from error
    return client.get_executor(pure=False)


def _knock(address: str) -> None:
    """Raises OSError or ValueError where nobody listens: a client of Dask that finds nobody haunts the end."""
    place = urlsplit(address)
    if not place.hostname or not place.port:
        raise ValueError(address)
    socket.create_connection((place.hostname, place.port), TIMEOUT).close()


def choose_workplace(where: str) -> None:
    """From now on `open_executor` gives workers there: "" for this computer, "local:N" for N processes of it,
    else the address of a Dask scheduler. Nothing is opened yet."""
    global _workplace
    _workplace = where


def open_executor(where: str | None = None) -> Executor:
    """The workers at `where`, or at the workplace that was chosen. May take seconds. Raises DeviceError."""
    where = _workplace if where is None else where
    kind, _, count = where.partition(":")
    if kind in ("", "local"):
        return local_executor(int(count) if count.isdigit() and int(count) else None)
    return dask_executor(where)


atexit.register(close_executors)
