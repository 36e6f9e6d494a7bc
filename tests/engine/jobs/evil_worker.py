"""A preload for a Dask worker that sends what runs programs where it is unpickled: `EVIL` says how. Where it has run,
the number of that process stands in the folder `MARKS`."""

from __future__ import annotations

import os
import pickle

import distributed.worker
from distributed.protocol import to_serialize

from engine.jobs import sealed


class Bomb:
    def __reduce__(self):
        return os.system, (f"touch {os.environ['MARKS']}/$PPID",)


class BombError(Exception):
    def __reduce__(self):
        return os.system, (f"touch {os.environ['MARKS']}/$PPID",)


def throw(*_):
    raise BombError


def noise(*_):
    return b"no answer"


def bomb(*_):
    return Bomb()


def bombs(*_):
    return [Bomb(), {"a": Bomb()}]


def lie(*_):
    """An error that is none, with a traceback that is none."""
    distributed.worker.error_message = lambda error: {
        "status": "error", "exception": to_serialize(pickle.dumps(Bomb())), "traceback": to_serialize(pickle.dumps(5)),
        "exception_text": "", "traceback_text": ""}
    raise BombError


sealed.carry = {"bomb": bomb, "bombs": bombs, "throw": throw, "noise": noise, "lie": lie}[os.environ["EVIL"]]
