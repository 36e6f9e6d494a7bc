"""A preload for a Dask worker that sends what runs programs where it is unpickled: `EVIL` says how, `MARK` is made."""

from __future__ import annotations

import os

from engine.jobs import sealed


class Bomb:
    def __reduce__(self):
        return os.system, (f"touch {os.environ['MARK']}",)


class BombError(Exception):
    def __reduce__(self):
        return os.system, (f"touch {os.environ['MARK']}",)


def throw(*_):
    raise BombError


def noise(*_):
    return b"no answer"


def bomb(*_):
    return Bomb()


def bombs(*_):
    return [Bomb(), {"a": Bomb()}]


sealed.carry = {"bomb": bomb, "bombs": bombs, "throw": throw, "noise": noise}[os.environ["EVIL"]]
