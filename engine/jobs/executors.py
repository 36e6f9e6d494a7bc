"""Where long work is done: processes of this computer, or a Dask cluster. All are `concurrent.futures` executors."""

from __future__ import annotations

import atexit
import os
import socket
from concurrent.futures import Executor
from importlib.util import find_spec
from urllib.parse import urlsplit

from engine.errors import N_, DeviceError
from engine.jobs.cluster import CONNECT, ClusterExecutor, Tls
from engine.jobs.pool import WorkerPool

TLS = "tls://"
"""How the address of a scheduler begins that both sides show certificates to."""

_local: dict[int, WorkerPool] = {}
_clusters: dict[tuple[str, Tls | None], ClusterExecutor] = {}
_workplace: tuple[str, Tls | None] = ("", None)


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
    while _clusters:
        _, cluster = _clusters.popitem()
        cluster.shutdown()
    while _local:
        _, pool = _local.popitem()
        pool.close()


def dask_executor(address: str, tls: Tls | None = None) -> Executor:
    """The workers of a Dask scheduler, `tcp://host:8786` or with `tls` `tls://host:8786`, which must have this Ladera
    installed; those of one address are shared by all who ask. Raises DeviceError when it cannot be used."""
    if find_spec("distributed") is None:
        raise DeviceError(N_("engine", "Dask is not installed. Close Ladera and start it once with "
                             "“python3 run.py --cluster”, or choose this computer."))
    tls = tls if address.startswith(TLS) else None
    _knock(address, tls)
    cluster = _clusters.get((address, tls))
    if cluster is None or not cluster.usable:
        cluster = _clusters[address, tls] = ClusterExecutor(address, tls)
    return cluster


def _knock(address: str, tls: Tls | None) -> None:
    """Raises DeviceError where the address is none or nobody listens, without the seconds that a client takes."""
    try:
        place = urlsplit(address)
        if place.scheme not in ("tcp", "tls") or not place.hostname or not place.port:
            raise ValueError(address)
        if address.startswith(TLS) and tls is None:
            raise DeviceError(N_("engine", "A scheduler with TLS needs certificates: choose the files of the "
                                 "authority, of your certificate and of its key."))
        socket.create_connection((place.hostname, place.port), CONNECT).close()
    except (OSError, ValueError) as error:
        raise DeviceError(N_("engine", "No Dask scheduler answers at {address}. Check the address, or choose this "
                             "computer."), address=address) from error


def choose_workplace(where: str, tls: Tls | None = None) -> None:
    """From now on `open_executor` gives workers there: "" for this computer, "local:N" for N processes of it,
    else the address of a Dask scheduler, with its certificates where it has TLS. Nothing is opened yet."""
    global _workplace
    _workplace = where, tls


def open_executor(where: str | None = None, tls: Tls | None = None) -> Executor:
    """The workers at `where`, or at the workplace that was chosen. May take seconds. Raises DeviceError."""
    where, tls = _workplace if where is None else (where, tls)
    kind, _, count = where.partition(":")
    if kind in ("", "local"):
        return local_executor(int(count) if count.isdigit() and int(count) else None)
    return dask_executor(where, tls)


atexit.register(close_executors)
