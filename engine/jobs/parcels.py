"""Messages between our own processes; large arrays travel as they lie in memory."""

from __future__ import annotations

import pickle
from multiprocessing.connection import Connection
from typing import Any

LARGE = 2**18
"""Bytes of an array from which on it is not copied into the message."""
_COUNT = 4  # bytes


def send(connection: Connection, message: Any) -> None:
    """Send an object that can be pickled. Raises OSError when nobody listens any more."""
    large: list[pickle.PickleBuffer] = []

    def stays(buffer: pickle.PickleBuffer) -> bool:
        if buffer.raw().nbytes < LARGE:
            return True
        large.append(buffer)
        return False

    body = pickle.dumps(message, protocol=5, buffer_callback=stays)
    connection.send_bytes(len(large).to_bytes(_COUNT, "little") + body)
    for buffer in large:
        connection.send_bytes(buffer.raw())


def receive(connection: Connection) -> Any:
    """The next message, waiting for it; its large arrays cannot be written to. Raises EOFError or OSError at the
    end."""
    first = memoryview(connection.recv_bytes())
    large = [connection.recv_bytes() for _ in range(int.from_bytes(first[:_COUNT], "little"))]
    return pickle.loads(first[_COUNT:], buffers=large)
