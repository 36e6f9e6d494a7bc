"""Where long work is done: processes of this computer, or a Dask cluster. All are `concurrent.futures` executors."""

from __future__ import annotations

import socket
import weakref
from concurrent.futures import Executor
from importlib.util import find_spec
from urllib.parse import urlsplit

from engine.errors import N_, DeviceError
from engine.jobs.cluster import CONNECT, ClusterExecutor, Tls
from engine.jobs.limited import Readers
from engine.jobs.pool import WorkerPool
from engine.team import cores

TLS = "tls://"
"""How the address of a scheduler begins that both sides show certificates to."""

class Workplace:
    """Worker processes and clusters, shared by all who ask this workplace: those of one number of workers, or of one
    address, are the same; and `readers` of what strangers wrote. Close it, or use it in a `with`; at the latest it
    closes when the program ends."""

    def __init__(self) -> None:
        self.readers = Readers()
        self._local: dict[int, WorkerPool] = {}
        self._clusters: dict[tuple[str, Tls | None], ClusterExecutor] = {}
        self._chosen: tuple[str, Tls | None] = "", None
        self._at_exit = weakref.finalize(self, _close, self.readers, self._local, self._clusters)

    def choose(self, where: str, tls: Tls | None = None) -> None:
        """From now on `open` gives workers there: "" for this computer, "local:N" for N processes of it, else the
        address of a Dask scheduler, with its certificates where it has TLS. Nothing is opened yet."""
        self._chosen = where, tls

    def open(self, where: str | None = None, tls: Tls | None = None) -> Executor:
        """The workers at `where`, or where it was chosen. May take seconds. Raises DeviceError."""
        where, tls = self._chosen if where is None else (where, tls)
        kind, _, count = where.partition(":")
        if kind in ("", "local"):
            return self.local(int(count) if count.isdigit() and int(count) else None)
        return self._dask(where, tls)

    def local(self, workers: int | None = None) -> Executor:
        """Worker processes, as many as there are cores unless it is said. They start when there is work for them, and
        end with this process, however it ends."""
        count = workers or cores()
        if count not in self._local:
            self._local[count] = WorkerPool(count)
        return self._local[count]

    def close(self) -> None:
        """End all processes and leave all clusters; what they do is given up."""
        _close(self.readers, self._local, self._clusters)

    def __enter__(self) -> Workplace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _dask(self, address: str, tls: Tls | None) -> Executor:
        """The workers of a Dask scheduler, `tcp://host:8786` or with `tls` `tls://host:8786`, which must have this
        Ladera installed. Raises DeviceError when it cannot be used."""
        if find_spec("distributed") is None:
            raise DeviceError(N_("engine", "Dask is not installed. Close Ladera and start it once with "
                                 "“python3 run.py --cluster”, or choose this computer."))
        tls = tls if address.startswith(TLS) else None
        _knock(address, tls)
        cluster = self._clusters.get((address, tls))
        if cluster is None or not cluster.usable:
            cluster = self._clusters[address, tls] = ClusterExecutor(address, tls)
        return cluster


def _close(readers: Readers, local: dict[int, WorkerPool],
           clusters: dict[tuple[str, Tls | None], ClusterExecutor]) -> None:
    readers.close()
    while clusters:
        clusters.popitem()[1].shutdown()
    while local:
        local.popitem()[1].close()


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
