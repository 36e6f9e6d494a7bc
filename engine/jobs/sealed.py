"""A piece of work as it travels to the workers of a cluster, and its answer as it comes back.

Workers trust whoever gives them work, so a piece is pickled. Nobody need trust the workers: their answers are plain
values (`plain`), and nothing in them is run here.
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from typing import Any

import engine
from engine.errors import N_, DeviceError, LaderaError
from engine.jobs import plain
from engine.recall import Recall, do


def seal(function: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    """A piece of work as bytes."""
    return pickle.dumps((function, arguments), protocol=5)


class _Carried:
    """A piece of work that is done where it is unpickled."""

    def __init__(self, piece: bytes) -> None:
        self._piece = piece

    def __reduce__(self) -> tuple[Callable[[str, bytes], bytes], tuple[str, bytes]]:
        return carry, (engine.__version__, self._piece)


def order(piece: bytes) -> bytes:
    """`piece` for a worker, in a form of which nothing is looked up before the worker does it: one that has no Ladera
    can say so, where Dask would end it."""
    return pickle.dumps(_Carried(piece), protocol=5)


def carry(version: str, piece: bytes) -> bytes:
    """On a worker: what comes of a piece, or the sentence that says why nothing does. `version` is that of Ladera
    where the piece comes from. Never raises."""
    try:
        if version != engine.__version__:
            raise DeviceError(N_("engine", "The workers have version {there} of Ladera; this is version {here}. "
                                 "Install the same one there."), there=engine.__version__, here=version)
        function, arguments = pickle.loads(piece)
        return plain.encode((True, do(function, arguments, _recall_of_worker())))
    except LaderaError as error:
        return plain.encode((False, error))
    except Exception as error:
        return plain.encode((False, failure(f"{type(error).__name__}: {error}")))


def _recall_of_worker() -> Recall:
    """That of the thread on which a worker of Dask does a piece; a new one anywhere else."""
    try:
        from distributed import get_worker

        worker = get_worker()
    except (ImportError, ValueError):
        return Recall()
    threads = vars(worker).setdefault("ladera", threading.local())
    if not hasattr(threads, "recall"):
        threads.recall = Recall()
    return threads.recall


def unseal(answer: bytes) -> Any:
    """What `carry` got, or raises the LaderaError that it met. Trusts nothing: raises DeviceError for anything else."""
    try:
        good, content = plain.decode(answer)
        if not good and not isinstance(content, LaderaError):
            raise ValueError("no error")
    except (ValueError, TypeError) as error:
        raise DeviceError(N_("engine", "A worker has sent what is no answer. Its Ladera may be another version, or "
                             "changed.")) from error
    if not good:
        raise content
    return content


def failure(detail: str) -> DeviceError:
    """What is said of a piece that went wrong in an unexpected way."""
    return DeviceError(N_("engine", "A worker could not do its piece: {detail}"), detail=detail)
